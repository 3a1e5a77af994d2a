//! Units as texts: `{{ visit.length.unit }}`, for the header row of a table.
//!
//! A unit belongs to the dictionary, not to a row. The header row, which is outside of the loop over the rows of a list,
//! can therefore print the unit of a field by the list's own name: `industries.sales.unit`.

use super::{Context, Name, UnknownName, look_up};
use crate::project::{FigureId, FileReference};

/// The last part of the name of a unit.
pub(super) const UNIT: &str = "unit";

/// Looks up the unit of a figure or field. `None` if the name is not one of a unit.
pub(super) fn find(path: &str, context: Context<'_>) -> Option<Result<Name, UnknownName>> {
    let root = path.strip_suffix(UNIT)?.strip_suffix('.')?;
    let (_, id) = FileReference::split(path);
    let is_figure = context.project.dictionary.find(id).is_some();
    let figure = measured(root, context).filter(|_| !is_figure)?;
    let declared = context.project.dictionary.get(figure);
    Some(match (&declared.unit, declared.kind.printed_sign()) {
        (Some(_), _) => Ok(Name::Unit(figure)),
        (None, Some(sign)) => Err(UnknownName {
            message: format!("`{root}` has no unit"),
            help: Some(format!(
                "{} prints its own sign; write {sign} in the text",
                declared.kind.noun()
            )),
        }),
        (None, None) => Err(UnknownName {
            message: format!("`{root}` has no unit"),
            help: Some("add unit = \"…\" to it in data/figures.toml".to_owned()),
        }),
    })
}

/// The figure, field of the loop's row, or field of a list that a name belongs to.
fn measured(name: &str, context: Context<'_>) -> Option<FigureId> {
    if let Ok(Name::Figure(figure)) = look_up(name, context) {
        return Some(figure.id);
    }
    let (_, id) = FileReference::split(name);
    let (list, field) = id.rsplit_once('.')?;
    let dictionary = &context.project.dictionary;
    dictionary.field(dictionary.find_list(list)?, field)
}
