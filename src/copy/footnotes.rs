//! The footnotes that the text defines, before they are filled in.

use super::compiled::{Node, Template};
use super::names::Name;
use crate::diagnostic::{Code, Diagnostic, Span};

/// A footnote that the text defines.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    /// The text.
    pub template: Template,
    /// The source location of its name, with the brackets.
    pub span: Span,
}

/// The error of a call where none can stand. `what` is the call.
pub(super) fn no_call_here(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} cannot call a footnote here");
    Diagnostic::error(Code::WrongFootnote, span, message)
        .help("footnotes are called in headings, paragraphs, lists and tables of the running text")
}

/// The error of a call that does not follow a word.
pub(super) fn not_after_word(span: Span, is_definition: bool) -> Diagnostic {
    let (message, help) = match is_definition {
        true => (
            "the text of a footnote stands by itself",
            "begin the line with it: no spaces before it, and not in a list or note",
        ),
        false => (
            "the call of a footnote does not follow a word",
            "write it right after a word or a period, with no space before it",
        ),
    };
    Diagnostic::error(Code::WrongFootnote, span, message).help(help)
}

/// The error of a call that is not complete.
pub(super) fn broken_call(span: Span) -> Diagnostic {
    Diagnostic::error(Code::WrongFootnote, span, "this would be the call of a footnote")
        .help("write [^1] or [^name], with letters, digits and hyphens; for the signs in print write \\[^")
}

/// The error of a footnote that is defined within a guard or loop.
pub(super) fn guarded(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::WrongFootnote,
        span,
        "a footnote cannot be defined within a guard or loop",
    )
    .help("move it out: it is printed only where its call is; or put the guard within its text")
}

/// The footnote that a node calls.
pub(super) fn called(node: &Node) -> Option<usize> {
    match node {
        Node::Print(print) => match print.name {
            Name::Footnote(index) => Some(index),
            _ => None,
        },
        _ => None,
    }
}

/// The error of a footnote that is called within a link, where its own link cannot be.
pub(super) fn call_in_link(place: Span) -> Diagnostic {
    let message = "a footnote cannot be called within a link";
    Diagnostic::error(Code::WrongFootnote, place, message)
        .help("call it after the link, behind the closing parenthesis")
}
