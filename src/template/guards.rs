//! Pairs `{% if %}`, `{% else %}` and `{% endif %}`, within a block and around blocks.

use std::collections::BTreeSet;

use super::ast::Guard;
use super::errors;
use crate::diagnostic::{Diagnostic, Report, Span};

/// The deepest nesting of guards. It bounds the recursion over the tree.
const MAX_DEPTH: usize = 20;

/// A tree under construction: nodes `T` and guards with conditions `C` around them.
///
/// All nodes that are not in a finished guard lie in one list, so that a guard that is never closed loses
/// nothing: what follows it simply stands outside.
#[derive(Debug)]
pub struct Guards<C, T> {
    nodes: Vec<T>,
    open: Vec<Open<C>>,
    /// The number of open guards beyond [`MAX_DEPTH`].
    too_deep: usize,
    /// Whether a tag could not be told, so that its partner is not reported.
    is_broken: bool,
    /// Whether no tag was without its partner so far.
    is_sound: bool,
    /// The first words of the statements that were refused.
    refused: BTreeSet<String>,
}

#[derive(Debug)]
struct Open<C> {
    condition: C,
    span: Span,
    /// The number of nodes before the guard.
    start: usize,
    /// The number of nodes before its second branch.
    otherwise: Option<usize>,
}

impl<C, T> Default for Guards<C, T> {
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

impl<C, T> Guards<C, T> {
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

    /// Opens a guard with the tag at `span`.
    pub fn open(&mut self, condition: C, span: Span, report: &mut Report) {
        if self.open.len() == MAX_DEPTH {
            if self.too_deep == 0 {
                self.is_sound = false;
                report.push(errors::too_deep(MAX_DEPTH, span));
            }
            self.too_deep += 1;
            return;
        }
        self.open.push(Open {
            condition,
            span,
            start: self.nodes.len(),
            otherwise: None,
        });
    }

    /// Begins the second branch of the innermost guard.
    pub fn otherwise(&mut self, span: Span, report: &mut Report) {
        if self.too_deep > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(open) if open.otherwise.is_none() => open.otherwise = Some(self.nodes.len()),
            _ => self.unpaired(errors::without_if("{% else %}", span), report),
        }
    }

    /// Closes the innermost guard and returns it, or reports that there is none.
    pub fn close(&mut self, span: Span, report: &mut Report) -> Option<Guard<C, T>> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        let Some(open) = self.open.pop() else {
            self.unpaired(errors::without_if("{% endif %}", span), report);
            return None;
        };
        let middle = open.otherwise.unwrap_or(self.nodes.len());
        let otherwise = self.nodes.split_off(middle);
        let then = self.nodes.split_off(open.start);
        Some(Guard {
            condition: open.condition,
            then,
            otherwise,
            span: open.span,
        })
    }

    /// Reports the guards that are still open and returns the finished tree.
    pub fn finish(&mut self, report: &mut Report) -> Vec<T> {
        for open in std::mem::take(&mut self.open) {
            self.unpaired(errors::never_closed(open.span), report);
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
