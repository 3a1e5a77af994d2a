//! Comparison of two sets of figures.

use std::collections::{BTreeMap, BTreeSet};

use super::{AreaDiff, Change, Comparison, FigureDiff, Flag, Presence, Side, Value};
use crate::project::{Area, Entry, Figure, Kind, Level, Project, Values};
use crate::proofread::{Fingerprint, Known, swapped};

/// A set of figures: those of one year in one folder.
#[derive(Debug)]
pub struct FigureSet {
    /// The project with the dictionary of these figures.
    pub project: Project,
    /// The name and the year of the set.
    pub side: Side,
    /// The files by the jurisdiction's code; `None` is the nation.
    pub files: BTreeMap<Option<String>, Values>,
}

/// Compares two sets of figures.
#[must_use]
pub fn compare(old: &FigureSet, new: &FigureSet) -> Comparison {
    let codes: BTreeSet<&Option<String>> = old.files.keys().chain(new.files.keys()).collect();
    let mut areas = Vec::new();
    let mut fingerprints = Vec::new();
    for code in &codes {
        let (was, is) = (old.files.get(*code), new.files.get(*code));
        let area = Area::of_code(code.as_deref());
        let level = new.project.level(area);
        let pair = Pair {
            old: was.map(|values| (&old.project, values)),
            new: is.map(|values| (&new.project, values)),
            level,
            are_of_two_years: old.side.year != new.side.year,
        };
        if let Some(code) = code {
            fingerprints.extend(pair.fingerprint(code));
        }
        let place = pair.place(code.as_deref());
        let is_worth_saying = !place.is_same() || !place.rows.is_empty();
        areas.extend(is_worth_saying.then_some(place));
    }
    let codes_of =
        |(one, other): (&Fingerprint, &Fingerprint)| (one.code.clone(), other.code.clone());
    Comparison {
        old: old.side.clone(),
        new: new.side.clone(),
        areas,
        files: codes.len(),
        swapped: swapped(&fingerprints).into_iter().map(codes_of).collect(),
    }
}

/// A file with the project that it belongs to.
pub(super) type FileSide<'p> = (&'p Project, &'p Values);

/// The two files of an area. One of them may be missing.
pub(super) struct Pair<'p> {
    pub old: Option<FileSide<'p>>,
    pub new: Option<FileSide<'p>>,
    pub level: Level,
    are_of_two_years: bool,
}

impl<'p> Pair<'p> {
    fn place(&self, code: Option<&str>) -> AreaDiff {
        let project = self.new.or(self.old).map(|(project, _)| project);
        let name = project.filter(|_| code.is_some());
        let name = name.map_or("The nation", |project| project.whose(code));
        let presence = match (self.old, self.new) {
            (None, _) => Presence::Appeared,
            (_, None) => Presence::Disappeared,
            _ => Presence::Both,
        };
        let statuses = self.old.zip(self.new);
        let statuses = statuses.map(|((_, old), (_, new))| (old.status, new.status));
        AreaDiff {
            code: code.map(str::to_owned),
            name: name.to_owned(),
            presence,
            status: statuses.filter(|(old, new)| old != new),
            rows: self
                .figures()
                .filter_map(|figure| self.of_figure(figure))
                .chain(self.of_lists())
                .collect(),
        }
    }

