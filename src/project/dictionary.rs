//! `data/figures.toml`: every figure that exists, its kind, and the rules it must obey.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use toml::Spanned;

use super::localized::{Language, Localized, RawLocalized};
use super::number::Number;
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Report, Span, did_you_mean};

/// First parts of names that mean something else than a figure.
pub const RESERVED: [&str; 6] = ["year", "state", "national", "publication", "page", "pages"];

/// Keys at the head of a year's file, which mean something else than a figure as well.
pub const HEAD: [&str; 4] = ["jurisdiction", "status", "source", "as_of"];

/// What a figure counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A whole number from 0.
    Count,
    /// 0 to 100, printed with the language's sign.
    Percent,
}

/// Whose figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// One jurisdiction's.
    State,
    /// The nation's.
    National,
}

impl Scope {
    /// What it is called in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::National => "national",
        }
    }

    /// What stands before a figure's id when words or rules name it.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::State => "",
            Self::National => "national.",
        }
    }
}

/// The place of a figure in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureId(pub usize);

/// A figure of one scope, as a rule names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The scope, when it is not that of the figure which has the rule.
    pub scope: Option<Scope>,
    /// The figure.
    pub figure: FigureId,
}

/// What a figure is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number.
    Number(Number),
    /// Another figure.
    Figure(Target),
}

/// A figure and its rules.
#[derive(Debug)]
pub struct Figure {
    /// Its path in data files and words: `missing.total`.
    pub id: String,
    /// Where the id is written.
    pub span: Span,
    /// Its name for people.
    pub label: Localized,
    /// What it counts in.
    pub kind: Kind,
    /// The scopes that have it.
    pub scopes: Vec<Scope>,
    /// Whether a file may leave it out.
    pub optional: bool,
    /// The scopes whose figure is meant to be printed; others may be there for the rules alone.
    pub printed: Vec<Scope>,
    /// The figures that add up to it, in the scopes that have them all.
    pub sum_of: Vec<FigureId>,
    /// The figure it is a part of.
    pub part_of: Option<Target>,
    /// The least it may be.
    pub at_least: Option<Bound>,
    /// The most it may be.
    pub at_most: Option<Bound>,
}

/// All figures, in the order of the file.
#[derive(Debug)]
pub struct Dictionary {
    figures: Vec<Figure>,
}

