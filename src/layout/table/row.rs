//! The rows of a table.

use std::ops::Range;
use std::rc::Rc;

use super::Table;
use crate::geometry::{Length, Point, Size};
use crate::layout::frame::{Content, Frame, Role};
use crate::layout::text_block::Setting;
use crate::project::stylesheet::RuleStyle;
use crate::text::Line;
use crate::text::breaking::Goal;

/// A row that has been set.
pub(super) struct Row {
    pub frame: Frame,
    /// The line under it.
    pub rule: Option<RuleStyle>,
}

impl Row {
    pub(super) fn height(&self) -> Length {
        let rule = self.rule.as_ref().map_or(Length::ZERO, |rule| rule.width);
        self.frame.size.height + rule
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
        let padding = table.style.padding_x.at(text_size) * 2;
        let cells = table.rows[index].iter().zip(widths);
        let lines = cells
            .map(|(cell, width)| cell.lines(table.fonts, text_size, *width - padding, Goal::Text));
        Self {
            table,
            index,
            text_size,
            lines: lines.collect(),
            widths: widths.to_vec(),
        }
    }

    /// How many lines the highest cell has; of an empty row one.
    pub(super) fn len(&self) -> usize {
        let counts = self.lines.iter().map(|lines| lines.len());
        counts.max().unwrap_or(0).max(1)
    }

    /// How high the whole row is, with the line under it.
    pub(super) fn height(&self) -> Length {
        self.row(0..self.len(), false).height()
    }

    /// Where a part of the row ends that begins at the line `from` and is no higher than the room;
    /// at `from` itself when there is no room for a single line.
    pub(super) fn fit(&self, from: usize, room: Length) -> usize {
        let padding = self.table.style.padding_y.at(self.text_size) * 2;
        let first = |column: usize| Some((column, self.lines[column].get(from)?));
        let columns = (0..self.lines.len()).filter_map(first);
        let baselines: Vec<(usize, Length)> = columns
            .map(|(column, line)| (column, self.setting(column).baseline(line)))
            .collect();
        let lowest = baselines.iter().map(|(_, baseline)| *baseline).max();
        let lowest = lowest.unwrap_or_default();
        // How far down each cell has come.
        let mut bottoms: Vec<(usize, Length)> = baselines
            .into_iter()
            .map(|(column, baseline)| (column, lowest - baseline))
            .collect();
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

    /// Sets these lines of the row. All its cells are as high as the highest.
    pub(super) fn row(&self, lines: Range<usize>, repeated: bool) -> Row {
        let style = &self.table.style;
        let (header, is_last) = (self.index == 0, lines.end == self.len());
        let pad_x = style.padding_x.at(self.text_size);
        let pad_y = style.padding_y.at(self.text_size);
        let role = Role::Row {
            header,
            repeated,
            continued: lines.start > 0,
        };
        let width: Length = self.widths.iter().copied().sum();
        let mut frame = Frame::new(Some(role), Size::new(width, Length::ZERO));
        let cells: Vec<Frame> = (0..self.lines.len())
            .map(|column| self.cell(column, &lines, self.widths[column] - pad_x * 2))
            .collect();
        // All first lines stand on one baseline.
        let baselines = cells.iter().filter_map(|cell| cell.baseline);
        let baseline = baselines.max().unwrap_or_default();
        let drop = |cell: &Frame| cell.baseline.map_or(Length::ZERO, |own| baseline - own);
        let heights = cells.iter().map(|cell| drop(cell) + cell.size.height);
        frame.size.height = heights.max().unwrap_or_default() + pad_y * 2;
        frame.baseline = Some(baseline + pad_y);
        if header && let Some((color, _)) = style.head_background {
            let size = frame.size;
            frame.push(Point::default(), Content::Fill { size, color });
        }
        let mut x = Length::ZERO;
        for (cell, width) in cells.into_iter().zip(&self.widths) {
            let at = Point::new(x + pad_x, pad_y + drop(&cell));
            frame.push(at, Content::Frame(cell));
            x += *width;
        }
        let rule = self.table.rule_below(self.index).filter(|_| is_last);
        Row {
            frame,
            rule: rule.cloned(),
        }
    }

    fn cell(&self, column: usize, lines: &Range<usize>, width: Length) -> Frame {
        let own = &self.lines[column];
        let lines = &own[lines.start.min(own.len())..lines.end.min(own.len())];
        let header = self.index == 0 || column == 0;
        let role = Role::Cell { header };
        self.setting(column).frame(Some(role), lines, width)
    }

    /// How the lines of a cell are set.
    fn setting(&self, column: usize) -> Setting<'_> {
        Setting {
            fonts: self.table.fonts,
            paragraph: &self.table.rows[self.index][column],
            text_size: self.text_size,
            align: self.table.columns[column],
        }
    }
}
