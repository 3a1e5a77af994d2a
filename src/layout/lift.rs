//! Lifts callouts out of a paragraph.
//!
//! A callout is the sentence around a strong number. It has up to three parts: the number, its label, which is the rest
//! of the sentence, and a context line. The context line is a sentence or line right after it that is emphasized from its
//! first word to its last, so that the text needs no further markup: without cards it is an ordinary sentence.

use crate::language::is_abbreviation;
use crate::text::{Run, trim_end};

/// A callout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Callout {
    /// The words of its sentence before the number.
    pub before: Vec<Run>,
    /// The number.
    pub figure: Vec<Run>,
    /// The words of its sentence after the number.
    pub after: Vec<Run>,
    /// The context line, or nothing.
    pub context: Vec<Run>,
}

/// A paragraph without its callouts, which are kept separately.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lifted {
    /// The callouts at the start of the paragraph.
    pub first: Vec<Callout>,
    /// The rest of the paragraph.
    pub left: Vec<Run>,
    /// The callouts in it and at its end.
    pub others: Vec<Callout>,
}

/// Lifts the callouts out of a paragraph, or returns `None` if it has none.
pub(super) fn lift(runs: &[Run]) -> Option<Lifted> {
    if !runs.iter().any(is_callout) {
        return None;
    }
    let mut lifted = Lifted::default();
    let mut sentences = sentences(runs).into_iter().peekable();
    while let Some(sentence) = sentences.next() {
        let Some(index) = sentence.iter().position(is_callout) else {
            lifted.left.extend(sentence);
            continue;
        };
        let context = sentences.next_if(|next| is_context(next));
        let callout = parts(sentence, index, context.unwrap_or_default());
        match lifted.left.is_empty() {
            true => lifted.first.push(callout),
            false => lifted.others.push(callout),
        }
    }
    trim_end(&mut lifted.left);
    Some(lifted)
}

/// Returns `true` if all words of a sentence are emphasized and it is no callout itself.
fn is_context(sentence: &[Run]) -> bool {
    let words = || sentence.iter().filter(|run| has_words(run));
    words().next().is_some() && words().all(|run| run.emphasis && !is_callout(run))
}

fn has_words(run: &Run) -> bool {
    run.text.contains(char::is_alphanumeric)
}

/// Returns `true` if a run is a callout: a strong number.
fn is_callout(run: &Run) -> bool {
    run.strong && run.figure.is_some() && run.number > 0
}

/// Splits a sentence at the number of the run at `index`.
fn parts(mut sentence: Vec<Run>, index: usize, mut context: Vec<Run>) -> Callout {
    let mut rest = sentence.split_off(index);
    let mut figure = rest.remove(0);
    let end = figure.number.min(figure.text.len());
    let mut after = cut(&mut figure, end);
    figure.bound = figure.number;
    after.iter_mut().for_each(|run| {
        (run.figure, run.bound, run.number) = (None, 0, 0);
    });
    after.append(&mut rest);
    take_punctuation(&mut figure, &mut after);
    // The space stays with the preceding text, as at the end of a line.
    if let Some(next) = after.first_mut()
        && next.text.starts_with(' ')
    {
        figure.text.push(' ');
        next.text.remove(0);
        next.bound = next.bound.saturating_sub(1);
    }
    after.retain(|run| !run.text.is_empty());
    trim_end(&mut after);
    trim_end(&mut context);
    if !context.is_empty() {
        let last = after.last_mut().unwrap_or(&mut figure);
        last.text.truncate(last.text.trim_end().len());
        last.text.push(' ');
    }
    if !sentence.iter().any(has_words) {
        // An opening quotation mark does not stand alone above the number.
        let before: String = sentence.drain(..).map(|run| run.text).collect();
        let before = before.trim_start();
        figure.text.insert_str(0, before);
        figure.bound += before.len();
    }
    Callout {
        before: sentence,
        figure: vec![figure],
        after,
        context,
    }
}