impl Dictionary {
    /// A figure by its id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<FigureId> {
        self.figures.iter().position(|f| f.id == id).map(FigureId)
    }

    /// The figure itself.
    #[must_use]
    pub fn get(&self, id: FigureId) -> &Figure {
        &self.figures[id.0]
    }

    /// All figures.
    pub fn iter(&self) -> impl Iterator<Item = (FigureId, &Figure)> {
        let numbered = self.figures.iter().enumerate();
        numbered.map(|(index, figure)| (FigureId(index), figure))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// The ids of a scope, for suggestions.
    pub fn ids(&self, scope: Scope) -> impl Iterator<Item = &str> {
        let of_scope = move |f: &&Figure| f.scopes.contains(&scope);
        self.figures.iter().filter(of_scope).map(|f| f.id.as_str())
    }

    pub(super) fn read(reader: &mut Reader<'_>, languages: Option<&[Language]>) -> Option<Self> {
        let raw: Raw = reader.read("data/figures.toml")?;
        let ids: Vec<Spanned<String>> = raw.figure.iter().map(|f| f.id.clone()).collect();
        // Whatever else is said about the figures hangs on their ids.
        if !check_ids(&ids, &mut reader.report) {
            return None;
        }
        let names = Names { ids: &ids };
        let figures = raw
            .figure
            .into_iter()
            .map(|figure| resolve(figure, &names, languages, &mut reader.report));
        let dictionary = Self {
            figures: figures.collect(),
        };
        check_scopes(&dictionary, &mut reader.report);
        Some(dictionary)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    figure: Vec<RawFigure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFigure {
    id: Spanned<String>,
    label: Spanned<RawLocalized>,
    kind: Kind,
    #[serde(rename = "in")]
    scopes: Spanned<Vec<Scope>>,
    #[serde(default = "no_parts")]
    sum_of: Spanned<Vec<Spanned<String>>>,
    part_of: Option<Spanned<String>>,
    at_least: Option<Spanned<RawBound>>,
    at_most: Option<Spanned<RawBound>>,
    #[serde(default)]
    optional: bool,
    printed: Option<Spanned<Vec<Scope>>>,
}

/// A sum that is not there: its place is nowhere.
fn no_parts() -> Spanned<Vec<Spanned<String>>> {
    Spanned::new(0..0, Vec::new())
}

impl RawFigure {
    fn has_empty_sum(&self) -> bool {
        self.sum_of.get_ref().is_empty() && self.sum_of.span() != (0..0)
    }
}

enum RawBound {
    Number(String),
    Figure(String),
}

impl<'de> Deserialize<'de> for RawBound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = RawBound;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0 or the id of a figure")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(RawBound::Number(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(RawBound::Number(number.to_string()))
            }

            fn visit_str<E>(self, id: &str) -> Result<Self::Value, E> {
                Ok(RawBound::Figure(id.to_owned()))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

fn resolve(
    raw: RawFigure,
    names: &Names<'_>,
    languages: Option<&[Language]>,
    report: &mut Report,
) -> Figure {
    if raw.scopes.get_ref().is_empty() {
        let message = format!("the figure `{}` belongs nowhere", raw.id.get_ref());
        report.push(
            Diagnostic::error("wrong-value", raw.scopes.span().into(), message)
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
            Diagnostic::error("wrong-rule", raw.sum_of.span().into(), message)
                .help("name the figures that add up to it, or leave `sum_of` out"),
        );
    }
    Figure {
        // A sum of which a part is not known is not checked: the unknown part is the mistake.
        sum_of: parts.into_iter().collect::<Option<_>>().unwrap_or_default(),
        part_of: raw.part_of.and_then(|id| names.target(&id, report)),
        at_least: raw.at_least.and_then(|bound| names.bound(bound, report)),
        at_most: raw.at_most.and_then(|bound| names.bound(bound, report)),
        label: Localized::resolve(raw.label, languages, report),
        kind: raw.kind,
        printed: printed(raw.printed, raw.scopes.get_ref(), report),
        scopes: raw.scopes.into_inner(),
        optional: raw.optional,
        span: raw.id.span().into(),
        id: raw.id.into_inner(),
    }
}

/// The scopes in which a figure is to be printed: all it is in, unless fewer are said.
fn printed(said: Option<Spanned<Vec<Scope>>>, scopes: &[Scope], report: &mut Report) -> Vec<Scope> {
    let Some(said) = said else {
        return scopes.to_vec();
    };
    if said.get_ref().iter().any(|scope| !scopes.contains(scope)) {
        let message = "a figure can only be printed where it is";
        report.push(
            Diagnostic::error("wrong-value", said.span().into(), message)
                .help("`printed` names no more than `in` does"),
        );
    }
    said.into_inner()
}

fn listed_twice(parts: &[Spanned<String>]) -> Option<Diagnostic> {
    let is_again = |(index, part): &(usize, &Spanned<String>)| parts[..*index].contains(part);
    let (_, part) = parts.iter().enumerate().find(is_again)?;
    let message = format!("`{}` is listed twice", part.get_ref());
    Some(Diagnostic::error("duplicate", part.span().into(), message))
}

/// The ids of the file, to look up what rules name.
struct Names<'a> {
    ids: &'a [Spanned<String>],
}

impl Names<'_> {
    fn figure(&self, id: &Spanned<String>, report: &mut Report) -> Option<FigureId> {
        self.find(id.get_ref(), id.span().into(), report)
    }

    fn target(&self, id: &Spanned<String>, report: &mut Report) -> Option<Target> {
        let (scope, path) = match id.get_ref().strip_prefix("national.") {
            Some(path) => (Some(Scope::National), path),
            None => (None, id.get_ref().as_str()),
        };
        let figure = self.find(path, id.span().into(), report)?;
        Some(Target { scope, figure })
    }

    fn bound(&self, bound: Spanned<RawBound>, report: &mut Report) -> Option<Bound> {
        let range = bound.span();
        match bound.into_inner() {
            RawBound::Figure(id) => {
                let target = self.target(&Spanned::new(range, id), report)?;
                Some(Bound::Figure(target))
            }
            RawBound::Number(text) => match Number::parse(&text) {
                Ok(number) => Some(Bound::Number(number)),
                Err(problem) => {
                    let message = "expected a number from 0 or the id of a figure";
                    let error = Diagnostic::error("wrong-value", range.into(), message);
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
            let near = did_you_mean(path, ids()).map(|near| format!("did you mean `{near}`?"));
            report.push(
                Diagnostic::error("unknown-name", span, format!("there is no figure `{path}`"))
                    .label("a rule can only name a figure of this file")
                    .maybe_help(near),
            );
        }
        found
    }
}

/// Whether all ids can be used, each for one figure.
fn check_ids(ids: &[Spanned<String>], report: &mut Report) -> bool {
    let before = report.len();
    for (index, id) in ids.iter().enumerate() {
        let (name, span) = (id.get_ref().as_str(), Span::from(id.span()));
        if let Some(problem) = wrong_id(name) {
            let message = format!("`{name}` cannot be the id of a figure");
            report.push(
                Diagnostic::error("wrong-value", span, message)
                    .label(problem)
                    .help("write a group and a name in small letters, such as \"missing.total\""),
            );
        }
        for earlier in &ids[..index] {
            let known = earlier.get_ref();
            let first = Span::from(earlier.span());
            if known == name {
                report.push(
                    Diagnostic::error("duplicate", span, format!("the id `{name}` is used twice"))
                        .label("used again here")
                        .also(first, "first used here"),
                );
            } else if is_inside(known, name) || is_inside(name, known) {
                let message = format!("`{name}` and `{known}` cannot both be figures");
                report.push(
                    Diagnostic::error("wrong-value", span, message)
                        .also(first, "the other one")
                        .help("a figure cannot also be the group of another; rename one of them"),
                );
            }
        }
    }
    report.len() == before
}

/// Whether `id` names something within the group `group`.
fn is_inside(group: &str, id: &str) -> bool {
    id.strip_prefix(group)
        .is_some_and(|rest| rest.starts_with('.'))
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
            "each part begins with a small letter and goes on with these, digits and _".to_owned(),
        );
    }
    let root = id.split('.').next().unwrap_or(id);
    (RESERVED.contains(&root) || HEAD.contains(&root))
        .then(|| format!("`{root}` already means something else"))
}

