//! Reading the files inside of a PDF.
//!
//! Not with a parser of PDF: a few bytes can make one take all the memory there is. The dictionary of a stream is
//! never compressed, so a file inside is found by what its own says (ISO 32000-1, 7.11.4), in any PDF that is not
//! encrypted.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// The most bytes that are read of a file inside of a PDF.
const LARGEST: u64 = 16 << 20;

/// The most files that are looked at: more than a book has sheets.
const MOST: usize = 20_000;

/// What the dictionary of a file inside of a PDF says.
const TYPE: &[u8] = b"/EmbeddedFile";

/// The longest way from there to the ends of its dictionary.
const REACH: usize = 2_000;

/// The contents of the files inside of a PDF. Those that cannot be read are left out.
///
/// # Errors
///
/// When it is no PDF.
pub fn attached(pdf: &[u8]) -> Result<Vec<Vec<u8>>, &'static str> {
    if !pdf.starts_with(b"%PDF-") {
        return Err("it is no PDF");
    }
    let places = find_all(pdf, TYPE).take(MOST);
    Ok(places.filter_map(|place| content(pdf, place)).collect())
}

/// The content of the stream in whose dictionary a place is.
fn content(pdf: &[u8], place: usize) -> Option<Vec<u8>> {
    let before = &pdf[place.saturating_sub(REACH)..place];
    let start = place - before.len() + find_all(before, b" obj").last()?;
    let after = &pdf[place..pdf.len().min(place + REACH)];
    let end = place + find_all(after, b"stream").next()?;
    let dictionary = &pdf[start..end];
    let says = |word: &[u8]| find_all(dictionary, word).next().is_some();
    let inside = &pdf[end + b"stream".len()..];
    let inside = inside.strip_prefix(b"\r").unwrap_or(inside);
    let inside = inside.strip_prefix(b"\n")?;
    match (says(b"/FlateDecode"), says(b"/Filter")) {
        (true, _) => whole(ZlibDecoder::new(inside)),
        (false, true) => None,
        (false, false) => whole(&inside[..find_all(inside, b"endstream").next()?]),
    }
}

/// All that can be read, unless it is too much.
fn whole(mut inside: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    inside.by_ref().take(LARGEST).read_to_end(&mut bytes).ok()?;
    let is_all = inside.read(&mut [0]).ok()? == 0;
    is_all.then_some(bytes)
}

/// Where some bytes stand among others.
fn find_all<'b>(bytes: &'b [u8], wanted: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let windows = bytes.windows(wanted.len()).enumerate();
    windows
        .filter(move |(_, window)| *window == wanted)
        .map(|(place, _)| place)
}
