//! Reading a year's file.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blank::to_fill_in;
use super::{Amount, BLANK, Blank, BlankPart, Entry, MISSING, Values, path};
use crate::diagnostic::{Diagnostic, Report, Span, did_you_mean};
use crate::project::dictionary::{FigureId, Kind, Scope};
use crate::project::localized::{Localized, RawLocalized, Text};
use crate::project::number::Number;
use crate::project::publication::Status;
use crate::project::spanned;
use crate::project::{Project, Reader, too_long};

/// A file on its way from a table to values.
pub(super) struct File<'r, 'f> {
    pub(super) reader: &'r mut Reader<'f>,
    pub(super) project: &'r Project,
    scope: Scope,
    entries: Vec<Option<Entry>>,
    /// The figures that stand in the file, right or wrong.
    seen: Vec<bool>,
    /// The groups that stand in the file, and where.
    groups: Vec<(String, Span)>,
    /// The keys of the head that stand in the file, right, wrong or misspelt.
    pub(super) seen_keys: Vec<&'static str>,
    /// Whether there is a source, even an empty one, but none that is to be filled in.
    pub(super) has_source: bool,
    /// What is still to be filled in.
    blanks: Vec<Blank>,
}

/// The keys of a file's head.
#[derive(Default)]
pub(super) struct Head {
    pub year: Option<(u16, Span)>,
    pub jurisdiction: Option<Text>,
    pub status: Option<(Status, Span)>,
    pub source: Option<Text>,
    pub as_of: Option<NaiveDate>,
}

/// The keys of a figure that stands in braces.
pub const ENTRY: [&str; 5] = ["value", "text", "note", "source", "unchanged"];

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads a year's file: one jurisdiction's, or the nation's.
pub(super) fn read(
    reader: &mut Reader<'_>,
    project: &Project,
    year: u16,
    code: Option<&str>,
) -> Option<Values> {
    let before = reader.report.len();
    let loaded = reader.load(&path(year, code))?;
    let table = reader.parse_file(&loaded)?;
    let start = Span::new(loaded.base, loaded.base);
    let scope = code.map_or(Scope::National, |_| Scope::State);
    let mut file = File {
        reader,
        project,
        scope,
        entries: vec![None; project.dictionary.len()],
        seen: vec![false; project.dictionary.len()],
        groups: Vec::new(),
        seen_keys: Vec::new(),
        has_source: false,
        blanks: Vec::new(),
    };
    let head = file.table(table.into_inner());
    file.check_head(&head, year, code, start);
    file.check_absent(start);
    file.blanks.sort_by_key(|blank| blank.span.start);
    file.reader.report.extend(to_fill_in(&file.blanks));
    let (status, status_span) = head.status.unwrap_or((Status::Draft, start));
    Some(Values {
        scope,
        year,
        status,
        status_span,
        source: head.source,
        as_of: head.as_of,
        span: start,
        entries: file.entries,
        blanks: file.blanks,
        is_sound: file.reader.report.len() == before,
    })
}

