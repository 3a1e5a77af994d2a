//! Edits a year's file in place.
//!
//! People write these files and keep them under version control, so an edit changes the lines of the changed values and
//! nothing else: comments, order, spacing and line ends stay. `toml_edit` keeps what it parses; this module puts new
//! keys where a person would.

use std::collections::{BTreeSet, VecDeque};

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::diagnostic::{Code, Diagnostic};

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

/// Applies edits to a file's text and returns the new text. Edits to parts of a figure must follow the edit to its
/// number.
///
/// # Errors
///
/// An error if the text is not valid TOML. The text of a file that was read without errors is always valid.
pub fn edit<'e>(
    path: &str,
    text: &str,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Result<String, Diagnostic> {
    let (mark, plain) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let mut document: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| {
        let message = format!("this file cannot be edited: {}", error.message());
        Diagnostic::file_error(Code::Syntax, path, message)
    })?;
    let tables = document.iter().map(|(name, _)| name.to_owned());
    let known: BTreeSet<String> = tables.collect();
    for edit in edits {
        apply(document.as_item_mut(), edit);
    }
    for (name, item) in document.iter_mut() {
        if let Item::Table(table) = item
            && !known.contains(name.get())
        {
            align(table);
        }
    }
    let edited = document.to_string();
    Ok(format!("{mark}{}", with_line_ends_of(plain, &edited)))
}

