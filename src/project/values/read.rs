//! Reads a year's file and matches its keys with the dictionary.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blank::to_fill_in;
use super::rows::Lists;
use super::{Blank, BlankPart, Entry, Values, path};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean, question};
use crate::project::level::Level;
use crate::project::localized::Text;
use crate::project::point::Area;
use crate::project::status::Status;
use crate::project::{Project, Reader, too_long};

/// A file of figures being read.
pub(super) struct ValuesParser<'r, 'f> {
    pub(super) reader: &'r mut Reader<'f>,
    pub(super) project: &'r Project,
    pub(super) level: Level,
    entries: Vec<Option<Entry>>,
    /// For each figure, whether the file has it, valid or not.
    seen: Vec<bool>,
    pub(super) lists: Lists,
    /// For each list, whether the file has it, valid or not.
    pub(super) seen_lists: Vec<bool>,
    /// The row that is being read, by its number from 0.
    pub(super) row_number: Option<u16>,
    /// The groups in the file and their source locations.
    groups: Vec<(String, Span)>,
    /// The keys of the head in the file: valid, invalid or misspelled.
    pub(super) seen_keys: Vec<&'static str>,
    /// Whether the file has a source other than the mark for values to be filled in. An empty source counts.
    pub(super) has_source: bool,
    /// The values still to be filled in.
    pub(super) blanks: Vec<Blank>,
}

/// The keys of a file's head.
#[derive(Default)]
pub(super) struct FileHead {
    pub year: Option<(u16, Span)>,
    pub jurisdiction: Option<Text>,
    pub status: Option<(Status, Span)>,
    pub source: Option<Text>,
    pub as_of: Option<(NaiveDate, Span)>,
}

pub(super) type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads the file of a jurisdiction, or of the nation, for a year.
pub(super) fn read(
    reader: &mut Reader<'_>,
    project: &Project,
    year: u16,
    code: Option<&str>,
) -> Option<Values> {
    let mark = reader.report.mark();
    let loaded = reader.load(&path(year, code))?;
    let dictionary = &project.dictionary;
    let kind_of = |id: &str| Some(dictionary.get(dictionary.find_any(id)?).kind);
    let table = reader.parse_file_of_figures(&loaded, &kind_of)?;
    let start = Span::new(loaded.base, loaded.base);
    let area = Area::of_code(code);
    let level = project.level(area);
    let mut file = ValuesParser {
        reader,
        project,
        level,
        entries: vec![None; project.dictionary.len()],
        seen: vec![false; project.dictionary.len()],
        lists: Lists::default(),
        seen_lists: vec![false; project.dictionary.lists().count()],
        row_number: None,
        groups: Vec::new(),
        seen_keys: Vec::new(),
        has_source: false,
        blanks: Vec::new(),
    };
    let head = file.table(table.into_inner());
    file.check_head(&head, year, code, start);
    file.check_absent(start);
    file.check_absent_lists(start);
    file.blanks.sort_by_key(|blank| blank.span.start);
    file.reader.report.extend(to_fill_in(&file.blanks));
    let (status, status_span) = head.status.unwrap_or((Status::Draft, start));
    Some(Values {
        status,
        status_span,
        source: head.source,
        as_of: head.as_of.map(|(date, _)| date),
        as_of_span: head.as_of.map_or(start, |(_, span)| span),
        entries: file.entries,
        lists: file.lists,
        blanks: file.blanks,
        is_sound: file.reader.report.errors_since(mark) == 0,
        ..Values::new(project, area, year, start)
    })
}

impl ValuesParser<'_, '_> {
    /// Reads the head from the top table and the figures from all other tables.
    fn table(&mut self, table: DeTable<'_>) -> FileHead {
        let mut head = FileHead::default();
        for (key, value) in in_order(table) {
            let span = Span::from(value.span());
            let known = self
                .head_keys()
                .iter()
                .find(|known| **known == key.get_ref().as_ref());
            self.seen_keys.extend(known);
            match known {
                Some(&"year") => head.year = self.year(&value).map(|year| (year, span)),
                Some(&"jurisdiction") => {
                    head.jurisdiction = self.text("a code", &value);
                }
                Some(&"status") => head.status = self.status(&value).map(|status| (status, span)),
                Some(&"source") => {
                    if !self.is_blank(&value, None, BlankPart::Value, "the source") {
                        self.has_source = true;
                        let source = self.text("a text", &value);
                        head.source = source.filter(|source| !source.text.trim().is_empty());
                    }
                }
                Some(&"as_of") => {
                    if !self.is_blank(&value, None, BlankPart::Value, "the day (`as_of`)") {
                        head.as_of = self.date(&value).map(|date| (date, span));
                    }
                }
                _ => self.figures(key.get_ref(), &key, value),
            }
        }
        head
    }

