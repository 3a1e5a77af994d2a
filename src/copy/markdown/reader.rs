//! Builds blocks from Markdown events.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::units;
use crate::copy::answers::Setting;
use crate::copy::attributes::TOTAL;
use crate::copy::block::{Block, Cell, List, Table, TableColumn, TableRow, trim_end};
use crate::copy::fill::{Rendered, no_number};
use crate::copy::footnotes::call_in_link;
use crate::diagnostic::{Report, Span};
use crate::language::Language;
use crate::project::stylesheet::Align;
use crate::project::{Dictionary, address, is_refused, wrong_character};
use crate::text::Run;

/// The maximum nesting depth of lists, items and notes. It bounds the recursion in layout.
const MOST_NESTED: usize = 20;

/// A kind of open block that contains blocks.
pub(super) enum Container {
    List(List),
    Item,
    Note,
}

pub(super) struct Reader<'a> {
    pub(super) rendered: &'a Rendered,
    pub(super) language: &'a Language,
    pub(super) dictionary: &'a Dictionary,
    pub(super) report: &'a mut Report,
    /// The blocks of the innermost open container.
    pub(super) blocks: Vec<Block>,
    /// The open containers, outermost first, each with the blocks before it.
    pub(super) open: Vec<(Container, Vec<Block>)>,
    /// The runs of the open heading, paragraph or cell.
    pub(super) runs: Vec<Run>,
    /// The bytes of the open text in the filled source.
    pub(super) runs_range: Range<usize>,
    /// Whether the last run is text to which more text can be added.
    pub(super) last_is_words: bool,
    pub(super) strong: usize,
    pub(super) emphasis: usize,
    /// The address of the open link.
    pub(super) link: Option<Arc<str>>,
    pub(super) table: Option<Table>,
    pub(super) in_cell: bool,
    /// The number of open elements that cannot be typeset. They are reported once, and their content is skipped.
    pub(super) refused: usize,
    /// The construct that was reported last, so that a series of them is reported once.
    pub(super) last_refused: Option<&'static str>,
    /// Whether the block has an unpaired star. Later unpaired stars can be a consequence of it and are not reported.
    pub(super) has_stray_star: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        rendered: &'a Rendered,
        setting: Setting<'a>,
        report: &'a mut Report,
    ) -> Self {
        Self {
            rendered,
            language: setting.language,
            dictionary: &setting.project.dictionary,
            report,
            blocks: Vec::new(),
            open: Vec::new(),
            runs: Vec::new(),
            runs_range: 0..0,
            last_is_words: false,
            strong: 0,
            emphasis: 0,
            link: None,
            table: None,
            in_cell: false,
            refused: 0,
            last_refused: None,
            has_stray_star: false,
        }
    }
}

