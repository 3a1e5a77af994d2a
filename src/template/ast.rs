//! The syntax tree. Every node has its exact place in the source.

use std::cmp::Ordering;
use std::fmt;

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
    /// A loop, `{% for … in … %} … {% endfor %}`.
    Loop(Loop<LoopHead<'s>, Segment<'s>>),
}

/// The constructs with an opening tag and an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construct {
    /// `{% if … %} … {% endif %}`.
    Guard,
    /// `{% for … in … %} … {% endfor %}`.
    Loop,
}

impl Construct {
    /// The word for it in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Guard => "guard",
            Self::Loop => "loop",
        }
    }

    /// The opening tag, shortened.
    pub(super) fn opening(self) -> &'static str {
        match self {
            Self::Guard => "{% if … %}",
            Self::Loop => "{% for … %}",
        }
    }

    /// The closing tag.
    pub(super) fn end(self) -> &'static str {
        match self {
            Self::Guard => "{% endif %}",
            Self::Loop => "{% endfor %}",
        }
    }
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

/// Nodes that are repeated for each row of a list.
#[derive(Clone, Debug)]
pub struct Loop<H, T> {
    /// The rows and the name that they have inside.
    pub head: H,
    /// The nodes for one row.
    pub each: Vec<T>,
    /// The nodes for a list without rows; empty without `{% else %}`.
    pub otherwise: Vec<T>,
    /// The place of the opening tag.
    pub span: Span,
}

/// The content of `{% for … in … %}`.
#[derive(Clone, Debug)]
pub struct LoopHead<'s> {
    /// The name of a row inside the loop; empty in a tag that could not be read.
    pub row: &'s str,
    /// The place of that name.
    pub row_span: Span,
    /// The list with its filters.
    pub list: Expr<'s>,
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
    /// A number, as written, with its minus sign.
    Number(&'s str),
    /// `name(arguments)`.
    Call(Call<'s>),
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
            Self::Call(_) => "a computation",
            Self::Filter { .. } => "a filter",
            Self::Is { .. } | Self::Not(_) => "a condition",
            Self::Binary { operator, .. } => match operator {
                Operator::And | Operator::Or => "a condition",
                Operator::Compare(_) => "a comparison",
            },
            Self::Invalid => "something that cannot be read",
        }
    }
}

/// A filter or a function with its arguments.
#[derive(Clone, Debug)]
pub struct Call<'s> {
    /// The name of the filter or function.
    pub name: &'s str,
    /// The arguments, in order.
    pub arguments: Vec<Argument<'s>>,
    /// The place of name and arguments.
    pub span: Span,
}

/// An argument of a filter or function.
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
    /// One of the six comparisons.
    Compare(Comparison),
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
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

impl Comparison {
    /// All comparisons, as they are written.
    pub const ALL: [(&'static str, Self); 6] = [
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        ("<=", Self::LessOrEqual),
        (">", Self::Greater),
        (">=", Self::GreaterOrEqual),
    ];

    /// Whether the comparison holds for a left value that is `order` in relation to the right one.
    #[must_use]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = Self::ALL.into_iter().find(|(_, known)| known == self);
        f.write_str(written.map_or("", |(written, _)| written))
    }
}
