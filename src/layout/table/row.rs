//! The rows of a table.

use std::ops::Range;
use std::rc::Rc;

use super::{RowKind, Table};
use crate::geometry::{Length, Point, Size};
use crate::layout::frame::{Content, Frame, Role};
use crate::layout::text_block::LineSetter;
use crate::project::stylesheet::RuleStyle;
use crate::text::breaking::Goal;
use crate::text::{Line, Paragraph};

/// A measured row, or some of its lines, not yet drawn.
pub(super) struct Row<'t> {
    cells: Cells<'t>,
    lines: Range<usize>,
    repeated: bool,
    /// Without the line under it.
    height: Length,
    /// The first baseline of all its cells, from the top.
    pub baseline: Length,
}

impl<'t> Row<'t> {
    /// The height, with the line under it.
    pub(super) fn height(&self) -> Length {
        let rule = self.rule().map_or(Length::ZERO, |rule| rule.width);
        self.height + rule
    }

    /// The line under it.
    pub(super) fn rule(&self) -> Option<&'t RuleStyle> {
        let is_last = self.lines.end == self.cells.len();
        let table: &'t Table<'t> = self.cells.table;
        table.rule_below(self.cells.index).filter(|_| is_last)
    }

    /// The numbers of the footnotes that it calls. A repeated header calls none: they were called on an earlier page.
    pub(super) fn calls(&self) -> Vec<usize> {
        if self.repeated {
            return Vec::new();
        }
        let cells = self.cells.table.rows[self.cells.index].cells.iter();
        let cells = cells.enumerate();
        let calls = |(column, cell): (usize, &Paragraph<'_>)| {
            cell.calls(self.cells.of_column(column, &self.lines))
        };
        cells.flat_map(calls).collect()
    }

    /// Draws the frame. All cells are as high as the highest.
    pub(super) fn draw(&self) -> Frame {
        let Cells { table, index, .. } = &self.cells;
        let style = &table.style;
        let kind = table.rows[*index].kind;
        let role = Role::Row {
            header: kind == RowKind::Head,
            repeated: self.repeated,
            continued: self.lines.start > 0,
        };
        let width: Length = self.cells.widths.iter().copied().sum();
        let mut frame = Frame::new(Some(role), Size::new(width, self.height));
        frame.baseline = Some(self.baseline);
        if let Some((color, _)) = kind.style(style).background {
            let size = frame.size;
            frame.push(Point::default(), Content::Fill { size, color });
        }
        let pad_y = style.padding_y.at(self.cells.text_size);
        let (_, tops) = self.cells.tops(self.lines.start);
        let mut x = Length::ZERO;
        for (column, width) in self.cells.widths.iter().enumerate() {
            let padding = table.padding(column, self.cells.text_size);
            let cell = self.cell(column, *width - padding.sum());
            // An empty cell has no lines.
            let own = tops.iter().find(|(own, _)| *own == column);
            let y = pad_y + own.map_or(Length::ZERO, |(_, top)| *top);
            frame.push(Point::new(x + padding.left, y), Content::Frame(cell));
            x += *width;
        }
        frame
    }

    fn cell(&self, column: usize, width: Length) -> Frame {
        let header = self.cells.index == 0 || column == 0;
        let role = Role::Cell { header };
        let lines = self.cells.of_column(column, &self.lines);
        let setting = self.cells.setting(column);
        let Cells { table, index, .. } = &self.cells;
        let shift = table
            .digits
            .shift(*index, column, table.fonts, setting.text_size);
        setting.frame(Some(role), lines, width - shift)
    }
}

/// A row's cells, broken into lines.
pub(super) struct Cells<'t> {
    table: &'t Table<'t>,
    index: usize,
    widths: Vec<Length>,
    text_size: Length,
    lines: Vec<Rc<[Line]>>,
}

