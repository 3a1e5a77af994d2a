//! Finds the blocks of the words before anything is filled in, each with its place.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser};

use super::compile::compile_guard;
use super::dialect;
use super::drawn::{self, Drawn};
use super::tag_rules::{MOST_NESTED, never_closed, too_deep, without_if};
use super::tags::mask;
use super::template::{Condition, Context, Template};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::stylesheet::is_plain_name;

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

/// Keeps only the blocks that are wanted, in every branch.
pub(super) fn retain(parts: &mut Vec<Part>, is_kept: &dyn Fn(&Source) -> bool) {
    parts.retain_mut(|part| match part {
        Part::Block(source) => is_kept(source),
        Part::Guard {
            then, otherwise, ..
        } => {
            retain(then, is_kept);
            retain(otherwise, is_kept);
            true
        }
    });
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
                // Perhaps one end of a guard, which then cannot be paired with the other when it is wrong.
                let is_tag = source.starts_with("{%");
                let before = is_tag.then(|| self.report.errors());
                let part = self.source(source, span);
                self.broken |= before.is_some_and(|before| self.report.errors() > before);
                self.parts.push(Part::Block(part));
            }
        }
    }

    /// Compiles a block.
    fn source(&mut self, source: &str, span: Span) -> Source {
        if let Some(drawn) = drawn::compile(source, span.start, self.context, self.report) {
            return drawn;
        }
        let mut plain = Cow::Borrowed(source);
        let mut section = None;
        if let Some(found) = section_name(source) {
            // Every byte of the rest keeps its place.
            let blank = " ".repeat(found.range.len());
            plain.to_mut().replace_range(found.range.clone(), &blank);
            section = self.check_name(&found, span.start);
        }
        self.report.extend(dialect::in_block(&plain, span.start));
        Source {
            template: Template::compile(&plain, span.start, self.context, self.report),
            kind: SourceKind::Markdown { section },
        }
    }

    /// A name that sections can have, at a heading that begins one.
    fn check_name(&mut self, found: &SectionName<'_>, base: usize) -> Option<Arc<str>> {
        let span = Span::new(base + found.range.start, base + found.range.end);
        let problem = if found.level > 2 {
            let message = "only a heading of level 1 or 2 begins a section";
            Some((message, "take the name away, or make it such a heading"))
        } else if !is_plain_name(found.name) {
            let message = "this cannot be the name of a section";
            Some((message, "use small letters, digits and hyphens: {.at-work}"))
        } else {
            None
        };
        let error = problem
            .map(|(message, help)| Diagnostic::error(Code::WrongValue, span, message).help(help));
        let is_sound = error.is_none();
        self.report.extend(error);
        is_sound.then(|| found.name.into())
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

/// What a heading calls its section.
struct SectionName<'s> {
    name: &'s str,
    /// Where it stands in the heading, braces and all.
    range: Range<usize>,
    /// The level of the heading.
    level: usize,
}

/// The name at the end of a heading, as it is written there.
fn section_name(source: &str) -> Option<SectionName<'_>> {
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
    (!name.contains(['{', '}', '\n'])).then_some(SectionName {
        name,
        range: start..text.len(),
        level,
    })
}

/// The level of the heading that a line makes of the text above it.
fn underline_level(line: &str) -> Option<usize> {
    let line = line.trim();
    let is_all = |mark: u8| !line.is_empty() && line.bytes().all(|b| b == mark);
    match (is_all(b'='), is_all(b'-')) {
        (true, _) => Some(1),
        (_, true) => Some(2),
        _ => None,
    }
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
