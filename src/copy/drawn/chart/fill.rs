//! Fills in charts.

use super::spoken;
use super::values::Filler;
use crate::copy::answers::Answers;
use crate::copy::chart::{Chart, Plot};
use crate::copy::chart_source::{ChartKind, ChartSource};
use crate::copy::compiled::Template;
use crate::copy::fill::readable_runs;
use crate::diagnostic::Report;
use crate::text::Run;

/// Fills in a chart. Numbers that it cannot draw go into the report.
pub(in crate::copy::drawn) fn fill(
    source: &ChartSource,
    answers: &dyn Answers,
    report: &mut Report,
) -> Chart {
    let mut runs = |template: &Option<Template>| -> Vec<Run> {
        let template = template.as_ref();
        template.map_or_else(Vec::new, |text| readable_runs(text, answers, report))
    };
    let (title, note) = (runs(&source.title), runs(&source.note));
    let mut filler = Filler {
        answers,
        setting: answers.setting(),
        report,
    };
    let plot = match source.kind {
        ChartKind::Bars { order, highlight } => Plot::Bars(filler.bars(source, order, highlight)),
        ChartKind::Share => Plot::Share(filler.share(source)),
        ChartKind::Part => filler.part(source),
        ChartKind::Line {
            from_zero,
            shows_breaks,
        } => Plot::Line(filler.line(source, from_zero, shows_breaks)),
        ChartKind::Dots => filler.dots(source),
        ChartKind::Tiles { figure, classes } => Plot::Tiles(filler.tiles(source, figure, classes)),
        ChartKind::Units => Plot::Units(filler.units(source)),
    };
    // Labels tell the years of numbers of several years.
    let year = filler.year().filter(|_| source.is_of_one_year());
    let alt = spoken::alt(&title, &plot, year, &filler);
    Chart {
        title,
        note,
        plot,
        alt: alt.into(),
        span: source.span,
    }
}
