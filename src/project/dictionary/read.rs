//! Reads the dictionary and looks up the figures that rules name.

use schemars::Schema;

use super::check::{check_ids, check_levels};
use super::fit::check_kinds;
use super::kind::DeclaredKind;
use super::raw::{Raw, RawBound, RawFigure, RawJump, RawLimits, RawNumber};
use super::{Bound, Dictionary, Figure, FigureId, Jump};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean, hint, question};
use crate::language::Language;
use crate::project::Number;
use crate::project::kind::Kind;
use crate::project::level::{Level, Levels};
use crate::project::localized::{Localized, placeholder};
use crate::project::point::{FileReference, Reference};
use crate::project::reader::Reader;
use crate::project::spanned::Spanned;
use crate::project::written::{LevelName, Written, schema_of};

impl Dictionary {
    /// The JSON Schema of the file.
    pub(crate) fn schema() -> Schema {
        schema_of::<Raw>()
    }

    pub(in crate::project) fn read(
        reader: &mut Reader<'_>,
        languages: Option<&[Language]>,
        levels: Option<&Levels>,
    ) -> Option<Self> {
        let raw: Raw = reader.read("data/figures.toml")?;
        let ids: Vec<Spanned<String>> = raw.figure.iter().map(|f| (*f.id).clone()).collect();
        // Every other check depends on the ids.
        if !check_ids(&ids, &mut reader.report) {
            return None;
        }
        let names = Names { ids: &ids, levels };
        let figures = raw
            .figure
            .into_iter()
            .map(|figure| resolve(figure, &names, languages, &mut reader.report));
        let dictionary = Self {
            figures: figures.collect(),
        };
        if let Some(levels) = levels {
            check_levels(&dictionary, levels, &mut reader.report);
        }
        check_kinds(&dictionary, &mut reader.report);
        Some(dictionary)
    }
}

fn resolve(
    raw: RawFigure,
    names: &Names<'_>,
    languages: Option<&[Language]>,
    report: &mut Report,
) -> Figure {
    let levels = names.levels(raw.levels.get_ref(), report);
    if raw.levels.get_ref().is_empty() {
        let message = format!("the figure `{}` belongs nowhere", raw.id.get_ref());
        report.push(
            Diagnostic::error(Code::WrongValue, raw.levels.span(), message)
                .help("write in = [\"state\"], in = [\"national\"], or both"),
        );
    }
    let parts: Vec<Option<FigureId>> = raw
        .sum_of
        .get_ref()
        .iter()
        .map(|id| names.figure(id, report))
        .collect();
    report.extend(listed_twice(raw.sum_of.get_ref()));
    if raw.has_empty_sum() {
        let message = format!("the sum of `{}` has no parts", raw.id.get_ref());
        report.push(
            Diagnostic::error(Code::WrongRule, raw.sum_of.span(), message)
                .help("name the parts of the sum, or leave `sum_of` out"),
        );
    }
    let label = Localized::resolve(raw.label, languages, report);
    report.extend(label.all().filter_map(|text| placeholder("a label", text)));
    let declared = DeclaredKind {
        kind: raw.kind,
        decimals: raw.decimals,
        signed: raw.signed,
        currency: raw.currency.map(Written::into_text),
        scale: raw.scale.map(Written::into_text),
        unit: raw.unit,
        span: raw.id.span().into(),
    };
    let (kind, unit) = declared.resolve(languages, report);
    Figure {
        tolerance: tolerance(raw.tolerance, &raw.sum_of, report),
        jump: raw.jump.and_then(|raw| jump(raw, report)),
        may_be_unchanged: raw.may_be_unchanged,
        // A sum with an unknown part is not checked, because the unknown part is already reported.
        sum_of: parts.into_iter().collect::<Option<_>>().unwrap_or_default(),
        part_of: raw.part_of.and_then(|id| names.target(&id, report)),
        at_least: raw
            .at_least
            .and_then(|bound| names.bound(bound, kind, report)),
        at_most: raw
            .at_most
            .and_then(|bound| names.bound(bound, kind, report)),
        label,
        kind,
        unit,
        printed: printed(raw.printed, &levels, names, report),
        levels,
        optional: raw.optional,
        span: raw.id.span().into(),
        id: raw.id.into_text().into_inner(),
    }
}

/// The size from which a change is flagged.
fn jump(raw: Spanned<RawJump>, report: &mut Report) -> Option<Jump> {
    let place = raw.span();
    let mut number = |raw: &Spanned<RawNumber>| limit(raw, report);
    let (over, least) = match raw.into_inner() {
        RawJump::Over(over) => (number(&Spanned::new(place, over))?, None),
        RawJump::Both(RawLimits { percent, least }) => (number(&percent)?, least),
    };
    let least = least.map_or(Some(Number::whole(0)), |least| number(&least))?;
    Some(Jump { over, least })
}

/// The largest difference between a figure and the sum of its parts.
fn tolerance(
    raw: Option<Spanned<RawNumber>>,
    parts: &Spanned<Vec<Spanned<String>>>,
    report: &mut Report,
) -> Number {
    let Some(raw) = raw else {
        return Number::whole(0);
    };
    if parts.get_ref().is_empty() {
        let message = "`tolerance` stands beside `sum_of` only";
        report.push(
            Diagnostic::error(Code::WrongRule, raw.span(), message)
                .help("name the parts of the sum, or leave `tolerance` out"),
        );
    }
    limit(&raw, report).unwrap_or(Number::whole(0))
}

