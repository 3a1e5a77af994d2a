//! The dictionary as TOML, before ids are looked up. The comments on keys are the descriptions that editors show.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::project::kind::Kind;
use crate::project::localized::RawLocalized;
use crate::project::spanned::Spanned;
use crate::project::written::{
    AnyFigureName, CurrencyCode, LevelName, NewFigure, NewList, PartName, ScaleName, Written,
};

/// The dictionary: every figure, and the rules it must obey.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Dictionary")]
pub(super) struct Raw {
    /// A figure.
    #[serde(default)]
    pub figure: Vec<RawFigure>,
    /// A list: records of which each place has as many as it has.
    #[serde(default)]
    pub list: Vec<RawList>,
}

/// A list of records, such as the industries of a place.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "List")]
pub(super) struct RawList {
    /// The name in data files and in the text, such as "industries".
    pub id: Written<NewList>,
    /// The label, by language.
    pub label: Spanned<RawLocalized>,
    /// The levels of the areas that have the list: each jurisdiction, the nation, or both.
    #[serde(rename = "in")]
    pub levels: Spanned<Vec<Written<LevelName>>>,
    /// Whether a file may omit the list.
    #[serde(default)]
    pub optional: bool,
    /// The field in which no two rows may be alike, such as "name".
    pub key: Option<Spanned<String>>,
    /// A field of each row.
    #[serde(default)]
    pub field: Vec<RawField>,
}

/// A field of a list: a value that each row has.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Field")]
pub(super) struct RawField {
    /// The key in the rows of data files and in the text, such as "employees".
    pub id: Written<NewList>,
    /// The label, by language.
    pub label: Spanned<RawLocalized>,
    /// The kind of its values.
    pub kind: Kind,
    /// The number of decimals that are printed, as for a figure.
    #[schemars(with = "Option<u8>", range(max = 9))]
    pub decimals: Option<Spanned<i64>>,
    /// Whether numbers below 0 are accepted, and percentages above 100: for changes.
    #[schemars(with = "Option<bool>")]
    pub signed: Option<Spanned<bool>>,
    /// The currency of `money` by its code in ISO 4217, such as "USD".
    pub currency: Option<Written<CurrencyCode>>,
    /// The unit in which large numbers are printed, as "million" in "336.4 million". Data files have the whole number.
    pub scale: Option<Written<ScaleName>>,
    /// The unit of a `number`, by language.
    pub unit: Option<Spanned<RawLocalized>>,
    /// Whether a row may omit the field.
    #[serde(default)]
    pub optional: bool,
}

