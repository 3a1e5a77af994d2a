//! Collects the runs of a heading, paragraph or cell.

use std::ops::Range;
use std::sync::Arc;

use super::reader::Reader;
use crate::copy::answers::Printed;
use crate::copy::block::trim_end;
use crate::copy::fill::{no_number, no_text_help, value};
use crate::copy::footnotes::call_in_link;
use crate::copy::quotes::{KEEP, set_runs};
use crate::diagnostic::Span;
use crate::project::{is_refused, wrong_character};
use crate::text::{FootnoteMark, FootnoteOrigin, Run, superior_figures};

impl Reader<'_> {
    /// Takes the runs so far, with white space collapsed and quotes set.
    pub(super) fn take_runs(&mut self) -> Vec<Run> {
        let mut runs = std::mem::take(&mut self.runs);
        trim_end(&mut runs);
        let leading = runs
            .iter()
            .take_while(|run| run.text.trim().is_empty())
            .count();
        runs.drain(..leading);
        collapse_spaces(&mut runs);
        if let Some(first) = runs.first_mut() {
            let blank = first.text.len() - first.text.trim_start().len();
            first.text.drain(..blank);
            first.bound = first.bound.saturating_sub(blank);
        }
        set_runs(&mut runs, self.language);
        runs
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        let start = if self.runs.is_empty() {
            range.start
        } else {
            self.runs_range.start
        };
        self.runs_range = start..range.end;
        self.check_stars(&range);
        self.check_brackets(&range);
        let source = &self.rendered.text[range.clone()];
        // A refused character that an entity has produced.
        let conjured = text
            .chars()
            .filter(|c| *c != KEEP)
            .find(|c| is_refused(*c) && text.matches(*c).count() > source.matches(*c).count());
        if let Some(c) = conjured {
            self.report.push(wrong_character(c, self.span(&range)));
            return;
        }
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let Some((printed, place)) = self.rendered.value_of(c) else {
                continue;
            };
            self.words(&text[start..at], &range);
            start = at + c.len_utf8();
            let mut run = value(printed, self.strong > 0, self.emphasis > 0);
            let call = printed.footnote.map(|origin| call(origin, *place));
            if call.is_some() && self.link.is_some() {
                self.report.push(call_in_link(*place));
            }
            run.link = self.link.clone().or(run.link);
            if let Some(why) = &printed.no_number {
                match why.in_cell.as_ref().filter(|_| self.in_cell) {
                    Some(text) => run.text.clone_from(text),
                    // A line that was meant to be a table row has another error, which is reported.
                    None if self.begins_with_bar() => {}
                    None => self.no_number(printed, *place),
                }
            }
            self.runs.push(run);
            self.runs.extend(call);
            self.last_is_words = false;
        }
        self.words(&text[start..], &range);
    }

    fn begins_with_bar(&self) -> bool {
        self.rendered.text[self.runs_range.start..].starts_with('|')
    }

    fn no_number(&mut self, printed: &Printed, place: Span) {
        let error = no_number(printed, place);
        self.report.extend(error.map(|error| match self.in_cell {
            true => error.help(no_text_help(printed, "the row")),
            false => error,
        }));
    }

    /// Adds words to the last run if they have its style, or else as a new run.
    fn words(&mut self, words: &str, range: &Range<usize>) {
        if words.is_empty() {
            return;
        }
        let words = words.replace('\t', " ");
        let source = self.span(range);
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.runs.last_mut() {
            Some(last)
                if self.last_is_words
                    && (last.strong, last.emphasis) == (strong, emphasis)
                    && last.link == self.link =>
            {
                last.text.push_str(&words);
                last.source = last.source.to(source);
            }
            _ => self.runs.push(Run {
                strong,
                emphasis,
                link: self.link.clone(),
                ..Run::plain(words, source)
            }),
        }
        self.last_is_words = true;
    }
}

/// The call of a footnote. Its number is set when the sheet is filled in.
fn call(origin: FootnoteOrigin, place: Span) -> Run {
    let mark = FootnoteMark {
        origin,
        number: 0,
        is_call: true,
        spoken: "".into(),
    };
    Run {
        footnote: Some(Arc::new(mark)),
        ..Run::plain(superior_figures(0), place)
    }
}

/// Collapses spaces, also across runs. An omitted guarded clause leaves the spaces on both sides of it.
fn collapse_spaces(runs: &mut Vec<Run>) {
    let mut after_space = false;
    for run in runs.iter_mut() {
        // The spaces in a value are kept.
        if run.bound > 0 {
            after_space = false;
            continue;
        }
        run.text.retain(|c| {
            let keep = c != ' ' || !after_space;
            after_space = c == ' ';
            keep
        });
    }
    runs.retain(|run| !run.text.is_empty());
}
