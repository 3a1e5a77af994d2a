//! Names of the text as expressions, looked up in their context.

use super::names::{Context, Name, RowContext, look_up};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::template::{Call, Expr, ExprKind, ONLY};

impl Context<'_> {
    /// Looks up the name that an expression is. `None` for anything else and for an unknown name, which is reported.
    pub(super) fn name(self, expr: &Expr<'_>, report: &mut Report) -> Option<Name> {
        let path = match &expr.kind {
            ExprKind::Path(path) => path,
            ExprKind::Invalid => return None,
            ExprKind::Call(call) => {
                report.push(computed_in_text(call));
                return None;
            }
            other => {
                let message = "expected the name of a figure or text";
                let error = Diagnostic::error(Code::Unsupported, expr.span, message);
                let label = format!("this is {}", other.description());
                report.push(error.label(label).help(ONLY));
                return None;
            }
        };
        if let Some(RowContext { name, list: None }) = self.row
            && path.split('.').next() == Some(name)
        {
            // The list is unknown, which has been reported.
            return None;
        }
        match look_up(path, self) {
            Ok(name) => Some(name),
            Err(unknown) => {
                let error = Diagnostic::error(Code::UnknownName, expr.span, unknown.message);
                report.push(error.maybe_help(unknown.help));
                None
            }
        }
    }
}

/// The error of a formula in the text.
fn computed_in_text(call: &Call<'_>) -> Diagnostic {
    let message = "the text computes nothing";
    Diagnostic::error(Code::Unsupported, call.span, message).help(
        "declare a figure with this formula in data/figures.toml, computed = \"…\", and print that figure",
    )
}
