//! Sections side by side, and what is drawn in them, as it is written.

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::{
    Align, FigureStyle, Kind, Length, Link, OrWord, PageColumn, Rule, TextStyles, Type, TypeKeys,
    Underline, Word, WordOr, style,
};
use crate::project::spanned::Spanned;
use crate::project::stylesheet::{Callouts, HeadingPlace, SectionPlace};
use crate::project::written::{Color, FixedLength, FontName, Tracking, Written};

/// The columns that sections stand side by side in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Grid {
    /// How many columns the room has.
    #[schemars(with = "std::num::NonZeroU8")]
    pub columns: Spanned<i64>,
    /// The space between two columns.
    pub gap: Option<Written<Length>>,
}

/// The style of a section: a heading of level 1 or 2 and everything up to the next.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Section {
    /// Whether it is shown.
    pub shown: Option<bool>,
    /// How many columns of the grid it takes; all when left out.
    #[schemars(with = "Option<std::num::NonZeroU8>")]
    pub span: Option<Spanned<i64>>,
    /// The shares of the columns in it, from left to right: [2, 1] is two columns, the first twice as wide.
    #[schemars(with = "Vec<std::num::NonZeroU16>")]
    #[serde(default)]
    pub columns: Vec<Spanned<i64>>,
    /// The space between its columns, and between what stands in them.
    pub gap: Option<Written<Length>>,
    /// The place of callouts.
    #[serde(default)]
    pub callouts: Callouts,
    /// Where on its page it stands.
    #[serde(default)]
    pub place: SectionPlace,
    /// Whether all of it stays on one page.
    pub keep: Option<bool>,
    /// Whether its first callout is the hero, which [styles.hero] says the look of. A design has one.
    pub hero: Option<Spanned<bool>>,
    /// How its text differs from the running text.
    pub text: Option<SectionText>,
    /// How its heading differs from others.
    pub heading: Option<SectionHeading>,
    /// The color behind it.
    pub background: Option<Written<Color>>,
    /// A line around it.
    pub border: Option<Border>,
    /// The space inside its edge: a length, or { x = "…", y = "…" }.
    pub padding: Option<Spanned<Padding>>,
    /// The radius of its corners.
    pub radius: Option<Written<FixedLength>>,
    /// The least space above.
    pub space_above: Option<Written<Length>>,
    /// The least space below.
    pub space_below: Option<Written<Length>>,
}

style!(
    /// How the text of a section differs from the running text.
    SectionText {}
);

style!(
    /// How the heading of a section differs from others.
    SectionHeading {
        /// Where it stands.
        #[serde(default)] place: HeadingPlace,
    }
);

/// A line around something.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Border {
    /// How thick it is.
    pub width: Written<FixedLength>,
    /// Its color; black when left out.
    pub color: Option<Written<Color>>,
}

/// The space inside an edge: one for all sides, or two.
pub(in crate::project::stylesheet) type Padding = WordOr<Sides>;

/// The space at the sides, and above and below.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Sides {
    /// At the left and at the right.
    pub x: Option<Written<Length>>,
    /// Above and below.
    pub y: Option<Written<Length>>,
}

impl OrWord for Sides {
    const EXPECTED: &'static str = r#"a length, or { x = "…", y = "…" }"#;

    fn word() -> Schema {
        Length::schema()
    }
}

/// The keys about what is around something.
pub(in crate::project::stylesheet) struct Boxed<'a> {
    pub background: Option<&'a Word>,
    pub border: Option<&'a Border>,
    pub padding: Option<&'a Spanned<Padding>>,
    pub radius: Option<&'a Word>,
}

/// The keys about what is around something that has them. (`flatten` would lose the places.)
macro_rules! boxed {
    ($own:expr) => {
        Boxed {
            background: $own.background.as_deref(),
            border: $own.border.as_ref(),
            padding: $own.padding.as_ref(),
            radius: $own.radius.as_deref(),
        }
    };
}

