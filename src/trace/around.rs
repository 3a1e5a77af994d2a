//! The figures of a page with the words around them.
//!
//! The words come from the frames of the page, where a paragraph is many pieces of text. They are joined block by block
//! in reading order, so that a figure can be shown in its sentence.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::geometry::{Length, Point};
use crate::layout::{Content, Frame, Role, Text};
use crate::project::Reference;

/// The approximate number of characters shown on either side of a figure.
const REACH: usize = 48;

/// The separator between the cells of a row.
const CELLS: &str = " | ";

/// The text of a block that is read without a pause: a paragraph, a heading, a row of a table.
#[derive(Default)]
pub(super) struct Block<'p> {
    text: String,
    /// The pieces that print a value, with their ranges in the text.
    values: Vec<Piece<'p>>,
    /// The baseline of the last piece.
    line: Option<Length>,
}

/// The piece of a block that prints a value. For a value over several lines it is the first.
struct Piece<'p> {
    at: Point,
    text: &'p Text,
    /// The range of the whole value in the text of the block.
    range: Range<usize>,
}

/// A value of a data file in a block.
pub(super) struct Found {
    /// The figure, or `None` for a source, day or note.
    pub figure: Option<Reference>,
    pub text: String,
    pub before: String,
    pub after: String,
    pub at: Point,
    pub width: Length,
    pub size: Length,
    pub source: Span,
}

/// Whether a source location is in a data file.
pub(super) type IsOfData<'a> = &'a dyn Fn(Span) -> bool;

/// Calls `visit` with each block of a page in reading order.
pub(super) fn for_each_block<'p>(
    page: &'p Frame,
    is_of_data: IsOfData<'_>,
    visit: &mut dyn FnMut(&Block<'p>),
) {
    blocks_from(page, Point::default(), is_of_data, visit);
}

fn blocks_from<'p>(
    frame: &'p Frame,
    origin: Point,
    is_of_data: IsOfData<'_>,
    visit: &mut dyn FnMut(&Block<'p>),
) {
    let is_one = matches!(
        frame.role,
        Some(Role::Row { .. } | Role::Paragraph | Role::Heading(_) | Role::Figure)
    );
    let has_text = frame
        .items
        .iter()
        .any(|item| matches!(item.content, Content::Text(_)));
    if is_one || has_text {
        let mut block = Block::default();
        block.add(frame, origin, is_of_data);
        visit(&block);
        return;
    }
    for item in &frame.items {
        if let Content::Frame(inner) = &item.content {
            blocks_from(inner, origin + item.at, is_of_data, visit);
        }
    }
}

impl<'p> Block<'p> {
    /// Adds all pieces of a frame.
    fn add(&mut self, frame: &'p Frame, origin: Point, is_of_data: IsOfData<'_>) {
        if matches!(frame.role, Some(Role::Cell { .. })) && !self.text.is_empty() {
            self.text.push_str(CELLS);
            self.line = None;
        }
        for item in &frame.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(inner) => self.add(inner, at, is_of_data),
                Content::Text(text) => self.add_text(at, text, is_of_data),
                Content::Fill { .. } | Content::Shape(_) | Content::Picture { .. } => {}
            }
        }
    }

    fn add_text(&mut self, at: Point, text: &'p Text, is_of_data: IsOfData<'_>) {
        let is_new_line = self.line.is_some_and(|line| line != at.y);
        // A line that does not end in a space ends after a dash or at a line break in the text.
        let is_joined = |c: char| c.is_whitespace() || "-–—/".contains(c);
        if is_new_line && !self.text.ends_with(is_joined) {
            self.text.push(' ');
        }
        self.line = Some(at.y);
        let start = self.text.len();
        text.add_to(&mut self.text);
        if text.figure.is_some() || is_of_data(text.source) {
            self.add_value(at, text, start, is_new_line);
        }
    }

    /// Adds the piece of a value that reaches from `start` to the end of the text. On a new line it may continue the
    /// value of the line before.
    fn add_value(&mut self, at: Point, text: &'p Text, start: usize, is_new_line: bool) {
        let end = self.text.trim_end().len().max(start);
        let origin = |text: &Text| (text.figure, text.source);
        if let Some(last) = self.values.last_mut()
            && is_new_line
            && origin(last.text) == origin(text)
            && self.text[last.range.end..start].trim().is_empty()
        {
            last.range.end = end;
            return;
        }
        let range = start..end;
        self.values.push(Piece { at, text, range });
    }

    /// The values in the block with the words around them.
    pub(super) fn values(&self) -> impl Iterator<Item = Found> {
        self.values.iter().map(|Piece { at, text, range }| {
            let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
            Found {
                figure: text.figure,
                text: self.text[range.clone()].to_owned(),
                before: last_words(before),
                after: first_words(after),
                at: *at,
                width: text.width,
                size: text.size,
                source: text.source,
            }
        })
    }
}

/// The last words of a text, after an ellipsis when some are omitted.
fn last_words(text: &str) -> String {
    let text = text.trim_start();
    let Some((at, _)) = text.char_indices().rev().nth(REACH) else {
        return text.to_owned();
    };
    let rest = &text[at..];
    let rest = rest
        .split_once(char::is_whitespace)
        .map_or("", |(_, rest)| rest);
    format!("… {rest}")
}

/// The first words of a text, before an ellipsis when some are omitted.
fn first_words(text: &str) -> String {
    let text = text.trim_end();
    let Some((at, _)) = text.char_indices().nth(REACH) else {
        return text.to_owned();
    };
    let rest = &text[..at];
    let rest = rest
        .rsplit_once(char::is_whitespace)
        .map_or("", |(rest, _)| rest);
    format!("{rest} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_between_words() {
        let long = "one two three four five six seven eight nine ten eleven twelve";
        assert_eq!(
            last_words(long),
            "… four five six seven eight nine ten eleven twelve"
        );
        assert_eq!(
            first_words(long),
            "one two three four five six seven eight nine …"
        );
        assert_eq!(first_words(", short "), ", short");
        let unbroken = "x".repeat(80);
        assert_eq!(
            (last_words(&unbroken), first_words(&unbroken)),
            ("… ".to_owned(), " …".to_owned())
        );
    }
}