/// Moves punctuation right after a number to the number, so that a full stop is not alone below it.
fn take_punctuation(figure: &mut Run, after: &mut [Run]) {
    for run in after {
        let text = &run.text;
        let end = text.find(|c: char| !c.is_ascii_punctuation());
        let end = end.unwrap_or(text.len());
        figure.text.extend(run.text.drain(..end));
        if !run.text.is_empty() {
            break;
        }
    }
}

/// Splits off the part of a run from a byte on, or returns `None` if it is empty.
fn cut(run: &mut Run, at: usize) -> Vec<Run> {
    let text = run.text.split_off(at);
    let part = Run {
        text,
        bound: run.bound.saturating_sub(at),
        number: 0,
        ..run.clone()
    };
    run.bound = run.bound.min(at);
    if part.text.is_empty() {
        Vec::new()
    } else {
        vec![part]
    }
}

/// The sentences of a paragraph, each with the space after it.
fn sentences(runs: &[Run]) -> Vec<Vec<Run>> {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut ends: Vec<usize> = sentence_ends(&text).chain(emphasized_lines(runs)).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut ends = ends.into_iter().peekable();
    let mut sentences = vec![Vec::new()];
    let mut at = 0;
    for run in runs {
        let mut rest = vec![run.clone()];
        while let Some(mut run) = rest.pop() {
            let end = at + run.text.len();
            let last = sentences.len() - 1;
            match ends.peek() {
                // A number is not taken apart.
                Some(stop) if *stop < end && run.figure.is_none() => {
                    rest = cut(&mut run, *stop - at);
                    at = *stop;
                    ends.next();
                    sentences[last].push(run);
                    sentences.push(Vec::new());
                }
                _ => {
                    at = end;
                    sentences[last].push(run);
                    while ends.next_if(|stop| *stop < end).is_some() {}
                    if ends.next_if_eq(&end).is_some() {
                        sentences.push(Vec::new());
                    }
                }
            }
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The starts of lines, after a forced end of line, that are emphasized up to their end.
fn emphasized_lines(runs: &[Run]) -> impl Iterator<Item = usize> {
    let mut at = 0;
    // For each line: its start, whether it has emphasized words, and whether it has others.
    let mut lines = vec![(0, false, false)];
    for run in runs {
        for (index, part) in run.text.split('\n').enumerate() {
            if index > 0 {
                at += 1;
                lines.push((at, false, false));
            }
            let last = lines.len() - 1;
            let is_word = part.contains(char::is_alphanumeric);
            lines[last].1 |= is_word && run.emphasis;
            lines[last].2 |= is_word && !run.emphasis;
            at += part.len();
        }
    }
    let lines = lines.into_iter().skip(1);
    lines.filter_map(|(start, emphasized, others)| (emphasized && !others).then_some(start))
}

/// The ends of sentences, each after the space that follows it: after a full stop and a space before anything but a
/// small letter. Unlike in Unicode's rules (UAX #29), a number may begin a sentence.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(' ').filter_map(|(at, space)| {
        let (before, end) = (&text[..at], at + space.len());
        let closed = before.trim_end_matches(['"', '”', '’', ')']);
        let next = text[end..].chars().next()?;
        let is_stop = closed.ends_with(['.', '!', '?', '…']) && !next.is_lowercase();
        (is_stop && is_end(closed)).then_some(end)
    })
}

