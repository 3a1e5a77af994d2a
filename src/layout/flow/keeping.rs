//! Elements that stay on one page with the next one, and the places at which a page can end.

use super::{Cursor, Flowable, Keep, Misfit};
use crate::layout::element::Why;

/// The reason why an element does not fit, or why the elements `together` that must stay on its page do not: `placed`
/// of them fill the page up to `before`.
pub(super) fn misfit(
    flowable: &Flowable<'_>,
    why: Why,
    together: Option<&[Flowable<'_>]>,
    placed: usize,
    before: &Cursor,
) -> Misfit {
    let above = before.y.max(before.side_y);
    let (at, why) = match (why, together) {
        // The elements above take more of the page than this one needs.
        (Why::TooHigh { needed }, Some(together)) if needed <= above => {
            let keeps = |flowable: &&Flowable<'_>| flowable.keeps_next == Keep::Always;
            let why = Why::HeadingsTooHigh {
                count: together.iter().take_while(keeps).count(),
                placed,
                needed: above + needed,
            };
            (&together[0], why)
        }
        (Why::TooHigh { needed }, Some(_)) => {
            let needed = above + needed;
            (flowable, Why::TooHigh { needed })
        }
        (why, _) => (flowable, why),
    };
    Misfit {
        number: at.number,
        span: at.span,
        why,
    }
}

/// An element that stays on one page with the next one.
#[derive(Clone)]
pub(super) struct Kept {
    pub index: usize,
    /// The page before it.
    pub before: Cursor,
    /// The strength of the rule.
    pub keep: Keep,
}

/// The places at which a page can end when an element does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WayOut {
    /// Before one of the elements that stay with it.
    Before(usize),
    /// Before the element itself.
    Here,
    /// Nowhere: the elements that must stay with it fill the page from its top, or the page is empty.
    None,
}

/// The first element of a new page that begins with `flowable`: this one, or the first of the headings right before it,
/// because no heading ends a page. `None` if the element begins no page or is at the top of one.
pub(super) fn start_of_page(
    kept: &[Kept],
    flowable: &Flowable<'_>,
    now: &Cursor,
    index: usize,
) -> Option<Kept> {
    if !flowable.begins_page {
        return None;
    }
    let headings = kept.iter().rev();
    let headings = headings.take_while(|kept| kept.keep == Keep::Always);
    let first = headings.last().cloned().unwrap_or_else(|| Kept {
        index,
        before: now.clone(),
        keep: flowable.keeps_next,
    });
    (!first.before.is_fresh()).then_some(first)
}

/// The first element of a section that is kept whole and would be parted at `flowable`. `None` if the section begins its
/// page: then it is higher than a page, or the element is in no such section.
pub(super) fn start_of_section(
    kept: &[Kept],
    flowable: &Flowable<'_>,
    before: &Cursor,
    index: usize,
) -> Option<Kept> {
    let linked = kept.iter().rposition(|kept| kept.keep == Keep::IfPossible);
    let linked = &kept[linked.map_or(0, |last| last + 1)..];
    if !flowable.is_kept {
        return None;
    }
    let here = Kept {
        index,
        before: before.clone(),
        keep: flowable.keeps_next,
    };
    let first = linked.first().cloned().unwrap_or(here);
    (!first.before.is_fresh()).then_some(first)
}

/// The most elements that stay together, each announcing the next. Of a longer chain, only the end stays together;
/// otherwise a page could be left for one line.
const MOST_TOGETHER: usize = 4;

/// The first place at which the page can end without being empty, so that as much as possible stays together.
pub(super) fn way_out(kept: &[Kept], now: &Cursor) -> WayOut {
    let may_part = |index: usize| index == 0 || kept[index - 1].keep == Keep::IfPossible;
    let may_end = |index: &usize| may_part(*index) && !kept[*index].before.is_fresh();
    let enough = kept.len().saturating_sub(MOST_TOGETHER);
    let first = (enough..kept.len()).find(may_end);
    let first = first.or_else(|| (0..enough).rev().find(may_end));
    match (first, kept.last()) {
        (Some(first), _) => WayOut::Before(first),
        (None, Some(last)) if last.keep != Keep::Always => WayOut::Here,
        // A section that is higher than a page is parted after one of its elements.
        (None, Some(_)) => match kept.iter().rposition(|kept| kept.keep == Keep::Section) {
            Some(last) => WayOut::Before(last + 1),
            None => WayOut::None,
        },
        (None, None) if !now.is_fresh() => WayOut::Here,
        (None, _) => WayOut::None,
    }
}
