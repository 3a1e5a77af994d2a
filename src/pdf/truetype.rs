//! Subsets TrueType files: only the tables that a viewer needs to draw, with each glyph at the number that strings use
//! for it.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use crate::text::sfnt::{checksum, tables};

/// The tables that are needed (ISO 32000-1, 9.9, table 126). Hinting matters only on screens with few pixels. Names
/// and character maps are not read when codes are glyph numbers.
struct Font<'f> {
    head: &'f [u8],
    hhea: &'f [u8],
    hmtx: &'f [u8],
    loca: &'f [u8],
    maxp: &'f [u8],
    glyf: &'f [u8],
}

/// Subsets a font to glyphs with the given codes and to the tables that are needed.
///
/// # Errors
///
/// Returns the reason why a damaged font cannot be subset.
pub(super) fn subset(file: &[u8], codes: &BTreeMap<u16, u16>) -> Result<Vec<u8>, String> {
    let mut remapper = GlyphRemapper::new();
    for id in codes.keys() {
        remapper.remap(*id);
    }
    let file = subsetter::subset(file, 0, &remapper).map_err(|error| error.to_string())?;
    let numbers = codes
        .iter()
        .filter_map(|(id, code)| Some((remapper.get(*id)?, *code)));
    renumber(&file, &numbers.collect()).ok_or_else(|| "a table is missing or too short".to_owned())
}

/// The same font with only the tables that are needed and with new glyph numbers. Glyphs without a given number are
/// components of others and come last. Returns `None` if the file lacks a table or a table is damaged.
fn renumber(file: &[u8], numbers: &BTreeMap<u16, u16>) -> Option<Vec<u8>> {
    let all = tables(file)?;
    let table = |tag: &[u8; 4]| {
        let found = all.iter().find(|table| table.tag == *tag)?;
        Some(found.data)
    };
    let font = Font {
        head: table(b"head")?,
        hhea: table(b"hhea")?,
        hmtx: table(b"hmtx")?,
        loca: table(b"loca")?,
        maxp: table(b"maxp")?,
        glyf: table(b"glyf")?,
    };
    font.renumbered(numbers)
}

impl Font<'_> {
    fn renumbered(&self, numbers: &BTreeMap<u16, u16>) -> Option<Vec<u8>> {
        let new = self.all_numbers(numbers)?;
        let old: BTreeMap<u16, u16> = new.iter().map(|(old, new)| (*new, *old)).collect();
        let count = old.keys().last()?.checked_add(1)?;
        let (mut glyf, mut hmtx, mut ends) = (Vec::new(), Vec::new(), vec![0]);
        for number in 0..count {
            match old.get(&number) {
                Some(old) => {
                    glyf.extend(renumbered_parts(self.glyph(*old)?, &new)?);
                    glyf.resize(glyf.len().next_multiple_of(2), 0);
                    hmtx.extend(self.metrics(*old)?);
                }
                None => hmtx.extend([0; 4]),
            }
            ends.push(glyf.len());
        }
        let is_short = glyf.len() <= 2 * usize::from(u16::MAX);
        let loca = ends.iter().flat_map(|end| {
            let end = if is_short { end / 2 } else { *end };
            let bytes = u32::try_from(end).unwrap_or(u32::MAX).to_be_bytes();
            bytes.into_iter().skip(if is_short { 2 } else { 0 })
        });
        let mut head = with(self.head, 50, u16::from(!is_short))?;
        head.get_mut(8..12)?.fill(0);
        pack(&[
            (b"glyf", glyf),
            (b"head", head),
            (b"hhea", with(self.hhea, 34, count)?),
            (b"hmtx", hmtx),
            (b"loca", loca.collect()),
            (b"maxp", with(self.maxp, 4, count)?),
        ])
    }

    /// The new number of every glyph: the given ones, and free numbers for the others.
    fn all_numbers(&self, numbers: &BTreeMap<u16, u16>) -> Option<BTreeMap<u16, u16>> {
        let count = number(self.maxp, 4)?;
        let mut next = numbers.values().max().copied().unwrap_or(0);
        (0..count)
            .map(|old| {
                let given = numbers.get(&old).copied().filter(|_| old > 0);
                let new = match (old, given) {
                    (0, _) => 0,
                    (_, Some(given)) => given,
                    (_, None) => {
                        next = next.checked_add(1)?;
                        next
                    }
                };
                Some((old, new))
            })
            .collect()
    }

    /// The outlines of a glyph (OpenType 1.9, "loca").
    fn glyph(&self, glyph: u16) -> Option<&[u8]> {
        let place = |index: usize| match number(self.head, 50) {
            Some(0) => Some(2 * usize::from(number(self.loca, 2 * index)?)),
            _ => {
                let bytes = self.loca.get(4 * index..4 * index + 4)?;
                usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
            }
        };
        let index = usize::from(glyph);
        self.glyf.get(place(index)?..place(index + 1)?)
    }

    /// The advance and the left side bearing of a glyph (OpenType 1.9, "hmtx"): the last advance holds
    /// for all glyphs beyond.
    fn metrics(&self, glyph: u16) -> Option<[u8; 4]> {
        let full = usize::from(number(self.hhea, 34)?);
        let index = usize::from(glyph);
        let advance = 4 * index.min(full.checked_sub(1)?);
        let bearing = if index < full {
            4 * index + 2
        } else {
            4 * full + 2 * (index - full)
        };
        let advance = self.hmtx.get(advance..advance + 2)?;
        let bearing = self.hmtx.get(bearing..bearing + 2)?;
        [advance, bearing].concat().try_into().ok()
    }
}

