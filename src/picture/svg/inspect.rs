//! Finds content that would silently be left out or drawn wrong.

use std::collections::BTreeSet;

use usvg::roxmltree::{Document, Node};

use super::element::check_element;
use super::finding::{Finding, at, line};
use super::property::{Effect, Verdict, is_about_place, is_harmless, judge, judge_attribute};
use super::stylesheet::{declarations, rules, strange_selector, without_comments};

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An effect that cannot be drawn, with its location. It is an error only if it is visible.
#[derive(Debug)]
pub(super) struct Suspect {
    /// The effect.
    pub effect: Effect,
    /// The id in its `url(#…)`, if it has one.
    pub target: Option<String>,
    /// The location.
    pub finding: Finding,
}

/// The result of inspecting a file: all ids, and the effects that are errors if they are visible.
#[derive(Default)]
pub(super) struct Inspection<'d> {
    names: BTreeSet<&'d str>,
    /// Whether a part of the drawing has a size of its own.
    has_viewports: bool,
    pub suspects: Vec<Suspect>,
}

/// Inspects a file. The first element, attribute or style that is not understood is an error.
pub(super) fn inspect<'d>(document: &'d Document<'_>) -> Result<Inspection<'d>, Finding> {
    let names = document
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    let mut inspection = Inspection {
        names,
        has_viewports: document.descendants().any(is_viewport),
        suspects: Vec::new(),
    };
    for node in document.descendants() {
        if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            let why = "its styles are in another file".to_owned();
            let help = "put them into a <style> of the same file";
            return Err(Finding {
                line: line(node),
                element: None,
                why,
                help,
            });
        }
        if node.is_element() && matches!(node.tag_name().namespace(), None | Some(SVG)) {
            inspection.element(node)?;
        }
    }
    Ok(inspection)
}

/// The advice for a percentage of the size of a part of the drawing. usvg takes it of the whole drawing.
const NO_SHARE: &str = "write a number without % in it";

/// Whether an element has a size of its own, of which percentages inside of it are.
fn is_viewport(node: Node<'_, '_>) -> bool {
    let is_inner = node.parent_element().is_some();
    is_inner && ["symbol", "svg", "marker"].contains(&node.tag_name().name())
}

fn is_inside_viewport(node: Node<'_, '_>) -> bool {
    node.ancestors().skip(1).any(is_viewport)
}

/// Whether a value is a share of the size of the drawing, or of a part of it.
fn is_share(name: &str, value: &str) -> bool {
    const PLACES: [&str; 13] = [
        "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2",
    ];
    const STROKES: [&str; 3] = ["stroke-width", "stroke-dasharray", "stroke-dashoffset"];
    value.contains('%') && (PLACES.contains(&name) || STROKES.contains(&name))
}

