//! A design as it is written.

mod footnotes;
mod sections;
mod tables;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::paper::PAPER_SIZES;
use super::{Align, FigureStyle, MarkForm, PageColumn};
use crate::project::spanned::Spanned;
use crate::project::written::{
    Color, DesignName, FixedLength, FontName, FontPath, Kind, Length, LevelName, OwnColor,
    Tracking, WordsName, Written,
};
pub(super) use footnotes::{Footnote, Footnotes};
pub(super) use sections::{
    Boxed, Card, Chart, Grid, Padding, Picture, Qr, Section, SectionHeading,
};
pub(super) use tables::{ColumnWidth, Limits, Table};

/// A text and its place in the file.
pub(super) type Word = Spanned<String>;

/// A design: paper, fonts, sizes and colors. It has no words.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Sheet")]
pub(super) struct DesignToml {
    /// Another design that this one is a variant of. What it does not say is as in that one.
    #[serde(rename = "extends")]
    pub _extends: Option<Written<DesignName>>,
    /// A folder in layouts/copy with words of this design's own, in the place of those of all designs.
    pub words: Option<Written<WordsName>>,
    /// The levels of the areas whose sheets have this design, such as ["county"]; all of them when omitted.
    pub levels: Option<Spanned<Vec<Written<LevelName>>>>,
    /// The paper and its margins.
    pub page: Page,
    /// The rule for fitting the text.
    pub fit: Spanned<Fit>,
    /// The fonts: names, and paths of files in the project, each one static TrueType or OpenType font (.ttf or .otf).
    /// The first is used where no style says another.
    pub fonts: Spanned<BTreeMap<Word, Written<FontPath>>>,
    /// Names of colors.
    #[serde(default)]
    pub colors: BTreeMap<Word, Written<OwnColor>>,
    /// The styles of each kind of block.
    pub styles: Styles,
    /// Where footnotes stand.
    #[serde(default)]
    pub notes: Footnotes,
    /// The columns that sections stand side by side in.
    pub grid: Option<Grid>,
    /// How sections stand, by the names that their headings give them: {.name} at the end of a heading.
    #[serde(default)]
    pub sections: BTreeMap<Word, Section>,
}

/// The paper and its margins.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// The name of a size, or a width and a height.
    pub size: Spanned<PaperSize>,
    /// Whether the paper lies on its side.
    #[serde(default)]
    pub landscape: bool,
    /// Whether it is printed on both sides: on every second page the margins at left and right change places.
    #[serde(default)]
    pub two_sided: bool,
    /// The color of the whole page, a light one; none when left out.
    pub background: Option<Written<Color>>,
    /// The margins, in which header and footer stand.
    pub margin: Spanned<Margin>,
    /// The form of the word DRAFT or SAMPLE on sheets that are not final: "filled" across the page, its "outline" across
    /// the page, or along the "margin" at left and right; "filled" when left out. Samples are never marked in the margin
    /// alone.
    pub mark: Option<Spanned<MarkForm>>,
    /// The most space that is added between two sections of a page with room left; none when left out.
    pub spread: Option<Written<Length>>,
    /// A column at the left of the text, for styles with place = "side".
    pub side: Option<Side>,
}

/// A word or a table.
pub(super) enum WordOr<T> {
    Word(String),
    Table(T),
}

/// A table in whose place a word can stand.
pub(super) trait OrWord {
    /// What is expected, for messages.
    const EXPECTED: &'static str;

    /// What a schema says of the word.
    fn word() -> Schema;
}

impl<'de, T: Deserialize<'de> + OrWord> Deserialize<'de> for WordOr<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + OrWord> serde::de::Visitor<'de> for Either<T> {
            type Value = WordOr<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_str<E>(self, word: &str) -> Result<Self::Value, E> {
                Ok(WordOr::Word(word.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<Self::Value, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                T::deserialize(map).map(WordOr::Table)
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<T: JsonSchema + OrWord> JsonSchema for WordOr<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}OrWord", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [T::word(), generator.subschema_for::<T>()] })
    }
}

/// The name of a size, or a width and a height.
pub(super) type PaperSize = WordOr<Measured>;

/// A width and a height.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Measured {
    /// From left to right.
    pub width: Written<FixedLength>,
    /// From top to bottom.
    pub height: Written<FixedLength>,
}

impl OrWord for Measured {
    const EXPECTED: &'static str = r#"the name of a paper size, or { width = "…", height = "…" }"#;

    fn word() -> Schema {
        json_schema!({ "enum": PAPER_SIZES.map(|(name, ..)| name) })
    }
}

