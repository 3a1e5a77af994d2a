//! English.

use super::words::{ChartWords, NameForms, Printed, Scale, StatusWords, Words};

/// The status words, which are also used for languages without their own.
pub(super) const STATUS: StatusWords = StatusWords {
    sample: ("SAMPLE", "not real figures"),
    draft: ("DRAFT", "not yet approved"),
};

pub(super) static WORDS: Words = Words {
    tags: &["en"],
    printed: Some(Printed {
        status: STATUS,
        page: "page",
        national: "national",
        charts: ChartWords {
            bars: "Bar chart",
            share: "Stacked bar",
            part: "Part of a whole",
            line: "Line chart",
            dots: "Dot chart of all places",
            tiles: "Map",
            units: "Chart of squares",
            nation: "National",
            median: "Median",
            scale: "Scale",
            places: "Places",
            without_number: "No number",
            starts_at: "The scale begins at",
            square: "1 square =",
            of: "of",
        },
        qr_code: "QR code",
        tie: "tie",
        footnote: "footnote",
        back_to_text: "back to the text",
    }),
    name_forms: Some(NameForms {
        of: "of",
        before_names: &[
            "across",
            "around",
            "between",
            "by",
            "for",
            "from",
            "in",
            "inside",
            "into",
            "near",
            "of",
            "outside",
            "through",
            "throughout",
            "to",
            "with",
            "within",
        ],
        after_names: &[
            "and", "are", "as", "but", "by", "during", "for", "from", "had", "has", "have", "in",
            "is", "of", "on", "or", "since", "that", "to", "was", "were", "which", "who", "with",
        ],
        articles: &["the"],
        contracted: &[],
        contracting_article: None,
    }),
    scales: &[
        Scale::new(3, "thousand", "thousand"),
        Scale::new(6, "million", "million"),
        Scale::new(9, "billion", "billion"),
        Scale::new(12, "trillion", "trillion"),
    ],
    // In all varieties of English, a comma between digits is a group separator.
    spoken_group: Some(','),
    clipped: &[
        "bout", "cause", "cos", "coz", "cuz", "em", "fraid", "gainst", "kay", "n", "neath",
        "nother", "nuff", "round", "scuse", "til", "till", "tis", "twas", "tween", "twere",
        "twill", "twould",
    ],
    abbreviations: &[
        "Apr", "Aug", "Ave", "Blvd", "Co", "Corp", "Dec", "Dept", "Dr", "Feb", "Fr", "Ft", "Gen",
        "Gov", "Inc", "Jan", "Jr", "Lt", "Ltd", "Mar", "Mr", "Mrs", "Ms", "Mt", "No", "Nos", "Nov",
        "Oct", "Prof", "Rep", "Sen", "Sep", "Sept", "Sr", "St", "art", "vs",
    ],
    ..Words::NONE
};
