//! Line break opportunities.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::run::Run;
use crate::language::{SHORT_PREPOSITION, begins_with_year};

/// Returns the places where a line may end, by Unicode's line breaking algorithm (UAX #14). A figure stays with the
/// word it counts. A word is not broken at its own hyphens and slashes: programs that copy text would drop them or
/// read two words as one.
pub(super) fn breaks(text: &str, runs: &[Run]) -> Vec<usize> {
    let mut kept = kept_together(text, runs).into_iter().peekable();
    let mut is_kept = |at: usize| {
        while kept.next_if(|range| range.end <= at).is_some() {}
        kept.peek().is_some_and(|range| range.contains(&at))
    };
    let joins = ['-', '/', '\u{2010}', '\u{2011}'];
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    segmenter
        .segment_str(text)
        .filter(|at| *at > 0)
        .filter(|at| *at == text.len() || !text[..*at].ends_with(joins))
        .filter(|at| !is_kept(*at))
        .collect()
}

/// Returns `true` if a year follows a short word here, as in "in 2023" and "en 2023". A line ends between the two only
/// where that saves a line.
pub(super) fn is_before_year(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_year = begins_with_year(after);
    let Some(before) = before.strip_suffix(' ').filter(|_| is_year) else {
        return false;
    };
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
    (1..=SHORT_PREPOSITION).contains(&letters.count())
}

/// The byte ranges in which no line may end, in order: from the second byte of a figure to the first character after
/// it.
fn kept_together(text: &str, runs: &[Run]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut kept = Vec::new();
    for run in runs {
        if run.bound > 0 {
            let bound = start + run.bound;
            let blank = text[bound..].len() - text[bound..].trim_start_matches(' ').len();
            kept.push(start + 1..(bound + blank + 1).min(text.len()));
        }
        start += run.text.len();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn run(text: &str, bound: usize) -> Run {
        Run {
            bound,
            ..Run::plain(text, Span::DETACHED)
        }
    }

    fn parts(runs: &[Run]) -> Vec<String> {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let mut start = 0;
        let part = |end| {
            let part = text[start..end].to_owned();
            start = end;
            part
        };
        breaks(&text, runs).into_iter().map(part).collect()
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
