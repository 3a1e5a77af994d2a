//! Links as annotations: places on a page that lead to an address, or to another page.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::File;
use super::text::text_string;
use super::units::{integer, real};
use crate::geometry::Length;
use crate::layout::LinkTarget;
use crate::layout::tree::{Area, LinkArea, Tree};
use crate::project::address::{is_said, to_words};

/// Adds a link annotation for each place (ISO 32000-1, 12.5.6.5). Its description is the text of the link (ISO
/// 14289-1, 7.18.5), followed by the address if the text does not state it. Returns the annotations with their page
/// indices. `first` is the number of the first one in the parent tree, `pages` are the pages with their heights, and
/// `sections` the first pages of all sections.
pub(super) fn annotations(
    tree: &Tree,
    first: usize,
    pages: &[PageTop],
    sections: &[PageTop],
    file: &mut File<'_>,
) -> Vec<(usize, ObjectId)> {
    let annotation = |(index, link): (usize, &LinkArea)| {
        let page = link.area.page;
        let dict = annotation(link, first + index, tree, pages, sections);
        (page, file.add(dict))
    };
    let areas = tree.links.areas.iter();
    areas.enumerate().map(annotation).collect()
}

fn annotation(
    link: &LinkArea,
    key: usize,
    tree: &Tree,
    pages: &[PageTop],
    sections: &[PageTop],
) -> Dictionary {
    /// Printed, and not hidden (table 165).
    const PRINT: i64 = 1 << 2;
    let Area {
        left,
        top,
        right,
        bottom,
        page,
    } = link.area;
    let PageTop(_, height) = pages[page];
    let words = tree.links.words(link.node);
    let sides = [left, height - bottom, right, height - top];
    let (contents, (key_of_target, target)) = match &link.target {
        LinkTarget::Address(address) => {
            let action = dictionary! { "S" => "URI", "URI" => text_string(address) };
            let contents = match is_said(words, address) {
                true => words.to_owned(),
                false => format!("{words}: {}", to_words(address)),
            };
            (contents, ("A", Object::Dictionary(action)))
        }
        LinkTarget::Section(number) => {
            let top = sections.get(*number).map_or(Object::Null, PageTop::place);
            (words.to_owned(), ("Dest", top))
        }
        LinkTarget::Footnote(number) | LinkTarget::Call(number) => {
            let ends = tree.footnotes.get(number).copied().unwrap_or_default();
            let end = match &link.target {
                LinkTarget::Footnote(_) => ends.label,
                _ => ends.call,
            };
            let place = end.map_or(Object::Null, |end| {
                let PageTop(id, height) = pages[end.page];
                PageTop(id, height - end.top).place()
            });
            (words.to_owned(), ("Dest", place))
        }
    };
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => sides.map(real).to_vec(),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => PRINT,
        "Contents" => text_string(&contents),
        "StructParent" => integer(key),
        key_of_target => target,
    }
}
/// A place on a page, by the page and the distance from its lower edge: its top by the height of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageTop(pub ObjectId, pub Length);

impl PageTop {
    /// As a place to go to, without a change of the zoom (ISO 32000-1, 12.3.2.2).
    pub(super) fn place(&self) -> Object {
        let Self(page, height) = *self;
        Object::Array(vec![
            page.into(),
            Object::Name(b"XYZ".to_vec()),
            Object::Null,
            real(height),
            Object::Null,
        ])
    }
}
