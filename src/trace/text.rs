//! A trace as plain text.

use super::{FilePosition, PrintedFigure, PrintedText, Trace, TracedFormula, Verdict};
use crate::diagnostic::counted;
use crate::geometry::Length;

/// The trace as text. Each figure takes two lines: its position with its number and source location, then the words
/// around it. The result of a comparison comes last.
#[must_use]
pub fn text(trace: &Trace, verdict: Option<&Verdict>) -> String {
    let figures = counted(trace.figures.len(), "figure");
    let pages = counted(trace.pages, "page");
    let head = format!(
        "{}: {figures} on {pages}\n\
         x and y are of the left end of a figure's baseline, in points from the top left corner\n",
        trace.file
    );
    let lines = trace.figures.iter().map(lines);
    let lines = lines.chain(trace.texts.iter().map(lines_of_text));
    let verdict = verdict.map(found);
    std::iter::once(head).chain(lines).chain(verdict).collect()
}

/// The result of comparing a file with its sources.
fn found(verdict: &Verdict) -> String {
    let path = &verdict.path;
    if verdict.is_same() {
        return format!("\n{path} is what these sources give\n");
    }
    let lines = verdict.differences.iter();
    let lines: String = lines.map(|line| format!("  {line}\n")).collect();
    format!("\n{path} is not what these sources give:\n{lines}")
}

fn lines(printed: &PrintedFigure) -> String {
    let PrintedFigure {
        id,
        page,
        at,
        before,
        text,
        after,
        ..
    } = printed;
    let number = match &printed.number {
        Some(place) => format!("{}, {}", printed.plain, display_position(place)),
        None => "not given".to_owned(),
    };
    let formula: String = printed.formula.iter().map(lines_of_formula).collect();
    format!(
        "\npage {page}  x {}  y {}  {id} = {number}\n{formula}  {before}[{text}]{after}\n",
        points(at.x),
        points(at.y),
    )
}

/// The formula of a computed figure, and a line for each figure that it is computed from.
fn lines_of_formula(formula: &TracedFormula) -> String {
    let inputs = formula.inputs.iter().map(|input| {
        let area = input.code.as_deref().unwrap_or("the nation");
        let place = input.place.as_ref();
        let place = place.map_or("not given".to_owned(), display_position);
        format!(
            "    {} of {area} in {} = {}, {place}\n",
            input.id, input.year, input.plain
        )
    });
    let inputs: String = inputs.collect();
    let place = display_position(&formula.place);
    let note = formula.note.iter().map(|note| format!("    {note}\n"));
    let note: String = note.collect();
    format!("  computed: {}, {place}\n{note}{inputs}", formula.text)
}

fn lines_of_text(printed: &PrintedText) -> String {
    let PrintedText {
        text,
        before,
        after,
        page,
        at,
        place,
    } = printed;
    format!(
        "\npage {page}  x {}  y {}  text, {}\n  {before}[{text}]{after}\n",
        points(at.x),
        points(at.y),
        display_position(place),
    )
}

fn display_position(place: &FilePosition) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}

/// A length in points with one decimal.
fn points(length: Length) -> String {
    format!("{:.1}", length.to_pt())
}
