//! Reads the cells of a row as changes to its file.

use toml_edit::Value;

use super::figure_row::{Field, FigureRow};
use super::{Change, amount};
use crate::diagnostic::{CellAddress, Code, Diagnostic, Report, Span};
use crate::project::values::{BLANK, Blank, BlankPart, Edit, Entry, Key, ListEdit};
use crate::project::{
    Amount, Area, FigureId, Kind, Level, Localized, Project, Status, Text, Values, is_refused,
    too_long, unfit, wrong_character,
};
use crate::spreadsheet::Cell;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::table::{Column, Part, Shape};

/// A cell of a computed figure.
pub(super) struct ComputedCell {
    pub figure: FigureId,
    pub amount: Amount,
    pub span: Span,
}

/// A row being read.
pub(super) struct Reading<'r, 'w> {
    pub project: &'r Project,
    pub row: &'r FigureRow<'w>,
    pub level: Level,
    pub is_new: bool,
    /// Whether the row is of an earlier year than the newest one of the project. Files of earlier years may lack
    /// figures.
    pub is_earlier: bool,
    pub values: Values,
    pub changes: Vec<Change>,
    /// The changes of the file.
    pub edits: Vec<Edit>,
    /// The changes of its lists.
    pub lists: Vec<ListEdit>,
    /// The figures with a wrong cell.
    pub refused: Vec<FigureId>,
    /// The cells of computed figures.
    pub computed: Vec<ComputedCell>,
    /// The blank cells of required figures.
    pub blanks: Vec<(FigureId, CellAddress, Span)>,
    pub report: &'r mut Report,
}

impl<'r, 'w> Reading<'r, 'w> {
    /// Prepares to read a row for its file, if there is one. `is_earlier` says whether a newer year has files.
    pub fn new(
        project: &'r Project,
        row: &'r FigureRow<'w>,
        (old, is_earlier): (Option<Values>, bool),
        report: &'r mut Report,
    ) -> Self {
        let area = Area::of_code(row.code.as_deref());
        let level = project.level(area);
        Self {
            project,
            row,
            level,
            is_new: old.is_none(),
            is_earlier,
            values: old.unwrap_or_else(|| Values::new(project, area, row.year, row.span)),
            changes: Vec::new(),
            edits: Vec::new(),
            lists: Vec::new(),
            refused: Vec::new(),
            computed: Vec::new(),
            blanks: Vec::new(),
            report,
        }
    }

    /// Reads the cells in the order of the dictionary: the number of a figure before its other parts.
    pub fn fields(&mut self) {
        let mut fields: Vec<&Field<'_>> = self.row.fields.iter().collect();
        fields.sort_by_key(|field| {
            let rank = match field.column {
                Column::Status => 0,
                Column::Source => 1,
                Column::AsOf => 2,
                Column::Number(_) => 3,
                _ => 4,
            };
            // Removals precede additions.
            (rank, field.column.figure(), field.cell.is_some())
        });
        let has_status = fields.iter().any(|field| field.column == Column::Status);
        if self.is_new && !has_status {
            self.set_status(Status::Draft, None);
        }
        for field in fields {
            match &field.column {
                Column::Status => self.status(field),
                Column::Source => self.source(field),
                Column::AsOf => self.as_of(field),
                Column::Number(figure) if self.is_text(*figure) => self.text_figure(*figure, field),
                Column::Part(figure, Part::Text(_)) if self.is_text(*figure) => {
                    self.text_without_column(*figure, field);
                }
                Column::Number(figure) => self.number(*figure, field),
                Column::Part(figure, part) => self.part(*figure, part, field),
                // A field has neither the keys of its row nor what is calculated.
                Column::Code | Column::Name | Column::Year | Column::Check(_) => {}
                Column::Figure | Column::Value | Column::OfFigure(_) => {}
            }
        }
    }

    /// Whether a blank cell for a required figure that the file does not have is no change: the figure is still to be
    /// filled in, or the file may lack it.
    pub fn may_stay_blank(&self, figure: FigureId) -> bool {
        self.is_earlier || self.values.is_blank(figure)
    }

