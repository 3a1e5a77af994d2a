//! Checks of a font's tables before anything is set with them.
//!
//! The tables of a font repeat each other: `maxp` gives the number of glyphs in `loca` or `CFF`, `hmtx` and `cmap`. Where they
//! differ, programs trust different tables, and letters are printed over each other or off the page. Such a font is
//! refused, and so is one with metrics that no text font has. The limits are wide; fonts in use are well within them.

mod outlines;

use std::ops::RangeInclusive;

use read_fonts::tables::cmap::CmapIterLimits;
use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, TableProvider};

use super::unfit::Unfit;
use outlines::Outlines;

/// The largest font file, in bytes. Fonts for Chinese have 20 MB.
const LARGEST_FILE: usize = 40_000_000;

/// The valid numbers of units per em (OpenType 1.9, `head`).
const UNITS_PER_EM: RangeInclusive<u16> = 16..=16_384;

/// The valid ascents, in ems.
const ASCENT: RangeInclusive<f64> = 0.2..=4.0;

/// The valid descents, in ems. The baseline is 0.
const DESCENT: RangeInclusive<f64> = -4.0..=0.0;

/// The valid cap heights, in ems.
const CAP_HEIGHT: RangeInclusive<f64> = 0.1..=2.0;

/// The largest extent of a glyph above or below the baseline, in ems.
const FARTHEST: f64 = 10.0;

/// The valid widths of ASCII letters and digits, in ems.
const WIDTH: RangeInclusive<f64> = 0.05..=3.0;

/// The largest overhang of a digit on either side of its width, in ems.
const DIGIT_OVERHANG: f64 = 0.2;

/// The largest difference in ems between two widths of a glyph: half a unit is lost where one is rounded. A viewer
/// notices a thousandth (ISO 19005-3, 6.2.11.5).
const WIDTH_DIFFERENCE: f64 = 0.001;

/// The help for a damaged font.
const AGAIN: &str = "get the font file again from where it came from, or use another font";

/// The help for a font that may not be embedded.
const OTHER_LICENSE: &str =
    "use a font whose license lets it be embedded, such as one under the SIL Open Font License";

/// The tables that are checked.
struct Tables<'f> {
    font: FontRef<'f>,
    glyphs: u32,
    units_per_em: f64,
}

/// Checks a font file that has all of its tables.
///
/// # Errors
///
/// Returns an error if tables contradict each other, a measure is beyond its limit, or the license bits of the font
/// forbid embedding.
pub(super) fn check(data: &[u8]) -> Result<(), Unfit> {
    if data.len() > LARGEST_FILE {
        let why = format!("it has more than {} MB", LARGEST_FILE / 1_000_000);
        return Err(Unfit::new(why, "use a font with fewer characters"));
    }
    let font = FontRef::new(data).map_err(damaged)?;
    check_license(&font)?;
    let units_per_em = font.head().map_err(damaged)?.units_per_em();
    if !UNITS_PER_EM.contains(&units_per_em) {
        let why = format!("its em has {units_per_em} units; fonts have 16 to 16,384");
        return Err(Unfit::new(why, AGAIN));
    }
    let tables = Tables {
        glyphs: font.maxp().map_err(damaged)?.num_glyphs().into(),
        units_per_em: units_per_em.into(),
        font,
    };
    tables.check_measures()?;
    let outlines = Outlines::read(&tables.font, tables.glyphs)?;
    tables.check_widths()?;
    tables.check_outlines(&outlines)?;
    tables.check_characters()?;
    tables.check_digits(&outlines)
}

/// Checks the license bits (OpenType 1.9, `OS/2`, `fsType`). Of several usage bits, the most permissive one applies.
/// Fonts are embedded as subsets with outlines.
fn check_license(font: &FontRef<'_>) -> Result<(), Unfit> {
    const USAGE: u16 = 0b1110;
    const RESTRICTED: u16 = 0b0010;
    const NO_SUBSETTING: u16 = 0x0100;
    const BITMAPS_ONLY: u16 = 0x0200;
    let Ok(os2) = font.os2() else {
        let why = "it does not say whether it may be embedded: its table OS/2 is missing";
        return Err(Unfit::new(why, OTHER_LICENSE));
    };
    let bits = os2.fs_type();
    let why = if bits & USAGE == RESTRICTED {
        "it forbids that it is embedded in documents (fsType, restricted license)"
    } else if bits & NO_SUBSETTING != 0 {
        "it forbids that only the characters in use are embedded (fsType, no subsetting)"
    } else if bits & BITMAPS_ONLY != 0 {
        "it forbids that its outlines are embedded (fsType, bitmap embedding only)"
    } else {
        return Ok(());
    };
    Err(Unfit::new(why, OTHER_LICENSE))
}

