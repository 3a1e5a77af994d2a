//! The names that headings give to their sections: `## At work {.at-work}`.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::stylesheet::is_plain_name;

/// The name at the end of a heading.
pub(super) struct SectionName<'s> {
    name: &'s str,
    /// The byte range in the heading, including the braces.
    pub range: Range<usize>,
    /// The level of the heading.
    level: usize,
}

impl<'s> SectionName<'s> {
    /// Finds the name in the source of a block. Returns `None` for a heading without a name and for other blocks.
    pub(super) fn find(source: &'s str) -> Option<Self> {
        let indent = source.len() - source.trim_start().len();
        let hashes = source[indent..].bytes().take_while(|b| *b == b'#').count();
        let (text, level) = match source.rsplit_once('\n') {
            Some((text, line)) if hashes == 0 => (text, underline_level(line)?),
            None if hashes > 0 => (source.trim_end().trim_end_matches('#'), hashes),
            _ => return None,
        };
        let text = text.trim_end();
        let start = text.rfind("{.")?;
        let name = text[start + 2..].strip_suffix('}')?;
        (!name.contains(['{', '}', '\n'])).then_some(Self {
            name,
            range: start..text.len(),
            level,
        })
    }

    /// The name, or `None` if the heading cannot begin a section or designs cannot use the name, which is reported.
    /// `base` is the offset of the first byte of the heading.
    pub(super) fn checked(&self, base: usize, report: &mut Report) -> Option<Arc<str>> {
        let (message, help) = if self.level > 2 {
            let message = "only a heading of level 1 or 2 begins a section";
            (message, "take the name away, or make it such a heading")
        } else if !is_plain_name(self.name) {
            let message = "this cannot be the name of a section";
            (message, "use small letters, digits and hyphens: {.at-work}")
        } else {
            return Some(self.name.into());
        };
        let span = Span::new(base + self.range.start, base + self.range.end);
        report.push(Diagnostic::error(Code::WrongValue, span, message).help(help));
        None
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
