//! Arranges blocks as a flow of elements.
//!
//! Lists and notes are indented, but they are part of the same flow as other blocks. They break over pages by the same
//! rules.

mod callouts;
mod section;

use std::borrow::Cow;
use std::rc::Rc;

use super::chart::Chart;
use super::flow::{Flowable, Keep, Opens};
use super::frame::{Container, ContainerKind, Role};
use super::inset::{Inset, Step};
use super::lift::lift;
use super::picture::PictureElement;
use super::qr::QrElement;
use super::table::Table;
use super::text_block::TextBlock;
use super::thematic_break::ThematicBreak;
use crate::copy::{Block, List};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::Stylesheet;
use crate::project::stylesheet::{BlockStyle, Extent, PageColumn, Styles};
use crate::text::Run;
use crate::text::{Fonts, Paragraph, Shaper};
use section::OpenRow;
pub(super) use section::{
    card_styles, hidden_end, leave_out, perhaps_lifted, perhaps_set, sections,
};

/// An element that is not finished: the lists and notes around it are added once its spaces are known.
struct Pending<'w> {
    flowable: Flowable<'w>,
    steps: Vec<Step<'w>>,
    inside: Vec<Container>,
    marker: Option<Paragraph<'w>>,
    lead: Option<(Extent, Extent)>,
}

impl<'w> Pending<'w> {
    /// An element outside of lists and notes.
    fn of(flowable: Flowable<'w>) -> Self {
        Self {
            flowable,
            steps: Vec::new(),
            inside: Vec::new(),
            marker: None,
            lead: None,
        }
    }

    fn finish(self, fonts: &'w Fonts) -> Flowable<'w> {
        let mut flowable = self.flowable;
        if !self.inside.is_empty() {
            flowable.element = Box::new(Inset {
                fonts,
                inner: flowable.element,
                steps: self.steps,
                marker: self.marker,
                inside: self.inside,
                lead: self.lead,
            });
        }
        flowable
    }
}

/// Turns blocks into elements: one for a section that the design has a style for, otherwise one for each block.
/// Returns them with the number of blocks. Errors go to the report.
pub(super) fn arrange<'w, 'f: 'w>(
    blocks: &'w [Block],
    stylesheet: &'w Stylesheet,
    shaper: &mut Shaper<'f>,
    report: &mut Report,
) -> (Vec<Flowable<'w>>, usize) {
    let mut arranger = Arranger {
        opening: opening(blocks),
        ..Arranger::new(stylesheet, shaper, report)
    };
    let around = Surroundings {
        callouts: stylesheet.styles.card.place,
        ..Surroundings::of(&stylesheet.styles)
    };
    for section in sections(blocks) {
        match section.style(stylesheet) {
            Some(style) => arranger.section(&section, style),
            None => {
                arranger.end_row();
                let first = arranger.pending.len();
                arranger.blocks(section.blocks, &around);
                if let Some(first) = arranger.pending.get_mut(first) {
                    first.flowable.opens = section.opens(stylesheet);
                }
                if section.is_kept(stylesheet) {
                    arranger.keep_whole(first);
                }
            }
        }
    }
    arranger.end_row();
    (arranger.finish_pending(), arranger.count)
}

/// Turns blocks outside of sections, such as the front matter of a book, into elements.
pub(super) fn arrange_plain<'w, 'f: 'w>(
    blocks: &'w [Block],
    stylesheet: &'w Stylesheet,
    shaper: &mut Shaper<'f>,
    report: &mut Report,
) -> Vec<Flowable<'w>> {
    let mut arranger = Arranger::new(stylesheet, shaper, report);
    arranger.blocks(blocks, &Surroundings::of(&stylesheet.styles));
    arranger.finish_pending()
}

/// The surroundings of a block.
#[derive(Clone)]
struct Surroundings<'w> {
    /// The styles of blocks.
    styles: &'w Styles,
    /// The style of paragraphs.
    text: &'w BlockStyle,
    /// The column for callouts that are lifted out of paragraphs, or `None` if they stay in the text.
    callouts: Option<PageColumn>,
    /// The indentation.
    steps: Vec<Step<'w>>,
    /// The lists, items and notes around it.
    inside: Vec<Container>,
}

impl<'w> Surroundings<'w> {
    /// No list or note.
    fn of(styles: &'w Styles) -> Self {
        Self {
            styles,
            text: &styles.text,
            callouts: None,
            steps: Vec::new(),
            inside: Vec::new(),
        }
    }
}

