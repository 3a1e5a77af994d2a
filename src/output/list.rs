//! The list of all outputs.

use super::book::Book;
use super::entry::Entry;
use super::kind::{Output, SheetOutput};
use super::pdf::Pdf;
use super::png::Png;

/// All outputs, in the order of their lists in the manifest. An output may depend on those before it: pictures stay in
/// a release as long as their sheets do.
pub static OUTPUTS: [&dyn Output; 3] = [&Pdf, &Book, &Png];

/// The outputs that are made of single sheets.
pub fn sheet_outputs() -> impl Iterator<Item = &'static dyn SheetOutput> {
    OUTPUTS.iter().filter_map(|output| output.of_sheets())
}

/// The output that an entry belongs to.
#[must_use]
pub fn output_of(entry: &dyn Entry) -> &'static dyn Output {
    let mut outputs = OUTPUTS.iter();
    let own = outputs.find(|output| output.list() == entry.list());
    // Entries are only read and made by outputs.
    *own.unwrap_or(&OUTPUTS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_told_apart() {
        for (index, output) in OUTPUTS.iter().enumerate() {
            for other in &OUTPUTS[..index] {
                assert_ne!(output.list(), other.list());
                assert_ne!(output.noun(), other.noun());
            }
            let kind = output.media_type().rsplit('/').next();
            assert_eq!(kind, Some(output.extension()));
        }
        for output in sheet_outputs() {
            let file = output.first_file("2023-AL");
            assert_eq!(file, format!("2023-AL.{}", output.extension()));
            let mut outputs = sheet_outputs();
            let found = outputs.find(|found| found.name() == output.name());
            let found = found.map(|found| found.list());
            assert_eq!(found, Some(output.list()));
        }
    }
}
