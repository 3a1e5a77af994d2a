//! Excerpts: the lines of a file, or the cells of a worksheet, that are shown with a message.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::cells::{CellAddress, Cells};
use super::{Diagnostic, Sources, Span, visible, visible_lines};

/// A marked range and the text beside it.
struct Highlight<'a> {
    kind: AnnotationKind,
    range: Range<usize>,
    label: Cow<'a, str>,
}

/// The excerpt of one file or worksheet.
pub(super) struct Excerpt<'a> {
    /// The file.
    pub path: &'a str,
    source: &'a str,
    cells: Option<&'a Cells>,
    marks: Vec<Highlight<'a>>,
}

/// Returns one excerpt for each file or worksheet: first that of the problem, then those of the other locations.
pub(super) fn excerpts<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let Some(span) = diagnostic.place(sources) else {
        return Vec::new();
    };
    let primary = (AnnotationKind::Primary, span, Cow::from(&diagnostic.label));
    let others = diagnostic.labels.iter().map(|label| {
        let text = match sources.cell(label.span) {
            Some(cell) => Cow::from(format!("{cell}: {}", label.text)),
            None => Cow::from(&label.text),
        };
        (AnnotationKind::Context, label.span, text)
    });
    let mut files: Vec<Excerpt<'_>> = Vec::new();
    for (kind, span, label) in std::iter::once(primary).chain(others) {
        let (source, range) = sources.locate(span);
        let mark = Highlight {
            kind,
            range: first_line(source, range),
            label,
        };
        // Sheets of one file are texts of their own.
        let known = files
            .iter_mut()
            .find(|file| std::ptr::eq(file.source, source) && file.is_near(&mark));
        match known {
            Some(file) => file.marks.push(mark),
            None => files.push(Excerpt::new(sources, span, source, mark)),
        }
    }
    files
}

/// The part of a range on its first line, which identifies a block well enough.
fn first_line(source: &str, range: Range<usize>) -> Range<usize> {
    let end = source[range.clone()].find('\n');
    range.start..end.map_or(range.end, |length| range.start + length)
}

impl<'a> Excerpt<'a> {
    fn new(sources: &'a Sources, span: Span, source: &'a str, mark: Highlight<'a>) -> Self {
        Self {
            path: sources.path(span),
            source,
            cells: sources.cells(span),
            marks: vec![mark],
        }
    }

    /// Returns `true` if a mark is close enough to share the excerpt. Two cells of a worksheet may be thousands of
    /// rows apart.
    fn is_near(&self, mark: &Highlight<'_>) -> bool {
        let Some(cells) = self.cells else { return true };
        let row = |mark: &Highlight<'_>| cells.at(mark.range.start).row;
        let mut rows = self.marks.iter().map(row);
        rows.any(|known| known.abs_diff(row(mark)) <= NEAR)
    }

    /// Returns `true` for an excerpt of a worksheet, `false` for lines of text.
    pub fn is_sheet(&self) -> bool {
        self.cells.is_some()
    }

    /// The lines with marks, or the cells.
    pub fn snippet(self) -> Snippet<'a, Annotation<'a>> {
        let path = self.path;
        let (text, first, marks) = match self.cells {
            Some(cells) => self.rows(cells),
            None => self.lines(),
        };
        // Each character is escaped by itself, so the escaped length of the text before a position is its new
        // position.
        let moved = |at: usize| visible_lines(&text[..at]).len();
        let marks = marks.into_iter().map(|mark| {
            let marked = mark
                .kind
                .span(moved(mark.range.start)..moved(mark.range.end));
            match mark.label.is_empty() {
                true => marked,
                false => marked.label(visible(&mark.label).into_owned()),
            }
        });
        let marks: Vec<_> = marks.collect();
        let shown = visible_lines(&text).into_owned();
        let snippet = Snippet::source(shown).line_start(first);
        let snippet = snippet.path(visible(path));
        snippet.annotations(marks)
    }

