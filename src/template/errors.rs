//! The errors of templates.

use super::ast::Construct;
use super::tags::{MAX_LENGTH, Tag, TagEnd, TagKind};
use crate::diagnostic::{Code, Diagnostic, Span};

/// All that a template can contain, for messages.
pub const ONLY: &str = "the text can have {{ … }}, {% if … is available %} … {% else %} … {% endif %} and \
     {% for … in … %} … {% else %} … {% endfor %}, and nothing else";

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
    /// The error in a tag. `noun` says which: "this guard cannot be read".
    pub(super) fn in_tag(&self, noun: &str) -> Diagnostic {
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
            Found::Character(_) | Found::Symbol(_) | Found::Other
                if noun == Construct::Loop.noun() =>
            {
                "write {% for row in … %} with the name of a list"
            }
            Found::Symbol("=") => "write == to ask whether two values are equal",
            Found::Symbol(",") => "write a number without commas, such as 8_249",
            Found::Character('/' | '*' | '+' | '-') | Found::Symbol("/" | "*" | "+" | "-") => {
                "the text cannot calculate; declare the result as a figure with computed = \"…\" in \
                 data/figures.toml, and write its name here"
            }
            Found::Character('$' | '€' | '£') => {
                "write a number without its currency and in digits, such as 1_000_000"
            }
            Found::Character(_) | Found::Symbol(_) | Found::Other => ONLY,
        };
        self.diagnostic(noun).help(help)
    }

    /// The error without a help.
    pub(super) fn diagnostic(&self, noun: &str) -> Diagnostic {
        let message = format!("this {noun} cannot be read");
        let label = match self.found {
            Found::Escape => "a backslash escapes nothing here".to_owned(),
            _ => format!("expected {}", self.expected),
        };
        Diagnostic::error(Code::TemplateSyntax, self.span, message).label(label)
    }
}

/// A statement that the language does not have.
pub(super) fn refused(word: &str, span: Span) -> Diagnostic {
    let message = match word {
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

/// `{% else %}`, `{% endif %}` or `{% endfor %}` with something after the word.
pub(super) fn has_more(word: &str, span: Span) -> Diagnostic {
    let message = format!("{{% {word} %}} has nothing else in it");
    let help = match word {
        "endfor" => "write {% endfor %}",
        _ => "put an {% if %} of its own where there is another condition",
    };
    Diagnostic::error(Code::Unsupported, span, message).help(help)
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
        "a placeholder is {{ name }}, a guard {% if name is available %}; {.name} stands at the end of a \
         heading or alone on the line below a table, {.total} at the end of the first cell of a row",
    )
}

/// A guard or loop that begins in the middle of a row or item and goes on in others.
pub(super) fn torn(construct: Construct, span: Span) -> Diagnostic {
    let (noun, opening, end) = (construct.noun(), construct.opening(), construct.end());
    let message = format!("this {noun} begins or ends within a row or item and goes over others");
    Diagnostic::error(Code::WrongGuard, span, message).help(format!(
        "let {opening} and {end} stand alone on lines before and after them"
    ))
}

/// An `{% else %}` by itself.
pub(super) fn else_without_opening(span: Span) -> Diagnostic {
    let message = "this {% else %} belongs to no {% if %} or {% for %}";
    Diagnostic::error(Code::TemplateSyntax, span, message)
        .help("an {% if %} or {% for %} and its {% else %} stand in the same block, or both alone")
}

/// An `{% endif %}` or `{% endfor %}` by itself.
pub(super) fn end_without_opening(construct: Construct, span: Span) -> Diagnostic {
    let (opening, end) = (construct.opening(), construct.end());
    let message = format!("this {end} belongs to no {opening}");
    Diagnostic::error(Code::TemplateSyntax, span, message).help(format!(
        "{opening} and its {end} stand in the same block, or both alone"
    ))
}

/// The end of a guard where that of a loop is due, or the other way round. `open` is the construct that begins at
/// `opened`.
pub(super) fn wrong_end(
    construct: Construct,
    span: Span,
    open: Construct,
    opened: Span,
) -> Diagnostic {
    let (noun, end) = (open.noun(), open.end());
    let message = format!(
        "a {noun} is closed with {end}, not with {}",
        construct.end()
    );
    Diagnostic::error(Code::TemplateSyntax, span, message)
        .also(opened, format!("this {noun} is open"))
        .help(format!(
            "write {end} here; what begins within a {noun} ends within it"
        ))
}

pub(super) fn too_deep(limit: usize, span: Span) -> Diagnostic {
    let message = format!("more than {limit} guards and loops stand in each other");
    Diagnostic::error(Code::TemplateSyntax, span, message)
}

pub(super) fn too_many(limit: usize, span: Span) -> Diagnostic {
    let message = format!("there are more than {limit} placeholders in one block");
    Diagnostic::error(Code::TemplateSyntax, span, message)
}

pub(super) fn never_closed(construct: Construct, span: Span) -> Diagnostic {
    let message = format!("this {} is never closed", construct.noun());
    Diagnostic::error(Code::TemplateSyntax, span, message).help(format!(
        "close it with {} in the same paragraph, heading or table; \
         or let both stand alone, with blank lines around them",
        construct.end()
    ))
}
