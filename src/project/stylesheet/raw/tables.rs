//! Tables as they are written.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::{
    FigureStyle, Kind, Length, Link, OrWord, PageColumn, Rule, TextStyles, Type, Underline, Word,
    WordOr, style,
};
use crate::project::spanned::Spanned;
use crate::project::stylesheet::TableWidth;
use crate::project::written::{Color, FontName, Measure, Written};

/// How tables look.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Table {
    /// Where on the page they go.
    pub place: Option<Spanned<PageColumn>>,
    /// How wide they are.
    pub width: Option<TableWidth>,
    /// The widths of columns: a list for tables of two columns, another for tables of three, and so on.
    #[serde(default)]
    pub columns: Vec<Spanned<Vec<Spanned<ColumnWidth>>>>,
    /// The header row.
    #[serde(default)]
    pub head: Head,
    /// The other rows.
    #[serde(default)]
    pub cell: Cell,
    /// The total rows, whose first cells end in {.total}. They look like bold words in other rows.
    #[serde(default)]
    pub total: Total,
    /// The least space above.
    pub space_above: Option<Written<Length>>,
    /// The least space below.
    pub space_below: Option<Written<Length>>,
    /// The space at the sides of a cell's text.
    pub padding_x: Option<Written<Length>>,
    /// The space at the left of the first cell's text and at the right of the last cell's. When left out: padding_x with
    /// a background, none without.
    pub padding_edge: Option<Written<Length>>,
    /// The space above and below a cell's text.
    pub padding_y: Option<Written<Length>>,
    /// The rule between two rows.
    pub rule: Option<Rule>,
    /// The rule under the header row.
    pub head_rule: Option<Rule>,
    /// The rule above the first row and under the last.
    pub edge_rule: Option<Rule>,
    /// The tables that the words name.
    #[serde(skip)]
    pub named: Vec<(Word, Table)>,
}

style!(
    /// How the header row of tables looks.
    Head {
        /// The color behind it.
        background: Option<Written<Color>>,
    }
);

style!(
    /// How the rows of tables look.
    Cell {}
);

style!(
    /// How the total rows of tables look.
    Total {
        /// The color behind it.
        background: Option<Written<Color>>,
        /// The rule between it and other rows.
        rule: Option<Rule>,
    }
);

/// `"auto"`, a width, or limits for what the content wants.
pub(in crate::project::stylesheet) type ColumnWidth = WordOr<Limits>;

/// As wide as its content, within limits.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Limits {
    /// No narrower than this.
    pub min: Option<Written<Measure>>,
    /// No wider than this.
    pub max: Option<Written<Measure>>,
}

impl OrWord for Limits {
    const EXPECTED: &'static str = r#""auto", a width, or { min = "…", max = "…" }"#;

    fn word() -> Schema {
        json_schema!({ "anyOf": [{ "const": "auto" }, Measure::schema()] })
    }
}

/// The schema of `[styles.table]`: besides its keys it has tables of the same keys, by name.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = Table::json_schema(generator);
    let named = generator.subschema_for::<Table>();
    schema.insert("additionalProperties".to_owned(), named.into());
    schema
}
