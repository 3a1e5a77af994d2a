//! Sections: sorts the blocks of each into heading, cards and columns.

use super::{Arranger, Pending, Surroundings, announces};
use crate::copy::{Block, Filled};
use crate::diagnostic::Span;
use crate::layout::LETTERHEAD;
use crate::layout::card::Card;
use crate::layout::flow::{Flowable, Opens};
use crate::layout::frame::Role;
use crate::layout::lift::{Callout, Lifted, lift};
use crate::layout::section::{Group, Numbered, Section, SectionRow};
use crate::project::Stylesheet;
use crate::project::stylesheet::{
    Callouts, CardStyle, Extent, GridStyle, HeadingPlace, PageColumn, SectionPlace, SectionPlacing,
    SectionStyle, Styles, TextStyles,
};
use crate::text::Run;

/// The blocks of a section: a heading of level 1 or 2, and all up to the next.
pub(in crate::layout) struct Blocks<'w> {
    name: Option<&'w str>,
    pub blocks: &'w [Block],
}

impl Blocks<'_> {
    /// Returns `true` if the design keeps the section on one page.
    pub fn is_kept(&self, stylesheet: &Stylesheet) -> bool {
        self.placing(stylesheet)
            .is_some_and(|placing| placing.is_kept)
    }

    /// How the section begins on its page.
    pub fn opens(&self, stylesheet: &Stylesheet) -> Opens {
        match self.placing(stylesheet).map(|placing| placing.place) {
            Some(SectionPlace::Bottom) => Opens::Bottom,
            Some(SectionPlace::Flow) | None => Opens::Section,
        }
    }

    fn placing<'s>(&self, stylesheet: &'s Stylesheet) -> Option<&'s SectionPlacing> {
        stylesheet.placing(self.name?)
    }

    /// Returns `true` if its heading begins a page.
    fn begins_page(&self) -> bool {
        matches!(
            self.blocks.first(),
            Some(Block::Heading { new_page: true, .. })
        )
    }

    /// The style, if the design has one for the section.
    pub fn style<'s>(&self, stylesheet: &'s Stylesheet) -> Option<&'s SectionStyle> {
        stylesheet.section(self.name?)
    }
}

/// The sections of a sheet, in order.
pub(in crate::layout) fn sections(blocks: &[Block]) -> impl Iterator<Item = Blocks<'_>> {
    let is_start = |block: &Block| matches!(block, Block::Heading { level: 1 | 2, .. });
    let parts = blocks.chunk_by(move |_, next| !is_start(next));
    parts.map(|blocks| Blocks {
        name: match blocks.first() {
            Some(Block::Heading { section, .. }) => section.as_deref(),
            _ => Some(LETTERHEAD),
        },
        blocks,
    })
}

/// The name and the blocks of the last section, if the design does not show it.
pub(in crate::layout) fn hidden_end<'w>(
    words: &'w Filled,
    stylesheet: &Stylesheet,
) -> Option<(&'w str, &'w [Block])> {
    let last = sections(&words.blocks).last()?;
    let is_hidden = last.style(stylesheet).is_some_and(|style| !style.is_shown);
    is_hidden.then_some((last.name?, last.blocks))
}

/// Removes the sections that a design does not show.
pub(in crate::layout) fn leave_out(words: &mut Filled, stylesheet: &Stylesheet) {
    let mut shown = Vec::with_capacity(words.blocks.len());
    for section in sections(&words.blocks) {
        let style = section.style(stylesheet);
        let is_shown = style.is_none_or(|style| style.is_shown);
        shown.extend(std::iter::repeat_n(is_shown, section.blocks.len()));
    }
    let mut shown = shown.into_iter();
    words.blocks.retain(|_| shown.next().unwrap_or(true));
}

/// The runs of a paragraph that may go on cards. While figures have no numbers, it is unknown which strong runs print
/// one.
pub(in crate::layout) fn perhaps_lifted(block: &Block) -> Option<&[Run]> {
    match block {
        Block::Paragraph { runs, .. } => runs.iter().any(|run| run.strong).then_some(runs),
        _ => None,
    }
}

