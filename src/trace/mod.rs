//! The position of each printed figure on the page, and the source location of its number.
//!
//! Everything comes from the frames of the pages ([`crate::layout::Frame`]), whose texts know the figure that they
//! print, so a trace describes exactly what is drawn. [`text()`] and [`json()`] format it.

mod around;
mod json;
mod text;
mod verdict;

pub use json::json;
pub use text::text;
pub use verdict::{Verdict, compare};

use crate::diagnostic::{Sources, Span};
use crate::edition::Inputs;
use crate::geometry::{Length, Point};
use crate::layout::Page;
use crate::project::Reference;
use crate::project::{Amount, Entry, Kind};
use around::for_each_block;

/// The printed figures of a sheet.
#[derive(Debug)]
pub struct Trace {
    /// The name of the sheet's file.
    pub file: String,
    /// The number of pages.
    pages: usize,
    /// The figures in reading order, one for each time that a figure is printed.
    figures: Vec<PrintedFigure>,
    /// The sources, days and notes of data files in reading order.
    texts: Vec<PrintedText>,
}

/// A source, day or note as printed at one place.
#[derive(Clone, Debug)]
struct PrintedText {
    text: String,
    /// The words before and after it in its paragraph or row.
    before: String,
    after: String,
    /// The page number, from 1.
    page: usize,
    /// The left end of the baseline, from the top left corner of the page.
    at: Point,
    /// The source location of the text.
    place: FilePosition,
}

/// A figure as printed at one place.
#[derive(Clone, Debug)]
struct PrintedFigure {
    /// The id as the text names it, with `national.` before a national figure.
    id: String,
    label: String,
    kind: Kind,
    /// The value in the file, or the reason why there is none.
    amount: Amount,
    /// The value in JSON, with a text in the default language.
    json: Option<serde_json::Value>,
    /// The value as in the file, with the unit of its kind.
    plain: String,
    /// The text on the page, with the counted noun.
    text: String,
    /// The words before and after the figure in its paragraph or row, with the spaces between.
    before: String,
    after: String,
    /// The page number, from 1.
    page: usize,
    /// The left end of the baseline, from the top left corner of the page.
    at: Point,
    /// The width of the first line.
    width: Length,
    size: Length,
    /// The source location of the number; `None` when no file gives it.
    number: Option<FilePosition>,
    /// The source location of the printed text, if the figure has one.
    text_place: Option<FilePosition>,
    /// The source of the number as its file states it.
    source: Option<String>,
    /// The formula of a computed figure, and the figures that it is computed from.
    formula: Option<TracedFormula>,
}

/// The formula of a computed figure.
#[derive(Clone, Debug)]
struct TracedFormula {
    /// The formula as written.
    text: String,
    /// Its source location.
    place: FilePosition,
    /// The number of places that a rank or median compares, as a note. `None` for other formulas.
    note: Option<String>,
    inputs: Vec<TracedInput>,
}

/// A figure from which another one is computed.
#[derive(Clone, Debug)]
struct TracedInput {
    id: String,
    /// The code of the jurisdiction, or `None` for the nation.
    code: Option<String>,
    year: u16,
    /// The value in JSON and for people.
    json: Option<serde_json::Value>,
    plain: String,
    /// The source location of the value; `None` when no file gives it.
    place: Option<FilePosition>,
}

/// A position in a file.
#[derive(Clone, Debug)]
struct FilePosition {
    file: String,
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
}

impl FilePosition {
    fn new(span: Span, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(span);
        Self {
            file: sources.path(span).to_owned(),
            line,
            column,
        }
    }
}

