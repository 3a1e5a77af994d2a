//! Lines between texts: across the column between two thoughts, and a short one above footnotes.

use super::element::{Element, Fit, Region, Resume, whole};
use super::frame::{Content, Frame};
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Measure, RuleStyle};

/// A thematic break.
pub(super) struct ThematicBreak {
    pub rule: RuleStyle,
}

impl Element for ThematicBreak {
    fn place(&self, _: Resume, region: Region, _: Length) -> Fit<'_> {
        let size = Size::new(region.width, self.rule.width);
        let mut frame = Frame::new(None, size);
        let color = self.rule.color;
        frame.push(Point::default(), Content::Fill { size, color });
        whole(frame.into(), region)
    }
}

/// The line above the footnotes at the end of a sheet, with the space below it.
pub(super) struct ShortRule {
    pub rule: RuleStyle,
    pub length: Measure,
}

impl Element for ShortRule {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let length = self.length.at(region.width, text_size).min(region.width);
        let height = self.rule.width + self.rule.gap.at(text_size);
        let mut frame = Frame::new(None, Size::new(region.width, height));
        let (size, color) = (Size::new(length, self.rule.width), self.rule.color);
        frame.push(Point::default(), Content::Fill { size, color });
        whole(frame.into(), region)
    }
}