impl Inspection<'_> {
    fn element(&mut self, node: Node<'_, '_>) -> Result<(), Finding> {
        let name = node.tag_name().name();
        check_element(node, &self.names)?;
        for attribute in node
            .attributes()
            .filter(|attribute| attribute.namespace().is_none())
        {
            let (name, value) = (attribute.name(), attribute.value());
            if name == "style" {
                self.style(node, value)?;
                continue;
            }
            let verdict = match judge(name, value) {
                _ if is_inside_viewport(node) && is_share(name, value) => Verdict::Wrong(NO_SHARE),
                Verdict::Unknown => judge_attribute(node.tag_name().name(), name, value),
                known => known,
            };
            self.take(
                &Property {
                    name,
                    value,
                    finding: at(node, "", ""),
                },
                verdict,
            )?;
        }
        match name {
            "style" => self.sheet(node),
            _ => Ok(()),
        }
    }

    /// Checks the `style` attribute of an element.
    fn style(&mut self, node: Node<'_, '_>, style: &str) -> Result<(), Finding> {
        let is_root = node.parent_element().is_none();
        let strange = |text: &str| {
            at(
                node,
                format!("its style `{text}` is not understood"),
                "correct it",
            )
        };
        for (name, value) in declarations(style).map_err(strange)? {
            if is_root && is_about_place(name) {
                continue;
            }
            self.declaration(&Property {
                name,
                value,
                finding: at(node, "", ""),
            })?;
        }
        Ok(())
    }

    fn sheet(&mut self, node: Node<'_, '_>) -> Result<(), Finding> {
        let place = |before: usize| Finding {
            line: line(node) + u32::try_from(before).unwrap_or(0),
            ..at(node, "", "")
        };
        let refuse = |before: usize, why: String, help| Finding {
            why,
            help,
            ..place(before)
        };
        if node.attribute("media").is_some_and(|media| media != "all") {
            return Err(at(
                node,
                "it is for some screens only",
                "write the style without `media`",
            ));
        }
        let sheet = without_comments(node.text().unwrap_or_default());
        let rules = rules(&sheet).map_err(|(before, what)| {
            refuse(
                before,
                format!("`{what}` is not understood"),
                "write plain rules, such as .a { fill: #cc0000 }",
            )
        })?;
        for rule in rules {
            let strange = |text: &str| {
                refuse(
                    rule.line,
                    format!("the style `{text}` is not understood"),
                    "correct it",
                )
            };
            let declarations = declarations(rule.declarations).map_err(strange)?;
            let only_names_values = declarations.iter().all(|(name, _)| name.starts_with("--"));
            if let Some(selector) = strange_selector(rule.selector).filter(|_| !only_names_values) {
                let why = format!("`{selector}` is not understood");
                return Err(refuse(
                    rule.line,
                    why,
                    "write the names of elements, classes or ids, such as .a or #b",
                ));
            }
            for (name, value) in declarations {
                self.declaration(&Property {
                    name,
                    value,
                    finding: place(rule.line),
                })?;
            }
        }
        Ok(())
    }

    /// Checks a property in a style. An unknown property is an error.
    fn declaration(&mut self, property: &Property<'_>) -> Result<(), Finding> {
        let Property { name, value, .. } = *property;
        if is_harmless(name) {
            return Ok(());
        }
        match judge(name, value) {
            _ if self.has_viewports && is_share(name, value) => {
                self.take(property, Verdict::Wrong(NO_SHARE))
            }
            Verdict::Unknown if ["none", "normal", "auto"].contains(&value) => Ok(()),
            Verdict::Unknown if name.starts_with("animation") => {
                Err(property.refuse("something moves".to_owned(), "take it out"))
            }
            Verdict::Unknown => {
                let why = format!("the style `{name}` is not known for drawings");
                Err(property.refuse(
                    why,
                    "take it out; places and sizes are attributes of elements",
                ))
            }
            verdict => self.take(property, verdict),
        }
    }

    fn take(&mut self, property: &Property<'_>, verdict: Verdict) -> Result<(), Finding> {
        let Property { name, value, .. } = *property;
        let target = linked(value);
        if matches!(verdict, Verdict::Fine | Verdict::Shows(_))
            && let Some(target) = target.filter(|target| !self.names.contains(target))
        {
            let why = format!("its {name} refers to `{target}`, which is not there");
            return Err(property.refuse(
                why,
                "put that into the same file, or write none in its place",
            ));
        }
        match verdict {
            Verdict::Fine | Verdict::Unknown => Ok(()),
            Verdict::Wrong(help) => {
                let shown: String = value.chars().take(60).collect();
                Err(property.refuse(format!("its {name} `{shown}` is not understood"), help))
            }
            Verdict::Shows(effect) => {
                let finding = property.refuse(format!("its {name} is `{value}`"), "");
                self.suspects.push(Suspect {
                    effect,
                    target: target.map(str::to_owned),
                    finding,
                });
                Ok(())
            }
        }
    }
}

/// A property with its location.
struct Property<'p> {
    name: &'p str,
    value: &'p str,
    finding: Finding,
}

impl Property<'_> {
    fn refuse(&self, why: String, help: &'static str) -> Finding {
        Finding {
            why,
            help,
            ..self.finding.clone()
        }
    }
}

/// The id in `url(#…)`, or `None` for other values.
fn linked(value: &str) -> Option<&str> {
    let inside = value.trim().strip_prefix("url(")?.split(')').next()?;
    inside
        .trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'')
        .strip_prefix('#')
}
