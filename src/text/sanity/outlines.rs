//! The outlines of glyphs in the two forms that fonts have them: TrueType's and those of CFF.

use read_fonts::ps::cff::CffFontRef;
use read_fonts::tables::glyf::Glyf;
use read_fonts::tables::loca::Loca;
use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, TableProvider};

use super::{contradiction, damaged};
use crate::text::unfit::Unfit;

/// The outlines of a font.
pub(super) enum Outlines<'f> {
    TrueType { loca: Loca<'f>, glyf: Glyf<'f> },
    Cff(CffFontRef<'f>),
}

/// A box in font units, upwards from the baseline.
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl<'f> Outlines<'f> {
    /// The outlines of as many glyphs as the font claims to have.
    ///
    /// # Errors
    ///
    /// Returns an error if there are fewer or more, or if they are outside the file.
    pub(super) fn read(font: &FontRef<'f>, glyphs: u32) -> Result<Self, Unfit> {
        let (outlines, source) = match font.data_for_tag(Tag::new(b"glyf")) {
            Some(glyf) => (true_type(font, glyf.len(), glyphs)?, "maxp, loca"),
            None => (cff(font, glyphs)?, "maxp, CFF"),
        };
        outlines.ok_or_else(|| {
            contradiction(format!(
                "it has not the {glyphs} glyphs that it claims ({source})"
            ))
        })
    }

    /// The box around a glyph, or `None` for a blank one. For a CFF outline, it also holds the control points of curves.
    pub(super) fn bounds(&self, id: GlyphId) -> Result<Option<Bounds>, Unfit> {
        match self {
            Self::TrueType { loca, glyf } => {
                let glyph = loca.get_glyf(id, glyf).map_err(damaged)?;
                Ok(glyph.map(|glyph| Bounds {
                    left: glyph.x_min().into(),
                    bottom: glyph.y_min().into(),
                    right: glyph.x_max().into(),
                    top: glyph.y_max().into(),
                }))
            }
            Self::Cff(cff) => {
                let subfont = cff.subfont(cff.subfont_index(id).unwrap_or(0), &[]);
                let extents = cff.evaluate_extents(&subfont.map_err(damaged)?, id, &[]);
                Ok(extents.map_err(damaged)?.map(|extents| Bounds {
                    left: extents.x_min.to_f64(),
                    bottom: extents.y_min.to_f64(),
                    right: extents.x_max.to_f64(),
                    top: extents.y_max.to_f64(),
                }))
            }
        }
    }

    /// The width of a glyph in font units that a CFF outline records beside the font's table of widths.
    pub(super) fn width(&self, id: GlyphId) -> Result<Option<f64>, Unfit> {
        let Self::Cff(cff) = self else {
            return Ok(None);
        };
        let subfont = cff.subfont(cff.subfont_index(id).unwrap_or(0), &[]);
        let width = cff.evaluate_width(&subfont.map_err(damaged)?, id, &[]);
        Ok(width.map_err(damaged)?.map(|width| width.to_f64()))
    }
}

fn true_type<'f>(
    font: &FontRef<'f>,
    length: usize,
    glyphs: u32,
) -> Result<Option<Outlines<'f>>, Unfit> {
    let loca = font.loca(None).map_err(damaged)?;
    let last = loca.get_raw(glyphs as usize).map(|end| end as usize);
    if last.is_none_or(|end| end > length) || !loca.all_offsets_are_ascending() {
        return Ok(None);
    }
    let glyf = font.glyf().map_err(damaged)?;
    Ok(Some(Outlines::TrueType { loca, glyf }))
}

fn cff<'f>(font: &FontRef<'f>, glyphs: u32) -> Result<Option<Outlines<'f>>, Unfit> {
    let table = font.data_for_tag(Tag::new(b"CFF ")).unwrap_or_default();
    // The first byte is the version, and CFF2 is a table of its own.
    if table.as_bytes().first() != Some(&1) {
        return Err(damaged("its outlines are of an unknown version (CFF)"));
    }
    let units_per_em = font.head().map_err(damaged)?.units_per_em();
    let cff =
        CffFontRef::new_cff(table.as_bytes(), 0, Some(units_per_em.into())).map_err(damaged)?;
    Ok((cff.num_glyphs() == glyphs).then_some(Outlines::Cff(cff)))
}