    /// The figures of both dictionaries: those of the new one, then those that only the old one has.
    fn figures(&self) -> impl Iterator<Item = &'p Figure> {
        let of = |side: Option<(&'p Project, &'p Values)>| {
            let figures = side.map(|(project, _)| project.dictionary.given());
            figures.into_iter().flatten().map(|(_, figure)| figure)
        };
        let new = self.new.map(|(project, _)| project);
        let level = self.level;
        let is_gone = move |figure: &&Figure| {
            let ids = new.map(|project| project.dictionary.ids(level));
            !ids.into_iter().flatten().any(|id| id == figure.id)
        };
        let is_of_level = move |figure: &&Figure| figure.levels.contains(&level);
        let old = of(self.old).filter(is_of_level).filter(is_gone);
        of(self.new).filter(is_of_level).chain(old)
    }

    /// The difference of a figure; `None` when there is nothing to report.
    fn of_figure(&self, figure: &'p Figure) -> Option<FigureDiff> {
        let (old, new) = (value(self.old, &figure.id), value(self.new, &figure.id));
        let said = self.new.and_then(|(project, values)| {
            let entry = values.get(project.dictionary.find(&figure.id)?)?;
            entry.unchanged
        });
        self.difference(figure, None, (old, new), said.is_some())
    }

    /// The difference of two values of a figure, or of a field in a row; `None` when there is nothing to report.
    /// `is_said` is whether the new file says that the value is unchanged.
    pub(super) fn difference(
        &self,
        figure: &Figure,
        row: Option<&str>,
        (old, new): (Option<Value>, Option<Value>),
        is_said: bool,
    ) -> Option<FigureDiff> {
        let number = |value: &Option<Value>| value.as_ref().and_then(Value::number);
        // Numbers of different kinds are not compared.
        let numbers = number(&old).zip(number(&new));
        let kinds = kind(self.old, figure).zip(kind(self.new, figure));
        let numbers = numbers.filter(|_| kinds.is_some_and(|(old, new)| old.is_comparable(new)));
        let change = numbers.and_then(|(old, new)| Change::between(old, new, figure.kind));
        let mut flags = Vec::new();
        match (&old, &new) {
            (None, None) => return None,
            (None, Some(_)) => flags.push(Flag::Appeared),
            (Some(_), None) => flags.push(Flag::Disappeared),
            (Some(old), Some(new)) if change.is_none() && numbers.is_some() && old != new => {
                flags.push(Flag::Text);
            }
            _ => {}
        }
        let is_blank = new == Some(Value::Blank);
        let is_jump = change.zip(figure.jump);
        let is_jump = is_jump.is_some_and(|(change, jump)| change.is_jump(jump));
        let is_same = numbers.is_some() && change.is_none() && self.are_of_two_years;
        let is_asked = is_same && !is_said && !figure.may_be_unchanged;
        flags.extend(is_blank.then_some(Flag::ToFillIn));
        flags.extend(is_jump.then_some(Flag::Jump));
        flags.extend(is_asked.then_some(Flag::Unchanged));
        let difference = FigureDiff {
            id: figure.id.clone(),
            row: row.map(str::to_owned),
            label: self.label(figure),
            kind: figure.kind,
            old,
            new,
            change,
            flags,
        };
        (!difference.is_same() || !difference.flags.is_empty()).then_some(difference)
    }

    fn label(&self, figure: &Figure) -> String {
        let project = self.new.or(self.old).map(|(project, _)| project);
        let language = project.map(|project| project.publication.default_language());
        language
            .map_or("", |language| figure.label.words(language))
            .to_owned()
    }

    /// The fingerprint that tells the area from others; `None` when one of the files is missing.
    fn fingerprint(&self, code: &str) -> Option<Fingerprint> {
        let (old, new) = (self.old?, self.new?);
        let of = |side| -> Vec<Known> {
            let amount = |figure: &Figure| match value(Some(side), &figure.id) {
                Some(Value::Given(amount, _)) => Some(amount),
                Some(Value::Blank) | None => None,
            };
            let figures = self.figures();
            figures
                .map(|figure| (figure.kind, amount(figure)))
                .collect()
        };
        Some(Fingerprint::of(code, &of(new), Some(&of(old))))
    }
}

/// The kind of a figure in one of the dictionaries.
fn kind(side: Option<FileSide<'_>>, figure: &Figure) -> Option<Kind> {
    let dictionary = &side?.0.dictionary;
    Some(dictionary.get(dictionary.find_any(&figure.id)?).kind)
}

/// The value of a figure in a file.
fn value(side: Option<FileSide<'_>>, id: &str) -> Option<Value> {
    let (project, values) = side?;
    let figure = project.dictionary.find(id)?;
    let Some(entry) = values.get(figure) else {
        return values.is_blank(figure).then_some(Value::Blank);
    };
    Some(value_of(entry))
}

/// The value of an entry.
pub(super) fn value_of(entry: &Entry) -> Value {
    let text = entry.text.as_ref();
    let texts = text.map(|text| text.all().map(|text| text.text.as_str()).collect());
    let texts = texts.map(|texts: Vec<&str>| texts.join(" / "));
    Value::Given(entry.amount, texts)
}