/// Finds the figures on the pages of a sheet made from these inputs.
#[must_use]
pub fn trace(file: String, pages: &[Page], inputs: &Inputs<'_>, sources: &Sources) -> Trace {
    let (mut figures, mut texts) = (Vec::new(), Vec::new());
    let files: Vec<&str> = inputs
        .figures
        .files()
        .map(|file| sources.path(file.status_span))
        .collect();
    let is_of_data = |span: Span| files.contains(&sources.path(span));
    for (index, page) in pages.iter().enumerate() {
        for_each_block(&page.frame, &is_of_data, &mut |block| {
            for found in block.values() {
                let Some(figure) = found.figure else {
                    texts.push(PrintedText {
                        text: found.text,
                        before: found.before,
                        after: found.after,
                        page: index + 1,
                        at: found.at,
                        place: FilePosition::new(found.source, sources),
                    });
                    continue;
                };
                let (id, label, kind) = declared(figure, inputs);
                let (amount, number, source) = value_of(figure, inputs);
                let (json, plain) = value_in_words(figure, inputs);
                let text =
                    Some(found.source).filter(|span| number.is_some() && Some(*span) != number);
                figures.push(PrintedFigure {
                    id,
                    label,
                    kind,
                    amount,
                    json,
                    plain,
                    text: found.text,
                    before: found.before,
                    after: found.after,
                    page: index + 1,
                    at: found.at,
                    width: found.width,
                    size: found.size,
                    number: number.map(|span| FilePosition::new(span, sources)),
                    text_place: text.map(|span| FilePosition::new(span, sources)),
                    source,
                    formula: formula_of(figure, inputs, sources),
                });
            }
        });
    }
    Trace {
        file,
        pages: pages.len(),
        figures,
        texts,
    }
}

/// The formula of a figure and its inputs. `None` for a figure that files give.
fn formula_of(figure: Reference, inputs: &Inputs<'_>, sources: &Sources) -> Option<TracedFormula> {
    let dictionary = &inputs.project.dictionary;
    let formula = dictionary.get(figure.id).computed.as_ref()?;
    let language = inputs.project.publication.default_language();
    let note = inputs
        .figures
        .entry(figure)
        .and_then(|entry| entry.note.as_ref());
    let inputs = inputs.figures.inputs(figure, formula).map(|input| {
        let declared = dictionary.get(input.point.figure);
        let place = input.entry.map(|entry| entry.span);
        TracedInput {
            id: declared.id.clone(),
            code: input.point.area.code().map(str::to_owned),
            year: input.point.year,
            json: input.entry.and_then(|entry| entry.to_json(language)),
            plain: value_for_people(input.entry, declared.kind),
            place: place.map(|span| FilePosition::new(span, sources)),
        }
    });
    Some(TracedFormula {
        text: formula.text.clone(),
        place: FilePosition::new(formula.span, sources),
        note: note.map(|note| note.text.clone()),
        inputs: inputs.collect(),
    })
}

/// The value of an entry with its unit, for people.
fn value_for_people(entry: Option<&Entry>, kind: Kind) -> String {
    let Some(entry) = entry else {
        return Amount::NotAvailable.to_string();
    };
    let unit = match entry.amount {
        Amount::Number(_) => kind.plain_unit(),
        _ => String::new(),
    };
    format!("{}{unit}", entry.to_plain(kind))
}

/// The id, label and kind of a figure.
fn declared(figure: Reference, inputs: &Inputs<'_>) -> (String, String, Kind) {
    let project = inputs.project;
    let declared = project.dictionary.get(figure.id);
    let mut id = format!("{}{}", figure.file, declared.id);
    if let Some(row) = figure.row {
        // Rows are counted from 1, as in the data of the sheet.
        id.push_str(&format!("[{}]", row + 1));
    }
    let label = declared.label.words(project.publication.default_language());
    (id, label.to_owned(), declared.kind)
}

/// The value of a figure in JSON and for people.
fn value_in_words(figure: Reference, inputs: &Inputs<'_>) -> (Option<serde_json::Value>, String) {
    let project = inputs.project;
    let entry = inputs.figures.entry(figure);
    let kind = project.dictionary.get(figure.id).kind;
    let language = project.publication.default_language();
    (
        entry.and_then(|entry| entry.to_json(language)),
        value_for_people(entry, kind),
    )
}

/// The amount of a figure, its source location and its source.
fn value_of(figure: Reference, inputs: &Inputs<'_>) -> (Amount, Option<Span>, Option<String>) {
    let entry = inputs.figures.entry(figure);
    let own = entry.and_then(|entry| entry.source.as_ref());
    let file = inputs.figures.file_of(figure.file);
    let source = own.or(file.and_then(|file| file.source.as_ref()));
    (
        entry.map_or(Amount::NotAvailable, |entry| entry.amount),
        entry.map(|entry| entry.span),
        source.map(|source| source.text.clone()),
    )
}
