//! Changes a year's file, and leaves alone what is not changed: comments, order, ways of writing.

use std::collections::VecDeque;

use toml_edit::{Decor, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::diagnostic::Diagnostic;

/// What of a file is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key of the head.
    Head(&'static str),
    /// The number of a figure, by its id, or why there is none.
    Number(String),
    /// Something else that is said of a figure: its `note`, or its `text` in a language.
    Part(String, Vec<String>),
}

/// A new value of a key; none when it goes.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The key.
    pub key: Key,
    /// The value, as it is written in TOML.
    pub value: Option<Value>,
}

/// The head of a file that is not there yet, up to its status. `whose` is for people.
#[must_use]
pub fn head_of_new(year: u16, code: Option<&str>, whose: &str) -> String {
    let jurisdiction = code.map(|code| format!("jurisdiction = \"{code}\"\n"));
    let jurisdiction = jurisdiction.unwrap_or_default();
    format!("# Figures of {whose} for {year}.\nyear         = {year}\n{jurisdiction}")
}

/// A file's text with other values in it. Parts of a figure come after its number.
///
/// # Errors
///
/// When the text is no TOML, which that of a file that has been read is.
pub fn edit(path: &str, text: &str, edits: &[Edit]) -> Result<String, Diagnostic> {
    let (mark, plain) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let mut document: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| {
        let message = format!("this file cannot be edited: {}", error.message());
        Diagnostic::file_error("syntax", path, message)
    })?;
    let root = document.as_table_mut();
    let known: Vec<String> = root.iter().map(|(name, _)| name.to_owned()).collect();
    for edit in edits {
        apply(root, edit);
    }
    for (name, item) in root.iter_mut() {
        if let Item::Table(table) = item
            && !known.iter().any(|known| *known == *name)
        {
            align(table);
        }
    }
    let edited = document.to_string();
    Ok(format!("{mark}{}", with_line_ends_of(plain, &edited)))
}

fn apply(root: &mut Table, edit: &Edit) {
    let value = edit.value.as_ref();
    match &edit.key {
        Key::Head(name) => put(root, name, value),
        Key::Number(id) => {
            let (table, name) = group_of(root, id);
            match table.get_mut(name).and_then(Item::as_table_like_mut) {
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
                    if texts.is_empty() {
                        put(entry, part, None);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The table that a figure stands in, and its name there. A table that is not there yet is begun at the
/// end.
fn group_of<'t, 'i>(root: &'t mut Table, id: &'i str) -> (&'t mut dyn TableLike, &'i str) {
    let mut table: &mut dyn TableLike = root;
    let mut rest = id;
    while let Some((group, inner)) = rest.split_once('.') {
        if !table.get(group).is_some_and(Item::is_table_like) {
            let mut new = Table::new();
            // [a.b] needs no [a] before it.
            new.set_implicit(inner.contains('.'));
            table.insert(group, Item::Table(new));
        }
        table = as_table(table.entry(group).or_insert(Item::None));
        rest = inner;
    }
    (table, rest)
}

/// The table at a key. A plain value there becomes one, in which it has a name.
fn table_at<'t>(table: &'t mut dyn TableLike, key: &str, name: &str) -> &'t mut dyn TableLike {
    let item = table.entry(key).or_insert(Item::None);
    if !item.is_table_like() {
        let mut inline = InlineTable::new();
        let mut around = Decor::default();
        if let Item::Value(value) = std::mem::take(item) {
            around = value.decor().clone();
            inline.insert(name, value.decorated(" ", " "));
        }
        *inline.decor_mut() = around;
        *item = Item::Value(inline.into());
    }
    as_table(item)
}

/// An item that is a table, or has become one just now.
fn as_table(item: &mut Item) -> &mut dyn TableLike {
    if !item.is_table_like() {
        *item = Item::Table(Table::new());
    }
    match item {
        Item::Value(Value::InlineTable(table)) => table,
        Item::Table(table) => table,
        _ => unreachable!("every item that is like a table is one of the two"),
    }
}

/// Gives a key of a table a value, with what stands around the old one, or removes it.
fn put(table: &mut dyn TableLike, key: &str, value: Option<&Value>) {
    let Some(value) = value else {
        table.remove(key);
        return;
    };
    let mut new = value.clone();
    if let Some(Item::Value(old)) = table.get_mut(key) {
        *new.decor_mut() = old.decor().clone();
        *old = new;
        return;
    }
    let column = column_of_values(table);
    table.insert(key, Item::Value(new));
    if let (Some(column), Some(mut written)) = (column, table.key_mut(key)) {
        let blank = column.saturating_sub(key.len()).max(1);
        written.leaf_decor_mut().set_suffix(" ".repeat(blank));
    }
}

/// How far from the margin the equals signs of a table are, as its first line has it.
fn column_of_values(table: &dyn TableLike) -> Option<usize> {
    let (name, _) = table.iter().find(|(_, item)| item.is_value())?;
    let suffix = table.key(name)?.leaf_decor().suffix()?.as_str()?;
    Some(name.len() + suffix.len())
}

/// Sets the equals signs of a new table, and of those in it, below each other.
fn align(table: &mut Table) {
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

/// The lines of an edited text with the ends they had before. New ones end like the first.
fn with_line_ends_of(old: &str, edited: &str) -> String {
    if !old.contains('\r') {
        return edited.to_owned();
    }
    let mut before: VecDeque<&str> = old.split_inclusive('\n').collect();
    let is_crlf = |line: &str| line.ends_with("\r\n");
    let first = before.front().is_some_and(|line| is_crlf(line));
    let mut text = String::with_capacity(old.len());
    for line in edited.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let known = before
            .iter()
            .position(|line| line.trim_end_matches(['\r', '\n']) == content);
        let ends_crlf = match known {
            Some(at) => before.drain(..=at).next_back().is_some_and(is_crlf),
            None => first,
        };
        text.push_str(content);
        if line.ends_with('\n') {
            text.push_str(if ends_crlf { "\r\n" } else { "\n" });
        }
    }
    text
}
