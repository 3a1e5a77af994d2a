//! The texts of all files read, and places in them.

use std::ops::Range;
use std::sync::Arc;

use super::sheet::Cells;

/// A range of bytes in one of the files read.
///
/// All files share one row of numbers, each starting where the one before ended, so that a span
/// needs no file beside it. [`Sources`] turns it back into a file and a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the start of this span to the end of another.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[derive(Debug)]
struct Source {
    path: String,
    text: Arc<str>,
    base: usize,
    /// Where the cells are, when it is a sheet of a spreadsheet.
    cells: Option<Arc<Cells>>,
}

impl Source {
    fn end(&self) -> usize {
        self.base + self.text.len()
    }
}

/// The texts of all files read so far.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// The number of the first byte of the first of them.
    first: usize,
}

impl Sources {
    /// Texts whose bytes are numbered from where these end.
    #[must_use]
    pub fn after(&self) -> Self {
        Self {
            files: Vec::new(),
            first: self.end(),
        }
    }

    /// Takes over texts that were read [`after`](Self::after) some of these, and returns what turns
    /// the places in them into places in these.
    pub fn take_over(&mut self, other: Self) -> impl Fn(Span) -> Span + use<> {
        let (first, now) = (other.first, self.end());
        for file in other.files {
            self.push(file.path, file.text, file.cells);
        }
        let moved = move |at: usize| if at < first { at } else { at - first + now };
        move |span| Span::new(moved(span.start), moved(span.end))
    }

    /// The number of the next byte.
    fn end(&self) -> usize {
        // One number more than the text has bytes, so that the end of a file is a place of its own.
        self.files.last().map_or(self.first, |last| last.end() + 1)
    }

    /// Keeps a file's text and returns the number its first byte has in spans.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> usize {
        self.push(path.into(), text.into(), None)
    }

    /// Keeps a sheet of a spreadsheet as the lines it is shown as, and returns the number its first byte
    /// has in spans.
    pub(super) fn add_cells(&mut self, path: &str, text: String, cells: Arc<Cells>) -> usize {
        self.push(path.to_owned(), text.into(), Some(cells))
    }

    fn push(&mut self, path: String, text: Arc<str>, cells: Option<Arc<Cells>>) -> usize {
        let base = self.end();
        self.files.push(Source {
            path,
            text,
            base,
            cells,
        });
        base
    }

    /// The path of a span's file, as it is shown.
    #[must_use]
    pub fn path(&self, span: Span) -> &str {
        &self.file(span.start).path
    }

    /// The text a span covers, within its file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let file = self.file(span.start);
        let range = Self::local(file, span);
        &file.text[range]
    }

    /// The text of a span's file and the span's range in it.
    #[must_use]
    pub fn locate(&self, span: Span) -> (&str, Range<usize>) {
        let file = self.file(span.start);
        (&file.text, Self::local(file, span))
    }

    /// Line and column of a span's start, both from 1, the column in characters; of a sheet its row and
    /// column.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let file = self.file(span.start);
        let start = Self::local(file, span).start;
        match &file.cells {
            Some(cells) => cells.row_and_column(start),
            None => line_column(&file.text, start),
        }
    }

    /// The cells of a span's file, when that is a sheet.
    pub(super) fn cells(&self, span: Span) -> Option<&Cells> {
        self.file(span.start).cells.as_deref()
    }

    /// The name of the cell that a span is in, such as `2023!D14`, when its file is a sheet.
    #[must_use]
    pub fn cell(&self, span: Span) -> Option<String> {
        let file = self.file(span.start);
        let cells = file.cells.as_ref()?;
        Some(cells.name(Self::local(file, span).start))
    }

    fn file(&self, at: usize) -> &Source {
        let after = self.files.partition_point(|file| file.base <= at);
        &self.files[after.saturating_sub(1)]
    }

    /// The span's range in its file's text, moved outwards to whole characters.
    fn local(file: &Source, span: Span) -> Range<usize> {
        let mut start = span.start.saturating_sub(file.base).min(file.text.len());
        let mut end = span.end.saturating_sub(file.base).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        end = end.max(start);
        while !file.text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }
}

/// Line and column of a byte, both from 1, the column in characters.
pub(crate) fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_finds_its_file_line_and_column() {
        let mut sources = Sources::default();
        sources.add("a.toml", "one\ntwo");
        let base = sources.add("b.toml", "é = 1\nf = 2");
        let span = Span::new(base + 7, base + 8);
        assert_eq!(sources.path(span), "b.toml");
        assert_eq!(sources.line_column(span), (2, 1));
        assert_eq!(sources.slice(span), "f");
        let after_accent = Span::new(base + 2, base + 3);
        assert_eq!(sources.line_column(after_accent), (1, 2));
    }

    #[test]
    fn the_end_of_an_empty_file_is_a_place() {
        let mut sources = Sources::default();
        let empty = sources.add("empty", "");
        sources.add("next", "x");
        assert_eq!(sources.path(Span::new(empty, empty)), "empty");
    }
}
