//! Dates in the long form of a language, from Unicode's CLDR through ICU4X: "May 1, 2024", "1 de mayo de 2024".

use std::fmt;

use chrono::{Datelike, NaiveDate};
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_locale_core::Locale;

/// The date format of one language.
pub(super) struct Dates(FixedCalendarDateTimeFormatter<Gregorian, YMD>);

/// The start of the name of a month in CLDR's root locale, which has numbers only.
const NAMELESS: &str = "M0";

impl Dates {
    /// The format of a locale, or of its parent if CLDR does not know it.
    pub(super) fn new(locale: &Locale) -> Option<Self> {
        let formatter = FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long());
        formatter.ok().map(Self)
    }

    /// The long form of a date. In a language whose months CLDR does not name it is that of data files: 2024-05-01.
    pub(super) fn long(&self, date: NaiveDate) -> String {
        let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).unwrap_or(1));
        let gregorian = Date::try_new_gregorian(date.year(), month, day);
        let long = gregorian.map(|date| self.0.format(&date).to_string());
        long.ok()
            .filter(|long| !long.contains(NAMELESS) && !long.contains("M1"))
            .unwrap_or_else(|| date.to_string())
    }

    /// Dates with every character that a date can have: one of each month, with all digits.
    pub(super) fn samples(&self) -> Vec<String> {
        let dates = (1..=12).map(|month| NaiveDate::from_ymd_opt(2024, month, 28));
        let digits = [(3456, 12, 17), (2089, 10, 30)]
            .map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
        let all = dates.chain(digits).flatten();
        all.map(|date| self.long(date)).collect()
    }
}

impl fmt::Debug for Dates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dates")
    }
}
