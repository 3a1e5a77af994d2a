//! A trace for people.

use super::{FilePlace, Printed, Trace};
use crate::geometry::Length;
use crate::project::Kind;

/// Two lines for each figure: its place, its number and where that is written; and the words around it.
#[must_use]
pub fn text(trace: &Trace) -> String {
    let figures = match trace.figures.len() {
        1 => "1 figure".to_owned(),
        many => format!("{many} figures"),
    };
    let pages = match trace.pages {
        1 => "1 page".to_owned(),
        many => format!("{many} pages"),
    };
    let head = format!(
        "{}: {figures} on {pages}\n\
         x and y are of the left end of a figure's baseline, in points from the top left corner\n",
        trace.file
    );
    let lines = trace.figures.iter().map(lines);
    std::iter::once(head).chain(lines).collect()
}

fn lines(printed: &Printed) -> String {
    let Printed {
        id,
        page,
        at,
        before,
        text,
        after,
        ..
    } = printed;
    let number = match &printed.number {
        Some(place) => format!("{}, {}", amount(printed), shown(place)),
        None => "not given".to_owned(),
    };
    format!(
        "\npage {page}  x {}  y {}  {id} = {number}\n  {before}[{text}]{after}\n",
        points(at.x),
        points(at.y),
    )
}

fn amount(printed: &Printed) -> String {
    match (printed.amount.number(), printed.kind) {
        (Some(number), Kind::Count) => number.to_string(),
        (Some(number), Kind::Percent) => format!("{number}%"),
        (None, _) => printed.amount.to_string(),
    }
}

fn shown(place: &FilePlace) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}

/// A length in points with one decimal.
fn points(length: Length) -> String {
    format!("{:.1}", length.to_pt())
}
