//! The figures that a chart lists.

use std::ops::RangeInclusive;

use super::head::Head;
use crate::copy::compiled::Print;
use crate::copy::drawn::fence::Line;
use crate::copy::names::{Context, Name, look_up};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::spanned::Spanned;
use crate::project::{FigureId, FileReference, Kind, Level, Reference, When};

/// A figure in the list of a chart.
pub(super) struct Listed {
    /// The figure.
    pub figure: Reference,
    /// The location of its id.
    pub span: Span,
    /// The label as written, with the offset of its first byte.
    pub label: Option<(usize, String)>,
}

/// Looks up the figures of a chart.
pub(super) struct Compiler<'a, 'r> {
    /// The kind of chart.
    pub kind: &'a str,
    pub context: Context<'a>,
    pub report: &'r mut Report,
}

impl Compiler<'_, '_> {
    fn error(&mut self, code: Code, span: Span, message: &str, help: &str) {
        let error = Diagnostic::error(code, span, message);
        self.report.push(error.help(help));
    }

    /// Adds the figure of a line to those listed before. Errors go to the report.
    pub(super) fn list(&mut self, (start, line): Line<'_>, listed: &mut Vec<Listed>) {
        let (id, label) = match line.split_once(':') {
            Some((id, label)) => (id.trim_end(), Some(label)),
            None => (line, None),
        };
        let Some(figure) = self.figure(start, id) else {
            return;
        };
        let span = Span::new(start, start + id.len());
        if let Some(first) = listed.iter().find(|known| known.figure == figure) {
            let message = "a figure of this name is in the chart already";
            let error = Diagnostic::error(Code::Duplicate, span, message);
            self.report.push(error.also(first.span, "first here"));
        }
        let label = label.map(|label| {
            let blank = label.len() - label.trim_start().len();
            (
                start + line.len() - label.len() + blank,
                label.trim().to_owned(),
            )
        });
        if let Some((at, _)) = label.as_ref().filter(|(_, text)| text.is_empty()) {
            let help = "write the label after the colon, or take the colon out";
            self.error(
                Code::Empty,
                Span::new(at - 1, *at),
                "this label is empty",
                help,
            );
        }
        listed.push(Listed {
            figure,
            span,
            label,
        });
    }

    /// Looks up the figure of an id.
    fn figure(&mut self, start: usize, name: &str) -> Option<Reference> {
        let span = Span::new(start, start + name.len());
        let help = "write the id of a figure on each line, without braces";
        // A map shows the places below the nation also on the nation's sheet.
        let level = match self.kind {
            "tiles" => Level::TOP_PLACES,
            _ => self.context.level,
        };
        let context = Context {
            in_margin: false,
            level,
            ..self.context
        };
        match look_up(name, context) {
            Ok(Name::Figure(figure)) => self.usable(figure, span),
            Ok(_) => {
                self.error(Code::WrongValue, span, "a chart shows figures only", help);
                None
            }
            Err(_) if Head::KEYS.contains(&name) => {
                let message = format!("`{name}` is a setting");
                let help = format!("write it above the first figure, as {name} = and its value");
                self.error(Code::WrongValue, span, &message, &help);
                None
            }
            Err(_) if name.contains('=') => {
                let help = "put the settings above the first figure";
                self.error(Code::WrongValue, span, "expected the id of a figure", help);
                None
            }
            Err(_) if name.contains(['{', '|', '"']) => {
                let message = "expected nothing but the id of a figure";
                self.error(Code::WrongValue, span, message, help);
                None
            }
            Err(unknown) => {
                let error = Diagnostic::error(Code::UnknownName, span, unknown.message);
                self.report.push(error.maybe_help(unknown.help));
                None
            }
        }
    }

    /// The figure, if this kind of chart can draw it.
    fn usable(&mut self, figure: Reference, span: Span) -> Option<Reference> {
        let kind = self.kind_of(figure.id);
        let problem = match self.kind {
            _ if !kind.is_quantity() => {
                let message = format!("a chart cannot draw {}", kind.noun());
                let help = "name a figure that is a quantity, such as a count";
                Some((message, help))
            }
            "line" if figure.file.when != When::Own => {
                let message = "a line has a point for each year".to_owned();
                Some((message, "leave out the year before the id"))
            }
            "dots" if self.context.level == Level::NATIONAL => {
                let message = "the nation is not one of several places".to_owned();
                Some((
                    message,
                    "draw the dots on the sheets of places; draw `tiles` here",
                ))
            }
            "dots" | "tiles" if !figure.file.is_own() => {
                let message = "this chart shows a figure of all places in the year of the sheet";
                Some((message.to_owned(), "leave out what stands before the id"))
            }
            "dots" | "tiles" if figure.row.is_some() || self.is_field(figure.id) => {
                let message = "this chart shows figures, not fields of lists".to_owned();
                Some((message, "name a figure, or write `bars`"))
            }
            _ => None,
        };
        match problem {
            Some((message, help)) => {
                self.error(Code::WrongValue, span, &message, help);
                None
            }
            None => Some(figure),
        }
    }