struct Arranger<'a, 'f, 'w> {
    stylesheet: &'w Stylesheet,
    shaper: &'a mut Shaper<'f>,
    report: &'a mut Report,
    pending: Vec<Pending<'w>>,
    /// Sections side by side, with room for more.
    row: Option<OpenRow<'w>>,
    /// The number of blocks so far.
    count: usize,
    /// The number of containers so far.
    containers: usize,
    /// The bullet or number before the next element.
    marker: Option<Paragraph<'w>>,
    /// The level of the last heading; 0 before the first.
    level: u8,
    /// The opening paragraph.
    opening: Option<&'w Block>,
}

impl<'a, 'f, 'w> Arranger<'a, 'f, 'w> {
    fn new(stylesheet: &'w Stylesheet, shaper: &'a mut Shaper<'f>, report: &'a mut Report) -> Self {
        Self {
            stylesheet,
            shaper,
            report,
            pending: Vec::new(),
            row: None,
            count: 0,
            containers: 0,
            marker: None,
            level: 0,
            opening: None,
        }
    }
}

impl<'f: 'w, 'w> Arranger<'_, 'f, 'w> {
    fn blocks(&mut self, blocks: &'w [Block], around: &Surroundings<'w>) {
        let mut before: Option<&Block> = None;
        for block in blocks {
            let first = self.pending.len();
            self.block(block, around);
            if let (Some(Block::Paragraph { .. }), Block::Table(_)) = (before, block)
                && let Some(last) = first.checked_sub(1)
            {
                // The paragraph introduces the table.
                self.pending[last].flowable.keeps_next = Keep::IfPossible;
            }
            before = Some(block);
        }
    }

    /// Keeps the elements from `first` on together on one page.
    fn keep_whole(&mut self, first: usize) {
        let section = &mut self.pending[first..];
        for pending in &mut *section {
            pending.flowable.is_kept = true;
        }
        let mut section = section.iter_mut();
        section.next_back();
        for pending in section.filter(|pending| pending.flowable.keeps_next != Keep::Always) {
            pending.flowable.keeps_next = Keep::Section;
        }
    }

