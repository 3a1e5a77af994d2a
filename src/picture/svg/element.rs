//! The elements of SVG files.

use std::collections::BTreeSet;

use usvg::roxmltree::Node;

use super::finding::{Finding, at};

/// Elements without an effect on shapes.
const SILENT: [&str; 6] = ["title", "desc", "metadata", "view", "cursor", "hatchpath"];

/// Elements that are drawn, or that affect the drawing of others.
const KNOWN: [&str; 22] = [
    "a",
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "filter",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
];

/// Checks an element. An error if it can never be drawn, or if it is a `use` element whose target is not in `names`.
pub(super) fn check_element(node: Node<'_, '_>, names: &BTreeSet<&str>) -> Result<(), Finding> {
    let name = node.tag_name().name();
    if let Some((why, help)) = refused(node) {
        return Err(at(node, why, help));
    }
    if name == "use" {
        return match names.contains(target(node)) {
            true => Ok(()),
            false => Err(at(
                node,
                "it copies something that is not there",
                "put that into the same file",
            )),
        };
    }
    let is_silent =
        SILENT.contains(&name) || ["fe", "font"].iter().any(|start| name.starts_with(start));
    let is_fallback = name == "foreignObject" && has_fallback(node);
    match KNOWN.contains(&name) || is_silent || is_fallback {
        true => Ok(()),
        false => Err(at(node, "this element cannot be drawn", "take it out")),
    }
}

/// The problem of an element that can never be drawn, with the advice. `None` for other elements.
fn refused(node: Node<'_, '_>) -> Option<(&'static str, &'static str)> {
    Some(match node.tag_name().name() {
        "text" => ("it has letters in it", "convert text to outlines"),
        "image" => (
            "it has a picture in it",
            "use that picture itself, or draw it",
        ),
        "foreignObject" if !has_fallback(node) => {
            ("it has something in it that is no drawing", "take it out")
        }
        "script" | "animate" | "animateTransform" | "animateMotion" | "animateColor" | "set" => {
            ("it has something that moves in it", "take it out")
        }
        _ => return None,
    })
}

/// Whether the element is an alternative in a `switch` that also has a drawing. Illustrator puts its own data there.
fn has_fallback(node: Node<'_, '_>) -> bool {
    let switch = node
        .parent_element()
        .filter(|parent| parent.tag_name().name() == "switch");
    node.has_attribute("requiredExtensions")
        && switch.is_some_and(|parent| parent.last_element_child() != Some(node))
}

/// The id of the element that a `use` element copies. Empty if it refers to another file.
fn target<'d>(node: Node<'d, '_>) -> &'d str {
    let mut links = node.attributes().filter(|a| a.name() == "href");
    let link = links.next().map_or("", |link| link.value());
    link.trim().strip_prefix('#').unwrap_or_default()
}
