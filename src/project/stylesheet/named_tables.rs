//! Separates the tables that the words name from the keys of all tables.
//!
//! `[styles.table]` has keys such as `rule` and tables such as `[styles.table.industries]` side by side. Serde would read
//! the two together only without source locations, so the named tables are taken out before and read by themselves.

use toml::de::{DeTable, DeValue};

use super::raw;
use crate::project::Reader;
use crate::project::spanned::Spanned;

/// The keys of `[styles.table]`, which cannot be names of tables.
pub(super) const KEYS: [&str; 14] = [
    "place",
    "width",
    "columns",
    "head",
    "cell",
    "total",
    "space_above",
    "space_below",
    "padding_x",
    "padding_edge",
    "padding_y",
    "rule",
    "head_rule",
    "edge_rule",
];

/// Whether a name is a key of `[styles.table]`, which no table can have as its name.
#[must_use]
pub fn is_table_key(name: &str) -> bool {
    KEYS.contains(&name)
}

/// Takes the named tables out of a design and reads them, in the order of the file. Errors go to the reader's report.
pub(super) fn take(
    design: &mut DeTable<'_>,
    reader: &mut Reader<'_>,
) -> Option<Vec<(raw::Word, raw::Table)>> {
    let Some(table) = inner(design, "styles").and_then(|styles| inner(styles, "table")) else {
        return Some(Vec::new());
    };
    let (named, keys) = std::mem::take(table)
        .into_iter()
        .partition::<Vec<_>, _>(|(key, value)| {
            !is_table_key(key.get_ref()) && matches!(value.get_ref(), DeValue::Table(_))
        });
    table.extend(keys);
    let mut read = Vec::new();
    for (name, value) in named {
        let range = value.span();
        if let DeValue::Table(own) = value.into_inner() {
            let own = reader.typed(toml::Spanned::new(range, own))?;
            let name = Spanned::new(name.span(), name.get_ref().to_string());
            read.push((name, own));
        }
    }
    read.sort_by_key(|(name, _): &(raw::Word, _)| name.span().start);
    Some(read)
}

/// A table within a table.
fn inner<'a, 't>(table: &'a mut DeTable<'t>, name: &str) -> Option<&'a mut DeTable<'t>> {
    let (_, value) = table.iter_mut().find(|(key, _)| key.get_ref() == name)?;
    match value.get_mut() {
        DeValue::Table(inner) => Some(inner),
        _ => None,
    }
}
