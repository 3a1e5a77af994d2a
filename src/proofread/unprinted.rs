//! Finds figures that are given and printed nowhere.

use crate::copy::{Copy, Name, Setting};
use crate::diagnostic::{Code, Diagnostic};
use crate::project::{Project, Reference, Values};

/// The figures that are meant to be printed and that the text prints in no branch. None for the text of one
/// design, which can leave figures out.
pub(super) fn all(copy: &Copy, project: &Project) -> Vec<Reference> {
    if copy.is_of_design() {
        return Vec::new();
    }
    let meant = project.dictionary.iter().flat_map(|(id, figure)| {
        let scopes = figure.printed.iter();
        scopes.map(move |&scope| Reference {
            whose: scope.into(),
            id,
        })
    });
    let printed = copy.printed();
    let unprinted = meant.filter(|figure| !printed.contains(&Name::Figure(*figure)));
    unprinted.collect()
}

/// Warnings about the unprinted figures that a file gives. All files with such a figure have one cause, so the
/// warning is shown at the dictionary.
pub(super) fn given(
    unprinted: &[Reference],
    values: &Values,
    setting: Setting<'_>,
) -> impl Iterator<Item = Diagnostic> {
    let scope = values.area().scope();
    let own = unprinted
        .iter()
        .filter(move |figure| figure.whose == scope.into());
    own.filter_map(move |Reference { whose, id }| {
        let entry = values.get(*id)?;
        let figure = setting.project.dictionary.get(*id);
        let name = format!("{}{}", whose.prefix(), figure.id);
        let others = figure.printed.iter().filter(|other| **other != scope);
        let others: Vec<String> = others.map(|other| format!("{:?}", other.name())).collect();
        let others = others.join(", ");
        let words = Copy::path(setting.language);
        let message = format!("`{name}` is given, and {words} prints it nowhere");
        let help = format!(
            "write {{{{ {name} }}}} where it belongs; or printed = [{others}] in the dictionary, if it is \
             there for the rules alone"
        );
        let warning = Diagnostic::error(Code::UnprintedFigure, figure.span, message).warning();
        Some(warning.also(entry.span, "given here").help(help))
    })
}
