//! The text of an SVG file in any of the encodings that drawing programs write.
//!
//! XML is UTF-8 unless it says otherwise (Extensible Markup Language 1.0, 4.3.3). UTF-16 is known by its first bytes, and
//! other encodings by their declaration.

use std::borrow::Cow;

use crate::picture::unusable::Unusable;

/// The advice for a file in an encoding that is not known.
pub(super) const PLAIN: &str = "save it as plain SVG, with the encoding UTF-8";

/// The number of bytes in which an encoding is declared.
const DECLARATION: usize = 200;

/// The characters of Windows-1252 from 0x80 to 0x9F. ISO 8859-1 has none there, and files that say they are in it often
/// are in Windows-1252.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file. An error if it is in no encoding that is known.
pub(super) fn decode(data: &[u8]) -> Result<Cow<'_, str>, Unusable> {
    match data {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(data, u16::from_le_bytes),
        [0, b'<', ..] => utf16(data, u16::from_be_bytes),
        _ => match declared(data).as_deref() {
            None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(data),
            Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
                Ok(data.iter().map(|byte| windows(*byte)).collect())
            }
            Some(other) => {
                let why = format!("its encoding `{other}` is not known");
                Err(Unusable::new(why, PLAIN))
            }
        },
    }
}

/// The declared encoding in small letters, or `None` without a declaration.
fn declared(data: &[u8]) -> Option<String> {
    let start = &data[..data.len().min(DECLARATION)];
    let start = String::from_utf8_lossy(start);
    let declaration = start
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let name = value[1..].split(quote).next()?;
    Some(name.to_lowercase())
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(data: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, Unusable> {
    let (pairs, rest) = data.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text.into()),
        _ => Err(Unusable::new("it is damaged UTF-16 text", PLAIN)),
    }
}

fn utf8(data: &[u8]) -> Result<Cow<'_, str>, Unusable> {
    let text = std::str::from_utf8(data).map_err(|error| {
        let (valid, rest) = data.split_at(error.valid_up_to());
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        let why = format!(
            "it is not UTF-8 text: line {line} has the byte 0x{:02x}",
            rest[0]
        );
        Unusable::new(
            why,
            "save it as plain SVG, with the encoding UTF-8, or declare the encoding that it has",
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).into())
}
