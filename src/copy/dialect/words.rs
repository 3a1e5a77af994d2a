//! The typed text of a block, without CommonMark's own markup.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::marks::{Mark, Position};
use crate::copy::top_level::options;
use crate::template::mask;

/// The words of one paragraph, heading, item or cell.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The text, with a letter in place of each escaped character, placeholder and entity.
    pub text: String,
    /// The stretches of the text: the byte at which each begins, here and in the source.
    starts: Vec<(usize, usize)>,
    place: Option<Position>,
}

/// The letter that replaces an escaped character, a placeholder or an entity.
const LETTER: &str = "x";

impl Words {
    /// The text of each paragraph, heading, item and cell of a block.
    pub(super) fn of_block(source: &str) -> Vec<Self> {
        let masked = mask(source);
        let mut all = Vec::new();
        let mut words = Self::default();
        let mut place = None;
        // The depth within elements that are not searched: addresses, code, alternative texts.
        let mut passed_over = 0_usize;
        for (event, range) in Parser::new_ext(&masked, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::Item) => place = Some(Position::Item),
                Event::Start(Tag::BlockQuote(_)) => place = Some(Position::Note),
                Event::Start(tag) if is_passed_over(&tag) => passed_over += 1,
                Event::End(TagEnd::CodeBlock | TagEnd::Image) => {
                    passed_over = passed_over.saturating_sub(1);
                }
                Event::End(TagEnd::Link) if passed_over > 0 => passed_over -= 1,
                Event::Text(text) if passed_over == 0 => {
                    if words.text.is_empty() {
                        words.place = place.take();
                    }
                    words.push(&masked, &text, range);
                }
                Event::SoftBreak | Event::HardBreak => words.push_source("\n", range.start),
                Event::Start(
                    Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::TableCell,
                )
                | Event::End(
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
                ) => all.push(std::mem::take(&mut words)),
                _ => {}
            }
        }
        all.push(words);
        all.retain(|words| !words.text.is_empty());
        all
    }

    /// A text in which nothing is markup.
    pub(super) fn of_plain(text: &str) -> Self {
        Self {
            text: mask(text),
            starts: vec![(0, 0)],
            place: None,
        }
    }

    fn push(&mut self, source: &str, text: &str, range: Range<usize>) {
        let written = &source[range.clone()];
        let is_escaped = source[..range.start].ends_with('\\') && text == written;
        let first = written.chars().next().map_or(0, char::len_utf8);
        if is_escaped && first > 0 {
            self.push_source(LETTER, range.start);
            self.push_source(&written[first..], range.start + first);
        } else if written.starts_with('&') && text != written {
            self.push_source(LETTER, range.start);
        } else {
            self.push_source(written, range.start);
        }
    }

    fn push_source(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.starts.push((self.text.len(), at));
            self.text.push_str(text);
        }
    }

    /// Finds the first occurrence of a mark, in bytes of the source.
    pub(super) fn find<'m>(&self, mark: &'m Mark) -> Option<(&'m Mark, Range<usize>)> {
        if mark.place.is_some_and(|place| self.place != Some(place)) {
            return None;
        }
        let range = (mark.find)(&self.text)?;
        let last = self.source(range.end - 1);
        Some((mark, self.source(range.start)..last + 1))
    }

    fn source(&self, position: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= position);
        let (start, source) = self.starts[after - 1];
        source + position - start
    }
}

fn is_passed_over(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Link { link_type, .. } => matches!(link_type, LinkType::Autolink | LinkType::Email),
        Tag::CodeBlock(_) | Tag::Image { .. } => true,
        _ => false,
    }
}
