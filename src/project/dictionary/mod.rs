//! `data/figures.toml`: every figure that exists, its kind, and the rules it must obey.

mod breaks;
mod check;
mod computed;
mod fit;
mod formula;
mod kind;
mod levels;
mod list;
mod raw;
mod read;
mod read_list;

pub use formula::{Formula, Operation, Order};

use super::kind::Kind;
use super::level::Level;
use super::localized::Localized;
use super::number::Number;
use super::point::{FigureId, Reference};
use crate::diagnostic::Span;
pub use list::{List, ListId};

/// Reserved first parts of names: they never name a figure.
pub const RESERVED: [&str; 10] = [
    "year",
    "state",
    "national",
    "within",
    "previous",
    "publication",
    "page",
    "pages",
    "loop",
    "sources",
];

/// Keys in the head of a year's file. No figure can have one of these names.
pub const HEAD: [&str; 4] = ["jurisdiction", "status", "source", "as_of"];

/// Columns of spreadsheets. No figure can have one of these names.
pub const COLUMNS: [&str; 2] = ["code", "name"];

/// A bound of a figure: a constant, or the value of another figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number.
    Number(Number),
    /// Another figure.
    Figure(Reference),
}

/// The size from which a change between two years is a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The change to exceed: in percent of the older number, or in points if the figure is a percentage.
    pub over: Number,
    /// The smallest absolute change that counts.
    pub least: Number,
}

/// A figure and its rules.
#[derive(Debug)]
pub struct Figure {
    /// The path in data files and in the text: `missing.total`.
    pub id: String,
    /// The source location of the id.
    pub span: Span,
    /// The label, by language.
    pub label: Localized,
    /// The kind of its numbers.
    pub kind: Kind,
    /// The unit of its numbers, by language.
    pub unit: Option<Localized>,
    /// The formula, or `None` for a figure that files give.
    pub computed: Option<Formula>,
    /// The levels that have the figure.
    pub levels: Vec<Level>,
    /// Whether a file may omit the figure.
    pub optional: bool,
    /// The levels in which the figure is meant to be printed. In the others it serves the rules only.
    pub printed: Vec<Level>,
    /// The parts that add up to the figure, in the levels that have all of them.
    pub sum_of: Vec<FigureId>,
    /// The largest difference between the figure and the sum of its parts. 0 unless the dictionary allows for rounding.
    pub tolerance: Number,
    /// The figure that this one may not exceed.
    pub part_of: Option<Reference>,
    /// The lower bound.
    pub at_least: Option<Bound>,
    /// The upper bound.
    pub at_most: Option<Bound>,
    /// Suppresses the `unchanged` warning for this figure.
    pub may_be_unchanged: bool,
    /// The size from which a change is flagged.
    pub jump: Option<Jump>,
    /// The years from which on the figure was counted differently, oldest first.
    pub breaks: Vec<u16>,
}

impl Figure {
    /// Whether the numbers are ranks of places.
    #[must_use]
    pub fn is_rank(&self) -> bool {
        let formula = self.computed.as_ref();
        formula.is_some_and(|formula| matches!(formula.operation, Operation::Rank(_)))
    }

    /// The reason why the figure has no common scale with another one, as a clause, or `None` if the two can be compared
    /// and drawn beside each other.
    #[must_use]
    pub fn difference_of_scale(&self, other: &Self) -> Option<String> {
        let [own, first] = [self.kind, other.kind];
        if own.name() != first.name() {
            return Some(format!("{} is not {}", own.noun(), first.noun()));
        }
        if !own.is_comparable(first) {
            let units = [own.plain_unit(), first.plain_unit()];
            return Some(format!("{} is not{}", units[0].trim(), units[1]));
        }
        let unit = |figure: &Self| {
            let texts = figure.unit.iter().flat_map(Localized::by_language);
            let texts =
                texts.map(|(language, text)| (language.map(str::to_owned), text.text.clone()));
            texts.collect::<Vec<_>>()
        };
        (unit(self) != unit(other)).then(|| "the figures have different units".to_owned())
    }
}

