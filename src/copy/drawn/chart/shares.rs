//! Shares of a known total, such as percentages of 100, and parts of one whole.
//!
//! Published percentages are rounded, so the parts of a total can add up to 99.9 or 100.1. The error of each part is at
//! most half a unit of its last decimal, and the error of the sum is at most the total of these. Parts that exceed the total
//! by more are not parts of one total. Parts that fall short by more leave the rest of the bar empty.

use super::values::{Filler, Value};
use crate::copy::chart::{Bar, Part, Plot, Share};
use crate::copy::chart_source::ChartSource;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::{Number, Reference};

impl<'s> Filler<'s> {
    /// The parts of a stacked bar.
    pub(super) fn share(&mut self, source: &ChartSource) -> Share {
        let values = self.first_values(source);
        let first = values.first();
        let total = first.and_then(|first| {
            let kind = first.declared.kind;
            Some((kind.total()?, kind.sign(), first.span))
        });
        let parts = self.parts(source, values);
        let whole =
            total.and_then(|(total, sign, span)| whole(&parts, total, sign, span, self.report));
        Share { parts, whole }
    }

    /// The first number of each figure.
    pub(super) fn first_values(&mut self, source: &ChartSource) -> Vec<Value<'s>> {
        let figures = source.figures.iter();
        figures
            .filter_map(|figure| self.values(figure).into_iter().next())
            .collect()
    }

    /// The bars of parts, whose numbers are not below 0.
    pub(super) fn parts(&mut self, source: &ChartSource, values: Vec<Value<'s>>) -> Vec<Bar> {
        let all: Vec<Reference> = values.iter().map(|value| value.figure).collect();
        let figures = source.figures.iter().zip(values);
        let bars = figures.map(|(figure, value)| {
            let label = self.label(figure, &value, &all);
            let number = self.not_negative(&value);
            Bar {
                number,
                ..value.bar(label)
            }
        });
        bars.collect()
    }

    /// A part within its whole. The compilation has checked that there are two figures.
    pub(super) fn part(&mut self, source: &ChartSource) -> Plot {
        let values = self.first_values(source);
        let spans: Vec<(Span, Span)> = values
            .iter()
            .map(|value| (value.span, value.source))
            .collect();
        let mut bars = self.parts(source, values).into_iter();
        let (Some(mut part), Some(whole)) = (bars.next(), bars.next()) else {
            return Plot::Bars(Vec::new());
        };
        if let (Some(own), Some(all), [(span, own_source), (_, whole_source)]) =
            (part.number, whole.number, spans.as_slice())
            && own > all
        {
            let message = "the part is larger than its whole";
            let error = Diagnostic::error(Code::WrongValue, *span, message)
                .also(*own_source, "the part")
                .also(*whole_source, "the whole")
                .help("correct the figures, write the part first and the whole below it, or write `bars`");
            self.report.push(error);
        }
        let of = self.words().map_or("/", |words| words.of);
        part.value.text = format!("{} {of} {}", part.value.text, whole.value.text);
        Plot::Part(Part { part, whole })
    }
}

/// The total if the shares add up to less than it, beyond rounding errors; otherwise `None`. Shares that add up to more
/// are reported at `place`.
fn whole(
    bars: &[Bar],
    total: Number,
    sign: &str,
    place: Span,
    report: &mut Report,
) -> Option<Number> {
    let numbers: Vec<Number> = bars.iter().filter_map(|bar| bar.number).collect();
    let decimals = numbers.iter().map(|number| number.decimals()).max()?;
    let sum: i128 = numbers.iter().map(|number| number.units(decimals)).sum();
    // Twice the maximum rounding error of the sum: one unit of each number's last decimal.
    let unit = |number: &Number| 10_i128.pow(u32::from(decimals - number.decimals()));
    let slack: i128 = numbers.iter().map(unit).sum();
    let over = 2 * (sum - total.units(decimals));
    if over > slack {
        report.push(too_much(bars, &format!("{total}{sign}"), place));
    }
    (over < -slack).then_some(total)
}

fn too_much(bars: &[Bar], total: &str, place: Span) -> Diagnostic {
    let shown = bars.iter().filter(|bar| bar.number.is_some());
    let shown: Vec<&str> = shown.map(|bar| bar.value.text.as_str()).collect();
    let message = format!("these shares add up to more than {total}");
    Diagnostic::error(Code::WrongValue, place, message)
        .label(format!("{} is more than {total}", shown.join(" + ")))
        .help("correct the figures, or write `bars` instead of `share`: each bar then stands by itself")
}
