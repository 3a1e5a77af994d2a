//! From blocks to pages.
//!
//! Each kind of block is an [`Element`](element::Element) that is placed into a region and answers
//! how that went; [`flow`] fills pages with them. Nothing here draws: the result is frames whose
//! items know what they are, and everything later, from tags to tracing, is read off them.

pub mod element;
mod fit;
pub mod flow;
pub mod frame;
mod page;
mod table;
mod text_block;

pub use frame::{Content, Frame, Item, Page, Role, Text};

use crate::copy::{Block, Filled, Run};
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::geometry::Length;
use crate::project::Stylesheet;
use crate::project::stylesheet::{BlockStyle, Place};
use crate::text::{Paragraph, Shaper};
use fit::fit;
use flow::Flowable;
use page::Margins;
use table::Table;
use text_block::TextBlock;

/// A sheet's pages.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The pages.
    pub pages: Vec<Page>,
    /// The text size that was chosen.
    pub text_size: Length,
    /// The room left below the text on the last page.
    pub room_left: Length,
}

/// Lays a sheet's words out. `whose` names the sheet in messages. What is wrong goes into the
/// report; there is a sheet only when nothing is.
pub fn compose(
    words: &Filled,
    stylesheet: &Stylesheet,
    shaper: &mut Shaper<'_>,
    whose: &str,
    report: &mut Report,
) -> Option<Sheet> {
    let mut own = Report::default();
    let elements = elements(&words.blocks, stylesheet, shaper, &mut own);
    let spans: Vec<Span> = words.blocks.iter().map(Block::span).collect();
    // A block without an element has been reported, and the places would no longer match.
    let fitted = if own.has_errors() {
        None
    } else {
        fit(&elements, &spans, stylesheet, whose)
            .map_err(|error| own.push(error))
            .ok()
    };
    let sheet = fitted.map(|fitted| {
        let last_used = fitted.pages.last().map_or(Length::ZERO, |page| page.used);
        let mut margins = Margins {
            stylesheet,
            header: &words.header,
            footer: &words.footer,
            text_size: fitted.text_size,
            shaper,
            report: &mut own,
        };
        Sheet {
            pages: margins.pages(fitted.pages),
            text_size: fitted.text_size,
            room_left: stylesheet.page.room().height - last_used,
        }
    });
    let sheet = sheet.filter(|_| !own.has_errors());
    report.append(own);
    sheet
}

/// Shapes all words, headers and footers too, so that the shaper has seen every glyph. Blocks that
/// cannot be set are passed over.
pub fn shape_all(words: &Filled, stylesheet: &Stylesheet, shaper: &mut Shaper<'_>) {
    let mut unheeded = Report::default();
    let _ = elements(&words.blocks, stylesheet, shaper, &mut unheeded);
    let margins = [
        (&words.header, &stylesheet.header),
        (&words.footer, &stylesheet.footer),
    ];
    for (texts, style) in margins {
        for parts in texts {
            let runs = parts.iter().flat_map(page::every_run).collect();
            let _ = Paragraph::new(runs, &style.looks, shaper, &mut unheeded);
        }
    }
}

fn elements<'f>(
    blocks: &[Block],
    stylesheet: &Stylesheet,
    shaper: &mut Shaper<'f>,
    report: &mut Report,
) -> Vec<Flowable<'f>> {
    let mut elements = Vec::with_capacity(blocks.len());
    for block in blocks {
        match element(block, stylesheet, shaper, report) {
            Ok(element) => elements.push(element),
            Err(error) => report.push(error),
        }
    }
    elements
}

/// The element of a block: the one place that knows all kinds.
fn element<'f>(
    block: &Block,
    stylesheet: &Stylesheet,
    shaper: &mut Shaper<'f>,
    report: &mut Report,
) -> Result<Flowable<'f>, Diagnostic> {
    match block {
        Block::Heading { level, runs, span } => {
            let style = stylesheet.headings.get(usize::from(*level) - 1);
            let Some(Some(style)) = style else {
                return Err(no_heading_style(*level, *span));
            };
            let role = Role::Heading(*level);
            Ok(text(role, runs, style, shaper, report))
        }
        Block::Paragraph { runs, .. } => Ok(text(
            Role::Paragraph,
            runs,
            &stylesheet.text,
            shaper,
            report,
        )),
        Block::Table(table) => {
            let style = &stylesheet.table;
            Ok(Flowable {
                element: Box::new(Table::new(table, style, shaper, report)),
                space_above: style.space_above,
                space_below: style.space_below,
                place: Place::Main,
                keeps_next: false,
                rule_above: None,
                rule_below: None,
            })
        }
    }
}

fn text<'f>(
    role: Role,
    runs: &[Run],
    style: &BlockStyle,
    shaper: &mut Shaper<'f>,
    report: &mut Report,
) -> Flowable<'f> {
    let paragraph = Paragraph::new(runs.to_vec(), &style.looks, shaper, report);
    let fonts = shaper.fonts();
    Flowable {
        element: Box::new(TextBlock::new(fonts, role, paragraph, style.align)),
        space_above: style.space_above,
        space_below: style.space_below,
        place: style.place,
        keeps_next: matches!(role, Role::Heading(_)),
        rule_above: style.rule_above.clone(),
        rule_below: style.rule_below.clone(),
    }
}

fn no_heading_style(level: u8, span: Span) -> Diagnostic {
    let message = format!("this design has no headings of level {level}");
    Diagnostic::error("no-style", span, message).help(format!(
        "add [styles.h{level}] to the design, or use another level"
    ))
}
