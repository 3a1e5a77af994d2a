//! Checks of the dictionary by itself. They hold for all figures, so they run once, before any file of figures is read.

use std::collections::BTreeMap;
use std::ops::Bound::{Included, Unbounded};

use super::{Bound, COLUMNS, Dictionary, Figure, FigureId, HEAD, RESERVED};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::level::{Level, Levels};
use crate::project::point::{Reference, When};
use crate::project::spanned::Spanned;

/// The ids that are declared: of figures, of lists, of the fields of a list.
#[derive(Clone, Copy)]
pub(super) struct Ids<'a> {
    pub ids: &'a [Spanned<String>],
    /// The declared thing in words: "a figure".
    pub noun: &'static str,
    /// An id as an example.
    pub example: &'static str,
    /// Whether an id can have several parts.
    pub has_groups: bool,
    /// Whether the ids are at the top of data files and of names in the text, where some names are reserved.
    pub are_roots: bool,
}

/// Checks that every id is well formed, unique and not the name of a group. Returns whether all ids are valid; errors
/// go to the report.
pub(super) fn check_ids(declared: &[Ids<'_>], report: &mut Report) -> bool {
    let mark = report.mark();
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    let all = declared
        .iter()
        .flat_map(|of| of.ids.iter().map(move |id| (*of, id)));
    for (declared, id) in all {
        let (name, span) = (id.get_ref().as_str(), Span::from(id.span()));
        report.extend(not_an_id(name, span, declared));
        let others = groups_of(name).chain(members_of(name, &known));
        let mut others = others.filter_map(|other| known.get_key_value(other));
        if let Some((other, first)) = others.next() {
            let message = format!("`{name}` and `{other}` cannot both be declared");
            report.push(
                Diagnostic::error(Code::WrongValue, span, message)
                    .also(*first, "the other one")
                    .help("a figure or list cannot also be a group of figures; rename one of them"),
            );
        }
        if let Some(first) = known.insert(name, span) {
            report.push(
                Diagnostic::error(
                    Code::Duplicate,
                    span,
                    format!("the id `{name}` is used twice"),
                )
                .label("used again here")
                .also(first, "first used here"),
            );
        }
    }
    report.errors_since(mark) == 0
}

/// The error of an id that is not well formed or reserved, or `None`.
fn not_an_id(name: &str, span: Span, declared: Ids<'_>) -> Option<Diagnostic> {
    let is_wrong = |name: &str| match wrong_id(name) {
        None if !declared.has_groups && name.contains('.') => {
            Some(format!("the id of {} has no dots", declared.noun))
        }
        None if declared.are_roots => reserved(name),
        problem => problem,
    };
    let problem = is_wrong(name)?;
    let message = format!("`{name}` cannot be used as the id of {}", declared.noun);
    let mut small = name.trim().to_lowercase().replace(['-', ' '], "_");
    if !declared.has_groups {
        small = small.replace('.', "_");
    }
    let meant = Some(small).filter(|small| is_wrong(small).is_none());
    let meant = meant.map(|id| format!("\"{id}\""));
    let help = match &meant {
        Some(id) => format!("use lowercase letters, digits and _: {id}"),
        None if declared.has_groups => {
            let example = declared.example;
            format!("write a group and a name in lowercase letters, such as \"{example}\"")
        }
        None => format!(
            "write a name in lowercase letters, such as \"{}\"",
            declared.example
        ),
    };
    let error = Diagnostic::error(Code::WrongValue, span, message);
    Some(error.label(problem).help(help).maybe_fix(span, meant))
}

/// The groups of an id: `a` and `a.b` of `a.b.c`.
fn groups_of(id: &str) -> impl Iterator<Item = &str> {
    id.match_indices('.').map(|(at, _)| &id[..at])
}

/// The known ids in a group.
fn members_of<'k>(group: &str, known: &BTreeMap<&'k str, Span>) -> Vec<&'k str> {
    let start = format!("{group}.");
    let from = known
        .range::<str, _>((Included(start.as_str()), Unbounded))
        .map(|(id, _)| *id);
    let members = from.take_while(|id| id.starts_with(&start));
    members.collect()
}

fn wrong_id(id: &str) -> Option<String> {
    let part_is_plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if !id.split('.').all(part_is_plain) {
        return Some(
            "each part begins with a lowercase letter and has only lowercase letters, digits and _"
                .to_owned(),
        );
    }
    None
}

/// The problem of an id with a reserved first part, or `None`.
fn reserved(id: &str) -> Option<String> {
    let root = id.split('.').next().unwrap_or(id);
    let is_year = When::of_word(root).is_some() && id != root;
    let is_column = COLUMNS.contains(&root) && root == id;
    (RESERVED.contains(&root) || HEAD.contains(&root) || is_column || is_year)
        .then(|| format!("`{root}` is reserved"))
}

/// Checks that rules name figures of the levels in which they apply, and that none refers back to its own figure.
pub(super) fn check_levels(dictionary: &Dictionary, levels: &Levels, report: &mut Report) {
    for (id, figure) in dictionary.iter() {
        let parts = || figure.sum_of.iter().map(|part| dictionary.get(*part));
        let holds = |level: &Level| parts().all(|part| part.levels.contains(level));
        if !figure.sum_of.is_empty() && !figure.levels.iter().any(holds) {
            let message = format!("the sum of `{}` can never be checked", figure.id);
            let error = Diagnostic::error(Code::WrongRule, figure.span, message)
                .help("list all parts in a level of the sum, or leave `sum_of` out");
            report.push(parts().fold(error, |error, part| error.also(part.span, "a part of it")));
        }
        for target in targets(figure) {
            let other = dictionary.get(target.id);
            let mut targets = figure
                .levels
                .iter()
                .map(|own| target.file.whose.level(*own));
            let is_there = |level: Option<Level>| level.is_some_and(|l| other.levels.contains(&l));
            if let Some(level) = targets.find(|level| !is_there(*level)) {
                let level = level.map_or("", |level| levels.name(level));
                let message = format!("the rule of `{}` names no {level} figure", figure.id);
                report.push(
                    Diagnostic::error(Code::WrongRule, figure.span, message)
                        .also(other.span, format!("this figure is not in \"{level}\""))
                        .help("write national.… for the national figure of that id"),
                );
            }
        }
        let own = targets(figure).any(|target| target.id == id && target.file.is_own());
        if own || is_part_of_itself(dictionary, id) {
            let message = format!("a rule of `{}` refers back to it", figure.id);
            report.push(Diagnostic::error(Code::WrongRule, figure.span, message));
        }
    }
}

fn targets(figure: &Figure) -> impl Iterator<Item = Reference> {
    let of_bound = |bound: Option<Bound>| match bound {
        Some(Bound::Figure(target)) => Some(target),
        _ => None,
    };
    let all = [
        figure.part_of,
        of_bound(figure.at_least),
        of_bound(figure.at_most),
    ];
    all.into_iter().flatten()
}

fn is_part_of_itself(dictionary: &Dictionary, whole: FigureId) -> bool {
    let mut open = dictionary.get(whole).sum_of.clone();
    let mut seen = Vec::new();
    while let Some(part) = open.pop() {
        if part == whole {
            return true;
        }
        if !seen.contains(&part) {
            seen.push(part);
            open.extend(&dictionary.get(part).sum_of);
        }
    }
    false
}
