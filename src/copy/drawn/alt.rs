//! The error of a picture without an alternative text.

use crate::diagnostic::{Code, Diagnostic, Span};

pub(super) fn no_alt(span: Span) -> Diagnostic {
    let message = "this picture has no alternative text";
    Diagnostic::error(Code::MissingAlt, span, message).help(
        "write what it shows between the brackets: ![Logo of the library](layouts/pictures/logo.svg)",
    )
}
