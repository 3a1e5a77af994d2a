//! From a page's frame to the operators that draw it.

use std::collections::BTreeMap;

use printpdf::{
    Color as PdfColor, DictItem, FontId, Op, PaintMode, PdfFontHandle, Point as PdfPoint, Pt, Rect,
    Rgb,
};

use super::fonts::FontProgram;
use crate::geometry::{Length, Point, Size};
use crate::layout::{Content, Frame, Page, Text};
use crate::project::stylesheet::{Color, FaceId};
use crate::text::Fonts;

/// Draws one page. PDF's origin is the bottom left corner, so y is turned over here and nowhere
/// else.
pub(super) fn paint(
    page: &Page,
    fonts: &Fonts,
    programs: &BTreeMap<FaceId, FontProgram>,
) -> Vec<Op> {
    let mut painter = Painter {
        height: page.frame.size.height,
        fonts,
        programs,
        ops: Vec::new(),
        font: None,
        color: None,
    };
    painter.frame(&page.frame, Point::default());
    painter.ops
}

struct Painter<'a> {
    height: Length,
    fonts: &'a Fonts,
    programs: &'a BTreeMap<FaceId, FontProgram>,
    ops: Vec<Op>,
    /// The font and size in force.
    font: Option<(FaceId, Length)>,
    /// The color in force.
    color: Option<Color>,
}

impl Painter<'_> {
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for item in &frame.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(inner) => self.frame(inner, at),
                Content::Text(text) => self.text(text, at),
                Content::Fill { size, color } => self.fill(*size, *color, at),
            }
        }
    }

    fn fill(&mut self, size: Size, color: Color, at: Point) {
        self.set_color(color);
        let rectangle = Rect {
            x: pt(at.x),
            y: pt(self.height - at.y - size.height),
            width: pt(size.width),
            height: pt(size.height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn text(&mut self, text: &Text, at: Point) {
        let Some(program) = self.programs.get(&text.face) else {
            return;
        };
        self.ops.push(Op::StartTextSection);
        self.set_font(text.face, text.size);
        self.set_color(text.color);
        let pos = PdfPoint {
            x: pt(at.x),
            y: pt(self.height - at.y),
        };
        self.ops.push(Op::SetTextCursor { pos });
        let mut shown = Shown::new(self.fonts, text, program);
        for word in &text.words {
            for glyph in &word.glyphs {
                shown.glyph(*glyph);
            }
        }
        self.ops.append(&mut shown.finish());
        self.ops.push(Op::EndTextSection);
    }

    fn set_font(&mut self, face: FaceId, size: Length) {
        if self.font == Some((face, size)) {
            return;
        }
        self.font = Some((face, size));
        let font = PdfFontHandle::External(FontId(resource_name(face)));
        self.ops.push(Op::SetFont {
            font,
            size: pt(size),
        });
    }

    fn set_color(&mut self, color: Color) {
        if self.color == Some(color) {
            return;
        }
        self.color = Some(color);
        let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
        let col = PdfColor::Rgb(Rgb {
            r: part(color.red),
            g: part(color.green),
            b: part(color.blue),
            icc_profile: None,
        });
        self.ops.push(Op::SetFillColor { col });
    }
}

/// The name of a font among a page's resources. Not F1 to F14, which printpdf takes for the
/// fourteen standard fonts.
pub(super) fn resource_name(face: FaceId) -> String {
    format!("T{}", face.0)
}

/// The operands of a `TJ`: strings of glyphs, with numbers between them where the pen does not
/// move by the width of the glyph (ISO 32000-1, 9.4.3).
struct Shown<'a> {
    fonts: &'a Fonts,
    text: &'a Text,
    program: &'a FontProgram,
    operands: Vec<DictItem>,
    codes: Vec<u8>,
    ops: Vec<Op>,
}

impl<'a> Shown<'a> {
    fn new(fonts: &'a Fonts, text: &'a Text, program: &'a FontProgram) -> Self {
        Self {
            fonts,
            text,
            program,
            operands: Vec::new(),
            codes: Vec::new(),
            ops: Vec::new(),
        }
    }

    fn glyph(&mut self, glyph: crate::text::Glyph) {
        if glyph.y_offset != 0 {
            self.rise(glyph.y_offset);
        }
        self.kern(i64::from(-glyph.x_offset));
        self.codes.extend(self.program.code(glyph.id).to_be_bytes());
        let advance = i64::from(glyph.advance - glyph.x_offset);
        self.kern(self.program.width(glyph.id) - advance);
        if glyph.y_offset != 0 {
            self.rise(0);
        }
    }

    /// Moves the pen back by font units.
    fn kern(&mut self, units: i64) {
        if units == 0 {
            return;
        }
        self.end_string();
        self.operands.push(DictItem::Real(self.thousandths(units)));
    }

    /// Lifts what follows by font units (`Ts`, in points).
    fn rise(&mut self, units: i32) {
        self.end_array();
        let metrics = &self.fonts.get(self.text.face).metrics;
        let rise = pt(metrics.at(i64::from(units), self.text.size)).0;
        self.ops.push(Op::SetLineOffset { multiplier: rise });
    }

    /// Font units in thousandths of an em, with three decimals.
    fn thousandths(&self, units: i64) -> f32 {
        let units_per_em = self.fonts.get(self.text.face).metrics.units_per_em;
        pt(Length::pt(1000).scaled(units, units_per_em)).0
    }

    fn end_string(&mut self) {
        if !self.codes.is_empty() {
            let data = std::mem::take(&mut self.codes);
            let literal = false;
            self.operands.push(DictItem::String { data, literal });
        }
    }

    fn end_array(&mut self) {
        self.end_string();
        if !self.operands.is_empty() {
            let array = DictItem::Array(std::mem::take(&mut self.operands));
            self.ops.push(Op::Unknown {
                key: "TJ".to_owned(),
                value: vec![array],
            });
        }
    }

    fn finish(mut self) -> Vec<Op> {
        self.end_array();
        self.ops
    }
}

/// Points for output. Three decimals are exact enough in 32 bits for pages of up to ten meters.
pub(super) fn pt(length: Length) -> Pt {
    #[expect(clippy::cast_possible_truncation, reason = "printpdf counts in f32")]
    let points = length.to_pt() as f32;
    Pt(points)
}
