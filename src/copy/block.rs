//! The text of a sheet after filling in: blocks of runs. Layout, record and the checks of finished sheets read
//! it.

use std::sync::Arc;

use super::chart::Chart;
use crate::diagnostic::Span;
use crate::language::Language;
use crate::picture::Picture;
use crate::project::Status;
use crate::project::stylesheet::Align;
pub(super) use crate::text::{Run, trim_end};

/// A block of the running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// The level, from 1.
        level: u8,
        /// Its text.
        runs: Vec<Run>,
        /// The name of the section that the heading begins, for designs.
        section: Option<Arc<str>>,
        /// Whether the heading begins a page (`{.new-page}`).
        new_page: bool,
        /// The source location.
        span: Span,
    },
    /// A paragraph.
    Paragraph {
        /// Its text.
        runs: Vec<Run>,
        /// The source location.
        span: Span,
    },
    /// A table.
    Table(Table),
    /// A list.
    List(List),
    /// A note, which Markdown calls a block quote.
    Note {
        /// The blocks of the note.
        blocks: Vec<Block>,
        /// The source location.
        span: Span,
    },
    /// A thematic break, drawn as a rule.
    Break {
        /// The source location.
        span: Span,
    },
    /// A chart.
    Chart(Box<Chart>),
    /// A picture.
    Picture(PictureBlock),
    /// A QR code.
    Qr(Qr),
    /// The place of the list of sources, which [`Copy::settle`](super::Copy::settle) puts there.
    Sources {
        /// The source location.
        span: Span,
    },
}

impl Block {
    /// The source location.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Heading { span, .. }
            | Self::Paragraph { span, .. }
            | Self::Note { span, .. }
            | Self::Break { span }
            | Self::Sources { span } => *span,
            Self::Table(table) => table.span,
            Self::List(list) => list.span,
            Self::Chart(chart) => chart.span,
            Self::Picture(picture) => picture.span,
            Self::Qr(code) => code.span,
        }
    }

    /// Calls `visit` with each text of the block: a paragraph, a heading, a cell. Labels of charts and addresses of QR
    /// codes are not visited.
    pub(super) fn for_each_text(&mut self, visit: &mut dyn FnMut(&mut Vec<Run>)) {
        match self {
            Self::Heading { runs, .. } | Self::Paragraph { runs, .. } => visit(runs),
            Self::Table(table) => {
                let rows = table.rows.iter_mut().map(|row| &mut row.cells);
                let rows = std::iter::once(&mut table.head).chain(rows);
                rows.flatten().for_each(|cell| visit(&mut cell.runs));
            }
            Self::List(list) => {
                let blocks = list.items.iter_mut().flatten();
                blocks.for_each(|block| block.for_each_text(visit));
            }
            Self::Note { blocks, .. } => {
                blocks
                    .iter_mut()
                    .for_each(|block| block.for_each_text(visit));
            }
            Self::Chart(chart) => [&mut chart.title, &mut chart.note]
                .into_iter()
                .for_each(visit),
            Self::Break { .. } | Self::Picture(_) | Self::Qr(_) | Self::Sources { .. } => {}
        }
    }

    fn for_each_run<'w>(&'w self, visit: &mut dyn FnMut(&'w Run)) {
        match self {
            Self::Heading { runs, .. } | Self::Paragraph { runs, .. } => {
                runs.iter().for_each(visit);
            }
            Self::Table(table) => {
                let rows = table.rows.iter().map(|row| &row.cells);
                let rows = std::iter::once(&table.head).chain(rows);
                rows.flatten().flat_map(|cell| &cell.runs).for_each(visit);
            }
            Self::List(list) => {
                let blocks = list.items.iter().flatten();
                blocks.for_each(|block| block.for_each_run(visit));
            }
            Self::Note { blocks, .. } => blocks.iter().for_each(|block| block.for_each_run(visit)),
            Self::Chart(chart) => chart.for_each_run(visit),
            Self::Qr(code) => visit(&code.text),
            Self::Break { .. } | Self::Picture(_) | Self::Sources { .. } => {}
        }
    }
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureBlock {
    /// The picture itself.
    pub picture: Arc<Picture>,
    /// The alternative text.
    pub alt: Arc<str>,
    /// The source location.
    pub span: Span,
}

/// A QR code with its address beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// The code with its quiet zone.
    pub code: Arc<Picture>,
    /// The address as printed, which is a link.
    pub text: Run,
    /// The alternative text.
    pub alt: Arc<str>,
    /// The source location.
    pub span: Span,
}

