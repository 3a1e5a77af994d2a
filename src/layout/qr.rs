//! QR codes, each with its address beside it unless the design leaves the address out.

use std::sync::Arc;

use super::element::{Element, Fit, Placed, Region, Resume, whole};
use super::frame::{Content, Frame, LinkTarget, Role, Shape};
use super::text_block::{LineSetter, too_wide};
use crate::copy::Qr;
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::picture::{self, Picture};
use crate::project::stylesheet::{Color, QrStyle};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Paragraph, Shaper};

/// A code and its address.
pub(super) struct QrElement<'w> {
    fonts: &'w Fonts,
    code: &'w Qr,
    style: &'w QrStyle,
    address: Paragraph<'w>,
    /// The numbers of the code and of its address among all blocks of the sheet.
    numbers: [usize; 2],
}

impl<'w> QrElement<'w> {
    /// Shapes the address.
    pub(super) fn new<'f: 'w>(
        code: &'w Qr,
        style: &'w QrStyle,
        numbers: [usize; 2],
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let runs = std::slice::from_ref(&code.text);
        Self {
            address: Paragraph::new(runs, &style.looks, shaper, report),
            fonts: shaper.fonts(),
            code,
            style,
            numbers,
        }
    }

    /// The code on white, with this side length.
    fn code(&self, side: Length) -> Frame {
        let size = Size::new(side, side);
        let mut frame = Frame::new(Some(Role::Figure), size);
        frame.alt = Some(Arc::clone(&self.code.alt));
        if !self.style.has_address {
            frame.link = self.code.text.link.clone().map(LinkTarget::Address);
        }
        let color = Color::WHITE;
        frame.push(Point::default(), Content::Fill { size, color });
        frame.push(Point::default(), drawn(&self.code.code, size));
        frame
    }
}

/// A code as a picture shared by all sheets, or as a shape of this sheet.
fn drawn(code: &Arc<Picture>, size: Size) -> Content {
    match &code.content {
        picture::Content::Drawing(drawing) if code.number.is_none() => {
            let scale = |length: Length| {
                let unit = code.size.width.milli().max(1);
                size.width.scaled(length.milli(), unit)
            };
            let shapes = drawing.shapes.iter();
            let contours = shapes.flat_map(|shape| &shape.contours);
            let contours = contours.map(|contour| contour.scaled(&scale)).collect();
            let color = Color::BLACK;
            Content::Shape(Shape { contours, color })
        }
        _ => Content::Picture {
            picture: Arc::clone(code),
            size,
        },
    }
}

/// The position of the address relative to the block, and the width of its lines.
struct Beside {
    at: Point,
    width: Length,
}

impl QrElement<'_> {
    /// Beside the code, or below it where there is no room beside.
    fn beside(&self, room: Length, side: Length, text_size: Length) -> Beside {
        let gap = self.style.gap.at(text_size);
        let left = side + gap;
        let width = (room - left).max(Length::ZERO);
        if too_wide(self.fonts, &self.address, width, text_size).is_none() {
            let at = Point::new(left, Length::ZERO);
            return Beside { at, width };
        }
        let at = Point::new(Length::ZERO, side + gap);
        Beside { at, width: room }
    }
}

impl Element for QrElement<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let side = self.style.side.at(text_size).min(region.width);
        if !self.style.has_address {
            let size = Size::new(region.width, side);
            let placed = Placed::new(size, None, move || {
                let mut frame = Frame::new(None, size);
                frame.push_block(Point::default(), self.numbers[0], self.code(side));
                frame
            });
            return whole(placed, region);
        }
        let Beside { mut at, width } = self.beside(region.width, side, text_size);
        if let Some(why) = too_wide(self.fonts, &self.address, width, text_size) {
            return Fit::None(why);
        }
        let lines = self.address.lines(self.fonts, text_size, width, Goal::Text);
        let setting = LineSetter::left(self.fonts, &self.address, text_size);
        let height = setting.height_of(&lines);
        let mut code_at = Point::default();
        let size = Size::new(region.width, side.max(at.y + height));
        if at.x > Length::ZERO {
            at.y = (size.height - height) / 2;
            code_at.y = (size.height - side) / 2;
        }
        let placed = Placed::new(size, None, move || {
            let mut frame = Frame::new(None, size);
            let [code, address] = self.numbers;
            frame.push_block(code_at, code, self.code(side));
            let text = setting.frame(Some(Role::Paragraph), &lines, width);
            frame.push_block(at, address, text);
            frame
        });
        whole(placed, region)
    }
}
