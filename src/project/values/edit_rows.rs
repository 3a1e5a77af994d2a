//! Edits the rows of a list in place.
//!
//! A row that stays keeps its lines and comments, also in another place. Comments above a removed row go to the next
//! row, because they can be about all that follows.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, Item, Table, Value};

use super::edit::{Edit, align, apply};

/// The new rows of a list.
#[derive(Clone, Debug)]
pub struct ListEdit {
    /// The id of the list.
    pub list: String,
    /// The rows in order. None for a list that becomes empty.
    pub rows: Vec<RowEdit>,
}

/// A row of an edited list.
#[derive(Clone, Debug)]
pub struct RowEdit {
    /// The number of the row in the old file from 0, or `None` for a new row.
    pub from: Option<usize>,
    /// The changes of its fields, by their keys in the row.
    pub edits: Vec<Edit>,
}

/// Replaces the rows of a list. Returns the comments of removed rows that no row follows.
pub(super) fn replace_rows(root: &mut Table, edit: &ListEdit) -> String {
    let above = root.key(&edit.list).map(|key| key.leaf_decor().clone());
    let above = above.and_then(|decor| comments(decor.prefix()?.as_str()));
    let item = root.get_mut(&edit.list).map(std::mem::take);
    let old = item.unwrap_or_default().into_array_of_tables();
    let mut old: Vec<Table> = old.unwrap_or_default().into_iter().collect();
    let position = old.iter().find_map(Table::position);
    let kept = edit.rows.iter().filter_map(|row| row.from).collect();
    let left = pass_comments_on(&mut old, &kept);
    let mut rows: Vec<Table> = edit.rows.iter().map(|row| new_row(row, &old)).collect();
    for row in &mut rows {
        // All at the place of the first. Rows and their tables keep their order there.
        place(row, position);
    }
    if let (Some(first), Some(above)) = (rows.first_mut(), above) {
        put_above(first, &above);
    }
    let rows: ArrayOfTables = rows.into_iter().collect();
    let item = match rows.is_empty() {
        true => Item::Value(Value::Array(Array::new())),
        false => Item::ArrayOfTables(rows),
    };
    root.insert(&edit.list, item);
    left
}

fn new_row(row: &RowEdit, old: &[Table]) -> Table {
    let known = row.from.and_then(|number| old.get(number));
    let mut item = Item::Table(known.cloned().unwrap_or_default());
    for edit in &row.edits {
        apply(&mut item, edit);
    }
    let mut table = item.into_table().unwrap_or_default();
    if known.is_none() {
        align(&mut table);
    }
    table
}

/// Moves the comments above removed rows to the next row that stays. Returns those that no row follows.
fn pass_comments_on(rows: &mut [Table], kept: &BTreeSet<usize>) -> String {
    let mut passed = String::new();
    for (number, row) in rows.iter_mut().enumerate() {
        if kept.contains(&number) {
            put_above(row, &passed);
            passed.clear();
        } else {
            let own = row.decor().prefix().and_then(|prefix| prefix.as_str());
            passed.extend(comments(own));
        }
    }
    passed
}

fn put_above(row: &mut Table, comments: &str) {
    if !comments.is_empty() {
        let own = row.decor().prefix().and_then(|prefix| prefix.as_str());
        let all = format!("{comments}{}", own.unwrap_or("\n"));
        row.decor_mut().set_prefix(all);
    }
}

/// The lines before a row or key, if there is a comment in them.
fn comments(lines: Option<&str>) -> Option<String> {
    lines.filter(|lines| lines.contains('#')).map(str::to_owned)
}

/// Gives a table and the tables in it a position in the file.
fn place(table: &mut Table, position: Option<isize>) {
    table.set_position(position);
    for (_, item) in table.iter_mut() {
        if let Item::Table(inner) = item {
            place(inner, position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::Key;
    use super::super::edit_file::edit;
    use super::*;

    fn row(from: Option<usize>, fields: &[(&str, &str)]) -> RowEdit {
        let edits = fields.iter().map(|(field, value)| Edit {
            key: Key::Number((*field).to_owned()),
            value: value.parse().ok(),
        });
        RowEdit {
            from,
            edits: edits.collect(),
        }
    }

    fn edited(text: &str, rows: Vec<RowEdit>) -> String {
        let list = ListEdit {
            list: "trades".to_owned(),
            rows,
        };
        edit("AL.toml", text, [], &[list]).expect("TOML")
    }

    const FILE: &str = "year = 2024\n\n# All trades.\n[[trades]]\nname   = \"a\" # the first\nstalls = 1\n\n\
                        # The second.\n[[trades]]\nname = \"b\"\n[trades.stalls]\nvalue = 2\n\n# Others.\n[open]\ndays = 3\n";

    #[test]
    fn rows_keep_their_lines_and_comments() {
        let rows = vec![row(Some(0), &[("stalls", "5")]), row(Some(1), &[])];
        assert_eq!(edited(FILE, rows), FILE.replace("stalls = 1", "stalls = 5"));
        let rows = vec![row(Some(0), &[]), row(Some(1), &[("stalls", "7")])];
        assert_eq!(edited(FILE, rows), FILE.replace("value = 2", "value = 7"));
    }

    #[test]
    fn rows_are_added_removed_and_moved() {
        let rows = vec![
            row(Some(1), &[]),
            row(None, &[("name", "'c'"), ("stalls", "4")]),
            row(Some(0), &[]),
        ];
        assert_eq!(
            edited(FILE, rows),
            "year = 2024\n\n# The second.\n[[trades]]\nname = \"b\"\n[trades.stalls]\nvalue = 2\n\n\
             [[trades]]\nname   = 'c'\nstalls = 4\n\n# All trades.\n[[trades]]\nname   = \"a\" # the first\n\
             stalls = 1\n\n# Others.\n[open]\ndays = 3\n"
        );
        assert_eq!(
            edited(FILE, vec![row(Some(1), &[])]),
            "year = 2024\n\n# All trades.\n\n# The second.\n[[trades]]\nname = \"b\"\n[trades.stalls]\nvalue = 2\n\n\
             # Others.\n[open]\ndays = 3\n"
        );
    }

    #[test]
    fn a_list_becomes_empty_and_is_filled_again() {
        let empty = edited(
            "year = 2024\n\n# Last.\n[[trades]]\nname = 'a'\n",
            Vec::new(),
        );
        assert_eq!(empty, "year = 2024\ntrades = []\n\n# Last.\n");
        let filled = edited(
            "trades = \"?\" # rows\nyear = 2024\n\n[open]\ndays = 3\n",
            vec![row(None, &[("name", "'a'")])],
        );
        assert_eq!(
            filled,
            "year = 2024\n\n[[trades]]\nname = 'a'\n\n[open]\ndays = 3\n"
        );
        let inline = edited(
            "trades = [{ name = 'a' }, { name = 'b' }]\n",
            vec![row(Some(1), &[("name", "'c'")])],
        );
        assert_eq!(inline, "[[trades]]\nname = 'c'\n");
        let absent = edited(
            "year = 2024\n\n[open]\ndays = 3\n",
            vec![row(None, &[("name", "'a'")])],
        );
        assert_eq!(
            absent,
            "year = 2024\n\n[open]\ndays = 3\n\n[[trades]]\nname = 'a'\n"
        );
    }
}
