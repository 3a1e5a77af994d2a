//! Strings with a type for the JSON Schema only.
//!
//! A color, a length and the id of a figure are all strings in TOML. With these types the schema can say which one a
//! key expects, so that an editor completes and checks it. The program checks the string where it is resolved.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::spanned::Spanned;

/// The JSON Schema of a file that is deserialized as this type.
pub(crate) fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
}

/// A string of some type, with its source location.
#[derive(Clone, Debug)]
pub(crate) struct Written<K> {
    text: Spanned<String>,
    kind: PhantomData<K>,
}

/// A type of strings.
pub(crate) trait Kind {
    /// The JSON Schema of such a string.
    fn schema() -> Schema;
}

impl<K> Written<K> {
    /// The string with its source location.
    pub fn into_text(self) -> Spanned<String> {
        self.text
    }
}

impl<K> Deref for Written<K> {
    type Target = Spanned<String>;

    fn deref(&self) -> &Self::Target {
        &self.text
    }
}

impl<'de, K> Deserialize<'de> for Written<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            text: Spanned::deserialize(deserializer)?,
            kind: PhantomData,
        })
    }
}

impl<K: Kind> JsonSchema for Written<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        K::schema()
    }
}

/// Types of strings with their JSON Schema.
macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident $schema:tt)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name;

        impl Kind for $name {
            fn schema() -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

kinds! {
    /// A length that may depend on the text size.
    Length { "type": "string", "pattern": r"^(0| *(\d+\.?\d*|\.\d+) *(in|mm|cm|pt|em))$" }
    /// The space between letters.
    Tracking { "type": "string", "pattern": r"^(0|-?(\d+\.?\d*|\.\d+) *em)$" }
    /// A length, or a percentage of the available space.
    Measure { "type": "string", "pattern": r"^(0| *(\d+\.?\d*|\.\d+) *(in|mm|cm|pt|em|%))$" }
    /// A length that does not depend on the text size.
    FixedLength { "type": "string", "pattern": r"^(0| *(\d+\.?\d*|\.\d+) *(in|mm|cm|pt))$" }
    /// A color or the name of a color.
    Color { "type": "string", "pattern": "^(#[0-9a-fA-F]{6}|[^#].*)$" }
    /// A color in hexadecimal form.
    OwnColor { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" }
    /// The name of a font in the design.
    FontName { "type": "string" }
    /// The path of a font file in the project.
    FontPath { "type": "string" }
    /// The name of a design.
    DesignName { "type": "string", "x-known": "designs" }
    /// The name of a new level.
    NewLevel { "type": "string", "pattern": "^[a-z][a-z0-9_]*$" }
    /// The name of a level.
    LevelName { "type": "string", "x-known": "levels", "pattern": "^[a-z][a-z0-9_]*$" }
    /// The name of a folder with text.
    WordsName { "type": "string", "pattern": "^[a-z0-9-]+$" }
    /// A language tag.
    LanguageTag { "type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$" }
    /// The code of a jurisdiction.
    JurisdictionCode { "type": "string", "pattern": "^[A-Z0-9]{1,12}$" }
    /// The code of a currency.
    CurrencyCode { "type": "string", "pattern": "^[A-Z]{3}$" }
    /// The name of a scale.
    ScaleName { "enum": ["thousand", "million", "billion"] }
    /// The id of a new figure.
    NewFigure { "type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$" }
    /// The id of a new list, or the key of a field in its rows.
    NewList { "type": "string", "pattern": "^[a-z][a-z0-9_]*$" }
    /// The id of a figure of the same area, or of a field of a list.
    PartName { "type": "string", "x-known": "parts", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$" }
    /// The id of a figure of any area and year.
    AnyFigureName { "type": "string", "x-known": "any-figures", "pattern": r"^((previous|y[0-9]{4})\.)?((national|within)\.)?[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$" }
}
