//! Fonts as they go into a file: subset, with exact widths and the text of every glyph.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::deflate;
use crate::diagnostic::Diagnostic;
use crate::layout::Page;
use crate::project::stylesheet::FaceId;
use crate::text::{Font, Fonts, Shaper};

/// The glyphs that are used of each font, and the text each of them stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repertoire {
    faces: BTreeMap<FaceId, BTreeMap<u16, String>>,
}

impl Repertoire {
    /// The glyphs of every word that a shaper has seen.
    #[must_use]
    pub fn of_shaper(shaper: &Shaper<'_>) -> Self {
        let mut repertoire = Self::default();
        for (face, word) in shaper.words() {
            repertoire.add(face, word);
        }
        repertoire
    }

    /// The glyphs on some pages.
    #[must_use]
    pub fn of_pages(pages: &[Page]) -> Self {
        let mut repertoire = Self::default();
        for page in pages {
            page.frame.for_each_text(&mut |_, text| {
                for word in &text.words {
                    repertoire.add(text.face, word);
                }
            });
        }
        repertoire
    }

    /// Adds a word's glyphs. A glyph that stands for several texts, as that of the hyphen does,
    /// is given the least of them, so that the order of words does not matter.
    fn add(&mut self, face: FaceId, word: &crate::text::Word) {
        let glyphs = self.faces.entry(face).or_default();
        for (glyph, text) in word.clusters() {
            let known = glyphs.entry(glyph.id).or_insert_with(|| text.to_owned());
            if known.is_empty() || (!text.is_empty() && text < known.as_str()) {
                text.clone_into(known);
            }
        }
    }

    /// The faces of which this has a glyph that `other` has not.
    fn faces_beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = FaceId> {
        let beyond = |face: &FaceId, glyphs: &BTreeMap<u16, String>| {
            let known = other.faces.get(face);
            !glyphs
                .keys()
                .all(|id| known.is_some_and(|known| known.contains_key(id)))
        };
        let faces = self.faces.iter();
        faces
            .filter(move |(face, glyphs)| beyond(face, glyphs))
            .map(|(face, _)| *face)
    }

    fn union(&self, face: FaceId, other: &Self) -> BTreeMap<u16, String> {
        let mut glyphs = self.faces.get(&face).cloned().unwrap_or_default();
        for (id, text) in other.faces.get(&face).into_iter().flatten() {
            glyphs.entry(*id).or_insert_with(|| text.clone());
        }
        glyphs
    }
}

/// The subsets of an edition's fonts, made once. A sheet that needs a glyph beyond them gets a
/// subset of its own for that font, so that its bytes never depend on other sheets.
#[derive(Debug)]
pub struct Subsets {
    repertoire: Repertoire,
    programs: BTreeMap<FaceId, FontProgram>,
}

impl Subsets {
    /// Cuts the fonts down to a repertoire.
    ///
    /// # Errors
    ///
    /// The fonts that are too damaged to be cut.
    pub fn new(fonts: &Fonts, repertoire: Repertoire) -> Result<Self, Vec<Diagnostic>> {
        let mut programs = BTreeMap::new();
        let mut problems = Vec::new();
        for (face, glyphs) in &repertoire.faces {
            match FontProgram::new(fonts.get(*face), glyphs) {
                Ok(program) => {
                    programs.insert(*face, program);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            repertoire,
            programs,
        })
    }

    /// The font programs for some pages: of each font that they use, the edition's, or one that
    /// has the glyphs of the pages besides.
    ///
    /// # Errors
    ///
    /// As for [`Subsets::new`].
    pub fn for_pages(
        &self,
        fonts: &Fonts,
        pages: &[Page],
    ) -> Result<BTreeMap<FaceId, FontProgram>, Vec<Diagnostic>> {
        let used = Repertoire::of_pages(pages);
        let mut programs: BTreeMap<FaceId, FontProgram> = used
            .faces
            .keys()
            .filter_map(|face| Some((*face, self.programs.get(face)?.clone())))
            .collect();
        for face in used.faces_beyond(&self.repertoire) {
            let glyphs = self.repertoire.union(face, &used);
            let program = FontProgram::new(fonts.get(face), &glyphs).map_err(|e| vec![e])?;
            programs.insert(face, program);
        }
        Ok(programs)
    }
}

/// A subset font: a file of its own, with glyphs renumbered.
#[derive(Clone, Debug)]
pub struct FontProgram {
    /// Six letters and a name, as a subset is called (ISO 32000-1, 9.6.4).
    name: String,
    /// New numbers by old.
    codes: BTreeMap<u16, u16>,
    /// Widths in font units, by old number.
    widths: BTreeMap<u16, i64>,
    /// The font file, deflated, and its length before.
    file: (Vec<u8>, usize),
    /// The CMap that gives every glyph its text, deflated.
    to_unicode: Vec<u8>,
    /// The dictionary of measures, without the file.
    descriptor: Dictionary,
    units_per_em: i64,
}

impl FontProgram {
    fn new(font: &Font, glyphs: &BTreeMap<u16, String>) -> Result<Self, Diagnostic> {
        let mut remapper = GlyphRemapper::new();
        for id in glyphs.keys() {
            remapper.remap(*id);
        }
        let file = subsetter::subset(&font.data, 0, &remapper).map_err(|error| {
            let message = format!("the font `{}` is damaged: {error}", font.name);
            Diagnostic::error("wrong-font", font.span, message)
                .help("get the font file again from where it came from")
        })?;
        let codes: BTreeMap<u16, u16> = glyphs
            .keys()
            .filter_map(|id| Some((*id, remapper.get(*id)?)))
            .collect();
        let widths = glyphs
            .keys()
            .map(|id| (*id, font.glyph_width(*id)))
            .collect();
        let name = format!("{}+{}", subset_tag(&file), postscript_name(font));
        let to_unicode = to_unicode(&codes, glyphs);
        Ok(Self {
            descriptor: descriptor(font, &name),
            name,
            file: (deflate(&file), file.len()),
            to_unicode: deflate(to_unicode.as_bytes()),
            units_per_em: font.metrics.units_per_em,
            codes,
            widths,
        })
    }