impl<'t> Cells<'t> {
    pub(super) fn new(
        table: &'t Table<'t>,
        index: usize,
        widths: &[Length],
        text_size: Length,
    ) -> Self {
        let cells = table.rows[index].cells.iter().zip(widths).enumerate();
        let lines = cells.map(|(column, (cell, width))| {
            let shift = table.digits.shift(index, column, table.fonts, text_size);
            let width = *width - table.padding(column, text_size).sum() - shift;
            cell.lines(table.fonts, text_size, width, Goal::Text)
        });
        Self {
            table,
            index,
            text_size,
            lines: lines.collect(),
            widths: widths.to_vec(),
        }
    }

    /// The number of lines of the highest cell; 1 for an empty row.
    pub(super) fn len(&self) -> usize {
        let counts = self.lines.iter().map(|lines| lines.len());
        counts.max().unwrap_or(0).max(1)
    }

    /// The end of the part of the row that begins at the line `from` and fits in the room; `from` itself if not a
    /// single line fits.
    pub(super) fn fit(&self, from: usize, room: Length) -> usize {
        let padding = self.table.style.padding_y.at(self.text_size) * 2;
        // The bottom of the lines placed so far, for each cell.
        let (_, mut bottoms) = self.tops(from);
        for line in from..self.len() {
            for (column, bottom) in &mut bottoms {
                if let Some(own) = self.lines[*column].get(line) {
                    *bottom += self.setting(*column).height(own);
                }
                if *bottom + padding > room {
                    return line;
                }
            }
        }
        self.len()
    }

    /// The whole row.
    pub(super) fn whole(self, repeated: bool) -> Row<'t> {
        let all = 0..self.len();
        self.row(all, repeated)
    }

    /// These lines of the row.
    pub(super) fn row(self, lines: Range<usize>, repeated: bool) -> Row<'t> {
        let padding = self.table.style.padding_y.at(self.text_size);
        let (baseline, tops) = self.tops(lines.start);
        let bottoms = tops.into_iter().map(|(column, top)| {
            let heights = self.of_column(column, &lines).iter();
            heights.fold(top, |y, line| y + self.setting(column).height(line))
        });
        let lowest = bottoms.max().unwrap_or_default();
        Row {
            cells: self,
            lines,
            repeated,
            height: lowest + padding * 2,
            baseline: baseline + padding,
        }
    }

    /// The top of the lines from `from` on in each cell that has any, and their first baseline, both from the top without
    /// padding. The first lines of cells share one baseline, and in the header row the last lines do, so that a short head
    /// stands close to its column.
    fn tops(&self, from: usize) -> (Length, Vec<(usize, Length)>) {
        let is_head = self.table.rows[self.index].kind == RowKind::Head;
        let shared = |column: usize| {
            let lines = self.lines[column].get(from..)?;
            let (before, line) = match is_head {
                true => lines.split_last().map(|(last, before)| (before, last))?,
                false => (&lines[..0], lines.first()?),
            };
            let setting = self.setting(column);
            let above: Length = before.iter().map(|line| setting.height(line)).sum();
            Some((column, above + setting.baseline(line)))
        };
        let mut columns: Vec<(usize, Length)> = (0..self.lines.len()).filter_map(shared).collect();
        let baselines = columns.iter().map(|(_, baseline)| *baseline);
        let lowest = baselines.max().unwrap_or_default();
        for (_, own) in &mut columns {
            *own = lowest - *own;
        }
        let first = |(column, top): &(usize, Length)| {
            let line = self.lines[*column].get(from)?;
            Some(*top + self.setting(*column).baseline(line))
        };
        let first = columns.iter().filter_map(first).min();
        (first.unwrap_or_default(), columns)
    }

    /// The lines of a cell within a range of the row's lines; fewer, or none, if the cell is shorter than the row.
    fn of_column(&self, column: usize, lines: &Range<usize>) -> &[Line] {
        let own = &self.lines[column];
        &own[lines.start.min(own.len())..lines.end.min(own.len())]
    }

    /// The settings for the lines of a cell.
    fn setting(&self, column: usize) -> LineSetter<'_> {
        LineSetter {
            fonts: self.table.fonts,
            paragraph: &self.table.rows[self.index].cells[column],
            text_size: self.text_size,
            align: self.table.columns[column].align,
        }
    }
}
