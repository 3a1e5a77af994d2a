//! Checks that need the complete row.

use super::amount;
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::project::values::{self, Edit, Entry, Key, check_source, check_text};
use crate::project::{Figure, FigureId};
use crate::spreadsheet::table::{Column, Shape};

/// The maximum number of further blank cells in one message.
const TOGETHER: usize = 3;

impl<'r> Reading<'r, '_> {
    /// Runs the checks that need the complete row.
    pub(super) fn check(&mut self) {
        self.check_blanks();
        if self.row.is_whole {
            self.check_columns();
        }
        self.check_texts();
        let source = self.values.source.as_ref();
        let problem = check_source(self.values.status, self.values.status_span, source);
        self.report.extend(problem.map(|problem| {
            problem.help("write where they come from in the column `source`, or another status")
        }));
        if !self.row.is_whole {
            self.forget_the_rest();
        }
    }

    /// Runs the checks of a row of a list.
    pub(super) fn check_record(&mut self) {
        self.check_blanks();
        if self.row.is_whole {
            self.check_columns();
        }
        self.check_texts();
    }

    /// The figures that the table of the row can have.
    fn declared(&self) -> Vec<(FigureId, &'r Figure)> {
        let dictionary = &self.project.dictionary;
        match self.row.shape {
            Shape::List(list) => dictionary.fields(list).collect(),
            Shape::Wide | Shape::Long => dictionary.given().collect(),
        }
    }

    /// Checks the printed texts and the notes that change.
    fn check_texts(&mut self) {
        for (figure, declared) in self.declared() {
            let id = &declared.id;
            let is_changed = |edit: &Edit| match &edit.key {
                Key::Number(changed) => changed == id,
                Key::Part(changed, path) => changed == id && path[0] == "text",
                Key::Head(_) => false,
            };
            if let Some(entry) = self.values.get(figure)
                && self.edits.iter().any(is_changed)
            {
                check_text(self.project, figure, entry, self.report);
                self.report.extend(note_without_number(id, entry));
            }
        }
    }

    /// Reports required cells that are blank: one by one, or together if most of the row is blank.
    fn check_blanks(&mut self) {
        let dictionary = &self.project.dictionary;
        let [(_, _, span), rest @ ..] = self.blanks.as_slice() else {
            return;
        };
        if rest.len() >= TOGETHER {
            let cells: Vec<String> = rest.iter().map(|(_, place, _)| place.to_string()).collect();
            let whose = self.project.whose(self.row.code.as_deref());
            let message = format!("expected figures of {whose}, found nothing");
            let error = Diagnostic::error(Code::MissingFigure, *span, message);
            let label = format!("and nothing in {}", cells.join(", "));
            self.report.push(error.label(label).help(amount::NO_NUMBER));
            return;
        }
        let of_each = self.blanks.iter().map(|(figure, _, span)| {
            let expected = dictionary.get(*figure).kind.expected();
            let message = format!("expected {expected}, found nothing");
            let error = Diagnostic::error(Code::MissingFigure, *span, message);
            self.named(error.help(amount::NO_NUMBER), *figure)
        });
        let of_each: Vec<Diagnostic> = of_each.collect();
        self.report.extend(of_each);
    }

    /// Drops the file's values of figures without a column, because an unrecognized column may have other values for
    /// them.
    fn forget_the_rest(&mut self) {
        for (figure, _) in self.project.dictionary.given() {
            if !self.has_column(figure) {
                self.values.set(figure, None);
            }
        }
    }

    fn has_column(&self, figure: FigureId) -> bool {
        let mut fields = self.row.fields.iter();
        fields.any(|field| field.column == Column::Number(figure))
    }

    /// Reports required figures that are in neither the file nor a column.
    fn check_columns(&mut self) {
        let declared = self.declared().into_iter();
        let needed =
            declared.filter(|(_, figure)| figure.levels.contains(&self.level) && !figure.optional);
        // Blanks can be filled in later.
        let is_there = |id| self.values.get(id).is_some() || self.values.is_blank(id);
        let missing: Vec<String> = needed
            .filter(|(id, _)| !self.is_earlier && !is_there(*id) && !self.has_column(*id))
            .map(|(_, figure)| format!("`{}`", figure.id))
            .collect();
        if missing.is_empty() {
            return;
        }
        let path = values::path(self.row.year, self.row.code.as_deref());
        let why = match self.is_new {
            true => format!("there is no {path} yet, which needs all figures"),
            false => format!("{path} does not have them either"),
        };
        let missing = missing.join(", ");
        let error = |span, message: String| Diagnostic::error(Code::MissingFigure, span, message);
        self.report.push(match self.row.shape {
            Shape::Wide | Shape::List(_) => {
                let message = format!("there is no column for {missing}");
                error(self.row.headings, message)
                    .also(self.row.span, why)
                    .help("add columns with these headings")
            }
            Shape::Long => {
                let whose = self.project.whose(self.row.code.as_deref());
                let message = format!("there is no row of {whose} for {missing}");
                error(self.row.span, message)
                    .label(why)
                    .about(whose)
                    .help("add a row for each of them; if the year is not the newest, import the newest first: files of \
                           earlier years may lack figures")
            }
        });
    }
}

/// The warning about the note of a number that becomes withheld, because the note may reveal the number.
fn note_without_number(id: &str, entry: &Entry) -> Option<Diagnostic> {
    let note = entry
        .note
        .as_ref()
        .filter(|_| !entry.amount.is_available())?;
    let message = format!(
        "`{id}` has no number any more, but a note: \"{}\"",
        note.text
    );
    let warning = Diagnostic::error(Code::NoteWithoutNumber, entry.span, message).warning();
    let help = "it goes into the sheets' data; change it, or take it out";
    Some(warning.about(format!("`{id}`")).help(help))
}
