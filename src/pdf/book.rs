//! The catalog entries of a book: page labels, and the outline that is open at first.

use lopdf::{Dictionary, dictionary};

use super::units::integer;

/// Adds the page labels to the catalog (ISO 32000-1, 12.4.2): small Roman numerals for the front matter, then numbers
/// from 1 for the sheets. `starts` are the first pages of the sections.
pub(super) fn write(starts: &[usize], catalog: &mut Dictionary) {
    let first = starts.get(1).copied().unwrap_or_default();
    let roman = dictionary! { "S" => "r" };
    let decimal = dictionary! { "S" => "D" };
    let labels = vec![0.into(), roman.into(), integer(first), decimal.into()];
    catalog.set("PageLabels", dictionary! { "Nums" => labels });
    catalog.set("PageMode", "UseOutlines");
}