/// Text that may be set in other styles once figures have numbers: the words and numbers of cards, and the numbers of
/// charts.
pub(in crate::layout) fn perhaps_set(
    words: &Filled,
    stylesheet: &Stylesheet,
) -> Vec<(Vec<Run>, TextStyles)> {
    let mut all = Vec::new();
    for section in sections(&words.blocks) {
        let style = section.style(stylesheet);
        let styles = style.map_or(&stylesheet.styles, |style| &style.styles);
        let cards = card_styles(style, &stylesheet.styles);
        for block in section.blocks {
            let lifted = perhaps_lifted(block).into_iter();
            for (runs, card) in lifted.flat_map(|runs| cards.iter().map(move |card| (runs, card))) {
                let looks = [card.words(), card.figure.clone(), card.context.clone()];
                all.extend(looks.map(|looks| (runs.to_vec(), looks)));
            }
            if let Block::Chart(chart) = block {
                let mut values = Vec::new();
                chart.for_each_value(&mut |value| values.push(value.clone()));
                all.push((values, styles.chart.value.clone()));
            }
        }
    }
    all
}

/// The styles of the cards that the callouts of a section go on, or of text without a style of its own.
pub(in crate::layout) fn card_styles<'s>(
    section: Option<&'s SectionStyle>,
    styles: &'s Styles,
) -> Vec<&'s CardStyle> {
    match section {
        Some(section) if section.callouts == Callouts::Inline => Vec::new(),
        Some(section) => {
            let hero = section.has_hero.then_some(&section.styles.hero);
            std::iter::once(&section.styles.card).chain(hero).collect()
        }
        None => styles
            .card
            .place
            .map(|_| &styles.card)
            .into_iter()
            .collect(),
    }
}

/// Sections side by side, until there is no room for the next.
pub(super) struct OpenRow<'w> {
    grid: GridStyle,
    first: usize,
    begins_page: bool,
    opens: Opens,
    sections: Vec<Section<'w>>,
}

impl OpenRow<'_> {
    fn used(&self) -> usize {
        let sections = self.sections.iter();
        sections.map(|section| section.style.columns_of_grid).sum()
    }
}

impl<'f: 'w, 'w> Arranger<'_, 'f, 'w> {
    /// Puts a section into the row that is open, or into a new one.
    pub(super) fn section(&mut self, blocks: &Blocks<'w>, style: &'w SectionStyle) {
        let grid = self.stylesheet.grid.unwrap_or(GridStyle {
            columns: 1,
            gap: Extent::ZERO,
        });
        let has_room = |row: &OpenRow<'_>| row.used() + style.columns_of_grid <= row.grid.columns;
        let opens = blocks.opens(self.stylesheet);
        let is_new_page = blocks.begins_page() && self.has_pages();
        if is_new_page || !self.row.as_ref().is_some_and(has_room) {
            self.end_row();
        }
        let first = self.count;
        let section = self.gather(blocks, style);
        let row = self.row.get_or_insert_with(|| OpenRow {
            grid,
            first,
            begins_page: is_new_page,
            opens: Opens::Section,
            sections: Vec::new(),
        });
        if opens == Opens::Bottom {
            row.opens = opens;
        }
        row.sections.push(section);
    }

    /// Ends the row that is open.
    pub(super) fn end_row(&mut self) {
        let Some(row) = self.row.take() else { return };
        let styles = || row.sections.iter().map(|section| section.style);
        let above = styles().map(|style| style.space_above);
        let below = styles().map(|style| style.space_below);
        let (above, below) = (above.reduce(Extent::larger), below.reduce(Extent::larger));
        let span = row.sections.first().map_or(Span::DETACHED, |s| s.span);
        let element = SectionRow {
            columns: row.grid.columns,
            gap: row.grid.gap,
            sections: row.sections,
        };
        let flowable = Flowable {
            place: PageColumn::Full,
            number: row.first,
            span,
            begins_page: row.begins_page,
            opens: row.opens,
            ..super::plain(
                Box::new(element),
                above.unwrap_or_default(),
                below.unwrap_or_default(),
            )
        };
        self.pending.push(Pending::of(flowable));
    }

