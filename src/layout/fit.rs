//! Finds the largest text size at which a sheet fits.
//!
//! Heights do not shrink smoothly with the text size, because lines break differently at each. The search therefore
//! starts from an estimate and tries real layouts, which is why placing an element must be cheap.

use super::element::Why;
use super::feet::Feet;
use super::flow::{Filled, Flowable, Room, Settled, flow};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::geometry::Length;
use crate::project::Stylesheet;
use crate::project::stylesheet::FitRule;

/// One step between text sizes: a tenth of a point.
const STEP: Length = Length::from_milli(100);

/// The result of the search.
pub(super) struct Fitted {
    pub pages: Vec<Filled>,
    pub text_size: Length,
}

/// Places the elements at the largest text size that needs no more pages than the design allows. `whose` is the name
/// of the sheet.
///
/// # Errors
///
/// Returns an error if no text size is small enough. The error names the first block that does not fit at the smallest
/// size.
pub(super) fn fit(
    elements: &[Flowable<'_>],
    feet: &Feet<'_>,
    stylesheet: &Stylesheet,
    whose: &str,
) -> Result<Fitted, Diagnostic> {
    let (rule, room) = (&stylesheet.fit, room(stylesheet));
    let feet = some(feet);
    let (text_size, best) = largest(elements, feet, room, rule);
    let best = match best {
        Some(pages) => pages,
        // No larger size fits: the smallest size is used if it fits.
        None => match flow(elements, feet, room, text_size) {
            Ok(pages) if fits(&pages, rule) => pages,
            Ok(pages) => return Err(too_many_pages(&pages, stylesheet, whose)),
            Err(misfit) => {
                return Err(does_not_fit(
                    misfit.span,
                    &misfit.why,
                    room.page,
                    text_size,
                    whose,
                ));
            }
        },
    };
    let is_limited = rule.pages.is_some() && best.len() > 1;
    let pages = if is_limited {
        let line = stylesheet.styles.text.looks.plain.leading.at(text_size);
        balance(elements, feet, room, text_size, line, best)
    } else {
        best
    };
    let spread = stylesheet.page.spread.map(|spread| spread.at(text_size));
    let pages = pages.into_iter().map(|page| {
        let page = page.spread(room.page, spread.unwrap_or_default());
        page.draw()
    });
    Ok(Fitted {
        pages: pages.collect(),
        text_size,
    })
}

/// The largest text size, up to `at_most`, at which everything fits, or `None` if no size is small enough.
pub(super) fn largest_size(
    elements: &[Flowable<'_>],
    feet: &Feet<'_>,
    stylesheet: &Stylesheet,
    at_most: Length,
) -> Option<Length> {
    let room = room(stylesheet);
    let rule = FitRule {
        max: at_most.min(stylesheet.fit.max),
        ..stylesheet.fit.clone()
    };
    let feet = some(feet);
    let (text_size, pages) = largest(elements, feet, room, &rule);
    let fits = |pages: Vec<Settled<'_>>| fits(&pages, &rule);
    let is_small_enough = pages.is_some() || flow(elements, feet, room, text_size).is_ok_and(fits);
    is_small_enough.then_some(text_size)
}

/// Footnotes, or `None` without any.
fn some<'e>(feet: &'e Feet<'e>) -> Option<&'e Feet<'e>> {
    Some(feet).filter(|feet| !feet.feet.is_empty())
}

/// The room of a page of a design.
fn room(stylesheet: &Stylesheet) -> Room {
    let size = stylesheet.page.room();
    Room {
        size,
        page: size.height,
        side: stylesheet.page.side,
    }
}

fn fits(pages: &[Settled<'_>], rule: &FitRule) -> bool {
    rule.pages.is_none_or(|limit| pages.len() <= limit)
}

/// The largest text size at which everything fits, with the pages; or the smallest and `None` if no larger size does.
fn largest<'e>(
    elements: &'e [Flowable<'_>],
    feet: Option<&'e Feet<'e>>,
    room: Room,
    rule: &FitRule,
) -> (Length, Option<Vec<Settled<'e>>>) {
    let fitting = |size: Length| {
        let pages = flow(elements, feet, room, size).ok();
        pages.filter(|pages| fits(pages, rule))
    };
    let place = |step: i64| fitting(size_after(step, rule));
    // Sizes are counted in steps down from the largest.
    let last = (rule.max - rule.min + STEP - Length::from_milli(1)).milli() / STEP.milli();
    let largest = flow(elements, feet, room, rule.max);
    let guess = guess(largest.as_deref().unwrap_or_default(), room, rule);
    let (steps, best) = match largest.ok().filter(|pages| fits(pages, rule)) {
        Some(pages) => (0, Some(pages)),
        None => search(last, guess, place),
    };
    (size_after(steps, rule), best)
}

