//! The front matter of a book: its title and a table of contents.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::arrange::{arrange_plain, plain};
use super::element::{Element, Fit, Placed, Region, Resume, Why};
use super::flow::{Flowable, Room, Settled, flow};
use super::frame::{Content, Frame, Item, LinkTarget, Page, Role};
use super::text_block::{LineSetter, too_wide};
use crate::copy::Block;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::geometry::{Length, Point, Size};
use crate::project::Stylesheet;
use crate::project::stylesheet::{Align, Extent, PageColumn, PageSetup, RuleStyle};
use crate::text::Run;
use crate::text::breaking::Goal;
use crate::text::{Fonts, Paragraph, Shaper};

/// The space between the longest name and its number, in thousandths of the text size.
const GAP: i64 = 1000;

/// The space between two columns, in thousandths of the text size.
const GUTTER: i64 = 2000;

/// The space between two lines of the contents in addition to their leading, in thousandths of the text size.
const LEAD: i64 = 400;

/// The space above the contents.
const SPACE: Extent = Extent::Em(2000);

/// The front matter.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The title of the book.
    pub title: String,
    /// The text below the title.
    pub below: String,
    /// The status line, if not all sheets are final.
    pub mark: Option<String>,
    /// A line for each sheet.
    pub entries: Vec<Entry>,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name of a jurisdiction.
    pub name: String,
    /// The number of the page on which its sheet begins.
    pub page: usize,
    /// The spoken form of the number. Without a word before it, it would sound like a part of the name.
    pub spoken: Option<Arc<str>>,
    /// The source location of the name.
    pub source: Span,
}

/// Lays out the front matter of a book at the largest text size of the design. Entry *n* leads to section *n* + 1,
/// because the front matter is the first section. In a two-sided design, an empty page is added if the first sheet
/// would begin on a back. Returns `None` if there are errors, which go to the report.
pub fn front_matter(
    matter: &FrontMatter,
    stylesheet: &Stylesheet,
    shaper: &mut Shaper<'_>,
    report: &mut Report,
) -> Option<Vec<Page>> {
    let mut own = Report::default();
    let blocks = blocks(matter, stylesheet);
    let mut elements = arrange_plain(&blocks, stylesheet, shaper, &mut own);
    for element in &mut elements {
        element.place = PageColumn::Full;
    }
    let contents = Contents::new(&matter.entries, stylesheet, shaper, &mut own);
    elements.push(Flowable {
        place: PageColumn::Full,
        number: elements.len(),
        ..plain(Box::new(contents), SPACE, Extent::ZERO)
    });
    let size = stylesheet.page.room();
    let room = Room {
        size,
        page: size.height,
        side: stylesheet.page.side,
    };
    let settled = flow(&elements, None, room, stylesheet.fit.max).map_err(|misfit| {
        let what = match misfit.number + 1 < elements.len() {
            true => "the title of the book",
            false => "the table of contents",
        };
        let message = format!("{what} does not fit on a page of this design");
        let needed = match misfit.why {
            Why::TooHigh { needed }
            | Why::HeadingsTooHigh { needed, .. }
            | Why::FootnotesTooHigh { needed, .. } => {
                format!("{needed} high")
            }
            Why::ColumnsTooWide { needed, .. } => format!("{needed} wide"),
            Why::TooWide { widest, .. } => format!("{} is {} wide", widest.text, widest.width),
            Why::Inside { .. } => String::new(),
        };
        own.push(
            Diagnostic::error(Code::Overflow, stylesheet.page.margin_span, message)
                .label(needed)
                .help("make the margins or the largest text size smaller"),
        );
    });
    let is_sound = !own.has_errors();
    report.append(own);
    let pages = settled.ok().filter(|_| is_sound)?.into_iter();
    let pages = pages.zip(1..);
    let mut pages: Vec<Page> = pages
        .map(|(page, number)| whole(page, number, &stylesheet.page))
        .collect();
    if stylesheet.page.is_back(pages.len() + 1) {
        pages.push(Page::new(
            Frame::new(None, stylesheet.page.size),
            &stylesheet.page,
        ));
    }
    Some(pages)
}

/// A page of the contents, which has neither header nor footer.
fn whole(settled: Settled<'_>, number: usize, setup: &PageSetup) -> Page {
    let mut frame = Frame::new(None, setup.size);
    frame.push(setup.origin(number), Content::Frame(settled.draw().frame));
    Page::new(frame, setup)
}

