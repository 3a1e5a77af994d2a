//! Tables.

mod columns;
mod digits;
mod row;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::element::{Element, Fit, LEAST, Placed, Region, Resume, Why, share};
use super::frame::{Content, Frame, Role};
use crate::copy;
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{ColumnWidth, RowStyle, RuleStyle, TableStyle, TableWidth};
use crate::text::{Fonts, Paragraph, Shaper};
use columns::{Column, TooNarrow};
use digits::Digits;
use row::{Cells, Row};

/// The most rows, without the header, of a table that is broken over pages only if necessary.
const SHORT: usize = 5;

/// A table whose cells have been shaped.
pub struct Table<'w> {
    fonts: &'w Fonts,
    style: &'w TableStyle,
    columns: &'w [copy::TableColumn],
    /// The header row and the others.
    rows: Vec<Shaped<'w>>,
    digits: Digits<'w>,
    /// The last column widths, which are the same on every page.
    measured: RefCell<Option<Measured>>,
}

/// A row whose cells have been shaped.
struct Shaped<'w> {
    kind: RowKind,
    cells: Vec<Paragraph<'w>>,
}

/// A kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Head,
    Body,
    Total,
}

impl RowKind {
    fn of(row: &copy::TableRow) -> Self {
        match row.is_total {
            true => Self::Total,
            false => Self::Body,
        }
    }

    /// The style of such rows in a table.
    fn style(self, table: &TableStyle) -> &RowStyle {
        match self {
            Self::Head => &table.head,
            Self::Body => &table.cell,
            Self::Total => &table.total,
        }
    }
}

/// The free space at the sides of a cell's text.
#[derive(Clone, Copy, Debug)]
struct Padding {
    left: Length,
    right: Length,
}

impl Padding {
    fn sum(self) -> Length {
        self.left + self.right
    }
}

/// The column widths, and the inputs they were computed from.
struct Measured {
    available: Length,
    text_size: Length,
    widths: Rc<[Length]>,
}

