//! Finds Markdown's top-level blocks in text that has not been filled in yet.
//!
//! Blocks are found before filling in, so that every error has a source location and no value can change the end of a
//! block.

use pulldown_cmark::{Event, Options, Parser};

use crate::template::mask;

/// The extensions of CommonMark that the text can use.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION
}

/// The byte ranges of the top-level blocks. Tags are masked first, so that a `|` or `*` in a tag is not parsed as
/// Markdown.
pub(super) fn block_ranges(text: &str) -> Vec<(usize, usize)> {
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

/// The start of the line if it has only white space before `start`; otherwise `start`. Without its indentation, an
/// indented block would have another meaning.
fn with_indent(text: &str, start: usize) -> usize {
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    if text[line..start].trim().is_empty() {
        line
    } else {
        start
    }
}

/// Adds the ranges between the blocks that are not blank. These are link definitions, for which Markdown reports
/// no event; as blocks they are refused.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Vec<&str> {
        let ranges = block_ranges(text);
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