    fn number(&mut self, figure: FigureId, field: &Field<'_>) {
        let declared = self.project.dictionary.get(figure);
        let span = field.span;
        if self.is_closed(figure, field) {
            return;
        }
        if declared.computed.is_some() {
            self.computed(figure, field);
            return;
        }
        let old = self.values.get(figure).cloned();
        let words = &self.project.publication.absence_words;
        let new = match field.cell {
            Some(cell) => match amount::amount(cell, declared.kind, words, span) {
                Ok(amount) => Some(amount),
                Err(error) => {
                    self.report.push(self.named(error, figure));
                    self.refuse(figure);
                    return;
                }
            },
            None if field.is_covered => {
                self.refuse(figure);
                return;
            }
            None if declared.optional => None,
            None if old.is_none() && self.may_stay_blank(figure) => return,
            None => {
                self.blanks.push((figure, field.place, span));
                self.refuse(figure);
                return;
            }
        };
        let old_amount = old.as_ref().map(|entry| entry.amount);
        let digits = |amount: Option<Amount>| amount.map(|amount| amount.written(declared.kind));
        // 19 and 19.0 are equal but print differently.
        if digits(old_amount) != digits(new) {
            let edit = Edit {
                key: Key::Number(declared.id.clone()),
                value: digits(new).as_deref().map(written),
            };
            let shown = |amount: Amount| shown(amount, declared.kind);
            let (old, new) = (old_amount.map(shown), new.map(shown));
            self.change(declared.id.clone(), (old, new), Some(span), edit);
        }
        let entry = new.map(|amount| match old {
            Some(old) => Entry {
                amount,
                span,
                ..old
            },
            None => Entry {
                amount,
                text: None,
                note: None,
                source: None,
                unchanged: None,
                span,
            },
        });
        self.values.set(figure, entry);
    }

    /// Keeps the result of a computed figure for comparison. A blank cell, and a formula that no program has calculated,
    /// have none.
    fn computed(&mut self, figure: FigureId, field: &Field<'_>) {
        let Some(cell) = field.cell.filter(|cell| **cell != Cell::Formula) else {
            return;
        };
        let kind = self.project.dictionary.get(figure).kind;
        let words = &self.project.publication.absence_words;
        match amount::amount(cell, kind, words, field.span) {
            Ok(amount) => self.computed.push(ComputedCell {
                figure,
                amount,
                span: field.span,
            }),
            Err(error) => {
                let error = self.named(error, figure);
                self.report.push(error);
            }
        }
    }

    /// Excludes a figure from the check of rules.
    pub(super) fn refuse(&mut self, figure: FigureId) {
        self.refused.push(figure);
        self.values.set(figure, None);
    }

    fn part(&mut self, figure: FigureId, part: &Part, field: &Field<'_>) {
        if self.is_closed(figure, field) {
            return;
        }
        let span = field.span;
        let Some(new) = self.text(field) else { return };
        let Some(mut entry) = self.values.get(figure).cloned() else {
            let id = &self.project.dictionary.get(figure).id;
            if new.is_some() && !self.refused.contains(&figure) {
                let message = format!("there is no number of `{id}` to go with this");
                let error = Diagnostic::error(Code::MissingFigure, span, message);
                self.report
                    .push(error.help("write the number, or empty this cell"));
            }
            return;
        };
        if let (Part::Text(language), Some(text)) = (part, &new) {
            let problem = unfit(text).or_else(|| {
                let other_form = self.other_form(figure, &entry, language.is_some());
                other_form.map(|error| error.at(span))
            });
            if let Some(problem) = problem {
                self.report.push(problem);
                return;
            }
        }
        let old = match part {
            Part::Text(language) => {
                let texts = entry.text.as_ref();
                texts
                    .and_then(|texts| texts.own(language.as_ref()))
                    .cloned()
            }
            Part::Note => entry.note.clone(),
            Part::Source => entry.source.clone(),
        };
        let path = Column::Part(figure, part.clone()).path(self.project);
        let declared = self.project.dictionary.get(figure);
        let key = Key::Part(declared.id.clone(), part.path());
        if let (Some(old), None) = (&old, &new)
            && !old.text.trim().is_empty()
        {
            self.report.push(removed(&path, old, span));
        }
        self.change_text(path, key, (old.as_ref(), new.as_ref()), span);
        match part {
            Part::Text(language) => {
                entry.text = Localized::with(entry.text, language.as_ref(), new);
            }
            Part::Note => entry.note = new,
            Part::Source => entry.source = new,
        }
        self.values.set(figure, Some(entry));
    }

    /// The conflict of a text for a single language with one for all languages, or the reverse. `None` without a
    /// conflict.
    fn other_form(&self, figure: FigureId, entry: &Entry, is_single: bool) -> Option<OtherForm> {
        let is_other = |text: &Localized| text.own(None).is_some() == is_single;
        let is_other_blank = |blank: &Blank| match &blank.part {
            BlankPart::Text(language) => {
                blank.figure == Some(figure) && language.is_none() == is_single
            }
            _ => false,
        };
        let id = self.project.dictionary.get(figure).id.clone();
        let is_known = entry.text.as_ref().is_some_and(is_other);
        let is_known = is_known || self.values.blanks().iter().any(is_other_blank);
        is_known.then_some(OtherForm { is_single, id })
    }

