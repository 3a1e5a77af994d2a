//! Finds the largest text size at which a sheet fits.

use super::element::Why;
use super::flow::{Filled, Flowable, Misfit, Room, flow};
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::project::Stylesheet;

/// One step between text sizes: a tenth of a point.
const STEP: Length = Length::from_milli(100);

/// What was found.
pub(super) struct Fitted {
    pub pages: Vec<Filled>,
    pub text_size: Length,
}

/// Places the elements at the largest text size at which they take no more pages than the design
/// allows. `spans` are the elements' places in the words, `whose` is the name of the sheet.
///
/// # Errors
///
/// When there is no such size: the first block that does not fit at the smallest.
pub(super) fn fit(
    elements: &[Flowable<'_>],
    spans: &[Span],
    stylesheet: &Stylesheet,
    whose: &str,
) -> Result<Fitted, Diagnostic> {
    let rule = &stylesheet.fit;
    let size = stylesheet.page.room();
    let room = Room {
        size,
        page: size.height,
        side: stylesheet.page.side,
    };
    let mut text_size = rule.max;
    loop {
        let placed = flow(elements, room, text_size);
        let fits = |pages: &Vec<Filled>| rule.pages.is_none_or(|limit| pages.len() <= limit);
        match placed {
            Ok(pages) if fits(&pages) => {
                let is_limited = rule.pages.is_some() && pages.len() > 1;
                let pages = if is_limited {
                    balance(elements, room, text_size, pages)
                } else {
                    pages
                };
                return Ok(Fitted { pages, text_size });
            }
            Ok(pages) if text_size <= rule.min => {
                return Err(too_many_pages(&pages, spans, stylesheet, whose));
            }
            Err(misfit) if text_size <= rule.min => {
                return Err(does_not_fit(&misfit, spans, text_size, whose));
            }
            Ok(_) | Err(_) => text_size = rule.min.max(text_size - STEP),
        }
    }
}

/// Fills the pages evenly, so that the last one does not have two lines on it: with the least room
/// a page in which everything still goes on as many pages.
fn balance(
    elements: &[Flowable<'_>],
    room: Room,
    text_size: Length,
    pages: Vec<Filled>,
) -> Vec<Filled> {
    let (mut too_little, mut enough) = (Length::ZERO, room.size.height);
    let mut best = pages;
    while enough - too_little > Length::pt(1) {
        let height = (too_little + enough) / 2;
        let mut smaller = room;
        smaller.size.height = height;
        match flow(elements, smaller, text_size) {
            Ok(pages) if pages.len() <= best.len() => (best, enough) = (pages, height),
            _ => too_little = height,
        }
    }
    best
}

/// A height in lines of running text.
fn lines(height: Length, stylesheet: &Stylesheet, text_size: Length) -> String {
    let leading = stylesheet
        .text
        .looks
        .plain
        .leading
        .at(text_size)
        .milli()
        .max(1);
    match (height.milli() + leading - 1) / leading {
        1 => "1 line".to_owned(),
        count => format!("{count} lines"),
    }
}

fn too_many_pages(
    pages: &[Filled],
    spans: &[Span],
    stylesheet: &Stylesheet,
    whose: &str,
) -> Diagnostic {
    let rule = &stylesheet.fit;
    let limit = rule.pages.unwrap_or(pages.len());
    let over = &pages[limit.min(pages.len())..];
    let excess: Length = over.iter().map(|page| page.used).sum();
    let first = over
        .iter()
        .flat_map(|page| &page.frame.items)
        .find_map(|item| item.block);
    let span = first.and_then(|block| spans.get(block)).copied();
    let pages = match limit {
        1 => "one page".to_owned(),
        more => format!("{more} pages"),
    };
    let message = format!("{whose} does not fit on {pages}");
    Diagnostic::error("overflow", span.unwrap_or_default(), message)
        .label(format!(
            "from here on there is no room: {excess} too much, about {}, at a text size of {}",
            lines(excess, stylesheet, rule.min),
            rule.min
        ))
        .also(rule.span, "the smallest text size")
        .help(
            "shorten the words, or allow smaller text, smaller margins or more pages in the design",
        )
}

fn does_not_fit(misfit: &Misfit, spans: &[Span], text_size: Length, whose: &str) -> Diagnostic {
    let block = spans.get(misfit.element).copied().unwrap_or_default();
    match &misfit.why {
        Why::TooHigh { needed } => {
            let message = format!("{whose} has a block that is higher than a page");
            Diagnostic::error("overflow", block, message)
                .label(format!(
                    "its least part and the headings above it take {needed} at a text size of {text_size}"
                ))
                .help("part it into smaller blocks, or make the margins smaller")
        }
        Why::ColumnsTooWide {
            needed,
            available,
            source,
        } => {
            let message = format!("{whose} has a table that is wider than its column");
            let error = Diagnostic::error("overflow", block, message).label(format!(
                "its columns take {needed} of {available} at a text size of {text_size}"
            ));
            match source {
                Some(source) => error
                    .also(*source, "the design sets their widths")
                    .help("make the columns narrower, or leave one to its content with \"auto\""),
                None => error.help("make it a table of fewer columns, or the type smaller"),
            }
        }
        Why::TooWide { widest, available } => {
            let shown: String = widest.text.chars().take(40).collect();
            let message = format!("{whose} has a word that is wider than its column: {shown}");
            Diagnostic::error("overflow", widest.source, message)
                .pointing_at(widest.text.as_str())
                .label(format!("{} wide, with {available} of room", widest.width))
                .help("shorten the word, or make the column wider or the type smaller")
        }
    }
}
