//! Font files: their bytes, metrics and shaping data.

use std::sync::{Arc, OnceLock};

use harfrust::{Direction, Feature, Font as ShapingFont, GlyphId, ShapePlan, Tag};
use read_fonts::types::NameId;

use super::sanity;
use super::sfnt::{Table, checksum, tables};
use super::unfit::Unfit;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::geometry::Length;
use crate::guard::{Panicked, guarded};
use crate::project::Reader;
use crate::project::stylesheet::{FaceId, FigureStyle, FontFile, Stylesheet};
use crate::script::{SETTABLE, Script};

/// A font file, ready to be shaped.
pub struct Font {
    /// The name in the design.
    pub name: String,
    /// The PostScript name of the font, or `None` if it has none.
    pub postscript_name: Option<String>,
    /// The place in the design that names the font.
    pub span: Span,
    /// The file.
    pub data: Arc<Vec<u8>>,
    /// The form of its outlines.
    pub outline_format: OutlineFormat,
    /// The metrics.
    pub metrics: Metrics,
    pub(super) shaping: ShapingFont,
    /// The shaping plans by style of figures and script, each made when it is first needed.
    plans: [[OnceLock<ShapePlan>; SETTABLE.len()]; 3],
    /// The same for superior figures.
    superior_plans: [OnceLock<ShapePlan>; SETTABLE.len()],
}

/// The form of a font's outlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineFormat {
    /// TrueType's, with quadratic curves.
    TrueType,
    /// Those of the Compact Font Format (CFF), with cubic curves: usually in files named .otf.
    Cff,
}

impl std::fmt::Debug for Font {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Font")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The metrics of a font in font units, `units_per_em` to the em. Heights are measured upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Units in one em.
    pub units_per_em: i64,
    /// From the baseline to the top of the line.
    pub ascent: i64,
    /// From the baseline to the bottom of the line; negative.
    pub descent: i64,
    /// The height of capitals.
    pub cap_height: i64,
    /// The smallest box that holds every glyph: left, bottom, right, top.
    pub bounds: [i64; 4],
    /// The slant in degrees, counter-clockwise.
    pub italic_angle: f64,
    /// 400 for regular, 700 for bold.
    pub weight: f32,
}

impl Metrics {
    /// Converts font units to a length at a font size.
    #[must_use]
    pub fn at(&self, units: i64, size: Length) -> Length {
        size.scaled(units, self.units_per_em)
    }
}

/// Why a file cannot be used as a font.
const NOT_A_FONT: &str = "this file is not a font, or is damaged";

impl Font {
    /// Reads a font file.
    ///
    /// # Errors
    ///
    /// The reason why the font cannot be used. Only the tables that layout needs are checked.
    pub fn new(name: &str, span: Span, data: Vec<u8>) -> Result<Self, Unfit> {
        let data = Arc::new(data);
        let read = guarded(&data, |_| Self::new_unguarded(name, span, &data));
        read.unwrap_or_else(|Panicked| Err(Unfit::kind(NOT_A_FONT)))
    }

    fn new_unguarded(name: &str, span: Span, data: &Arc<Vec<u8>>) -> Result<Self, Unfit> {
        let outline_format = outline_format(data)?;
        sanity::check(data)?;
        let source: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(data);
        let shaping = ShapingFont::new(source, 0).ok_or_else(|| Unfit::kind(NOT_A_FONT))?;
        let metrics = metrics(&shaping)
            .ok_or_else(|| Unfit::kind("this font is damaged: its measures are missing"))?;
        Ok(Self {
            name: name.to_owned(),
            postscript_name: postscript_name(&shaping),
            span,
            data: Arc::clone(data),
            outline_format,
            metrics,
            plans: Default::default(),
            superior_plans: Default::default(),
            shaping,
        })
    }

    /// The width of a glyph in font units, without kerning.
    #[must_use]
    pub fn glyph_width(&self, glyph: u16) -> i64 {
        let width = self.shaping.glyph_metrics().h_advance(GlyphId::from(glyph));
        #[expect(clippy::cast_possible_truncation, reason = "a few thousand units")]
        let width = width.round() as i64;
        width
    }

    /// Returns `true` if the font has a glyph with this number.
    pub(super) fn has_glyph(&self, glyph: u16) -> bool {
        u32::from(glyph) < self.shaping.num_glyphs()
    }

    /// The shaping plan for a script.
    pub(super) fn plan(&self, figures: FigureStyle, script: Script) -> &ShapePlan {
        let plans = match figures {
            FigureStyle::Default => &self.plans[0],
            FigureStyle::Tabular => &self.plans[1],
            FigureStyle::Proportional => &self.plans[2],
        };
        let feature = match figures {
            FigureStyle::Default => None,
            FigureStyle::Tabular => Some(b"tnum"),
            FigureStyle::Proportional => Some(b"pnum"),
        };
        plans[number_of(script)].get_or_init(|| plan(&self.shaping, feature, script))
    }

    /// The shaping plan for superior figures.
    pub(super) fn superior_plan(&self, script: Script) -> &ShapePlan {
        let plan = || plan(&self.shaping, Some(b"sups"), script);
        self.superior_plans[number_of(script)].get_or_init(plan)
    }
}

/// The number of a script among those that can be set.
fn number_of(script: Script) -> usize {
    let number = SETTABLE.iter().position(|settable| *settable == script);
    number.unwrap_or_default()
}

/// The shaper's tag for a script.
pub(super) fn shaping_script(script: Script) -> Option<harfrust::Script> {
    let code = icu_locale_core::subtags::Script::from(script);
    harfrust::Script::from_iso15924_tag(Tag::from_be_bytes(code.into_raw()))
}