fn apply(root: &mut Item, edit: &Edit) {
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

/// Restores the line ends of unchanged lines. New lines get the line end of the first line.
fn with_line_ends_of(old: &str, edited: &str) -> String {
    let edited = match old.ends_with('\n') || old.is_empty() {
        true => edited,
        false => edited.strip_suffix('\n').unwrap_or(edited),
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn number(id: &str, value: &str) -> Edit {
        Edit {
            key: Key::Number(id.to_owned()),
            value: value.parse().ok(),
        }
    }

    fn part(id: &str, path: &[&str], text: Option<&str>) -> Edit {
        Edit {
            key: Key::Part(
                id.to_owned(),
                path.iter().map(ToString::to_string).collect(),
            ),
            value: text.map(Value::from),
        }
    }

    fn edited(text: &str, edits: &[Edit]) -> String {
        edit("AL.toml", text, edits).expect("TOML")
    }

    #[test]
    fn values_are_changed_however_they_are_written() {
        for (before, after) in [
            ("a.b = 1 # x\n", "a.b = 2 # x\n"),
            ("[a]\n  b=1\n", "[a]\n  b=2\n"),
            ("a = { b = 1, c = 3 } # x", "a = { b = 2, c = 3 } # x"),
            (
                "[a]\nb = { value = 1, note = 'n' }",
                "[a]\nb = { value = 2, note = 'n' }",
            ),
            ("[a.b]\nvalue = 1\n", "[a.b]\nvalue = 2\n"),
            (
                "a.b.value = 1\na.b.note = 'n'",
                "a.b.value = 2\na.b.note = 'n'",
            ),
            ("\"a\".'b' = 0x1\n\n\n", "\"a\".'b' = 2\n\n\n"),
        ] {
            assert_eq!(edited(before, &[number("a.b", "2")]), after);
        }
    }

    #[test]
    fn what_is_said_of_a_figure_stands_beside_its_number() {
        let note = |text| part("a.b", &["note"], text);
        assert_eq!(
            edited("[a]\nb = 1 # x\n", &[note(Some("n"))]),
            "[a]\nb = { value = 1, note = \"n\" } # x\n"
        );
        assert_eq!(
            edited("[a]\nb = { value = 1, note = \"n\" }\n", &[note(None)]),
            "[a]\nb = { value = 1 }\n"
        );
        let in_english = |text| part("a.b", &["text", "en"], text);
        assert_eq!(
            edited("[a]\nb = 1\n", &[in_english(Some("one"))]),
            "[a]\nb = { value = 1, text = { en = \"one\" } }\n"
        );
        assert_eq!(
            edited(
                "[a]\nb = { value = 1, text = { en = \"one\" } }\n",
                &[in_english(None)]
            ),
            "[a]\nb = { value = 1 }\n"
        );
    }

    #[test]
    fn remarks_stay_when_a_line_goes() {
        let gone = Edit {
            key: Key::Number("a.b".to_owned()),
            value: None,
        };
        for (before, after) in [
            (
                "[a]\n# on b\nb = 1 # own\n# on c\nc = 2\n",
                "[a]\n# on b\n# on c\nc = 2\n",
            ),
            ("[a]\nc = 2\n# on b\nb = 1\n", "[a]\nc = 2\n# on b\n"),
            (
                "[a]\nc = 2 # c\n# on b\nb = 1\n\n[d]\ne = 1\n",
                "[a]\nc = 2 # c\n# on b\n\n[d]\ne = 1\n",
            ),
            (
                "[a]\n# on b\nb = 1\n[d]\ne = 1\n",
                "[a]\n# on b\n[d]\ne = 1\n",
            ),
            ("[a]\nb = 1\nc = 2\n", "[a]\nc = 2\n"),
        ] {
            assert_eq!(edited(before, std::slice::from_ref(&gone)), after);
        }
        let head = Edit {
            key: Key::Head("year"),
            value: None,
        };
        assert_eq!(
            edited("# The file.\nyear = 1\nsource = 's'\n", &[head]),
            "# The file.\nsource = 's'\n"
        );
    }

    #[test]
    fn new_figures_join_their_group() {
        assert_eq!(
            edited(
                "x = 1\n[a]\nlong = 1\n[c]\nd = 1\n",
                &[number("a.b", "2"), number("y", "3")]
            ),
            "x = 1\ny = 3\n[a]\nlong = 1\nb    = 2\n[c]\nd = 1\n"
        );
        assert_eq!(
            edited("x = 1\n", &[number("a.b.c", "2"), number("a.b.dd", "3")]),
            "x = 1\n\n[a.b]\nc  = 2\ndd = 3\n"
        );
        assert_eq!(
            edited("a.b = 1\n", &[number("a.c", "2")]),
            "a.b = 1\na.c = 2\n"
        );
        assert_eq!(
            edited("a = { b = 1 }\n", &[number("a.c", "2")]),
            "a = { b = 1, c = 2 }\n"
        );
    }

    /// The notations of a figure `NAME` of the group `g`, within the table `[g]`.
    fn ways() -> impl Strategy<Value = &'static str> {
        select(vec![
            "NAME = 10",
            "NAME=10# remark",
            "  NAME   =   1_0   # remark",
            "NAME = { value = 10 }",
            "NAME = { note = \"a, b = c\", value = 10, } # remark",
            "NAME.value = 10",
            "NAME = \"suppressed\"",
            "\n# remark\n\"NAME\" = +10\n\n# another",
        ])
    }

    proptest! {
        /// Only the lines of changed figures change, whatever the file looks like.
        #[test]
        fn nothing_else_changes(
            ways in prop::collection::vec((ways(), any::<bool>()), 1..6),
            end in select(vec!["\n", "\r\n"]),
            ends_with in select(vec!["", "\n", "\n\n# the end", "\n[h]\nz = 1 # z\n"]),
        ) {
            let lines = ways.iter().enumerate().map(|(at, (way, _))| {
                way.replace("NAME", &format!("f{at}"))
            });
            let text = format!("# head\nyear = 1\n\n[g] # group\n{}{ends_with}", lines.collect::<Vec<_>>().join("\n"));
            let text = text.replace('\n', end);
            let edits: Vec<Edit> = ways.iter().enumerate()
                .filter(|(_, (_, is_changed))| *is_changed)
                .map(|(at, _)| number(&format!("g.f{at}"), "7_777"))
                .collect();
            let new = edited(&text, &edits);
            let expected = text.split(end).map(|line| {
                let is_changed = ways.iter().enumerate().any(|(at, (_, is_changed))| {
                    let name = line.trim_start().trim_start_matches('"');
                    *is_changed && name.starts_with(&format!("f{at}"))
                });
                if !is_changed {
                    return line.to_owned();
                }
                ["1_0", "+10", "10", "\"suppressed\""].iter().find(|old| line.contains(**old))
                    .map_or_else(|| line.to_owned(), |old| line.replacen(*old, "7_777", 1))
            });
            let expected = expected.collect::<Vec<_>>().join(end);
            prop_assert_eq!(new, expected);
        }
    }
}