/// The title and the text below it.
fn blocks(matter: &FrontMatter, stylesheet: &Stylesheet) -> Vec<Block> {
    let span = Span::DETACHED;
    let strong = |text: &str| {
        vec![Run {
            strong: true,
            ..Run::plain(text, span)
        }]
    };
    let title = strong(&matter.title);
    let title = match &stylesheet.styles.headings[0] {
        Some(_) => Block::Heading {
            new_page: false,
            level: 1,
            runs: title,
            section: None,
            span,
        },
        None => Block::Paragraph { runs: title, span },
    };
    let below = vec![Run::plain(matter.below.as_str(), span)];
    let below = [below]
        .into_iter()
        .chain(matter.mark.as_deref().map(strong));
    let below = below.map(|runs| Block::Paragraph { runs, span });
    [title].into_iter().chain(below).collect()
}

/// The lines of the contents, in as many columns as there is room for.
struct Contents<'w> {
    fonts: &'w Fonts,
    entries: Vec<Paragraph<'w>>,
    /// The spoken forms of the page numbers.
    spoken: Vec<Option<Arc<str>>>,
    /// The last measurement, with its width and text size.
    measured: RefCell<Option<((Length, Length), Measures)>>,
    /// The line below each entry, which leads from the name to the number as in a table.
    rule: Option<RuleStyle>,
}

/// The columns of a region, and the heights of all entries in them.
type Measures = (Columns, Rc<[Length]>);

/// The columns of a region.
#[derive(Clone, Copy)]
struct Columns {
    count: usize,
    width: Length,
    /// The distance between the left edges of two columns.
    pitch: Length,
}

impl<'w> Contents<'w> {
    fn new<'f: 'w>(
        entries: &[Entry],
        stylesheet: &Stylesheet,
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let looks = &stylesheet.styles.text.looks;
        let spoken = entries.iter().map(|entry| entry.spoken.clone()).collect();
        let entries = entries.iter().map(|entry| {
            let runs = [format!("{} ", entry.name), entry.page.to_string()];
            let runs = runs.map(|text| Run::plain(text, entry.source));
            Paragraph::new(runs.to_vec(), looks, shaper, report)
        });
        let entries = entries.collect();
        Self {
            fonts: shaper.fonts(),
            entries,
            spoken,
            measured: RefCell::default(),
            rule: stylesheet.styles.table.rule.clone(),
        }
    }

    fn columns(&self, available: Length, text_size: Length) -> Columns {
        let widths = self
            .entries
            .iter()
            .map(|entry| entry.natural_width(self.fonts, text_size));
        let widest = widths.max().unwrap_or_default() + text_size.scaled(GAP, 1000);
        let gutter = text_size.scaled(GUTTER, 1000);
        let count = (available + gutter).milli() / (widest + gutter).milli().max(1);
        let count = count.max(1);
        let pitch = (available + gutter) / count;
        Columns {
            count: usize::try_from(count).unwrap_or(1),
            width: pitch - gutter,
            pitch,
        }
    }

    /// The columns of a region and the heights of all entries in them, which are the same on every page.
    fn measured(&self, available: Length, text_size: Length) -> Result<Measures, Why> {
        let asked = (available, text_size);
        let mut measured = self.measured.borrow_mut();
        if let Some((known, measures)) = measured.as_ref()
            && *known == asked
        {
            return Ok(measures.clone());
        }
        let columns = self.columns(available, text_size);
        let wide = |entry| too_wide(self.fonts, entry, columns.width, text_size);
        if let Some(why) = self.entries.iter().find_map(wide) {
            return Err(why);
        }
        let measures = (columns, self.heights(columns, text_size).into());
        *measured = Some((asked, Measures::clone(&measures)));
        Ok(measures)
    }

