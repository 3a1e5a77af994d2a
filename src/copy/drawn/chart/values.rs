//! The numbers of a chart with their labels, colors and locations.

use crate::copy::answers::{Answers, Printed, Setting};
use crate::copy::chart::{Bar, Hue};
use crate::copy::chart_source::ChartFigure;
use crate::copy::compiled::{Node, Print};
use crate::copy::fill::{no_number, no_text_help, readable_text, value};
use crate::copy::names::{Name, StateName};
use crate::copy::quotes::{set, set_runs};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::ChartWords;
use crate::project::{Figure, FileReference, Number, Reference, When, Whose};
use crate::text::Run;

/// A number of a chart.
pub(super) struct Value<'s> {
    /// The figure.
    pub figure: Reference,
    /// The declaration of the figure.
    pub declared: &'s Figure,
    /// The source location of its id in the text.
    pub span: Span,
    /// The number as printed, with its unit, or the text printed in its place.
    pub run: Run,
    /// The number.
    pub number: Option<Number>,
    /// The source location of the number.
    pub source: Span,
}

/// The chart's context: the values of the sheet and the report of its problems.
pub(super) struct Filler<'s> {
    pub answers: &'s dyn Answers,
    pub setting: Setting<'s>,
    pub report: &'s mut Report,
}