/// A list, bulleted or numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The number of the first item, or `None` for bullets.
    pub start: Option<u64>,
    /// Whether the items are set apart like paragraphs (a loose list in CommonMark).
    pub is_loose: bool,
    /// The items. No item is empty.
    pub items: Vec<Vec<Block>>,
    /// The source location.
    pub span: Span,
}

/// A table: one header row and any number of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name, for designs.
    pub name: Option<Arc<str>>,
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The header row.
    pub head: Vec<Cell>,
    /// The other rows, each with as many cells as there are columns.
    pub rows: Vec<TableRow>,
    /// The source location.
    pub span: Span,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// The alignment.
    pub align: Align,
    /// Whether its figures have one unit, so that they can be compared digit by digit.
    pub has_one_unit: bool,
}

/// A row of a table, without the header row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it is a total of the others (`{.total}`).
    pub is_total: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub runs: Vec<Run>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Its number.
    pub label: Run,
    /// Its text.
    pub runs: Vec<Run>,
    /// The source location.
    pub span: Span,
}

/// A part of a running header or footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarginPart {
    /// Text.
    Text(Run),
    /// The page number, with the source location of its placeholder.
    Page(Span),
    /// The number of pages, with the source location of its placeholder.
    Pages(Span),
}

/// A running header or footer: its parts at the left, in the center and at the right.
pub type MarginText = [Vec<MarginPart>; 3];

/// The text of a sheet, filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The title of the document.
    pub title: String,
    /// The subject of the document.
    pub subject: Option<String>,
    /// The keywords of the document.
    pub keywords: Vec<String>,
    /// The running header.
    pub header: MarginText,
    /// The running footer.
    pub footer: MarginText,
    /// The header of the first page, if it has its own.
    pub first_header: Option<MarginText>,
    /// The footer of the first page, if it has its own.
    pub first_footer: Option<MarginText>,
    /// The footer of a sheet of one page, if it has its own. In a book, the page is one of many.
    pub only_footer: Option<MarginText>,
    /// The blocks of the running text.
    pub blocks: Vec<Block>,
    /// The footnotes, in the order of their numbers.
    pub footnotes: Vec<Footnote>,
}

impl Filled {
    /// Calls `visit` with every run of a sheet with `pages` pages: first the running text in reading order, then
    /// footnotes, then headers and footers.
    pub fn for_each_run<'w>(&'w self, pages: usize, visit: &mut dyn FnMut(&'w Run)) {
        self.blocks
            .iter()
            .for_each(|block| block.for_each_run(visit));
        let footnotes = self.footnotes.iter();
        footnotes
            .flat_map(|footnote| &footnote.runs)
            .for_each(&mut *visit);
        let only_footer = self.only_footer.as_ref().filter(|_| pages == 1);
        let first_footer = only_footer.or(self.first_footer.as_ref());
        let first = self.first_header.iter().chain(first_footer);
        let others = [
            (&self.header, self.first_header.as_ref()),
            (&self.footer, first_footer),
        ];
        let others = others
            .into_iter()
            .filter(|(_, first)| first.is_none() || pages > 1)
            .map(|(others, _)| others);
        for part in first.chain(others).flatten().flatten() {
            if let MarginPart::Text(run) = part {
                visit(run);
            }
        }
    }

    /// Marks the title and the center of every page's header with the status of a sheet that is not final. `source` is
    /// the source location of the status.
    pub fn mark(&mut self, status: Status, language: &Language, source: Span) {
        let Some((word, meaning)) = status.mark(language) else {
            return;
        };
        self.title = format!("{word}: {}", self.title);
        for header in [Some(&mut self.header), self.first_header.as_mut()]
            .into_iter()
            .flatten()
        {
            mark_header(header, (word, meaning), language, source);
        }
    }
}

fn mark_header(
    header: &mut MarginText,
    (word, meaning): (&str, &str),
    language: &Language,
    source: Span,
) {
    // The status words are English if the language of the sheet has none.
    let (_, own) = language.status_words();
    let after = if header[1].is_empty() { "" } else { " – " };
    let run = Run {
        strong: true,
        language: (own != language.short).then(|| own.into()),
        ..Run::plain(format!("{word} – {meaning}{after}"), source)
    };
    header[1].insert(0, MarginPart::Text(run));
}
