//! Text in scripts that cannot be set.

use super::{
    Edit, FIGURES, JURISDICTIONS, PLACE, PUBLICATION, Text, WORDS, all_fail, blocks, edits,
};

#[rustfmt::skip]
const OF_PUBLICATION: &[Edit] = &[
    ["language", "\"es-US\"", "\"ar\""],
    ["language-of-another-script", "\"es-US\"", "\"hi\""],
    ["no-number", "es = \"reservado\"", "es = \"מוסתר\""],
];

const OF_A_PLACE: &[Edit] = &[["name-of-a-place", "\"Elmwood\"", "\"אלבמה\""]];
const OF_A_FIGURE: &[Edit] = &[["label", "en = \"Visits\"", "en = \"คดี\""]];
const OF_A_NUMBER: &[Edit] = &[["note", "= 43", "= { value = 43, note = \"عدد\" }"]];
const OF_THE_TITLE: &[Edit] = &[["title", "\"Parks: ", "\"اسم "]];

#[rustfmt::skip]
const BLOCKS: &[Text] = &[
    ["words", "Libraries are called [ספריות](https://library.example)."],
    ["words-of-no-sheet", "{% if events.total is available %}{% else %}ਪੰਜਾਬ{% endif %}"],
    ["entity", "The letter &#x5d0;."],
    ["parts-of-syllables", "In Korean: \u{1112}\u{1161}\u{11ab}."],
];

#[test]
fn in_scripts() {
    let cases = [
        edits(PUBLICATION, OF_PUBLICATION),
        edits(JURISDICTIONS, OF_A_PLACE),
        edits(FIGURES, OF_A_FIGURE),
        edits(PLACE, OF_A_NUMBER),
        edits(WORDS, OF_THE_TITLE),
        blocks(BLOCKS),
    ];
    all_fail("script", cases.into_iter().flatten());
}
