//! Links: places on a page that lead to an address.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::geometry::{Length, Point};
use crate::layout::{Page, Text};
use crate::text::Fonts;

/// Adds a link annotation for every text that leads somewhere (ISO 32000-1, 12.5.6.5), and returns
/// them in reading order.
pub(super) fn annotate(page: &Page, fonts: &Fonts, document: &mut Document) -> Vec<ObjectId> {
    let mut links = Vec::new();
    page.frame.for_each_text(&mut |at, text| {
        if let Some(address) = &text.link {
            links.push((rectangle(page, fonts, at, text), address));
        }
    });
    let annotation = |(rectangle, address): (Vec<Object>, &std::sync::Arc<str>)| {
        document.add_object(link(rectangle, address))
    };
    links.into_iter().map(annotation).collect()
}

fn link(rectangle: Vec<Object>, address: &str) -> Dictionary {
    /// Printed, and not hidden (table 165).
    const PRINT: i64 = 1 << 2;
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rectangle,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => PRINT,
        "Contents" => text_string(address),
        "A" => dictionary! { "S" => "URI", "URI" => text_string(address) },
    }
}

/// From the foot to the head of the line, in points from the bottom left corner of the page.
fn rectangle(page: &Page, fonts: &Fonts, at: Point, text: &Text) -> Vec<Object> {
    let metrics = &fonts.get(text.face).metrics;
    let height = page.frame.size.height;
    let top = height - at.y + metrics.at(metrics.ascent, text.size);
    let bottom = height - at.y + metrics.at(metrics.descent, text.size);
    let number = |length: Length| Object::Real(super::content::pt(length).0);
    [at.x, bottom, at.x + text.width, top].map(number).to_vec()
}