impl<'w> Table<'w> {
    /// Shapes the cells of a table.
    #[must_use]
    pub fn new<'f>(
        table: &'w copy::Table,
        style: &'w TableStyle,
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self
    where
        'f: 'w,
    {
        let digits = Digits::new(table, style, shaper, report);
        let mut shape = |kind: RowKind, cells: &'w [copy::Cell]| {
            let looks = &kind.style(style).looks;
            let cells = cells.iter();
            let cells =
                cells.map(|cell| Paragraph::new(cell.runs.as_slice(), looks, shaper, report));
            Shaped {
                kind,
                cells: cells.collect(),
            }
        };
        let mut rows = vec![shape(RowKind::Head, &table.head)];
        let others = table.rows.iter();
        rows.extend(others.map(|row| shape(RowKind::of(row), &row.cells)));
        Self {
            digits,
            fonts: shaper.fonts(),
            style,
            columns: &table.columns,
            rows,
            measured: RefCell::new(None),
        }
    }

    /// The line under a row.
    fn rule_below(&self, row: usize) -> Option<&RuleStyle> {
        let Some(next) = self.rows.get(row + 1) else {
            return self.style.edge_rule.as_ref();
        };
        let total_rule = self.style.total_rule.as_ref();
        let usual = self.style.rule.as_ref();
        match (self.rows[row].kind, next.kind) {
            (RowKind::Head, _) => self.style.head_rule.as_ref(),
            (RowKind::Body, RowKind::Body) => usual,
            _ => total_rule.or(usual),
        }
    }

    /// The width of each column, including padding.
    fn widths(&self, available: Length, text_size: Length) -> Result<Rc<[Length]>, Why> {
        let mut measured = self.measured.borrow_mut();
        if let Some(known) = measured.as_ref()
            && (known.available, known.text_size) == (available, text_size)
        {
            return Ok(Rc::clone(&known.widths));
        }
        let widths: Rc<[Length]> = self.measure(available, text_size)?.into();
        *measured = Some(Measured {
            available,
            text_size,
            widths: Rc::clone(&widths),
        });
        Ok(widths)
    }

    fn measure(&self, available: Length, text_size: Length) -> Result<Vec<Length>, Why> {
        let rule = self.style.columns_of(self.columns.len());
        let column = |index: usize| {
            let content = self.content(index, text_size);
            let width = rule.map_or(ColumnWidth::default(), |rule| rule.widths[index]);
            Column::new(
                width,
                content,
                self.columns[index].align,
                available,
                text_size,
            )
            .map_err(|TooNarrow(width)| self.widest_word(index, width, text_size))
        };
        let columns: Vec<Column> = (0..self.columns.len())
            .map(column)
            .collect::<Result<_, _>>()?;
        let is_full = self.style.width == TableWidth::Full;
        columns::widths(&columns, available, is_full).ok_or_else(|| {
            let needed = columns::least(&columns);
            let word = self.long_word(needed - available, text_size);
            word.filter(|_| rule.is_none())
                .unwrap_or(Why::ColumnsTooWide {
                    needed,
                    available,
                    source: rule.map(|rule| rule.span),
                })
        })
    }

    /// The widths of a column's widest word and widest cell, with padding.
    fn content(&self, column: usize, text_size: Length) -> (Length, Length) {
        let padding = self.padding(column, text_size).sum();
        let cells = || {
            let rows = self.rows.iter().enumerate();
            rows.filter_map(move |(row, cells)| {
                let shift = self.digits.shift(row, column, self.fonts, text_size);
                Some((shift, cells.cells.get(column)?))
            })
        };
        let words = cells().filter_map(|(shift, cell)| {
            let width = cell.widest_width(self.fonts, text_size)?;
            Some(width + shift)
        });
        let widths = cells().map(|(shift, cell)| shift + cell.natural_width(self.fonts, text_size));
        let widest = |widths: &mut dyn Iterator<Item = Length>| widths.max().unwrap_or_default();
        (
            widest(&mut { words }) + padding,
            widest(&mut { widths }) + padding,
        )
    }

    /// The widest word of the table, if it is the reason that the table is too wide by `excess`: half as long, it
    /// would fit.
    fn long_word(&self, excess: Length, text_size: Length) -> Option<Why> {
        let word = |column: &usize| self.content(*column, text_size).0;
        let widest = (0..self.columns.len()).max_by_key(word)?;
        let width = word(&widest);
        (excess <= width / 2).then(|| self.widest_word(widest, width - excess, text_size))
    }

    /// The widest word of a column that is only `width` wide, including padding.
    fn widest_word(&self, column: usize, width: Length, text_size: Length) -> Why {
        let padding = self.padding(column, text_size).sum();
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        let words = cells.filter_map(|cell| cell.widest(self.fonts, text_size));
        match words.max_by_key(|word| word.width) {
            Some(widest) => Why::TooWide {
                available: (width - padding).max(Length::ZERO),
                widest,
            },
            // All cells are empty, and the padding alone is too wide.
            None => Why::TooHigh { needed: padding },
        }
    }

    /// The free space at the sides of a column's text.
    fn padding(&self, column: usize, text_size: Length) -> Padding {
        let side = |is_edge: bool| {
            let padding = match is_edge {
                true => self.style.padding_edge,
                false => self.style.padding_x,
            };
            padding.at(text_size)
        };
        Padding {
            left: side(column == 0),
            right: side(column + 1 == self.columns.len()),
        }
    }

    /// Breaks the cells of a row into lines.
    fn cells(&self, index: usize, widths: &[Length], text_size: Length) -> Cells<'_> {
        Cells::new(self, index, widths, text_size)
    }
}

