//! Lines: the numbers of figures over the years.

use super::ticks::ticks;
use super::values::{Filler, Value, hue};
use crate::copy::breaks;
use crate::copy::chart::{Axis, Hue, Line, Point, Series, Tick};
use crate::copy::chart_source::ChartSource;
use crate::project::{FileReference, Number, Reference};
use crate::text::Run;

impl<'s> Filler<'s> {
    pub(super) fn line(
        &mut self,
        source: &ChartSource,
        from_zero: bool,
        shows_breaks: bool,
    ) -> Line {
        let figures = source.figures.iter();
        let mut values: Vec<Vec<Value<'_>>> = figures.map(|figure| self.values(figure)).collect();
        leave_out_start(&mut values);
        let years = values.first().map_or(&[][..], Vec::as_slice).iter();
        let years = years.map(|value| self.year_label(value)).collect();
        let numbers = values.iter().flatten().filter_map(|value| value.number);
        let numbers: Vec<Number> = numbers.collect();
        let axis = values.iter().flatten().next();
        let axis = axis
            .map(|first| self.axis(&numbers, first, from_zero))
            .unwrap_or_default();
        let last = values.iter().filter_map(|values| values.last());
        let last: Vec<Reference> = last.map(|value| value.figure).collect();
        let mut series: Vec<Series> = Vec::with_capacity(values.len());
        for (figure, values) in source.figures.iter().zip(values) {
            let Some(own) = values.last() else { continue };
            let label = match figure.label {
                None if last.iter().all(|other| other.id == own.figure.id) && last.len() > 1 => {
                    let files: Vec<FileReference> = last.iter().map(|other| other.file).collect();
                    self.file_label(own, &files)
                }
                _ => self.label(figure, own, &last),
            };
            let known: Vec<Hue> = series.iter().map(|series| series.hue).collect();
            let hue = hue_of_series(hue(own.figure.file.whose), &known);
            let points = self.points(values, shows_breaks);
            series.push(Series { label, hue, points });
        }
        Line {
            years,
            axis,
            series,
        }
    }

    /// The year of a number. Without a single sheet, all digits.
    fn year_label(&self, value: &Value<'_>) -> Run {
        let year = self.answers.year(value.figure.file.when);
        let text = year.map_or_else(|| "0123456789".to_owned(), |year| year.to_string());
        Run::plain(text, value.span)
    }

    /// The scale of numbers. Without any number on a sheet, it has no labels; for all sheets, its only label has all
    /// characters that it may need.
    pub(super) fn axis(&self, numbers: &[Number], first: &Value<'_>, from_zero: bool) -> Axis {
        if numbers.is_empty() && !self.is_of_all_sheets() {
            return Axis::default();
        }
        if numbers.is_empty() {
            let label = self.scale_samples(first.declared, first.span);
            let number = Number::whole(0);
            return Axis {
                ticks: vec![Tick { number, label }],
                start: self
                    .words()
                    .map(|words| self.plain(words.starts_at, first.span)),
            };
        }
        let numbers = ticks(numbers, from_zero);
        let labels = self.printed_scale(&numbers, first.declared, first.span);
        let ticks = numbers.into_iter().zip(labels);
        let ticks: Vec<Tick> = ticks
            .map(|(number, label)| Tick { number, label })
            .collect();
        let has_zero = ticks.iter().any(|tick| tick.number.is_zero());
        let words = self.words().filter(|_| !has_zero);
        let start = words.zip(ticks.first()).map(|(words, first_tick)| {
            let text = format!("{} {}", words.starts_at, first_tick.label.text);
            self.plain(&text, first.span)
        });
        Axis { ticks, start }
    }

    /// The points of a series. A line leads from one to the next if both have numbers of one way of counting.
    fn points(&mut self, values: Vec<Value<'_>>, shows_breaks: bool) -> Vec<Point> {
        let dictionary = &self.setting.project.dictionary;
        let mut points: Vec<Point> = Vec::with_capacity(values.len());
        let mut before = None;
        let mut is_reported = shows_breaks;
        for value in values {
            let year = self.answers.year(value.figure.file.when);
            let in_year = year
                .map(|year| (value.figure, year))
                .filter(|_| value.number.is_some());
            let crossed = before
                .zip(in_year)
                .and_then(|(before, own)| breaks::crossed(dictionary, before, own, value.span));
            let is_next = points.last().is_some_and(|point| point.number.is_some());
            let is_joined = is_next && value.number.is_some() && crossed.is_none();
            if let Some(error) = crossed.filter(|_| !is_reported) {
                is_reported = true;
                let help = "write breaks = \"gap\" above the figures to show the break as a gap, or fewer `years`";
                self.report.push(error.help(help));
            }
            before = in_year.or(before);
            points.push(Point {
                value: value.run,
                number: value.number,
                is_joined,
            });
        }
        points
    }
}

/// Leaves out the years before the first one with a number. If no year has one, the last year is left.
fn leave_out_start(values: &mut [Vec<Value<'_>>]) {
    let first = values.iter().filter_map(|values| {
        let is_first = |value: &Value<'_>| value.number.is_some();
        values.iter().position(is_first)
    });
    let count = values.iter().map(Vec::len).max().unwrap_or(0);
    let first = first.min().unwrap_or(count.saturating_sub(1));
    for values in values {
        values.drain(..first.min(values.len()));
    }
}

/// The color of a series: that of its area, or a further one if another series has it.
fn hue_of_series(own: Hue, known: &[Hue]) -> Hue {
    if !known.contains(&own) {
        return own;
    }
    let is_further = |hue: &&Hue| matches!(hue, Hue::Further(_));
    let further = known.iter().filter(is_further).count();
    Hue::Further(u8::try_from(further + 1).unwrap_or(u8::MAX))
}
