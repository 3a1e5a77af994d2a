//! A line across, between two thoughts.

use super::element::{Element, Fit, Region, Resume, whole};
use super::frame::{Content, Frame};
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::RuleStyle;

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