/// Reads a number from 0, and reports another one.
fn limit(raw: &Spanned<RawNumber>, report: &mut Report) -> Option<Number> {
    let refused = |problem: &str| {
        let message = "expected a number from 0";
        Diagnostic::error(Code::WrongValue, raw.span(), message).label(problem)
    };
    let parsed = from_zero(&raw.get_ref().0);
    parsed.map_err(|problem| report.push(refused(problem))).ok()
}

/// Reads a bound of a figure of a kind. It can be below 0 if the figure can.
fn number_of(text: &str, kind: Kind) -> Result<Number, &'static str> {
    match kind.least() {
        Some(_) => from_zero(text),
        None => Number::parse(text),
    }
}

/// Reads a number from 0.
fn from_zero(text: &str) -> Result<Number, &'static str> {
    let number = Number::parse(text)?;
    match number < Number::whole(0) {
        true => Err("this is below 0"),
        false => Ok(number),
    }
}

/// The levels in which a figure is to be printed: by default all that have it.
fn printed(
    said: Option<Spanned<Vec<Written<LevelName>>>>,
    levels: &[Level],
    names: &Names<'_>,
    report: &mut Report,
) -> Vec<Level> {
    let Some(said) = said else {
        return levels.to_vec();
    };
    let printed = names.levels(said.get_ref(), report);
    if printed.iter().any(|level| !levels.contains(level)) {
        let message = "`printed` names a level that the figure does not have";
        report.push(
            Diagnostic::error(Code::WrongValue, said.span(), message)
                .help("name only levels that are in `in`"),
        );
    }
    printed
}

fn listed_twice(parts: &[Spanned<String>]) -> Option<Diagnostic> {
    let is_again = |(index, part): &(usize, &Spanned<String>)| parts[..*index].contains(part);
    let (_, part) = parts.iter().enumerate().find(is_again)?;
    let message = format!("`{}` is listed twice", part.get_ref());
    Some(Diagnostic::error(Code::Duplicate, part.span(), message))
}

/// The ids of the file, for looking up the figures that rules name.
struct Names<'a> {
    ids: &'a [Spanned<String>],
    /// The levels of the publication, or `None` if it could not be read.
    levels: Option<&'a Levels>,
}

impl Names<'_> {
    /// The levels with these names. A name that the publication does not have is reported.
    fn levels(&self, names: &[Written<LevelName>], report: &mut Report) -> Vec<Level> {
        let mut found = Vec::new();
        for name in names {
            let text = name.get_ref().as_str();
            let Some(levels) = self.levels else { continue };
            match levels.find(text) {
                Some(level) if found.contains(&level) => {
                    let message = format!("the level `{text}` is listed twice");
                    report.error(Code::Duplicate, name.span(), message);
                }
                Some(level) => found.push(level),
                None => {
                    let known: Vec<&str> = levels.names().collect();
                    let message = format!("there is no level `{text}`");
                    let near = did_you_mean(text, known.iter().copied());
                    let near = near.map(|near| format!("\"{near}\""));
                    let error = Diagnostic::error(Code::UnknownName, name.span(), message)
                        .label("not a level of data/publication.toml")
                        .help(hint(text, &known));
                    report.push(error.maybe_fix(name.span().into(), near));
                }
            }
        }
        found
    }

    fn figure(&self, id: &Spanned<String>, report: &mut Report) -> Option<FigureId> {
        self.find(id.get_ref(), id.span().into(), report)
    }

    fn target(&self, id: &Spanned<String>, report: &mut Report) -> Option<Reference> {
        let (file, path) = FileReference::split(id.get_ref());
        let id = self.find(path, id.span().into(), report)?;
        Some(Reference { file, id })
    }

    fn bound(&self, bound: Spanned<RawBound>, kind: Kind, report: &mut Report) -> Option<Bound> {
        let range = bound.span();
        match bound.into_inner() {
            RawBound::Figure(id) => {
                let target = self.target(&Spanned::new(range, id), report)?;
                Some(Bound::Figure(target))
            }
            RawBound::Number(text) => match number_of(&text, kind) {
                Ok(number) => Some(Bound::Number(number)),
                Err(problem) => {
                    let from_zero = if kind.least().is_some() {
                        " from 0"
                    } else {
                        ""
                    };
                    let message = format!("expected a number{from_zero} or the id of a figure");
                    let error = Diagnostic::error(Code::WrongValue, range, message);
                    report.push(error.label(problem));
                    None
                }
            },
        }
    }

    fn find(&self, path: &str, span: Span, report: &mut Report) -> Option<FigureId> {
        let ids = || self.ids.iter().map(|id| id.get_ref().as_str());
        let found = ids().position(|known| known == path).map(FigureId);
        if found.is_none() {
            let near =
                did_you_mean(path, ids()).map(|near| question(path, near, &format!("`{near}`")));
            let message = format!("there is no figure `{path}`");
            let error = Diagnostic::error(Code::UnknownName, span, message)
                .label("a rule can only name a figure of this file");
            report.push(error.maybe_help(near));
        }
        found
    }
}