/// A glyph with new numbers for its components, if it is composite (OpenType 1.9, "glyf").
fn renumbered_parts(glyph: &[u8], new: &BTreeMap<u16, u16>) -> Option<Vec<u8>> {
    const WORDS: u16 = 1;
    const SCALE: u16 = 1 << 3;
    const MORE: u16 = 1 << 5;
    const TWO_SCALES: u16 = 1 << 6;
    const MATRIX: u16 = 1 << 7;
    let mut glyph = glyph.to_vec();
    // A count of contours below 0 is that of a composite glyph.
    if number(&glyph, 0).is_none_or(|contours| contours < 0x8000) {
        return Some(glyph);
    }
    let mut at = 10;
    loop {
        let flags = number(&glyph, at)?;
        let part = new.get(&number(&glyph, at + 2)?)?;
        glyph[at + 2..at + 4].copy_from_slice(&part.to_be_bytes());
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 };
        at += match flags & (SCALE | TWO_SCALES | MATRIX) {
            SCALE => 2,
            TWO_SCALES => 4,
            MATRIX => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            return Some(glyph);
        }
    }
}

/// The 16-bit number at a place of a table.
fn number(table: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(table.get(at..at + 2)?.try_into().ok()?))
}

/// A table with another 16-bit number at a place.
fn with(table: &[u8], at: usize, number: u16) -> Option<Vec<u8>> {
    let mut table = table.to_vec();
    table
        .get_mut(at..at + 2)?
        .copy_from_slice(&number.to_be_bytes());
    Some(table)
}

/// A font file with these tables (OpenType 1.9, "Table Directory").
fn pack(tables: &[(&[u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let mut file = directory(tables)?;
    let mut head = 0;
    for (tag, data) in tables {
        if *tag == b"head" {
            head = file.len();
        }
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    // The sum of the whole file is to be this number (OpenType 1.9, "head").
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    let field = file.get_mut(head + 8..head + 12)?;
    field.copy_from_slice(&adjustment.to_be_bytes());
    Some(file)
}

/// The bytes before the tables.
fn directory(tables: &[(&[u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = u16::try_from(count.checked_ilog2()?).ok()?;
    let mut bytes = vec![0, 1, 0, 0];
    for field in [count, 16 << power, power, 16 * (count - (1 << power))] {
        bytes.extend(field.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in tables {
        bytes.extend(*tag);
        bytes.extend(checksum(data).to_be_bytes());
        bytes.extend(u32::try_from(offset).ok()?.to_be_bytes());
        bytes.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        offset += data.len().next_multiple_of(4);
    }
    Some(bytes)
}