/// A table of a file: its name, and each figure with its key in the table. The name is empty for figures outside of all
/// tables.
pub type Group<'d> = (&'d str, Vec<(FigureId, &'d str)>);

/// All figures and lists, in the order of the file.
#[derive(Debug)]
pub struct Dictionary {
    /// The figures, and after them the fields of the lists: each is a figure that has a value in every row.
    figures: Vec<Figure>,
    /// The number of figures that are no fields.
    plain: usize,
    lists: Vec<List>,
    /// The computed figures. Each comes after those that it is computed from.
    computed: Vec<FigureId>,
}

impl Figure {
    /// The last part of the id: the key in its table.
    #[must_use]
    pub fn key(&self) -> &str {
        let parts = self.id.rsplit_once('.');
        parts.map_or(&self.id, |(_, key)| key)
    }
}

impl Dictionary {
    /// Finds a figure by its id, or returns `None` if the dictionary does not have it. Fields of lists are found by
    /// [`Dictionary::field`].
    #[must_use]
    pub fn find(&self, id: &str) -> Option<FigureId> {
        let mut figures = self.plain().iter();
        figures.position(|f| f.id == id).map(FigureId)
    }

    /// The figures that are no fields of lists.
    fn plain(&self) -> &[Figure] {
        &self.figures[..self.plain]
    }

    /// The figure or field at an index.
    #[must_use]
    pub fn get(&self, id: FigureId) -> &Figure {
        &self.figures[id.0]
    }
    /// Whether `whole` includes `part`, directly or through other figures.
    #[must_use]
    pub fn is_within(&self, part: FigureId, whole: FigureId) -> bool {
        let mut open = vec![part];
        let mut seen = vec![part];
        while let Some(id) = open.pop() {
            let declared = self.get(id).part_of.filter(|part| part.file.is_own());
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

    /// Whether a rule binds a figure: one of its own, or one of a figure that names it.
    #[must_use]
    pub fn has_rules(&self, id: FigureId) -> bool {
        let named = |figure: &Figure| {
            let bounds = [figure.at_least, figure.at_most].into_iter().flatten();
            let bounds = bounds.filter_map(|bound| match bound {
                Bound::Figure(other) => Some(other.id),
                Bound::Number(_) => None,
            });
            let whole = figure.part_of.map(|whole| whole.id);
            let all = bounds.chain(whole).chain(figure.sum_of.iter().copied());
            all.collect::<Vec<_>>()
        };
        let own = self.get(id);
        let has_own = !named(own).is_empty() || own.at_least.is_some() || own.at_most.is_some();
        has_own || self.iter().any(|(_, other)| named(other).contains(&id))
    }

    /// Whether a level has a sum and all of its parts.
    #[must_use]
    pub fn is_sum_in(&self, figure: &Figure, level: Level) -> bool {
        let has_it = |figure: &Figure| figure.levels.contains(&level);
        let mut parts = figure.sum_of.iter().map(|part| self.get(*part));
        has_it(figure) && !figure.sum_of.is_empty() && parts.all(has_it)
    }

    /// All figures, without the fields of lists.
    pub fn iter(&self) -> impl Iterator<Item = (FigureId, &Figure)> {
        let numbered = self.plain().iter().enumerate();
        numbered.map(|(index, figure)| (FigureId(index), figure))
    }

    /// All figures that files give: those that are not computed.
    pub fn given(&self) -> impl Iterator<Item = (FigureId, &Figure)> {
        self.iter().filter(|(_, figure)| figure.computed.is_none())
    }

    /// The computed figures. Each comes after those that it is computed from.
    pub fn computed(&self) -> impl Iterator<Item = (FigureId, &Figure, &Formula)> {
        let figures = self.computed.iter().map(|id| (*id, self.get(*id)));
        figures.filter_map(|(id, figure)| Some((id, figure, figure.computed.as_ref()?)))
    }

    /// The figures that files give and that meet the predicate, grouped by table in the order of the dictionary. Figures outside of all
    /// tables come first, because in TOML a key after a table's header belongs to that table.
    pub fn groups(&self, is_wanted: impl Fn(FigureId, &Figure) -> bool) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = vec![("", Vec::new())];
        for (id, figure) in self.given().filter(|(id, figure)| is_wanted(*id, figure)) {
            let (group, name) = figure.id.rsplit_once('.').unwrap_or(("", &figure.id));
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, figures)) => figures.push((id, name)),
                None => groups.push((group, vec![(id, name)])),
            }
        }
        groups.retain(|(_, figures)| !figures.is_empty());
        groups
    }

    /// The number of figures, without the fields of lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plain
    }

    /// Whether the dictionary has no figures.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain == 0
    }

    /// The ids of the figures of a level.
    pub fn ids(&self, level: Level) -> impl Iterator<Item = &str> {
        let of_level = move |f: &&Figure| f.levels.contains(&level);
        self.plain().iter().filter(of_level).map(|f| f.id.as_str())
    }
}
