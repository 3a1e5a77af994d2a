//! Words with placeholders, compiled: every name looked up, nothing else allowed.
//!
//! Filling [`Node`]s in can neither fail on a name nor do anything but print.

use super::block::FigureRef;
use super::names::{Name, StateName};
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

/// A placeholder and the words that stand right before and after it; empty where there are none.
#[derive(Clone, Copy, Debug)]
pub struct Words<'w> {
    /// The words before it.
    pub before: &'w str,
    /// Its place.
    pub span: Span,
    /// The words after it.
    pub after: &'w str,
}

impl Template {
    /// Calls `visit` with each form of the jurisdiction's name that is printed, in every branch.
    pub fn for_each_state_name<'w>(&'w self, visit: &mut dyn FnMut(Words<'w>, StateName)) {
        visit_state_names(&self.nodes, visit);
    }

    /// Calls `visit` with all that is typed, in every branch: words, and those that count. Words stand
    /// in their place just as they are; those that count stand somewhere within it.
    pub fn for_each_typed<'w>(&'w self, visit: &mut dyn FnMut(&'w str, Span)) {
        visit_typed(&self.nodes, visit);
    }

    /// Whether it prints something, in any branch.
    #[must_use]
    pub fn prints(&self, name: Name) -> bool {
        prints(&self.nodes, name)
    }
}

fn visit_state_names<'w>(nodes: &'w [Node], visit: &mut dyn FnMut(Words<'w>, StateName)) {
    let words = |index: Option<usize>| match index.and_then(|index| nodes.get(index)) {
        Some(Node::Words { text, .. }) => text.as_str(),
        _ => "",
    };
    for (index, node) in nodes.iter().enumerate() {
        match node {
            Node::Print(Print {
                name: Name::State(form),
                span,
                ..
            }) => {
                let (before, after) = (words(index.checked_sub(1)), words(Some(index + 1)));
                let span = *span;
                let words = Words {
                    before,
                    span,
                    after,
                };
                visit(words, *form);
            }
            Node::If {
                then, otherwise, ..
            } => {
                visit_state_names(then, visit);
                visit_state_names(otherwise, visit);
            }
            Node::Print(_) | Node::Words { .. } => {}
        }
    }
}

fn visit_typed<'w>(nodes: &'w [Node], visit: &mut dyn FnMut(&'w str, Span)) {
    for node in nodes {
        match node {
            Node::Words { text, span } => visit(text, *span),
            Node::Print(print) => {
                let forms = print.counted.iter().flat_map(Counted::forms);
                forms.for_each(|form| visit(form, print.span));
            }
            Node::If {
                then, otherwise, ..
            } => {
                visit_typed(then, visit);
                visit_typed(otherwise, visit);
            }
        }
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
