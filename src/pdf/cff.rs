//! Subsets fonts with CFF outlines: only the table of the outlines, with each glyph at the code that strings use for it.
//!
//! A viewer finds the glyph of a code through the charset of the table (Adobe Technical Note #5176, 13). The subsetter
//! gives the glyphs consecutive codes there. Its charset is left behind and another one is added at the end.

use std::collections::BTreeMap;
use std::ops::Range;

use subsetter::{Error, GlyphRemapper};

use crate::text::sfnt::tables;

/// Subsets a font to glyphs with the given codes.
///
/// # Errors
///
/// Returns the reason why the font cannot be subset.
pub(super) fn subset(file: &[u8], codes: &BTreeMap<u16, u16>) -> Result<Vec<u8>, String> {
    let drawn = codes.iter().filter(|(id, _)| **id > 0);
    let mut by_code: Vec<(u16, u16)> = drawn.map(|(id, code)| (*code, *id)).collect();
    by_code.sort_unstable();
    let mut remapper = GlyphRemapper::new();
    for (_, id) in &by_code {
        remapper.remap(*id);
    }
    let file = subsetter::subset(file, 0, &remapper).map_err(|error| match error {
        Error::Unimplemented => {
            "a letter is composed of two glyphs in an outdated way (seac)".to_owned()
        }
        error => error.to_string(),
    })?;
    let codes: Vec<u16> = by_code.into_iter().map(|(code, _)| code).collect();
    outlines(&file)
        .and_then(|outlines| with_charset(outlines, &codes))
        .ok_or_else(|| "its table CFF cannot be read".to_owned())
}

/// The table of a font's outlines.
fn outlines(file: &[u8]) -> Option<&[u8]> {
    let tables = tables(file)?;
    let table = tables.iter().find(|table| table.tag == *b"CFF ")?;
    Some(table.data)
}

/// The table with other codes for its glyphs, from the second on: the first is that of missing characters.
fn with_charset(table: &[u8], codes: &[u16]) -> Option<Vec<u8>> {
    let mut new = table.to_vec();
    let place = offset_of_charset(table)?;
    let offset = i32::try_from(table.len()).ok()?;
    new.get_mut(place..place + 4)?
        .copy_from_slice(&offset.to_be_bytes());
    // Format 2: ranges of consecutive codes, each with its first code and the number of the others.
    new.push(2);
    for range in codes.chunk_by(|one, next| one.checked_add(1) == Some(*next)) {
        new.extend(range[0].to_be_bytes());
        new.extend(u16::try_from(range.len() - 1).ok()?.to_be_bytes());
    }
    Some(new)
}

/// The place of the number in the top dictionary that says where the charset is. The subsetter writes it with four
/// bytes (Adobe Technical Note #5176, 4 and 9).
fn offset_of_charset(table: &[u8]) -> Option<usize> {
    const CHARSET: u8 = 15;
    const LONG: u8 = 29;
    let header = usize::from(*table.get(2)?);
    let names = Index::read(table, header)?;
    let Range { start, end } = Index::read(table, names.end)?.first;
    let (mut at, mut operand) = (start, None);
    while at < end {
        let byte = *table.get(at)?;
        match byte {
            CHARSET => {
                return operand
                    .filter(|place| table[*place] == LONG)
                    .map(|place| place + 1);
            }
            0..=21 => operand = None,
            _ => operand = Some(at),
        }
        at += match byte {
            // An operator of two bytes, or a number.
            12 | 247..=254 => 2,
            28 => 3,
            LONG => 5,
            // Digits, two to a byte, up to a half byte of ones.
            30 => {
                let digits = table.get(at + 1..)?;
                2 + digits
                    .iter()
                    .position(|byte| byte & 0xF == 0xF || byte >> 4 == 0xF)?
            }
            _ => 1,
        };
    }
    None
}

/// A list of objects (Adobe Technical Note #5176, 5).
struct Index {
    /// The place of the first object.
    first: Range<usize>,
    end: usize,
}

impl Index {
    fn read(table: &[u8], at: usize) -> Option<Self> {
        let number = |at: usize, size: usize| {
            let bytes = table.get(at..at.checked_add(size)?)?.iter();
            Some(bytes.fold(0, |number, byte| number << 8 | usize::from(*byte)))
        };
        let count = number(at, 2)?;
        if count == 0 {
            let end = at + 2;
            return Some(Self {
                first: end..end,
                end,
            });
        }
        let size = number(at + 2, 1).filter(|size| (1..=4).contains(size))?;
        // Offsets count from the byte before the objects.
        let before = at + 2 + (count + 1) * size;
        let place = |object: usize| before.checked_add(number(at + 3 + object * size, size)?);
        Some(Self {
            first: place(0)?..place(1)?,
            end: place(count)?,
        })
    }
}
