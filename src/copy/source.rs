//! The text of a sheet before it is filled in: blocks, and guards around blocks.

use super::attributes::Attributes;
use super::chart_source::ChartSource;
use super::compiled::{Condition, Node, Template};
use super::loops::Rows;
use super::picture_path::PicturePath;
use crate::diagnostic::Span;
use crate::template::{Guard, Loop};

/// A part of the text.
#[derive(Clone, Debug)]
pub enum Part {
    /// One of Markdown's top-level blocks.
    Block(Source),
    /// Blocks between an `{% if … %}` and an `{% endif %}` on lines of their own.
    Guard(Guard<Condition, Part>),
    /// Blocks between a `{% for … %}` and an `{% endfor %}` on lines of their own.
    Loop(Loop<Rows, Part>),
}

/// The source of a block, compiled.
#[derive(Clone, Debug)]
pub struct Source {
    /// The template of the block: the text to print, or the template of a drawn block as described in [`Drawn`].
    pub template: Template,
    /// The way in which the block is built from its template.
    pub kind: SourceKind,
}

/// The ways in which a block is built from its source.
#[derive(Clone, Debug)]
pub enum SourceKind {
    /// The text is parsed as Markdown. The attributes are those of its heading or table.
    Markdown(Attributes),
    /// The block is drawn.
    Drawn(Drawn),
    /// The block is the list of sources, with its source location.
    Sources(Span),
}

/// The graphic that a block is drawn as.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A chart, which has templates of its own.
    Chart(Box<ChartSource>),
    /// A picture. Its template is the alternative text.
    Picture {
        /// The path of its file.
        path: PicturePath,
        /// The source location of the path.
        path_span: Span,
        /// The source location of the whole block.
        span: Span,
    },
    /// A QR code with its source location. Its template is the address.
    Qr(Span),
    /// A block that cannot be drawn, which has been reported.
    Nothing,
}

impl Source {
    /// Calls `visit` with each node of its templates, in every branch: see [`Template::for_each_node`].
    pub(super) fn for_each_node<'w>(&'w self, visit: &mut dyn FnMut(&'w [Node], usize)) {
        self.template.for_each_node(visit);
        if let SourceKind::Drawn(Drawn::Chart(chart)) = &self.kind {
            chart
                .templates()
                .for_each(|template| template.for_each_node(visit));
        }
    }
}

impl Part {
    /// Calls `visit` with the condition of each guard around blocks, and the source location of the guard.
    pub(super) fn for_each_condition<'w>(&'w self, visit: &mut dyn FnMut(&'w Condition, Span)) {
        let (first, second) = match self {
            Self::Guard(guard) => {
                visit(&guard.condition, guard.span);
                (&guard.then, &guard.otherwise)
            }
            Self::Loop(repeated) => (&repeated.each, &repeated.otherwise),
            Self::Block(_) => return,
        };
        let parts = first.iter().chain(second);
        parts.for_each(|part| part.for_each_condition(visit));
    }

    /// Calls `visit` with the rows of each loop around blocks, and the source location of the loop.
    pub(super) fn for_each_loop<'w>(&'w self, visit: &mut dyn FnMut(&'w Rows, Span)) {
        let (first, second) = match self {
            Self::Guard(guard) => (&guard.then, &guard.otherwise),
            Self::Loop(repeated) => {
                visit(&repeated.head, repeated.span);
                (&repeated.each, &repeated.otherwise)
            }
            Self::Block(_) => return,
        };
        let parts = first.iter().chain(second);
        parts.for_each(|part| part.for_each_loop(visit));
    }

    /// Calls `visit` with each block, in every branch.
    pub(super) fn for_each_block<'w>(&'w self, visit: &mut dyn FnMut(&'w Source)) {
        match self {
            Self::Block(source) => visit(source),
            Self::Guard(guard) => {
                let parts = guard.then.iter().chain(&guard.otherwise);
                parts.for_each(|part| part.for_each_block(visit));
            }
            Self::Loop(repeated) => {
                let parts = repeated.each.iter().chain(&repeated.otherwise);
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
        Part::Loop(repeated) => {
            retain(&mut repeated.each, is_kept);
            retain(&mut repeated.otherwise, is_kept);
            true
        }
    });
}
