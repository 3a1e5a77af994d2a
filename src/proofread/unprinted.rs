//! Finds figures and lists that are given and printed nowhere.

use std::collections::BTreeSet;

use crate::copy::{Copy, ListReference, Name, Setting};
use crate::diagnostic::{Code, Diagnostic};
use crate::project::dictionary::ListId;
use crate::project::{FigureId, FileReference, Level, Reference, Values, When, Whose};

/// The figures that are meant to be printed and that the text prints in no branch. None for the text of one
/// design, which can leave figures out.
pub(super) fn all(copy: &Copy, setting: Setting<'_>) -> Vec<Reference> {
    if copy.is_of_design() {
        return Vec::new();
    }
    let meant = setting.project.dictionary.iter().flat_map(|(id, figure)| {
        let areas = printed_areas(&figure.printed, setting);
        areas.map(move |whose| Reference::of(whose, id))
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

/// The areas, relative to a sheet, from which it is meant to print what areas of these levels have.
fn printed_areas<'a>(
    levels: &'a [Level],
    setting: Setting<'a>,
) -> impl Iterator<Item = Whose> + use<'a> {
    let project = setting.project;
    let is_flat = project.publication.levels.is_flat() && project.jurisdictions.nation().is_none();
    let areas = [Whose::Own, Whose::Nation].into_iter();
    areas.filter(move |whose| {
        // In a series of more levels, the figures of an area can be for the sheets of another level.
        let is_elsewhere = *whose == Whose::Nation && !is_flat;
        let meant = whose.level(setting.level);
        !is_elsewhere && meant.is_some_and(|level| levels.contains(&level))
    })
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

/// The lists that no loop of the text goes over and no rule adds up. None for the text of one design.
pub(super) fn lists(copy: &Copy, setting: Setting<'_>) -> Vec<ListReference> {
    if copy.is_of_design() {
        return Vec::new();
    }
    let dictionary = &setting.project.dictionary;
    let mut used: BTreeSet<(Whose, ListId)> = BTreeSet::new();
    copy.for_each_list(&mut |list, _| {
        used.insert((list.file.whose, list.id));
    });
    let summed = dictionary.iter().flat_map(|(_, figure)| &figure.sum_of);
    let summed: BTreeSet<ListId> = summed
        .filter_map(|part| dictionary.list_of(*part))
        .collect();
    let meant = dictionary.lists().flat_map(|(id, list)| {
        let areas = printed_areas(&list.levels, setting);
        areas.map(move |whose| (whose, id))
    });
    let unused = meant.filter(|list| !used.contains(list) && !summed.contains(&list.1));
    let of_year = |(whose, id)| ListReference {
        file: FileReference {
            whose,
            when: When::Own,
        },
        id,
    };
    unused.map(of_year).collect()
}

/// Warnings about the unprinted lists that have rows in a file, shown at the dictionary.
pub(super) fn given_rows(
    unprinted: &[ListReference],
    values: &Values,
    setting: Setting<'_>,
) -> impl Iterator<Item = Diagnostic> {
    let level = values.level();
    let own = unprinted.iter();
    let own = own.filter(move |list| list.file.whose.level(setting.level) == Some(level));
    own.filter_map(move |ListReference { file, id }| {
        let row = values.rows(*id)?.first()?;
        let list = setting.project.dictionary.list(*id);
        let name = format!("{file}{}", list.id);
        let words = Copy::path(setting.language);
        let message = format!("the list `{name}` is given, and {words} prints it nowhere");
        let help = format!(
            "go over its rows with {{% for row in {name} %}}, or take the list out of the data and the dictionary"
        );
        let warning = Diagnostic::error(Code::UnprintedFigure, list.span, message).warning();
        let warning = warning.also(row.span, "given here").help(help);
        Some(warning.about(format!("`{name}`")))
    })
}
