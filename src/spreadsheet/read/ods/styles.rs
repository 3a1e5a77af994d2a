//! The styles of a document with their inheritance, reduced to the ones that raise or strike out text.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use crate::spreadsheet::limits::MOST_STYLES;
use crate::spreadsheet::read::Unreadable;
use crate::spreadsheet::read::setting::Setting;
use crate::spreadsheet::read::xml::{Tag, attribute, name};

/// The maximum length of a chain of inherited styles.
const LONGEST_CHAIN: usize = 32;

/// The family and name of a style. The default style of a family has no name.
type Key = (String, String);

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// Whether the style strikes out text, and whether it raises or lowers it. `None` if the style does not set the
    /// property.
    is_struck: Option<bool>,
    is_raised: Option<bool>,
    /// The styles applied by conditions.
    rules: Vec<String>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<Key, Style>,
    /// The table styles that hide a table.
    hidden: BTreeSet<String>,
    /// The style being read.
    present: Option<Key>,
    rules: usize,
}

/// The family of cell styles.
pub(super) const CELLS: &str = "table-cell";

impl Styles {
    /// Reads an element of a style.
    pub fn read(&mut self, tag: &Tag<'_>) -> Result<(), Unreadable> {
        match tag {
            Tag::Begin("style" | "default-style", element) => {
                let family = name(element, "family")?.unwrap_or_default();
                let key = (family, name(element, "name")?.unwrap_or_default());
                let style = Style {
                    parent: name(element, "parent-style-name")?,
                    ..Style::default()
                };
                self.all.insert(key.clone(), style);
                self.present = Some(key);
            }
            Tag::End("style" | "default-style") => self.present = None,
            Tag::Begin("text-properties", element) => self.text(element),
            Tag::Begin("table-properties", element)
                if attribute(element, "display").is_some_and(|shown| shown == "false") =>
            {
                self.hidden
                    .extend(self.present.clone().map(|(_, name)| name));
            }
            Tag::Begin("map", element) => {
                let rule = name(element, "apply-style-name")?;
                if let (Some(rule), Some(style)) = (rule, self.present()) {
                    style.rules.push(rule);
                    self.rules += 1;
                }
            }
            _ => {}
        }
        match self.all.len() > MOST_STYLES || self.rules > MOST_STYLES {
            true => Err(Unreadable::too_many_styles()),
            false => Ok(()),
        }
    }

    fn present(&mut self) -> Option<&mut Style> {
        self.all.get_mut(self.present.as_ref()?)
    }

    fn text(&mut self, element: &BytesStart<'_>) {
        let lines = ["text-line-through-style", "text-line-through-type"];
        let lines = lines.map(|line| attribute(element, line).map(|line| line != "none"));
        let is_struck = lines
            .into_iter()
            .flatten()
            .reduce(|one, other| one && other);
        let position = attribute(element, "text-position");
        if let Some(style) = self.present() {
            style.is_struck = is_struck.or(style.is_struck);
            style.is_raised = position.map(|it| is_raised(&it)).or(style.is_raised);
        }
    }

    /// Whether worksheets of this style are hidden.
    pub fn hides_sheets(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hidden.contains(style))
    }

    /// The formatting that a style gives.
    pub fn setting(&self, family: &str, style: Option<&str>) -> Setting {
        let chain = || self.chain(family, style);
        let is = |says: fn(&Style) -> Option<bool>| chain().find_map(says).unwrap_or(false);
        match () {
            () if is(|style| style.is_struck) => Setting::Struck,
            () if is(|style| style.is_raised) => Setting::Apart,
            () => Setting::Plain,
        }
    }

    /// Whether the conditions of a cell style can raise or strike out.
    pub fn has_rule(&self, style: Option<&str>) -> bool {
        let mut rules = self.chain(CELLS, style).flat_map(|style| &style.rules);
        rules.any(|rule| self.setting(CELLS, Some(rule)) != Setting::Plain)
    }

    /// A style, its ancestors, and the default style of its family.
    fn chain<'s>(&'s self, family: &str, style: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let get = |name: &str| self.all.get(&(family.to_owned(), name.to_owned()));
        let first = style.and_then(get);
        let mut chain: Vec<&Style> = Vec::new();
        let mut next = first;
        while let Some(style) = next.filter(|_| chain.len() < LONGEST_CHAIN) {
            chain.push(style);
            next = style.parent.as_deref().and_then(get);
        }
        chain.extend(get(""));
        chain.into_iter()
    }
}

/// Whether a position is off the baseline: `super 58%`, `-33% 58%`, but not `0% 100%`.
fn is_raised(position: &str) -> bool {
    let shift = position.split_whitespace().next().unwrap_or_default();
    let size = shift
        .strip_suffix('%')
        .and_then(|size| size.parse::<f64>().ok());
    match size {
        Some(size) => size != 0.0,
        None => ["super", "sub"].contains(&shift),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_told_from_the_line() {
        for position in ["super 58%", "sub", "33% 58%", "-33%"] {
            assert!(is_raised(position), "{position}");
        }
        for position in ["0% 100%", "0%", ""] {
            assert!(!is_raised(position), "{position}");
        }
    }
}
