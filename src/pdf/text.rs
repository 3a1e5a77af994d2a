//! Text that is read, not painted: titles, names, addresses (ISO 32000-1, 7.9.2.2).

use lopdf::{Object, StringFormat};

/// The characters of `PDFDocEncoding` from 0x80 on that differ from Latin-1 (ISO 32000-1, annex D.3).
const SPECIAL: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// A text in a byte a character where that can be, else in UTF-16.
pub(super) fn text_string(text: &str) -> Object {
    Object::String(text_bytes(text), StringFormat::Literal)
}

/// The bytes of such a text.
pub(super) fn text_bytes(text: &str) -> Vec<u8> {
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    bytes.unwrap_or_else(|| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_be_bytes).collect()
    })
}

/// The byte of a character in `PDFDocEncoding`.
pub(super) fn byte(c: char) -> Option<u8> {
    match c {
        ' '..='~' | '¡'..='¬' | '®'..='ÿ' => u8::try_from(u32::from(c)).ok(),
        '\u{fffd}' => None,
        _ => {
            let place = SPECIAL.iter().position(|special| *special == c)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        match text_string(text) {
            Object::String(bytes, _) => bytes,
            other => panic!("{other:?} is no string"),
        }
    }

    #[test]
    fn takes_a_byte_a_character_where_it_can() {
        assert_eq!(bytes("Families’ ñ – €"), b"Families\x90 \xF1 \x85 \xA0");
        assert_eq!(bytes("ő"), [0xFE, 0xFF, 0x01, 0x51]);
    }

    #[test]
    fn others_read_the_same_text() {
        for text in ["plain", "Alabama’s “data”…", "a\u{a0}b", "漢字", "ő ’"] {
            let read = lopdf::decode_text_string(&text_string(text));
            assert_eq!(read.expect("a text"), text);
        }
    }
}
