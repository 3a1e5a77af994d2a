//! Comparison of the rows of lists.
//!
//! Rows with the same value in the key of the list are the same row. Rows of a list without a key are matched by
//! their number. Every field of a row that only one file has is reported, as is every field that differs.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{FileSide, Pair, value_of};
use super::{FigureDiff, Value, shown};
use crate::project::dictionary::{List, ListId};
use crate::project::values::{BlankPart, Row};
use crate::project::{Figure, FigureId};

impl<'p> Pair<'p> {
    /// The differences of the rows of all lists.
    pub(super) fn of_lists(&self) -> Vec<FigureDiff> {
        let lists = self.lists().into_iter();
        lists.flat_map(|list| self.of_list(list)).collect()
    }

    /// The lists of both dictionaries: those of the new one, then those that only the old one has.
    fn lists(&self) -> Vec<&'p List> {
        let mut lists: Vec<&List> = Vec::new();
        for (project, _) in [self.new, self.old].into_iter().flatten() {
            let of_level = project.dictionary.lists().map(|(_, list)| list);
            for list in of_level.filter(|list| list.levels.contains(&self.level)) {
                if !lists.iter().any(|known| known.id == list.id) {
                    lists.push(list);
                }
            }
        }
        lists
    }

    fn of_list(&self, list: &List) -> Vec<FigureDiff> {
        let [old, new] = [self.old, self.new].map(|side| ListSide::find(side?, &list.id));
        let pair = ListPair::new(old, new);
        let names = pair.names();
        let rows = names.iter().flat_map(|name| {
            let fields = pair.fields().into_iter();
            fields.filter_map(|field| {
                let values = pair.values(name, field);
                self.difference(field, Some(name), values, pair.is_said(name, field))
            })
        });
        let rows: Vec<FigureDiff> = rows.collect();
        if rows.is_empty() && pair.is_to_fill_in() {
            let blank = |field| self.difference(field, None, (None, Some(Value::Blank)), false);
            return pair.fields().into_iter().filter_map(blank).collect();
        }
        rows
    }
}

/// A list in the two files.
struct ListPair<'p> {
    old: Option<ListSide<'p>>,
    new: Option<ListSide<'p>>,
}

impl<'p> ListPair<'p> {
    fn new(mut old: Option<ListSide<'p>>, mut new: Option<ListSide<'p>>) -> Self {
        let sides = || [&new, &old].into_iter().flatten();
        let key = sides().find_map(ListSide::key);
        let key = key.filter(|key| sides().all(|side| side.field(key).is_some()));
        for side in [&mut old, &mut new].into_iter().flatten() {
            side.name_rows(key);
        }
        Self { old, new }
    }

    /// The sides that have the list, the new one first.
    fn sides(&self) -> impl Iterator<Item = &ListSide<'p>> {
        [&self.new, &self.old].into_iter().flatten()
    }

    /// The names of the rows: those of the new file, then those that only the old one has.
    fn names(&self) -> Vec<&str> {
        let mut known = BTreeSet::new();
        let names = self.sides().flat_map(|side| &side.names);
        let names = names.map(String::as_str);
        names.filter(|name| known.insert(*name)).collect()
    }

    /// The fields: those of the new dictionary, then those that only the old one has.
    fn fields(&self) -> Vec<&'p Figure> {
        let mut known = BTreeSet::new();
        let fields = self.sides().flat_map(ListSide::fields);
        fields.filter(|field| known.insert(&field.id)).collect()
    }

    /// The old and the new value of a field in a row.
    fn values(&self, name: &str, field: &Figure) -> (Option<Value>, Option<Value>) {
        let [old, new] = [&self.old, &self.new].map(|side| side.as_ref()?.value(name, field));
        let is_blank = self.is_to_fill_in() && old.is_some();
        (old, new.or(is_blank.then_some(Value::Blank)))
    }

    /// Whether the new file says that a field in a row is unchanged.
    fn is_said(&self, name: &str, field: &Figure) -> bool {
        let new = self.new.as_ref();
        new.is_some_and(|side| side.is_said(name, field))
    }

    /// Whether the rows of the new file are still to be filled in.
    fn is_to_fill_in(&self) -> bool {
        self.new.as_ref().is_some_and(|side| side.is_blank)
    }
}

/// A list in one of the two files.
struct ListSide<'p> {
    side: FileSide<'p>,
    id: ListId,
    rows: &'p [Row],
    /// The names of the rows: the value of the key, or the number of the row from 1.
    names: Vec<String>,
    /// Whether the rows are still to be filled in.
    is_blank: bool,
}

impl<'p> ListSide<'p> {
    /// The list with an id, or `None` if the dictionary does not have it.
    fn find(side: FileSide<'p>, id: &str) -> Option<Self> {
        let (project, values) = side;
        let id = project.dictionary.find_list(id)?;
        let mut blanks = values.blanks().iter();
        Some(Self {
            side,
            id,
            rows: values.rows(id).unwrap_or_default(),
            names: Vec::new(),
            is_blank: blanks.any(|blank| blank.part == BlankPart::Rows(id)),
        })
    }

    /// The id of the field that is the key.
    fn key(&self) -> Option<&'p str> {
        let dictionary = &self.side.0.dictionary;
        let key = dictionary.list(self.id).key?;
        Some(&dictionary.get(key).id)
    }

    fn fields(&self) -> impl Iterator<Item = &'p Figure> + use<'p> {
        let fields = self.side.0.dictionary.fields(self.id);
        fields.map(|(_, field)| field)
    }

    fn field(&self, id: &str) -> Option<FigureId> {
        self.side.0.dictionary.find_any(id)
    }

    /// Names the rows by a key. A value that the key repeats has a number as well.
    fn name_rows(&mut self, key: Option<&str>) {
        let Some(key) = key.and_then(|key| self.field(key)) else {
            self.names = (1..=self.rows.len()).map(|row| row.to_string()).collect();
            return;
        };
        let kind = self.side.0.dictionary.get(key).kind;
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.rows {
            let value = row.get(key).map(value_of);
            let name = shown(value.as_ref(), kind);
            let time = times.entry(name.clone()).or_default();
            *time += 1;
            self.names.push(match *time {
                1 => name,
                time => format!("{name} ({time})"),
            });
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The value of a field in a row.
    fn value(&self, name: &str, field: &Figure) -> Option<Value> {
        let (row, id) = (self.position(name)?, self.field(&field.id)?);
        if let Some(entry) = self.rows[row].get(id) {
            return Some(value_of(entry));
        }
        let mut blanks = self.side.1.blanks().iter();
        let is_blank = blanks.any(|blank| {
            let is_in_row = blank.row.is_some_and(|number| usize::from(number) == row);
            blank.figure == Some(id) && is_in_row
        });
        is_blank.then_some(Value::Blank)
    }

    /// Whether the file says that a field in a row is unchanged.
    fn is_said(&self, name: &str, field: &Figure) -> bool {
        let entry = self.position(name).zip(self.field(&field.id));
        let entry = entry.and_then(|(row, id)| self.rows[row].get(id));
        entry.is_some_and(|entry| entry.unchanged.is_some())
    }
}
