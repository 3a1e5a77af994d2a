//! Pairs `{% if %}` and `{% for %}` with their `{% else %}` and their ends, within a block and around blocks.

use std::collections::BTreeSet;

use super::ast::{Construct, Guard, Loop};
use super::errors;
use crate::diagnostic::{Diagnostic, Report, Span};

/// The deepest nesting of guards and loops. It bounds the recursion over the tree.
const MAX_DEPTH: usize = 20;

/// The opening tag of a guard with condition `C` or of a loop with head `H`.
#[derive(Clone, Debug)]
pub enum Opening<C, H> {
    /// `{% if … %}`.
    If(C),
    /// `{% for … in … %}`.
    For(H),
}

/// A complete guard or loop around nodes `T`.
#[derive(Clone, Debug)]
pub enum Closed<C, H, T> {
    /// A guard.
    Guard(Guard<C, T>),
    /// A loop.
    Loop(Loop<H, T>),
}

/// A tree under construction: nodes `T`, and guards and loops around them.
///
/// All nodes that are not in a finished guard or loop lie in one list, so that one that is never closed loses
/// nothing: what follows it simply stands outside.
#[derive(Debug)]
pub struct Guards<C, H, T> {
    nodes: Vec<T>,
    open: Vec<Open<C, H>>,
    /// The number of open guards and loops beyond [`MAX_DEPTH`].
    too_deep: usize,
    /// Whether a tag could not be told, so that its partner is not reported.
    is_broken: bool,
    /// Whether no tag was without its partner so far.
    is_sound: bool,
    /// The first words of the statements that were refused.
    refused: BTreeSet<String>,
}

#[derive(Debug)]
struct Open<C, H> {
    opening: Opening<C, H>,
    span: Span,
    /// The number of nodes before the opening tag.
    start: usize,
    /// The number of nodes before the second branch.
    otherwise: Option<usize>,
}

impl<C, H> Open<C, H> {
    fn construct(&self) -> Construct {
        match self.opening {
            Opening::If(_) => Construct::Guard,
            Opening::For(_) => Construct::Loop,
        }
    }
}

impl<C, H, T> Default for Guards<C, H, T> {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            open: Vec::new(),
            too_deep: 0,
            is_broken: false,
            is_sound: true,
            refused: BTreeSet::new(),
        }
    }
}

impl<C, H, T> Guards<C, H, T> {
    /// Adds a node to the innermost open branch.
    pub fn push(&mut self, node: T) {
        self.nodes.push(node);
    }

    /// Notes that a tag cannot be told. It may have been one end of a guard, so from here on the other end is not
    /// reported as one without a partner.
    pub fn set_broken(&mut self) {
        self.is_broken = true;
    }

    /// Reports a statement that the language does not have, but not the end of one that was reported.
    pub fn refuse(&mut self, word: &str, span: Span, report: &mut Report) {
        let opened = word.strip_prefix("end").unwrap_or_default();
        if !self.refused.contains(opened) {
            report.push(errors::refused(word, span));
        }
        self.refused.insert(word.to_owned());
        self.set_broken();
    }

    /// Opens a guard or loop with the tag at `span`.
    pub fn open(&mut self, opening: Opening<C, H>, span: Span, report: &mut Report) {
        if self.open.len() == MAX_DEPTH {
            if self.too_deep == 0 {
                self.is_sound = false;
                report.push(errors::too_deep(MAX_DEPTH, span));
            }
            self.too_deep += 1;
            return;
        }
        self.open.push(Open {
            opening,
            span,
            start: self.nodes.len(),
            otherwise: None,
        });
    }

    /// Whether the next node is within a guard or loop.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// The head of the loop that repeats the next node, or `None` outside of loops and in the branch for a list without
    /// rows.
    #[must_use]
    pub fn enclosing_loop(&self) -> Option<&H> {
        self.open.iter().rev().find_map(|open| match &open.opening {
            Opening::For(head) if open.otherwise.is_none() => Some(head),
            _ => None,
        })
    }

    /// Begins the second branch of the innermost guard or loop.
    pub fn otherwise(&mut self, span: Span, report: &mut Report) {
        if self.too_deep > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(open) if open.otherwise.is_none() => open.otherwise = Some(self.nodes.len()),
            _ => self.unpaired(errors::else_without_opening(span), report),
        }
    }

    /// Closes the innermost guard or loop with the end of a `construct`, or reports that there is none. Where the end
    /// is that of the other construct, this is reported and what is open is closed all the same.
    pub fn close(
        &mut self,
        construct: Construct,
        span: Span,
        report: &mut Report,
    ) -> Option<Closed<C, H, T>> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        let Some(open) = self.open.pop() else {
            self.unpaired(errors::end_without_opening(construct, span), report);
            return None;
        };
        if open.construct() != construct {
            let error = errors::wrong_end(construct, span, open.construct(), open.span);
            self.unpaired(error, report);
            self.set_broken();
        }
        let middle = open.otherwise.unwrap_or(self.nodes.len());
        let otherwise = self.nodes.split_off(middle);
        let first = self.nodes.split_off(open.start);
        let span = open.span;
        Some(match open.opening {
            Opening::If(condition) => Closed::Guard(Guard {
                condition,
                then: first,
                otherwise,
                span,
            }),
            Opening::For(head) => Closed::Loop(Loop {
                head,
                each: first,
                otherwise,
                span,
            }),
        })
    }

    /// Reports the guards and loops that are still open and returns the finished tree.
    pub fn finish(&mut self, report: &mut Report) -> Vec<T> {
        for open in std::mem::take(&mut self.open) {
            self.unpaired(errors::never_closed(open.construct(), open.span), report);
        }
        std::mem::take(&mut self.nodes)
    }

    /// Whether every tag had its partner.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    fn unpaired(&mut self, error: Diagnostic, report: &mut Report) {
        self.is_sound = false;
        if !self.is_broken {
            report.push(error);
        }
    }
}