/// Returns the smallest number of steps down, at least one, at which everything fits, with the placement, or `last`
/// and `None` if no smaller number fits. Smaller text takes no more room, so everything fits from some step on. The
/// search tries the guess, then single steps from it, and bisects the rest.
fn search<'e>(
    last: i64,
    guess: Option<i64>,
    place: impl Fn(i64) -> Option<Vec<Settled<'e>>>,
) -> (i64, Option<Vec<Settled<'e>>>) {
    let mut best = None;
    let (mut too_large, mut enough) = (0, last);
    let (mut hint, mut hints) = (guess, 3);
    while enough - too_large > 1 {
        let is_open = |step: &i64| too_large < *step && *step < enough;
        let hinted = hint.take().filter(is_open);
        let step = hinted.unwrap_or((too_large + enough) / 2);
        let pages = place(step);
        if hinted.is_some() && hints > 0 {
            hint = Some(if pages.is_some() { step - 1 } else { step + 1 });
            hints -= 1;
        }
        match pages {
            Some(pages) => (best, enough) = (Some(pages), step),
            None => too_large = step,
        }
    }
    (enough, best)
}

/// Estimates the number of steps below the largest text size at which the sheet fits, from the pages filled at the
/// largest. The area of text grows with the square of its size.
fn guess(pages: &[Settled<'_>], room: Room, rule: &FitRule) -> Option<i64> {
    let limit = i64::try_from(rule.pages?).ok()?;
    let used: Length = pages.iter().map(|page| page.used).sum();
    let area = |height: Length| i128::from(height.milli());
    let square = area(rule.max) * area(rule.max) * area(room.size.height) * i128::from(limit);
    let size = square.checked_div(area(used))?.checked_isqrt()?;
    let size = Length::from_milli(i64::try_from(size).ok()?);
    Some((rule.max - size).milli() / STEP.milli())
}

/// The text size a number of steps below the largest.
fn size_after(steps: i64, rule: &FitRule) -> Length {
    rule.min.max(rule.max - STEP * steps)
}

/// Fills the pages evenly, so that the last page does not have only two lines. Uses the smallest page height at which
/// everything still takes as many pages, or a few lines more if fewer blocks are then broken.
fn balance<'e>(
    elements: &'e [Flowable<'_>],
    feet: Option<&'e Feet<'e>>,
    room: Room,
    text_size: Length,
    line: Length,
    pages: Vec<Settled<'e>>,
) -> Vec<Settled<'e>> {
    let count = pages.len();
    let place = |height: Length| {
        let mut smaller = room;
        smaller.size.height = height;
        let pages = flow(elements, feet, smaller, text_size).ok();
        pages.filter(|pages| pages.len() <= count)
    };
    let full = room.size.height;
    let cost = |height: Length, pages: &[Settled<'_>]| height + full * parted(pages) / PARTED;
    let (mut height, mut best) = least(full, pages, &place);
    let mut least_cost = cost(height, &best);
    while height < least_cost.min(full) {
        height = full.min(height + line.max(Length::pt(1)));
        if let Some(pages) = place(height)
            && cost(height, &pages) < least_cost
        {
            (least_cost, best) = (cost(height, &pages), pages);
        }
    }
    best
}

/// The fraction of a page by which the others may be fuller than the last to avoid breaking one block.
const PARTED: i64 = 4;

/// The number of blocks that continue over the end of a page.
fn parted(pages: &[Settled<'_>]) -> i64 {
    let pairs = pages.windows(2);
    let parted = pairs.filter(|pair| pair[0].last_number() == pair[1].first_number());
    i64::try_from(parted.count()).unwrap_or(i64::MAX)
}

/// The smallest page height, to a point, at which everything fits, with the resulting pages. `pages` is the result at
/// the full height.
fn least<'e>(
    full: Length,
    pages: Vec<Settled<'e>>,
    place: &impl Fn(Length) -> Option<Vec<Settled<'e>>>,
) -> (Length, Vec<Settled<'e>>) {
    let (mut too_little, mut enough) = (Length::ZERO, full);
    let mut best = pages;
    while enough - too_little > Length::pt(1) {
        let height = (too_little + enough) / 2;
        match place(height) {
            Some(pages) => (best, enough) = (pages, height),
            None => too_little = height,
        }
    }
    (enough, best)
}

