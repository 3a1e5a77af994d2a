//! The errors of templates.

use super::tags::{MAX_LENGTH, Tag, TagEnd, TagKind};
use crate::diagnostic::{Code, Diagnostic, Span};

/// All that a template can contain, for messages.
pub const ONLY: &str = "the text can have {{ … }} and {% if … is available %} … {% else %} … {% endif %}, and nothing else";

/// A token that does not fit where it stands.
#[derive(Debug)]
pub(super) struct Unexpected {
    pub span: Span,
    pub found: Found,
    pub expected: &'static str,
}

/// What is known of an unexpected token.
#[derive(Debug)]
pub(super) enum Found {
    /// A character that belongs to no token.
    Character(char),
    /// A backslash in quotes before something that is not escaped.
    Escape,
    /// Punctuation that the language has.
    Symbol(&'static str),
    Other,
}

impl Unexpected {
    pub(super) fn diagnostic(&self, kind: TagKind) -> Diagnostic {
        let what = match kind {
            TagKind::Print => "placeholder",
            TagKind::Statement | TagKind::Comment => "guard",
        };
        let message = format!("this {what} cannot be read");
        let error = Diagnostic::error(Code::TemplateSyntax, self.span, message);
        let help = match self.found {
            Found::Escape => {
                "write \\\\ for a backslash in print; a backslash by itself stands before a quote"
            }
            Found::Character('\\') => "write | without a backslash before it",
            Found::Character('\u{a0}' | '\u{202f}') => "write ordinary spaces between the braces",
            Found::Character('“' | '”' | '„' | '‘' | '’' | '«' | '»') => {
                "placeholders are written with straight quotes: counted(\"case\", \"cases\")"
            }
            Found::Character('%') => "write a number without its percent sign",
            Found::Character('−') => "write the minus sign as a hyphen: -1",
            Found::Symbol("=") => "write == to ask whether two values are equal",
            Found::Symbol(",") => "write a number without commas, such as 8_249",
            Found::Character(_) | Found::Symbol(_) | Found::Other => ONLY,
        };
        let label = match self.found {
            Found::Escape => "a backslash escapes nothing here".to_owned(),
            _ => format!("expected {}", self.expected),
        };
        error.label(label).help(help)
    }
}

/// A statement that the language does not have.
pub(super) fn refused(word: &str, span: Span) -> Diagnostic {
    let message = match word {
        "for" => "a loop cannot be used here".to_owned(),
        "" => "this tag is empty".to_owned(),
        _ => format!("`{word}` cannot be used here"),
    };
    let help = match word {
        "elif" | "elsif" | "elseif" => {
            "put an {% if %} of its own between {% else %} and {% endif %}"
        }
        _ => ONLY,
    };
    Diagnostic::error(Code::Unsupported, span, message).help(help)
}

/// A misspelled statement.
pub(super) fn misspelled(word: &str, near: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Unsupported,
        span,
        format!("`{word}` cannot be used here"),
    )
    .help(format!("did you mean {{% {near} %}}?"))
}

/// `{% else %}` or `{% endif %}` with something after the word.
pub(super) fn has_more(word: &str, span: Span) -> Diagnostic {
    let message = format!("{{% {word} %}} has nothing else in it");
    Diagnostic::error(Code::Unsupported, span, message)
        .help("put an {% if %} of its own where there is another condition")
}

pub(super) fn comment(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Unsupported, span, "the text cannot have comments").help(ONLY)
}

/// The `-` or `+` by which other template languages take white space away.
pub(super) fn edge(span: Span) -> Diagnostic {
    let message = "- and + cannot stand at the edge of a tag";
    Diagnostic::error(Code::Unsupported, span, message).help(ONLY)
}

/// A tag that is not closed, or only after too many characters.
pub(super) fn not_closed(tag: &Tag, span: Span) -> Diagnostic {
    let (open, close) = (tag.kind.open(), tag.kind.close());
    let (message, help) = match (tag.end, tag.kind) {
        (TagEnd::TooLong, TagKind::Statement) => (
            format!("this {open} has more than {MAX_LENGTH} characters"),
            format!(
                "close it with {close} before that; of a long condition, put one part into a guard within the other"
            ),
        ),
        (TagEnd::TooLong, _) => (
            format!("this {open} has more than {MAX_LENGTH} characters"),
            format!("close it with {close} before that"),
        ),
        (_, TagKind::Comment) => (
            format!("this {open} is never closed"),
            "name a section with a dot, {.name}; the text cannot have comments".to_owned(),
        ),
        _ => (
            format!("this {open} is never closed"),
            format!(
                "close it with {close} in the same block; perhaps a quote is missing before it"
            ),
        ),
    };
    Diagnostic::error(Code::TemplateSyntax, span, message).help(help)
}

/// A brace outside of all tags: of a placeholder that is only half written.
pub(super) fn stray_brace(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TemplateSyntax,
        span,
        "this brace belongs to no placeholder",
    )
    .help(
        "a placeholder is {{ name }}, a guard {% if name is available %}, and {.name} at the end of a \
         heading names its section",
    )
}

/// A guard that begins in the middle of a row or item and goes on in others.
pub(super) fn torn(span: Span) -> Diagnostic {
    let message = "this guard begins within one row or item and goes on in others";
    Diagnostic::error(Code::WrongGuard, span, message)
        .help("let {% if … %} and {% endif %} stand alone on lines before and after them")
}

/// An `{% else %}` or `{% endif %}` by itself.
pub(super) fn without_if(tag: &str, span: Span) -> Diagnostic {
    let message = format!("this {tag} belongs to no {{% if %}}");
    Diagnostic::error(Code::TemplateSyntax, span, message)
        .help("an {% if %} and its {% endif %} stand in the same block, or both alone")
}

pub(super) fn too_deep(limit: usize, span: Span) -> Diagnostic {
    let message = format!("more than {limit} guards stand in each other");
    Diagnostic::error(Code::TemplateSyntax, span, message)
}

pub(super) fn too_many(limit: usize, span: Span) -> Diagnostic {
    let message = format!("there are more than {limit} placeholders in one block");
    Diagnostic::error(Code::TemplateSyntax, span, message)
}

pub(super) fn never_closed(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TemplateSyntax, span, "this guard is never closed").help(
        "close it with {% endif %} in the same paragraph, heading or table; \
         or let both stand alone, with blank lines around them",
    )
}
