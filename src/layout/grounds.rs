//! What type stands on: paper, or the backgrounds of sections, cards and header rows.

use super::arrange::sections;
use crate::copy::{Block, Filled};
use crate::diagnostic::Span;
use crate::project::Stylesheet;
use crate::project::stylesheet::{Callouts, Color, Looks, SectionStyle, Styles};

/// A background, and where it is written.
pub type Background = (Color, Span);

/// Type, and what it stands on; none for paper.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'s> {
    /// The type.
    pub looks: &'s Looks,
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
pub struct Grounds<'s> {
    /// The type.
    pub standings: Vec<Standing<'s>>,
    /// What is drawn.
    pub fillings: Vec<Filling>,
}

impl<'s> Grounds<'s> {
    /// Those of a design and of words filled in.
    #[must_use]
    pub fn of(words: &Filled, stylesheet: &'s Stylesheet) -> Self {
        let mut grounds = Self::default();
        let styles = &stylesheet.styles;
        grounds.paper(styles);
        for looks in [&stylesheet.header.looks, &stylesheet.footer.looks] {
            grounds.stand(looks, None);
        }
        for section in sections(&words.blocks) {
            let style = section.style(stylesheet);
            let ground = style.and_then(|style| style.frame.background);
            let styles = style.map_or(styles, |style| &style.styles);
            for block in section.blocks {
                grounds.block(block, styles, ground);
                if let Some(style) = style {
                    grounds.cards(block, style);
                }
            }
        }
        grounds
    }

    fn stand(&mut self, looks: &'s Looks, ground: Option<Background>) {
        self.standings.push(Standing { looks, ground });
    }

    /// What any words may use.
    fn paper(&mut self, styles: &'s Styles) {
        let headings = styles.headings.iter().flatten();
        headings.for_each(|heading| self.stand(&heading.looks, None));
        self.stand(&styles.text.looks, None);
        self.stand(&styles.note.block.looks, None);
        self.table(styles, None);
    }

    fn table(&mut self, styles: &'s Styles, ground: Option<Background>) {
        self.stand(&styles.table.cell, ground);
        self.stand(&styles.table.head, styles.table.head_background.or(ground));
    }

    fn block(&mut self, block: &Block, styles: &'s Styles, ground: Option<Background>) {
        match block {
            Block::Heading { level, .. } => {
                let heading = styles.headings.get(usize::from(*level) - 1);
                if let Some(Some(heading)) = heading {
                    self.stand(&heading.looks, ground);
                }
            }
            Block::Paragraph { .. } => self.stand(&styles.text.looks, ground),
            Block::Table(_) => self.table(styles, ground),
            Block::List(list) => {
                self.stand(&styles.text.looks, ground);
                let blocks = list.items.iter().flatten();
                blocks.for_each(|block| self.block(block, styles, ground));
            }
            Block::Note { blocks, .. } => {
                self.stand(&styles.note.block.looks, ground);
                let blocks = blocks.iter();
                blocks.for_each(|block| self.block(block, styles, ground));
            }
            Block::Chart(_) => {
                self.stand(&styles.chart.label, ground);
                self.stand(&styles.chart.value, ground);
                self.fillings.push(Filling {
                    color: styles.chart.fill,
                    span: styles.chart.fill_span,
                    ground,
                });
            }
            Block::Qr(_) => self.stand(&styles.qr.block.looks, ground),
            Block::Picture(_) | Block::Break { .. } => {}
        }
    }

    /// Callouts that are lifted out of a paragraph.
    fn cards(&mut self, block: &Block, style: &'s SectionStyle) {
        let Block::Paragraph { runs, .. } = block else {
            return;
        };
        let has_callout = runs.iter().any(|run| run.strong);
        if style.callouts != Callouts::Inline && has_callout {
            let card = &style.styles.card;
            let ground = card.frame.background.or(style.frame.background);
            self.stand(&card.looks, ground);
            self.stand(&card.figure, ground);
        }
    }
}