/// A figure, and the rules it must obey.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Figure")]
pub(super) struct RawFigure {
    /// The path in data files and in the text, such as "missing.total".
    pub id: Written<NewFigure>,
    /// The label, by language.
    pub label: Spanned<RawLocalized>,
    /// The kind of its numbers.
    pub kind: Kind,
    /// The number of decimals that are printed, as in `decimals = 1` for 3.0. For `number`, `money` and `percent`, and
    /// for a `count` with a `scale`.
    #[schemars(with = "Option<u8>", range(max = 9))]
    pub decimals: Option<Spanned<i64>>,
    /// Whether numbers below 0 are accepted, and percentages above 100: for changes.
    #[schemars(with = "Option<bool>")]
    pub signed: Option<Spanned<bool>>,
    /// The currency of `money` by its code in ISO 4217, such as "USD".
    pub currency: Option<Written<CurrencyCode>>,
    /// The unit in which large numbers are printed, as "million" in "336.4 million". Data files have the whole number.
    pub scale: Option<Written<ScaleName>>,
    /// The unit of a `number`, by language: "minutes", "per 1,000 residents". Charts, data and alternative texts have it.
    pub unit: Option<Spanned<RawLocalized>>,
    /// The formula of a figure that no file gives, such as "share(cases.closed, cases.all)".
    pub computed: Option<Spanned<String>>,
    /// The levels of the areas that have the figure: each jurisdiction, the nation, or both.
    #[serde(rename = "in")]
    pub levels: Spanned<Vec<Written<LevelName>>>,
    /// The parts that add up to this figure: figures, or a field of a list, of which all rows are added.
    #[serde(default = "no_parts")]
    #[schemars(with = "Option<Vec<Written<PartName>>>")]
    pub sum_of: Spanned<Vec<Spanned<String>>>,
    /// The largest difference between the figure and the sum of its parts, as in `tolerance = 0.1` for rounded parts.
    pub tolerance: Option<Spanned<RawNumber>>,
    /// The figure that this one may not exceed.
    pub part_of: Option<Written<AnyFigureName>>,
    /// The lower bound: a number or a figure.
    pub at_least: Option<Spanned<RawBound>>,
    /// The upper bound: a number or a figure.
    pub at_most: Option<Spanned<RawBound>>,
    /// Whether a file may omit the figure.
    #[serde(default)]
    pub optional: bool,
    /// The levels in which the figure is to be printed; all of them when omitted.
    pub printed: Option<Spanned<Vec<Written<LevelName>>>>,
    /// Suppresses the warning about a number that is the same as last year's.
    #[serde(default)]
    pub may_be_unchanged: bool,
    /// The change between two years above which `factsheet diff` flags the figure: in percent, or in points for a
    /// percentage.
    pub jump: Option<Spanned<RawJump>>,
    /// The years from which on the figure was counted differently, oldest first. Guards and charts do not compare
    /// numbers on the two sides of such a year.
    #[serde(default)]
    #[schemars(with = "Vec<u16>", inner(range(min = 1000, max = 9999)))]
    pub breaks: Vec<Spanned<i64>>,
}

/// A jump: one limit, or a limit with a smallest absolute change.
pub(super) enum RawJump {
    Over(RawNumber),
    Both(RawLimits),
}

impl<'de> Deserialize<'de> for RawJump {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = RawJump;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0, or { percent = …, least = … }")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(RawJump::Over(RawNumber(number.to_string())))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(RawJump::Over(RawNumber(number.to_string())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                RawLimits::deserialize(MapAccessDeserializer::new(map)).map(RawJump::Both)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for RawJump {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Jump".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = generator.subschema_for::<RawNumber>();
        let limits = generator.subschema_for::<RawLimits>();
        json_schema!({ "anyOf": [number, limits] })
    }
}

/// The limits above which a change is flagged.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Limits")]
pub(super) struct RawLimits {
    /// The change to exceed, in percent; for a percentage, in points.
    pub percent: Spanned<RawNumber>,
    /// The smallest absolute change to flag.
    pub least: Option<Spanned<RawNumber>>,
}

/// The absent sum, at an empty range.
pub(super) fn no_parts() -> Spanned<Vec<Spanned<String>>> {
    Spanned::new(0..0, Vec::new())
}

impl RawFigure {
    pub fn has_empty_sum(&self) -> bool {
        self.sum_of.get_ref().is_empty() && self.sum_of.span() != (0..0)
    }
}

/// A number as written.
pub(super) struct RawNumber(pub String);

impl<'de> Deserialize<'de> for RawNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;

        impl Visitor<'_> for Digits {
            type Value = RawNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(RawNumber(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(RawNumber(number.to_string()))
            }
        }

        deserializer.deserialize_any(Digits)
    }
}

impl JsonSchema for RawNumber {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0 })
    }
}

pub(super) enum RawBound {
    Number(String),
    Figure(String),
}

impl<'de> Deserialize<'de> for RawBound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = RawBound;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or the id of a figure")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(RawBound::Number(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(RawBound::Number(number.to_string()))
            }

            fn visit_str<E>(self, id: &str) -> Result<Self::Value, E> {
                Ok(RawBound::Figure(id.to_owned()))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for RawBound {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Bound".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let figure = generator.subschema_for::<Written<AnyFigureName>>();
        json_schema!({ "anyOf": [{ "type": "number" }, figure] })
    }
}
