//! Templates with every name looked up. Filling in can fail for a missing number but never for an unknown name.

use super::loops::Rows;
use super::names::Name;
use crate::diagnostic::Span;
use crate::project::{Number, Reference, When};
use crate::template::{Comparison, Guard, Loop};

/// A compiled template.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Its parts, in order.
    pub nodes: Vec<Node>,
}

/// A part of a compiled template.
#[derive(Clone, Debug)]
pub enum Node {
    /// Literal text.
    Words {
        /// The text.
        text: String,
        /// The source location.
        span: Span,
    },
    /// A placeholder.
    Print(Print),
    /// A guard.
    If(Guard<Condition, Node>),
    /// A loop.
    For(Loop<Rows, Node>),
}

/// A placeholder.
#[derive(Clone, Debug)]
pub struct Print {
    /// The value to print.
    pub name: Name,
    /// The words for a counted number, if the placeholder has any.
    pub counted: Option<Counted>,
    /// Whether it calls the note of its figure as a footnote (`| noted`).
    pub is_noted: bool,
    /// The source location of the expression between the braces.
    pub span: Span,
}

/// The words of `counted("case", "cases")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// For the plural category "one".
    pub one: String,
    /// For all categories without words of their own.
    pub other: String,
    /// Printed in place of number and words when the number is 0.
    pub zero: Option<String>,
    /// For the category "two".
    pub two: Option<String>,
    /// For the category "few".
    pub few: Option<String>,
    /// For the category "many".
    pub many: Option<String>,
}

impl Counted {
    /// All words that are given.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        let rare = [&self.zero, &self.two, &self.few, &self.many];
        let forms = [&self.one, &self.other].into_iter();
        forms.chain(rare.into_iter().flatten()).map(String::as_str)
    }
}

/// The condition of a guard.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The figure has a number, or the text of a data file is given.
    Available(Name),
    /// The comparison of two values holds.
    Compare {
        /// The value before the operator.
        left: Operand,
        /// The operator.
        comparison: Comparison,
        /// The value after the operator.
        right: Operand,
    },
    /// The condition does not hold.
    Not(Box<Condition>),
    /// Both conditions hold.
    And(Box<Condition>, Box<Condition>),
    /// At least one of the conditions holds.
    Or(Box<Condition>, Box<Condition>),
}

impl Condition {
    /// Calls `visit` with each name in the condition of a guard at `place`, and with the source location of the name, or
    /// of the guard.
    pub fn for_each_name(&self, place: Span, visit: &mut dyn FnMut(Name, Span)) {
        match self {
            Self::Available(name) => visit(*name, place),
            Self::Compare { left, right, .. } => {
                for operand in [left, right] {
                    match operand {
                        Operand::Figure { figure, span } => visit(Name::Figure(*figure), *span),
                        Operand::Year { when, span } => visit(Name::Year(*when), *span),
                        Operand::Number(_) => {}
                    }
                }
            }
            Self::Not(inner) => inner.for_each_name(place, visit),
            Self::And(left, right) | Self::Or(left, right) => {
                left.for_each_name(place, visit);
                right.for_each_name(place, visit);
            }
        }
    }
}

/// A value that a guard compares.
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// The number of a figure.
    Figure {
        /// The figure.
        figure: Reference,
        /// The source location of its name.
        span: Span,
    },
    /// The year of the sheet, or of the earlier files that this names.
    Year {
        /// The year.
        when: When,
        /// The source location of its name.
        span: Span,
    },
    /// A number in the text.
    Number(Number),
}

impl Condition {
    /// The condition with its references replaced.
    #[must_use]
    pub fn with_references(&self, replace: &dyn Fn(Reference) -> Reference) -> Self {
        let inner = |condition: &Self| Box::new(condition.with_references(replace));
        let operand = |operand: &Operand| match *operand {
            Operand::Figure { figure, span } => Operand::Figure {
                figure: replace(figure),
                span,
            },
            other @ (Operand::Year { .. } | Operand::Number(_)) => other,
        };
        match self {
            Self::Available(Name::Figure(figure)) => {
                Self::Available(Name::Figure(replace(*figure)))
            }
            Self::Available(name) => Self::Available(*name),
            Self::Compare {
                left,
                comparison,
                right,
            } => Self::Compare {
                left: operand(left),
                comparison: *comparison,
                right: operand(right),
            },
            Self::Not(condition) => Self::Not(inner(condition)),
            Self::And(left, right) => Self::And(inner(left), inner(right)),
            Self::Or(left, right) => Self::Or(inner(left), inner(right)),
        }
    }
}

impl Template {
    /// Whether the template prints the same text on all sheets: it has no guards or loops, and only texts of the publication as
    /// values.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.nodes.iter().all(|node| match node {
            Node::Words { .. } => true,
            Node::Print(print) => matches!(print.name, Name::Publication(_) | Name::Unit(_)),
            Node::If(_) | Node::For(_) => false,
        })
    }

    /// Calls `visit` with each node, in every branch, as a branch and the index of the node in it.
    pub fn for_each_node<'w>(&'w self, visit: &mut dyn FnMut(&'w [Node], usize)) {
        for_each_node(&self.nodes, visit);
    }
}

fn for_each_node<'w>(nodes: &'w [Node], visit: &mut dyn FnMut(&'w [Node], usize)) {
    for (index, node) in nodes.iter().enumerate() {
        visit(nodes, index);
        let branches = match node {
            Node::If(guard) => [&guard.then, &guard.otherwise],
            Node::For(repeated) => [&repeated.each, &repeated.otherwise],
            Node::Words { .. } | Node::Print(_) => continue,
        };
        branches
            .into_iter()
            .for_each(|branch| for_each_node(branch, visit));
    }
}
