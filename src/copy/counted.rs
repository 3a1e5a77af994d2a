//! The arguments of `counted("case", "cases", zero="no cases")`.

use super::compiled::Counted;
use crate::diagnostic::{Code, Diagnostic, Report, hint};
use crate::project::{is_refused, wrong_character};
use crate::template::{Argument, Call, Expr, ExprKind};

/// The words in the arguments of the filter. `None` if an argument is wrong, which is reported.
pub(super) fn words(call: &Call<'_>, report: &mut Report) -> Option<Counted> {
    let mut forms = Vec::new();
    let mut named = [("zero", None), ("two", None), ("few", None), ("many", None)];
    for Argument { key, value } in &call.arguments {
        let form = text(value, report)?;
        let Some((key, span)) = *key else {
            forms.push(form);
            continue;
        };
        let known = named.each_ref().map(|(name, _)| *name);
        let Some((_, slot)) = named.iter_mut().find(|(name, _)| *name == key) else {
            let message = format!("`counted` knows no `{key}`");
            let error = Diagnostic::error(Code::WrongFilter, span, message);
            report.push(error.help(hint(key, &known)));
            return None;
        };
        if slot.replace(form).is_some() {
            let message = format!("`{key}` is given twice");
            report.push(Diagnostic::error(Code::Duplicate, span, message));
        }
    }
    let Ok([one, other]) = <[String; 2]>::try_from(forms) else {
        let message = "`counted` needs two words";
        report.push(
            Diagnostic::error(Code::WrongFilter, call.span, message)
                .help("write the word for one and for many: counted(\"case\", \"cases\")"),
        );
        return None;
    };
    let [zero, two, few, many] = named.map(|(_, form)| form);
    Some(Counted {
        one,
        other,
        zero,
        two,
        few,
        many,
    })
}

fn text(expr: &Expr<'_>, report: &mut Report) -> Option<String> {
    let ExprKind::Text(text) = &expr.kind else {
        let message = "expected words in quotes";
        report.push(Diagnostic::error(Code::WrongFilter, expr.span, message));
        return None;
    };
    let refused = text.chars().find(|c| is_refused(*c) || c.is_control());
    report.extend(refused.map(|c| wrong_character(c, expr.span)));
    refused.is_none().then(|| text.clone())
}
