//! Reads the cells of a figure that is a text.
//!
//! The column of the figure has a text for all languages, or a word for its absence. Texts by language are in columns
//! of their own, like printed texts of numbers. In the file, all of them are one value, which is written as a whole.

use toml_edit::{InlineTable, Value};

use super::amount::absence_word;
use super::figure_row::Field;
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::values::{Edit, Entry, Key};
use crate::project::{Amount, FigureId, Localized, Text, ValueType, unfit};
use crate::spreadsheet::table::{Column, Part};

impl Reading<'_, '_> {
    /// Whether a figure is a text.
    pub(super) fn is_text(&self, figure: FigureId) -> bool {
        self.project.dictionary.get(figure).kind.values() == ValueType::Text
    }

    /// Reports a text in one language whose figure has no column.
    pub(super) fn text_without_column(&mut self, figure: FigureId, field: &Field<'_>) {
        let is_column = |other: &Field<'_>| other.column == Column::Number(figure);
        if field.cell.is_some() && !self.row.fields.iter().any(is_column) {
            let id = &self.project.dictionary.get(figure).id;
            let message = format!("there is no column for `{id}`, to which this text belongs");
            let help = format!("add a column with the heading {id}; its cells can be blank");
            self.report
                .push(Diagnostic::error(Code::MissingFigure, field.span, message).help(help));
        }
    }

    /// Reads the text of a figure from its column and the columns of its languages.
    pub(super) fn text_figure(&mut self, figure: FigureId, field: &Field<'_>) {
        if self.is_closed(figure, field) {
            return;
        }
        let old = self.values.get(figure).cloned();
        let Some(parts) = self.texts_by_language(figure) else {
            return self.refuse(figure);
        };
        let Some(whole) = self.text(field) else {
            return self.refuse(figure);
        };
        let has_parts = parts.iter().any(|(_, text)| text.is_some());
        let new = match whole {
            Some(_) if has_parts => {
                let id = &self.project.dictionary.get(figure).id;
                self.report.push(both_forms(id, field.span));
                return self.refuse(figure);
            }
            Some(text) => Some(self.value_of(text)),
            None => by_language(old.as_ref(), parts),
        };
        let declared = self.project.dictionary.get(figure);
        let is_blank = old.is_none() && self.may_stay_blank(figure);
        match (new, old) {
            (None, _) if field.is_covered => self.refuse(figure),
            (None, None) if declared.optional || is_blank => {}
            (None, Some(_)) if declared.optional => self.set_text(figure, None, field.span),
            (None, _) => {
                self.blanks.push((figure, field.place, field.span));
                self.refuse(figure);
            }
            (Some((amount, text)), old) => {
                let entry = Entry {
                    amount,
                    text,
                    span: field.span,
                    note: old.as_ref().and_then(|old| old.note.clone()),
                    source: old.as_ref().and_then(|old| old.source.clone()),
                    unchanged: old.and_then(|old| old.unchanged),
                };
                self.set_text(figure, Some(entry), field.span);
            }
        }
    }

    /// The texts of the columns of single languages. `None` if one of them is wrong, which is reported.
    fn texts_by_language(&mut self, figure: FigureId) -> Option<Vec<(Part, Option<Text>)>> {
        let row = self.row;
        let mut texts = Vec::new();
        for field in &row.fields {
            if let Column::Part(of, part @ Part::Text(_)) = &field.column
                && *of == figure
            {
                let text = self.text(field)?;
                if let Some(problem) = text.as_ref().and_then(unfit) {
                    self.report.push(problem);
                    return None;
                }
                texts.push((part.clone(), text));
            }
        }
        Some(texts)
    }

    /// A text for all languages, or the absence that it names.
    fn value_of(&self, text: Text) -> (Amount, Option<Localized>) {
        let words = &self.project.publication.absence_words;
        let absence = words.amount(&text.text);
        match absence.or_else(|| Amount::of_absence(&absence_word(&text.text))) {
            Some(absence) => (absence, None),
            None => (Amount::Text, Localized::with(None, None, Some(text))),
        }
    }

    fn set_text(&mut self, figure: FigureId, new: Option<Entry>, span: Span) {
        let old = self.values.get(figure);
        let declared = self.project.dictionary.get(figure);
        let plain = |entry: &Entry| entry.to_plain(declared.kind);
        let [before, after] = [old, new.as_ref()].map(|entry| entry.map(plain));
        if before != after {
            let id = declared.id.clone();
            let edit = Edit {
                key: Key::Number(id.clone()),
                value: new.as_ref().map(in_toml),
            };
            self.change(id, (before, after), Some(span), edit);
        }
        self.values.set(figure, new);
    }
}

/// The error of a text for all languages beside texts for single ones.
fn both_forms(id: &str, span: Span) -> Diagnostic {
    let message = format!("`{id}` has a text for all languages and one for a single language");
    let help = "empty this cell, or the cells of the single languages";
    Diagnostic::error(Code::WrongText, span, message).help(help)
}

/// The texts by language: those of the columns, and of other languages those of the file. `None` if there are none.
fn by_language(
    old: Option<&Entry>,
    parts: Vec<(Part, Option<Text>)>,
) -> Option<(Amount, Option<Localized>)> {
    let known = old.and_then(|old| old.text.clone());
    let known = known.filter(|text| text.own(None).is_none());
    let texts = parts
        .into_iter()
        .fold(known, |texts, (part, text)| match part {
            Part::Text(Some(language)) => Localized::with(texts, Some(&language), text),
            _ => texts,
        });
    texts.map(|texts| (Amount::Text, Some(texts)))
}

/// The value as TOML.
fn in_toml(entry: &Entry) -> Value {
    let Some(text) = &entry.text else {
        return Value::from(entry.amount.absence().unwrap_or_default());
    };
    let mut each = InlineTable::new();
    for (language, text) in text.by_language() {
        match language {
            Some(language) => {
                each.insert(language, Value::from(text.text.as_str()));
            }
            None => return Value::from(text.text.as_str()),
        }
    }
    each.into()
}
