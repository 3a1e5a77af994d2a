//! The outline: the headings, to find one's way by (ISO 32000-1, 12.3.3).

use lopdf::{Dictionary, ObjectId, dictionary};

use super::file::File;
use super::links::PageTop;
use super::text::text_string;
use crate::geometry::Length;
use crate::layout::tree::HeadingPlace;

/// An outline entry for a heading, with the entries nested under it.
struct Entry<'h> {
    heading: &'h HeadingPlace,
    under: Vec<Entry<'h>>,
}

/// An outline that is being built, section by section.
#[derive(Debug, Default)]
pub(super) struct Outline {
    id: Option<ObjectId>,
    first: Option<ObjectId>,
    /// The last entry, not yet written because it must name its successor, if any.
    last: Option<(ObjectId, Dictionary)>,
    /// The number of visible entries.
    count: i64,
}

impl Outline {
    /// Adds the headings of a section. `pages` are its pages with their heights.
    pub(super) fn add(
        &mut self,
        headings: &[HeadingPlace],
        pages: &[(ObjectId, Length)],
        file: &mut File<'_>,
    ) {
        for entry in nested(headings) {
            let outline = *self.id.get_or_insert_with(|| file.reserve());
            let id = file.reserve();
            let mut item = item(entry.heading, outline, pages);
            if let Some((last, mut dict)) = self.last.take() {
                item.set("Prev", last);
                dict.set("Next", id);
                file.set(last, dict);
            }
            let under = (entry.under.as_slice(), entry.is_open());
            children(under, id, &mut item, pages, file);
            self.first.get_or_insert(id);
            self.last = Some((id, item));
            self.count += entry.count();
        }
    }

    /// Writes the root of the outline and returns it, or `None` if there are no entries.
    pub(super) fn finish(self, file: &mut File<'_>) -> Option<ObjectId> {
        let (id, first, (last, item)) = (self.id?, self.first?, self.last?);
        file.set(last, item);
        let dict = dictionary! {
            "Type" => "Outlines", "First" => first, "Last" => last, "Count" => self.count,
        };
        file.set(id, dict);
        Some(id)
    }
}

/// The dictionary of an entry, without its siblings and children.
fn item(heading: &HeadingPlace, parent: ObjectId, pages: &[(ObjectId, Length)]) -> Dictionary {
    let (page, height) = pages[heading.page];
    dictionary! {
        "Title" => text_string(heading.title.trim()),
        "Parent" => parent,
        "Dest" => PageTop(page, height - heading.top).place(),
    }
}

/// The headings as a hierarchy: each with the deeper headings that follow it.
fn nested(mut headings: &[HeadingPlace]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    while let [heading, rest @ ..] = headings {
        let is_under = |other: &&HeadingPlace| other.level > heading.level;
        let count = rest.iter().take_while(is_under).count();
        let (under, after) = rest.split_at(count);
        let mut under = nested(under);
        // The title of a sheet repeats its name in the book.
        if let (0, [_]) = (heading.level, under.as_slice()) {
            under = under.remove(0).under;
        }
        entries.push(Entry { heading, under });
        headings = after;
    }
    entries
}

/// Writes the children of an entry and adds them to its dictionary, with the number of visible ones. If they are
/// collapsed, the number is negative.
fn children(
    (entries, are_shown): (&[Entry<'_>], bool),
    parent: ObjectId,
    dict: &mut Dictionary,
    pages: &[(ObjectId, Length)],
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
        let mut item = item(entry.heading, parent, pages);
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
    /// Returns `true` if the children are visible. Those of a whole sheet are collapsed.
    fn is_open(&self) -> bool {
        self.heading.level > 0
    }

    /// The number of visible entries: the entry itself and those under it.
    fn count(&self) -> i64 {
        let under = self.under.iter().filter(|_| self.is_open());
        1 + under.map(Self::count).sum::<i64>()
    }
}
