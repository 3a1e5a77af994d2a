//! Links: places on a page that lead to an address, or to another page.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::{File, integer};
use super::text::text_string;
use crate::geometry::Length;
use crate::layout::{Target, Text};
use crate::project::address::{is_said, to_words};

/// The links of a document, in reading order.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: Vec<Link>,
    /// What each element says.
    words: BTreeMap<usize, String>,
}

/// A link's place on one line.
#[derive(Debug)]
struct Link {
    /// The element of the link, which may go on over several lines.
    element: usize,
    place: Place,
    target: Target,
}

/// A rectangle on a page, in points from its bottom left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The number of the page in its section, from 0.
    pub page: usize,
    pub left: Length,
    pub bottom: Length,
    pub right: Length,
    pub top: Length,
}

impl Links {
    /// Adds a stretch of a link's text, and returns the number of its place when it is a new one: what
    /// stands beside each other on a line is one place, and so is a line of a table of contents.
    pub(super) fn add(
        &mut self,
        element: usize,
        place: Place,
        target: &Target,
        text: &Text,
    ) -> Option<usize> {
        let words = self.words.entry(element).or_default();
        match &text.spoken {
            Some(spoken) => {
                words.truncate(words.trim_end().len());
                words.push_str(", ");
                words.push_str(spoken);
            }
            None => text.add_to(words),
        }
        if let Some(last) = self.links.last_mut()
            && last.element == element
            && last.place.page == place.page
            && match target {
                Target::Address(_) => last.place.right == place.left,
                Target::Section(_) => last.place.bottom == place.bottom,
            }
        {
            last.place.right = place.right;
            return None;
        }
        // A space at the end of the line before is no place to click, nor is one by itself.
        if text.string().trim().is_empty() {
            return None;
        }
        self.links.push(Link {
            element,
            place,
            target: target.clone(),
        });
        Some(self.links.len() - 1)
    }

    /// Adds an annotation for each place (ISO 32000-1, 12.5.6.5), with what it leads to in words (ISO
    /// 14289-1, 7.18.5; the address only where they do not say it), and returns them with the numbers of their
    /// pages. The first has this key in the parent tree; `sections` are the first pages of all sections.
    pub(super) fn write(
        &self,
        first: usize,
        sections: &[Top],
        file: &mut File<'_>,
    ) -> Vec<(usize, ObjectId)> {
        let annotation = |(index, link): (usize, &Link)| {
            let words = self.words.get(&link.element);
            let words = words.map_or("", String::as_str);
            let id = file.add(link.annotation(first + index, words.trim(), sections));
            (link.place.page, id)
        };
        self.links.iter().enumerate().map(annotation).collect()
    }
}

impl Link {
    fn annotation(&self, key: usize, words: &str, sections: &[Top]) -> Dictionary {
        /// Printed, and not hidden (table 165).
        const PRINT: i64 = 1 << 2;
        let number = |length: Length| Object::Real(super::content::pt(length).0);
        let Place {
            left,
            bottom,
            right,
            top,
            ..
        } = self.place;
        let (contents, (key_of_target, target)) = match &self.target {
            Target::Address(address) => {
                let action = dictionary! { "S" => "URI", "URI" => text_string(address) };
                let contents = match is_said(words, address) {
                    true => words.to_owned(),
                    false => format!("{words}: {}", to_words(address)),
                };
                (contents, ("A", Object::Dictionary(action)))
            }
            Target::Section(number) => {
                let top = sections.get(*number).map_or(Object::Null, Top::place);
                (words.to_owned(), ("Dest", top))
            }
        };
        dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => [left, bottom, right, top].map(number).to_vec(),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => PRINT,
            "Contents" => text_string(&contents),
            "StructParent" => integer(key),
            key_of_target => target,
        }
    }
}

/// The top of a page, by the page and its height.
#[derive(Clone, Copy, Debug)]
pub(super) struct Top(pub ObjectId, pub Length);

impl Top {
    /// As a place to go to, without a change of the zoom (ISO 32000-1, 12.3.2.2).
    pub(super) fn place(&self) -> Object {
        let Self(page, height) = *self;
        Object::Array(vec![
            page.into(),
            Object::Name(b"XYZ".to_vec()),
            Object::Null,
            Object::Real(super::content::pt(height).0),
            Object::Null,
        ])
    }
}
