//! A trace for programs.

use serde::Serialize;

use super::{FilePlace, Printed, Trace, Verdict};

/// The version of the format. It grows when a program that reads the data could be misled.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'t> {
    format: &'static str,
    version: u32,
    file: &'t str,
    pages: usize,
    figures: Vec<Figure<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Compared<'t>>,
}

#[derive(Serialize)]
struct Figure<'t> {
    id: &'t str,
    label: &'t str,
    kind: &'static str,
    value: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<&'static str>,
    printed: &'t str,
    before: &'t str,
    after: &'t str,
    page: usize,
    /// In points from the left edge of the page.
    x: f64,
    /// The baseline, in points from the top edge of the page.
    y: f64,
    width: f64,
    size: f64,
    number: Option<Place<'t>>,
    /// Where its text for print is written, when it has one.
    text: Option<Place<'t>>,
    source: Option<&'t str>,
}

#[derive(Serialize)]
struct Place<'t> {
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

/// All figures, and what was found of the file they were compared with.
#[must_use]
pub fn json(trace: &Trace, verdict: Option<&Verdict>) -> String {
    let record = Record {
        format: "factsheet-trace",
        version: VERSION,
        file: &trace.file,
        pages: trace.pages,
        figures: trace.figures.iter().map(figure).collect(),
        compared: verdict.map(|verdict| Compared {
            path: &verdict.path,
            same: verdict.is_same(),
            differences: &verdict.differences,
        }),
    };
    // Only maps with keys that are no texts could fail, and there are none.
    let text = serde_json::to_string_pretty(&record).unwrap_or_default();
    format!("{text}\n")
}

fn figure(printed: &Printed) -> Figure<'_> {
    Figure {
        id: &printed.id,
        label: &printed.label,
        kind: printed.kind.name(),
        value: printed.amount.number().and_then(|number| number.json()),
        absence: printed.amount.absence(),
        printed: &printed.text,
        before: &printed.before,
        after: &printed.after,
        page: printed.page,
        x: printed.at.x.to_pt(),
        y: printed.at.y.to_pt(),
        width: printed.width.to_pt(),
        size: printed.size.to_pt(),
        number: printed.number.as_ref().map(place),
        text: printed.text_place.as_ref().map(place),
        source: printed.source.as_deref(),
    }
}

fn place(place: &FilePlace) -> Place<'_> {
    Place {
        file: &place.file,
        line: place.line,
        column: place.column,
    }
}
