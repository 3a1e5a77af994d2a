//! One font as it goes into a file: subset, with exact widths.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};

use super::cmap::Codes;
use super::deflate::Effort;
use super::file::File;
use super::units::integer;
use super::{cff, truetype};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{Font, OutlineFormat};

/// A subset font: a file of its own, with glyphs renumbered.
#[derive(Clone, Debug)]
pub(super) struct FontProgram {
    /// Six letters and a name, as a subset is called (ISO 32000-1, 9.6.4).
    name: String,
    /// The glyphs, each at its number in the whole font.
    glyphs: Vec<Option<Glyph>>,
    /// The font file, or its only table that a viewer needs.
    file: Vec<u8>,
    format: OutlineFormat,
    /// The dictionary of measures, without the file.
    descriptor: Dictionary,
    units_per_em: i64,
    /// `true` if codes have one byte.
    is_narrow: bool,
}

/// A glyph of a subset.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    /// Its code in strings, which is its number in the subset.
    code: u16,
    /// Its width in font units.
    width: i64,
}

impl FontProgram {
    /// Subsets a font to the glyphs in use.
    ///
    /// # Errors
    ///
    /// Returns the error of a font that is too damaged to be subset.
    pub(super) fn new(
        font: &Font,
        used: &BTreeMap<u16, String>,
        codes: &Codes,
    ) -> Result<Self, Diagnostic> {
        let is_narrow = codes.is_narrow();
        let damaged = |problem: String| {
            let message = format!("the font `{}` is damaged: {problem}", font.name);
            Diagnostic::error(Code::WrongFont, font.span, message)
                .help("get the font file again from where it came from")
        };
        let codes: BTreeMap<u16, u16> = codes.of(used).collect();
        let file = match font.outline_format {
            OutlineFormat::TrueType => truetype::subset(&font.data, &codes),
            OutlineFormat::Cff => cff::subset(&font.data, &codes),
        };
        let file = file.map_err(damaged)?;
        let mut glyphs = Vec::new();
        for (id, code) in codes {
            let (place, width) = (usize::from(id), font.glyph_width(id));
            glyphs.resize(glyphs.len().max(place + 1), None);
            glyphs[place] = Some(Glyph { code, width });
        }
        let name = format!("{}+{}", subset_tag(&file), postscript_name(font));
        Ok(Self {
            descriptor: descriptor(font, &name),
            name,
            glyphs,
            file,
            format: font.outline_format,
            units_per_em: font.metrics.units_per_em,
            is_narrow,
        })
    }

