//! Lengths and colors of designs.

use std::fmt;

use crate::geometry::Length;

/// A length that may depend on the sheet's text size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A fixed length.
    Fixed(Length),
    /// Thousandths of the text size.
    Em(i64),
}

impl Default for Extent {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Extent {
    /// No length.
    pub const ZERO: Self = Self::Fixed(Length::ZERO);

    /// The length at a text size.
    #[must_use]
    pub fn at(self, text_size: Length) -> Length {
        match self {
            Self::Fixed(length) => length,
            Self::Em(milli) => text_size.scaled(milli, 1000),
        }
    }

    /// A multiple of the length.
    #[must_use]
    pub fn times(self, factor: i64) -> Self {
        match self {
            Self::Fixed(length) => Self::Fixed(length * factor),
            Self::Em(milli) => Self::Em(milli * factor),
        }
    }

    /// The length in thousandths.
    #[must_use]
    pub fn scaled(self, milli: i64) -> Self {
        match self {
            Self::Fixed(length) => Self::Fixed(length.scaled(milli, 1000)),
            Self::Em(em) => Self::Em(em * milli / 1000),
        }
    }

    /// The larger of two lengths, compared at a text size of 10 points.
    #[must_use]
    pub fn larger(self, other: Self) -> Self {
        let usual = Length::pt(10);
        if other.at(usual) > self.at(usual) {
            other
        } else {
            self
        }
    }

    /// Reads `0.6in`, `18mm`, `1.5cm`, `9pt` or `1.2em`, or a bare `0`.
    ///
    /// # Errors
    ///
    /// The reason why the text is not valid, in words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const NOT_A_LENGTH: &str = "this is not a length";
        if text == "0" {
            return Ok(Self::ZERO);
        }
        let unit_at = text
            .find(|c: char| c.is_ascii_alphabetic())
            .ok_or("the unit is missing")?;
        let (number, unit) = text.split_at(unit_at);
        let millionths = millionths(number.trim()).ok_or(NOT_A_LENGTH)?;
        // Thousandths of a point in a unit, as a fraction.
        let (numerator, denominator) = match unit {
            "em" => {
                let milli = i64::try_from(millionths / 1000).map_err(|_| NOT_A_LENGTH)?;
                return Ok(Self::Em(milli));
            }
            "pt" => (1_000, 1),
            "in" => (72_000, 1),
            "mm" => (720_000, 254),
            "cm" => (7_200_000, 254),
            _ => return Err("this unit is not known"),
        };
        let milli = (millionths * numerator + 500_000 * denominator) / (1_000_000 * denominator);
        let milli = i64::try_from(milli).map_err(|_| NOT_A_LENGTH)?;
        Ok(Self::Fixed(Length::from_milli(milli)))
    }
}

/// A length, or a share of the available width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A length.
    Extent(Extent),
    /// Thousandths of the available width.
    Share(i64),
}

impl Default for Measure {
    fn default() -> Self {
        Self::Extent(Extent::ZERO)
    }
}

impl Measure {
    /// The length for an available width and a text size.
    #[must_use]
    pub fn at(self, room: Length, text_size: Length) -> Length {
        match self {
            Self::Extent(extent) => extent.at(text_size),
            Self::Share(milli) => room.scaled(milli, 1000),
        }
    }

    /// Whether this measure is larger than another for every available width and text size. False if the two have
    /// different units.
    #[must_use]
    pub fn is_surely_above(self, other: Self) -> bool {
        match (self, other) {
            (Self::Extent(Extent::Fixed(one)), Self::Extent(Extent::Fixed(other))) => one > other,
            (Self::Extent(Extent::Em(one)), Self::Extent(Extent::Em(other)))
            | (Self::Share(one), Self::Share(other)) => one > other,
            _ => false,
        }
    }

    /// Reads what [`Extent::parse`] reads, or `40%`.
    ///
    /// # Errors
    ///
    /// The reason why the text is not valid, in words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let Some(number) = text.strip_suffix('%') else {
            return Extent::parse(text).map(Self::Extent);
        };
        let millionths = millionths(number.trim()).ok_or("this is not a percentage")?;
        match i64::try_from(millionths / 100_000) {
            Ok(milli) if milli <= 1000 => Ok(Self::Share(milli)),
            _ => Err("a share is at most 100%"),
        }
    }
}

/// A number of at most five digits and six decimals, in millionths. `None` for any other text.
fn millionths(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let empty = whole.is_empty() && fraction.is_empty();
    if empty || !digits(whole) || !digits(fraction) || whole.len() > 5 || fraction.len() > 6 {
        return None;
    }
    format!("{whole}{fraction:0<6}").parse().ok()
}

/// A color in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Color {
    /// Red, from 0 to 255.
    pub red: u8,
    /// Green, from 0 to 255.
    pub green: u8,
    /// Blue, from 0 to 255.
    pub blue: u8,
}

/// The form in designs, `#0b4f8a`.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { red, green, blue } = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self {
        red: 0,
        green: 0,
        blue: 0,
    };

    /// White.
    pub const WHITE: Self = Self {
        red: 255,
        green: 255,
        blue: 255,
    };

    /// The color mixed with white, with the given thousandths of this color.
    #[must_use]
    pub fn tint(self, milli: u32) -> Self {
        let mix = |part: u8| {
            let mixed = (u32::from(part) * milli + 255 * (1000 - milli.min(1000)) + 500) / 1000;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self {
            red: mix(self.red),
            green: mix(self.green),
            blue: mix(self.blue),
        }
    }

    /// The color that results from printing this color over another in multiply mode (ISO 32000-1, 11.3.5.2).
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        let part = |one: u8, other: u8| {
            let product = (u32::from(one) * u32::from(other) + 127) / 255;
            u8::try_from(product).unwrap_or(u8::MAX)
        };
        Self {
            red: part(self.red, other.red),
            green: part(self.green, other.green),
            blue: part(self.blue, other.blue),
        }
    }

    /// Parses `#rrggbb`, or returns `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self {
            red: part(0)?,
            green: part(2)?,
            blue: part(4)?,
        })
    }

    /// The relative luminance, from 0 for black to 1 for white (WCAG 2.1).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let part = |value: u8| {
            let part = f64::from(value) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lengths_in_all_units() {
        let fixed = |milli| Ok(Extent::Fixed(Length::from_milli(milli)));
        assert_eq!(Extent::parse("0.6in"), fixed(43_200));
        assert_eq!(Extent::parse("18mm"), fixed(51_024));
        assert_eq!(Extent::parse("2.54cm"), fixed(72_000));
        assert_eq!(Extent::parse("9.25pt"), fixed(9_250));
        assert_eq!(Extent::parse(".5em"), Ok(Extent::Em(500)));
        assert_eq!(Extent::parse("0"), Ok(Extent::ZERO));
    }

    #[test]
    fn reads_shares() {
        assert_eq!(Measure::parse("12.5%"), Ok(Measure::Share(125)));
        assert!(Measure::parse("101%").is_err());
        assert!(Measure::parse("a%").is_err());
    }

    #[test]
    fn refuses_what_is_no_length() {
        for text in ["", "12", "pt", "-1pt", "1e3pt", "1,5pt", "999999pt", "1px"] {
            assert!(Extent::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn reads_colors() {
        let navy = Color::parse("#0f4C81").expect("a color");
        assert_eq!((navy.red, navy.green, navy.blue), (0x0f, 0x4c, 0x81));
        for text in ["0f4c81", "#fff", "#0f4c8g", "#é234"] {
            assert!(Color::parse(text).is_none(), "{text}");
        }
    }
}
