//! Tables.

use super::element::{Element, Fit, Region, Resume, Why};
use super::frame::{Content, Frame, Role};
use super::text_block::Setting;
use crate::copy;
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Align, Looks, RuleStyle, TableStyle};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Paragraph, Shaper};

/// The fewest rows of a table that stand alone at the end or the beginning of a page.
const LEAST_ROWS: usize = 2;

/// A table whose cells have been shaped.
pub struct Table<'f> {
    fonts: &'f Fonts,
    style: TableStyle,
    columns: Vec<Align>,
    /// The header row and the others.
    rows: Vec<Vec<Paragraph>>,
}

/// A row that has been set.
struct Row {
    frame: Frame,
    /// The line under it.
    rule: Option<RuleStyle>,
}

impl Row {
    fn height(&self) -> Length {
        let rule = self.rule.as_ref().map_or(Length::ZERO, |rule| rule.width);
        self.frame.size.height + rule
    }
}

impl<'f> Table<'f> {
    /// Shapes the cells of a table.
    #[must_use]
    pub fn new(
        table: &copy::Table,
        style: &TableStyle,
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let mut shape = |cells: &[copy::Cell], looks: &Looks| -> Vec<Paragraph> {
            let cells = cells.iter();
            cells
                .map(|cell| Paragraph::new(cell.runs.clone(), looks, shaper, report))
                .collect()
        };
        let mut rows = vec![shape(&table.head, &style.head)];
        rows.extend(table.rows.iter().map(|row| shape(row, &style.cell)));
        Self {
            fonts: shaper.fonts(),
            style: style.clone(),
            columns: table.columns.clone(),
            rows,
        }
    }

    /// The line under a row.
    fn rule_below(&self, row: usize) -> Option<&RuleStyle> {
        let rule = if row + 1 == self.rows.len() {
            &self.style.edge_rule
        } else if row == 0 {
            &self.style.head_rule
        } else {
            &self.style.rule
        };
        rule.as_ref()
    }

    /// The width of each column, padding and all: what its content wants when there is room, with
    /// the rest going to the columns of text; a share between the least and that when there is not.
    fn widths(&self, available: Length, text_size: Length) -> Result<Vec<Length>, Why> {
        let padding = self.style.padding_x.at(text_size) * 2;
        let widest = |cell: &Paragraph| {
            let widest = cell.widest(self.fonts, text_size);
            widest.map_or(Length::ZERO, |widest| widest.width)
        };
        let least = self.column_widths(|cell| widest(cell) + padding);
        let wanted = self.column_widths(|cell| cell.natural_width(self.fonts, text_size) + padding);
        let least_sum: Length = least.iter().copied().sum();
        let wanted_sum: Length = wanted.iter().copied().sum();
        if wanted_sum <= available {
            return Ok(self.share_rest(wanted, available - wanted_sum));
        }
        if least_sum > available {
            return Err(self.widest_word(&least, available - least_sum, text_size));
        }
        let room = available - least_sum;
        let wish = wanted_sum - least_sum;
        let share = |(least, wanted): (&Length, &Length)| {
            *least + (*wanted - *least).scaled(room.milli(), wish.milli())
        };
        let mut widths: Vec<Length> = least.iter().zip(&wanted).map(share).collect();
        // What rounding has left over or taken too much.
        let sum: Length = widths.iter().copied().sum();
        if let Some(last) = widths.last_mut() {
            *last += available - sum;
        }
        Ok(widths)
    }