    fn gather(&mut self, blocks: &Blocks<'w>, style: &'w SectionStyle) -> Section<'w> {
        let outer = std::mem::take(&mut self.pending);
        let around = Surroundings::of(&style.styles);
        let mut section = Section {
            style,
            span: blocks.blocks.first().map_or(Span::DETACHED, Block::span),
            heading: Vec::new(),
            lead: None,
            cards: Vec::new(),
            groups: Vec::new(),
        };
        let mut before: Option<&Block> = None;
        for block in blocks.blocks {
            self.gather_block(block, before, &around, &mut section);
            before = Some(block);
        }
        self.pending = outer;
        section
    }

    fn gather_block(
        &mut self,
        block: &'w Block,
        before: Option<&Block>,
        around: &Surroundings<'w>,
        section: &mut Section<'w>,
    ) {
        let callouts = section.style.callouts;
        let mut cards = Vec::new();
        match block {
            Block::Paragraph { runs, span } if callouts != Callouts::Inline => match lift(runs) {
                Some(lifted) => {
                    let style = (section.style, !section.has_cards());
                    let text = self.style_of(block, around);
                    let around = Surroundings {
                        text,
                        ..around.clone()
                    };
                    self.lifted(lifted, *span, &around, style, &mut cards);
                }
                None => self.block(block, around),
            },
            _ => self.block(block, around),
        }
        let mut blocks = self.finish_pending();
        // A section has columns of its own.
        blocks
            .iter_mut()
            .for_each(|block| block.place = PageColumn::Main);
        let is_own = |cards: &Vec<_>| callouts == Callouts::Card && !cards.is_empty();
        match block {
            Block::Heading { level: 1 | 2, .. } => section.title(blocks),
            Block::Heading { .. } if section.begins_group(block, before) => {
                section.group(block, before).head.extend(blocks);
            }
            _ if !blocks.is_empty() || is_own(&cards) => {
                section.group(block, before).blocks.extend(blocks);
            }
            _ => {}
        }
        cards.into_iter().for_each(|card| section.card(card));
    }

    /// The rest of a paragraph and its callouts, numbered in reading order.
    fn lifted(
        &mut self,
        Lifted {
            first,
            left,
            others,
        }: Lifted,
        span: Span,
        around: &Surroundings<'w>,
        (style, is_first): (&'w SectionStyle, bool),
        cards: &mut Vec<Numbered<Card<'w>>>,
    ) {
        let mut has_hero = is_first && style.has_hero;
        let mut look = || match std::mem::take(&mut has_hero) {
            true => &style.styles.hero,
            false => &style.styles.card,
        };
        for callout in first {
            cards.push(self.card(callout, span, look()));
        }
        if !left.is_empty() {
            self.paragraph(left, span, around);
        }
        for callout in others {
            cards.push(self.card(callout, span, look()));
        }
    }

    fn paragraph(&mut self, runs: Vec<Run>, span: Span, around: &Surroundings<'w>) {
        let flowable = self.text(Role::Paragraph, runs, around.text);
        self.push(flowable, span, around);
    }

    fn card(&mut self, callout: Callout, span: Span, card: &'w CardStyle) -> Numbered<Card<'w>> {
        Numbered {
            number: self.number(),
            span,
            what: Card::new(callout, card, self.shaper, self.report),
        }
    }
}

impl<'w> Section<'w> {
    fn has_cards(&self) -> bool {
        let groups = self.lead.iter().chain(&self.groups);
        !self.cards.is_empty() || groups.into_iter().any(|group| !group.cards.is_empty())
    }

    fn lead(&mut self) -> &mut Group<'w> {
        self.lead.get_or_insert_default()
    }

    fn title(&mut self, blocks: Vec<Flowable<'w>>) {
        match self.style.heading {
            HeadingPlace::Above => self.heading = blocks,
            HeadingPlace::Beside => self.lead().head = blocks,
        }
    }

    /// The group of a block: a new one if it does not belong to the block before it.
    fn group(&mut self, block: &Block, before: Option<&Block>) -> &mut Group<'w> {
        if self.begins_group(block, before) {
            self.groups.push(Group::default());
        }
        self.last_group()
    }

    fn last_group(&mut self) -> &mut Group<'w> {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    /// Returns `true` if a block starts a group.
    fn begins_group(&self, block: &Block, before: Option<&Block>) -> bool {
        let style = self.style;
        let has_lead = style.heading == HeadingPlace::Beside || style.callouts == Callouts::Beside;
        let columns = style.shares.len() - usize::from(has_lead && style.shares.len() > 1);
        let is_one = columns == 1 && style.callouts != Callouts::Card;
        let is_announced = match before {
            Some(Block::Heading { level, .. }) => *level > 2,
            Some(Block::Paragraph { runs, .. }) => announces(runs),
            _ => false,
        };
        let begins = matches!(
            block,
            Block::Heading { .. }
                | Block::Paragraph { .. }
                | Block::Chart(_)
                | Block::Picture(_)
                | Block::Qr(_)
        );
        begins && !is_announced && !is_one
    }

    fn card(&mut self, card: Numbered<Card<'w>>) {
        match self.style.callouts {
            Callouts::Inline | Callouts::Card => self.last_group().cards.push(card),
            Callouts::Row => self.cards.push(card),
            Callouts::Beside => self.lead().cards.push(card),
        }
    }
}