    /// The elements since the last call.
    fn finish_pending(&mut self) -> Vec<Flowable<'w>> {
        let fonts = self.shaper.fonts();
        let pending = std::mem::take(&mut self.pending).into_iter();
        pending.map(|pending| pending.finish(fonts)).collect()
    }

    /// A number for the next block, in reading order.
    fn number(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    /// Turns a block into an element. Each kind of block has an arm here, and in `gather_block` of `section.rs`, which
    /// decides where the blocks of a section go.
    fn block(&mut self, block: &'w Block, around: &Surroundings<'w>) {
        let styles = around.styles;
        let element = match block {
            Block::List(list) => return self.list(list, around),
            Block::Note { blocks, .. } => return self.note(blocks, around),
            Block::Sources { .. } => return,
            Block::Heading {
                level,
                runs,
                new_page,
                span,
                ..
            } => {
                self.report.extend(skipped_level(self.level, *level, *span));
                self.level = *level;
                let style = styles.headings.get(usize::from(*level) - 1);
                let Some(Some(style)) = style else {
                    self.report.push(no_heading_style(*level, *span));
                    return;
                };
                Flowable {
                    begins_page: *new_page && self.has_pages(),
                    ..self.text(Role::Heading(*level), runs.as_slice(), style)
                }
            }
            Block::Paragraph { runs, .. } => {
                if let Some(place) = around.callouts
                    && let Some(lifted) = lift(runs)
                {
                    return self.with_callouts(lifted, block, place, around);
                }
                let style = self.style_of(block, around);
                self.text(Role::Paragraph, runs.as_slice(), style)
            }
            Block::Table(table) => {
                let style = styles.table_named(table.name.as_deref());
                let table = Table::new(table, style, self.shaper, self.report);
                let is_inside = !around.inside.is_empty();
                Flowable {
                    place: if is_inside {
                        PageColumn::Main
                    } else {
                        style.place
                    },
                    ..plain(Box::new(table), style.space_above, style.space_below)
                }
            }
            Block::Break { .. } => {
                let style = &styles.thematic_break;
                let rule = style.rule.clone();
                plain(Box::new(ThematicBreak { rule }), style.space, style.space)
            }
            Block::Chart(chart) => {
                let style = &styles.chart;
                let numbers = [self.number(), self.count];
                let chart = Chart::new(chart, style, numbers, self.shaper, self.report);
                plain(Box::new(chart), style.space_above, style.space_below)
            }
            Block::Picture(block) => {
                let style = &styles.picture;
                let picture = PictureElement { block, style };
                plain(Box::new(picture), style.space_above, style.space_below)
            }
            Block::Qr(code) => {
                let style = &styles.qr;
                let numbers = [self.number(), self.count];
                let code = QrElement::new(code, style, numbers, self.shaper, self.report);
                plain(Box::new(code), style.space_above, style.space_below)
            }
        };
        self.push(element, block.span(), around);
    }

    /// Returns `true` if headings can begin a page: in a design of one page there is no other.
    fn has_pages(&self) -> bool {
        self.stylesheet.fit.pages != Some(1)
    }

    /// The style of a paragraph. The opening paragraph can have one of its own.
    fn style_of(&self, block: &Block, around: &Surroundings<'w>) -> &'w BlockStyle {
        let is_opening = self
            .opening
            .is_some_and(|opening| std::ptr::eq(opening, block));
        let lead = around.styles.lead.as_ref().filter(|_| is_opening);
        lead.unwrap_or(around.text)
    }

    fn push(&mut self, flowable: Flowable<'w>, span: Span, around: &Surroundings<'w>) {
        let number = self.number();
        self.pending.push(Pending {
            steps: around.steps.clone(),
            inside: around.inside.clone(),
            marker: self.marker.take(),
            ..Pending::of(Flowable {
                number,
                span,
                ..flowable
            })
        });
    }

    fn list(&mut self, list: &'w List, around: &Surroundings<'w>) {
        let style = &around.styles.list;
        if self.marker.is_some() {
            let message = "an item cannot begin with another list";
            self.report.push(
                Diagnostic::error(Code::Unsupported, list.span, message)
                    .help("begin it with words"),
            );
            return;
        }
        let markers = self.markers(list, around);
        let widest = markers
            .iter()
            .max_by_key(|marker| marker.runs()[0].text.chars().count());
        let step = Step {
            indent: style.indent,
            widest: widest.cloned().map(Rc::new),
            gap: style.marker_gap,
            bar: None,
        };
        let is_inner = around.inside.iter().any(|c| c.kind == ContainerKind::Item);
        let space = if is_inner {
            style.item_space
        } else {
            style.space
        };
        let ordered = list.start.is_some();
        let inner = self.inside(around, step, ContainerKind::List { ordered });
        let first = self.pending.len();
        for (index, (item, marker)) in list.items.iter().zip(markers).enumerate() {
            let begin = self.pending.len();
            let mut around = inner.clone();
            around.inside.push(self.container(ContainerKind::Item));
            self.marker = Some(marker);
            self.blocks(item, &around);
            self.marker = None;
            let item = &mut self.pending[begin..];
            if let (Some(first), true) = (item.first_mut(), index > 0) {
                first.flowable.space_above = style.item_space;
            }
            if !list.is_loose {
                for pending in item {
                    pending.flowable.space_below = style.item_space;
                }
            } else if let Some(last) = item.last_mut() {
                // This includes a list inside, which is set close to the text around it.
                last.flowable.space_below = around.text.space_below;
            }
        }
        self.space_around(first, space);
    }

    /// The bullets or numbers of a list's items.
    fn markers(&mut self, list: &List, around: &Surroundings<'w>) -> Vec<Paragraph<'w>> {
        let bullet = &around.styles.list.bullet;
        let texts = (0_u64..).map(|index| match list.start {
            Some(start) => format!("{}.", start.saturating_add(index)),
            None => bullet.clone(),
        });
        let looks = &around.text.looks;
        let mut shape = |text: String| {
            let run = Run::plain(text, list.span);
            Paragraph::new(vec![run], looks, self.shaper, self.report)
        };
        texts
            .zip(&list.items)
            .map(|(text, _)| shape(text))
            .collect()
    }

    fn note(&mut self, blocks: &'w [Block], around: &Surroundings<'w>) {
        let style = &around.styles.note;
        let step = Step {
            indent: style.indent,
            widest: None,
            gap: Extent::ZERO,
            bar: style.bar.clone(),
        };
        let mut inner = self.inside(around, step, ContainerKind::Note);
        inner.text = &style.block;
        let begin = self.pending.len();
        self.blocks(blocks, &inner);
        for index in begin + 1..self.pending.len() {
            let above =
                std::mem::replace(&mut self.pending[index].flowable.space_above, Extent::ZERO);
            let before = &mut self.pending[index - 1].flowable;
            let below = std::mem::replace(&mut before.space_below, Extent::ZERO);
            // A note within a note has settled its own spaces.
            self.pending[index].lead.get_or_insert((above, below));
        }
    }

    fn inside(
        &mut self,
        around: &Surroundings<'w>,
        step: Step<'w>,
        kind: ContainerKind,
    ) -> Surroundings<'w> {
        let mut inner = around.clone();
        inner.callouts = None;
        inner.steps.push(step);
        inner.inside.push(self.container(kind));
        inner
    }

    fn container(&mut self, kind: ContainerKind) -> Container {
        self.containers += 1;
        Container {
            kind,
            number: self.containers,
        }
    }

    /// Sets the space above the first element from `first` on, and the space below the last.
    fn space_around(&mut self, first: usize, space: Extent) {
        let elements = &mut self.pending[first..];
        if let Some(first) = elements.first_mut() {
            first.flowable.space_above = space;
        }
        if let Some(last) = elements.last_mut() {
            last.flowable.space_below = space;
        }
    }

    fn text(
        &mut self,
        role: Role,
        runs: impl Into<Cow<'w, [Run]>>,
        style: &BlockStyle,
    ) -> Flowable<'w> {
        let runs = runs.into();
        let announces = announces(&runs);
        let paragraph = Paragraph::new(runs, &style.looks, self.shaper, self.report);
        let block = TextBlock::new(self.shaper.fonts(), role, paragraph, style.align)
            .no_wider_than(style.max_width);
        Flowable {
            place: style.place,
            keeps_next: match role {
                Role::Heading(_) => Keep::Always,
                // The paragraph introduces the next block.
                _ if announces => Keep::IfPossible,
                _ => Keep::No,
            },
            rule_above: style.rule_above.clone(),
            rule_below: style.rule_below.clone(),
            ..plain(Box::new(block), style.space_above, style.space_below)
        }
    }
}

