//! Links and the places where they can be clicked.

use std::collections::BTreeMap;

use super::area::Area;
use crate::layout::frame::{LinkTarget, Text};

/// The links of a tree, in reading order.
#[derive(Debug, Default)]
pub struct Links {
    /// The places to click.
    pub areas: Vec<LinkArea>,
    /// The words of each link, by its node.
    words: BTreeMap<usize, String>,
}

/// A place to click: a link's part of one line.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// The node of the link, which may continue on further lines.
    pub node: usize,
    /// The place.
    pub area: Area,
    /// The target.
    pub target: LinkTarget,
}

impl Links {
    /// The spoken text of a link, or an empty string for a node that is not a link.
    #[must_use]
    pub fn words(&self, node: usize) -> &str {
        self.words.get(&node).map_or("", |words| words.trim())
    }

    /// Adds a figure that is a link, with its alternative text. Returns the number of its clickable area.
    pub(super) fn add_figure(
        &mut self,
        node: usize,
        area: Area,
        target: &LinkTarget,
        alt: &str,
    ) -> usize {
        self.words.insert(node, alt.to_owned());
        self.areas.push(LinkArea {
            node,
            area,
            target: target.clone(),
        });
        self.areas.len() - 1
    }

    /// Adds a piece of a link's text. Returns the number of its clickable area if that is new. Adjacent pieces on a
    /// line share an area, and so does a line of a table of contents.
    pub(super) fn add(
        &mut self,
        node: usize,
        area: Area,
        target: &LinkTarget,
        text: &Text,
    ) -> Option<usize> {
        let words = self.words.entry(node).or_default();
        let spoken = text.footnote.as_ref().map(|mark| &mark.spoken);
        match (&text.spoken, spoken) {
            (_, Some(spoken)) => words.push_str(spoken),
            (Some(spoken), None) => {
                words.truncate(words.trim_end().len());
                words.push_str(", ");
                words.push_str(spoken);
            }
            (None, None) => text.add_to(words),
        }
        if let Some(last) = self.areas.last_mut()
            && last.node == node
            && last.area.page == area.page
            && match target {
                LinkTarget::Address(_) | LinkTarget::Footnote(_) | LinkTarget::Call(_) => {
                    last.area.right == area.left
                }
                LinkTarget::Section(_) => last.area.bottom == area.bottom,
            }
        {
            last.area.right = area.right;
            return None;
        }
        // A space at the end of the line before is no place to click, nor is one by itself.
        if text.string().trim().is_empty() {
            return None;
        }
        self.areas.push(LinkArea {
            node,
            area,
            target: target.clone(),
        });
        Some(self.areas.len() - 1)
    }
}
