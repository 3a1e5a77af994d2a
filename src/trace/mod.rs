//! Where each printed figure stands on the page, and where its number comes from.
//!
//! All of it is read off the frames of the pages ([`crate::layout::Frame`]), whose texts know the figure that
//! they print: what is traced is what is drawn. [`text()`] and [`json()`] show it.

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
use crate::project::{Amount, Kind};
use around::for_each_block;

/// A sheet with all of its printed figures.
#[derive(Debug)]
pub struct Trace {
    /// The name of its file.
    pub file: String,
    /// How many pages it has.
    pages: usize,
    /// The figures in reading order, one for each time that it is printed.
    figures: Vec<Printed>,
}

/// A figure where it is printed.
#[derive(Clone, Debug)]
struct Printed {
    /// Its id, with `national.` before it when it is the nation's.
    id: String,
    label: String,
    kind: Kind,
    /// What the file says of it.
    amount: Amount,
    /// What stands on the page, with the words that are counted.
    text: String,
    /// The words before it and after it, with the spaces between, as far as they are its paragraph's or its
    /// row's.
    before: String,
    after: String,
    /// The number of its page, from 1.
    page: usize,
    /// The left end of its baseline, from the top left corner of the page.
    at: Point,
    /// How wide it is on its first line.
    width: Length,
    size: Length,
    /// Where its number is written; none when no file says anything of it.
    number: Option<FilePlace>,
    /// Where its text for print is written, when it has one.
    text_place: Option<FilePlace>,
    /// Where the number comes from, as its file says.
    source: Option<String>,
}

/// A place in a file.
#[derive(Clone, Debug)]
struct FilePlace {
    file: String,
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
}

impl FilePlace {
    fn new(span: Span, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(span);
        Self {
            file: sources.path(span).to_owned(),
            line,
            column,
        }
    }
}

/// Finds all figures on the pages of a sheet that was made from these inputs.
#[must_use]
pub fn trace(file: String, pages: &[Page], inputs: &Inputs<'_>, sources: &Sources) -> Trace {
    let mut figures = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for_each_block(&page.frame, &mut |block| {
            figures.extend(block.figures().map(|found| {
                let (id, label, kind) = declared(found.figure, inputs);
                let (amount, number, source) = said(found.figure, inputs);
                let text =
                    Some(found.source).filter(|span| number.is_some() && Some(*span) != number);
                Printed {
                    id,
                    label,
                    kind,
                    amount,
                    text: found.text,
                    before: found.before,
                    after: found.after,
                    page: index + 1,
                    at: found.at,
                    width: found.width,
                    size: found.size,
                    number: number.map(|span| FilePlace::new(span, sources)),
                    text_place: text.map(|span| FilePlace::new(span, sources)),
                    source,
                }
            }));
        });
    }
    Trace {
        file,
        pages: pages.len(),
        figures,
    }
}

/// What the dictionary says of a figure.
fn declared(figure: Reference, inputs: &Inputs<'_>) -> (String, String, Kind) {
    let project = inputs.project;
    let declared = project.dictionary.get(figure.id);
    let id = format!("{}{}", figure.whose.prefix(), declared.id);
    let label = declared.label.words(project.publication.default_language());
    (id, label.to_owned(), declared.kind)
}

/// What the files say of a figure, where, and where it comes from.
fn said(figure: Reference, inputs: &Inputs<'_>) -> (Amount, Option<Span>, Option<String>) {
    let point = inputs.figures.point(figure);
    let entry = inputs.figures.get(point);
    let own = entry.and_then(|entry| entry.source.as_ref());
    let file = inputs.figures.file(point.area, point.year);
    let source = own.or(file.and_then(|file| file.source.as_ref()));
    (
        entry.map_or(Amount::NotAvailable, |entry| entry.amount),
        entry.map(|entry| entry.span),
        source.map(|source| source.text.clone()),
    )
}
