//! Figures that are given and printed nowhere.

use crate::copy::{Copy, FigureRef, Name, Setting};
use crate::diagnostic::Diagnostic;
use crate::project::{Figure, FigureId, Project, Values};

/// The figures that are meant to be printed and that the words do not print, neither a jurisdiction's
/// nor the nation's, in any branch.
pub(super) fn all(copy: &Copy, project: &Project) -> Vec<FigureId> {
    let is_printed = |id: FigureId, figure: &Figure| {
        let mut scopes = figure.scopes.iter();
        scopes.any(|&scope| copy.prints(Name::Figure(FigureRef { scope, id })))
    };
    let meant = project.dictionary.iter().filter(|(_, f)| f.printed);
    let unprinted = meant.filter(|(id, figure)| !is_printed(*id, figure));
    unprinted.map(|(id, _)| id).collect()
}

/// Those of them that are given. All files that give one have one cause, so it is shown at the
/// dictionary.
pub(super) fn given(
    unprinted: &[FigureId],
    values: &Values,
    setting: Setting<'_>,
) -> impl Iterator<Item = Diagnostic> {
    unprinted.iter().filter_map(move |id| {
        let entry = values.get(*id)?;
        let figure = setting.project.dictionary.get(*id);
        let name = &figure.id;
        let words = Copy::path(setting.language);
        let message = format!("`{name}` is given, and {words} prints it nowhere");
        let prefix = values.scope.prefix();
        let help = format!(
            "write {{{{ {prefix}{name} }}}} where it belongs; or printed = false in the dictionary, if it is \
             there for the rules alone"
        );
        let warning = Diagnostic::error("unprinted-figure", figure.span, message).warning();
        Some(warning.also(entry.span, "given here").help(help))
    })
}
