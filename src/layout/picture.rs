//! Pictures.

use super::element::{Element, Fit, Placed, Region, Resume, whole};
use super::frame::{Content, Frame, Role};
use crate::copy::PictureBlock;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Align, PictureStyle};

/// A picture, as high as the design says, or lower if the room is not wide enough.
pub(super) struct PictureElement<'w> {
    pub block: &'w PictureBlock,
    pub style: &'w PictureStyle,
}

impl PictureElement<'_> {
    fn size(&self, room: Length, text_size: Length) -> Size {
        let own = self.block.picture.size;
        let height = self.style.height.at(text_size);
        let width = height.scaled(own.width.milli(), own.height.milli().max(1));
        if width <= room {
            return Size::new(width, height);
        }
        let height = room.scaled(own.height.milli(), own.width.milli().max(1));
        Size::new(room, height)
    }
}

impl Element for PictureElement<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let own = self.size(region.width, text_size);
        let x = match self.style.align {
            Align::Left => Length::ZERO,
            Align::Center => (region.width - own.width) / 2,
            Align::Right => region.width - own.width,
        };
        let size = Size::new(region.width, own.height);
        let placed = Placed::new(size, None, move || {
            let mut frame = Frame::new(Some(Role::Figure), size);
            frame.alt = Some(self.block.alt.clone());
            let picture = self.block.picture.clone();
            let at = Point::new(x, Length::ZERO);
            frame.push(at, Content::Picture { picture, size: own });
            frame
        });
        whole(placed, region)
    }
}