    /// The lines from the first mark to the last. The rest of a long file is not scanned.
    fn lines(self) -> (Cow<'a, str>, usize, Vec<Highlight<'a>>) {
        let ranges = || self.marks.iter().map(|mark| &mark.range);
        let first = ranges().map(|range| range.start).min().unwrap_or(0);
        let last = ranges().map(|range| range.end).max().unwrap_or(0);
        let start = self.source[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = self.source[last..].find('\n');
        let end = end.map_or(self.source.len(), |length| last + length);
        let lines_before = self.source[..start].matches('\n').count();
        let marks = self.marks.into_iter().map(|mark| Highlight {
            range: mark.range.start - start..mark.range.end - start,
            ..mark
        });
        let text = Cow::from(&self.source[start..end]);
        (text, lines_before + 1, marks.collect())
    }

    /// The rows from the first mark to the last, as a table of the marked columns and of those that identify the row.
    /// Row numbers take the place of line numbers.
    fn rows(self, cells: &Cells) -> (Cow<'a, str>, usize, Vec<Highlight<'a>>) {
        let places: Vec<CellAddress> = self.marks.iter().map(|m| cells.at(m.range.start)).collect();
        let rows = || places.iter().map(|place| place.row);
        let (first, last) = (rows().min().unwrap_or(0), rows().max().unwrap_or(0));
        let of_marks = places.iter().map(|place| place.column);
        let columns: BTreeSet<u32> = (0..WHOSE).chain(of_marks).collect();
        let mut table = CellTable::new(self.source, cells, columns, first..last + 1);
        for row in first..=last {
            table.write(row);
        }
        let marks = self
            .marks
            .into_iter()
            .zip(&places)
            .map(|(mark, place)| Highlight {
                range: table.range(*place),
                ..mark
            });
        let marks = marks.collect();
        (Cow::from(table.text), first as usize + 1, marks)
    }
}

/// The most rows between marks that share an excerpt.
const NEAR: u32 = 10;

/// The number of columns at the start of a row that identify it.
const WHOSE: u32 = 2;

/// The most characters of a cell that are shown.
const WIDEST: usize = 60;

/// Some cells of a worksheet, aligned in columns.
struct CellTable<'a> {
    source: &'a str,
    cells: &'a Cells,
    /// The shown columns and their widths.
    columns: Vec<(u32, usize)>,
    text: String,
    /// The range of each written cell.
    written: Vec<(CellAddress, Range<usize>)>,
}

impl<'a> CellTable<'a> {
    fn new(source: &'a str, cells: &'a Cells, columns: BTreeSet<u32>, rows: Range<u32>) -> Self {
        let mut table = Self {
            source,
            cells,
            columns: Vec::new(),
            text: String::new(),
            written: Vec::new(),
        };
        let columns = columns.into_iter().filter(|c| *c <= cells.last_column);
        let wide = columns.map(|column| {
            let texts = rows
                .clone()
                .map(|row| table.cell(CellAddress::new(row, column)));
            let widest = texts.map(|text| text.chars().count()).max();
            (column, widest.unwrap_or(0))
        });
        table.columns = wide.collect();
        table
    }

    /// The text of a cell, cut to the longest that is shown.
    fn cell(&self, place: CellAddress) -> String {
        let range = self.cells.range(place).unwrap_or(0..0);
        let text = &self.source[range];
        match text.char_indices().nth(WIDEST) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }

    fn write(&mut self, row: u32) {
        let mut after = None;
        for (column, width) in self.columns.clone() {
            self.text.push_str(match after {
                None if column == 0 => "",
                None => "… | ",
                Some(after) if column == after => " | ",
                Some(_) => " | … | ",
            });
            after = Some(column + 1);
            let place = CellAddress::new(row, column);
            let (start, text) = (self.text.len(), self.cell(place));
            self.text.push_str(&text);
            self.written.push((place, start..self.text.len()));
            let blank = width.saturating_sub(text.chars().count());
            self.text.push_str(&" ".repeat(blank));
        }
        if after.is_some_and(|after| after <= self.cells.last_column) {
            self.text.push_str(" | …");
        }
        self.text.push('\n');
    }

    /// The range of a written cell.
    fn range(&self, place: CellAddress) -> Range<usize> {
        let found = self.written.iter().find(|(known, _)| *known == place);
        found.map_or(0..0, |(_, range)| range.clone())
    }
}