/// The opening paragraph of a sheet: the first one after the first heading.
pub(super) fn opening(blocks: &[Block]) -> Option<&Block> {
    let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
    let title = blocks.iter().position(is_heading)?;
    let mut rest = blocks[title..].iter();
    rest.find(|block| matches!(block, Block::Paragraph { .. }))
}

/// Returns `true` if text introduces the next block, that is, ends with a colon.
fn announces(runs: &[Run]) -> bool {
    let last = runs.iter().rfind(|run| !run.is_call());
    last.is_some_and(|run| run.text.ends_with(':'))
}

/// An element with the given spaces and no other properties.
pub(super) fn plain<'f>(
    element: Box<dyn super::element::Element + 'f>,
    space_above: Extent,
    space_below: Extent,
) -> Flowable<'f> {
    Flowable {
        element,
        number: 0,
        span: Span::DETACHED,
        space_above,
        space_below,
        place: PageColumn::Main,
        keeps_next: Keep::No,
        is_kept: false,
        begins_page: false,
        opens: Opens::Nothing,
        rule_above: None,
        rule_below: None,
    }
}

/// The error of a skipped heading level. Readers of screen readers navigate by headings, so no level may be missing
/// (ISO 14289-1, 7.4.2).
fn skipped_level(before: u8, level: u8, span: Span) -> Option<Diagnostic> {
    let (most, why) = match before {
        0 => (1, "the first heading is of level 1, with one #".to_owned()),
        before => (
            before + 1,
            format!(
                "after a heading of level {before} comes one of level {} at most",
                before + 1
            ),
        ),
    };
    (level > most).then(|| {
        let message = format!("this heading of level {level} skips a level");
        Diagnostic::error(Code::SkippedLevel, span, message)
            .label(why)
            .help(format!(
                "begin the line with {}",
                "#".repeat(usize::from(most))
            ))
    })
}

fn no_heading_style(level: u8, span: Span) -> Diagnostic {
    let message = format!("this design has no headings of level {level}");
    Diagnostic::error(Code::NoStyle, span, message).help(format!(
        "add [styles.h{level}] to the design, or use another level"
    ))
}