impl Reader<'_> {
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.refused > 0 {
            match event {
                Event::Start(_) => self.refused += 1,
                Event::End(_) => self.refused -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak => self.text(" ", range),
            Event::HardBreak => self.text("\n", range),
            Event::Code(_) => self.refuse("code", range),
            Event::Html(tag) | Event::InlineHtml(tag) if is_line_break(&tag) => {
                match self.in_cell {
                    true => self.text("\n", range),
                    false => self.refuse_line_break(&range),
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => self.refuse("HTML", range),
            Event::Rule => {
                let span = self.span(&range);
                self.blocks.push(Block::Break { span });
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.refuse("mathematics", range),
            Event::FootnoteReference(_) => self.refuse("a footnote", range),
            Event::TaskListMarker(_) => self.refuse("a task list", range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::List(_) | Tag::BlockQuote(_) if self.open.len() >= MOST_NESTED => {
                self.too_deep(&range);
                self.refused = 1;
            }
            Tag::Paragraph => self.loosen(),
            Tag::Heading { .. } | Tag::TableHead => {}
            Tag::List(start) => {
                self.end_tight_text();
                let list = List {
                    start: *start,
                    is_loose: false,
                    items: Vec::new(),
                    span: self.span(&range),
                };
                self.open(Container::List(list));
            }
            Tag::Item => self.open(Container::Item),
            Tag::BlockQuote(_) => {
                self.end_tight_text();
                self.open(Container::Note);
            }
            Tag::TableRow => self.check_row(range),
            Tag::Link {
                dest_url,
                link_type,
                title,
                ..
            } => {
                if !title.is_empty() {
                    self.refuse("the title of a link", range.clone());
                }
                let scheme = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                self.link = self.address(&format!("{scheme}{dest_url}"), &range);
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Table(alignments) => {
                self.table = Some(Table {
                    name: None,
                    columns: alignments.iter().map(column).collect(),
                    head: Vec::new(),
                    rows: Vec::new(),
                    span: self.span(&range),
                });
            }
            Tag::TableCell => self.in_cell = true,
            Tag::Image { .. } => {
                self.refuse_picture(&range);
                self.refused = 1;
            }
            other => {
                self.refuse(kind(other), range);
                self.refused = 1;
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Link => self.link = None,
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Paragraph => {
                self.check_start(&range);
                let (runs, span) = (self.take_runs(), self.span(&range));
                self.push(Block::Paragraph { runs, span });
            }
            TagEnd::Item => {
                self.end_tight_text();
                let blocks = self.close();
                if let (Some((Container::List(list), _)), false) =
                    (self.open.last_mut(), blocks.is_empty())
                {
                    list.items.push(blocks);
                }
            }
            TagEnd::List(_) => {
                if let Some((Container::List(list), before)) = self.open.pop() {
                    self.blocks = before;
                    self.push(Block::List(list));
                }
            }
            TagEnd::BlockQuote(_) => {
                let (blocks, span) = (self.close(), self.span(&range));
                self.push(Block::Note { blocks, span });
            }
            TagEnd::Heading(level) => {
                let (runs, span) = (self.take_runs(), self.span(&range));
                let level = level_number(level);
                self.push(Block::Heading {
                    level,
                    runs,
                    section: None,
                    new_page: false,
                    span,
                });
            }
            TagEnd::TableCell => {
                self.in_cell = false;
                let mut cell = Cell {
                    runs: self.take_runs(),
                };
                if let Some(table) = &mut self.table {
                    match table.rows.last_mut() {
                        Some(row) => {
                            row.is_total |= takes_total(&mut cell);
                            row.cells.push(cell);
                        }
                        None => table.head.push(cell),
                    }
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                // The next cells belong to a new row.
                if let Some(table) = &mut self.table {
                    table.rows.push(TableRow::default());
                }
            }
            TagEnd::Table => {
                if let Some(mut table) = self.table.take() {
                    table.rows.pop();
                    units::mark(&mut table, self.dictionary);
                    self.blocks.push(Block::Table(table));
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, block: Block) {
        let is_empty = match &block {
            Block::Heading { runs, .. } | Block::Paragraph { runs, .. } => runs.is_empty(),
            Block::List(list) => list.items.is_empty(),
            Block::Note { blocks, .. } => blocks.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.blocks.push(block);
        }
    }

    /// The address of a link in ASCII, with its values filled in, or `None` for an address that has been
    /// reported.
    fn address(&mut self, address: &str, range: &Range<usize>) -> Option<Arc<str>> {
        let mut filled = String::new();
        for c in address.chars() {
            match self.rendered.value_of(c) {
                Some((printed, place)) => {
                    self.report.extend(no_number(printed, *place));
                    self.report
                        .extend(printed.footnote.map(|_| call_in_link(*place)));
                    filled.push_str(&printed.text);
                }
                None => filled.push(c),
            }
        }
        if let Some(c) = filled.chars().find(|c| is_refused(*c)) {
            self.report.push(wrong_character(c, self.span(range)));
            return None;
        }
        match address::to_ascii(&filled) {
            Ok(address) => Some(address.into()),
            Err(wrong) => {
                self.report.push(wrong.at(self.span(range), &filled));
                None
            }
        }
    }

    fn open(&mut self, container: Container) {
        let before = std::mem::take(&mut self.blocks);
        self.open.push((container, before));
    }

    /// Closes the innermost container and returns its blocks.
    fn close(&mut self) -> Vec<Block> {
        let before = self.open.pop().map(|(_, before)| before);
        std::mem::replace(&mut self.blocks, before.unwrap_or_default())
    }

    /// Marks the innermost list as loose, because one of its items holds a paragraph.
    fn loosen(&mut self) {
        if let [.., (Container::List(list), _), (Container::Item, _)] = self.open.as_mut_slice() {
            list.is_loose = true;
        }
    }

    /// Ends the text of a tight item, for which Markdown reports no paragraph.
    fn end_tight_text(&mut self) {
        if !self.runs.is_empty() {
            let span = self.span(&self.runs_range.clone());
            let runs = self.take_runs();
            self.push(Block::Paragraph { runs, span });
        }
    }

    /// The span of the first line of a range.
    pub(super) fn first_line(&self, range: &Range<usize>) -> Span {
        let first_line = self.rendered.text[range.clone()].find('\n');
        let end = first_line.map_or(range.end, |length| range.start + length);
        self.span(&(range.start..end))
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.rendered.source(range.start);
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.rendered.source(last) + usize::from(range.end > range.start);
        Span::new(start, end.max(start))
    }
}

/// Takes the mark of a total row out of a cell. Returns `false` if it has none.
fn takes_total(cell: &mut Cell) -> bool {
    let last = cell.runs.last_mut();
    let marked = last.filter(|run| run.text.ends_with(TOTAL));
    let is_total = marked.map(|run| run.text.pop()).is_some();
    if is_total {
        trim_end(&mut cell.runs);
    }
    is_total
}

/// Whether a tag of HTML is `<br>`, which ends a line in a cell. All editors of Markdown tables use it, because a row is
/// a single line of the source.
fn is_line_break(tag: &str) -> bool {
    let name = tag
        .trim()
        .strip_prefix('<')
        .and_then(|tag| tag.strip_suffix('>'));
    let name = name.map(|name| name.trim_end_matches('/').trim_end());
    name.is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

fn column(alignment: &Alignment) -> TableColumn {
    let align = match alignment {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    };
    TableColumn {
        align,
        has_one_unit: true,
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn kind(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::CodeBlock(_) => "code",
        Tag::HtmlBlock => "HTML",
        _ => "this",
    }
}