/// The margins of the page.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Margin {
    /// Above the text. The header stands in it.
    pub top: Written<FixedLength>,
    /// At its right.
    pub right: Written<FixedLength>,
    /// Below it. The footer stands in it.
    pub bottom: Written<FixedLength>,
    /// At its left.
    pub left: Written<FixedLength>,
}

/// A column at the left of the text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Side {
    /// How wide it is.
    pub width: Written<FixedLength>,
    /// The space between it and the text.
    pub gap: Written<FixedLength>,
}

/// The rule for fitting the text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Fit {
    /// The most pages that a sheet may take; any number when left out.
    #[schemars(with = "Option<std::num::NonZeroU64>")]
    pub pages: Option<Spanned<i64>>,
    /// The text size is the largest of these at which the sheet takes no more pages.
    pub text: Spanned<TextSizes>,
}

/// The smallest and the largest text size.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TextSizes {
    /// The smallest, from 4pt.
    pub min: Written<FixedLength>,
    /// The largest, up to 72pt.
    pub max: Written<FixedLength>,
    /// Whether all places have the same text size: the smallest that one of them needs.
    #[serde(default)]
    pub common: bool,
}

/// How each kind of block looks. All start from the running text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Styles {
    /// The running text.
    pub text: Style,
    /// The opening paragraph: the first one after the title. It looks like the running text except where it says
    /// otherwise.
    pub lead: Option<Style>,
    /// Headings of level 1.
    pub h1: Option<Style>,
    /// Headings of level 2.
    pub h2: Option<Style>,
    /// Headings of level 3.
    pub h3: Option<Style>,
    /// Headings of level 4.
    pub h4: Option<Style>,
    /// Headings of level 5.
    pub h5: Option<Style>,
    /// Headings of level 6.
    pub h6: Option<Style>,
    /// Tables. Those that the words name differ by their own keys: `[styles.table.NAME]`.
    #[serde(default)]
    #[schemars(schema_with = "tables::schema")]
    pub table: Table,
    /// Lists.
    #[serde(default)]
    pub list: List,
    /// Notes, which begin with > in the words.
    #[serde(default)]
    pub note: Note,
    /// Footnotes, which the words call as `[^1]`.
    #[serde(default)]
    pub footnote: Footnote,
    /// A line across, which is --- in the words.
    #[serde(default, rename = "break")]
    pub thematic_break: Break,
    /// Callouts that are lifted out of the text.
    #[serde(default)]
    pub card: Card,
    /// The hero: the first callout of the section with `hero = true`. It looks like other cards except where it says
    /// otherwise, and its number is twice as large.
    #[serde(default)]
    pub hero: Card,
    /// Charts.
    #[serde(default)]
    pub chart: Chart,
    /// Pictures.
    #[serde(default)]
    pub picture: Picture,
    /// QR codes, with their address beside them.
    #[serde(default)]
    pub qr: Qr,
    /// What stands above the text of each page.
    #[serde(default)]
    pub header: Margins,
    /// What stands below it.
    #[serde(default)]
    pub footer: Margins,
}

/// How some words differ from the text around them.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Type {
    /// A name from `[fonts]`.
    pub font: Option<Written<FontName>>,
    /// The size of the type.
    pub size: Option<Written<Length>>,
    /// From one baseline to the next.
    pub leading: Option<Written<Length>>,
    /// The color of the type.
    pub color: Option<Written<Color>>,
    /// Which digits the font is asked for.
    pub figures: Option<FigureStyle>,
    /// The space that is added after each letter, in parts of the type size: "0.05em".
    pub tracking: Option<Written<Tracking>>,
    /// A line under the words, in their color.
    pub underline: Option<Spanned<Underline>>,
}

/// The keys about type of words that differ from the text around them.
#[derive(Clone, Copy, Default)]
pub(super) struct TypeKeys<'a> {
    pub font: Option<&'a Word>,
    pub size: Option<&'a Word>,
    pub leading: Option<&'a Word>,
    pub color: Option<&'a Word>,
    pub figures: Option<FigureStyle>,
    pub tracking: Option<&'a Word>,
    pub underline: Option<&'a Spanned<Underline>>,
}

impl Type {
    /// The keys about type.
    pub fn type_keys(&self) -> TypeKeys<'_> {
        TypeKeys {
            font: self.font.as_deref(),
            size: self.size.as_deref(),
            leading: self.leading.as_deref(),
            color: self.color.as_deref(),
            figures: self.figures,
            tracking: self.tracking.as_deref(),
            underline: self.underline.as_ref(),
        }
    }
}

/// A line under words.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Underline {
    /// How thick it is.
    pub width: Written<FixedLength>,
    /// The space between it and the baseline.
    pub gap: Option<Written<Length>>,
}