impl Tables<'_> {
    fn ems(&self, units: impl Into<f64>) -> f64 {
        units.into() / self.units_per_em
    }

    fn check_measures(&self) -> Result<(), Unfit> {
        let hhea = self.font.hhea().map_err(damaged)?;
        let cap_height = self.font.os2().ok().and_then(|os2| os2.s_cap_height());
        let measures = [
            ("ascent", Some(hhea.ascender().to_i16()), ASCENT),
            ("descent", Some(hhea.descender().to_i16()), DESCENT),
            (
                "height of capitals",
                cap_height.filter(|height| *height != 0),
                CAP_HEIGHT,
            ),
        ];
        for (name, units, limits) in measures {
            let Some(ems) = units
                .map(|units| self.ems(units))
                .filter(|ems| !limits.contains(ems))
            else {
                continue;
            };
            let (least, most) = limits.into_inner();
            let why = format!("its {name} is {ems:.2} em; fonts for text have {least} to {most}");
            return Err(Unfit::new(why, AGAIN));
        }
        let head = self.font.head().map_err(damaged)?;
        if head.x_min() > head.x_max() || head.y_min() > head.y_max() {
            return Err(contradiction(
                "its box for all glyphs ends before it begins (head)",
            ));
        }
        Ok(())
    }

    /// Checks that every outline can be drawn, that no glyph is far from the baseline, and that widths which outlines
    /// record are those of `hmtx`: lines are set by these, and programs that read the file may trust the others.
    fn check_outlines(&self, outlines: &Outlines<'_>) -> Result<(), Unfit> {
        let hmtx = self.font.hmtx().map_err(damaged)?;
        for number in 0..self.glyphs {
            let id = GlyphId::new(number);
            let bounds = outlines.bounds(id)?;
            let is_far = bounds.is_some_and(|bounds| {
                self.ems(bounds.bottom) < -FARTHEST || self.ems(bounds.top) > FARTHEST
            });
            if is_far {
                let why =
                    format!("its glyph {number} reaches more than {FARTHEST} em from the baseline");
                return Err(Unfit::new(why, AGAIN));
            }
            let recorded = outlines.width(id)?;
            let advance = f64::from(hmtx.advance(id).unwrap_or(0));
            if recorded.is_some_and(|width| self.ems((width - advance).abs()) > WIDTH_DIFFERENCE) {
                let why = format!("its glyph {number} has two widths (hmtx, CFF)");
                return Err(contradiction(why));
            }
        }
        Ok(())
    }

    /// Checks that `hmtx` has exactly as many widths as `hhea` and `maxp` require.
    fn check_widths(&self) -> Result<(), Unfit> {
        let full = u32::from(self.font.hhea().map_err(damaged)?.number_of_h_metrics());
        let table = self.font.data_for_tag(Tag::new(b"hmtx"));
        let length = table.map_or(0, |hmtx| hmtx.len());
        let wanted = self
            .glyphs
            .checked_sub(full)
            .map(|short| 4 * full + 2 * short);
        if full == 0 || wanted.is_none_or(|wanted| wanted as usize != length) {
            let why = format!(
                "it has not one width for each of its {} glyphs (hhea, hmtx)",
                self.glyphs
            );
            return Err(contradiction(why));
        }
        Ok(())
    }

    /// Checks that characters are mapped to existing glyphs.
    fn check_characters(&self) -> Result<(), Unfit> {
        let cmap = self.font.cmap().map_err(damaged)?;
        let limits = CmapIterLimits {
            glyph_count: u32::MAX,
            ..CmapIterLimits::default()
        };
        let Some((_, _, characters)) = cmap.best_subtable() else {
            return Err(Unfit::new("it has no characters of Unicode (cmap)", AGAIN));
        };
        let mut beyond = characters
            .iter_with_limits(limits)
            .filter(|(_, glyph)| glyph.to_u32() >= self.glyphs);
        if let Some((code, glyph)) = beyond.next() {
            let (glyph, glyphs) = (glyph.to_u32(), self.glyphs);
            let why = format!(
                "its character U+{code:04X} is drawn by glyph {glyph}, and it has {glyphs} glyphs (cmap, maxp)"
            );
            return Err(contradiction(why));
        }
        Ok(())
    }

    /// Checks that letters and digits have a width and that digits do not overlap. A font without them is valid: it
    /// may be for headings or for another script.
    fn check_digits(&self, outlines: &Outlines<'_>) -> Result<(), Unfit> {
        let cmap = self.font.cmap().map_err(damaged)?;
        let hmtx = self.font.hmtx().map_err(damaged)?;
        for c in ('0'..='9').chain('A'..='Z').chain('a'..='z') {
            let Some(id) = cmap.map_codepoint(c).filter(|id| id.to_u32() != 0) else {
                continue;
            };
            let width = f64::from(hmtx.advance(id).unwrap_or(0)) / self.units_per_em;
            if !WIDTH.contains(&width) {
                let (least, most) = WIDTH.into_inner();
                let why = format!(
                    "its character {c} is {width:.2} em wide; letters and digits have {least} to {most}"
                );
                return Err(Unfit::new(why, AGAIN));
            }
            let is_over = outlines.bounds(id)?.is_some_and(|bounds| {
                self.ems(bounds.left) < -DIGIT_OVERHANG
                    || self.ems(bounds.right) > width + DIGIT_OVERHANG
            });
            if c.is_ascii_digit() && is_over {
                let why = format!("its digit {c} is wider than the room that it takes (hmtx)");
                return Err(contradiction(why));
            }
        }
        Ok(())
    }
}

fn contradiction(why: impl Into<String>) -> Unfit {
    Unfit::new(
        format!("its tables contradict each other: {}", why.into()),
        AGAIN,
    )
}

fn damaged(error: impl std::fmt::Display) -> Unfit {
    Unfit::new(format!("it is damaged: {error}"), AGAIN)
}
