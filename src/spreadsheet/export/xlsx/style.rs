//! The formats of a workbook's cells.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::project::{Kind, Number};

/// The color of invalid cells.
pub(super) const ALARM: Color = Color::RGB(0x00c0_0000);
const INK: Color = Color::RGB(0x001f_2a44);
const QUIET: Color = Color::RGB(0x0059_5959);
const PALE: Color = Color::RGB(0x00e8_ecf3);
const CLOSED: Color = Color::RGB(0x00d0_d0d0);
const LINE: Color = Color::RGB(0x00bc_bcbc);

/// A cell format for jurisdictions, and its emphasized variant for the nation's row.
#[derive(Clone)]
pub(super) struct Pair {
    plain: Format,
    nation: Format,
}

impl Pair {
    fn new(plain: Format) -> Self {
        let plain = plain.set_border(FormatBorder::Thin).set_border_color(LINE);
        let nation = plain.clone().set_bold().set_background_color(PALE);
        Self { plain, nation }
    }

    pub(super) fn of(&self, is_nation: bool) -> &Format {
        if is_nation { &self.nation } else { &self.plain }
    }
}

/// The formats of a workbook.
pub(super) struct Styles {
    pub title: Format,
    /// The format of the title if figures are not final.
    pub marked_title: Format,
    pub hint: Format,
    pub label: Format,
    pub path: Format,
    pub text: Pair,
    /// The format of codes. Programs keep the zeros before a code that is typed into such a cell.
    pub code: Pair,
    pub day: Pair,
    /// Formats of numbers by their number format.
    numbers: BTreeMap<String, Pair>,
    pub absence: Pair,
    pub check: Pair,
    /// The format of a cell that is not to be filled in.
    pub closed: Format,
    /// The format of an invalid cell.
    pub alarm: Format,
}

impl Styles {
    /// The formats of a workbook with figures of these kinds.
    pub(super) fn new(kinds: impl Iterator<Item = Kind>) -> Self {
        let title = Format::new().set_bold().set_font_size(16);
        let framed = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(LINE);
        Self {
            marked_title: title.clone().set_font_color(ALARM),
            title: title.set_font_color(INK),
            hint: Format::new().set_font_color(QUIET),
            label: framed(Format::new())
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(INK)
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::Bottom)
                .set_indent(1),
            path: framed(Format::new())
                .set_indent(1)
                .set_font_size(8)
                .set_font_color(QUIET)
                .set_background_color(PALE),
            text: Pair::new(Format::new().set_indent(1)),
            code: Pair::new(Format::new().set_num_format("@").set_indent(1)),
            day: Pair::new(Format::new().set_num_format("yyyy-mm-dd").set_indent(1)),
            numbers: numbers(kinds),
            absence: Pair::new(
                Format::new()
                    .set_num_format("#,##0")
                    .set_italic()
                    .set_font_color(QUIET)
                    .set_align(FormatAlign::Right)
                    .set_indent(1),
            ),
            check: Pair::new(Format::new().set_font_color(QUIET).set_indent(1)),
            closed: framed(Format::new()).set_background_color(CLOSED),
            alarm: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(ALARM),
        }
    }
}

impl Styles {
    /// The cell format of numbers of a kind with this many decimals.
    pub(super) fn number(&self, kind: Kind, decimals: u8) -> &Pair {
        let format = self.numbers.get(&kind.cell_format(decimals));
        format.unwrap_or(&self.text)
    }
}

/// The cell formats of each kind with each number of decimals.
fn numbers(kinds: impl Iterator<Item = Kind>) -> BTreeMap<String, Pair> {
    let formats = kinds.flat_map(|kind| {
        let decimals = 0..=Number::MOST_DECIMALS;
        decimals.map(move |decimals| kind.cell_format(decimals))
    });
    let pair = |code: String| {
        let format = Format::new().set_num_format(&code);
        let format = format.set_align(FormatAlign::Right).set_indent(1);
        (code, Pair::new(format))
    };
    formats.map(pair).collect()
}