/// Determines the form of a font's outlines, and checks that it is one static font with the required tables.
fn outline_format(data: &[u8]) -> Result<OutlineFormat, Unfit> {
    if data.starts_with(b"ttcf") {
        return Err(Unfit::new(
            "this file is a collection of fonts, not one font",
            "take the files of the single fonts, .ttf or .otf, from the same family's download",
        ));
    }
    if data.starts_with(b"wOFF") || data.starts_with(b"wOF2") {
        return Err(Unfit::new(
            "this file is a font for web pages",
            "take the file for computers, .ttf or .otf, from the same family's download",
        ));
    }
    let tables = table_names(data).ok_or_else(|| Unfit::kind(NOT_A_FONT))?;
    let has = |tag: &[u8; 4]| tables.contains(tag);
    if has(b"fvar") || has(b"CFF2") {
        return Err(Unfit::new(
            "this is a variable font, of many weights in one file",
            "take the static file of the weight, such as one that ends in -Regular.ttf, from the same family's download; \
             it is often in a folder `static`",
        ));
    }
    let (format, own): (_, &[&[u8; 4]]) = match (has(b"glyf"), has(b"CFF ")) {
        (true, _) => (OutlineFormat::TrueType, &[b"loca"]),
        (false, true) => (OutlineFormat::Cff, &[]),
        (false, false) => return Err(Unfit::kind("this font has no outlines")),
    };
    let common = [b"cmap", b"head", b"hhea", b"hmtx", b"maxp"];
    if !common.into_iter().chain(own.iter().copied()).all(has) {
        return Err(Unfit::kind("this font is damaged: tables are missing"));
    }
    Ok(format)
}

/// The tags of a font's tables, or `None` if a table lies outside the file or differs from its checksum.
fn table_names(data: &[u8]) -> Option<Vec<[u8; 4]>> {
    let tag = |table: Table<'_>| {
        // The checksum of `head` covers the whole file except for one field.
        let is_whole = table.tag == *b"head" || checksum(table.data) == table.checksum;
        is_whole.then_some(table.tag)
    };
    tables(data)?.into_iter().map(tag).collect()
}

fn metrics(font: &ShapingFont) -> Option<Metrics> {
    let measured = font.metrics();
    let line = measured.hhea_line.or(measured.typo_line)?;
    let round = |value: f64| -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "font units are small")]
        let units = value.round() as i64;
        units
    };
    let units_per_em = i64::from(measured.units_per_em);
    let (ascent, descent) = (
        round(line.ascender.to_f64()),
        round(line.descender.to_f64()),
    );
    if units_per_em == 0 || ascent <= descent {
        return None;
    }
    let bounds = measured.bounds;
    Some(Metrics {
        units_per_em,
        ascent,
        descent,
        cap_height: measured
            .cap_height
            .map_or(ascent, |height| round(height.to_f64())),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|v| round(v.to_f64())),
        italic_angle: font
            .style_metrics()
            .italic_angle
            .map_or(0.0, |a| a.to_f64()),
        weight: font.default_attributes().weight.value(),
    })
}

fn postscript_name(font: &ShapingFont) -> Option<String> {
    /// The number of this name in the `name` table.
    const POSTSCRIPT: u16 = 6;
    let names = font.names().get(NameId::new(POSTSCRIPT))?;
    Some(names.english_or_first()?.name().chars().collect())
}

/// A plan for a script, with a feature for digits.
fn plan(font: &ShapingFont, digits: Option<&[u8; 4]>, script: Script) -> ShapePlan {
    let feature = |tag: &[u8; 4], value| Feature::new(Tag::new(tag), value, ..);
    // A ligature is one glyph for several letters. Programs that extract text from PDFs do not agree on the order of
    // these letters: Ghostscript swaps the bytes of every text longer than one letter.
    let mut features = vec![feature(b"liga", 0), feature(b"clig", 0)];
    features.extend(digits.map(|tag| feature(tag, 1)));
    let script = shaping_script(script);
    ShapePlan::new(font, Direction::LeftToRight, script, None, &features)
}

/// The fonts of a design, by number.
#[derive(Debug)]
pub struct Fonts {
    list: Vec<Font>,
}

/// Fonts in the order of their numbers.
impl From<Vec<Font>> for Fonts {
    fn from(list: Vec<Font>) -> Self {
        Self { list }
    }
}

impl Fonts {
    /// Reads the fonts of a design. Errors go to the reader's report.
    pub fn read(reader: &mut Reader<'_>, stylesheet: &Stylesheet) -> Option<Self> {
        let fonts: Vec<Option<Font>> = stylesheet
            .faces
            .iter()
            .map(|file| read_font(reader, file))
            .collect();
        let list: Option<Vec<Font>> = fonts.into_iter().collect();
        list.map(Self::from)
    }

    /// The font of a number.
    #[must_use]
    pub fn get(&self, face: FaceId) -> &Font {
        &self.list[face.0]
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Font)> {
        let numbered = self.list.iter().enumerate();
        numbered.map(|(index, font)| (FaceId(index), font))
    }
}

fn read_font(reader: &mut Reader<'_>, file: &FontFile) -> Option<Font> {
    let data = reader.bytes(&file.path, file.span, "font")?;
    match Font::new(&file.name, file.span, data) {
        Ok(font) => Some(font),
        Err(Unfit { why, help }) => {
            let message = format!("{} cannot be used: {why}", file.path);
            reader
                .report
                .push(Diagnostic::error(Code::WrongFont, file.span, message).help(help));
            None
        }
    }
}
