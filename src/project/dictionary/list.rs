//! Lists: records of which each place has as many as it has, such as its industries.
//!
//! The fields of a list are figures like all others, with a label, a kind and a unit. They stand after the figures in
//! the dictionary, so that a [`FigureId`] names either. The value of a field is found with the number of a row.

use super::{Dictionary, Figure};
use crate::diagnostic::Span;
use crate::project::level::Level;
use crate::project::localized::Localized;
use crate::project::point::FigureId;

/// The index of a list in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListId(pub usize);

/// A list and its rules.
#[derive(Debug)]
pub struct List {
    /// The name in data files and in the text: `industries`.
    pub id: String,
    /// The source location of the id.
    pub span: Span,
    /// The label, by language.
    pub label: Localized,
    /// The levels of the areas that have the list.
    pub levels: Vec<Level>,
    /// Whether a file may omit the list.
    pub optional: bool,
    /// The fields of a row, in the order of the dictionary.
    pub fields: Vec<FigureId>,
    /// The field in which no two rows are alike.
    pub key: Option<FigureId>,
}

impl Dictionary {
    /// All lists.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &List)> {
        let numbered = self.lists.iter().enumerate();
        numbered.map(|(index, list)| (ListId(index), list))
    }

    /// The list at an index.
    #[must_use]
    pub fn list(&self, id: ListId) -> &List {
        &self.lists[id.0]
    }

    /// Finds a list by its id, or returns `None` if the dictionary does not have it.
    #[must_use]
    pub fn find_list(&self, id: &str) -> Option<ListId> {
        let found = self.lists.iter().position(|list| list.id == id);
        found.map(ListId)
    }

    /// The list that a figure is a field of, or `None` for a figure by itself.
    #[must_use]
    pub fn list_of(&self, field: FigureId) -> Option<ListId> {
        let mut lists = self.lists();
        let found = lists.find(|(_, list)| list.fields.contains(&field));
        found.map(|(id, _)| id)
    }

    /// Whether a figure adds up a field of a list.
    #[must_use]
    pub fn is_sum_of_rows(&self, figure: &Figure) -> bool {
        let mut parts = figure.sum_of.iter();
        parts.any(|part| self.list_of(*part).is_some())
    }

    /// Finds a field of a list by its key: `employees` of `industries`.
    #[must_use]
    pub fn field(&self, list: ListId, key: &str) -> Option<FigureId> {
        let mut fields = self.fields(list);
        let found = fields.find(|(_, field)| field.key() == key);
        found.map(|(id, _)| id)
    }

    /// Finds a figure, or a field of a list by its id: `industries.employees`.
    #[must_use]
    pub fn find_any(&self, id: &str) -> Option<FigureId> {
        let found = self.figures.iter().position(|figure| figure.id == id);
        found.map(FigureId)
    }

    /// The fields of a list.
    pub fn fields(&self, list: ListId) -> impl Iterator<Item = (FigureId, &Figure)> {
        let fields = self.list(list).fields.iter();
        fields.map(|field| (*field, self.get(*field)))
    }
}