    /// The number of a glyph in the subset.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(&glyph).copied().unwrap_or(0)
    }

    /// The width of a glyph in font units.
    pub(super) fn width(&self, glyph: u16) -> i64 {
        self.widths.get(&glyph).copied().unwrap_or(0)
    }

    /// Adds the font to a document (ISO 32000-1, 9.7: a composite font with one descendant whose
    /// character codes are glyph numbers).
    pub(super) fn add_to(&self, document: &mut Document) -> ObjectId {
        let (file, length) = &self.file;
        let file = document.add_object(Stream::new(
            dictionary! {
                "Filter" => "FlateDecode",
                "Length1" => i64::try_from(*length).unwrap_or(i64::MAX),
            },
            file.clone(),
        ));
        let mut descriptor = self.descriptor.clone();
        descriptor.set("FontFile2", file);
        let descriptor = document.add_object(descriptor);
        let to_unicode = document.add_object(Stream::new(
            dictionary! { "Filter" => "FlateDecode" },
            self.to_unicode.clone(),
        ));
        let descendant = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::String(b"Adobe".to_vec(), StringFormat::Literal),
                "Ordering" => Object::String(b"Identity".to_vec(), StringFormat::Literal),
                "Supplement" => 0,
            },
            "CIDToGIDMap" => "Identity",
            "FontDescriptor" => descriptor,
            "W" => self.width_array(),
        });
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => Object::Name(self.name.clone().into_bytes()),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    }

    /// `/W`: the exact widths of all glyphs in thousandths of an em, from the first to the last
    /// (ISO 32000-1, 9.7.4.3).
    fn width_array(&self) -> Vec<Object> {
        let mut by_code: Vec<(u16, i64)> = self
            .codes
            .iter()
            .map(|(id, code)| (*code, self.width(*id)))
            .collect();
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

/// A CMap from codes to text (ISO 32000-1, 9.10.3; Adobe Technical Note #5411). Glyphs that stand
/// for no text of their own are left out.
fn to_unicode(codes: &BTreeMap<u16, u16>, glyphs: &BTreeMap<u16, String>) -> String {
    /// The most entries in one section of a CMap.
    const MOST: usize = 100;
    let mut entries: Vec<(u16, &str)> = codes
        .iter()
        .filter_map(|(id, code)| Some((*code, glyphs.get(id)?.as_str())))
        .filter(|(code, text)| *code != 0 && !text.is_empty())
        .collect();
    entries.sort_unstable();
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    // Writing to a string cannot fail.
    for section in entries.chunks(MOST) {
        let _ = writeln!(map, "{} beginbfchar", section.len());
        for (code, text) in section {
            let utf16: String = text
                .encode_utf16()
                .map(|unit| format!("{unit:04X}"))
                .collect();
            let _ = writeln!(map, "<{code:04X}> <{utf16}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