/// Returns `true` if a text ends with the end of a sentence, not with an abbreviation such as "U.S.".
fn is_end(text: &str) -> bool {
    let Some(word) = text.trim_end().strip_suffix('.') else {
        return true;
    };
    let word = word.rsplit(|c: char| !c.is_alphanumeric()).next();
    !word.is_some_and(is_abbreviation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::project::{FigureId, Reference};

    fn words(text: &str) -> Run {
        Run::plain(text, Span::DETACHED)
    }

    fn figure(text: &str, number: usize) -> Run {
        let figure = Reference::own(FigureId(0));
        Run {
            strong: true,
            figure: Some(figure),
            bound: number,
            number,
            ..words(text)
        }
    }

    fn shown(runs: &[Run]) -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn emphasized(text: &str) -> Run {
        Run {
            emphasis: true,
            ..words(text)
        }
    }

    #[test]
    fn an_emphasized_sentence_after_a_callout_is_its_context() {
        let runs = [
            figure("211 cases", 3),
            words(" in the north. "),
            emphasized("28,886 nationwide."),
            words(" More. "),
            emphasized("Not this."),
        ];
        let lifted = lift(&runs).expect("callouts");
        assert_eq!(shown(&lifted.first[0].after), "cases in the north. ");
        assert_eq!(shown(&lifted.first[0].context), "28,886 nationwide.");
        assert_eq!(shown(&lifted.left), "More. Not this.");
    }

    #[test]
    fn an_emphasized_line_after_a_callout_is_its_context() {
        for after in [" on a line", ""] {
            let runs = [
                figure(&format!("211{after}"), 3),
                words("\n"),
                emphasized("Gray is the nation"),
            ];
            let lifted = lift(&runs).expect("callouts");
            let [callout] = lifted.first.as_slice() else {
                panic!("{lifted:?}")
            };
            let label = [shown(&callout.figure), shown(&callout.after)].concat();
            assert_eq!(label, format!("211{after} "));
            assert_eq!(shown(&callout.context), "Gray is the nation");
            assert_eq!(lifted.left, []);
        }
    }

    #[test]
    fn a_name_in_emphasis_is_no_context() {
        for rest in [
            vec![emphasized("Team HOPE"), words(" helped. ")],
            vec![words("with "), emphasized("Team HOPE.")],
        ] {
            let mut runs = vec![figure("51", 2), words(" in the north. ")];
            runs.extend(rest);
            assert_eq!(lift(&runs).expect("callouts").first[0].context, []);
        }
    }

    fn lifted(runs: &[Run]) -> (String, Vec<[String; 3]>) {
        let Lifted {
            first,
            left,
            others,
        } = lift(runs).expect("callouts");
        let parts = |c: &Callout| [&c.before, &c.figure, &c.after].map(|runs| shown(runs));
        (
            shown(&left),
            first.iter().chain(&others).map(parts).collect(),
        )
    }

    fn callout(before: &str, figure: &str, after: &str) -> [String; 3] {
        [before, figure, after].map(str::to_owned)
    }

    #[test]
    fn a_sentence_is_lifted_with_its_number() {
        let runs = [
            words("The library lends. "),
            figure("8,249 books were", 5),
            words(" lent in the U.S. Virgin Islands."),
            words(" It goes on."),
        ];
        let expected = callout("", "8,249 ", "books were lent in the U.S. Virgin Islands.");
        assert_eq!(
            lifted(&runs),
            ("The library lends. It goes on.".to_owned(), vec![expected])
        );
    }

    #[test]
    fn a_clause_takes_its_sentence_along() {
        let runs = [
            words("Of 5,759 readers, including "),
            figure("51 children", 2),
            words("."),
        ];
        let expected = callout("Of 5,759 readers, including ", "51 ", "children.");
        assert_eq!(lifted(&runs), (String::new(), vec![expected]));
    }

    #[test]
    fn a_full_stop_keeps_to_its_number() {
        let runs = [words("In all, "), figure("51", 2), words(".")];
        assert_eq!(lifted(&runs).1, [callout("In all, ", "51.", "")]);
    }

    #[test]
    fn nothing_is_lost_or_lifted_without_a_number() {
        let runs = [
            words("One. Two! "),
            figure("1 book", 1),
            words(" here. Three?"),
        ];
        let Lifted {
            first,
            left,
            others,
        } = lift(&runs).expect("callouts");
        assert_eq!(shown(&left), "One. Two! Three?");
        assert_eq!((first.len(), others.len()), (0, 1));
        assert_eq!(lift(&[words("No callout. At all.")]), None);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        for (before, after) in [
            ("On Dec. 31, ", " came to the U.S. Virgin Islands."),
            ("En EE. UU. hubo ", " según la Sra. Gómez."),
        ] {
            let runs = [
                words("First. "),
                words(before),
                figure("51", 2),
                words(after),
            ];
            let (left, callouts) = lifted(&runs);
            assert_eq!(left, "First.");
            assert_eq!(callouts, [callout(before, "51 ", after.trim_start())]);
        }
    }
}
