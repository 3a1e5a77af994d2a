//! The texts of all files that were read, and locations in them.

use std::ops::Range;
use std::sync::Arc;

use super::cells::Cells;

/// A range of bytes in one of the files that were read.
///
/// The bytes of all files are numbered in one sequence, so that a span identifies its file. [`Sources`] turns a span
/// into a path and a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span of text that is in no file, such as a heading that the program writes. A diagnostic at
    /// it has neither a file nor an excerpt.
    pub const DETACHED: Self = Self::new(usize::MAX, usize::MAX);

    /// The span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns `true` if the span belongs to no file.
    #[must_use]
    pub fn is_detached(self) -> bool {
        self == Self::DETACHED
    }

    /// The span, or `None` when it is detached.
    #[must_use]
    pub fn attached(self) -> Option<Self> {
        (!self.is_detached()).then_some(self)
    }

    /// From the start of this span to the end of another. A detached span adds nothing.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        match (self.is_detached(), other.is_detached()) {
            (true, _) => other,
            (_, true) => self,
            _ => Self::new(self.start.min(other.start), self.end.max(other.end)),
        }
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
    /// The cells, if the source is a worksheet.
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
    /// An empty store for further texts, with positions that start where these end.
    #[must_use]
    pub fn after(&self) -> Self {
        Self {
            files: Vec::new(),
            first: self.end(),
        }
    }

    /// Appends texts that were read [`after`](Self::after) some of these. Returns a function that moves spans in those
    /// texts to their new positions.
    pub fn take_over(&mut self, other: Self) -> impl Fn(Span) -> Span + use<> {
        let (first, now) = (other.first, self.end());
        for file in other.files {
            self.push(file.path, file.text, file.cells);
        }
        let moved = move |at: usize| if at < first { at } else { at - first + now };
        move |span| match span.attached() {
            Some(span) => Span::new(moved(span.start), moved(span.end)),
            None => span,
        }
    }

    /// The number of the next byte.
    fn end(&self) -> usize {
        // One position more than the text has bytes, so that the end of a file has its own position.
        self.files.last().map_or(self.first, |last| last.end() + 1)
    }

    /// Stores the text of a file. Returns the position of its first byte, as used in spans.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> usize {
        self.push(path.into(), text.into(), None)
    }

    /// Stores a worksheet as lines of text. Returns the position of its first byte, as used in spans.
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

    /// The display path of a span's file, or an empty string for a detached span.
    #[must_use]
    pub fn path(&self, span: Span) -> &str {
        self.file(span).map_or("", |file| &file.path)
    }

    /// The text a span covers, within its file. Empty for a detached span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let (text, range) = self.locate(span);
        &text[range]
    }

    /// The text of a span's file and the span's range in it. Both are empty for a detached span.
    #[must_use]
    pub fn locate(&self, span: Span) -> (&str, Range<usize>) {
        match self.file(span) {
            Some(file) => (&file.text, Self::local(file, span)),
            None => ("", 0..0),
        }
    }

    /// The line and the column of a span's start, both from 1, the column in characters. In a worksheet, the
    /// row and the column of the cell.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let (text, range) = self.locate(span);
        match self.cells(span) {
            Some(cells) => cells.row_and_column(range.start),
            None => line_column(text, range.start),
        }
    }

    /// The cells of a span's file, when that is a worksheet.
    pub(super) fn cells(&self, span: Span) -> Option<&Cells> {
        self.file(span)?.cells.as_deref()
    }

    /// The name of the cell that a span is in, such as `2023!D14`, when its file is a worksheet.
    #[must_use]
    pub fn cell(&self, span: Span) -> Option<String> {
        let (_, range) = self.locate(span);
        Some(self.cells(span)?.name(range.start))
    }

    /// The file of a span, or `None` for a detached span.
    fn file(&self, span: Span) -> Option<&Source> {
        let start = span.attached()?.start;
        let after = self.files.partition_point(|file| file.base <= start);
        self.files.get(after.saturating_sub(1))
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
    fn a_detached_span_is_in_no_file() {
        let mut sources = Sources::default();
        sources.add("a.toml", "one");
        assert_eq!(sources.path(Span::DETACHED), "");
        assert_eq!(sources.slice(Span::DETACHED), "");
        assert_eq!(sources.line_column(Span::DETACHED), (1, 1));
        assert_eq!(sources.cell(Span::DETACHED), None);
        let mut branch = sources.after();
        branch.add("b.toml", "two");
        let moved = sources.take_over(branch);
        assert_eq!(moved(Span::DETACHED), Span::DETACHED);
    }

    #[test]
    fn the_end_of_an_empty_file_is_a_place() {
        let mut sources = Sources::default();
        let empty = sources.add("empty", "");
        sources.add("next", "x");
        assert_eq!(sources.path(Span::new(empty, empty)), "empty");
    }
}
