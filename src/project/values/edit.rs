//! The changes of a year's file, and their place in its TOML.
//!
//! `toml_edit` keeps the lines that it parses; this module puts new keys where a person would.

use toml_edit::{InlineTable, Item, Table, TableLike, Value};

/// The key that an edit changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key of the head.
    Head(&'static str),
    /// The number of a figure, or its absence, by the figure's id.
    Number(String),
    /// Another key of a figure: its `note`, or its `text` in a language.
    Part(String, Vec<String>),
}

/// A change of one key.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The key.
    pub key: Key,
    /// The new value as TOML; `None` removes the key.
    pub value: Option<Value>,
}

/// Applies an edit to a file, or to a row of a list.
pub(super) fn apply(root: &mut Item, edit: &Edit) {
    let value = edit.value.as_ref();
    match &edit.key {
        Key::Head(name) => put(root, name, value),
        Key::Number(id) => {
            let (table, name) = group_of(root, id);
            match table.get_mut(name).filter(|item| has_value(item)) {
                Some(entry) if value.is_some() => put(entry, "value", value),
                _ => put(table, name, value),
            }
        }
        Key::Part(id, path) => {
            let (table, name) = group_of(root, id);
            let entry = table_at(table, name, "value");
            match path.as_slice() {
                [part] => put(entry, part, value),
                [part, language] => {
                    let texts = table_at(entry, part, language);
                    put(texts, language, value);
                    if texts.as_table_like().is_some_and(TableLike::is_empty) {
                        put(entry, part, None);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether a figure has a table with its value. The texts of a figure by language are a table without one.
fn has_value(item: &Item) -> bool {
    let table = item.as_table_like();
    table.is_some_and(|table| table.contains_key("value"))
}

/// The table of a figure and the figure's key in it. A missing table is added at the end of the file.
fn group_of<'t, 'i>(root: &'t mut Item, id: &'i str) -> (&'t mut Item, &'i str) {
    let (mut table, mut rest) = (root, id);
    while let Some((group, inner)) = rest.split_once('.') {
        let is_there = table.get(group).is_some_and(Item::is_table_like);
        if let (Some(outer), false) = (table.as_table_like_mut(), is_there) {
            let mut new = Table::new();
            // [a.b] needs no [a] before it.
            new.set_implicit(inner.contains('.'));
            outer.insert(group, Item::Table(new));
        }
        table = &mut table[group];
        rest = inner;
    }
    (table, rest)
}

/// The table at a key. A plain value there becomes an inline table that has the value at `name`.
fn table_at<'t>(table: &'t mut Item, key: &str, name: &str) -> &'t mut Item {
    let plain = table.get(key).filter(|item| !item.is_table_like());
    let plain = plain.and_then(Item::as_value).cloned();
    if plain.is_some() || table.get(key).is_none() {
        let mut inline = InlineTable::new();
        if let Some(value) = plain {
            add_to_line(&mut inline, name, value);
        }
        put(table, key, Some(&inline.into()));
    }
    &mut table[key]
}

/// Sets a key of a table and keeps the space and comments around the old value; or removes the key.
fn put(table: &mut Item, key: &str, value: Option<&Value>) {
    let Some(value) = value else {
        match table {
            Item::Value(Value::InlineTable(inline)) => remove_from_line(inline, key),
            Item::Table(table) => remove_line(table, key),
            _ => {}
        }
        return;
    };
    if let Some(Item::Value(old)) = table.get_mut(key) {
        let around = old.decor().clone();
        *old = value.clone();
        *old.decor_mut() = around;
        return;
    }
    match table {
        Item::Value(Value::InlineTable(inline)) => add_to_line(inline, key, value.clone()),
        Item::Table(table) => add_line(table, key, value.clone()),
        _ => {}
    }
}

/// Adds a line to a table and aligns its equals sign with the first line's.
fn add_line(table: &mut Table, key: &str, value: Value) {
    let column = column_of_values(table);
    table.insert(key, Item::Value(value));
    if let (Some(column), Some(mut written)) = (column, table.key_mut(key)) {
        let blank = column.saturating_sub(key.len()).max(1);
        written.leaf_decor_mut().set_suffix(" ".repeat(blank));
    }
}

/// Removes a line from a table and keeps the comments above it.
fn remove_line(table: &mut Table, key: &str) {
    let place = table.iter().position(|(name, _)| name == key);
    let above = table
        .key(key)
        .and_then(|key| key.leaf_decor().prefix()?.as_str());
    let above = above.filter(|above| above.contains('#')).map(str::to_owned);
    table.remove(key);
    let (Some(place), Some(above)) = (place, above) else {
        return;
    };
    let next = table.iter().nth(place).map(|(name, _)| name.to_owned());
    match next.and_then(|next| table.key_mut(&next)) {
        Some(mut next) => {
            let own = next
                .leaf_decor()
                .prefix()
                .and_then(|prefix| prefix.as_str());
            let all = format!("{above}{}", own.unwrap_or_default());
            next.leaf_decor_mut().set_prefix(all);
        }
        None => add_below(table, above.trim_end_matches('\n')),
    }
}

/// Puts comments below the last line of a table, or below its head.
fn add_below(table: &mut Table, remarks: &str) {
    let last = table.iter_mut().filter_map(|(_, item)| item.as_value_mut());
    let decor = match last.last() {
        Some(value) => value.decor_mut(),
        None => table.decor_mut(),
    };
    let own = decor.suffix().and_then(|suffix| suffix.as_str());
    let below = format!("{}\n{remarks}", own.unwrap_or_default());
    decor.set_suffix(below);
}

/// Adds a value at the end of an inline table and keeps the space before the closing brace.
fn add_to_line(table: &mut InlineTable, key: &str, value: Value) {
    let end = match last_of(table) {
        Some(last) => {
            let end = last.decor().suffix().cloned().unwrap_or_default();
            last.decor_mut().set_suffix("");
            end
        }
        None => " ".into(),
    };
    table.insert(key, value.decorated(" ", end));
}

/// Removes a value from an inline table and keeps the space before the closing brace.
fn remove_from_line(table: &mut InlineTable, key: &str) {
    let end = last_of(table).and_then(|last| last.decor().suffix().cloned());
    table.remove(key);
    if let (Some(last), Some(end)) = (last_of(table), end) {
        last.decor_mut().set_suffix(end);
    }
}

fn last_of(table: &mut InlineTable) -> Option<&mut Value> {
    table.iter_mut().last().map(|(_, value)| value)
}

/// The column of the equals sign in the first line of a table, from 0. `None` if the table has no plain value.
fn column_of_values(table: &Table) -> Option<usize> {
    let (name, _) = table.iter().find(|(_, item)| item.is_value())?;
    let suffix = table.key(name)?.leaf_decor().suffix()?.as_str()?;
    Some(name.len() + suffix.len())
}

/// Aligns the equals signs of a new table and of the tables in it.
pub(super) fn align(table: &mut Table) {
    let values = table.iter().filter(|(_, item)| item.is_value());
    let widest = values.map(|(name, _)| name.len()).max().unwrap_or(0);
    for (mut name, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => align(inner),
            _ => {
                let blank = widest - name.len().min(widest) + 1;
                name.leaf_decor_mut().set_suffix(" ".repeat(blank));
            }
        }
    }
}
