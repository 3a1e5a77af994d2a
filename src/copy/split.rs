//! Finds the blocks of the words before anything is filled in, each with its place.

use std::borrow::Cow;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser};

use super::compile::compile_guard;
use super::drawn::{self, Drawn};
use super::tag_rules::{MOST_NESTED, never_closed, too_deep, without_if};
use super::tags::mask;
use super::template::{Condition, Context, Template};
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::project::stylesheet::is_section_name;

/// The Markdown that words are written in.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION
}

/// The words of a sheet before they are filled in: blocks, and guards around blocks.
#[derive(Clone, Debug)]
pub enum Part {
    /// One of Markdown's top-level blocks.
    Block(Source),
    /// Blocks between an `{% if … %}` and an `{% endif %}` that stand alone.
    Guard {
        /// When to take the first blocks.
        condition: Condition,
        /// The blocks that are taken when it holds.
        then: Vec<Part>,
        /// The blocks that are taken otherwise.
        otherwise: Vec<Part>,
    },
}

/// The source of a block, compiled.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its words: what it prints, or says to whoever cannot see it.
    pub template: Template,
    /// What becomes of them.
    pub kind: SourceKind,
}

/// What becomes of the source of a block.
#[derive(Clone, Debug)]
pub enum SourceKind {
    /// It is read as Markdown.
    Markdown {
        /// What designs call the section that it begins, when it is a heading.
        section: Option<Arc<str>>,
    },
    /// It is drawn.
    Drawn(Drawn),
}

impl Part {
    /// Calls `visit` with each block, in every branch.
    pub(super) fn for_each_block<'w>(&'w self, visit: &mut dyn FnMut(&'w Source)) {
        match self {
            Self::Block(source) => visit(source),
            Self::Guard {
                then, otherwise, ..
            } => {
                let parts = then.iter().chain(otherwise);
                parts.for_each(|part| part.for_each_block(visit));
            }
        }
    }
}

/// Splits `text`, whose first byte has the number `base`, into its blocks.
pub(super) fn split(
    text: &str,
    base: usize,
    context: Context<'_>,
    report: &mut Report,
) -> Vec<Part> {
    let mut builder = Builder {
        text,
        base,
        context,
        report,
        open: Vec::new(),
        broken: false,
        parts: Vec::new(),
    };
    for (start, end) in blocks(text) {
        builder.block(start, end);
    }
    builder.finish()
}

/// The byte ranges of the top-level blocks. Tags are masked by letters first, so that a `|` or `*`
/// in one is not taken for Markdown.
fn blocks(text: &str) -> Vec<(usize, usize)> {
    let masked = mask(text);
    let mut depth = 0_usize;
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (event, range) in Parser::new_ext(&masked, options()).into_offset_iter() {
        let top_level = depth == 0;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        if top_level {
            ranges.push((with_indent(text, range.start), range.end));
        }
    }
    with_gaps(text, &ranges)
}

/// Where the line begins, when nothing but white space stands before `start` on it: an indented
/// block means something else without its indentation.
fn with_indent(text: &str, start: usize) -> usize {
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    if text[line..start].trim().is_empty() {
        line
    } else {
        start
    }
}

/// Adds what lies between the blocks and is not blank: link definitions, which Markdown reads
/// without a trace. They are then met as text and refused there.
fn with_gaps(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut position = 0;
    for &(start, end) in ranges.iter().chain([&(text.len(), text.len())]) {
        let gap = text.get(position..start).unwrap_or_default();
        if !gap.trim().is_empty() {
            let leading = gap.len() - gap.trim_start().len();
            all.push((position + leading, position + gap.trim_end().len()));
        }
        if start < end {
            all.push((start, end));
        }
        position = position.max(end);
    }
    all
}

struct Builder<'a, 'r> {
    text: &'a str,
    base: usize,
    context: Context<'a>,
    report: &'r mut Report,
    /// The guards that are open, outermost first.
    open: Vec<OpenGuard>,
    /// Whether a block that may have been one end of a guard could not be read.
    broken: bool,
    /// What belongs to the innermost open branch.
    parts: Vec<Part>,
}

struct OpenGuard {
    condition: Option<Condition>,
    span: Span,
    /// What stood before the guard.
    before: Vec<Part>,
    /// The first branch, once `{% else %}` has been met.
    then: Option<Vec<Part>>,
}

