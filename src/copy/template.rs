//! Words with placeholders, compiled: every name looked up, nothing else allowed.
//!
//! Filling [`Node`]s in can neither fail on a name nor do anything but print.

use super::names::Name;
use crate::diagnostic::Span;
use crate::project::Project;
use crate::project::Reference;

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

impl Counted {
    /// All words there are.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        let rare = [&self.zero, &self.two, &self.few, &self.many];
        let forms = [&self.one, &self.other].into_iter();
        forms.chain(rare.into_iter().flatten()).map(String::as_str)
    }
}

/// The condition of a guard.
#[derive(Clone, Debug)]
pub enum Condition {
    /// There is a number for the figure.
    Available(Reference),
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
    /// Whether it prints the same on all sheets.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.nodes.iter().all(|node| match node {
            Node::Words { .. } => true,
            Node::Print(print) => matches!(print.name, Name::Publication(_)),
            Node::If { .. } => false,
        })
    }

    /// Calls `visit` with each node, in every branch, as a branch and the node's place in it.
    pub fn for_each_node<'w>(&'w self, visit: &mut dyn FnMut(&'w [Node], usize)) {
        for_each_node(&self.nodes, visit);
    }
}

fn for_each_node<'w>(nodes: &'w [Node], visit: &mut dyn FnMut(&'w [Node], usize)) {
    for (index, node) in nodes.iter().enumerate() {
        visit(nodes, index);
        if let Node::If {
            then, otherwise, ..
        } = node
        {
            for_each_node(then, visit);
            for_each_node(otherwise, visit);
        }
    }
}
