//! How the cells of a workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::project::Kind;

/// What must be seen.
pub(super) const ALARM: Color = Color::RGB(0x00c0_0000);
const INK: Color = Color::RGB(0x001f_2a44);
const QUIET: Color = Color::RGB(0x0059_5959);
const PALE: Color = Color::RGB(0x00e8_ecf3);
const CLOSED: Color = Color::RGB(0x00d0_d0d0);
const LINE: Color = Color::RGB(0x00bc_bcbc);

/// The most decimals that numbers in the data files have.
const MOST_DECIMALS: usize = 9;

/// A format for jurisdictions, and the same for the nation, whose row stands out.
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
    /// The title of figures that are not final.
    pub marked_title: Format,
    pub hint: Format,
    pub label: Format,
    pub path: Format,
    pub text: Pair,
    pub day: Pair,
    counts: [Pair; MOST_DECIMALS + 1],
    percentages: [Pair; MOST_DECIMALS + 1],
    pub absence: Pair,
    pub check: Pair,
    /// A cell that stays empty.
    pub closed: Format,
    /// What cannot be right.
    pub alarm: Format,
}

impl Default for Styles {
    fn default() -> Self {
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
            day: Pair::new(Format::new().set_num_format("yyyy-mm-dd").set_indent(1)),
            counts: numbers("", "#,##0"),
            percentages: numbers("%", "0"),
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
    /// The format of numbers of a kind with so many decimals.
    pub(super) fn number(&self, kind: Kind, decimals: u8) -> &Pair {
        let of_kind = match kind {
            Kind::Count => &self.counts,
            Kind::Percent => &self.percentages,
        };
        let last = of_kind.len() - 1;
        &of_kind[usize::from(decimals).min(last)]
    }
}

/// The formats of numbers with no decimals, one, and so on.
fn numbers(sign: &str, whole: &str) -> [Pair; MOST_DECIMALS + 1] {
    std::array::from_fn(|decimals| {
        let point = if decimals == 0 { "" } else { "." };
        let code = format!("{whole}{point}{}{sign}", "0".repeat(decimals));
        let format = Format::new().set_num_format(code);
        Pair::new(format.set_align(FormatAlign::Right).set_indent(1))
    })
}
