//! The outline: the headings, to find one's way by (ISO 32000-1, 12.3.3).

use lopdf::{Dictionary, ObjectId, dictionary};

use super::file::File;
use super::links::Top;
use super::text::text_string;
use crate::geometry::Length;

/// A heading and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// From 1; 0 for a sheet of a book, whose own headings are not shown until one asks for them.
    pub level: u8,
    /// What it says.
    pub title: String,
    /// The number of its page, from 0.
    pub page: usize,
    /// Its top, in points from the foot of the page.
    pub top: Length,
}

/// A heading's entry, with those under it.
struct Entry<'h> {
    heading: &'h Heading,
    under: Vec<Entry<'h>>,
}

/// Adds the outline and returns it; none when there are no headings. `pages` are the pages in their
/// order.
pub(super) fn write(
    headings: &[Heading],
    pages: &[ObjectId],
    file: &mut File<'_>,
) -> Option<ObjectId> {
    let entries = nested(headings);
    if entries.is_empty() {
        return None;
    }
    let outline = file.reserve();
    let mut dict = dictionary! { "Type" => "Outlines" };
    children((&entries, true), outline, &mut dict, pages, file);
    file.set(outline, dict);
    Some(outline)
}

/// The headings, each with those of deeper levels that follow it.
fn nested(mut headings: &[Heading]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    while let [heading, rest @ ..] = headings {
        let is_under = |other: &&Heading| other.level > heading.level;
        let count = rest.iter().take_while(is_under).count();
        let (under, after) = rest.split_at(count);
        let mut under = nested(under);
        // The title of a sheet says no more than its name in a book.
        if let (0, [_]) = (heading.level, under.as_slice()) {
            under = under.remove(0).under;
        }
        entries.push(Entry { heading, under });
        headings = after;
    }
    entries
}

/// Adds the entries under a parent, and to the parent what leads to them and how many are shown; when
/// none are, how many would be, below zero.
fn children(
    (entries, are_shown): (&[Entry<'_>], bool),
    parent: ObjectId,
    dict: &mut Dictionary,
    pages: &[ObjectId],
    file: &mut File<'_>,
) {
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.reserve()).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
        return;
    };
    dict.set("First", *first);
    dict.set("Last", *last);
    let count: i64 = entries.iter().map(Entry::count).sum();
    dict.set("Count", if are_shown { count } else { -count });
    for (index, entry) in entries.iter().enumerate() {
        let heading = entry.heading;
        let mut item = dictionary! {
            "Title" => text_string(heading.title.trim()),
            "Parent" => parent,
            "Dest" => Top(pages[heading.page], heading.top).place(),
        };
        if let Some(before) = index.checked_sub(1) {
            item.set("Prev", ids[before]);
        }
        if let Some(next) = ids.get(index + 1) {
            item.set("Next", *next);
        }
        let under = (entry.under.as_slice(), entry.is_open());
        children(under, ids[index], &mut item, pages, file);
        file.set(ids[index], item);
    }
}

impl Entry<'_> {
    /// Whether the entries under it are shown: not those of a whole sheet.
    fn is_open(&self) -> bool {
        self.heading.level > 0
    }

    /// How many entries are shown: itself and those under it.
    fn count(&self) -> i64 {
        let under = self.under.iter().filter(|_| self.is_open());
        1 + under.map(Self::count).sum::<i64>()
    }
}
