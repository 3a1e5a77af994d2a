//! Compiles charts: reads their settings, looks up their figures and checks that these fit one chart.
//!
//! A block has settings, one `key = value` a line, and below them the ids of figures, one a line. An id can have a label
//! after a colon. The numbers of a figure are placeholders, so that needs, proofs and traces find them like any other.

use super::figures::{Compiler, Listed};
use super::head::{Head, inner};
use crate::copy::chart_source::{ChartFigure, ChartKind, ChartSource, Order};
use crate::copy::compile::compile as compile_template;
use crate::copy::drawn::fence::Line;
use crate::copy::names::Context;
use crate::diagnostic::{Code, Diagnostic, Mark, Report, Span};
use crate::project::spanned::Spanned;

/// The most series of a line chart: more lines cannot be told apart.
const MOST_SERIES: usize = 4;

/// The most parts of a share or of units: more tints cannot be told apart.
const MOST_PARTS: usize = 6;

/// The numbers of classes of a map.
const USUAL_CLASSES: u8 = 4;
const CLASSES: std::ops::RangeInclusive<u8> = 2..=6;

/// The source of a chart's block.
pub(in crate::copy::drawn) struct Block<'s> {
    /// The word after the opening fence.
    pub kind: &'s str,
    /// The text of the block.
    pub source: &'s str,
    /// The lines between the fences that are not blank.
    pub lines: &'s [Line<'s>],
    /// The offset of the block's first byte.
    pub base: usize,
    /// The location of the block.
    pub span: Span,
    /// The location of its first line.
    pub first_line: Span,
}

impl Block<'_> {
    /// Compiles the chart. `None` after an error, which goes to the report.
    pub(in crate::copy::drawn) fn compile(
        &self,
        context: Context<'_>,
        report: &mut Report,
    ) -> Option<ChartSource> {
        let mark = report.mark();
        let count = head_lines(self.lines);
        let (head, ids) = self.lines.split_at(count);
        let head = Head::read(self.text_of(head), start_of(head, self.base), report)?;
        head.check_keys(self.kind, report);
        let mut compiler = Compiler {
            kind: self.kind,
            context,
            report,
        };
        let mut listed: Vec<Listed> = Vec::new();
        let series = head
            .series
            .iter()
            .map(|id| (inner(id).start, id.get_ref().as_str()));
        for line in series.chain(ids.iter().copied()) {
            compiler.list(line, &mut listed);
        }
        let kind = self.kind_with_settings(&head, &listed, &mut compiler);
        let files = compiler.files(&head);
        compiler.check_together(self.kind, &listed);
        self.check_count(&listed, mark, compiler.report);
        let figures = listed.iter().map(|listed| compiler.numbers(listed, &files));
        let figures: Vec<ChartFigure> = figures.collect();
        let mut text = |text: &Option<Spanned<String>>| {
            let text = text.as_ref()?;
            let span = inner(text);
            Some(compile_template(
                text.get_ref(),
                span.start,
                context,
                report,
            ))
        };
        let (title, note, unit) = (text(&head.title), text(&head.note), text(&head.unit));
        (report.errors_since(mark) == 0).then_some(ChartSource {
            kind: kind?,
            title,
            note,
            unit,
            figures,
            span: self.span,
        })
    }

    /// The text of some lines, with the blank lines between them.
    fn text_of(&self, lines: &[Line<'_>]) -> &str {
        let (Some((start, _)), Some((end, last))) = (lines.first(), lines.last()) else {
            return "";
        };
        &self.source[start - self.base..end + last.len() - self.base]
    }

    fn kind_with_settings(
        &self,
        head: &Head,
        listed: &[Listed],
        compiler: &mut Compiler<'_, '_>,
    ) -> Option<ChartKind> {
        Some(match self.kind {
            "bars" => ChartKind::Bars {
                order: head
                    .order
                    .clone()
                    .map(|order| Order::from(order.into_inner())),
                highlight: match &head.highlight {
                    Some(id) => Some(compiler.highlighted(id, listed)?),
                    None => None,
                },
            },
            "share" => ChartKind::Share,
            "part" => ChartKind::Part,
            "line" => ChartKind::Line {
                from_zero: head.zero.as_ref().is_none_or(|zero| *zero.get_ref()),
                shows_breaks: head.breaks.is_some(),
            },
            "dots" => ChartKind::Dots,
            "tiles" => ChartKind::Tiles {
                figure: listed.first().map(|first| (first.figure.id, first.span)),
                classes: compiler.number_of(head.classes.as_ref(), USUAL_CLASSES, CLASSES)?,
            },
            _ => ChartKind::Units,
        })
    }

    /// Checks that there are as many figures as the chart needs. Lines with errors are not counted.
    fn check_count(&self, listed: &[Listed], mark: Mark, report: &mut Report) {
        let (least, most) = match self.kind {
            "bars" => (1, usize::MAX),
            "line" => (1, MOST_SERIES),
            "dots" => (1, 1),
            "part" => (2, 2),
            "tiles" => (0, 1),
            _ => (2, MOST_PARTS),
        };
        if report.errors_since(mark) > 0 || (least..=most).contains(&listed.len()) {
            return;
        }
        let (message, help) = match (self.kind, listed.len() < least) {
            ("bars" | "line", true) => (
                "there is no figure in this chart",
                "write the id of a figure on each line",
            ),
            ("dots", _) => (
                "a chart of dots shows one figure",
                "write one id; draw a chart of its own for each figure",
            ),
            ("part", _) => (
                "this chart needs two figures: a part and its whole",
                "write the id of the part, and below it that of the whole",
            ),
            ("line", false) => (
                "a line chart shows four figures at most",
                "draw a second chart for the others",
            ),
            ("tiles", _) => (
                "a map shows one figure",
                "write one id; draw a map of its own for each figure",
            ),
            (_, true) => (
                "this chart needs two figures or more",
                "write the id of a figure on each line",
            ),
            (_, false) => (
                "this chart shows six figures at most",
                "write `bars` instead, or add up the smallest figures in the dictionary",
            ),
        };
        let span = listed.get(most).map_or(self.first_line, |first| first.span);
        let code = match listed.len() < least {
            true => Code::Empty,
            false => Code::WrongValue,
        };
        report.push(Diagnostic::error(code, span, message).help(help));
    }
}

/// The number of lines with settings: up to the first line outside of brackets that sets no key.
fn head_lines(lines: &[Line<'_>]) -> usize {
    let mut depth = 0_i32;
    let mut is_of_head = |text: &str| {
        let is_within = depth > 0;
        let outside = text.split('"').step_by(2).flat_map(str::chars);
        for c in outside {
            depth += match c {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
        }
        // An equals sign in a label is after its colon.
        let key = text.split_once('=').map(|(key, _)| key);
        is_within || text.starts_with('#') || key.is_some_and(|key| !key.contains(':'))
    };
    let count = lines.iter().take_while(|(_, text)| is_of_head(text));
    count.count()
}

fn start_of(lines: &[Line<'_>], base: usize) -> usize {
    lines.first().map_or(base, |(start, _)| *start)
}
