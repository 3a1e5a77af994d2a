//! The change of a number between two sets of figures.

use crate::project::dictionary::Jump;
use crate::project::{Kind, Number};

/// The change of a number.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    kind: Kind,
    is_down: bool,
    /// The absolute difference.
    by: Number,
    /// The older number.
    from: Number,
}

impl Change {
    /// The change from one number to another; `None` when they are equal.
    #[must_use]
    pub fn between(old: Number, new: Number, kind: Kind) -> Option<Self> {
        (old != new).then(|| Self {
            kind,
            is_down: new < old,
            by: new.distance(old),
            from: old,
        })
    }

    /// Whether the change exceeds the dictionary's limit. From 0 every change does.
    #[must_use]
    pub fn is_jump(&self, jump: Jump) -> bool {
        self.kind.change_exceeds(self.by, self.from, jump.over) && self.by >= jump.least
    }

    /// The change in percent of the older number, with one decimal. `None` from 0, and for percentages, whose change is
    /// in points.
    fn percent(&self) -> Option<Number> {
        self.kind.change_in_percent(self.by, self.from)
    }

    /// The change for people: `+871`, `−3`, `+2 points`.
    #[must_use]
    pub fn shown(&self) -> String {
        let sign = if self.is_down { '−' } else { '+' };
        let (by, unit) = (self.by.grouped(','), self.kind.change_unit(self.by));
        format!("{sign}{by}{unit}")
    }

    /// The change in percent for people: `+10.6%`.
    #[must_use]
    pub fn shown_percent(&self) -> Option<String> {
        let percent = self.percent()?;
        let sign = match (percent.is_zero(), self.is_down) {
            // A change that rounds to 0.0 has no sign.
            (true, _) => "",
            (false, true) => "−",
            (false, false) => "+",
        };
        Some(format!("{sign}{}%", percent.grouped(',')))
    }

    /// The change for programs: `871`, `-3`.
    #[must_use]
    pub fn to_plain(&self) -> String {
        self.signed(self.by)
    }

    /// The change in percent for programs: `10.6`.
    #[must_use]
    pub fn percent_to_plain(&self) -> Option<String> {
        self.percent().map(|percent| self.signed(percent))
    }

    fn signed(&self, number: Number) -> String {
        let is_below = self.is_down && !number.is_zero();
        let sign = if is_below { "-" } else { "" };
        format!("{sign}{}", number.ungrouped())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn change(old: &str, new: &str, kind: &str) -> Change {
        let kind = Kind::find(kind).expect("a kind");
        Change::between(number(old), number(new), kind).expect("a change")
    }

    #[test]
    fn changes_are_shown_with_their_sign() {
        let more = change("8249", "9120", "count");
        assert_eq!(more.shown(), "+871");
        assert_eq!(more.shown_percent().as_deref(), Some("+10.6%"));
        let less = change("45", "30", "count");
        assert_eq!(
            (less.to_plain(), less.shown()),
            ("-15".to_owned(), "−15".to_owned())
        );
        assert_eq!(less.percent_to_plain().as_deref(), Some("-33.3"));
        let hardly = change("1000000", "999900", "count");
        assert_eq!(hardly.shown_percent().as_deref(), Some("0.0%"));
        assert_eq!(hardly.percent_to_plain().as_deref(), Some("0.0"));
        let from_nothing = change("0", "3", "count");
        assert_eq!(from_nothing.shown_percent(), None);
        let share = change("19", "20.5", "percent");
        assert_eq!(
            (share.shown(), share.shown_percent()),
            ("+1.5 points".to_owned(), None)
        );
    }

    #[test]
    fn a_jump_is_more_than_its_dictionary_expects() {
        let jump = |over: &str, least: &str| Jump {
            over: number(over),
            least: number(least),
        };
        let half = change("200", "300", "count");
        assert!(!half.is_jump(jump("50", "0")));
        assert!(half.is_jump(jump("49.9", "100")));
        assert!(!half.is_jump(jump("10", "101")));
        let gone = change("200", "0", "count");
        assert!(gone.is_jump(jump("99", "0")) && !gone.is_jump(jump("100", "0")));
        let new = change("0", "12", "count");
        assert!(new.is_jump(jump("1000", "10")) && !new.is_jump(jump("50", "13")));
        let share = change("19", "24", "percent");
        assert!(share.is_jump(jump("4", "0")) && !share.is_jump(jump("5", "0")));
    }
}
