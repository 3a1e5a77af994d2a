//! Numbers that are withheld and can be worked out from others.

use std::collections::BTreeSet;

use crate::copy::{FigureRef, Filled, SheetValues};
use crate::diagnostic::Diagnostic;
use crate::project::{Amount, Dictionary, Entry, Figure, FigureId, Scope, Values};

/// The numbers that a sheet withholds and tells nevertheless: where one of a total and its parts is
/// withheld and all others are printed, it is a difference away.
#[must_use]
pub fn can_be_worked_out(
    words: &Filled,
    pages: usize,
    values: &SheetValues<'_>,
) -> Vec<Diagnostic> {
    let dictionary = &values.setting.project.dictionary;
    let sums = dictionary.iter().filter(|(_, f)| !f.sum_of.is_empty());
    let mut suspects = Vec::new();
    for (total, figure) in sums {
        for own in [values.state, values.national] {
            suspects.extend(Suspect::find(dictionary, total, figure, own));
        }
    }
    if suspects.is_empty() {
        return Vec::new();
    }
    let printed = printed(words, pages);
    let told = suspects.into_iter().filter(|s| s.is_told(&printed));
    told.map(|suspect| suspect.warning(dictionary)).collect()
}

/// A number that is withheld while a total and all other parts of it are not.
struct Suspect<'v> {
    scope: Scope,
    total: FigureId,
    withheld: FigureId,
    entry: &'v Entry,
    /// The others.
    known: Vec<(FigureId, &'v Entry)>,
}

impl<'v> Suspect<'v> {
    fn find(
        dictionary: &Dictionary,
        total: FigureId,
        figure: &Figure,
        own: &'v Values,
    ) -> Option<Self> {
        let scope = own.scope;
        let members = || std::iter::once(total).chain(figure.sum_of.iter().copied());
        if !members().all(|id| dictionary.get(id).scopes.contains(&scope)) {
            return None;
        }
        let given: Option<Vec<_>> = members().map(|id| Some((id, own.get(id)?))).collect();
        let (known, hidden): (Vec<_>, Vec<_>) = given?
            .into_iter()
            .partition(|(_, entry)| entry.amount.number().is_some());
        match hidden.as_slice() {
            [(withheld, entry)] if entry.amount == Amount::Suppressed => Some(Self {
                scope,
                total,
                withheld: *withheld,
                entry,
                known,
            }),
            _ => None,
        }
    }

    fn is_told(&self, printed: &BTreeSet<FigureRef>) -> bool {
        let scope = self.scope;
        let mut known = self.known.iter();
        known.all(|(id, _)| printed.contains(&FigureRef { scope, id: *id }))
    }

    fn warning(&self, dictionary: &Dictionary) -> Diagnostic {
        let id = |id: FigureId| format!("{}{}", self.scope.prefix(), dictionary.get(id).id);
        let message = format!("`{}` is withheld, and can be worked out", id(self.withheld));
        let (label, help) = if self.withheld == self.total {
            let label = "it is the sum of its parts, which are printed";
            (label.to_owned(), "withhold a part of it as well")
        } else {
            let total = id(self.total);
            let label = format!("a reader can subtract the other parts from `{total}`");
            (label, "withhold a second part, or the total")
        };
        let warning = Diagnostic::error("can-be-worked-out", self.entry.span, message)
            .warning()
            .label(label)
            .help(help);
        let known = self.known.iter();
        known.fold(warning, |warning, (known, entry)| {
            warning.also(entry.span, format!("`{}` is printed", id(*known)))
        })
    }
}

/// The figures whose numbers stand on the sheet.
fn printed(words: &Filled, pages: usize) -> BTreeSet<FigureRef> {
    let mut printed = BTreeSet::new();
    words.for_each_run(pages, &mut |run| printed.extend(run.figure));
    printed
}
