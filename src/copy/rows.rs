//! The values within one row of a loop.

use std::sync::Arc;

use super::answers::{Answers, Branches, DataSource, Passes, Printed, Setting, plain};
use super::block::Block;
use super::compiled::{Condition, Print};
use super::loops::Rows;
use super::names::Name;
use super::picture_path::PicturePath;
use crate::diagnostic::{Report, Span};
use crate::picture::Picture;
use crate::project::{Area, FigureId, Level, Reference, Standing, When};

/// The values within a row of a loop. A reference to a field without a row is one to this row.
pub(super) struct InRow<'a> {
    /// The values around the loop.
    pub answers: &'a dyn Answers,
    /// The rows of the loop.
    pub rows: &'a Rows,
    /// The number of the row in the file, from 0.
    pub number: u16,
    /// The number of the row in the order of the loop, from 1.
    pub index: usize,
}

impl InRow<'_> {
    fn reference(&self, reference: Reference) -> Reference {
        let dictionary = &self.answers.setting().project.dictionary;
        let is_field = dictionary.list_of(reference.id) == Some(self.rows.list.id);
        Reference {
            row: is_field.then_some(self.number),
            ..reference
        }
    }
}

impl Answers for InRow<'_> {
    fn branches(&self, condition: &Condition, report: &mut Report) -> Branches {
        let condition = condition.with_references(&|reference| self.reference(reference));
        self.answers.branches(&condition, report)
    }

    fn print(&self, print: &Print) -> Printed {
        match print.name {
            Name::Index => plain(self.index.to_string(), print.span),
            Name::Figure(figure) => self.answers.print(&Print {
                name: Name::Figure(self.reference(figure)),
                ..print.clone()
            }),
            _ => self.answers.print(print),
        }
    }

    fn year(&self, when: When) -> Option<u16> {
        self.answers.year(when)
    }

    fn passes(&self, rows: &Rows) -> Passes {
        self.answers.passes(rows)
    }

    fn standing(&self, level: Level, figure: FigureId) -> Option<&Standing> {
        self.answers.standing(level, figure)
    }

    fn place_at(&self, level: Level) -> Option<Area<'_>> {
        self.answers.place_at(level)
    }

    fn note(&self, figure: Reference) -> Option<(String, Span)> {
        self.answers.note(figure)
    }

    fn superior_figures(&self, number: usize) -> String {
        self.answers.superior_figures(number)
    }

    fn sources(&self, figures: &[Reference]) -> Vec<DataSource> {
        self.answers.sources(figures)
    }

    fn setting(&self) -> Setting<'_> {
        self.answers.setting()
    }

    fn picture(&self, path: &PicturePath, span: Span, report: &mut Report) -> Option<Arc<Picture>> {
        self.answers.picture(path, span, report)
    }
}

/// Calls `each` with the values of every row that a loop goes over. Returns whether the branch for a list without rows
/// is taken.
pub(super) fn for_each_row(
    rows: &Rows,
    answers: &dyn Answers,
    each: &mut dyn FnMut(&dyn Answers),
) -> bool {
    let passes = answers.passes(rows);
    for (number, index) in passes.rows.into_iter().zip(1..) {
        each(&InRow {
            answers,
            rows,
            number,
            index,
        });
    }
    passes.takes_otherwise
}

/// Joins lists that follow each other where one row of a loop ends and the next begins, as Markdown does with items that
/// follow each other. `starts` are the indexes at which the blocks of the rows begin, none of them before `first`.
pub(super) fn join_lists(blocks: &mut Vec<Block>, first: usize, starts: &[usize]) {
    let tail = blocks.split_off(first);
    for (index, block) in (first..).zip(tail) {
        let begins_row = starts.contains(&index);
        match (blocks.last_mut(), block) {
            (Some(Block::List(before)), Block::List(mut list))
                if begins_row
                    && index > first
                    && before.start.is_some() == list.start.is_some() =>
            {
                before.is_loose |= list.is_loose;
                before.items.append(&mut list.items);
            }
            (_, block) => blocks.push(block),
        }
    }
}
