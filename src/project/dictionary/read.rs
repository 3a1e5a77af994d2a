//! Reads the dictionary and looks up the figures that rules name.

use schemars::Schema;

use super::breaks;
use super::check::{Ids, check_ids, check_levels};
use super::computed;
use super::fit::check_kinds;
use super::formula::{self, Inputs};
use super::kind::DeclaredKind;
use super::levels::{find_levels, levels_in};
use super::raw::{Raw, RawBound, RawFigure, RawJump, RawLimits, RawNumber};
use super::read_list::{field_id, has_valid_fields, resolve_list};
use super::{Bound, Dictionary, Figure, FigureId, Jump};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean, question};
use crate::language::Language;
use crate::project::Number;
use crate::project::kind::Kind;
use crate::project::level::{Level, Levels};
use crate::project::localized::Localized;
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
        let report = &mut reader.report;
        // Every other check depends on the ids.
        if !has_valid_ids(&raw, report) {
            return None;
        }
        let names = Names::of(&raw, levels);
        let figures = raw
            .figure
            .into_iter()
            .map(|figure| resolve(figure, &names, languages, report));
        let mut figures: Vec<Figure> = figures.collect();
        let plain = figures.len();
        let lists = raw.list.into_iter();
        let lists = lists.map(|list| resolve_list(list, &mut figures, languages, levels, report));
        let mut dictionary = Self {
            lists: lists.collect(),
            figures,
            plain,
            computed: Vec::new(),
        };
        dictionary.computed = computed::in_order(&dictionary, &mut reader.report);
        if let Some(levels) = levels {
            check_levels(&dictionary, levels, &mut reader.report);
            computed::check_levels(&dictionary, levels, &mut reader.report);
        }
        check_kinds(&dictionary, &mut reader.report);
        Some(dictionary)
    }
}

/// Checks the ids of figures, of lists and of the fields of each list.
fn has_valid_ids(raw: &Raw, report: &mut Report) -> bool {
    let figures: Vec<Spanned<String>> = raw.figure.iter().map(|f| (*f.id).clone()).collect();
    let lists: Vec<Spanned<String>> = raw.list.iter().map(|list| (*list.id).clone()).collect();
    let figures = Ids {
        ids: &figures,
        noun: "a figure",
        example: "missing.total",
        has_groups: true,
        are_roots: true,
    };
    let lists = Ids {
        ids: &lists,
        noun: "a list",
        example: "industries",
        has_groups: false,
        are_roots: true,
    };
    let are_valid = check_ids(&[figures, lists], report);
    let fields = raw.list.iter().map(|list| has_valid_fields(list, report));
    fields.fold(are_valid, |all, one| all && one)
}

fn resolve(
    raw: RawFigure,
    names: &Names<'_>,
    languages: Option<&[Language]>,
    report: &mut Report,
) -> Figure {
    let what = format!("the figure `{}`", raw.id.get_ref());
    let levels = levels_in(&raw.levels, &what, names.levels, report);
    let parts: Vec<Option<FigureId>> = raw
        .sum_of
        .get_ref()
        .iter()
        .map(|id| names.part(id, report))
        .collect();
    report.extend(listed_twice(raw.sum_of.get_ref()));
    if raw.has_empty_sum() {
        let message = format!("the sum of `{}` has no parts", raw.id.get_ref());
        report.push(
            Diagnostic::error(Code::WrongRule, raw.sum_of.span(), message)
                .help("name the parts of the sum, or leave `sum_of` out"),
        );
    }
    let label = Localized::plain("a label", raw.label, languages, report);
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
    let is_computed = raw.computed.is_some();
    let computed = raw.computed.and_then(|text| {
        let span = text.span().into();
        formula::read(text.get_ref(), span, names, report)
    });
    // The files do not lack a figure whose formula cannot be read.
    let has_wrong_formula = is_computed && computed.is_none();
    Figure {
        tolerance: tolerance(raw.tolerance, &raw.sum_of, report),
        breaks: breaks::read(&raw.breaks, report),
        computed,
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
        optional: raw.optional || has_wrong_formula,
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
    let printed = find_levels(said.get_ref(), names.levels, report);
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
    /// The ids of all figures, in order, and after them those of all fields, as in [`Dictionary`].
    ids: Vec<String>,
    /// The number of figures that are no fields.
    plain: usize,
    lists: Vec<String>,
    /// The levels of the publication, or `None` if it could not be read.
    levels: Option<&'a Levels>,
}

impl Inputs for Names<'_> {
    fn find(&self, path: &str, span: Span, report: &mut Report) -> Option<FigureId> {
        self.figure(path, span, report)
    }
}

impl<'a> Names<'a> {
    fn of(raw: &Raw, levels: Option<&'a Levels>) -> Self {
        let figures = raw.figure.iter().map(|figure| figure.id.get_ref().clone());
        let fields = raw.list.iter().flat_map(|list| {
            let fields = list.field.iter();
            fields.map(|field| field_id(list.id.get_ref(), field.id.get_ref()))
        });
        Self {
            levels,
            ids: figures.chain(fields).collect(),
            plain: raw.figure.len(),
            lists: raw
                .list
                .iter()
                .map(|list| list.id.get_ref().clone())
                .collect(),
        }
    }

    /// A part of a sum: a figure, or a field of a list.
    fn part(&self, id: &Spanned<String>, report: &mut Report) -> Option<FigureId> {
        self.find(id.get_ref(), id.span().into(), report)
    }

    fn target(&self, id: &Spanned<String>, report: &mut Report) -> Option<Reference> {
        let (file, path) = FileReference::split(id.get_ref());
        let span = Span::from(id.span());
        let id = self.figure(path, span, report)?;
        Some(Reference::in_file(file, id))
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

    /// A figure that is no field of a list.
    fn figure(&self, path: &str, span: Span, report: &mut Report) -> Option<FigureId> {
        let id = self.find(path, span, report)?;
        let is_field = id.0 >= self.plain;
        report.extend(is_field.then(|| field_in_rule(path, span)));
        (!is_field).then_some(id)
    }

    fn find(&self, path: &str, span: Span, report: &mut Report) -> Option<FigureId> {
        let found = self.ids.iter().position(|known| known == path);
        if found.is_none() {
            report.push(self.unknown(path, span));
        }
        found.map(FigureId)
    }

    fn unknown(&self, path: &str, span: Span) -> Diagnostic {
        if self.lists.iter().any(|list| list == path) {
            let message = format!("`{path}` is a list, not a figure");
            let field = format!("{path}.");
            let mut fields = self.ids.iter().filter(|id| id.starts_with(&field));
            let help = fields.next().map(|field| {
                format!("`sum_of` can add up a field of all rows, such as \"{field}\"")
            });
            return Diagnostic::error(Code::WrongRule, span, message).maybe_help(help);
        }
        let ids = self.ids.iter().map(String::as_str);
        let near = did_you_mean(path, ids).map(|near| question(path, near, &format!("`{near}`")));
        let message = format!("there is no figure `{path}`");
        Diagnostic::error(Code::UnknownName, span, message)
            .label("a rule or formula can only name a figure of this file")
            .maybe_help(near)
    }
}

/// The error of a field of a list in a rule that needs one number.
fn field_in_rule(path: &str, span: Span) -> Diagnostic {
    let message = format!("`{path}` has a value in each row of its list");
    Diagnostic::error(Code::WrongRule, span, message)
        .label("expected a figure")
        .help("only `sum_of` can name a field of a list: it adds up all rows")
}
