//! The backgrounds of text: the paper, or the backgrounds of sections, cards and header rows.

use super::arrange::{card_styles, opening, perhaps_lifted, sections};
use crate::copy::{Block, Cell, Filled, TableRow};
use crate::diagnostic::Span;
use crate::project::Stylesheet;
use crate::project::stylesheet::{CardStyle, Color, RowStyle, Styles, TextStyle, TextStyles};
use crate::text::Run;

/// A background and its source location.
pub type Background = (Color, Span);

/// A text style and its background, or `None` for paper.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The text styles in use.
    pub styles: Vec<TextStyle>,
    /// The background.
    pub ground: Option<Background>,
}

/// A graphic in a color that must contrast with its background.
#[derive(Clone, Copy, Debug)]
pub struct Filling {
    /// The color.
    pub color: Color,
    /// The source location.
    pub span: Option<Span>,
    /// The background, or `None` for paper.
    pub ground: Option<Background>,
}

/// All text styles of a design with their backgrounds: every style outside of styled sections, used or not, and the
/// styles that the text uses inside them.
#[derive(Debug, Default)]
pub struct Grounds {
    /// The text styles.
    pub standings: Vec<Standing>,
    /// The drawing.
    pub fillings: Vec<Filling>,
}

impl Grounds {
    /// The backgrounds of a design and a filled text.
    #[must_use]
    pub fn of(words: &Filled, stylesheet: &Stylesheet) -> Self {
        let mut grounds = Self::default();
        let styles = &stylesheet.styles;
        let page = stylesheet.page.background;
        let opening = opening(&words.blocks);
        grounds.page(styles, page);
        for looks in [&stylesheet.header.looks, &stylesheet.footer.looks] {
            grounds.any(looks, page);
        }
        let footnotes = words.footnotes.iter();
        let runs = footnotes.flat_map(|footnote| footnote.runs.iter().chain([&footnote.label]));
        grounds.own(&stylesheet.footnotes.looks, runs, page);
        for section in sections(&words.blocks) {
            let style = section.style(stylesheet);
            let ground = style.and_then(|style| style.frame.background).or(page);
            let styles = style.map_or(styles, |style| &style.styles);
            for block in section.blocks {
                grounds.block(block, styles, ground);
                if let (Some(lead), Block::Paragraph { runs, .. }) = (&styles.lead, block)
                    && opening.is_some_and(|opening| std::ptr::eq(opening, block))
                {
                    grounds.own(&lead.looks, runs, ground);
                }
                for card in card_styles(style, &stylesheet.styles) {
                    grounds.card(block, card, ground);
                }
            }
        }
        grounds
    }

    /// The text styles that any text may use.
    fn any(&mut self, looks: &TextStyles, ground: Option<Background>) {
        let styles = looks.all();
        self.standings.push(Standing { styles, ground });
    }

    /// The text styles that this text uses.
    fn own<'r>(
        &mut self,
        looks: &TextStyles,
        runs: impl IntoIterator<Item = &'r Run>,
        ground: Option<Background>,
    ) {
        let mut styles: Vec<TextStyle> = Vec::new();
        for run in runs {
            let style = looks.of(run.strong, run.emphasis, run.link.is_some());
            if !styles.contains(&style) {
                styles.push(style);
            }
        }
        self.standings.push(Standing { styles, ground });
    }

    /// The styles that any text may use.
    fn page(&mut self, styles: &Styles, page: Option<Background>) {
        let headings = styles.headings.iter().flatten();
        headings.for_each(|heading| self.any(&heading.looks, page));
        self.any(&styles.text.looks, page);
        self.any(&styles.note.block.looks, page);
        let named = styles.named_tables.iter().map(|named| &named.style);
        for table in std::iter::once(&styles.table).chain(named) {
            for row in [&table.cell, &table.head, &table.total] {
                self.any(&row.looks, row.background.or(page));
            }
        }
    }

    fn block(&mut self, block: &Block, styles: &Styles, ground: Option<Background>) {
        match block {
            Block::Heading { level, runs, .. } => {
                let heading = styles.headings.get(usize::from(*level) - 1);
                if let Some(Some(heading)) = heading {
                    self.own(&heading.looks, runs, ground);
                }
            }
            Block::Paragraph { runs, .. } => self.own(&styles.text.looks, runs, ground),
            Block::Table(table) => {
                let style = styles.table_named(table.name.as_deref());
                let mut row = |row: &RowStyle, cells: &mut dyn Iterator<Item = &Cell>| {
                    self.own(&row.looks, runs_of(cells), row.background.or(ground));
                };
                row(&style.head, &mut table.head.iter());
                let (totals, others): (Vec<&TableRow>, _) =
                    table.rows.iter().partition(|row| row.is_total);
                row(
                    &style.cell,
                    &mut others.iter().flat_map(|row: &&TableRow| &row.cells),
                );
                row(&style.total, &mut totals.iter().flat_map(|row| &row.cells));
            }
            Block::List(list) => {
                // Bullets and numbers look like plain text.
                self.own(&styles.text.looks, &[Run::plain("", list.span)], ground);
                let blocks = list.items.iter().flatten();
                blocks.for_each(|block| self.block(block, styles, ground));
            }
            Block::Note { blocks, .. } => {
                self.any(&styles.note.block.looks, ground);
                let blocks = blocks.iter();
                blocks.for_each(|block| self.block(block, styles, ground));
            }
            Block::Chart(chart) => {
                let style = &styles.chart;
                self.own(&style.title, &chart.title, ground);
                self.own(&style.note, &chart.note, ground);
                let (mut labels, mut values) = (Vec::new(), Vec::new());
                chart.for_each_label(&mut |label| labels.push(label));
                chart.for_each_value(&mut |value| values.push(value));
                self.own(&style.label, labels, ground);
                self.own(&style.value, values, ground);
                let fillings = style.fills.iter().map(|(color, span)| Filling {
                    color: *color,
                    span: *span,
                    ground,
                });
                self.fillings.extend(fillings);
            }
            Block::Qr(_) if !styles.qr.has_address => {}
            Block::Qr(code) => self.own(&styles.qr.looks, [&code.text], ground),
            Block::Picture(_) | Block::Break { .. } | Block::Sources { .. } => {}
        }
    }

    /// Callouts that are lifted out of a paragraph in this style of cards.
    fn card(&mut self, block: &Block, card: &CardStyle, around: Option<Background>) {
        if let Some(runs) = perhaps_lifted(block) {
            let ground = card.frame.background.or(around);
            self.own(&card.words(), runs, ground);
            self.own(&card.figure, runs, ground);
            let emphasized = runs.iter().filter(|run| run.emphasis);
            self.own(&card.context, emphasized, ground);
        }
    }
}

fn runs_of<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> impl Iterator<Item = &'c Run> {
    cells.into_iter().flat_map(|cell| &cell.runs)
}
