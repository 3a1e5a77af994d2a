//! Shares of a known total, such as percentages of 100.
//!
//! Published percentages are rounded, so the parts of a total can add up to 99.9 or 100.1. The error of each part is at
//! most half a unit of its last decimal, and the error of the sum is at most the total of these. Parts that exceed the total
//! by more are not parts of one total. Parts that fall short by more leave the rest of the bar empty.

use crate::copy::block::Bar;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::Number;

/// The total if the shares add up to less than it, beyond rounding errors; otherwise `None`. Shares that add up to more
/// are reported at `place`.
pub(super) fn whole(
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
