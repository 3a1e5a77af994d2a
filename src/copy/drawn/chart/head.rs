//! The settings at the head of a chart's block, in TOML.

use serde::Deserialize;

use crate::copy::chart_source::Order;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::spanned::Spanned;
use crate::project::toml_text;

/// The settings of all kinds of charts.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// The text above the chart.
    pub title: Option<Spanned<String>>,
    /// The text below it.
    pub note: Option<Spanned<String>>,
    /// The figures of a line chart.
    #[serde(default)]
    pub series: Vec<Spanned<String>>,
    /// The number of years of a line chart, up to that of the sheet.
    pub years: Option<Spanned<i64>>,
    /// Whether the scale of a line chart begins at 0.
    pub zero: Option<Spanned<bool>>,
    /// The treatment of a break of a series.
    pub breaks: Option<Spanned<Breaks>>,
    /// The order of bars.
    pub order: Option<Spanned<RawOrder>>,
    /// The id of the highlighted figure.
    pub highlight: Option<Spanned<String>>,
    /// The files whose figures have a bar beside those of the place.
    #[serde(default)]
    pub compare: Vec<Spanned<String>>,
    /// The number of classes of a map.
    pub classes: Option<Spanned<i64>>,
    /// The noun after the number that a square stands for.
    pub unit: Option<Spanned<String>>,
}

/// The treatment of a break.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Breaks {
    /// A gap in the line.
    Gap,
}

/// An order as written.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawOrder {
    /// The largest first.
    Descending,
    /// The smallest first.
    Ascending,
}

impl From<RawOrder> for Order {
    fn from(order: RawOrder) -> Self {
        match order {
            RawOrder::Descending => Self::Descending,
            RawOrder::Ascending => Self::Ascending,
        }
    }
}

impl Head {
    /// The names of all settings.
    pub(super) const KEYS: [&'static str; 11] = [
        "title",
        "note",
        "series",
        "years",
        "zero",
        "breaks",
        "order",
        "highlight",
        "compare",
        "classes",
        "unit",
    ];

    /// Reads the head, whose first byte is at offset `base`. `None` after an error, which goes to the report.
    pub(super) fn read(text: &str, base: usize, report: &mut Report) -> Option<Self> {
        match text.trim().is_empty() {
            true => Some(Self::default()),
            false => toml_text::read(text, base, report),
        }
    }

    /// Reports the keys that a kind of chart does not have.
    pub(super) fn check_keys(&self, kind: &str, report: &mut Report) {
        let first = |texts: &[Spanned<String>]| texts.first().map(|text| text.span().into());
        let keys: [(&str, Option<Span>, &str); 9] = [
            ("series", first(&self.series), "line"),
            (
                "years",
                self.years.as_ref().map(|own| own.span().into()),
                "line",
            ),
            (
                "zero",
                self.zero.as_ref().map(|own| own.span().into()),
                "line",
            ),
            (
                "breaks",
                self.breaks.as_ref().map(|own| own.span().into()),
                "line",
            ),
            (
                "order",
                self.order.as_ref().map(|own| own.span().into()),
                "bars",
            ),
            (
                "highlight",
                self.highlight.as_ref().map(|own| own.span().into()),
                "bars",
            ),
            ("compare", first(&self.compare), "bars"),
            (
                "classes",
                self.classes.as_ref().map(|own| own.span().into()),
                "tiles",
            ),
            (
                "unit",
                self.unit.as_ref().map(|own| own.span().into()),
                "units",
            ),
        ];
        for (key, span, owner) in keys {
            if let Some(span) = span.filter(|_| owner != kind) {
                let message = format!("`{key}` is a setting of `{owner}` charts");
                let error = Diagnostic::error(Code::UnknownKey, span, message);
                report.push(error.help(format!(
                    "take it out, or write ~~~{owner} instead of ~~~{kind}"
                )));
            }
        }
    }
}

/// The span of a string's content, without its quotes. It is exact for strings without escapes.
pub(super) fn inner(text: &Spanned<String>) -> Span {
    let span = Span::from(text.span());
    let quotes = (span.end - span.start).saturating_sub(text.get_ref().len());
    Span::new(span.start + quotes / 2, span.end - quotes.div_ceil(2))
}
