//! The codes that stand for glyphs in strings, the same in all fonts of a file, and the maps from codes to text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::deflate::Effort;
use super::file::File;
use super::repertoire::Repertoire;
use super::text::byte;

/// The name of the map in which each byte is its own character.
const ONE_BYTE: &str = "OneByteIdentityH";

/// The codes. A glyph's code depends on the text it represents. If that text is one character of one byte, the code is
/// that byte, so that strings can be read in the file. If several glyphs of a font represent the same text, the first
/// has that code.
#[derive(Debug)]
pub(super) struct Codes {
    /// By text, and by the index of the glyph among those for the same text.
    codes: BTreeMap<(String, usize), u16>,
    is_narrow: bool,
}

impl Codes {
    /// Codes for all glyphs of a repertoire.
    pub(super) fn new(repertoire: &Repertoire) -> Self {
        let keys: BTreeSet<(String, usize)> = repertoire
            .faces
            .values()
            .flat_map(keys)
            .map(|(_, key)| key)
            .collect();
        // Code 0 is that of a glyph that is missing.
        let is_narrow = keys.len() < 256;
        let own: BTreeMap<(String, usize), u16> = keys
            .iter()
            .filter_map(|key| Some((key.clone(), own_code(key)?)))
            .collect();
        let taken: BTreeSet<u16> = own.values().copied().collect();
        let mut free = (1..=u16::MAX).filter(|code| !taken.contains(code));
        let mut codes = own;
        for key in keys {
            // A font has no more glyphs than there are codes.
            codes
                .entry(key)
                .or_insert_with(|| free.next().unwrap_or_default());
        }
        Self { codes, is_narrow }
    }

    /// Returns `true` if codes have one byte.
    pub(super) fn is_narrow(&self) -> bool {
        self.is_narrow
    }

    /// The codes of some glyphs of one font.
    pub(super) fn of<'c>(
        &'c self,
        glyphs: &'c BTreeMap<u16, String>,
    ) -> impl Iterator<Item = (u16, u16)> + 'c {
        keys(glyphs).filter_map(|(id, key)| Some((id, *self.codes.get(&key)?)))
    }

    /// The mapping from codes to characters of a collection (ISO 32000-1, 9.7.5), which maps each code to itself.
    /// pdfminer and tools built on it do not parse such a map but recognize its name.
    pub(super) fn encoding(&self, file: &mut File<'_>) -> Object {
        if !self.is_narrow {
            return Object::from("Identity-H");
        }
        let map = cmap(
            ONE_BYTE,
            "Identity",
            1,
            "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n\
             1 begincidrange\n<00> <FF> 0\nendcidrange\n",
        );
        let dict = dictionary! {
            "Type" => "CMap", "CMapName" => ONE_BYTE, "CIDSystemInfo" => identity(),
        };
        file.deflated(dict, map.as_bytes(), Effort::Thorough).into()
    }

    /// A CMap from codes to text (ISO 32000-1, 9.10.3; Adobe Technical Note #5411). Glyphs that represent no text are
    /// left out.
    pub(super) fn to_unicode(&self, file: &mut File<'_>) -> ObjectId {
        let digits = if self.is_narrow { 2 } else { 4 };
        let texts = self
            .codes
            .iter()
            .map(|((text, _), code)| (*code, text.as_str()));
        let mut entries: Vec<(u16, &str)> = texts.filter(|(_, text)| !text.is_empty()).collect();
        entries.sort_unstable();
        let (mut ranges, mut chars) = (Vec::new(), Vec::new());
        for run in entries.chunk_by(|one, next| follow_each_other(*one, *next)) {
            let (first, text) = run[0];
            let last = run[run.len() - 1].0;
            let text = utf16(text);
            match run.len() {
                1 => chars.push(format!("<{first:0digits$X}> <{text}>")),
                _ => ranges.push(format!("<{first:0digits$X}> <{last:0digits$X}> <{text}>")),
            }
        }
        let (none, all) = ("0".repeat(digits), "F".repeat(digits));
        let mut body = format!("1 begincodespacerange\n<{none}> <{all}>\nendcodespacerange\n");
        sections(&mut body, "bfrange", &ranges);
        sections(&mut body, "bfchar", &chars);
        let map = cmap("Adobe-Identity-UCS", "UCS", 2, &body);
        file.deflated(Dictionary::new(), map.as_bytes(), Effort::Thorough)
    }
}

/// The glyphs of one font, each with its text and which of the glyphs of that text it is.
fn keys(glyphs: &BTreeMap<u16, String>) -> impl Iterator<Item = (u16, (String, usize))> + '_ {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    glyphs.iter().map(move |(id, text)| {
        let count = counts.entry(text).or_default();
        let key = (text.clone(), *count);
        *count += 1;
        (*id, key)
    })
}

/// The code of a text of one character of one byte, for the first of its glyphs; otherwise `None`.
fn own_code((text, which): &(String, usize)) -> Option<u16> {
    let mut chars = text.chars();
    let (Some(c), None, 0) = (chars.next(), chars.next(), *which) else {
        return None;
    };
    byte(c).map(u16::from)
}

/// Returns `true` if a code and its text directly follow others, so that both fit into one range. Ghostscript adds to
/// the two bytes of a range's text, so ranges contain only characters of one byte.
fn follow_each_other((one, text): (u16, &str), (next, following): (u16, &str)) -> bool {
    let unit = |text: &str| match text.encode_utf16().collect::<Vec<u16>>().as_slice() {
        [unit @ ..=0xFF] => Some(*unit),
        _ => None,
    };
    let goes_on =
        |one: u16, next: u16| one.checked_add(1) == Some(next) && !next.is_multiple_of(256);
    let texts = unit(text).zip(unit(following));
    goes_on(one, next) && texts.is_some_and(|(one, next)| goes_on(one, next))
}

fn utf16(text: &str) -> String {
    let units = text.encode_utf16();
    units.map(|unit| format!("{unit:04X}")).collect()
}

/// Adds sections of at most a hundred entries.
fn sections(body: &mut String, kind: &str, entries: &[String]) {
    for section in entries.chunks(100) {
        let entries = section.join("\n");
        // Writing to a string cannot fail.
        let _ = write!(
            body,
            "{} begin{kind}\n{entries}\nend{kind}\n",
            section.len()
        );
    }
}

/// A CMap file with this body.
fn cmap(name: &str, ordering: &str, kind: u8, body: &str) -> String {
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def\n\
         /CMapName /{name} def\n/CMapType {kind} def\n{body}\
         endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
}

/// The character collection of the identity mapping.
pub(super) fn identity() -> Dictionary {
    dictionary! {
        "Registry" => Object::String(b"Adobe".to_vec(), StringFormat::Literal),
        "Ordering" => Object::String(b"Identity".to_vec(), StringFormat::Literal),
        "Supplement" => 0,
    }
}
