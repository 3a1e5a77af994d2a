//! Extracts the files attached to a PDF.
//!
//! No PDF parser is used: a few bytes can make one fill the memory. The dictionary of a stream is never compressed, so
//! an attached file is found by its type (ISO 32000-1, 7.11.4), in any PDF that is not encrypted.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// The maximum number of bytes to read from one file inside a PDF.
const LARGEST: usize = 16 << 20;

/// The maximum number of bytes to read from all files inside a PDF.
const LARGEST_OF_ALL: usize = 256 << 20;

/// The maximum number of files to look at: more than the sheets of a book.
const MOST: usize = 20_000;

/// The type in the dictionary of an attached file.
const TYPE: &[u8] = b"/EmbeddedFile";

/// The type in the dictionary of an object stream (ISO 32000-1, 7.5.7).
const OBJECTS: &[u8] = b"/ObjStm";

/// The start of the root of the page tree in files made by this program.
const PAGES: &[u8] = b"/Type/Pages/Count ";

/// The maximum distance in bytes from the type to either end of its dictionary.
const REACH: usize = 2_000;

/// The contents of the files embedded in a PDF. Files that cannot be read are left out.
///
/// # Errors
///
/// Returns an error if the bytes are not a PDF.
pub fn attached(pdf: &[u8]) -> Result<Vec<Vec<u8>>, &'static str> {
    match pdf.starts_with(b"%PDF-") {
        true => Ok(streams(pdf, TYPE).collect()),
        false => Err("it is no PDF"),
    }
}

/// The number of pages of a PDF made by this program, from the root of its page tree, or `None` if there is no such
/// root.
#[must_use]
pub fn page_count(pdf: &[u8]) -> Option<usize> {
    let of_pages = |objects: Vec<u8>| {
        let place = find_all(&objects, PAGES).next()? + PAGES.len();
        let rest = &objects[place..];
        let end = rest.iter().position(|byte| !byte.is_ascii_digit());
        std::str::from_utf8(&rest[..end?]).ok()?.parse().ok()
    };
    streams(pdf, OBJECTS).find_map(of_pages)
}

/// Returns `true` if the metadata of a PDF names the tool as its producer.
#[must_use]
pub fn is_made_by(pdf: &[u8], tool: &str) -> bool {
    let says = format!("pdf:Producer=\"{tool}\"");
    find_all(pdf, says.as_bytes()).next().is_some()
}

/// The contents of the streams with `says` in their dictionaries, within limits of number and size.
fn streams<'p>(pdf: &'p [u8], says: &'p [u8]) -> impl Iterator<Item = Vec<u8>> + 'p {
    let (mut left, mut past) = (LARGEST_OF_ALL, 0);
    let places = find_all(pdf, says).take(MOST);
    places.filter_map(move |place| {
        // A dictionary can contain `says` twice, but has only one stream.
        let stream = Some(place).filter(|place| *place >= past);
        let stream = stream.and_then(|place| Stream::find(pdf, place))?;
        past = pdf.len() - stream.content.len();
        let most = LARGEST.min(left);
        let content = stream.read(most);
        // A stream that fails may have been read up to the limit, so it counts as that much.
        left -= content.as_ref().map_or(most, Vec::len);
        content
    })
}

/// A stream, and whether it is compressed.
struct Stream<'p> {
    /// The bytes of the PDF from the first byte of the stream on.
    content: &'p [u8],
    is_deflated: bool,
}

impl<'p> Stream<'p> {
    /// The stream with a position in its dictionary, or `None` if there is none that can be read.
    fn find(pdf: &'p [u8], place: usize) -> Option<Self> {
        let before = &pdf[place.saturating_sub(REACH)..place];
        let start = place - before.len() + find_all(before, b" obj").last()?;
        let after = &pdf[place..pdf.len().min(place + REACH)];
        let end = place + find_all(after, b"stream").next()?;
        let dictionary = &pdf[start..end];
        let says = |word: &[u8]| find_all(dictionary, word).next().is_some();
        let content = &pdf[end + b"stream".len()..];
        let content = content.strip_prefix(b"\r").unwrap_or(content);
        let is_deflated = says(b"/FlateDecode");
        (is_deflated || !says(b"/Filter")).then_some(Self {
            content: content.strip_prefix(b"\n")?,
            is_deflated,
        })
    }

    /// The content of the stream, or `None` if it cannot be read or has more than `most` bytes.
    fn read(&self, most: usize) -> Option<Vec<u8>> {
        if !self.is_deflated {
            let content = &self.content[..self.content.len().min(most)];
            let end = find_all(content, b"endstream").next()?;
            return Some(content[..end].to_owned());
        }
        let mut inside = ZlibDecoder::new(self.content);
        let mut bytes = Vec::new();
        let limit = u64::try_from(most).ok()?;
        inside.by_ref().take(limit).read_to_end(&mut bytes).ok()?;
        let is_all = inside.read(&mut [0]).ok()? == 0;
        is_all.then_some(bytes)
    }
}

/// The positions of some bytes among others.
fn find_all<'b>(bytes: &'b [u8], wanted: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let windows = bytes.windows(wanted.len()).enumerate();
    windows
        .filter(move |(_, window)| *window == wanted)
        .map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::attached;

    #[test]
    fn a_stream_is_read_once_however_often_its_dictionary_says_what_it_is() {
        let pdf =
            b"%PDF-1.7\n1 0 obj <</Type /EmbeddedFile /Type /EmbeddedFile>>\nstream\n{}endstream";
        assert_eq!(attached(pdf), Ok(vec![b"{}".to_vec()]));
        assert_eq!(attached(b"%PDF-1.7\n/EmbeddedFile"), Ok(Vec::new()));
        assert!(attached(b"nothing").is_err());
    }
}
