//! The syntax tree. Every node has its exact place in the source.

use crate::diagnostic::Span;

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Segment<'s> {
    /// Text outside of tags, as written.
    Text {
        /// The text.
        text: &'s str,
        /// Its place.
        span: Span,
    },
    /// A placeholder, `{{ … }}`.
    Print {
        /// The expression between the braces.
        value: Expr<'s>,
        /// The place of the tag, braces included.
        span: Span,
    },
    /// A guard, `{% if … %} … {% endif %}`.
    Guard(Guard<Expr<'s>, Segment<'s>>),
}

/// Two branches and the condition that chooses between them.
#[derive(Clone, Debug)]
pub struct Guard<C, T> {
    /// The condition.
    pub condition: C,
    /// The branch for a condition that holds.
    pub then: Vec<T>,
    /// The branch for one that does not; empty without `{% else %}`.
    pub otherwise: Vec<T>,
    /// The place of the opening tag.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr<'s> {
    /// The expression itself.
    pub kind: ExprKind<'s>,
    /// Its place, from its first character to its last.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind<'s> {
    /// Names joined by dots, such as `missing.total`, without white space.
    Path(String),
    /// Text in quotes, with its escapes decoded.
    Text(String),
    /// A number, as written.
    Number(&'s str),
    /// `value | name(arguments)`.
    Filter {
        /// The expression before the `|`.
        value: Box<Expr<'s>>,
        /// The filter.
        call: Call<'s>,
    },
    /// `value is test`.
    Is {
        /// The expression before `is`.
        value: Box<Expr<'s>>,
        /// Whether `not` follows `is`.
        negated: bool,
        /// The name of the test.
        test: &'s str,
        /// The place of that name.
        test_span: Span,
    },
    /// `not …`.
    Not(Box<Expr<'s>>),
    /// Two expressions with an operator between them.
    Binary {
        /// The operator.
        operator: Operator,
        /// The expression before it.
        left: Box<Expr<'s>>,
        /// The expression after it.
        right: Box<Expr<'s>>,
    },
    /// The content of a tag that could not be read. Its error has been reported.
    Invalid,
}

impl ExprKind<'_> {
    /// A noun phrase for messages, such as "a number".
    #[must_use]
    pub fn description(&self) -> &'static str {
        match self {
            Self::Path(_) => "a name",
            Self::Text(_) => "text in quotes",
            Self::Number(_) => "a number",
            Self::Filter { .. } => "a filter",
            Self::Is { .. } | Self::Not(_) => "a condition",
            Self::Binary { operator, .. } => match operator {
                Operator::And | Operator::Or => "a condition",
                _ => "a comparison",
            },
            Self::Invalid => "something that cannot be read",
        }
    }
}

/// A filter with its arguments.
#[derive(Clone, Debug)]
pub struct Call<'s> {
    /// The name of the filter.
    pub name: &'s str,
    /// The arguments, in order.
    pub arguments: Vec<Argument<'s>>,
    /// The place of name and arguments.
    pub span: Span,
}

/// An argument of a filter.
#[derive(Clone, Debug)]
pub struct Argument<'s> {
    /// The name before `=` and its place, if there is one.
    pub key: Option<(&'s str, Span)>,
    /// The value.
    pub value: Expr<'s>,
}

/// An operator between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}
