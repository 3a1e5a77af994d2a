//! The resource names by which pages refer to shared objects.

use lopdf::{Dictionary, dictionary};

use crate::project::stylesheet::FaceId;

/// The name of the graphics state in which the mark of a page is drawn.
pub(super) const MULTIPLY: &str = "M";

/// The graphics states of a page (ISO 32000-1, 8.4.5). There is one, in which drawing darkens the background as ink
/// does (11.3.5.2).
pub(super) fn states() -> Dictionary {
    dictionary! { MULTIPLY => dictionary! { "BM" => "Multiply" } }
}

/// The name of a font among a page's resources. Not F1 to F14, which printpdf takes for the
/// fourteen standard fonts.
pub(super) fn font_name(face: FaceId) -> String {
    format!("T{}", face.0)
}
