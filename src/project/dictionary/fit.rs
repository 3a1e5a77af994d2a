//! Checks that the rules of a figure make sense for its kind, and that they name figures of the same kind.

use super::{Bound, Dictionary, Figure, FigureId};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Reports each rule that does not fit its figure or names a figure that cannot be compared with it.
pub(super) fn check_kinds(dictionary: &Dictionary, report: &mut Report) {
    for (_, figure) in dictionary.iter() {
        let unfit = unfit_rule(figure);
        if unfit.is_none() {
            let named = named_figures(figure).into_iter();
            report.extend(named.filter_map(|(rule, id)| unlike(figure, rule, dictionary.get(id))));
        }
        report.extend(unfit);
    }
}

/// The error of a rule that figures of a kind cannot have, or `None`.
fn unfit_rule(figure: &Figure) -> Option<Diagnostic> {
    let has_bounds = figure.at_least.is_some() || figure.at_most.is_some();
    let (rule, needs) = match () {
        () if !figure.sum_of.is_empty() => ("sum_of", figure.kind.is_quantity()),
        () if figure.part_of.is_some() => ("part_of", figure.kind.is_quantity()),
        () if has_bounds => ("bounds", figure.kind.is_numeric()),
        () if figure.jump.is_some() => ("jump", figure.kind.is_numeric()),
        () => return None,
    };
    (!needs).then(|| {
        let noun = figure.kind.noun();
        let message = match rule {
            "bounds" => format!("`{}` is {noun} and has no bounds", figure.id),
            rule => format!("`{}` is {noun} and has no `{rule}`", figure.id),
        };
        let help = "leave the rule out, or change the kind of the figure";
        Diagnostic::error(Code::WrongRule, figure.span, message).help(help)
    })
}

/// The figures that the rules of a figure name, each with its rule.
fn named_figures(figure: &Figure) -> Vec<(&'static str, FigureId)> {
    let bound = |bound: Option<Bound>| match bound {
        Some(Bound::Figure(other)) => Some(other.id),
        _ => None,
    };
    let others = [
        ("part_of", figure.part_of.map(|whole| whole.id)),
        ("at_least", bound(figure.at_least)),
        ("at_most", bound(figure.at_most)),
    ];
    let others = others.into_iter();
    let others = others.filter_map(|(rule, id)| Some((rule, id?)));
    let parts = figure.sum_of.iter().map(|part| ("sum_of", *part));
    parts.chain(others).collect()
}

/// The error of a rule that names a figure of another kind, currency or unit, or `None`.
fn unlike(figure: &Figure, rule: &str, other: &Figure) -> Option<Diagnostic> {
    let difference = other.difference_of_scale(figure)?;
    let message = format!(
        "`{rule}` of `{}` names `{}`, and {difference}",
        figure.id, other.id
    );
    Some(
        Diagnostic::error(Code::WrongRule, figure.span, message)
            .also(other.span, "the other figure")
            .help("name a figure of the same kind, currency and unit"),
    )
}