/// How links look, which are always underlined.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    /// The color of the type.
    pub color: Written<Color>,
}

/// The same keys in every style that sets lines. (`flatten` would lose the places.)
macro_rules! style {
    ($(#[$doc:meta])* $name:ident { $($(#[$meta:meta])* $key:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Deserialize, Default, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(in crate::project::stylesheet) struct $name {
            /// A name from `[fonts]`.
            pub font: Option<Written<FontName>>,
            /// The size of the type.
            pub size: Option<Written<Length>>,
            /// The color of the type.
            pub color: Option<Written<Color>>,
            /// Which digits the font is asked for.
            pub figures: Option<FigureStyle>,
            /// The space that is added after each letter, in parts of the type size: "0.05em".
            pub tracking: Option<Written<$crate::project::written::Tracking>>,
            /// A line under the words, in their color.
            pub underline: Option<Spanned<Underline>>,
            /// From one baseline to the next.
            pub leading: Option<Written<Length>>,
            /// What bold words change.
            pub strong: Option<Type>,
            /// What emphasized words change.
            pub emphasis: Option<Type>,
            /// What words change that are both.
            pub strong_emphasis: Option<Type>,
            /// What links change.
            pub link: Option<Link>,
            $($(#[$meta])* pub $key: $type),*
        }

        impl $name {
            /// The keys about type.
            pub(in crate::project::stylesheet) fn looks(&self) -> TextStyles<'_> {
                TextStyles {
                    font: self.font.as_deref(),
                    size: self.size.as_deref(),
                    color: self.color.as_deref(),
                    figures: self.figures,
                    tracking: self.tracking.as_deref(),
                    underline: self.underline.as_ref(),
                    leading: self.leading.as_deref(),
                    strong: self.strong.as_ref(),
                    emphasis: self.emphasis.as_ref(),
                    strong_emphasis: self.strong_emphasis.as_ref(),
                    link: self.link.as_ref(),
                }
            }
        }
    };
}
use style;

/// The keys about type of any style.
pub(super) struct TextStyles<'a> {
    pub font: Option<&'a Word>,
    pub size: Option<&'a Word>,
    pub color: Option<&'a Word>,
    pub figures: Option<FigureStyle>,
    pub tracking: Option<&'a Word>,
    pub underline: Option<&'a Spanned<Underline>>,
    pub leading: Option<&'a Word>,
    pub strong: Option<&'a Type>,
    pub emphasis: Option<&'a Type>,
    pub strong_emphasis: Option<&'a Type>,
    pub link: Option<&'a Link>,
}

style!(
    /// How paragraphs or headings look.
    Style {
        /// The least space above. Between two blocks the larger space counts.
        space_above: Option<Written<Length>>,
        /// The least space below.
        space_below: Option<Written<Length>>,
        /// The alignment of lines.
        #[serde(default)] align: Align,
        /// Where on the page it goes.
        #[serde(default)] place: Option<Spanned<PageColumn>>,
        /// A rule above it.
        rule_above: Option<Rule>,
        /// A rule below it.
        rule_below: Option<Rule>,
        /// The longest line; as long as the column when left out.
        max_width: Option<Written<Length>>,
    }
);

style!(
    /// How notes look.
    Note {
        /// The least space above.
        space_above: Option<Written<Length>>,
        /// The least space below.
        space_below: Option<Written<Length>>,
        /// How far they are set in.
        indent: Option<Written<Length>>,
        /// A bar at their left.
        bar: Option<Rule>,
    }
);

style!(
    /// How a header or footer looks.
    Margins {
        /// From the edge of the paper; in the middle of the margin when left out.
        offset: Option<Written<Length>>,
        /// A rule between it and the text.
        rule: Option<Rule>,
    }
);

/// How lists look.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// The least space above and below.
    pub space: Option<Written<Length>>,
    /// The space between two items.
    pub item_space: Option<Written<Length>>,
    /// How far items are set in.
    pub indent: Option<Written<Length>>,
    /// The space between a bullet or number and its item.
    pub marker_gap: Option<Written<Length>>,
    /// What stands before items without a number.
    pub bullet: Option<Word>,
}

/// How a line across looks.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Break {
    /// The least space above and below.
    pub space: Option<Written<Length>>,
    /// The line.
    pub rule: Option<Rule>,
}

/// A line.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    /// How thick it is.
    pub width: Written<FixedLength>,
    /// Its color; black when left out.
    pub color: Option<Written<Color>>,
    /// The space between it and the text.
    pub gap: Option<Written<Length>>,
}
