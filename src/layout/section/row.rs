//! Sections side by side.

use super::{Column, Laid, Section, count};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::{Element, Fit, Placed, Region, Resume, Why, whole};
use crate::layout::frame::{Content, Frame};
use crate::project::stylesheet::Extent;

/// Sections side by side, each in some columns of the grid, all as high as the highest.
pub(in crate::layout) struct SectionRow<'w> {
    pub sections: Vec<Section<'w>>,
    /// The number of columns of the grid.
    pub columns: usize,
    /// The space between two columns.
    pub gap: Extent,
}

impl SectionRow<'_> {
    /// The left edge and the width of each section.
    fn places(&self, width: Length, text_size: Length) -> Vec<Column> {
        let gap = self.gap.at(text_size);
        let columns = count(self.columns);
        // The room is negative if the gaps alone are wider; a section across all columns still gets the full width.
        let room = width - gap * (columns - 1);
        let mut first = 0;
        let place = |section: &Section<'_>| {
            let own = count(section.style.columns_of_grid);
            let start = room.scaled(first, columns);
            let x = start + gap * first;
            first += own;
            let end = room.scaled(first, columns);
            let width = (end - start + gap * (own - 1)).max(Length::ZERO);
            Column { x, width }
        };
        self.sections.iter().map(place).collect()
    }
}

impl Element for SectionRow<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let places = self.places(region.width, text_size);
        let mut laid = Vec::with_capacity(places.len());
        for (section, column) in self.sections.iter().zip(&places) {
            match section.lay(column.width, region.page, text_size) {
                Ok(own) => laid.push(own),
                Err(why) => {
                    let span = section.span;
                    let why = Box::new(why);
                    return Fit::None(Why::Inside { span, why });
                }
            }
        }
        let heights = laid.iter().map(|laid| laid.height);
        let height = heights.max().unwrap_or_default();
        let size = Size::new(region.width, height);
        let calls = laid.iter().flat_map(Laid::calls).collect();
        let placed = Placed::new(size, None, move || {
            let mut frame = Frame::new(None, size);
            for ((section, laid), Column { x, width }) in self.sections.iter().zip(laid).zip(places)
            {
                let drawn = section.draw(laid, Size::new(width, height), text_size);
                frame.push(Point::new(x, Length::ZERO), Content::Frame(drawn));
            }
            frame
        })
        .with_calls(calls);
        whole(placed, region)
    }
}