    fn heights(&self, columns: Columns, text_size: Length) -> Vec<Length> {
        let height = |entry: &Paragraph<'_>| {
            let lines = entry.lines(self.fonts, text_size, columns.width, Goal::Text);
            let setting = self.setting(entry, text_size);
            let height: Length = lines.iter().map(|line| setting.height(line)).sum();
            height + text_size.scaled(LEAD, 1000)
        };
        self.entries.iter().map(height).collect()
    }

    fn setting<'s>(&'s self, paragraph: &'s Paragraph<'w>, text_size: Length) -> LineSetter<'s> {
        LineSetter {
            fonts: self.fonts,
            paragraph,
            text_size,
            align: Align::Left,
        }
    }

    /// An entry, with its number at the right edge of the column.
    fn draw_entry(&self, number: usize, columns: Columns, text_size: Length) -> Frame {
        let entry = &self.entries[number];
        let lines = entry.lines(self.fonts, text_size, columns.width, Goal::Text);
        let setting = self.setting(entry, text_size);
        let mut frame = setting.frame(Some(Role::Entry), &lines, columns.width);
        for item in &mut frame.items {
            if let Content::Text(text) = &mut item.content {
                text.link = Some(LinkTarget::Section(number + 1));
            }
        }
        if let Some(Content::Text(text)) = frame.items.last_mut().map(|item| &mut item.content) {
            text.spoken.clone_from(&self.spoken[number]);
        }
        if let Some(Item {
            at,
            content: Content::Text(text),
            ..
        }) = frame.items.last()
        {
            let (from, to) = (at.x, columns.width - text.width);
            // With the line under it, which was drawn before.
            let number = frame.items.iter_mut().rev().take(2);
            number
                .filter(|item| item.at.x == from)
                .for_each(|item| item.at.x = to);
        }
        if let Some(rule) = &self.rule {
            let below = frame.size.height + text_size.scaled(LEAD, 2000);
            let (size, color) = (Size::new(columns.width, rule.width), rule.color);
            let at = Point::new(Length::ZERO, below - rule.width / 2);
            frame.push(at, Content::Fill { size, color });
        }
        frame
    }
}

impl Element for Contents<'_> {
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let (columns, heights) = match self.measured(region.width, text_size) {
            Ok(measured) => measured,
            Err(why) => return Fit::None(why),
        };
        let rest = heights.get(resume.whole..).unwrap_or_default();
        let placed = fill(rest, columns.count, region.height);
        let here: usize = placed.iter().map(|column| column.len).sum();
        if here == 0 && !rest.is_empty() {
            return Fit::None(Why::TooHigh { needed: rest[0] });
        }
        let height = placed.iter().map(|column| column.height).max();
        let size = Size::new(region.width, height.unwrap_or_default());
        let end = resume.whole + here;
        let placed = Placed::new(size, None, move || {
            let mut frame = Frame::new(Some(Role::Contents), size);
            let mut number = resume.whole;
            let mut x = Length::ZERO;
            for column in placed {
                let mut y = Length::ZERO;
                for _ in 0..column.len {
                    let entry = self.draw_entry(number, columns, text_size);
                    frame.push(Point::new(x, y), Content::Frame(entry));
                    y += heights[number];
                    number += 1;
                }
                x += columns.pitch;
            }
            frame
        });
        match end == self.entries.len() {
            true => Fit::All(placed),
            false => Fit::Part(placed, Resume::after(end)),
        }
    }
}

/// The number of entries in a column, and its height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Column {
    len: usize,
    height: Length,
}

/// Fills columns with entries of the given heights: evenly if all entries fit, otherwise each column with as many as
/// it can hold.
fn fill(heights: &[Length], count: usize, room: Length) -> Vec<Column> {
    let full = columns_of(heights, count, room, usize::MAX);
    let placed: usize = full.iter().map(|column| column.len).sum();
    let even = columns_of(heights, count, room, placed.div_ceil(count));
    let is_all = |columns: &[Column]| columns.iter().map(|c| c.len).sum::<usize>() == placed;
    if placed == heights.len() && is_all(&even) {
        even
    } else {
        full
    }
}

/// Fills at most `count` columns, each up to the height `room` and `most` entries. No column is empty.
fn columns_of(heights: &[Length], count: usize, room: Length, most: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for height in heights.iter().take_while(|height| **height <= room) {
        let begun = columns.len();
        match columns.last_mut() {
            Some(last) if last.len < most && last.height + *height <= room => {
                last.len += 1;
                last.height += *height;
            }
            _ if begun == count => break,
            _ => columns.push(Column {
                len: 1,
                height: *height,
            }),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lens(entries: usize, count: usize, room: i64) -> Vec<usize> {
        let heights = vec![Length::pt(10); entries];
        let columns = fill(&heights, count, Length::pt(room));
        columns.iter().map(|column| column.len).collect()
    }

    #[test]
    fn columns_are_even_when_there_is_room() {
        assert_eq!(lens(56, 3, 700), [19, 19, 18]);
        assert_eq!(lens(4, 3, 700), [2, 2]);
        assert_eq!(lens(1, 3, 700), [1]);
        assert_eq!(lens(0, 3, 700), [0; 0]);
    }

    #[test]
    fn columns_are_full_when_there_is_not() {
        assert_eq!(lens(56, 3, 105), [10, 10, 10]);
        assert_eq!(lens(30, 3, 100), [10, 10, 10]);
        assert_eq!(lens(5, 3, 9), [0; 0]);
    }
}
