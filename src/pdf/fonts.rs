//! Fonts as they go into a file: subset, with exact widths and the text of every glyph.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::cmap::Codes;
use super::deflate::{Deflater, Effort};
use super::file::{File, Written};
use super::picture;
use super::repertoire::Repertoire;
use super::resources::{font_name, states};
use super::truetype::renumber;
use super::units::integer;
use crate::diagnostic::{Code, Diagnostic};
use crate::picture::Picture;
use crate::project::Speech;
use crate::project::stylesheet::FaceId;
use crate::text::{Font, Fonts};

/// The subsets of an edition's fonts, made once. A sheet that needs a glyph beyond them gets a
/// subset of its own for that font, so that its bytes never depend on other sheets.
#[derive(Clone, Debug)]
pub struct Subsets {
    repertoire: Repertoire,
    pictures: Vec<Arc<Picture>>,
    speech: Speech,
    head: Head,
}

impl Subsets {
    /// Subsets the fonts to the glyphs of a repertoire. `pictures` are those that sheets can have, and numbers are
    /// spoken in their language.
    ///
    /// # Errors
    ///
    /// Returns the errors of fonts that are too damaged to be subset.
    pub fn new(
        fonts: &Fonts,
        repertoire: Repertoire,
        pictures: &[Arc<Picture>],
        speech: Speech,
    ) -> Result<Self, Vec<Diagnostic>> {
        let head = Head::new(fonts, &repertoire, pictures)?;
        Ok(Self {
            repertoire,
            pictures: pictures.to_vec(),
            speech,
            head,
        })
    }

    /// The speech of numbers in the edition's language.
    pub(super) fn speech(&self) -> Speech {
        self.speech
    }

    /// The start of every file of the edition.
    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// The same subsets with additional glyphs.
    ///
    /// # Errors
    ///
    /// As for [`Subsets::new`].
    pub fn with(&self, fonts: &Fonts, more: &Repertoire) -> Result<Self, Vec<Diagnostic>> {
        let more = self.repertoire.with(more);
        Self::new(fonts, more, &self.pictures, self.speech)
    }
}

/// The start of the file of every sheet of an edition: fonts, pictures and the color space.
#[derive(Clone, Debug)]
pub(super) struct Head {
    programs: BTreeMap<FaceId, FontProgram>,
    written: Written,
    /// The resources of every page, by name.
    named: Dictionary,
    /// The same as an object.
    resources: ObjectId,
    output_intent: ObjectId,
}

impl Head {
    fn new(
        fonts: &Fonts,
        repertoire: &Repertoire,
        pictures: &[Arc<Picture>],
    ) -> Result<Self, Vec<Diagnostic>> {
        let codes = Codes::new(repertoire);
        let mut programs = BTreeMap::new();
        let mut problems = Vec::new();
        for (face, glyphs) in &repertoire.faces {
            match FontProgram::new(fonts.get(*face), glyphs, &codes) {
                Ok(program) => {
                    programs.insert(*face, program);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut deflater = Deflater::new();
        let mut file = File::new(&mut deflater);
        let (encoding, to_unicode) = (codes.encoding(&mut file), codes.to_unicode(&mut file));
        let mut dict = Dictionary::new();
        for (face, program) in &programs {
            let font = program.add_to(&encoding, to_unicode, &mut file);
            dict.set(font_name(*face), font);
        }
        let mut resources = dictionary! { "Font" => dict, "ExtGState" => states() };
        if !pictures.is_empty() {
            let mut dict = Dictionary::new();
            for own in pictures {
                if let Some(name) = picture::resource_name(own) {
                    let object = picture::write(own, &mut file);
                    dict.set(name, object);
                }
            }
            resources.set("XObject", dict);
        }
        let named = resources.clone();
        let resources = file.add(resources);
        let output_intent = super::color::output_intent(&mut file);
        Ok(Self {
            programs,
            written: file.into_head(),
            named,
            resources,
            output_intent,
        })
    }

    /// The fonts, by their place in the design.
    pub(super) fn programs(&self) -> &BTreeMap<FaceId, FontProgram> {
        &self.programs
    }

    /// A new file that begins with the fonts, the shared pictures and the output intent.
    pub(super) fn file<'d>(&self, deflater: &'d mut Deflater) -> File<'d> {
        File::after(&self.written, deflater)
    }

    /// The resources of every page.
    pub(super) fn resources(&self) -> ObjectId {
        self.resources
    }

    /// The resources of pages with more pictures, each given by its name and its object.
    pub(super) fn resources_with(&self, pictures: &[(String, ObjectId)]) -> Dictionary {
        let mut resources = self.named.clone();
        let shared = resources.get(b"XObject").and_then(Object::as_dict).cloned();
        let mut all = shared.unwrap_or_default();
        for (name, object) in pictures {
            all.set(name.as_str(), *object);
        }
        resources.set("XObject", all);
        resources
    }

    /// The output intent.
    pub(super) fn output_intent(&self) -> ObjectId {
        self.output_intent
    }
}

/// A subset font: a file of its own, with glyphs renumbered.
#[derive(Clone, Debug)]
pub(super) struct FontProgram {
    /// Six letters and a name, as a subset is called (ISO 32000-1, 9.6.4).
    name: String,
    /// The glyphs, each at its number in the whole font.
    glyphs: Vec<Option<Glyph>>,
    /// The font file.
    file: Vec<u8>,
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
    fn new(font: &Font, used: &BTreeMap<u16, String>, codes: &Codes) -> Result<Self, Diagnostic> {
        let is_narrow = codes.is_narrow();
        let mut remapper = GlyphRemapper::new();
        for id in used.keys() {
            remapper.remap(*id);
        }
        let damaged = |problem: &dyn std::fmt::Display| {
            let message = format!("the font `{}` is damaged: {problem}", font.name);
            Diagnostic::error(Code::WrongFont, font.span, message)
                .help("get the font file again from where it came from")
        };
        let file = subsetter::subset(&font.data, 0, &remapper).map_err(|error| damaged(&error))?;
        let codes: Vec<(u16, u16)> = codes.of(used).collect();
        let numbers = codes
            .iter()
            .filter_map(|(id, code)| Some((remapper.get(*id)?, *code)));
        let file = renumber(&file, &numbers.collect())
            .ok_or_else(|| damaged(&"a table is missing or too short"))?;
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
    fn add_to(&self, encoding: &Object, to_unicode: ObjectId, file: &mut File<'_>) -> ObjectId {
        let length = dictionary! { "Length1" => integer(self.file.len()) };
        let program = file.deflated(length, &self.file, Effort::Thorough);
        let mut descriptor = self.descriptor.clone();
        descriptor.set("FontFile2", program);
        let descriptor = file.add(descriptor);
        let descendant = file.add(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "CIDSystemInfo" => super::cmap::identity(),
            "CIDToGIDMap" => "Identity",
            "FontDescriptor" => descriptor,
            "W" => self.width_array(),
        });
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
