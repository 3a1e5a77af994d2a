//! Reads the lists of the dictionary. Their fields become figures after all others.

use super::check::{Ids, check_ids};
use super::kind::DeclaredKind;
use super::levels::levels_in;
use super::raw::{RawField, RawList};
use super::{Figure, FigureId, List};
use crate::diagnostic::{Code, Diagnostic, Report, hint};
use crate::language::Language;
use crate::project::level::{Level, Levels};
use crate::project::localized::Localized;
use crate::project::number::Number;
use crate::project::spanned::Spanned;
use crate::project::written::Written;

/// The id of a field in the dictionary: `industries.employees`.
pub(super) fn field_id(list: &str, field: &str) -> String {
    format!("{list}.{field}")
}

/// Checks the ids of a list's fields, of which there must be at least one.
pub(super) fn has_valid_fields(list: &RawList, report: &mut Report) -> bool {
    let ids: Vec<Spanned<String>> = list.field.iter().map(|f| (*f.id).clone()).collect();
    if ids.is_empty() {
        let message = format!("the list `{}` has no fields", list.id.get_ref());
        let error = Diagnostic::error(Code::MissingKey, list.id.span(), message);
        report.push(error.help("add [[list.field]] below it, with id, label and kind"));
        return false;
    }
    let fields = Ids {
        ids: &ids,
        noun: "a field",
        example: "employees",
        has_groups: false,
        are_roots: false,
    };
    check_ids(&[fields], report)
}

/// Adds the fields of a list to the figures and returns the list.
pub(super) fn resolve_list(
    raw: RawList,
    figures: &mut Vec<Figure>,
    languages: Option<&[Language]>,
    known: Option<&Levels>,
    report: &mut Report,
) -> List {
    let what = format!("the list `{}`", raw.id.get_ref());
    let levels = levels_in(&raw.levels, &what, known, report);
    let first = figures.len();
    for field in raw.field {
        figures.push(resolve_field(
            field,
            raw.id.get_ref(),
            &levels,
            languages,
            report,
        ));
    }
    let fields = first..figures.len();
    let key = raw
        .key
        .and_then(|key| find_key(&key, &figures[fields.clone()], report));
    List {
        label: Localized::plain("a label", raw.label, languages, report),
        span: raw.id.span().into(),
        id: raw.id.into_text().into_inner(),
        levels,
        optional: raw.optional,
        key: key.map(|index| FigureId(first + index)),
        fields: fields.map(FigureId).collect(),
    }
}

fn resolve_field(
    raw: RawField,
    list: &str,
    levels: &[Level],
    languages: Option<&[Language]>,
    report: &mut Report,
) -> Figure {
    let span = raw.id.span().into();
    let declared = DeclaredKind {
        kind: raw.kind,
        decimals: raw.decimals,
        signed: raw.signed,
        currency: raw.currency.map(Written::into_text),
        scale: raw.scale.map(Written::into_text),
        unit: raw.unit,
        span,
    };
    let (kind, unit) = declared.resolve(languages, report);
    Figure {
        computed: None,
        id: field_id(list, raw.id.get_ref()),
        span,
        label: Localized::plain("a label", raw.label, languages, report),
        kind,
        unit,
        levels: levels.to_vec(),
        optional: raw.optional,
        printed: levels.to_vec(),
        sum_of: Vec::new(),
        breaks: Vec::new(),
        tolerance: Number::whole(0),
        part_of: None,
        at_least: None,
        at_most: None,
        may_be_unchanged: false,
        jump: None,
    }
}

/// The index of the field that `key` names, or `None` for an unknown one, which is reported.
fn find_key(key: &Spanned<String>, fields: &[Figure], report: &mut Report) -> Option<usize> {
    let name = key.get_ref();
    let found = fields.iter().position(|field| field.key() == name);
    if found.is_none() {
        let known: Vec<&str> = fields.iter().map(Figure::key).collect();
        let message = format!("the list has no field `{name}`");
        let error = Diagnostic::error(Code::UnknownName, key.span(), message);
        report.push(error.help(hint(name, &known)));
    }
    found
}
