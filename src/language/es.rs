//! Spanish.

use super::words::{NameForms, Printed, StatusWords, Words};

pub(super) static WORDS: Words = Words {
    tags: &["es"],
    printed: Some(Printed {
        status: StatusWords {
            sample: ("MUESTRA", "no son datos reales"),
            draft: ("BORRADOR", "sin aprobar"),
        },
        page: "página",
        national: "total nacional",
        bar_chart: "Gráfico de barras",
        stacked_bar: "Barra apilada",
        qr_code: "Código QR",
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
        ("mil", 3),
        ("millón", 6),
        ("millones", 6),
        ("mil millones", 9),
        ("billón", 12),
        ("billones", 12),
    ],
    abbreviations: &[
        "Dr", "Dra", "EE", "Núm", "Sr", "Sra", "UU", "art", "núm", "pág",
    ],
    ..Words::NONE
};