    fn column_widths(&self, width: impl Fn(&Paragraph) -> Length) -> Vec<Length> {
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(&width).max().unwrap_or_default()
        };
        (0..self.columns.len()).map(widest).collect()
    }

    /// Gives what is left to the columns set flush left, or to all when there is none.
    fn share_rest(&self, mut widths: Vec<Length>, rest: Length) -> Vec<Length> {
        let takes = |align: &Align| *align == Align::Left;
        let any_left = self.columns.iter().any(takes);
        let takers: Vec<usize> = (0..widths.len())
            .filter(|column| !any_left || takes(&self.columns[*column]))
            .collect();
        let share = rest / i64::try_from(takers.len().max(1)).unwrap_or(1);
        for column in takers {
            widths[column] += share;
        }
        widths
    }

    /// The word that keeps the widest column from being narrower. `lacking` is negative: what the
    /// table is too wide by.
    fn widest_word(&self, least: &[Length], lacking: Length, text_size: Length) -> Why {
        let column = (0..least.len())
            .max_by_key(|column| least[*column])
            .unwrap_or(0);
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let words = cells.filter_map(|cell| cell.widest(self.fonts, text_size));
        match words.max_by_key(|word| word.width) {
            Some(widest) => Why::TooWide {
                available: widest.width + lacking,
                widest,
            },
            // Empty cells whose padding alone is too wide.
            None => Why::TooHigh { needed: -lacking },
        }
    }

    /// Sets a row. All its cells are as high as the highest.
    fn row(&self, index: usize, widths: &[Length], text_size: Length, repeated: bool) -> Row {
        let header = index == 0;
        let (pad_x, pad_y) = (
            self.style.padding_x.at(text_size),
            self.style.padding_y.at(text_size),
        );
        let width: Length = widths.iter().copied().sum();
        let role = Role::Row { header, repeated };
        let mut frame = Frame::new(Some(role), Size::new(width, Length::ZERO));
        let cells: Vec<Frame> = self.rows[index]
            .iter()
            .enumerate()
            .map(|(column, text)| {
                self.cell(index, column, text, widths[column] - pad_x * 2, text_size)
            })
            .collect();
        // All first lines stand on one baseline.
        let baselines = cells.iter().filter_map(|cell| cell.baseline);
        let baseline = baselines.max().unwrap_or_default();
        let drop = |cell: &Frame| cell.baseline.map_or(Length::ZERO, |own| baseline - own);
        let heights = cells.iter().map(|cell| drop(cell) + cell.size.height);
        frame.size.height = heights.max().unwrap_or_default() + pad_y * 2;
        frame.baseline = Some(baseline + pad_y);
        if header && let Some(color) = self.style.head_background {
            let size = frame.size;
            frame.push(Point::default(), Content::Fill { size, color });
        }
        let mut x = Length::ZERO;
        for (cell, width) in cells.into_iter().zip(widths) {
            let at = Point::new(x + pad_x, pad_y + drop(&cell));
            frame.push(at, Content::Frame(cell));
            x += *width;
        }
        Row {
            frame,
            rule: self.rule_below(index).cloned(),
        }
    }

    fn cell(
        &self,
        row: usize,
        column: usize,
        paragraph: &Paragraph,
        width: Length,
        text_size: Length,
    ) -> Frame {
        let lines = paragraph.lines(self.fonts, text_size, width, Goal::Text);
        let setting = Setting {
            fonts: self.fonts,
            paragraph,
            text_size,
            align: self.columns[column],
        };
        let header = row == 0 || column == 0;
        setting.frame(Some(Role::Cell { header }), &lines, width)
    }
}

impl Element for Table<'_> {
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit {
        let widths = match self.widths(region.width, text_size) {
            Ok(widths) => widths,
            Err(why) => return Fit::None(why),
        };
        // The header row stands on every page; the first page begins with the row after it.
        let first = resume.0.max(1);
        let mut stack = Stack::new(region, self.style.edge_rule.as_ref());
        stack.push(self.row(0, &widths, text_size, resume.0 > 0));
        let rows = first..self.rows.len();
        let mut here = Vec::new();
        let mut height = stack.height;
        for index in rows.clone() {
            let row = self.row(index, &widths, text_size, false);
            height += row.height();
            if height > region.height {
                break;
            }
            here.push(row);
        }
        let count = rows_that_stay(here.len(), rows.len(), region.is_fresh);
        if count == 0 && (!rows.is_empty() || stack.height > region.height) {
            return Fit::None(Why::TooHigh { needed: height });
        }
        here.truncate(count);
        here.into_iter().for_each(|row| stack.push(row));
        if count == rows.len() {
            Fit::All(stack.finish())
        } else {
            Fit::Part(stack.finish(), Resume(first + count))
        }
    }
}

/// How many of the rows for which there is room stay on the page: all, or so many that no fewer
/// than [`LEAST_ROWS`] stand on either side of the break, where there is another page to go to.
fn rows_that_stay(room: usize, rows: usize, is_fresh: bool) -> usize {
    if room == rows {
        return rows;
    }
    let wanted = room.min(rows.saturating_sub(LEAST_ROWS));
    match (wanted >= LEAST_ROWS, is_fresh) {
        (true, _) => wanted,
        (false, true) => room,
        (false, false) => 0,
    }
}

/// Rows on top of each other with the lines between them.
struct Stack {
    region: Region,
    frame: Frame,
    height: Length,
}

impl Stack {
    fn new(region: Region, edge: Option<&RuleStyle>) -> Self {
        let mut stack = Self {
            region,
            frame: Frame::new(Some(Role::Table), Size::new(region.width, Length::ZERO)),
            height: Length::ZERO,
        };
        stack.rule(edge);
        stack
    }

    fn push(&mut self, row: Row) {
        let baseline = row.frame.baseline.map(|baseline| baseline + self.height);
        self.frame.baseline = self.frame.baseline.or(baseline);
        let height = row.frame.size.height;
        let at = Point::new(Length::ZERO, self.height);
        self.frame.push(at, Content::Frame(row.frame));
        self.height += height;
        self.rule(row.rule.as_ref());
    }

    fn rule(&mut self, rule: Option<&RuleStyle>) {
        let Some(rule) = rule else { return };
        let size = Size::new(self.region.width, rule.width);
        let at = Point::new(Length::ZERO, self.height);
        let color = rule.color;
        self.frame.push(at, Content::Fill { size, color });
        self.height += rule.width;
    }

    fn finish(mut self) -> Frame {
        self.frame.size.height = self.height;
        self.frame
    }
}