    fn head_keys(&self) -> &'static [&'static str] {
        match self.level {
            Level::NATIONAL => &["year", "status", "source", "as_of"],
            _ => &["year", "jurisdiction", "status", "source", "as_of"],
        }
    }

    /// Reads the figures at or under a path.
    fn figures(&mut self, id: &str, key: &Key<'_>, value: Value<'_>) {
        let dictionary = &self.project.dictionary;
        if let Some(figure) = dictionary.find(id) {
            if let Some(formula) = &dictionary.get(figure).computed {
                let message = format!("`{id}` is computed, and no file gives it");
                self.reader.report.push(
                    Diagnostic::error(Code::GivenComputed, key.span(), message)
                        .also(formula.span, "this is its formula")
                        .help("delete the line; the number follows from its formula"),
                );
            } else if dictionary.get(figure).levels.contains(&self.level) {
                if std::mem::replace(&mut self.seen[figure.0], true) {
                    let message = format!("the figure `{id}` is given twice");
                    self.reader.report.push(
                        Diagnostic::error(Code::Duplicate, key.span(), message)
                            .help("delete one of the two"),
                    );
                    self.entries[figure.0] = None;
                    return;
                }
                self.entries[figure.0] = self.entry(figure, value);
            } else {
                let figure = dictionary.get(figure);
                self.wrong_level("figures", id, &figure.levels, key.span().into());
            }
            return;
        }
        if let Some(list) = dictionary.find_list(id) {
            self.list(list, key, value);
            return;
        }
        let prefix = format!("{id}.");
        let is_group = dictionary.iter().any(|(_, f)| f.id.starts_with(&prefix));
        match value.into_inner() {
            DeValue::Table(table) if is_group => {
                self.groups.push((prefix.clone(), key.span().into()));
                for (key, value) in in_order(table) {
                    let path = format!("{prefix}{}", key.get_ref());
                    self.figures(&path, &key, value);
                }
            }
            _ if is_group => self.group_without_table(id, key.span().into()),
            _ => self.unknown(id, key.span().into()),
        }
    }

    pub(super) fn text(&mut self, expected: &str, value: &Value<'_>) -> Option<Text> {
        if let DeValue::String(text) = value.get_ref() {
            let span = Span::from(value.span());
            self.reader.report.extend(too_long(text, span));
            let text = text.clone().into_owned();
            return Some(Text { text, span });
        }
        self.wrong_type(expected, value);
        None
    }

    pub(super) fn wrong_type(&mut self, expected: &str, value: &Value<'_>) {
        let error = self.of_wrong_type(expected, value);
        self.reader.report.push(error);
    }

    pub(super) fn of_wrong_type(&self, expected: &str, value: &Value<'_>) -> Diagnostic {
        let message = format!("expected {expected}");
        Diagnostic::error(Code::WrongType, value.span(), message)
            .label(format!("this is {}", found(value.get_ref())))
    }

    /// Reports an unknown key. The figure or key that was probably meant is not reported as missing.
    fn unknown(&mut self, id: &str, span: Span) {
        let dictionary = &self.project.dictionary;
        let known = dictionary.ids(self.level);
        let groups = dictionary.ids(self.level).filter_map(|id| {
            let (group, _) = id.rsplit_once('.')?;
            Some(group)
        });
        let lists = dictionary.lists().map(|(_, list)| list.id.as_str());
        let keys = self.head_keys().iter().copied();
        let candidates = keys.chain(known).chain(groups).chain(lists);
        let near = did_you_mean(id, candidates);
        if let Some(near) = near {
            let key = self.head_keys().iter().find(|key| **key == near);
            self.seen_keys.extend(key);
            let group = format!("{near}.");
            for (figure, declared) in dictionary.iter() {
                if declared.id == near || declared.id.starts_with(&group) {
                    self.seen[figure.0] = true;
                }
            }
            if let Some(list) = dictionary.find_list(near) {
                self.seen_lists[list.0] = true;
            }
        }
        let help = near.map(|near| question(id, near, &format!("`{near}`")));
        let error = Diagnostic::error(Code::UnknownKey, span, format!("there is no figure `{id}`"))
            .label("not declared in data/figures.toml")
            .help(help.unwrap_or_else(|| "declare it in data/figures.toml first".to_owned()));
        self.reader.report.push(error);
    }

    /// Reports a figure or list of other levels. `plural` says which: "figures".
    pub(super) fn wrong_level(&mut self, plural: &str, id: &str, declared: &[Level], span: Span) {
        let levels = &self.project.publication.levels;
        let here = match self.level {
            Level::NATIONAL => "the national",
            _ if levels.is_flat() => "a jurisdiction's",
            level => &format!("a {}'s", levels.name(level)),
        };
        let there = declared.iter();
        let there: Vec<String> = there
            .map(|level| format!("\"{}\"", levels.name(*level)))
            .collect();
        let message = format!("`{id}` is not one of {here} {plural}");
        self.reader.report.push(
            Diagnostic::error(Code::UnknownKey, span, message)
                .label(format!(
                    "data/figures.toml declares it in [{}] only",
                    there.join(", ")
                ))
                .help("move it, or declare it in both"),
        );
    }

    fn group_without_table(&mut self, id: &str, span: Span) {
        let message = format!("`{id}` is a group of figures, not a figure");
        let members = self.project.dictionary.ids(self.level);
        let members: Vec<&str> = members
            .filter(|member| member.starts_with(&format!("{id}.")))
            .collect();
        self.reader.report.push(
            Diagnostic::error(Code::WrongType, span, message)
                .help(format!("its figures are {}", members.join(", "))),
        );
    }

    /// Reports the absent figures that are not optional: together for each group, at the group or at the top of the
    /// file.
    fn check_absent(&mut self, start: Span) {
        let mut places: Vec<(Span, Vec<(&str, &str)>)> = Vec::new();
        for (id, figure) in self.project.dictionary.given() {
            let expected = figure.levels.contains(&self.level) && !figure.optional;
            if !expected || self.seen[id.0] {
                continue;
            }
            let group = self.groups.iter();
            let group = group.filter(|(prefix, _)| figure.id.starts_with(prefix.as_str()));
            let (span, name) = match group.max_by_key(|(prefix, _)| prefix.len()) {
                Some((prefix, span)) => (*span, &figure.id[prefix.len()..]),
                None => (start, figure.id.as_str()),
            };
            let absent = (figure.id.as_str(), name);
            match places.iter_mut().find(|(known, _)| *known == span) {
                Some((_, absents)) => absents.push(absent),
                None => places.push((span, vec![absent])),
            }
        }
        let errors = places
            .into_iter()
            .map(|(span, absents)| absence(span, &absents));
        self.reader.report.extend(errors);
    }
}

/// The error of the figures missing at one location. `absents` has the id and the key of each.
fn absence(span: Span, absents: &[(&str, &str)]) -> Diagnostic {
    let ids: Vec<String> = absents.iter().map(|(id, _)| format!("`{id}`")).collect();
    let lines: Vec<String> = absents
        .iter()
        .map(|(_, name)| format!("`{name} = …`"))
        .collect();
    let (message, help) = match (ids.as_slice(), lines.as_slice()) {
        ([id], [line]) => (
            format!("the figure {id} is missing"),
            format!("add a line {line}"),
        ),
        _ => (
            format!("the figures {} are missing", ids.join(", ")),
            format!("add lines {}", lines.join(", ")),
        ),
    };
    Diagnostic::error(Code::MissingFigure, span, message).help(format!(
        "{help}; where there is no number, write \"suppressed\" or \"not-available\""
    ))
}

/// A table's entries in the order of the file.
pub(super) fn in_order(table: DeTable<'_>) -> Vec<(Key<'_>, Value<'_>)> {
    let mut entries: Vec<(Key<'_>, Value<'_>)> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The type of a value in words.
pub(super) fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with decimals",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