impl Section {
    /// Whether it is set like any text: a variant shows again what its base leaves out, and `place` and `keep` are about pages alone.
    pub fn is_plain(&self) -> bool {
        let Self {
            shown,
            span,
            columns,
            gap,
            callouts,
            place: _,
            keep: _,
            hero,
            text,
            heading,
            background,
            border,
            padding,
            radius,
            space_above,
            space_below,
        } = self;
        let has_type = text.is_some() || heading.is_some();
        let has_box =
            background.is_some() || border.is_some() || padding.is_some() || radius.is_some();
        let has_room = span.is_some() || !columns.is_empty() || gap.is_some();
        let has_space = space_above.is_some() || space_below.is_some();
        *shown != Some(false)
            && *callouts == Callouts::default()
            && !(has_type || has_box || has_room || has_space || hero.is_some())
    }

    /// The keys about what is around it.
    pub fn boxed(&self) -> Boxed<'_> {
        boxed!(self)
    }
}

style!(
    /// How callouts look that are lifted out of the text.
    Card {
        /// What the number changes, which stands on a line of its own.
        figure: Option<CardFigure>,
        /// What the context line changes: the sentence or line in *emphasis* right after the callout.
        context: Option<Type>,
        /// Where on the page callouts go that are in no section with a style; they stay in the text when left out.
        place: Option<Spanned<PageColumn>>,
        /// The color behind it.
        background: Option<Written<Color>>,
        /// A line around it.
        border: Option<Border>,
        /// The space inside its edge: a length, or { x = "…", y = "…" }.
        padding: Option<Spanned<Padding>>,
        /// The radius of its corners.
        radius: Option<Written<FixedLength>>,
        /// A rule along its upper edge.
        rule_above: Option<Rule>,
        /// The space above and below the number.
        gap: Option<Written<Length>>,
        /// The space between a card and what is around it.
        space: Option<Written<Length>>,
    }
);

/// How the number of a card differs from the words around it.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct CardFigure {
    /// A name from `[fonts]`.
    pub font: Option<Written<FontName>>,
    /// The size of the type.
    pub size: Option<Written<Length>>,
    /// The smallest size, for numbers that are too wide for their card. All cards of a row shrink alike.
    pub min_size: Option<Written<Length>>,
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

impl CardFigure {
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

impl Card {
    /// The keys about what is around it.
    pub fn boxed(&self) -> Boxed<'_> {
        boxed!(self)
    }
}

style!(
    /// How charts look. The type is that of their labels.
    Chart {
        /// Whether they are set at all.
        shown: Option<bool>,
        /// What the numbers change.
        value: Option<Type>,
        /// The changes of the type for titles, which have the font of strong text.
        title: Option<Type>,
        /// The changes of the type for notes.
        note: Option<Type>,
        /// The color of the place's marks, from which tints are mixed.
        fill: Option<Written<Color>>,
        /// The color of the marks of the place that it is within; by default that of `fill`.
        within: Option<Written<Color>>,
        /// The color of the nation's marks; by default that of `fill`.
        national: Option<Written<Color>>,
        /// The colors of further series of the place; by default that of labels.
        #[serde(default)]
        further: Vec<Written<Color>>,
        /// The color of lines of scales and of marks in the background; by default a tint of that of labels.
        grid: Option<Written<Color>>,
        /// The thickness of bars.
        bar: Option<Written<Length>>,
        /// The space between two bars, and between the drawing, its title and its note.
        gap: Option<Written<Length>>,
        /// The height of the area of lines; that of dots is half of it.
        height: Option<Written<Length>>,
        /// The least space above.
        space_above: Option<Written<Length>>,
        /// The least space below.
        space_below: Option<Written<Length>>,
    }
);

/// How pictures stand.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Picture {
    /// Whether they are set at all.
    pub shown: Option<bool>,
    /// How high they are; less where the room is not wide enough.
    pub height: Option<Written<Length>>,
    /// The alignment.
    #[serde(default)]
    pub align: Align,
    /// The least space above.
    pub space_above: Option<Written<Length>>,
    /// The least space below.
    pub space_below: Option<Written<Length>>,
}

style!(
    /// How QR codes look. The type is that of the address beside them.
    Qr {
        /// Whether they are set at all.
        shown: Option<bool>,
        /// How wide and high the code is, with the free space around it that it needs.
        side: Option<Written<Length>>,
        /// Whether the address stands beside the code. Without it the code itself is the link.
        address: Option<bool>,
        /// The space between the code and its address.
        gap: Option<Written<Length>>,
        /// The least space above.
        space_above: Option<Written<Length>>,
        /// The least space below.
        space_below: Option<Written<Length>>,
    }
);
