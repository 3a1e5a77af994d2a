//! The years from which on a figure was counted differently.
//!
//! Numbers on the two sides of such a year do not measure the same thing, so that their difference says nothing. Guards,
//! charts and computed figures ask for a break before they compare two years.

use super::Figure;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::project::spanned::Spanned;

impl Figure {
    /// The newest break between two years, or `None` if the numbers of both years were counted in the same way. A break
    /// is the first year of the new count.
    #[must_use]
    pub fn break_between(&self, one: u16, other: u16) -> Option<u16> {
        newest_between(&self.breaks, one, other)
    }
}

/// The newest of the breaks, which are in order, that is after the older year and not after the newer one.
fn newest_between(breaks: &[u16], one: u16, other: u16) -> Option<u16> {
    let (older, newer) = (one.min(other), one.max(other));
    let mut newest_first = breaks.iter().rev().copied();
    newest_first.find(|year| older < *year && *year <= newer)
}

/// Reads the breaks of a figure: years, each once, oldest first.
pub(super) fn read(written: &[Spanned<i64>], report: &mut Report) -> Vec<u16> {
    let mut years = Vec::new();
    let mut is_in_order = true;
    for year in written {
        let Ok(found @ 1000..=9999) = u16::try_from(*year.get_ref()) else {
            let message = "expected a year such as 2021";
            report.push(Diagnostic::error(Code::WrongValue, year.span(), message));
            continue;
        };
        is_in_order &= years.last().is_none_or(|last| *last < found);
        years.push(found);
    }
    if let (false, Some(first), Some(last)) = (is_in_order, written.first(), written.last()) {
        years.sort_unstable();
        years.dedup();
        let all = first.span().start..last.span().end;
        let message = "the years of `breaks` are not in order, each of them once";
        let error = Diagnostic::error(Code::WrongValue, all, message);
        report.push(error.help(format!("write breaks = {years:?}")));
    }
    years
}

#[cfg(test)]
mod tests {
    use super::newest_between;

    #[test]
    fn a_break_is_the_first_year_of_the_new_count() {
        let breaks = [2015, 2021];
        assert_eq!(newest_between(&breaks, 2020, 2021), Some(2021));
        assert_eq!(newest_between(&breaks, 2024, 2010), Some(2021));
        assert_eq!(newest_between(&breaks, 2014, 2020), Some(2015));
        assert_eq!(newest_between(&breaks, 2021, 2024), None);
        assert_eq!(newest_between(&breaks, 2015, 2020), None);
        assert_eq!(newest_between(&breaks, 2021, 2021), None);
    }
}