impl Element for Table<'_> {
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let widths = match self.widths(region.width, text_size) {
            Ok(widths) => widths,
            Err(why) => return Fit::None(why),
        };
        // The header row is repeated on every page; the first page begins with the row after it.
        let first = resume.whole.max(1);
        let mut stack = Stack::new(widths.iter().copied().sum(), self.style.edge_rule.as_ref());
        let head = self.cells(0, &widths, text_size);
        stack.push(head.whole(!resume.is_start()));
        let mut here = Vec::new();
        let mut height = stack.height;
        for index in first..self.rows.len() {
            let cells = self.cells(index, &widths, text_size);
            let from = if index == first { resume.lines } else { 0 };
            let len = cells.len();
            if cells.fit(from, region.height - height) < len {
                break;
            }
            let row = cells.row(from..len, false);
            height += row.height();
            if height > region.height {
                break;
            }
            here.push(row);
        }
        let left = self.rows.len() - first;
        let mut count = share(here.len(), left, region);
        if count < left && !region.is_largest {
            let heights = |rows: Range<usize>| -> Length {
                let rows =
                    rows.map(|index| self.cells(index, &widths, text_size).whole(false).height());
                stack.height + rows.sum()
            };
            if resume.is_start() && left <= SHORT && heights(1..self.rows.len()) <= region.page {
                count = 0;
            } else if here.len() == 1 && heights(first..first + 2) > region.page {
                // If no page has room for two of these rows, they need not be kept in twos.
                count = 1;
            }
        }
        if count == 0 && (left > 0 || stack.height > region.height) {
            if first == self.rows.len() {
                let needed = stack.height;
                return Fit::None(Why::TooHigh { needed });
            }
            let cells = self.cells(first, &widths, text_size);
            return part_of_row(stack, resume.lines, first, cells, region);
        }
        here.truncate(count);
        here.into_iter().for_each(|row| stack.push(row));
        if count == left {
            Fit::All(stack.finish())
        } else {
            Fit::Part(stack.finish(), Resume::after(first + count))
        }
    }
}

/// Places as many lines of a row as fit, if it is higher than a page or the region is the largest.
fn part_of_row<'t>(
    mut stack: Stack<'t>,
    from: usize,
    index: usize,
    cells: Cells<'t>,
    region: Region,
) -> Fit<'t> {
    // If only the line under the row lacks room, the last line of text also moves to the next page.
    let fit = |room: Length| cells.fit(from, room - stack.height).min(cells.len() - 1);
    let to = fit(region.height);
    let is_higher_than_a_page = fit(region.page) < cells.len() - 1;
    let least = match (region.is_largest, is_higher_than_a_page) {
        (true, _) => from + 1,
        (false, true) => from + LEAST,
        (false, false) => usize::MAX,
    };
    if to < least {
        let needed = stack.height + cells.row(from..from + 1, false).height();
        return Fit::None(Why::TooHigh { needed });
    }
    stack.push(cells.row(from..to, false));
    let rest = Resume {
        whole: index,
        lines: to,
    };
    Fit::Part(stack.finish(), rest)
}

/// Rows on top of each other with the lines between them.
struct Stack<'t> {
    width: Length,
    edge: Option<&'t RuleStyle>,
    rows: Vec<Row<'t>>,
    height: Length,
}

impl<'t> Stack<'t> {
    /// A stack of a width that begins with a line, if there is one.
    fn new(width: Length, edge: Option<&'t RuleStyle>) -> Self {
        Self {
            width,
            edge,
            rows: Vec::new(),
            height: edge.map_or(Length::ZERO, |rule| rule.width),
        }
    }

    fn push(&mut self, row: Row<'t>) {
        self.height += row.height();
        self.rows.push(row);
    }

    fn finish(self) -> Placed<'t> {
        let edge = self.edge.map_or(Length::ZERO, |rule| rule.width);
        let baseline = self.rows.first().map(|row| row.baseline + edge);
        let size = Size::new(self.width, self.height);
        let calls = self.rows.iter().flat_map(Row::calls).collect();
        Placed::new(size, baseline, move || self.draw(baseline)).with_calls(calls)
    }

    fn draw(self, baseline: Option<Length>) -> Frame {
        let mut frame = Frame::new(Some(Role::Table), Size::new(self.width, Length::ZERO));
        frame.baseline = baseline;
        rule(&mut frame, self.edge);
        for row in self.rows {
            let at = Point::new(Length::ZERO, frame.size.height);
            let drawn = row.draw();
            frame.size.height += drawn.size.height;
            frame.push(at, Content::Frame(drawn));
            rule(&mut frame, row.rule());
        }
        frame
    }
}

/// Draws a line below the content of a frame.
fn rule(frame: &mut Frame, rule: Option<&RuleStyle>) {
    let Some(rule) = rule else { return };
    let size = Size::new(frame.size.width, rule.width);
    let at = Point::new(Length::ZERO, frame.size.height);
    let color = rule.color;
    frame.push(at, Content::Fill { size, color });
    frame.size.height += rule.width;
}