/// A height in lines of running text.
fn lines(height: Length, stylesheet: &Stylesheet, text_size: Length) -> String {
    let leading = stylesheet
        .styles
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

fn too_many_pages(pages: &[Settled<'_>], stylesheet: &Stylesheet, whose: &str) -> Diagnostic {
    let rule = &stylesheet.fit;
    let limit = rule.pages.unwrap_or(pages.len());
    let over = &pages[limit.min(pages.len())..];
    let excess: Length = over.iter().map(|page| page.used).sum();
    // An element that did not fit as a whole may have left space at the bottom of the last page.
    let last = limit.checked_sub(1).and_then(|last| pages.get(last));
    let left = last.map_or(Length::ZERO, |page| {
        stylesheet.page.room().height - page.used
    });
    let excess = (excess - left).max(rule.min / 10);
    let span = over.iter().find_map(Settled::first);
    let pages = match limit {
        1 => "one page".to_owned(),
        more => format!("{more} pages"),
    };
    let message = format!("{whose} does not fit on {pages}");
    Diagnostic::error(Code::Overflow, span.unwrap_or(Span::DETACHED), message)
        .label(format!(
            "from here on there is no room: {excess} too much, about {}, at a text size of {}",
            lines(excess, stylesheet, rule.min),
            rule.min
        ))
        .also(rule.span, "the smallest text size")
        .help(
            "shorten the text, or allow smaller text, smaller margins or more pages in the design",
        )
}

fn does_not_fit(
    block: Span,
    why: &Why,
    page: Length,
    text_size: Length,
    whose: &str,
) -> Diagnostic {
    match why {
        Why::Inside { span, why } => does_not_fit(*span, why, page, text_size, whose),
        Why::HeadingsTooHigh {
            count,
            placed,
            needed,
        } => {
            let message = match count {
                1 => format!("{whose} has a heading that fills the page of what comes next"),
                _ => format!("{whose} has {count} headings in a row that are higher than a page"),
            };
            let headings = match placed {
                1 => "the heading".to_owned(),
                _ => format!("{placed} of them"),
            };
            Diagnostic::error(Code::Overflow, block, message)
                .label(format!(
                    "no heading ends a page; {headings} and what comes next take {needed} of {page} at a text size \
                     of {text_size}"
                ))
                .help("put text between the headings, or make the headings or the margins smaller")
        }
        Why::TooHigh { needed } => {
            let message = format!("{whose} has a block that is higher than a page");
            Diagnostic::error(Code::Overflow, block, message)
                .label(format!(
                    "its least part and the headings above it take {needed} at a text size of {text_size}"
                ))
                .help("part it into smaller blocks, or make the margins smaller")
        }
        Why::FootnotesTooHigh { needed, footnote } => {
            let message =
                format!("{whose} has a footnote that does not fit on the page of its call");
            let error = Diagnostic::error(Code::Overflow, *footnote, message)
                .help("shorten the footnote, or move a part of it into the text");
            let room = format!("{needed} of {page} at a text size of {text_size}");
            match block == *footnote {
                true => error.label(format!("it takes {room}")),
                false => error
                    .label(format!(
                        "the words that call it and their footnotes take {room}"
                    ))
                    .also(block, "called here"),
            }
        }
        Why::ColumnsTooWide {
            needed,
            available,
            source,
        } => {
            let message = format!("{whose} has a table that is wider than its column");
            let error = Diagnostic::error(Code::Overflow, block, message).label(format!(
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
            Diagnostic::error(Code::Overflow, widest.source, message)
                .pointing_at(widest.text.as_str())
                .label(format!("{} wide, with {available} of room", widest.width))
                .help("shorten the word, or make the column wider or the type smaller")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_with_room_is_found_from_any_guess() {
        for last in 0..20 {
            for first in 1..=last + 1 {
                for guess in (-3..25).map(Some).chain([None]) {
                    let place = |step: i64| (step >= first).then(Vec::new);
                    let (found, pages) = search(last, guess, place);
                    // The last step is tried only if every earlier step fails.
                    let is_inside = first < last;
                    assert_eq!(found, if is_inside { first } else { last });
                    assert_eq!(pages.is_some(), is_inside, "{last} {first} {guess:?}");
                }
            }
        }
    }
}
