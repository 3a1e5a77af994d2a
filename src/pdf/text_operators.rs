//! Text as operators.

use std::fmt::Write;

use printpdf::Op;

use super::font_program::FontProgram;
use super::units::pt;
use crate::geometry::Length;
use crate::layout::Text;
use crate::text::{Fonts, Glyph};

/// A text as operators: mostly one `TJ` of strings of glyphs, with numbers between them where the pen
/// does not move by the width of the glyph (ISO 32000-1, 9.4.3).
pub(super) struct TextOperators<'a> {
    fonts: &'a Fonts,
    text: &'a Text,
    program: &'a FontProgram,
    ops: &'a mut Vec<Op>,
    /// The unfinished `TJ` array, as written in the file.
    array: String,
    in_string: bool,
    lacks_glyphs: bool,
}

impl<'a> TextOperators<'a> {
    pub(super) fn new(
        fonts: &'a Fonts,
        text: &'a Text,
        program: &'a FontProgram,
        ops: &'a mut Vec<Op>,
    ) -> Self {
        let glyphs: usize = text.words.iter().map(|word| word.glyphs.len()).sum();
        Self {
            fonts,
            text,
            program,
            ops,
            // A kern after every other glyph takes as much.
            array: String::with_capacity(4 * glyphs + 8),
            in_string: false,
            lacks_glyphs: false,
        }
    }

    pub(super) fn glyph(&mut self, glyph: Glyph) {
        if glyph.y_offset != 0 {
            self.rise(glyph.y_offset);
        }
        self.kern(i64::from(-glyph.x_offset));
        if !self.in_string {
            self.begin_array();
            self.array.push_str(self.program.string_start());
            self.in_string = true;
        }
        let width = self.program.push_code(glyph.id, &mut self.array);
        self.lacks_glyphs |= width.is_none();
        let advance = i64::from(glyph.advance - glyph.x_offset);
        self.kern(width.unwrap_or(advance) - advance);
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
        self.begin_array();
        if self.array.ends_with(|c: char| c.is_ascii_digit()) {
            self.array.push(' ');
        }
        let units_per_em = self.fonts.get(self.text.face).metrics.units_per_em;
        // In thousandths of an em, with three decimals. Writing to a string cannot fail.
        let number = Length::pt(1000).scaled(units, units_per_em);
        let _ = match number.milli() % 1000 {
            0 => write!(self.array, "{}", number.milli() / 1000),
            _ => write!(self.array, "{}", pt(number).0),
        };
    }

    /// Raises the following glyphs by font units (`Ts`, in points).
    fn rise(&mut self, units: i32) {
        self.end_array();
        let metrics = &self.fonts.get(self.text.face).metrics;
        let rise = pt(metrics.at(i64::from(units), self.text.size)).0;
        self.ops.push(Op::SetLineOffset { multiplier: rise });
    }

    fn begin_array(&mut self) {
        if self.array.is_empty() {
            self.array.push('[');
        }
    }

    fn end_string(&mut self) {
        if std::mem::take(&mut self.in_string) {
            self.array.push_str(self.program.string_end());
        }
    }

    fn end_array(&mut self) {
        self.end_string();
        if !self.array.is_empty() {
            self.array.push_str("] TJ");
            self.ops.push(as_it_stands(std::mem::take(&mut self.array)));
        }
    }

    /// Ends the text. Returns `true` if the font lacked a glyph.
    pub(super) fn finish(mut self) -> bool {
        self.end_array();
        self.lacks_glyphs
    }
}

/// Wraps an operator and its operands in a form that printpdf writes unchanged. printpdf writes the name of an unknown
/// operator after its operands, and here there are no operands. As separate objects, the strings and kerns of a page
/// would be two thousand allocations, half the cost of painting the page.
fn as_it_stands(operator: String) -> Op {
    Op::Unknown {
        key: operator,
        value: Vec::new(),
    }
}
