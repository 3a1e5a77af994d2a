//! The columns of a chart: the years and areas from which each figure has a number.

use super::figures::{Compiler, Listed};
use super::head::{Head, inner};
use crate::copy::chart_source::ChartFigure;
use crate::copy::compile::compile as compile_template;
use crate::copy::compiled::{Node, Template};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::spanned::Spanned;
use crate::project::{FileReference, Level, Reference, When};

/// The number of years that a line chart has without `years`, and the most.
const USUAL_YEARS: u8 = 10;
const MOST_YEARS: u8 = 60;

impl Compiler<'_, '_> {
    /// The files of the numbers of each figure, relative to the file that the figure itself names.
    pub(super) fn files(&mut self, head: &Head) -> Vec<Column> {
        if self.kind == "line" {
            let years = self.number_of(head.years.as_ref(), USUAL_YEARS, 2..=MOST_YEARS);
            let years = years.unwrap_or(USUAL_YEARS);
            let earlier = (1..years).rev().map(|years| Column::Year(When::Ago(years)));
            return earlier.chain([Column::Year(When::Own)]).collect();
        }
        let mut files = vec![Column::Year(When::Own)];
        let mut known: Vec<(FileReference, Span)> = Vec::new();
        for name in &head.compare {
            let Some(file) = self.compared(name) else {
                continue;
            };
            let span = inner(name);
            if let Some((_, first)) = known.iter().find(|(own, _)| *own == file) {
                let message = "this chart compares with these figures already";
                let error = Diagnostic::error(Code::Duplicate, span, message);
                self.report.push(error.also(*first, "first here"));
            }
            known.push((file, span));
        }
        files.extend(
            known
                .into_iter()
                .map(|(file, span)| Column::File(file, span)),
        );
        files
    }

    /// The file that a word of `compare` names.
    fn compared(&mut self, name: &Spanned<String>) -> Option<FileReference> {
        let prefix = format!("{}.", name.get_ref());
        let (file, rest) = FileReference::split(&prefix);
        let own = self.context.level;
        let level = file.whose.level(own);
        // On the sheet of the nation, `national` is the sheet's own file.
        let is_other = file.when != When::Own || level != Some(own);
        if rest.is_empty() && is_other && level.is_some() {
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
    pub(super) fn numbers(&mut self, listed: &Listed, columns: &[Column]) -> ChartFigure {
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
pub(super) enum Column {
    /// Another year, or the file of the figure itself.
    Year(When),
    /// A file, and the location of its name in the settings.
    File(FileReference, Span),
}
