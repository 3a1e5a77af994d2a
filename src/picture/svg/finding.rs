//! Content of an SVG file that cannot be drawn, with its location.

use usvg::roxmltree::Node;

use crate::picture::unusable::Unusable;

/// Content that cannot be drawn.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// The line of the file.
    pub line: u32,
    /// The name of the element, or `None` outside of elements.
    pub element: Option<String>,
    /// The problem.
    pub why: String,
    /// The advice.
    pub help: &'static str,
}

impl From<Finding> for Unusable {
    fn from(finding: Finding) -> Self {
        let Finding {
            line,
            element,
            why,
            help,
        } = finding;
        let element = element
            .map(|name| format!(", <{name}>"))
            .unwrap_or_default();
        Self::new(format!("line {line}{element}: {why}"), help)
    }
}

/// A finding at an element.
pub(super) fn at(node: Node<'_, '_>, why: impl Into<String>, help: &'static str) -> Finding {
    Finding {
        line: line(node),
        element: Some(node.tag_name().name().to_owned()),
        why: why.into(),
        help,
    }
}

/// The line in which an element begins, from 1.
pub(super) fn line(node: Node<'_, '_>) -> u32 {
    node.document().text_pos_at(node.range().start).row
}
