//! Spanish.

use super::words::{ChartWords, NameForms, Printed, Scale, StatusWords, Words};

pub(super) static WORDS: Words = Words {
    tags: &["es"],
    printed: Some(Printed {
        status: StatusWords {
            sample: ("MUESTRA", "no son datos reales"),
            draft: ("BORRADOR", "sin aprobar"),
        },
        page: "página",
        national: "total nacional",
        charts: ChartWords {
            bars: "Gráfico de barras",
            share: "Barra apilada",
            part: "Parte de un total",
            line: "Gráfico de líneas",
            dots: "Gráfico de puntos de todos los lugares",
            tiles: "Mapa",
            units: "Gráfico de cuadros",
            nation: "Nacional",
            median: "Mediana",
            scale: "Escala",
            places: "Lugares",
            without_number: "Sin cifra",
            starts_at: "La escala empieza en",
            square: "1 cuadro =",
            of: "de",
        },
        qr_code: "Código QR",
        tie: "empate",
        footnote: "nota",
        back_to_text: "volver al texto",
    }),
    name_forms: Some(NameForms {
        of: "de",
        before_names: &[
            "con", "desde", "en", "entre", "hacia", "hasta", "para", "por", "según", "sobre",
        ],
        // Names follow nouns and are never attributes before them.
        after_names: &[],
        articles: &["el", "la", "los", "las"],
        contracted: &["a", "de"],
        contracting_article: Some("el"),
    }),
    scales: &[
        Scale::new(3, "mil", "mil"),
        Scale::new(6, "millón", "millones"),
        Scale::new(9, "mil millones", "mil millones"),
        Scale::new(12, "billón", "billones"),
    ],
    currencies: &[
        ("CAD", "dólares canadienses"),
        ("EUR", "euros"),
        ("GBP", "libras esterlinas"),
        ("MXN", "pesos mexicanos"),
        ("USD", "dólares estadounidenses"),
    ],
    own_currencies: &[("MXN", "pesos"), ("USD", "dólares")],
    spoken_minus: Some("menos"),
    of_scale: Some("de "),
    abbreviations: &[
        "Dr", "Dra", "EE", "Núm", "Sr", "Sra", "UU", "art", "núm", "pág",
    ],
    ..Words::NONE
};