    /// The opening delimiter of a string of codes (ISO 32000-1, 7.3.4). Codes of one byte are mostly printable
    /// characters; codes of two bytes are not and are written as hexadecimal digits.
    pub(super) fn string_start(&self) -> &'static str {
        if self.is_narrow { "(" } else { "<" }
    }

    /// The delimiter that closes it.
    pub(super) fn string_end(&self) -> &'static str {
        if self.is_narrow { ")" } else { ">" }
    }

    /// Appends the code of a glyph to a string. Returns the glyph's width in font units, or `None` if the subset lacks
    /// the glyph.
    pub(super) fn push_code(&self, glyph: u16, string: &mut String) -> Option<i64> {
        let Glyph { code, width } = (*self.glyphs.get(usize::from(glyph))?)?;
        // Writing to a string cannot fail.
        let _ = match u8::try_from(code).map(char::from) {
            Ok(c @ ('(' | ')' | '\\')) if self.is_narrow => write!(string, "\\{c}"),
            Ok(c @ ' '..='~') if self.is_narrow => {
                string.push(c);
                Ok(())
            }
            _ if self.is_narrow => write!(string, "\\{code:03o}"),
            _ => write!(string, "{code:04X}"),
        };
        Some(width)
    }

    /// Adds the font to a file (ISO 32000-1, 9.7: a composite font with one descendant).
    pub(super) fn add_to(
        &self,
        encoding: &Object,
        to_unicode: ObjectId,
        file: &mut File<'_>,
    ) -> ObjectId {
        // ISO 32000-1, tables 117 and 126.
        let (subtype, key, about) = match self.format {
            OutlineFormat::TrueType => {
                let length = dictionary! { "Length1" => integer(self.file.len()) };
                ("CIDFontType2", "FontFile2", length)
            }
            OutlineFormat::Cff => {
                let kind = dictionary! { "Subtype" => "CIDFontType0C" };
                ("CIDFontType0", "FontFile3", kind)
            }
        };
        let mut descriptor = self.descriptor.clone();
        descriptor.set(key, file.deflated(about, &self.file, Effort::Thorough));
        let descriptor = file.add(descriptor);
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => subtype,
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "CIDSystemInfo" => super::cmap::identity(),
            "FontDescriptor" => descriptor,
            "W" => self.width_array(),
        };
        if self.format == OutlineFormat::TrueType {
            // The charset of CFF outlines is such a map.
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = file.add(descendant);
        file.add(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "Encoding" => encoding.clone(),
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    }

    /// `/W`: the exact widths of all glyphs in thousandths of an em, from the first to the last
    /// (ISO 32000-1, 9.7.4.3).
    fn width_array(&self) -> Vec<Object> {
        let glyphs = self.glyphs.iter().flatten();
        let mut by_code: Vec<(u16, i64)> = glyphs.map(|glyph| (glyph.code, glyph.width)).collect();
        by_code.sort_unstable();
        let mut array = Vec::new();
        let mut run: Vec<Object> = Vec::new();
        let mut next = None;
        for (code, width) in by_code {
            if next != Some(code) {
                if !run.is_empty() {
                    array.push(Object::Array(std::mem::take(&mut run)));
                }
                array.push(Object::Integer(i64::from(code)));
            }
            run.push(thousandths(width, self.units_per_em));
            next = Some(code + 1);
        }
        if !run.is_empty() {
            array.push(Object::Array(run));
        }
        array
    }
}

/// Font units in thousandths of an em: an integer when it is one.
fn thousandths(units: i64, units_per_em: i64) -> Object {
    let scaled = units * 1000;
    if scaled % units_per_em == 0 {
        return Object::Integer(scaled / units_per_em);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "widths are a few thousand units"
    )]
    let width = (scaled as f64 / units_per_em as f64) as f32;
    Object::Real(width)
}

fn descriptor(font: &Font, name: &str) -> Dictionary {
    /// The flags of ISO 32000-1, table 123.
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let metrics = &font.metrics;
    let scaled = |units: i64| thousandths(units, metrics.units_per_em);
    let is_italic = metrics.italic_angle != 0.0;
    #[expect(clippy::cast_possible_truncation, reason = "an angle and a stem width")]
    let (angle, stem) = (
        metrics.italic_angle as f32,
        // The usual estimate from the weight; only substitution fonts would need it.
        (10.0 + 220.0 * (metrics.weight - 50.0) / 900.0).round() as i64,
    );
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => Object::Name(name.as_bytes().to_vec()),
        "Flags" => SYMBOLIC | if is_italic { ITALIC } else { 0 },
        "FontBBox" => metrics.bounds.map(scaled).to_vec(),
        "ItalicAngle" => angle,
        "Ascent" => scaled(metrics.ascent),
        "Descent" => scaled(metrics.descent),
        "CapHeight" => scaled(metrics.cap_height),
        "StemV" => stem,
    }
}

/// Six capital letters from the content of a subset.
fn subset_tag(file: &[u8]) -> String {
    let hash = Sha256::digest(file);
    hash.iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

/// A font's own name, or the design's, with only the characters that a PostScript name may have.
fn postscript_name(font: &Font) -> String {
    let name = font.postscript_name.as_deref().unwrap_or(&font.name);
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let name: String = name.chars().filter(plain).collect();
    if name.is_empty() {
        "Font".to_owned()
    } else {
        name
    }
}
