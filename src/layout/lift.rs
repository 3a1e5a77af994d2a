//! Lifts callouts out of a paragraph.
//!
//! A callout is the sentence around a strong number. It has up to three parts: the number, its label, which is the rest
//! of the sentence, and a context line. The context line is a sentence or line right after it that is emphasized from its
//! first word to its last, so that the text needs no further markup: without cards it is an ordinary sentence.

use crate::language::is_abbreviation;
use crate::text::{Run, SUPERIOR_FIGURES, trim_end};

/// A callout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Callout {
    /// The words of its sentence before the number.
    pub before: Vec<Run>,
    /// The number, with the punctuation and the calls of footnotes right after it.
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
    !run.is_call() && run.text.contains(char::is_alphanumeric)
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
    if !sentence.iter().any(|run| run.is_call() || has_words(run)) {
        // An opening quotation mark does not stand alone above the number.
        let before: String = sentence.drain(..).map(|run| run.text).collect();
        let before = before.trim_start();
        figure.text.insert_str(0, before);
        figure.bound += before.len();
    }
    let mut figure = vec![figure];
    take_calls(&mut figure, &mut after);
    // The space stays with the preceding text, as at the end of a line.
    if let Some(next) = after.first_mut()
        && next.text.starts_with(' ')
    {
        push_space(&mut figure);
        next.text.remove(0);
        next.bound = next.bound.saturating_sub(1);
    }
    after.retain(|run| !run.text.is_empty());
    trim_end(&mut after);
    trim_end(&mut context);
    if !context.is_empty() {
        let label = if after.is_empty() {
            &mut figure
        } else {
            &mut after
        };
        trim_end(label);
        push_space(label);
    }
    Callout {
        before: sentence,
        figure,
        after,
        context,
    }
}

/// Moves punctuation right after a number to the number, so that a full stop is not alone below it.
fn take_punctuation(figure: &mut Run, after: &mut [Run]) {
    for run in after.iter_mut().take_while(|run| !run.is_call()) {
        let end = punctuation(&run.text);
        figure.text.extend(run.text.drain(..end));
        if !run.text.is_empty() {
            break;
        }
    }
}

/// Moves calls of footnotes right after a number to the number, with the punctuation after them.
fn take_calls(figure: &mut Vec<Run>, after: &mut Vec<Run>) {
    while let Some(index) = leading_call(after) {
        figure.extend(after.drain(..=index).filter(|run| !run.text.is_empty()));
        if let Some(next) = after.first_mut().filter(|next| !next.is_call()) {
            let end = punctuation(&next.text);
            let rest = cut(next, end);
            figure.extend(after.splice(..1, rest).filter(|run| !run.text.is_empty()));
        }
    }
}

/// The index of the call that runs begin with. A space that ends no line may be before it.
fn leading_call(runs: &[Run]) -> Option<usize> {
    let is_between = |run: &Run| matches!(run.text.as_str(), "" | "\u{a0}");
    let index = runs.iter().position(|run| !is_between(run))?;
    runs[index].is_call().then_some(index)
}

/// The number of bytes of punctuation at the start of a text.
fn punctuation(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_punctuation())
        .unwrap_or(text.len())
}

/// Adds a space, which is no part of a call.
fn push_space(runs: &mut Vec<Run>) {
    match runs.last_mut() {
        Some(last) if !last.is_call() => last.text.push(' '),
        Some(call) => {
            let space = Run {
                text: " ".to_owned(),
                footnote: None,
                ..call.clone()
            };
            runs.push(space);
        }
        None => {}
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
            let is_word = !run.is_call() && part.contains(char::is_alphanumeric);
            lines[last].1 |= is_word && run.emphasis;
            lines[last].2 |= is_word && !run.emphasis;
            at += part.len();
        }
    }
    let lines = lines.into_iter().skip(1);
    lines.filter_map(|(start, emphasized, others)| (emphasized && !others).then_some(start))
}

/// The ends of sentences, each after the space that follows it: after a full stop and a space before anything but a
/// small letter. Calls of footnotes may stand between them. Unlike in Unicode's rules (UAX #29), a number may begin a
/// sentence.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(' ').filter_map(|(at, space)| {
        let (before, end) = (&text[..at], at + space.len());
        // Two calls have a space between them that ends no line.
        let closed = before.trim_end_matches(|c| c == '\u{a0}' || SUPERIOR_FIGURES.contains(&c));
        let closed = closed.trim_end_matches(['"', '”', '’', ')']);
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
mod tests;
