//! The size of a drawing after the expansion of all copies.
//!
//! Ten elements that each use the one before ten times are a file of a few lines and ten billion shapes. The size after
//! expansion is therefore calculated before anything is copied.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use super::finding::{Finding, at};

/// The maximum number of elements in a drawing, including all copies.
const MOST_ELEMENTS: u64 = 100_000;

/// The maximum size of all attributes in a drawing in bytes, including all copies.
const MOST_BYTES: u64 = 30_000_000;

/// The maximum nesting depth of elements, including the elements that they copy.
const DEEPEST: u32 = 200;

/// A number of elements and the size of their attributes in bytes.
#[derive(Clone, Copy, Default)]
struct Weight {
    elements: u64,
    bytes: u64,
}

impl Weight {
    fn plus(self, other: Self, times: u64) -> Self {
        Self {
            elements: self
                .elements
                .saturating_add(other.elements.saturating_mul(times)),
            bytes: self.bytes.saturating_add(other.bytes.saturating_mul(times)),
        }
    }
}

/// A property, and the id of the element that it refers to.
type Reference = (String, String);

/// Checks that an expanded drawing is within the limits, and that no element contains a copy of itself.
pub(super) fn check(document: &Document<'_>) -> Result<(), Finding> {
    let mut scale = Scale::default();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            scale.by_id.entry(id).or_insert(node);
        }
        if node.tag_name().name() == "style" {
            scale
                .styles
                .extend(references(node.text().unwrap_or_default()));
        }
    }
    let whole = scale.weigh(document.root_element(), 0)?;
    if whole.elements > MOST_ELEMENTS || whole.bytes > MOST_BYTES {
        let why = "with all of its copies it has too many elements";
        return Err(at(
            document.root_element(),
            why,
            "simplify it, or save it as PNG",
        ));
    }
    Ok(())
}

/// An unfinished count.
#[derive(Default)]
struct Scale<'d, 'input> {
    by_id: BTreeMap<&'d str, Node<'d, 'input>>,
    /// The weights of elements by node id, or `None` for an element that is being weighed.
    known: BTreeMap<u32, Option<Weight>>,
    /// The references in style sheets. Any element may have them.
    styles: Vec<Reference>,
}

impl<'d, 'input> Scale<'d, 'input> {
    fn weigh(&mut self, node: Node<'d, 'input>, depth: u32) -> Result<Weight, Finding> {
        match self.known.get(&node.id().get()) {
            Some(Some(weight)) => return Ok(*weight),
            // usvg ignores a paint or a clip path that refers to the element it is in.
            Some(None) => return Ok(Weight::default()),
            None => {}
        }
        if depth > DEEPEST {
            let why = format!("it lies in more than {DEEPEST} other elements");
            return Err(at(
                node,
                why,
                "take elements out of groups that they need not be in",
            ));
        }
        self.known.insert(node.id().get(), None);
        let bytes = node
            .attributes()
            .map(|attribute| attribute.value().len() as u64)
            .sum();
        let mut weight = Weight { elements: 1, bytes };
        for child in node.children().filter(Node::is_element) {
            weight = weight.plus(self.weigh(child, depth + 1)?, 1);
        }
        let points = weight.bytes / 2 + 1;
        for (property, name) in self.references(node) {
            if let Some(other) = self.by_id.get(name.as_str()).copied() {
                if property == "href"
                    && self
                        .known
                        .get(&other.id().get())
                        .is_some_and(Option::is_none)
                {
                    let why = "it is a copy of something that it is a part of";
                    return Err(at(node, why, "take the copy out"));
                }
                let times = if property.starts_with("marker") {
                    points
                } else {
                    1
                };
                weight = weight.plus(self.weigh(other, depth + 1)?, times);
            }
        }
        self.known.insert(node.id().get(), Some(weight));
        Ok(weight)
    }

    /// The references of an element: copies, paints, clips and markers.
    fn references(&self, node: Node<'_, '_>) -> Vec<Reference> {
        let mut found = Vec::new();
        // These elements are not painted themselves.
        if node.is_element()
            && !["style", "defs", "symbol", "clipPath", "marker"].contains(&node.tag_name().name())
        {
            found.extend(
                self.styles
                    .iter()
                    .filter(|(_, name)| node.attribute("id") != Some(name))
                    .cloned(),
            );
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match name {
                "href" => {
                    let target = value.trim().strip_prefix('#');
                    found.extend(target.map(|target| (name.to_owned(), target.to_owned())));
                }
                "style" => found.extend(references(value)),
                _ => found.extend(references(&format!("{name}:{value}"))),
            }
        }
        found
    }
}

/// The ids in all `url(#…)` of declarations, with their properties.
fn references(text: &str) -> Vec<Reference> {
    let declarations = text
        .split([';', '{', '}'])
        .filter_map(|declaration| declaration.split_once(':'));
    let names = declarations.flat_map(|(property, value)| {
        let parts = value.split("url(").skip(1);
        parts.filter_map(move |part| {
            let name = part.split(')').next()?;
            let name = name.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            Some((
                property.trim().to_owned(),
                name.strip_prefix('#')?.to_owned(),
            ))
        })
    });
    names.collect()
}
