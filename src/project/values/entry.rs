//! The entry of one figure: a number, a word for its absence, or a table with either of them and further keys.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::read::{Value, ValuesParser, found, in_order};
use super::{Amount, BLANK, Blank, BlankPart, Entry};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean};
use crate::project::kind::{Kind, ValueType};
use crate::project::localized::{Localized, RawLocalized, placeholder};
use crate::project::number::Number;
use crate::project::point::FigureId;
use crate::project::slips::{self, Slip};
use crate::project::{Project, spanned};

/// The keys of a figure's inline table.
pub const ENTRY: [&str; 5] = ["value", "text", "note", "source", "unchanged"];

impl ValuesParser<'_, '_> {
    pub(super) fn entry(&mut self, figure: FigureId, value: Value<'_>) -> Option<Entry> {
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
            DeValue::Table(table) if !self.is_text_by_language(figure, &table) => {
                self.entry_table(figure, table, &mut entry)?
            }
            plain => Spanned::new(span.start..span.end, plain),
        };
        entry.span = plain.span().into();
        let project = self.project;
        let id = &project.dictionary.get(figure).id;
        if self.is_blank(&plain, Some(figure), BlankPart::Value, &format!("`{id}`")) {
            return None;
        }
        let kind = project.dictionary.get(figure).kind;
        if !kind.is_numeric() && entry.text.is_some() {
            let error = no_text_beside(kind, id, &entry);
            self.reader.report.push(error);
            return None;
        }
        entry.amount = match kind.values() {
            ValueType::Number => self.amount(figure, &plain)?,
            ValueType::Date => self.date_or_absence(figure, &plain)?,
            ValueType::Text => self.text_or_absence(figure, plain, &mut entry)?,
        };
        check_text(self.project, figure, &entry, &mut self.reader.report);
        Some(entry)
    }

    /// Whether the table of a figure is its text by language, without any other keys.
    fn is_text_by_language(&self, figure: FigureId, table: &DeTable<'_>) -> bool {
        let kind = self.project.dictionary.get(figure).kind;
        let mut keys = table.iter().map(|(key, _)| key.get_ref().as_ref());
        kind.values() == ValueType::Text && !keys.any(|key| ENTRY.contains(&key))
    }

    fn date_or_absence(&mut self, figure: FigureId, value: &Value<'_>) -> Option<Amount> {
        if let DeValue::String(word) = value.get_ref()
            && slips::date(word).is_none()
        {
            return self.absence(figure, word, value.span().into());
        }
        self.date(value).map(Amount::Date)
    }

    fn text_or_absence(
        &mut self,
        figure: FigureId,
        value: Value<'_>,
        entry: &mut Entry,
    ) -> Option<Amount> {
        if let DeValue::String(word) = value.get_ref()
            && let Some(absence) = Amount::of_absence(word)
        {
            return Some(absence);
        }
        let id = &self.project.dictionary.get(figure).id;
        let text = self.localized(value)?;
        if self.has_blanks(&text, figure, &format!("`{id}`")) {
            return None;
        }
        let placeholders = text
            .all()
            .filter_map(|text| placeholder("a text of the data", text));
        self.reader.report.extend(placeholders);
        entry.text = Some(text);
        Some(Amount::Text)
    }

    /// Records a value that is still to be filled in, and returns whether it is one.
    pub(super) fn is_blank(
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
                row: self.row_number,
                part,
                what: self.in_row(what),
                span: value.span().into(),
            });
        }
        is_blank
    }

    /// The name of a value with the row that is being read, which a person counts from 1.
    fn in_row(&self, what: &str) -> String {
        match self.row_number {
            Some(row) => format!("{what} in row {}", row + 1),
            None => what.to_owned(),
        }
    }

    /// Reads `{ value = …, text = …, note = …, source = …, unchanged = … }` into the entry and returns the value.
    fn entry_table<'t>(
        &mut self,
        figure: FigureId,
        table: DeTable<'t>,
        entry: &mut Entry,
    ) -> Option<Value<'t>> {
        let project = self.project;
        let id = &project.dictionary.get(figure).id;
        let mut found = None;
        let mut is_misspelled = false;
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
                    is_misspelled |= near == Some("value");
                    let span = Span::from(key.span());
                    let error =
                        Diagnostic::error(Code::UnknownKey, span, message).help(match near {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => format!("known keys are {}", ENTRY.join(", ")),
                        });
                    self.reader.report.push(error.maybe_fix(span, near));
                }
            }
        }
        if found.is_none() && !is_misspelled {
            self.reader.report.push(
                Diagnostic::error(Code::MissingKey, entry.span, format!("`{id}` has no value"))
                    .help("add value = … to the braces"),
            );
        }
        found
    }

    /// Records the languages in which a printed text is still to be filled in, and returns whether there are any.
    fn has_blanks(&mut self, text: &Localized, figure: FigureId, what: &str) -> bool {
        let before = self.blanks.len();
        for (language, text) in text.by_language() {
            let what = match language {
                Some(language) => format!("{what} ({language})"),
                None => what.to_owned(),
            };
            let blank = Blank {
                figure: Some(figure),
                row: self.row_number,
                part: BlankPart::Text(language.map(str::to_owned)),
                what: self.in_row(&what),
                span: text.span,
            };
            self.blanks.extend((text.text == BLANK).then_some(blank));
        }
        self.blanks.len() > before
    }

    /// The source location of `unchanged = true`, or `None` for `false` or an error.
    fn said_unchanged(&mut self, value: &Value<'_>) -> Option<Span> {
        match value.get_ref() {
            DeValue::Boolean(true) => return Some(value.span().into()),
            DeValue::Boolean(false) => {}
            DeValue::String(_) => {
                let message = "expected true or false";
                let span = Span::from(value.span());
                let error = Diagnostic::error(Code::WrongType, span, message);
                let error = error
                    .label("this is a text")
                    .help("write it without quotes");
                let written = self.reader.sources.slice(span);
                let slip = slips::of_type(written, "a boolean").and_then(|slip| slip.value);
                self.reader.report.push(error.maybe_fix(span, slip));
            }
            _ => self.wrong_type("true or false", value),
        }
        None
    }

    fn amount(&mut self, figure: FigureId, value: &Value<'_>) -> Option<Amount> {
        let kind = self.project.dictionary.get(figure).kind;
        let span = Span::from(value.span());
        let digits = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) if kind.has_decimals() => number.as_str(),
            DeValue::String(word) => return self.absence(figure, word, span),
            other => {
                self.not_a_number(figure, span, &problem_of(other));
                return None;
            }
        };
        let number = match not_plain(digits) {
            Some(problem) => Err(problem),
            None => Number::parse(digits.trim_start_matches('+')),
        };
        match number {
            Ok(number) => match kind.check(number) {
                Ok(()) => return Some(Amount::Number(kind.complete(number))),
                Err(advice) => {
                    let problem = kind.beyond(number);
                    let problem = problem.unwrap_or_else(|| decimals_of(number));
                    self.refuse(figure, span, &problem, Slip::advice(advice));
                }
            },
            Err(problem) => self.not_a_number(figure, span, problem),
        }
        None
    }

    /// Reads a word in place of a number. Returns `None` for an unknown word, which is an error.
    fn absence(&mut self, figure: FigureId, word: &str, span: Span) -> Option<Amount> {
        if let Some(absence) = Amount::of_absence(word) {
            return Some(absence);
        }
        let kind = self.project.dictionary.get(figure).kind;
        let near = did_you_mean(word, Amount::ABSENCES.map(|(known, _)| known));
        let near = near.map(|near| format!("\"{near}\""));
        let slip = slips::number(&format!("\"{word}\""), Some(kind)).or_else(|| {
            near.map(|near| Slip {
                help: format!("did you mean {near}?"),
                value: Some(near),
            })
        });
        let slip = slip.unwrap_or_else(|| {
            Slip::advice("when there is no number, write \"suppressed\" or \"not-available\"")
        });
        self.refuse(figure, span, "this is a text", slip);
        None
    }

    fn not_a_number(&mut self, figure: FigureId, span: Span, problem: &str) {
        let kind = self.project.dictionary.get(figure).kind;
        let example = kind.example();
        let written = self.reader.sources.slice(span);
        let is_zero = written.starts_with('-') && written[1..].bytes().all(|b| b"0._".contains(&b));
        let slip = match written {
            _ if is_zero => Some(Slip::write("write it without a sign", "0".to_owned())),
            _ => slips::number(written, Some(kind)),
        };
        let slip = slip.unwrap_or_else(|| {
            Slip::advice(format!(
                "write a number such as {example}; when there is none, \"suppressed\" or \"not-available\""
            ))
        });
        self.refuse(figure, span, problem, slip);
    }

    fn refuse(&mut self, figure: FigureId, span: Span, problem: &str, slip: Slip) {
        let figure = self.project.dictionary.get(figure);
        let message = format!("`{}` must be {}", figure.id, figure.kind.expected());
        let error = Diagnostic::error(Code::WrongType, span, message);
        let error = error.label(problem).help(slip.help);
        self.reader.report.push(error.maybe_fix(span, slip.value));
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
                self.reader.report.error(Code::WrongType, range, message);
                None
            }
        }
    }
}

