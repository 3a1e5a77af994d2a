//! Finds figures that are given and printed nowhere.

use std::collections::BTreeSet;

use crate::copy::{Copy, Name, Setting};
use crate::diagnostic::{Code, Diagnostic};
use crate::project::{FigureId, Reference, Values, Whose};

/// The figures that are meant to be printed and that the text prints in no branch. None for the text of one
/// design, which can leave figures out.
pub(super) fn all(copy: &Copy, setting: Setting<'_>) -> Vec<Reference> {
    if copy.is_of_design() {
        return Vec::new();
    }
    let level = setting.level;
    let places = &setting.project.jurisdictions;
    let is_flat = setting.project.publication.levels.is_flat() && places.nation().is_none();
    let meant = setting.project.dictionary.iter().flat_map(|(id, figure)| {
        let whose_with_it = [Whose::Own, Whose::Nation].into_iter();
        let is_meant = move |whose: &Whose| {
            // In a series of more levels, the figures of an area can be for the sheets of another level.
            let is_elsewhere = *whose == Whose::Nation && !is_flat;
            let meant = whose.level(level);
            !is_elsewhere && meant.is_some_and(|level| figure.printed.contains(&level))
        };
        let whose_with_it = whose_with_it.filter(is_meant);
        whose_with_it.map(move |whose| Reference::of(whose, id))
    });
    let printed = copy.printed();
    let computed = setting.project.dictionary.computed();
    let inputs = computed.flat_map(|(_, _, formula)| formula.inputs.iter().map(|input| input.id));
    let inputs: BTreeSet<FigureId> = inputs.collect();
    let is_used = |figure: &Reference| {
        printed.contains(&Name::Figure(*figure)) || inputs.contains(&figure.id)
    };
    let unprinted = meant.filter(|figure| !is_used(figure));
    unprinted.collect()
}

/// Warnings about the unprinted figures that a file gives. All files with such a figure have one cause, so the
/// warning is shown at the dictionary.
pub(super) fn given(
    unprinted: &[Reference],
    values: &Values,
    setting: Setting<'_>,
) -> impl Iterator<Item = Diagnostic> {
    let level = values.level();
    let levels = &setting.project.publication.levels;
    let own = unprinted
        .iter()
        .filter(move |figure| figure.file.whose.level(setting.level) == Some(level));
    own.filter_map(move |Reference { file, id, .. }| {
        let entry = values.get(*id)?;
        let figure = setting.project.dictionary.get(*id);
        let name = format!("{file}{}", figure.id);
        let others = figure.printed.iter().filter(|other| **other != level);
        let others: Vec<String> = others.map(|other| format!("{:?}", levels.name(*other))).collect();
        let others = others.join(", ");
        let words = Copy::path(setting.language);
        let message = format!("`{name}` is given, and {words} prints it nowhere");
        let help = format!(
            "write {{{{ {name} }}}} where it belongs; or printed = [{others}] in the dictionary, if it is \
             there for the rules alone"
        );
        let warning = Diagnostic::error(Code::UnprintedFigure, figure.span, message).warning();
        let warning = warning.also(entry.span, "given here").help(help);
        Some(warning.about(format!("`{name}`")))
    })
}