impl File<'_, '_> {
    /// Takes the head out of the top table and the figures out of all the others.
    fn table(&mut self, table: DeTable<'_>) -> Head {
        let mut head = Head::default();
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
                        head.as_of = self.date(&value);
                    }
                }
                _ => self.figures(key.get_ref(), &key, value),
            }
        }
        head
    }

    fn head_keys(&self) -> &'static [&'static str] {
        match self.scope {
            Scope::State => &["year", "jurisdiction", "status", "source", "as_of"],
            Scope::National => &["year", "status", "source", "as_of"],
        }
    }

    /// Takes the figures at or under a path.
    fn figures(&mut self, id: &str, key: &Key<'_>, value: Value<'_>) {
        let dictionary = &self.project.dictionary;
        if let Some(figure) = dictionary.find(id) {
            if dictionary.get(figure).scopes.contains(&self.scope) {
                if std::mem::replace(&mut self.seen[figure.0], true) {
                    let message = format!("the figure `{id}` is given twice");
                    self.reader.report.push(
                        Diagnostic::error("duplicate", key.span().into(), message)
                            .help("delete one of the two"),
                    );
                    self.entries[figure.0] = None;
                    return;
                }
                self.entries[figure.0] = self.entry(figure, value);
            } else {
                self.wrong_scope(id, key.span().into());
            }
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

    fn entry(&mut self, figure: FigureId, value: Value<'_>) -> Option<Entry> {
        let span = Span::from(value.span());
        let mut entry = Entry {
            amount: Amount::NotAvailable,
            text: None,
            note: None,
            source: None,
            unchanged: None,
            span,
        };
        let plain = match value.into_inner() {
            DeValue::Table(table) => self.entry_table(figure, table, &mut entry)?,
            plain => Spanned::new(span.start..span.end, plain),
        };
        entry.span = plain.span().into();
        let project = self.project;
        let id = &project.dictionary.get(figure).id;
        if self.is_blank(&plain, Some(figure), BlankPart::Value, &format!("`{id}`")) {
            return None;
        }
        entry.amount = self.amount(figure, &plain)?;
        check_text(self.project, figure, &entry, &mut self.reader.report);
        Some(entry)
    }

    /// Whether a value is still to be filled in. It is noted when it is.
    fn is_blank(
        &mut self,
        value: &Value<'_>,
        figure: Option<FigureId>,
        part: BlankPart,
        what: &str,
    ) -> bool {
        let is_blank = matches!(value.get_ref(), DeValue::String(text) if text.trim() == BLANK);
        if is_blank {
            self.blanks.push(Blank {
                figure,
                part,
                what: what.to_owned(),
                span: value.span().into(),
            });
        }
        is_blank
    }

    /// `{ value = …, text = …, note = …, source = …, unchanged = … }`: fills the entry and returns the
    /// value.
    fn entry_table<'t>(
        &mut self,
        figure: FigureId,
        table: DeTable<'t>,
        entry: &mut Entry,
    ) -> Option<Value<'t>> {
        let project = self.project;
        let id = &project.dictionary.get(figure).id;
        let mut found = None;
        let mut is_misspelt = false;
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let of_figure = format!("the {name} of `{id}`");
            match name {
                "value" => found = Some(value),
                "text" => {
                    let text = self.localized(value);
                    entry.text = text.filter(|text| !self.has_blanks(text, figure, &of_figure));
                }
                "note" if self.is_blank(&value, Some(figure), BlankPart::Note, &of_figure) => {}
                "source" if self.is_blank(&value, Some(figure), BlankPart::Source, &of_figure) => {}
                "note" => entry.note = self.text("a text", &value),
                "source" => entry.source = self.text("a text", &value),
                "unchanged" => entry.unchanged = self.said_unchanged(&value),
                other => {
                    let message = format!("unknown key `{other}`");
                    let near = did_you_mean(other, ENTRY);
                    is_misspelt |= near == Some("value");
                    self.reader.report.push(
                        Diagnostic::error("unknown-key", key.span().into(), message).help(
                            match near {
                                Some(near) => format!("did you mean `{near}`?"),
                                None => format!("known keys are {}", ENTRY.join(", ")),
                            },
                        ),
                    );
                }
            }
        }
        if found.is_none() && !is_misspelt {
            self.reader.report.push(
                Diagnostic::error("missing-key", entry.span, format!("`{id}` has no value"))
                    .help("add value = … to the braces"),
            );
        }
        found
    }

    /// Whether a text for print is still to be filled in, in one language or in all.
    fn has_blanks(&mut self, text: &Localized, figure: FigureId, what: &str) -> bool {
        let before = self.blanks.len();
        for (language, text) in text.by_language() {
            let what = match language {
                Some(language) => format!("{what} ({language})"),
                None => what.to_owned(),
            };
            let blank = Blank {
                figure: Some(figure),
                part: BlankPart::Text(language.map(str::to_owned)),
                what,
                span: text.span,
            };
            self.blanks.extend((text.text == BLANK).then_some(blank));
        }
        self.blanks.len() > before
    }

    /// Where it is said that a number is that of the year before.
    fn said_unchanged(&mut self, value: &Value<'_>) -> Option<Span> {
        match value.get_ref() {
            DeValue::Boolean(true) => return Some(value.span().into()),
            DeValue::Boolean(false) => {}
            _ => self.wrong_type("true or false", value),
        }
        None
    }

    fn amount(&mut self, figure: FigureId, value: &Value<'_>) -> Option<Amount> {
        let kind = self.project.dictionary.get(figure).kind;
        let span = Span::from(value.span());
        let digits = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) if kind == Kind::Percent => number.as_str(),
            DeValue::String(word) => return self.absence(figure, word, span),
            other => {
                let problem = match other {
                    DeValue::Integer(_) => "this is not written in decimal digits".to_owned(),
                    other => format!("this is {}", found(other)),
                };
                self.not_a_number(figure, span, &problem);
                return None;
            }
        };
        let digits = digits.trim_start_matches('+');
        if digits.starts_with('-') {
            self.not_a_number(figure, span, "this is below 0");
            return None;
        }
        match Number::parse(digits) {
            Ok(number) if kind == Kind::Percent && number > Number::whole(100) => {
                self.not_a_number(figure, span, "this is above 100");
                None
            }
            Ok(number) => Some(Amount::Number(number)),
            Err(problem) => {
                self.not_a_number(figure, span, problem);
                None
            }
        }
    }

    /// A word in the place of a number.
    fn absence(&mut self, figure: FigureId, word: &str, span: Span) -> Option<Amount> {
        let mut known = Amount::ABSENCES.iter();
        if let Some((_, absence)) = known.find(|(known, _)| *known == word) {
            return Some(*absence);
        }
        let help = match word {
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
                "write the number without quotes, with _ between groups of digits".to_owned()
            }
            _ => match did_you_mean(word, Amount::ABSENCES.map(|(known, _)| known)) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => {
                    "when there is no number, write \"suppressed\" or \"not-available\"".to_owned()
                }
            },
        };
        self.refuse(figure, span, "this is a text", help);
        None
    }

    fn not_a_number(&mut self, figure: FigureId, span: Span, problem: &str) {
        let example = match self.project.dictionary.get(figure).kind {
            Kind::Count => "8_249",
            Kind::Percent => "19",
        };
        let help = format!("write a number such as {example}");
        self.refuse(figure, span, problem, help);
    }

    fn refuse(&mut self, figure: FigureId, span: Span, problem: &str, help: String) {
        let figure = self.project.dictionary.get(figure);
        let expected = match figure.kind {
            Kind::Count => "a whole number from 0",
            Kind::Percent => "a percentage from 0 to 100",
        };
        let message = format!("`{}` must be {expected}", figure.id);
        let error = Diagnostic::error("wrong-type", span, message);
        self.reader.report.push(error.label(problem).help(help));
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

    fn localized(&mut self, value: Value<'_>) -> Option<Localized> {
        let range = value.span();
        let deserializer = toml::de::ValueDeserializer::from(value);
        match <RawLocalized as serde::Deserialize>::deserialize(deserializer) {
            Ok(raw) => Some(Localized::resolve(
                spanned::Spanned::new(range, raw),
                Some(&self.project.publication.languages),
                &mut self.reader.report,
            )),
            Err(_) => {
                let expected = r#"a text, or one for each language as in { en = "…", es = "…" }"#;
                let message = format!("expected {expected}");
                self.reader
                    .report
                    .push(Diagnostic::error("wrong-type", range.into(), message));
                None
            }
        }
    }

    pub(super) fn wrong_type(&mut self, expected: &str, value: &Value<'_>) {
        self.reader.report.push(
            Diagnostic::error(
                "wrong-type",
                value.span().into(),
                format!("expected {expected}"),
            )
            .label(format!("this is {}", found(value.get_ref()))),
        );
    }

    /// A key that means nothing. What it was probably meant to be is not reported as missing, too.
    fn unknown(&mut self, id: &str, span: Span) {
        let dictionary = &self.project.dictionary;
        let known = dictionary.ids(self.scope);
        let groups = dictionary.ids(self.scope).filter_map(|id| {
            let (group, _) = id.rsplit_once('.')?;
            Some(group)
        });
        let candidates = self.head_keys().iter().copied().chain(known).chain(groups);
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
        }
        let help = near.map(|near| format!("did you mean `{near}`?"));
        self.reader.report.push(
            Diagnostic::error("unknown-key", span, format!("there is no figure `{id}`"))
                .label("not declared in data/figures.toml")
                .help(help.unwrap_or_else(|| "declare it in data/figures.toml first".to_owned())),
        );
    }

    fn wrong_scope(&mut self, id: &str, span: Span) {
        let (here, there) = match self.scope {
            Scope::State => ("a jurisdiction's", "national"),
            Scope::National => ("the national", "state"),
        };
        let message = format!("`{id}` is not one of {here} figures");
        self.reader.report.push(
            Diagnostic::error("unknown-key", span, message)
                .label(format!(
                    "data/figures.toml declares it in [\"{there}\"] only"
                ))
                .help("move the number, or declare the figure in both"),
        );
    }

    fn group_without_table(&mut self, id: &str, span: Span) {
        let message = format!("`{id}` is a group of figures, not a figure");
        let members = self.project.dictionary.ids(self.scope);
        let members: Vec<&str> = members
            .filter(|member| member.starts_with(&format!("{id}.")))
            .collect();
        self.reader.report.push(
            Diagnostic::error("wrong-type", span, message)
                .help(format!("its figures are {}", members.join(", "))),
        );
    }

    /// Every figure of the scope must be there unless it is optional. Those that are absent are
    /// reported together, at the group they belong to or at the top of the file.
    fn check_absent(&mut self, start: Span) {
        let mut places: Vec<(Span, Vec<(&str, &str)>)> = Vec::new();
        for (id, figure) in self.project.dictionary.iter() {
            let expected = figure.scopes.contains(&self.scope) && !figure.optional;
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

/// The error of figures that are missing at one place: their ids, and their names there.
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
    Diagnostic::error(MISSING, span, message).help(format!(
        "{help}; where there is no number, write \"suppressed\" or \"not-available\""
    ))
}

/// A text must show the number, in every language it is given in.
pub fn check_text(project: &Project, figure: FigureId, entry: &Entry, report: &mut Report) {
    let Some(text) = &entry.text else { return };
    let figure = project.dictionary.get(figure);
    let Some(number) = entry.amount.number() else {
        let message = format!("`{}` has a text but no number", figure.id);
        report.push(
            Diagnostic::error("wrong-value", text.span(), message)
                .also(entry.span, "there is no number here")
                .help("leave the text out"),
        );
        return;
    };
    let mut checked = Vec::new();
    for (language, numerals) in project.languages() {
        let Some(shown) = text.get(language) else {
            continue;
        };
        // A text for all languages is checked by the rules of the first.
        if checked.contains(&shown.span) {
            continue;
        }
        checked.push(shown.span);
        if let Err(problem) = numerals.check_shown(&shown.text, number, figure.kind) {
            let message = format!("the text of `{}` does not show its number", figure.id);
            report.push(
                Diagnostic::error("wrong-text", shown.span, message)
                    .label(problem)
                    .also(entry.span, "the number")
                    .help(
                        "write the number rounded or cut off, as \"36.2 million\" is 36_210_822; \
                           words such as \"more than\" belong to the sheet's words",
                    ),
            );
        }
    }
}

/// A table's entries in the order of the file.
fn in_order(table: DeTable<'_>) -> Vec<(Key<'_>, Value<'_>)> {
    let mut entries: Vec<(Key<'_>, Value<'_>)> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// What a value is, for people.
fn found(value: &DeValue<'_>) -> &'static str {
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
