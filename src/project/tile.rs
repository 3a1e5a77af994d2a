//! The position of a place on a map of equal squares.
//!
//! On such a map each place is one square, so that a small state is seen as well as a large one. There is no formula for
//! a good arrangement: people place the squares by hand, where a reader looks for them. So the position is data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::spanned::Spanned;
use crate::diagnostic::{Code, Diagnostic, Span};

/// The last column, and the last row.
const LAST: u8 = 40;

/// A square of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// The column from the left, from 0 to 40.
    pub column: u8,
    /// The row from the top, from 0 to 40.
    pub row: u8,
    /// The source location.
    pub span: Span,
}

/// A square as it is written: `[column, row]`.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct TileToml(Spanned<Vec<Spanned<i64>>>);

impl JsonSchema for TileToml {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Tile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": { "type": "integer", "minimum": 0, "maximum": LAST },
            "minItems": 2,
            "maxItems": 2,
        })
    }
}

impl Tile {
    /// The tile that is written, or its error.
    pub(super) fn resolve(raw: &TileToml) -> Result<Self, Diagnostic> {
        let numbers = raw.0.get_ref();
        let span = raw.0.span().into();
        let [column, row] = numbers.as_slice() else {
            let message = "a tile is a column and a row";
            return Err(Diagnostic::error(Code::WrongValue, span, message)
                .help("write two numbers, counted from 0 at the top left, such as [5, 2]"));
        };
        Ok(Self {
            column: within_map(column, "column")?,
            row: within_map(row, "row")?,
            span,
        })
    }
}

/// A column or a row that is on the map.
fn within_map(number: &Spanned<i64>, name: &str) -> Result<u8, Diagnostic> {
    let span = Span::from(number.span());
    let on_map = u8::try_from(*number.get_ref()).ok();
    on_map.filter(|number| *number <= LAST).ok_or_else(|| {
        let message = format!("there is no {name} {}", number.get_ref());
        let help = format!("choose a {name} from 0 to {LAST}; tiles are counted from the top left");
        Diagnostic::error(Code::WrongValue, span, message).help(help)
    })
}

/// Errors for tiles that have two places. Each place is given with the code of the place that it is within, its own
/// code and its tile. A map shows places that are directly within the same place, so others can have the same tile.
pub(super) fn tiles_of_two<'a>(
    places: impl Iterator<Item = (Option<&'a str>, &'a str, Tile)>,
) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut found = Vec::new();
    for (within, code, tile) in places {
        let square = (within, tile.column, tile.row);
        let (first, at) = *known.entry(square).or_insert((code, tile.span));
        if at != tile.span {
            let message = format!("{first} and {code} have the same tile");
            found.push(
                Diagnostic::error(Code::Duplicate, tile.span, message)
                    .also(at, format!("the tile of {first}"))
                    .help("give each place a tile of its own"),
            );
        }
    }
    found
}
