//! Compiles charts: reads their settings, looks up their figures and checks that these fit one chart.
//!
//! A block has settings, one `key = value` a line, and below them the ids of figures, one a line. An id can have a label
//! after a colon. The numbers of a figure are placeholders, so that needs, proofs and traces find them like any other.

use super::figures::{Compiler, Listed};
use super::head::Head;
use crate::copy::chart_source::{ChartFigure, ChartKind, ChartSource, Order};
use crate::copy::compile::compile as compile_template;
use crate::copy::compiled::{Node, Template};
use crate::copy::drawn::fence::Line;
use crate::copy::names::Context;
use crate::diagnostic::{Code, Diagnostic, Mark, Report, Span};
use crate::project::spanned::Spanned;
use crate::project::{FileReference, Level, Reference, When};

/// The most series of a line chart: more lines cannot be told apart.
const MOST_SERIES: usize = 4;

/// The most parts of a share or of units: more tints cannot be told apart.
const MOST_PARTS: usize = 6;

/// The number of years that a line chart has without `years`, and the most.
const USUAL_YEARS: u8 = 10;
const MOST_YEARS: u8 = 60;

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
        let (title, note) = (text(&head.title), text(&head.note));
        (report.errors_since(mark) == 0).then_some(ChartSource {
            kind: kind?,
            title,
            note,
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
                "a share chart needs two figures or more",
                "write the id of a figure on each line",
            ),
            (_, false) => (
                "this chart shows six figures at most",
                "write `bars` instead, or add up the smallest figures in the dictionary",
            ),
        };
        let span = listed.get(most).map_or(self.first_line, |first| first.span);
        report.push(Diagnostic::error(Code::Empty, span, message).help(help));
    }
}

/// The number of lines with settings: up to the first line outside of brackets that sets no key.
fn head_lines(lines: &[Line<'_>]) -> usize {
    let mut depth = 0_i32;
    let mut is_of_head = |text: &str| {
        let is_within = depth > 0;
        let outside = text.split('"').step_by(2).flat_map(str::chars);
        for c in outside.clone() {
            depth += match c {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
        }
        is_within || text.starts_with('#') || outside.clone().any(|c| c == '=')
    };
    let count = lines.iter().take_while(|(_, text)| is_of_head(text));
    count.count()
}

fn start_of(lines: &[Line<'_>], base: usize) -> usize {
    lines.first().map_or(base, |(start, _)| *start)
}

/// The span of a string's content, without its quotes. It is exact for strings without escapes.
fn inner(text: &Spanned<String>) -> Span {
    let span = Span::from(text.span());
    let quotes = (span.end - span.start).saturating_sub(text.get_ref().len());
    Span::new(span.start + quotes / 2, span.end - quotes.div_ceil(2))
}

impl Compiler<'_, '_> {
    /// The files of the numbers of each figure, relative to the file that the figure itself names.
    fn files(&mut self, head: &Head) -> Vec<Column> {
        if self.kind == "line" {
            let years = self.number_of(head.years.as_ref(), USUAL_YEARS, 2..=MOST_YEARS);
            let years = years.unwrap_or(USUAL_YEARS);
            let earlier = (1..years).rev().map(|years| Column::Year(When::Ago(years)));
            return earlier.chain([Column::Year(When::Own)]).collect();
        }
        let mut files = vec![Column::Year(When::Own)];
        for name in &head.compare {
            files.extend(
                self.compared(name)
                    .map(|file| Column::File(file, inner(name))),
            );
        }
        files
    }

    /// The file that a word of `compare` names.
    fn compared(&mut self, name: &Spanned<String>) -> Option<FileReference> {
        let prefix = format!("{}.", name.get_ref());
        let (file, rest) = FileReference::split(&prefix);
        if rest.is_empty() && !file.is_own() && file.whose.level(self.context.level).is_some() {
            return Some(file);
        }
        let message = format!("there are no figures `{}` to compare with", name.get_ref());
        let error = Diagnostic::error(Code::UnknownName, name.span(), message);
        let within = match self.context.level == Level::NATIONAL {
            true => "\"previous\" or a year such as \"y2019\"",
            false => "\"national\", \"previous\" or a year such as \"y2019\"",
        };
        self.report.push(error.help(format!("write {within}")));
        None
    }

    /// The placeholders of the numbers of a figure.
    fn numbers(&mut self, listed: &Listed, columns: &[Column]) -> ChartFigure {
        let own = listed.figure;
        let mut nodes = Vec::with_capacity(columns.len());
        for column in columns {
            let file = match column {
                Column::Year(When::Own) => own.file,
                Column::Year(when) => FileReference {
                    when: *when,
                    ..own.file
                },
                Column::File(file, _) => *file,
            };
            if let Column::File(file, span) = column {
                self.check_has(own.id, *file, *span);
            }
            nodes.push(Node::Print(
                self.print(Reference { file, ..own }, listed.span),
            ));
        }
        let label = listed.label.as_ref();
        ChartFigure {
            label: label
                .map(|(start, text)| compile_template(text, *start, self.context, self.report)),
            prints: Template { nodes },
        }
    }
}

/// The file of the numbers of one column.
enum Column {
    /// Another year, or the file of the figure itself.
    Year(When),
    /// A file, and the location of its name in the settings.
    File(FileReference, Span),
}
