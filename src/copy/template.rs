//! Words with placeholders, compiled: every name looked up, nothing else allowed.
//!
//! Filling [`Node`]s in can neither fail on a name nor do anything but print.

use super::block::FigureRef;
use super::names::Name;
use crate::diagnostic::Span;
use crate::project::Project;

/// Words with placeholders.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Its parts, in order.
    pub nodes: Vec<Node>,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Node {
    /// Words as they are.
    Words {
        /// The words.
        text: String,
        /// Where they stand.
        span: Span,
    },
    /// `{{ … }}`.
    Print(Print),
    /// `{% if … %}`.
    If {
        /// When to take the first branch.
        condition: Condition,
        /// The branch that is taken when it holds.
        then: Vec<Node>,
        /// The branch that is taken otherwise.
        otherwise: Vec<Node>,
    },
}

/// A placeholder.
#[derive(Clone, Debug)]
pub struct Print {
    /// What it prints.
    pub name: Name,
    /// The words it counts, when it counts some.
    pub counted: Option<Counted>,
    /// Where it stands.
    pub span: Span,
}

/// `counted("case", "cases")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// For the category "one".
    pub one: String,
    /// For all categories that have no words of their own.
    pub other: String,
    /// Instead of number and words, when the number is 0.
    pub zero: Option<String>,
    /// For the category "two".
    pub two: Option<String>,
    /// For the category "few".
    pub few: Option<String>,
    /// For the category "many".
    pub many: Option<String>,
}

/// The condition of a guard.
#[derive(Clone, Debug)]
pub enum Condition {
    /// There is a number for the figure.
    Available(FigureRef),
    /// It does not hold.
    Not(Box<Condition>),
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// One of them holds, or both.
    Or(Box<Condition>, Box<Condition>),
}

/// Where a template stands.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The names it may use.
    pub project: &'a Project,
    /// Whether it may count pages.
    pub in_margin: bool,
}

impl Template {
    /// Whether it prints something, in any branch.
    #[must_use]
    pub fn prints(&self, name: Name) -> bool {
        prints(&self.nodes, name)
    }
}

fn prints(nodes: &[Node], name: Name) -> bool {
    nodes.iter().any(|node| match node {
        Node::Words { .. } => false,
        Node::Print(print) => print.name == name,
        Node::If {
            then, otherwise, ..
        } => prints(then, name) || prints(otherwise, name),
    })
}