impl Builder<'_, '_> {
    fn block(&mut self, start: usize, end: usize) {
        let source = self.text[start..end].trim_end();
        let span = Span::new(self.base + start, self.base + start + source.len());
        match lone_tag(source) {
            Some(tag) if tag.starts_with("if ") => self.open_guard(source, span),
            Some("else") => self.otherwise(span),
            Some("endif") => self.close_guard(span),
            _ => {
                let before = self.report.len();
                let part = self.source(source, span);
                // Perhaps one end of a guard, which then cannot be paired with the other.
                self.broken |= source.starts_with("{%") && self.report.len() > before;
                self.parts.push(Part::Block(part));
            }
        }
    }

    /// Compiles a block.
    fn source(&mut self, source: &str, span: Span) -> Source {
        if let Some(drawn) = drawn::compile(source, span.start, self.context, self.report) {
            return drawn;
        }
        let (name, source) = section_name(source);
        Source {
            template: Template::compile(&source, span.start, self.context, self.report),
            kind: SourceKind::Markdown {
                section: name.map(Arc::from),
            },
        }
    }

    fn open_guard(&mut self, source: &str, span: Span) {
        if self.open.len() == MOST_NESTED {
            self.report.push(too_deep(span));
        }
        let condition = compile_guard(source, span.start, self.context, self.report);
        self.open.push(OpenGuard {
            condition,
            span,
            before: std::mem::take(&mut self.parts),
            then: None,
        });
    }

    fn otherwise(&mut self, span: Span) {
        let parts = std::mem::take(&mut self.parts);
        match self.open.last_mut() {
            Some(guard) if guard.then.is_none() => guard.then = Some(parts),
            _ => {
                self.parts = parts;
                self.unpaired(without_if("{% else %}", span));
            }
        }
    }

    fn close_guard(&mut self, span: Span) {
        let Some(guard) = self.open.pop() else {
            self.unpaired(without_if("{% endif %}", span));
            return;
        };
        let last = std::mem::replace(&mut self.parts, guard.before);
        let (then, otherwise) = match guard.then {
            Some(then) => (then, last),
            None => (last, Vec::new()),
        };
        if let Some(condition) = guard.condition {
            self.parts.push(Part::Guard {
                condition,
                then,
                otherwise,
            });
        }
    }

    fn unpaired(&mut self, error: Diagnostic) {
        if !self.broken {
            self.report.push(error);
        }
    }

    fn finish(mut self) -> Vec<Part> {
        while let Some(guard) = self.open.pop() {
            self.unpaired(never_closed(guard.span));
            self.parts = guard.before;
        }
        self.parts
    }
}

/// What a heading calls its section, and the heading without that, every byte in its place.
fn section_name(source: &str) -> (Option<&str>, Cow<'_, str>) {
    let none = (None, Cow::Borrowed(source));
    let (text, underline) = match source.rsplit_once('\n') {
        Some((text, line)) if is_underline(line) => (text.trim_end(), true),
        _ => (source, false),
    };
    if !underline && (!source.starts_with('#') || source.contains('\n')) {
        return none;
    }
    let Some(start) = text.rfind("{.") else {
        return none;
    };
    let name = text[start + 2..].strip_suffix('}');
    match name.filter(|name| is_section_name(name)) {
        Some(name) => {
            let mut plain = source.to_owned();
            let end = start + name.len() + 3;
            plain.replace_range(start..end, &" ".repeat(end - start));
            (Some(name), Cow::Owned(plain))
        }
        None => none,
    }
}

/// What makes the line above it a heading.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// What stands in a block that is nothing but one `{% … %}`.
fn lone_tag(source: &str) -> Option<&str> {
    let inner = source.trim().strip_prefix("{%")?.strip_suffix("%}")?;
    if inner.contains("%}") {
        return None;
    }
    Some(inner.trim_matches(['-', '+']).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Vec<&str> {
        let ranges = blocks(text);
        ranges
            .iter()
            .map(|(s, e)| text[*s..*e].trim_end())
            .collect()
    }

    #[test]
    fn a_pipe_in_a_placeholder_does_not_part_a_cell() {
        let text = "| A | {{ x | counted(\"a\", \"b\") }} |\n|--|--|\n| 1 | 2 |\n\nNext.";
        assert_eq!(sources(text).len(), 2);
    }

    #[test]
    fn guards_link_definitions_and_headings_are_blocks_of_their_own() {
        let text = "{% if x is available %}\n\n# Title\n\n{% endif %}\n\n[a]: http://b.c\n";
        let expected = [
            "{% if x is available %}",
            "# Title",
            "{% endif %}",
            "[a]: http://b.c",
        ];
        assert_eq!(sources(text), expected);
    }
}