    /// The text of a cell, or `Some(None)` if it is blank. `None` if the content is not a text, which is reported.
    pub(super) fn text(&mut self, field: &Field<'_>) -> Option<Option<Text>> {
        let span = field.span;
        let Some(cell) = field.cell else {
            return Some(None);
        };
        let help = match cell {
            Cell::Error(_) | Cell::Formula | Cell::Truth(_) => Some("type the text"),
            Cell::Struck(_) => Some(amount::STRUCK),
            _ => None,
        };
        if let Some(help) = help {
            let error = amount::wrong("a text", cell, span);
            self.report.push(error.help(help));
            return None;
        }
        let shown = cell.to_string().replace("\r\n", "\n");
        let text = trim(&shown).to_owned();
        let refused = text.chars().find(|c| is_refused(*c));
        let problem = refused.map(|c| wrong_character(c, span));
        let problem = problem.or_else(|| still_blank(&text, span));
        let problem = problem.or_else(|| too_long(&text, span));
        if let Some(problem) = problem {
            self.report.push(problem);
            return None;
        }
        Some(Some(Text { text, span }))
    }

    pub(super) fn change_text(
        &mut self,
        path: String,
        key: Key,
        (old, new): (Option<&Text>, Option<&Text>),
        span: Span,
    ) {
        let old = old.map(|text| trim(&text.text).to_owned());
        let old = old.filter(|text| !text.is_empty());
        let new = new.map(|text| text.text.clone());
        if old != new {
            let value = new.as_deref().map(Value::from);
            self.change(path, (old, new), Some(span), Edit { key, value });
        }
    }

    pub(super) fn change(
        &mut self,
        path: String,
        (old, new): (Option<String>, Option<String>),
        place: Option<Span>,
        edit: Edit,
    ) {
        self.changes.push(Change {
            path,
            old,
            new,
            place,
        });
        self.edits.push(edit);
    }

    /// Adds the figure and the jurisdiction to an error.
    pub(super) fn named(&self, error: Diagnostic, figure: FigureId) -> Diagnostic {
        let id = &self.project.dictionary.get(figure).id;
        let whose = self.project.whose(self.row.code.as_deref());
        error.label(format!("`{id}`, {whose}"))
    }

    /// Whether the row's area does not have the figure of a cell. If so, a value in the cell is reported.
    pub(super) fn is_closed(&mut self, figure: FigureId, field: &Field<'_>) -> bool {
        let declared = self.project.dictionary.get(figure);
        if declared.levels.contains(&self.level) {
            return false;
        }
        if field.cell.is_some() {
            let whose = self.project.whose(self.row.code.as_deref());
            let message = format!("`{}` is no figure of {whose}", declared.id);
            let others = match self.level {
                Level::NATIONAL => "only jurisdictions have it",
                _ => "only other levels have it",
            };
            let error = Diagnostic::error(Code::WrongRow, field.span, message);
            let help = match self.row.shape {
                Shape::Wide | Shape::List(_) => "empty this cell",
                Shape::Long => "delete this row",
            };
            self.report.push(error.label(others).help(help));
        }
        true
    }
}

/// The error of a text that is the mark for values to be filled in, or `None`.
fn still_blank(text: &str, span: Span) -> Option<Diagnostic> {
    let message = format!("expected a text, found \"{BLANK}\"");
    let error = Diagnostic::error(Code::WrongType, span, message);
    (text == BLANK).then(|| error.help("write it, or empty this cell until it is known"))
}

/// The warning about a text that is removed because its cell is blank.
fn removed(path: &str, old: &Text, span: Span) -> Diagnostic {
    let removed = format!("`{path}` goes: \"{}\"", old.text);
    let message = format!("this cell is blank, so {removed}");
    Diagnostic::error(Code::Removed, span, message)
        .warning()
        .about(removed)
        .help("write it here as well to keep it")
}

/// The error of a text for all languages beside texts for single ones, or the reverse.
struct OtherForm {
    is_single: bool,
    id: String,
}

impl OtherForm {
    fn at(&self, span: Span) -> Diagnostic {
        let Self { is_single, id } = self;
        let (message, help) = match is_single {
            true => (
                format!("`{id}` has one text for all languages"),
                format!("write it in the column `{id}.text`, or empty that one first"),
            ),
            false => (
                format!("`{id}` has a text for each language"),
                format!("write them in columns such as `{id}.text.en`"),
            ),
        };
        Diagnostic::error(Code::WrongText, span, message).help(help)
    }
}

/// A value in TOML: a number, a date, or else a string.
pub(super) fn written(text: &str) -> Value {
    text.parse().unwrap_or_else(|_| Value::from(text))
}

/// The display form of a number, or the word for its absence.
fn shown(amount: Amount, kind: Kind) -> String {
    match amount.absence() {
        Some(word) => word.to_owned(),
        None => amount.written(kind).replace('_', ","),
    }
}
