//! The calls of footnotes in a paragraph.

use super::{Line, Paragraph};
use crate::text::Run;

impl Paragraph<'_> {
    /// The numbers of all footnotes that are called, in order.
    pub fn all_calls(&self) -> impl Iterator<Item = usize> {
        let calls = self.runs.iter().filter(|run| run.is_call());
        calls.filter_map(|run| Some(run.footnote.as_ref()?.number))
    }

    /// The numbers of the footnotes that are called on lines, in order. A number may occur more than once.
    #[must_use]
    pub fn calls(&self, lines: &[Line]) -> Vec<usize> {
        if !self.runs.iter().any(Run::is_call) {
            return Vec::new();
        }
        let pieces = lines
            .iter()
            .flat_map(|line| &self.pieces[line.pieces.clone()]);
        let runs = pieces.map(|piece| &self.runs[piece.run]);
        let calls = runs.filter(|run| run.is_call());
        calls
            .filter_map(|run| Some(run.footnote.as_ref()?.number))
            .collect()
    }
}
