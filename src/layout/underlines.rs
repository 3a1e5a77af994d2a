//! Checks that underlines stay clear of the next line of text.

use super::grounds::Grounds;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::geometry::Length;
use crate::project::stylesheet::{FitRule, TextStyle, UnderlineStyle};

/// Checks all text styles of a design, at its smallest and at its largest text size.
pub fn check_underlines(grounds: &Grounds, fit: &FitRule, report: &mut Report) {
    for style in grounds
        .standings
        .iter()
        .flat_map(|standing| &standing.styles)
    {
        for text_size in [fit.min, fit.max] {
            let problem = style
                .underline
                .and_then(|underline| problem(style, underline, text_size));
            if let Some(problem) = problem.filter(|problem| !report.says(problem)) {
                report.push(problem);
            }
        }
    }
}

fn problem(style: &TextStyle, underline: UnderlineStyle, text_size: Length) -> Option<Diagnostic> {
    // The letters of the next line are about as high as the other half.
    let room = style.leading.at(text_size) / 2;
    let taken = underline.gap.at(text_size) + underline.width;
    let message = "this line would stand in the text below it";
    (taken > room).then(|| {
        Diagnostic::error(Code::NoRoom, underline.span, message)
            .label(format!(
                "it takes {taken} below the baseline, where there is room for {room}"
            ))
            .help("make its `width` and `gap` smaller, or the `leading` of the style larger")
    })
}
