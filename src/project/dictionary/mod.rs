//! `data/figures.toml`: every figure that exists, its kind, and the rules it must obey.

mod check;
mod raw;
mod read;

use super::kind::Kind;
use super::localized::Localized;
use super::number::Number;
use super::point::{FigureId, Reference, Whose};
use super::scope::Scope;
use crate::diagnostic::Span;

/// First parts of names that mean something else than a figure.
pub const RESERVED: [&str; 6] = ["year", "state", "national", "publication", "page", "pages"];

/// Keys at the head of a year's file, which mean something else than a figure as well.
pub const HEAD: [&str; 4] = ["jurisdiction", "status", "source", "as_of"];

/// Columns of spreadsheets, which mean something else than a figure.
pub const COLUMNS: [&str; 2] = ["code", "name"];

/// What a figure is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number.
    Number(Number),
    /// Another figure.
    Figure(Reference),
}

/// How large a change from one year to another must be for somebody to look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// More than so many hundredths of the old number; of a percentage, more than so many points.
    pub over: Number,
    /// And no fewer than so many in number.
    pub least: Number,
}

/// A figure and its rules.
#[derive(Debug)]
pub struct Figure {
    /// Its path in data files and words: `missing.total`.
    pub id: String,
    /// Where the id is written.
    pub span: Span,
    /// Its name for people.
    pub label: Localized,
    /// What it measures.
    pub kind: Kind,
    /// The scopes that have it.
    pub scopes: Vec<Scope>,
    /// Whether a file may leave it out.
    pub optional: bool,
    /// The scopes whose figure is meant to be printed; others may be there for the rules alone.
    pub printed: Vec<Scope>,
    /// The figures that add up to it, in the scopes that have them all.
    pub sum_of: Vec<FigureId>,
    /// The figure it is a part of.
    pub part_of: Option<Reference>,
    /// The least it may be.
    pub at_least: Option<Bound>,
    /// The most it may be.
    pub at_most: Option<Bound>,
    /// Whether it is nothing to ask about when its number is that of the year before.
    pub may_be_unchanged: bool,
    /// How large a change is a jump.
    pub jump: Option<Jump>,
}

/// A table of a file by its name, and its figures with their names in it. Those that stand in no table have one
/// without a name.
pub type Group<'d> = (&'d str, Vec<(FigureId, &'d str)>);

/// All figures, in the order of the file.
#[derive(Debug)]
pub struct Dictionary {
    figures: Vec<Figure>,
}

impl Dictionary {
    /// A figure by its id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<FigureId> {
        self.figures.iter().position(|f| f.id == id).map(FigureId)
    }

    /// The figure itself.
    #[must_use]
    pub fn get(&self, id: FigureId) -> &Figure {
        &self.figures[id.0]
    }
    /// Whether all that a figure counts is counted in another: one of its parts, or a part of these.
    #[must_use]
    pub fn is_within(&self, part: FigureId, whole: FigureId) -> bool {
        let mut open = vec![part];
        let mut seen = vec![part];
        while let Some(id) = open.pop() {
            let declared = self.get(id).part_of.filter(|part| part.whose == Whose::Own);
            let sums = self.iter().filter(|(_, sum)| sum.sum_of.contains(&id));
            let around = sums.map(|(sum, _)| sum);
            let around = around.chain(declared.map(|whole| whole.id));
            for id in around.filter(|id| !seen.contains(id)).collect::<Vec<_>>() {
                seen.push(id);
                open.push(id);
            }
        }
        part != whole && seen.contains(&whole)
    }

    /// Whether a figure is the sum of others in a scope: it and all its parts are there.
    #[must_use]
    pub fn is_sum_in(&self, figure: &Figure, scope: Scope) -> bool {
        let has_it = |figure: &Figure| figure.scopes.contains(&scope);
        let mut parts = figure.sum_of.iter().map(|part| self.get(*part));
        has_it(figure) && !figure.sum_of.is_empty() && parts.all(has_it)
    }

    /// All figures.
    pub fn iter(&self) -> impl Iterator<Item = (FigureId, &Figure)> {
        let numbered = self.figures.iter().enumerate();
        numbered.map(|(index, figure)| (FigureId(index), figure))
    }

    /// Some figures in the tables that they stand in, with their names there, in the order of the file. Those that
    /// stand in none come first: what follows a table's name belongs to it.
    pub fn groups(&self, is_wanted: impl Fn(FigureId, &Figure) -> bool) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = vec![("", Vec::new())];
        for (id, figure) in self.iter().filter(|(id, figure)| is_wanted(*id, figure)) {
            let (group, name) = figure.id.rsplit_once('.').unwrap_or(("", &figure.id));
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, figures)) => figures.push((id, name)),
                None => groups.push((group, vec![(id, name)])),
            }
        }
        groups.retain(|(_, figures)| !figures.is_empty());
        groups
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// The ids of a scope, for suggestions.
    pub fn ids(&self, scope: Scope) -> impl Iterator<Item = &str> {
        let of_scope = move |f: &&Figure| f.scopes.contains(&scope);
        self.figures.iter().filter(of_scope).map(|f| f.id.as_str())
    }
}
