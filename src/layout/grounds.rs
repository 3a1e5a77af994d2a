//! What type stands on: paper, or the backgrounds of sections, cards and header rows.

use super::arrange::{perhaps_lifted, sections};
use crate::copy::{Block, Cell, Filled};
use crate::diagnostic::Span;
use crate::project::Stylesheet;
use crate::project::stylesheet::{Color, Looks, SectionStyle, Styles, TextStyle};
use crate::text::Run;

/// A background, and where it is written.
pub type Background = (Color, Span);

/// Type, and what it stands on; none for paper.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The type: each way in which words there look.
    pub styles: Vec<TextStyle>,
    /// What it stands on.
    pub ground: Option<Background>,
}

/// What is drawn in a color that must be told from what it stands on.
#[derive(Clone, Copy, Debug)]
pub struct Filling {
    /// The color.
    pub color: Color,
    /// Where it is written.
    pub span: Option<Span>,
    /// What it stands on; none for paper.
    pub ground: Option<Background>,
}

/// All type of a design and what it stands on: that outside of sections with a style of their own, used or
/// not, and in these what the words have there.
#[derive(Debug, Default)]
pub struct Grounds {
    /// The type.
    pub standings: Vec<Standing>,
    /// What is drawn.
    pub fillings: Vec<Filling>,
}

impl Grounds {
    /// Those of a design and of words filled in.
    #[must_use]
    pub fn of(words: &Filled, stylesheet: &Stylesheet) -> Self {
        let mut grounds = Self::default();
        let styles = &stylesheet.styles;
        let page = stylesheet.page.background;
        grounds.page(styles, page);
        for looks in [&stylesheet.header.looks, &stylesheet.footer.looks] {
            grounds.any(looks, page);
        }
        for section in sections(&words.blocks) {
            let style = section.style(stylesheet);
            let ground = style.and_then(|style| style.frame.background).or(page);
            let styles = style.map_or(styles, |style| &style.styles);
            for block in section.blocks {
                grounds.block(block, styles, ground);
                if let Some(style) = style {
                    grounds.cards(block, style, ground);
                }
            }
        }
        grounds
    }

    /// Type that any words may have.
    fn any(&mut self, looks: &Looks, ground: Option<Background>) {
        let styles = looks.all();
        self.standings.push(Standing { styles, ground });
    }

    /// Type of these words.
    fn own<'r>(
        &mut self,
        looks: &Looks,
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

    /// What any words may use.
    fn page(&mut self, styles: &Styles, page: Option<Background>) {
        let headings = styles.headings.iter().flatten();
        headings.for_each(|heading| self.any(&heading.looks, page));
        self.any(&styles.text.looks, page);
        self.any(&styles.note.block.looks, page);
        self.any(&styles.table.cell, page);
        self.any(&styles.table.head, styles.table.head_background.or(page));
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
                let head = styles.table.head_background.or(ground);
                self.own(&styles.table.head, runs_of(&table.head), head);
                let cells = table.rows.iter().flatten();
                self.own(&styles.table.cell, runs_of(cells), ground);
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
                let bars = chart.bars.iter();
                self.own(
                    &styles.chart.label,
                    bars.clone().map(|bar| &bar.label),
                    ground,
                );
                self.own(&styles.chart.value, bars.map(|bar| &bar.value), ground);
                self.fillings.push(Filling {
                    color: styles.chart.fill,
                    span: styles.chart.fill_span,
                    ground,
                });
            }
            Block::Qr(code) => self.own(&styles.qr.looks, [&code.text], ground),
            Block::Picture(_) | Block::Break { .. } => {}
        }
    }

    /// Callouts that are lifted out of a paragraph.
    fn cards(&mut self, block: &Block, style: &SectionStyle, section: Option<Background>) {
        if let Some(runs) = perhaps_lifted(block, style) {
            let card = &style.styles.card;
            let ground = card.frame.background.or(section);
            self.own(&card.words(), runs, ground);
            self.own(&card.figure, runs, ground);
        }
    }
}

fn runs_of<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> impl Iterator<Item = &'c Run> {
    cells.into_iter().flat_map(|cell| &cell.runs)
}
