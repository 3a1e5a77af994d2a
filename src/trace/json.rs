//! A trace as JSON.

use serde::Serialize;

use super::{FilePosition, PrintedFigure, PrintedText, Trace, TracedFormula, Verdict};

/// The version of the format. It increases with a change that could mislead a program.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'t> {
    format: &'static str,
    version: u32,
    file: &'t str,
    pages: usize,
    figures: Vec<Figure<'t>>,
    /// Sources, days and notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Compared<'t>>,
}

#[derive(Serialize)]
struct Figure<'t> {
    id: &'t str,
    label: &'t str,
    kind: &'static str,
    value: Option<&'t serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<&'static str>,
    printed: &'t str,
    before: &'t str,
    after: &'t str,
    page: usize,
    /// The distance from the left edge of the page, in points.
    x: f64,
    /// The distance of the baseline from the top edge of the page, in points.
    y: f64,
    width: f64,
    size: f64,
    number: Option<Position<'t>>,
    /// The source location of the printed text, if the figure has one.
    text: Option<Position<'t>>,
    source: Option<&'t str>,
    /// The formula of a computed figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<Computed<'t>>,
}

#[derive(Serialize)]
struct Computed<'t> {
    formula: &'t str,
    #[serde(flatten)]
    place: Position<'t>,
    /// The number of places that a rank or median compares.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'t str>,
    inputs: Vec<Input<'t>>,
}

#[derive(Serialize)]
struct Input<'t> {
    id: &'t str,
    /// The code of the jurisdiction; absent for the nation.
    #[serde(skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<&'t str>,
    year: u16,
    value: Option<&'t serde_json::Value>,
    number: Option<Position<'t>>,
}

#[derive(Serialize)]
struct Text<'t> {
    printed: &'t str,
    before: &'t str,
    after: &'t str,
    page: usize,
    /// The distances from the left and top edges of the page, in points.
    x: f64,
    y: f64,
    text: Position<'t>,
}

#[derive(Serialize)]
struct Position<'t> {
    file: &'t str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Compared<'t> {
    path: &'t str,
    same: bool,
    differences: &'t [String],
}

/// The figures as JSON, with the result of the comparison if there was one.
#[must_use]
pub fn json(trace: &Trace, verdict: Option<&Verdict>) -> String {
    let record = Record {
        format: "factsheet-trace",
        version: VERSION,
        file: &trace.file,
        pages: trace.pages,
        figures: trace.figures.iter().map(figure).collect(),
        texts: trace.texts.iter().map(text).collect(),
        compared: verdict.map(|verdict| Compared {
            path: &verdict.path,
            same: verdict.is_same(),
            differences: &verdict.differences,
        }),
    };
    // Serialization fails only for maps whose keys are not strings. There are none.
    let text = serde_json::to_string_pretty(&record).unwrap_or_default();
    format!("{text}\n")
}

fn figure(printed: &PrintedFigure) -> Figure<'_> {
    Figure {
        id: &printed.id,
        label: &printed.label,
        kind: printed.kind.name(),
        value: printed.json.as_ref(),
        absence: printed.amount.absence(),
        printed: &printed.text,
        before: &printed.before,
        after: &printed.after,
        page: printed.page,
        x: printed.at.x.to_pt(),
        y: printed.at.y.to_pt(),
        width: printed.width.to_pt(),
        size: printed.size.to_pt(),
        number: printed.number.as_ref().map(position),
        text: printed.text_place.as_ref().map(position),
        source: printed.source.as_deref(),
        computed: printed.formula.as_ref().map(computed),
    }
}

fn computed(formula: &TracedFormula) -> Computed<'_> {
    let inputs = formula.inputs.iter().map(|input| Input {
        id: &input.id,
        jurisdiction: input.code.as_deref(),
        year: input.year,
        value: input.json.as_ref(),
        number: input.place.as_ref().map(position),
    });
    Computed {
        formula: &formula.text,
        place: position(&formula.place),
        note: formula.note.as_deref(),
        inputs: inputs.collect(),
    }
}

fn text(printed: &PrintedText) -> Text<'_> {
    Text {
        printed: &printed.text,
        before: &printed.before,
        after: &printed.after,
        page: printed.page,
        x: printed.at.x.to_pt(),
        y: printed.at.y.to_pt(),
        text: position(&printed.place),
    }
}

fn position(place: &FilePosition) -> Position<'_> {
    Position {
        file: &place.file,
        line: place.line,
        column: place.column,
    }
}
