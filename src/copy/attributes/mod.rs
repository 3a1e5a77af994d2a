//! The attributes of headings, tables and rows: `## At work {.at-work .new-page}`.
//!
//! Attributes are for designs and are not printed. They are read once, from the source of a block, so that a mistake in
//! one is reported at its place and not on each sheet. In the source that Markdown parses, spaces replace them, so that
//! all other bytes keep their offsets. A total row can stand in a loop or guard; its attribute is therefore replaced by
//! a mark ([`TOTAL`]), which is read back when the row has been filled in.

mod braces;
mod heading;
mod table;

use std::borrow::Cow;
use std::sync::Arc;

use super::block::Block;
use crate::diagnostic::Report;
pub(super) use table::TOTAL;

/// The attributes of a block of Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Attributes {
    /// None.
    #[default]
    None,
    /// Those of a heading.
    Heading {
        /// The name of the section that the heading begins.
        section: Option<Arc<str>>,
        /// Whether the heading begins a page.
        new_page: bool,
    },
    /// The name of a table.
    Table(Arc<str>),
}

impl Attributes {
    /// Takes the attributes out of the source of a block, whose first byte is at offset `base`. Returns the source
    /// without them, of the same length. Attributes that are unknown where they stand go into the report.
    pub(super) fn take<'s>(
        source: &'s str,
        base: usize,
        report: &mut Report,
    ) -> (Cow<'s, str>, Self) {
        if !source.contains('}') {
            return (Cow::Borrowed(source), Self::None);
        }
        let mut rest = Cow::Borrowed(source);
        let found = match heading::find(source) {
            Some(heading) => {
                blank(&mut rest, heading.braces.range.clone(), None);
                heading.check(base, report)
            }
            None => table::take(&mut rest, base, report),
        };
        (rest, found)
    }

    /// Gives the attributes to the heading or table among the blocks of a filled source.
    pub(super) fn give_to(&self, blocks: &mut [Block]) {
        match self {
            Self::None => {}
            Self::Heading { section, new_page } => {
                if let Some(Block::Heading {
                    section: own,
                    new_page: begins_page,
                    ..
                }) = blocks.first_mut()
                {
                    own.clone_from(section);
                    *begins_page = *new_page;
                }
            }
            Self::Table(name) => {
                let table = blocks.iter_mut().find_map(|block| match block {
                    Block::Table(table) => Some(table),
                    _ => None,
                });
                if let Some(table) = table {
                    table.name = Some(name.clone());
                }
            }
        }
    }
}

/// Replaces a range by a mark, or by nothing, and by spaces up to its length.
fn blank(text: &mut Cow<'_, str>, range: std::ops::Range<usize>, mark: Option<char>) {
    let spaces = range.len() - mark.map_or(0, char::len_utf8);
    let mark = mark.map(String::from).unwrap_or_default();
    text.to_mut()
        .replace_range(range, &format!("{mark}{}", " ".repeat(spaces)));
}
