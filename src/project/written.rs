//! Texts of which schemas say what they are to be, so that an editor can say it, too. What is wrong with one
//! is found when it is looked up.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::spanned::Spanned;

/// The schema of a file that serde reads as this type.
pub(crate) fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
}

/// A text that is to be of a kind, and its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct Written<K> {
    text: Spanned<String>,
    kind: PhantomData<K>,
}

/// What a text is to be.
pub(crate) trait Kind {
    /// What a schema says of it.
    fn schema() -> Schema;
}

impl<K> Written<K> {
    /// The text and its place, whatever it is to be.
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

/// Kinds of texts, each with what a schema says of it.
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
    /// A length, or a share of the room.
    Measure { "type": "string", "pattern": r"^(0| *(\d+\.?\d*|\.\d+) *(in|mm|cm|pt|em|%))$" }
    /// A length that does not depend on the text size.
    FixedLength { "type": "string", "pattern": r"^(0| *(\d+\.?\d*|\.\d+) *(in|mm|cm|pt))$" }
    /// A color, or the name of one.
    Color { "type": "string", "pattern": "^(#[0-9a-fA-F]{6}|[^#].*)$" }
    /// A color itself.
    OwnColor { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" }
    /// The name of a font of the design.
    FontName { "type": "string" }
    /// The path of a font in the project.
    FontPath { "type": "string" }
    /// The name of a design.
    DesignName { "type": "string", "x-known": "designs" }
    /// The name of a folder with words.
    WordsName { "type": "string", "pattern": "^[a-z0-9-]+$" }
    /// A tag of a language.
    LanguageTag { "type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$" }
    /// The code of a jurisdiction.
    JurisdictionCode { "type": "string", "pattern": "^[A-Z0-9]{1,12}$" }
    /// The id of a figure that is declared.
    NewFigure { "type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$" }
    /// The id of a figure that a rule names, of the same scope.
    FigureName { "type": "string", "x-known": "figures", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$" }
    /// The id of a figure that a rule names, of any scope.
    AnyFigureName { "type": "string", "x-known": "any-figures", "pattern": r"^(national\.)?[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$" }
}
