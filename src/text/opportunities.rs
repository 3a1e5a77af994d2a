//! Line break opportunities.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::addresses;
use super::breaking::LineEnd;
use super::run::{Run, SUPERIOR_FIGURES};
use crate::language::{SHORT_PREPOSITION, begins_with_year};

/// Returns the places where a line may end, by Unicode's line breaking algorithm (UAX #14). A number stays with the word
/// after it. A word is not broken at its own hyphens and slashes: programs that copy text would drop them or read two
/// words as one. A long address is.
pub(super) fn breaks(text: &str, runs: &[Run]) -> Vec<(usize, LineEnd)> {
    let mut counts = counts(text, runs).into_iter().peekable();
    let calls = calls(runs);
    let joins = ['-', '/', '\u{2010}', '\u{2011}'];
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let places = segmenter
        .segment_str(text)
        .filter(|at| *at > 0)
        .filter(|at| *at == text.len() || !text[..*at].ends_with(joins))
        .filter(|at| !calls.contains(at));
    let end = |at: usize| {
        while counts.next_if(|count| count.phrase <= at).is_some() {}
        let count = counts.peek().filter(|count| count.start < at);
        let end = match count {
            _ if text[..at].ends_with('\n') => LineEnd::Forced,
            Some(count) if at < count.number => return None,
            _ if is_before_year(text, at) => LineEnd::BeforeYear,
            Some(_) => LineEnd::InPhrase,
            None => LineEnd::Free,
        };
        Some((at, end))
    };
    with_addresses(places.filter_map(end).collect(), text, runs)
}

/// The same places, but in long addresses those that an address has itself.
fn with_addresses(
    mut places: Vec<(usize, LineEnd)>,
    text: &str,
    runs: &[Run],
) -> Vec<(usize, LineEnd)> {
    for address in addresses::addresses(text, runs) {
        let first = places.partition_point(|(at, _)| *at <= address.start);
        let after = places.partition_point(|(at, _)| *at < address.end);
        let own = addresses::places(&text[address.clone()]);
        let own = own.map(|at| (address.start + at, LineEnd::InAddress));
        places.splice(first..after, own);
    }
    places
}

/// The places before the calls of footnotes, which stay with their words.
fn calls(runs: &[Run]) -> Vec<usize> {
    let mut start = 0;
    let mut calls = Vec::new();
    for run in runs {
        if run.is_call() {
            calls.push(start);
        }
        start += run.text.len();
    }
    calls
}

/// Returns `true` if a year follows a short word here, as in "in 2023" and "en 2023". A line ends between the two only
/// where that saves a line.
fn is_before_year(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_year = begins_with_year(after);
    let Some(before) = before.strip_suffix(' ').filter(|_| is_year) else {
        return false;
    };
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
    (1..=SHORT_PREPOSITION).contains(&letters.count())
}

/// A number and the words that it counts, in bytes of the text.
struct Count {
    start: usize,
    /// The first character after the number and the space there: a line may end behind it.
    number: usize,
    /// The same of the last word that is counted.
    phrase: usize,
}

/// The numbers in a text, in order.
fn counts(text: &str, runs: &[Run]) -> Vec<Count> {
    let mut start = 0;
    let mut counts = Vec::new();
    for run in runs {
        if run.bound > 0 {
            let end = |length: usize| {
                let after = &text[start + length..];
                let rest = after.trim_start_matches(SUPERIOR_FIGURES);
                let blank = after.len() - rest.trim_start_matches(' ').len();
                (start + length + blank + 1).min(text.len())
            };
            counts.push(Count {
                start,
                number: end(run.bound.min(run.number)),
                phrase: end(run.bound),
            });
        }
        start += run.text.len();
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn run(text: &str, bound: usize) -> Run {
        Run {
            bound,
            number: bound,
            ..Run::plain(text, Span::DETACHED)
        }
    }

    fn parts(runs: &[Run]) -> Vec<String> {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let mut start = 0;
        let part = |(end, _)| {
            let part = text[start..end].to_owned();
            start = end;
            part
        };
        breaks(&text, runs).into_iter().map(part).collect()
    }

    fn ends(runs: &[Run]) -> Vec<LineEnd> {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let ends = breaks(&text, runs).into_iter();
        ends.map(|(_, end)| end).collect()
    }

    #[test]
    fn words_do_not_part_at_hyphens_or_slashes() {
        let runs = [run("call 1-800-THE-LOST, survivors/families HHS-ORR", 0)];
        let expected = [
            "call ",
            "1-800-THE-LOST, ",
            "survivors/families ",
            "HHS-ORR",
        ];
        assert_eq!(parts(&runs), expected);
    }

    #[test]
    fn a_figure_stays_with_the_word_it_counts() {
        let runs = [
            run("over ", 0),
            run("36.2 million", 12),
            run(" reports came", 0),
        ];
        assert_eq!(parts(&runs), ["over ", "36.2 million reports ", "came"]);
        let counted = [run("8,249 reports were", 5), run(" made", 0)];
        assert_eq!(parts(&counted), ["8,249 reports ", "were ", "made"]);
    }

    #[test]
    fn the_other_words_that_it_counts_part_less_willingly_than_others() {
        let runs = [
            Run {
                number: 2,
                ..run("45 new members", "45 new".len())
            },
            run(" in 2023 came", 0),
        ];
        let parts_and_ends: Vec<(String, LineEnd)> =
            parts(&runs).into_iter().zip(ends(&runs)).collect();
        let expected = [
            ("45 new ", LineEnd::InPhrase),
            ("members ", LineEnd::Free),
            ("in ", LineEnd::BeforeYear),
            ("2023 ", LineEnd::Free),
            ("came", LineEnd::Free),
        ];
        assert_eq!(
            parts_and_ends,
            expected.map(|(part, end)| (part.to_owned(), end))
        );
    }

    #[test]
    fn years_are_known_by_the_short_words_before_them() {
        let text = "In 2023, and since 2019 of 20230 and 1200 mm";
        let starts = text.match_indices(' ').map(|(at, _)| at + 1);
        let years: Vec<&str> = starts
            .filter(|at| is_before_year(text, *at))
            .map(|at| &text[at..at + 4])
            .collect();
        assert_eq!(years, ["2023"]);
    }

    #[test]
    fn a_figure_at_the_end_may_end_the_line() {
        let runs = [run("in all ", 0), run("211", 3)];
        assert_eq!(parts(&runs), ["in ", "all ", "211"]);
        let of_two_words = [run("in all ", 0), run("36.2 million", 12)];
        assert_eq!(parts(&of_two_words), ["in ", "all ", "36.2 million"]);
        let before_stop = [run("45", 2), run(". Then", 0)];
        assert_eq!(parts(&before_stop), ["45. ", "Then"]);
    }
}
