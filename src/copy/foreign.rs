//! Phrases in a language other than the sheet's. A screen reader needs their language to pronounce them.

use std::ops::Range;
use std::sync::Arc;

use super::block::{Block, MarginPart, Run};
use crate::project::phrases::{is_whole, places};

/// A phrase and its language.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub text: String,
    pub language: Arc<str>,
}

/// Sets the language of all phrases that occur as whole words.
pub(super) fn mark(blocks: &mut [Block], phrases: &[Phrase]) {
    if phrases.is_empty() {
        return;
    }
    for block in blocks {
        block.for_each_text(&mut |runs| {
            let marked = std::mem::take(runs).into_iter();
            *runs = marked.flat_map(|run| parts(run, phrases)).collect();
        });
    }
}

/// Sets the language of the phrases in a part of a running header or footer.
pub(super) fn mark_margin(text: &mut Vec<MarginPart>, phrases: &[Phrase]) {
    if phrases.is_empty() {
        return;
    }
    let marked = std::mem::take(text).into_iter();
    *text = marked
        .flat_map(|part| match part {
            MarginPart::Text(run) => {
                let parts = parts(run, phrases).into_iter();
                parts.map(MarginPart::Text).collect()
            }
            counter => vec![counter],
        })
        .collect();
}

/// Splits a run into parts of one language each. A figure's number is never split.
fn parts(run: Run, phrases: &[Phrase]) -> Vec<Run> {
    let mut parts = Vec::new();
    let mut rest = run;
    while rest.bound == 0
        && let Some((Range { start, end }, phrase)) = first(&rest.text, phrases)
    {
        let part = |range: Range<usize>| Run {
            text: rest.text[range.clone()].to_owned(),
            // The bytes of the word in place of a number that fall in this part.
            number: rest.number.saturating_sub(range.start).min(range.len()),
            ..rest.clone()
        };
        let foreign = Run {
            language: Some(Arc::clone(&phrase.language)),
            ..part(start..end)
        };
        let (before, after) = (part(0..start), part(end..rest.text.len()));
        parts.extend([before, foreign]);
        rest = after;
    }
    parts.push(rest);
    parts.retain(|run| !run.text.is_empty());
    parts
}

/// The first phrase in a text and its byte range, or `None`. Of several phrases at one position, the longest.
fn first<'p>(text: &str, phrases: &'p [Phrase]) -> Option<(Range<usize>, &'p Phrase)> {
    let place = |phrase: &'p Phrase| {
        let mut places = places(text, &phrase.text);
        Some((places.find(|place| is_whole(text, place))?, phrase))
    };
    let found = phrases.iter().filter_map(place);
    found.min_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn each_part_has_its_part_of_the_word_in_the_place_of_a_number() {
        let phrases = [Phrase {
            text: "Ningún".to_owned(),
            language: "es".into(),
        }];
        let run = Run {
            number: "Ningún".len(),
            ..Run::plain("Ningún ésta", Span::DETACHED)
        };
        let numbers = parts(run, &phrases).into_iter().map(|run| run.number);
        assert_eq!(numbers.collect::<Vec<_>>(), ["Ningún".len(), 0]);
    }

    #[test]
    fn whole_words_are_marked_the_longest_first() {
        let phrases = ["Team", "Team HOPE"].map(|text| Phrase {
            text: text.to_owned(),
            language: "en".into(),
        });
        let run = Run::plain("El Team\u{a0}HOPE y otro Team; no Teams.", Span::DETACHED);
        let parts = parts(run, &phrases);
        let shown: Vec<(&str, bool)> = parts
            .iter()
            .map(|run| (run.text.as_str(), run.language.is_some()))
            .collect();
        let expected = [
            ("El ", false),
            ("Team\u{a0}HOPE", true),
            (" y otro ", false),
            ("Team", true),
            ("; no Teams.", false),
        ];
        assert_eq!(shown, expected);
    }
}