/// The reason why a value is not a number.
fn problem_of(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Integer(_) => "this is not written in decimal digits".to_owned(),
        DeValue::Float(number) => match not_plain(number.as_str()) {
            Some(problem) => problem.to_owned(),
            None => format!("this is {}", found(value)),
        },
        other => format!("this is {}", found(other)),
    }
}

/// The error of a printed text beside a value that is no number.
fn no_text_beside(kind: Kind, id: &str, entry: &Entry) -> Diagnostic {
    let span = entry.text.as_ref().map_or(entry.span, Localized::span);
    let message = format!("`{id}` is {} and has no other text", kind.noun());
    let help = "only a number can have a printed text of its own; leave `text` out";
    Diagnostic::error(Code::WrongText, span, message).help(help)
}

/// The number of decimals in words.
fn decimals_of(number: Number) -> String {
    match number.decimals() {
        1 => "this has 1 decimal".to_owned(),
        decimals => format!("this has {decimals} decimals"),
    }
}

/// The reason why a number that is not plain digits is refused, or `None`.
fn not_plain(digits: &str) -> Option<&'static str> {
    let is_zero = |digits: &str| digits.bytes().all(|b| b"0._".contains(&b));
    match digits.trim_start_matches(['+', '-']) {
        "nan" | "inf" => Some("this is not a number"),
        unsigned if unsigned.contains(['e', 'E']) => Some("this is written with a power of ten"),
        unsigned if digits.starts_with('-') && is_zero(unsigned) => Some("0 has no sign"),
        _ => None,
    }
}

/// Checks that the printed text shows the number, in every language that has one.
pub fn check_text(project: &Project, figure: FigureId, entry: &Entry, report: &mut Report) {
    let Some(text) = &entry.text else { return };
    let figure = project.dictionary.get(figure);
    if entry.amount == Amount::Text {
        return;
    }
    let Some(number) = entry.amount.number() else {
        let message = format!("`{}` has a text but no number", figure.id);
        report.push(
            Diagnostic::error(Code::WrongValue, text.span(), message)
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
        // A text for all languages is checked once, by the rules of the first language.
        if checked.contains(&shown.span) {
            continue;
        }
        checked.push(shown.span);
        if let Err(problem) = figure.kind.check_printed(&shown.text, number, numerals) {
            let message = format!("the text of `{}` does not show its number", figure.id);
            report.push(
                Diagnostic::error(Code::WrongText, shown.span, message)
                    .label(problem)
                    .also(entry.span, "the number")
                    .help(
                        "write the number rounded or cut off; for 36_210_822, \"36.2 million\"; \
                           words such as \"more than\" belong in the text of the sheet",
                    ),
            );
        }
    }
}
