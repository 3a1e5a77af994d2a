//! Compares the computed figures of a spreadsheet with the program's own results.

use std::sync::Arc;

use super::reading::ComputedCell;
use super::update::FileUpdate;
use crate::diagnostic::{Code, Diagnostic};
use crate::project::{Amount, Project, Reader, Values};
use crate::spreadsheet::computed::ComputedFigures;

/// The errors of cells that differ from the results of the formulas in the dictionary. Ranks and medians are not
/// compared: they depend on the rows of all places.
pub(super) fn differences(
    reader: &Reader<'_>,
    project: &Project,
    computed: Option<&ComputedFigures<'_>>,
    update: &FileUpdate,
    nation: Option<&Arc<Values>>,
) -> Vec<Diagnostic> {
    let Some(computed) = computed.filter(|_| !update.computed.is_empty()) else {
        return Vec::new();
    };
    let mut values = update.values.clone();
    let others = computed.others(reader, &values, nation);
    computed.complete(&mut values, &others);
    let cells = update.computed.iter();
    let found = cells.filter_map(|cell| {
        let own = values.get(cell.figure)?.amount;
        (own != cell.amount).then(|| difference(project, cell, own))
    });
    found.collect()
}

fn difference(project: &Project, cell: &ComputedCell, own: Amount) -> Diagnostic {
    let figure = project.dictionary.get(cell.figure);
    let shown = |amount: Amount| match amount.number() {
        Some(number) => format!("{}{}", number.ungrouped(), figure.kind.sign()),
        None => amount.absence().unwrap_or_default().to_owned(),
    };
    let message = format!(
        "`{}` comes out as {}, and this cell has {}",
        figure.id,
        shown(own),
        shown(cell.amount)
    );
    let error = Diagnostic::error(Code::WrongValue, cell.span, message);
    let error = match &figure.computed {
        Some(formula) => error.label(format!("it is {}", formula.text)),
        None => error,
    };
    error.help("correct the numbers that it is computed from, or empty this cell")
}