    fn is_field(&self, figure: FigureId) -> bool {
        self.context.project.dictionary.list_of(figure).is_some()
    }

    fn kind_of(&self, figure: FigureId) -> Kind {
        self.context.project.dictionary.get(figure).kind
    }

    /// A placeholder without words.
    pub(super) fn print(&self, figure: Reference, span: Span) -> Print {
        Print {
            name: Name::Figure(figure),
            counted: None,
            is_noted: false,
            span,
        }
    }

    /// The index of the highlighted figure.
    pub(super) fn highlighted(&mut self, id: &Spanned<String>, listed: &[Listed]) -> Option<usize> {
        let figure = self.figure(id.span().start + 1, id.get_ref())?;
        let index = listed.iter().position(|listed| listed.figure == figure);
        if index.is_none() {
            let message = "the highlighted figure is not in this chart";
            let help = "write the id of one of the figures below";
            self.error(Code::UnknownName, id.span().into(), message, help);
        }
        index
    }

    /// A number of the settings, within its limits.
    pub(super) fn number_of(
        &mut self,
        number: Option<&Spanned<i64>>,
        usual: u8,
        limits: RangeInclusive<u8>,
    ) -> Option<u8> {
        let Some(written) = number else {
            return Some(usual);
        };
        let number = u8::try_from(*written.get_ref()).ok();
        if let Some(number) = number.filter(|number| limits.contains(number)) {
            return Some(number);
        }
        let message = format!(
            "expected a number from {} to {}",
            limits.start(),
            limits.end()
        );
        self.report
            .push(Diagnostic::error(Code::WrongValue, written.span(), message));
        None
    }

    /// Checks that the areas of a compared file have a figure.
    pub(super) fn check_has(&mut self, figure: FigureId, file: FileReference, span: Span) {
        let dictionary = &self.context.project.dictionary;
        let declared = dictionary.get(figure);
        let level = file.whose.level(self.context.level);
        if level.is_some_and(|level| declared.levels.contains(&level)) {
            return;
        }
        let name = file.whose.level(self.context.level);
        let name = name.map_or("", |level| {
            self.context.project.publication.levels.name(level)
        });
        let message = format!("`{}` has no number there to compare with", declared.id);
        let help = format!(
            "add \"{name}\" to its `in` in data/figures.toml, or take the figure out of the chart"
        );
        let error = Diagnostic::error(Code::UnknownName, span, message);
        self.report
            .push(error.also(declared.span, "declared here").help(help));
    }

    /// Checks that all figures fit one scale and, in charts of shares, one total.
    pub(super) fn check_together(&mut self, kind: &str, listed: &[Listed]) {
        for (index, own) in listed.iter().enumerate() {
            if let Some(first) = listed.first().filter(|_| index > 0) {
                self.check_scale(own, first);
            }
            if matches!(kind, "share" | "units") {
                self.check_shares(own, &listed[..index]);
            }
        }
    }

    /// Checks that a figure fits the scale of the chart: a count and a percentage have no common scale.
    fn check_scale(&mut self, own: &Listed, first: &Listed) {
        let dictionary = &self.context.project.dictionary;
        let [own_figure, other] = [own, first].map(|listed| dictionary.get(listed.figure.id));
        let Some(difference) = own_figure.difference_of_scale(other) else {
            return;
        };
        let message = format!("a chart has one scale, and {difference}");
        let error = Diagnostic::error(Code::WrongValue, own.span, message);
        let help = "draw a chart of its own for each of them";
        self.report
            .push(error.also(first.span, "the first figure").help(help));
    }

    /// Checks that shares are parts of one total and that nothing is counted twice.
    fn check_shares(&mut self, own: &Listed, others: &[Listed]) {
        let dictionary = &self.context.project.dictionary;
        let figure = own.figure;
        for Listed {
            figure: other,
            span,
            ..
        } in others
        {
            let id = |figure: Reference| &dictionary.get(figure.id).id;
            let message = if other.file.when != figure.file.when {
                "numbers of two years are not parts of one total".to_owned()
            } else if other.id == figure.id {
                format!(
                    "`{}` of a place is counted in that of the nation already",
                    id(figure)
                )
            } else if other.file.whose != figure.file.whose {
                continue;
            } else if dictionary.is_within(figure.id, other.id) {
                format!("`{}` is counted in `{}` already", id(figure), id(*other))
            } else if dictionary.is_within(other.id, figure.id) {
                format!("`{}` is counted in `{}` already", id(*other), id(figure))
            } else {
                continue;
            };
            let error = Diagnostic::error(Code::WrongValue, own.span, message);
            let help = format!(
                "leave one of them out, or write `bars` instead of `{}`",
                self.kind
            );
            self.report
                .push(error.also(*span, "in this chart").help(help));
            return;
        }
    }
}
