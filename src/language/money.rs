//! Amounts of money, from CLDR 48.
//!
//! ICU4X has no stable interface to CLDR's currency patterns, so that they are listed here: the side of the number on
//! which a currency stands, the space between them and the place of the minus. The symbol is CLDR's for the language,
//! and the code of ISO 4217 where CLDR has no symbol. A symbol that ends in a letter is set off by a no-break space,
//! as CLDR prescribes. Languages that are not listed have the pattern of CLDR's root, with the currency first.

use super::Language;

/// The position of a currency beside its number.
enum Pattern {
    /// `$1`, and `−$1` below 0.
    Before(&'static str),
    /// `€ 1`, and `€ −1` below 0.
    BeforeMinus(&'static str),
    /// `1 €`, and `−1 €` below 0.
    After,
}

const NO_BREAK_SPACE: &str = "\u{a0}";

impl Language {
    /// The text of an amount: the digits of a number, formatted without its sign, beside the currency of this code.
    #[must_use]
    pub fn money(&self, digits: &str, is_negative: bool, code: &str) -> String {
        let symbol = self.currency_symbol(code);
        let minus = if is_negative { "−" } else { "" };
        let gap = |space| match symbol.ends_with(char::is_alphabetic) {
            true => NO_BREAK_SPACE,
            false => space,
        };
        match self.pattern() {
            Pattern::Before(space) => format!("{minus}{symbol}{}{digits}", gap(space)),
            Pattern::BeforeMinus(space) => format!("{symbol}{}{minus}{digits}", gap(space)),
            Pattern::After => format!("{minus}{digits}{NO_BREAK_SPACE}{symbol}"),
        }
    }

    /// The text of an amount in the unit of a scale: "$336.4 million", "336,4 millones de dólares". Languages that write
    /// the currency after the number write its name, if it is known.
    #[must_use]
    pub fn scaled_money(
        &self,
        digits: &str,
        is_negative: bool,
        (exponent, word): (u8, &str),
        code: &str,
    ) -> String {
        match self.currency_name(code) {
            Some(name) => {
                let minus = if is_negative { "−" } else { "" };
                let of = if exponent > 3 { self.of_scale() } else { "" };
                format!("{minus}{digits} {word} {of}{name}")
            }
            None => self.money(&format!("{digits} {word}"), is_negative, code),
        }
    }

    /// The word between a million and the name of a currency, with the space after it. Empty in most languages.
    #[must_use]
    pub fn of_scale(&self) -> &'static str {
        let of = self.words().and_then(|words| words.of_scale);
        of.unwrap_or_default()
    }

    /// The symbol of a currency: `$`, `€`, `CHF`.
    #[must_use]
    pub fn currency_symbol<'c>(&self, code: &'c str) -> &'c str {
        let region = self.tag.split_once('-').map_or("", |(_, region)| region);
        match (code, self.short.as_str(), region) {
            ("USD", "en", "" | "US" | "PR" | "VI" | "GU" | "AS" | "MP" | "UM" | "EC")
            | ("USD", "es", "US" | "PR" | "EC" | "SV")
            | ("USD", "de" | "ja" | "ru" | "fil" | "haw", _)
            | ("CAD", "en" | "fr", "CA")
            | ("AUD", "en", "AU")
            | ("NZD", "en", "NZ")
            | ("MXN", "es", "MX") => "$",
            ("USD", "fr" | "ht", _) => "$US",
            ("USD", "it" | "pl", _) | ("GBP", "es" | "pl" | "sv", _) => code,
            ("USD", "es", region) if is_latin_american(region) => code,
            ("EUR", "es", region) if is_latin_american(region) || region == "US" => code,
            ("EUR", "de" | "fr" | "it", "CH") => code,
            ("JPY", "en", "" | "US") | ("JPY", "de" | "vi" | "ru", _) | ("JPY", "es", "US") => "¥",
            ("JPY", "ja", _) => "￥",
            ("CNY", "zh", _) => "¥",
            ("USD", ..) => "US$",
            ("EUR", ..) => "€",
            ("GBP", ..) => "£",
            ("BRL", ..) => "R$",
            ("INR", ..) => "₹",
            ("ILS", ..) => "₪",
            ("KRW", ..) => "₩",
            ("PHP", ..) => "₱",
            ("VND", ..) => "₫",
            _ => code,
        }
    }

    /// The name of a currency beside a scaled number, or `None` if the language has none for it.
    #[must_use]
    pub fn currency_name(&self, code: &str) -> Option<&'static str> {
        let is_own = self.currency_symbol(code) == "$";
        let words = self.words()?;
        let names = words.currencies.iter();
        let mut named = names.filter(|(known, _)| *known == code);
        let (_, name) = named.next()?;
        // Where the currency is the country's own, its name needs no country.
        let short = words
            .own_currencies
            .iter()
            .find(|(known, _)| *known == code);
        Some(short.filter(|_| is_own).map_or(name, |(_, short)| short))
    }

    fn pattern(&self) -> Pattern {
        let region = self.tag.split_once('-').map_or("", |(_, region)| region);
        match (self.short.as_str(), region) {
            ("de" | "en" | "it", "CH") => Pattern::BeforeMinus(NO_BREAK_SPACE),
            ("de", "AT" | "LI") | ("es", "AR" | "CO" | "PE" | "UY") => {
                Pattern::Before(NO_BREAK_SPACE)
            }
            ("nl", _) | ("es", "PY") => Pattern::BeforeMinus(NO_BREAK_SPACE),
            (
                "en" | "ja" | "zh" | "ko" | "th" | "tr" | "fil" | "id" | "ms" | "af" | "so" | "ga",
                _,
            ) => Pattern::Before(""),
            ("es", "US") => Pattern::Before(""),
            ("es", region) if is_latin_american(region) => Pattern::Before(""),
            ("pt", "" | "BR") => Pattern::Before(NO_BREAK_SPACE),
            (
                "es" | "de" | "pt" | "fr" | "it" | "ca" | "eu" | "gl" | "pl" | "cs" | "sk" | "sl"
                | "hr" | "bs" | "sr" | "sv" | "da" | "nb" | "nn" | "no" | "fi" | "is" | "et" | "lt"
                | "lv" | "ru" | "uk" | "be" | "bg" | "mk" | "ro" | "hu" | "el" | "sq" | "hy" | "ka"
                | "kk" | "ky" | "ht" | "vi" | "lb",
                _,
            ) => Pattern::After,
            _ => Pattern::Before(NO_BREAK_SPACE),
        }
    }
}

/// Whether a region's Spanish is CLDR's `es-419`.
fn is_latin_american(region: &str) -> bool {
    matches!(
        region,
        "419"
            | "AR"
            | "BO"
            | "BR"
            | "BZ"
            | "CL"
            | "CO"
            | "CR"
            | "CU"
            | "DO"
            | "EC"
            | "GT"
            | "HN"
            | "MX"
            | "NI"
            | "PA"
            | "PE"
            | "PR"
            | "PY"
            | "SV"
            | "UY"
            | "VE"
    )
}
