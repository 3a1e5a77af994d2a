//! The rows of a list in one file.

use super::Entry;
use crate::diagnostic::Span;
use crate::project::point::FigureId;

/// A row of a list: an entry for each field.
#[derive(Clone, Debug)]
pub struct Row {
    /// The first field of the list. Fields have consecutive ids.
    first: FigureId,
    entries: Vec<Option<Entry>>,
    /// The source location of the row.
    pub span: Span,
}

impl Row {
    /// A row without entries, for the fields of a list.
    #[must_use]
    pub fn new(fields: &[FigureId], span: Span) -> Self {
        Self {
            first: fields.first().copied().unwrap_or(FigureId(0)),
            entries: vec![None; fields.len()],
            span,
        }
    }

    /// The entry of a field, or `None` if the row omits it or the list does not have it.
    #[must_use]
    pub fn get(&self, field: FigureId) -> Option<&Entry> {
        self.entries.get(self.index(field)?)?.as_ref()
    }

    /// Sets or removes the entry of a field.
    pub fn set(&mut self, field: FigureId, entry: Option<Entry>) {
        let index = self.index(field);
        if let Some(slot) = index.and_then(|index| self.entries.get_mut(index)) {
            *slot = entry;
        }
    }

    /// The entries that the row has.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    fn index(&self, field: FigureId) -> Option<usize> {
        field.0.checked_sub(self.first.0)
    }

    fn has_field(&self, field: FigureId) -> bool {
        let index = self.index(field);
        index.is_some_and(|index| index < self.entries.len())
    }
}

/// The lists of a file by their index in the dictionary. `None` for a list that the file omits.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists(Vec<Option<Vec<Row>>>);

impl Lists {
    /// The rows of a list, or `None` if the file omits it.
    pub(super) fn get(&self, list: usize) -> Option<&[Row]> {
        self.0.get(list)?.as_deref()
    }

    pub(super) fn set(&mut self, list: usize, rows: Option<Vec<Row>>) {
        if self.0.len() <= list {
            self.0.resize(list + 1, None);
        }
        self.0[list] = rows;
    }

    /// The entry of a field in a row, by the number of the row from 0.
    pub(super) fn entry(&self, field: FigureId, row: u16) -> Option<&Entry> {
        let mut lists = self.0.iter().flatten();
        let of_list = |rows: &&Vec<Row>| rows.first().is_some_and(|row| row.has_field(field));
        lists.find(of_list)?.get(usize::from(row))?.get(field)
    }

    /// The entries of all rows of all lists.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().flatten().flatten().flat_map(Row::entries)
    }
}
