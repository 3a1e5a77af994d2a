//! Percentages as shares of 100.
//!
//! Published percentages are rounded, so the parts of a total can add up to 99.9 or 100.1. Each part is off by
//! at most half a unit of its last decimal, and the sum by as much for each part. Parts that exceed 100 by more
//! are no parts of one total; parts that fall short of it by more leave the rest of the bar empty.

use crate::copy::block::Bar;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::Number;

/// Returns the total when the shares add up to less. Shares that add up to more are reported at `place`.
pub(super) fn whole(
    bars: &[Bar],
    total: Number,
    place: Span,
    report: &mut Report,
) -> Option<Number> {
    let numbers: Vec<Number> = bars.iter().filter_map(|bar| bar.number).collect();
    let decimals = numbers.iter().map(|number| number.decimals()).max()?;
    let sum: i128 = numbers.iter().map(|number| number.units(decimals)).sum();
    // Twice the most by which rounding can have moved the sum: one unit of each number's last decimal.
    let unit = |number: &Number| 10_i128.pow(u32::from(decimals - number.decimals()));
    let slack: i128 = numbers.iter().map(unit).sum();
    let over = 2 * (sum - total.units(decimals));
    if over > slack {
        report.push(too_much(bars, place));
    }
    (over < -slack).then_some(total)
}

fn too_much(bars: &[Bar], place: Span) -> Diagnostic {
    let shown = bars.iter().filter(|bar| bar.number.is_some());
    let shown: Vec<&str> = shown.map(|bar| bar.value.text.as_str()).collect();
    let message = "these shares add up to more than 100 percent";
    Diagnostic::error(Code::WrongValue, place, message)
        .label(format!("{} is more than 100 percent", shown.join(" + ")))
        .help("correct the figures, or write `bars` instead of `share`: each bar then stands by itself")
}
