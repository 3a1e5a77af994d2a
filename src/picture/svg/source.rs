//! The text of an SVG file.

use std::borrow::Cow;

use super::encoding::{PLAIN, decode};
use crate::picture::unusable::Unusable;

/// The maximum size of a file in bytes.
pub(super) const LARGEST_FILE: usize = 10_000_000;

/// The advice for a file of another type.
pub(super) const OTHER_KIND: &str = "use an SVG, PNG or JPEG file";

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

/// The text of a file. An error if the file is of another type, too large, compressed or in an unknown encoding.
pub(super) fn text(data: &[u8]) -> Result<Cow<'_, str>, Unusable> {
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
    let text = match decode(data) {
        Err(_) if !String::from_utf8_lossy(data).contains("<svg") && !is_wide(data) => {
            return Err(Unusable::new(
                "it is no picture of a kind that is known",
                OTHER_KIND,
            ));
        }
        decoded => decoded?,
    };
    match text.contains("<svg") || text.contains(":svg") {
        true => Ok(text),
        false => Err(Unusable::new(
            "it is no picture of a kind that is known",
            OTHER_KIND,
        )),
    }
}

/// Whether a file begins as UTF-16 text does.
fn is_wide(data: &[u8]) -> bool {
    let starts: [&[u8]; 4] = [b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"];
    starts.iter().any(|start| data.starts_with(start))
}