impl<'s> Filler<'s> {
    /// The names and other words of charts, in languages that have them.
    pub(super) fn words(&self) -> Option<&'static ChartWords> {
        Some(&self.setting.language.printed()?.charts)
    }

    /// The numbers of a figure, one for each column.
    pub(super) fn values(&mut self, figure: &ChartFigure) -> Vec<Value<'s>> {
        let prints = figure.prints.nodes.iter().filter_map(|node| match node {
            Node::Print(print) => Some(print),
            _ => None,
        });
        prints.filter_map(|print| self.value(print)).collect()
    }

    fn value(&mut self, print: &Print) -> Option<Value<'s>> {
        let Name::Figure(figure) = print.name else {
            return None;
        };
        let printed = self.answers.print(print);
        let declared = self.setting.project.dictionary.get(figure.id);
        Some(Value {
            figure,
            declared,
            span: print.span,
            run: self.value_run(&printed, declared, print.span),
            number: printed.value,
            source: printed.source,
        })
    }

    /// The number with its unit, or the text printed in its place.
    fn value_run(&mut self, printed: &Printed, declared: &Figure, place: Span) -> Run {
        let mut run = value(printed, false, false);
        if let (Some(unit), Some(_)) = (&declared.unit, printed.value) {
            let unit = unit.words(self.setting.language);
            run.text = format!("{}\u{a0}{unit}", run.text);
        }
        if let Some(why) = &printed.no_number {
            match &why.in_cell {
                Some(text) => run.text.clone_from(text),
                None => self.report.extend(
                    no_number(printed, place)
                        .map(|error| error.help(no_text_help(printed, "the chart"))),
                ),
            }
        }
        set_runs(std::slice::from_mut(&mut run), self.setting.language);
        run
    }

    /// A number as its figure prints it, such as the label of a scale.
    pub(super) fn printed(&self, number: Number, declared: &Figure, span: Span) -> Run {
        let mut run = Run::plain(declared.kind.print(number, self.setting.numerals), span);
        set_runs(std::slice::from_mut(&mut run), self.setting.language);
        run
    }

    /// Whether the chart is filled in for the font subsets of all sheets: then it has no numbers.
    pub(super) fn is_of_all_sheets(&self) -> bool {
        self.year().is_none()
    }

    /// The labels of a scale, all in one unit, such as millions.
    pub(super) fn printed_scale(
        &self,
        numbers: &[Number],
        declared: &Figure,
        span: Span,
    ) -> Vec<Run> {
        let labels = declared.kind.print_scale(numbers, self.setting.numerals);
        labels.iter().map(|label| self.plain(label, span)).collect()
    }

    /// All characters that the labels of a scale can have: for font subsets, when there are no numbers.
    pub(super) fn scale_samples(&self, declared: &Figure, span: Span) -> Run {
        let samples = declared.kind.scale_samples(self.setting.numerals);
        Run::plain(samples.join(" "), span)
    }

    /// All characters that numbers of a figure can be printed with: for font subsets, when there are no numbers.
    pub(super) fn samples(&self, declared: &Figure, span: Span) -> Run {
        let samples = declared.kind.samples(self.setting.numerals);
        Run::plain(samples.join(" "), span)
    }

    /// Words of the program as a run.
    pub(super) fn plain(&self, text: &str, span: Span) -> Run {
        Run::plain(set(text, self.setting.language), span)
    }

    /// The label of a figure: its own, or that of the dictionary. `others` are all figures of the chart; those of the
    /// same id are told apart by the area, by the year, or by both.
    pub(super) fn label(
        &mut self,
        figure: &ChartFigure,
        value: &Value<'_>,
        others: &[Reference],
    ) -> Run {
        if let Some(own) = &figure.label {
            let text = readable_text(own, self.answers, self.report);
            return Run::plain(text, value.span);
        }
        let (label, source) = self.setting.label(value.figure);
        let files = others.iter().filter(|other| other.id == value.figure.id);
        let files: Vec<FileReference> = files.map(|other| other.file).collect();
        let parts = self.differences(value.figure.file, &files, value.span);
        let text = match parts.is_empty() {
            true => label.to_owned(),
            false => format!("{label} ({})", parts.join(", ")),
        };
        self.plain(&text, source)
    }

    /// The label of a number among numbers of the same figure: its area, its year, or both.
    pub(super) fn file_label(&mut self, value: &Value<'_>, files: &[FileReference]) -> Run {
        let own = value.figure.file;
        let mut parts = self.differences(own, files, value.span);
        if let (Whose::Nation, Some(first)) = (own.whose, parts.first_mut())
            && files.iter().any(|other| other.whose != own.whose)
        {
            *first = self.nation(first);
        }
        self.plain(&parts.join(", "), value.span)
    }

    /// The nation as a label by itself: its name, or the program's word for it.
    fn nation(&self, otherwise: &str) -> String {
        let named = self.setting.project.jurisdictions.nation();
        match (named, self.words()) {
            (Some(nation), _) => self.setting.state_name(nation, StateName::Name).0,
            (None, Some(words)) => words.nation.to_owned(),
            (None, None) => otherwise.to_owned(),
        }
    }

    /// The words that tell a file from others.
    fn differences(
        &mut self,
        own: FileReference,
        files: &[FileReference],
        place: Span,
    ) -> Vec<String> {
        let mut parts = Vec::new();
        if files.iter().any(|other| other.whose != own.whose) {
            parts.push(self.area_name(own.whose, place));
        }
        if files.iter().any(|other| other.when != own.when) {
            parts.extend(self.answers.year(own.when).map(|year| year.to_string()));
        }
        parts
    }

    /// The name of an area.
    pub(super) fn area_name(&mut self, whose: Whose, span: Span) -> String {
        let setting = self.setting;
        let level = whose.level(setting.level).unwrap_or(setting.level);
        let place = Print {
            name: Name::State(level, StateName::Name),
            counted: None,
            is_noted: false,
            span,
        };
        match (whose, setting.language.printed()) {
            (Whose::Own | Whose::Within, _) => self.answers.print(&place).text,
            (Whose::Nation, Some(words)) => words.national.to_owned(),
            (Whose::Nation, None) => {
                let language = &setting.language.short;
                let message =
                    format!("nothing tells this number from that of the place in `{language}`");
                let help = "write a label after the id, with a colon between them";
                let error = Diagnostic::error(Code::Unsupported, span, message);
                self.report.push(error.help(help));
                String::new()
            }
        }
    }

    /// Reports a number below 0 in a chart that cannot draw it. Returns the number otherwise.
    pub(super) fn not_negative(&mut self, value: &Value<'_>) -> Option<Number> {
        let number = value.number?;
        if !number.is_negative() {
            return Some(number);
        }
        let message = "this chart cannot draw a number below 0";
        let error = Diagnostic::error(Code::WrongValue, value.span, message)
            .also(value.source, "the number")
            .help("write `bars`, or print the figure in a table or a sentence");
        self.report.push(error);
        None
    }

    /// The year of the sheet as text, if there is a single sheet.
    pub(super) fn year(&self) -> Option<String> {
        self.answers.year(When::Own).map(|year| year.to_string())
    }
}

impl Value<'_> {
    /// The number with a label, in the color of its area.
    pub(super) fn bar(self, label: Run) -> Bar {
        Bar {
            label,
            hue: hue(self.figure.file.whose),
            is_pale: self.figure.file.when != When::Own,
            value: self.run,
            number: self.number,
        }
    }
}

/// The color of an area.
pub(super) const fn hue(whose: Whose) -> Hue {
    match whose {
        Whose::Own => Hue::Place,
        Whose::Within => Hue::Within,
        Whose::Nation => Hue::Nation,
    }
}