/// A rule must name figures that exist where it holds, and none may lead back to where it began.
fn check_scopes(dictionary: &Dictionary, report: &mut Report) {
    for (id, figure) in dictionary.iter() {
        let parts = || figure.sum_of.iter().map(|part| dictionary.get(*part));
        let holds = |scope: &Scope| parts().all(|part| part.scopes.contains(scope));
        if !figure.sum_of.is_empty() && !figure.scopes.iter().any(holds) {
            let message = format!("the sum of `{}` can never be checked", figure.id);
            let error = Diagnostic::error("wrong-rule", figure.span, message)
                .help("the parts of a sum must all be in a scope of the sum");
            report.push(parts().fold(error, |error, part| error.also(part.span, "a part of it")));
        }
        for target in targets(figure) {
            let scopes = target.scope.map_or(figure.scopes.clone(), |s| vec![s]);
            let other = dictionary.get(target.figure);
            if let Some(scope) = scopes.iter().find(|s| !other.scopes.contains(s)) {
                let scope = scope.name();
                let message = format!("the rule of `{}` names no {scope} figure", figure.id);
                report.push(
                    Diagnostic::error("wrong-rule", figure.span, message)
                        .also(other.span, format!("this figure is not in \"{scope}\""))
                        .help("write national.… for the national figure of that id"),
                );
            }
        }
        let own = targets(figure).any(|target| target.figure == id && target.scope.is_none());
        if own || is_part_of_itself(dictionary, id) {
            let message = format!("a rule of `{}` leads back to itself", figure.id);
            report.push(Diagnostic::error("wrong-rule", figure.span, message));
        }
    }
}

fn targets(figure: &Figure) -> impl Iterator<Item = Target> {
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
