//! The attributes of headings: `## At work {.at-work .new-page}`.

use std::sync::Arc;

use super::Attributes;
use super::braces::{Attribute, Braces};
use crate::diagnostic::{Code, Diagnostic, Report};

/// The attribute of a heading that begins a page.
const NEW_PAGE: &str = "new-page";

/// A heading with attributes.
pub(super) struct Heading<'s> {
    pub braces: Braces<'s>,
    /// The level of the heading.
    level: usize,
}

/// Finds the attributes in the source of a block. Returns `None` for a heading without any and for other blocks.
pub(super) fn find(source: &str) -> Option<Heading<'_>> {
    let indent = source.len() - source.trim_start().len();
    let hashes = source[indent..].bytes().take_while(|b| *b == b'#').count();
    let (text, level) = match source.rsplit_once('\n') {
        Some((text, line)) if hashes == 0 => (text, underline_level(line)?),
        None if hashes > 0 => (source.trim_end().trim_end_matches('#'), hashes),
        _ => return None,
    };
    let braces = Braces::at_end(text)?;
    Some(Heading { braces, level })
}

impl Heading<'_> {
    /// The attributes, as far as they are valid. The first error goes to the report. `base` is the offset of the first
    /// byte of the heading.
    pub(super) fn check(&self, base: usize, report: &mut Report) -> Attributes {
        let mut section: Option<Arc<str>> = None;
        let mut new_page = false;
        let mut take = |attribute: Attribute<'_>| {
            if attribute.name == NEW_PAGE {
                new_page = true;
                return Ok(());
            }
            self.check_section(attribute, section.as_deref())?;
            section = Some(attribute.name.into());
            Ok(())
        };
        let attributes = self.braces.attributes(base);
        let taken = attributes.and_then(|all| all.into_iter().try_for_each(&mut take));
        report.extend(taken.err());
        Attributes::Heading { section, new_page }
    }

    fn check_section(
        &self,
        attribute: Attribute<'_>,
        before: Option<&str>,
    ) -> Result<(), Diagnostic> {
        let error = |message: &str| Diagnostic::error(Code::WrongValue, attribute.span, message);
        if self.level > 2 {
            return Err(
                error("only a heading of level 1 or 2 begins a section").help(
                    "take the name away, or make it such a heading; every heading can have {.new-page}",
                ),
            );
        }
        if let Some(before) = before {
            return Err(error("this section has a name already")
                .label(format!("the first is `{before}`"))
                .help("give a heading one name, and {.new-page} if it begins a page"));
        }
        attribute.check_name("section")
    }
}

/// The level of a setext heading by its underline, or `None` if the line is not an underline.
fn underline_level(line: &str) -> Option<usize> {
    let line = line.trim();
    let is_all = |mark: u8| !line.is_empty() && line.bytes().all(|b| b == mark);
    match (is_all(b'='), is_all(b'-')) {
        (true, _) => Some(1),
        (_, true) => Some(2),
        _ => None,
    }
}
