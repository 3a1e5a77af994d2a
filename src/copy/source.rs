//! The words of a sheet before they are filled in: blocks, and guards around blocks.

use std::sync::Arc;

use super::block::ChartKind;
use super::compiled::{Condition, Template};
use crate::diagnostic::Span;
use crate::template::Guard;

/// A part of the words.
#[derive(Clone, Debug)]
pub enum Part {
    /// One of Markdown's top-level blocks.
    Block(Source),
    /// Blocks between an `{% if … %}` and an `{% endif %}` that stand alone.
    Guard(Guard<Condition, Part>),
}

/// The source of a block, compiled.
#[derive(Clone, Debug)]
pub struct Source {
    /// The words of the block: the text it prints, or the alternative text of what is drawn.
    pub template: Template,
    /// The way in which the block is made from its words.
    pub kind: SourceKind,
}

/// The ways in which a block is made from its source.
#[derive(Clone, Debug)]
pub enum SourceKind {
    /// The words are read as Markdown.
    Markdown {
        /// The name that designs have for the section, when the block is a heading that begins one.
        section: Option<Arc<str>>,
    },
    /// Something is drawn.
    Drawn(Drawn),
}

/// Something drawn in place of a block.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A chart, whose template prints its figures, and its place.
    Chart(ChartKind, Span),
    /// A picture, whose template is its alternative text.
    Picture {
        /// The path of its file in the project.
        path: String,
        /// The place where the path is written.
        path_span: Span,
        /// The place of the whole block.
        span: Span,
    },
    /// A QR code, whose template is its address, and its place.
    Qr(Span),
    /// Something that cannot be drawn. It has been reported.
    Nothing,
}

impl Part {
    /// Calls `visit` with each block, in every branch.
    pub(super) fn for_each_block<'w>(&'w self, visit: &mut dyn FnMut(&'w Source)) {
        match self {
            Self::Block(source) => visit(source),
            Self::Guard(guard) => {
                let parts = guard.then.iter().chain(&guard.otherwise);
                parts.for_each(|part| part.for_each_block(visit));
            }
        }
    }
}

/// Keeps the blocks for which `is_kept` holds, in every branch.
pub(super) fn retain(parts: &mut Vec<Part>, is_kept: &dyn Fn(&Source) -> bool) {
    parts.retain_mut(|part| match part {
        Part::Block(source) => is_kept(source),
        Part::Guard(guard) => {
            retain(&mut guard.then, is_kept);
            retain(&mut guard.otherwise, is_kept);
            true
        }
    });
}
