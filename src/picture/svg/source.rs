//! The text of an SVG file.

use crate::picture::unusable::Unusable;

/// The maximum size of a file in bytes.
const LARGEST_FILE: usize = 10_000_000;

/// The advice for a file of another type.
pub(super) const OTHER_KIND: &str = "use an SVG, PNG or JPEG file";

/// The advice for a file in another encoding.
const PLAIN: &str = "save it as plain SVG, with the encoding UTF-8";

/// The signatures of other file types: the byte offset, the signature, and the name of the type.
const KINDS: [(usize, &[u8], &str); 12] = [
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"BM", "a BMP picture"),
    (0, b"%PDF", "a PDF file"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"\xc5\xd0\xd3\xc6", "a PostScript file"),
    (0, b"\0\0\x01\0", "an icon"),
];

/// The text of a file. An error if the file is of another type, too large, compressed or not in UTF-8.
pub(super) fn text(data: &[u8]) -> Result<&str, Unusable> {
    let begins = |(at, start, _): &&(usize, &[u8], &str)| {
        data.get(*at..).is_some_and(|rest| rest.starts_with(start))
    };
    if let Some((_, _, kind)) = KINDS.iter().find(begins) {
        return Err(Unusable::new(format!("it is {kind}"), OTHER_KIND));
    }
    if data.len() > LARGEST_FILE {
        let why = format!("it has more than {} MB", LARGEST_FILE / 1_000_000);
        return Err(Unusable::new(why, "simplify it, or save it as PNG"));
    }
    if data.starts_with(b"\x1f\x8b") {
        return Err(Unusable::new("it is a compressed SVG file (.svgz)", PLAIN));
    }
    let is_wide = |start: &[u8]| data.starts_with(start);
    if [b"\xff\xfe".as_slice(), b"\xfe\xff", b"<\0", b"\0<"]
        .into_iter()
        .any(is_wide)
    {
        return Err(Unusable::new("it is UTF-16 text, not UTF-8", PLAIN));
    }
    let text = std::str::from_utf8(data).map_err(|error| {
        let (valid, rest) = data.split_at(error.valid_up_to());
        if !String::from_utf8_lossy(data).contains("<svg") {
            return Unusable::new("it is no picture of a kind that is known", OTHER_KIND);
        }
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        let why = format!(
            "it is not UTF-8 text: line {line} has the byte 0x{:02x}",
            rest[0]
        );
        Unusable::new(why, PLAIN)
    })?;
    match text.contains("<svg") || text.contains(":svg") {
        true => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        false => Err(Unusable::new(
            "it is no picture of a kind that is known",
            OTHER_KIND,
        )),
    }
}
