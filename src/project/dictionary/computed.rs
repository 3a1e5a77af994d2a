//! Checks of the computed figures, and the order in which they are computed.

use super::formula::wrong_kinds;
use super::{Dictionary, Figure, FigureId, Formula};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::project::level::{Level, Levels};

/// The computed figures, each after those that it is computed from. Formulas that cannot be computed are reported.
pub(super) fn in_order(dictionary: &Dictionary, report: &mut Report) -> Vec<FigureId> {
    let mut order = Order {
        dictionary,
        done: Vec::new(),
        open: Vec::new(),
        circles: Vec::new(),
    };
    for (id, _, _) in formulas(dictionary) {
        order.visit(id);
    }
    let has_circle = !order.circles.is_empty();
    for (_, figure, formula) in formulas(dictionary) {
        let inputs = formula.inputs.iter();
        let inputs: Vec<_> = inputs.map(|input| dictionary.get(input.id)).collect();
        report.extend(wrong_kinds(figure, formula, &inputs));
        // In a circle, every rank or median follows from each other one.
        if !has_circle {
            report.extend(standing_of_standings(dictionary, formula));
        }
    }
    // Circles that share a figure have one cause.
    let mut reported: Vec<FigureId> = Vec::new();
    for circle in order.circles {
        if !circle.iter().any(|id| reported.contains(id)) {
            report.extend(error_of_circle(dictionary, &circle));
        }
        reported.extend(circle);
    }
    order.done
}

/// All figures with a formula, in the order of the dictionary.
fn formulas(dictionary: &Dictionary) -> impl Iterator<Item = (FigureId, &Figure, &Formula)> {
    let figures = dictionary.iter();
    figures.filter_map(|(id, figure)| Some((id, figure, figure.computed.as_ref()?)))
}

/// Checks that formulas name figures of the levels in which they are computed.
pub(super) fn check_levels(dictionary: &Dictionary, levels: &Levels, report: &mut Report) {
    for (_, figure, formula) in dictionary.computed() {
        if let Some(error) = rank_of_the_nation(figure, formula) {
            report.push(error);
            continue;
        }
        for input in &formula.inputs {
            let other = dictionary.get(input.id);
            let is_there = |own: &Level| {
                let level = input.file.whose.level(formula.level_of_inputs(*own));
                level.is_some_and(|level| other.levels.contains(&level))
            };
            let Some(own) = figure.levels.iter().find(|own| !is_there(own)) else {
                continue;
            };
            if formula.level_of_inputs(*own) != *own {
                report.push(median_without_places(figure, formula, other, levels));
                continue;
            }
            let (name, file) = (levels.name(*own), input.file);
            let message = format!(
                "there is no `{file}{}` for a figure of the level `{name}`",
                other.id
            );
            report.push(
                Diagnostic::error(Code::WrongRule, formula.span, message)
                    .also(other.span, "this figure is not in that level")
                    .help(format!(
                        "add the level to its `in`, or take \"{name}\" out of the `in` of `{}`",
                        figure.id
                    )),
            );
        }
    }
}

/// The error of a rank that the nation has, which is alone at its level. `None` for other figures.
fn rank_of_the_nation(figure: &Figure, formula: &Formula) -> Option<Diagnostic> {
    let is_wrong = figure.is_rank() && figure.levels.contains(&Level::NATIONAL);
    let message = format!(
        "`{}` ranks the nation, which is alone at its level",
        figure.id
    );
    is_wrong.then(|| {
        Diagnostic::error(Code::WrongRule, formula.span, message)
            .also(figure.span, "this figure is in \"national\"")
            .help("take \"national\" out of its `in`: only places have a rank")
    })
}

/// The error of a median in the nation's figures that the places below it do not have the figure for.
fn median_without_places(
    figure: &Figure,
    formula: &Formula,
    input: &Figure,
    levels: &Levels,
) -> Diagnostic {
    let places = levels.name(Level::NATIONAL.of_places());
    let message = format!("there is no `{}` in the level `{places}`", input.id);
    let label = format!("the nation's median is that of the level `{places}`");
    Diagnostic::error(Code::WrongRule, formula.span, message)
        .label(label)
        .also(input.span, "this figure is not in that level")
        .help(format!(
            "add \"{places}\" to its `in`, or take \"national\" out of the `in` of `{}`",
            figure.id
        ))
}

struct Order<'d> {
    dictionary: &'d Dictionary,
    done: Vec<FigureId>,
    /// The figures that are being visited, from the outermost.
    open: Vec<FigureId>,
    circles: Vec<Vec<FigureId>>,
}

impl Order<'_> {
    fn visit(&mut self, id: FigureId) {
        let Some(formula) = &self.dictionary.get(id).computed else {
            return;
        };
        if self.done.contains(&id) {
            return;
        }
        if let Some(start) = self.open.iter().position(|open| *open == id) {
            self.circles.push(self.open[start..].to_vec());
            return;
        }
        self.open.push(id);
        for input in &formula.inputs {
            self.visit(input.id);
        }
        self.open.pop();
        self.done.push(id);
    }
}

/// The error of figures that are computed from each other, whatever the area and year.
fn error_of_circle(dictionary: &Dictionary, circle: &[FigureId]) -> Option<Diagnostic> {
    let names = circle.iter().chain(circle.first());
    let names: Vec<String> = names
        .map(|id| format!("`{}`", dictionary.get(*id).id))
        .collect();
    let mut formulas = circle
        .iter()
        .filter_map(|id| dictionary.get(*id).computed.as_ref());
    let first = formulas.next()?;
    let message = match circle {
        [_] => format!("{} is computed from itself", names[0]),
        _ => format!(
            "{} are computed from each other",
            names[..circle.len()].join(" and ")
        ),
    };
    let error = Diagnostic::error(Code::WrongFormula, first.span, message)
        .label(names.join(" → "))
        .help("compute one of them from figures that files give");
    Some(formulas.fold(error, |error, formula| error.also(formula.span, "")))
}

/// The error of a rank or median that depends on another one.
fn standing_of_standings(dictionary: &Dictionary, formula: &Formula) -> Option<Diagnostic> {
    if !formula.operation.is_standing() {
        return None;
    }
    let mut open: Vec<FigureId> = formula.inputs.iter().map(|input| input.id).collect();
    let mut seen = Vec::new();
    while let Some(id) = open.pop() {
        let Some(inner) = &dictionary.get(id).computed else {
            continue;
        };
        if inner.operation.is_standing() {
            let message = "a rank or median cannot be made of another one";
            let error = Diagnostic::error(Code::WrongFormula, formula.span, message);
            return Some(
                error
                    .also(inner.span, "the other one")
                    .help("name a figure without a rank or median in its formula"),
            );
        }
        if !seen.contains(&id) {
            seen.push(id);
            open.extend(inner.inputs.iter().map(|input| input.id));
        }
    }
    None
}
