//! The file itself: objects, object streams, and the table that says where each object is
//! (ISO 32000-1, 7.5).

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest as _, Sha256};

use super::deflate::{Deflater, Effort};
use super::syntax::write_object;
use super::units::integer;
use crate::digest::Digest;

/// The size in bytes at which an object stream is closed and the next one started. A reader decompresses a whole
/// stream to find one object.
const MANY: usize = 1 << 16;

/// A file that is being written. Streams are written at once, all other objects are packed together, and finished
/// bytes can be taken out at any time.
#[derive(Debug)]
pub(super) struct File<'d> {
    written: Written,
    deflater: &'d mut Deflater,
}

/// The file as written so far.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// The bytes that have not been taken out.
    bytes: Vec<u8>,
    /// The number of bytes taken out.
    taken: usize,
    /// The place of each object. Object *n* has index *n* - 1.
    places: Vec<Place>,
    /// The serialized objects that are not streams, and the start of each.
    packed: Vec<u8>,
    starts: Vec<(u32, usize)>,
    /// The digest of the bytes so far, and the number of bytes it covers.
    sum: Sha256,
    summed: usize,
}

/// The place of an object.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Nowhere yet.
    Open,
    /// At this byte of the file.
    At(usize),
    /// In an object stream, at this position among its objects.
    In(u32, u32),
}

impl Written {
    fn take_sum(&mut self) {
        self.sum.update(&self.bytes[self.summed..]);
        self.summed = self.bytes.len();
    }

    /// The size of the file so far, in bytes.
    fn len(&self) -> usize {
        self.taken + self.bytes.len()
    }

    /// The table of places and how wide its columns are: a kind, a place and a position, each in as
    /// few bytes as they need (ISO 32000-1, 7.5.8).
    fn rows(&self) -> ([usize; 3], Vec<u8>) {
        // The first row stands for no object.
        let none = (0_u8, 0, 0);
        let row = |place: &Place| match *place {
            Place::Open => none,
            Place::At(byte) => (1, byte, 0),
            Place::In(stream, position) => (2, index(stream) + 1, index(position + 1)),
        };
        let rows = || std::iter::once(none).chain(self.places.iter().map(row));
        let bytes = |largest: Option<usize>| match largest {
            Some(0..=0xFF) | None => 1,
            Some(0x100..=0xFFFF) => 2,
            Some(0x1_0000..=0xFFFF_FFFF) => 4,
            Some(_) => 8,
        };
        let place = bytes(rows().map(|row| row.1).max());
        let position = bytes(rows().map(|row| row.2).max());
        let mut table = Vec::with_capacity((self.places.len() + 1) * (1 + place + position));
        for row in rows() {
            table.push(row.0);
            table.extend(&wide(row.1).to_be_bytes()[8 - place..]);
            table.extend(&wide(row.2).to_be_bytes()[8 - position..]);
        }
        ([1, place, position], table)
    }
}

impl<'d> File<'d> {
    /// A file with nothing but its first two lines (ISO 32000-1, 7.5.2; ISO 19005-3, 6.1.2: the second
    /// has four bytes above 127).
    pub(super) fn new(deflater: &'d mut Deflater) -> Self {
        let written = Written {
            bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            taken: 0,
            places: Vec::new(),
            packed: Vec::new(),
            starts: Vec::new(),
            sum: Sha256::new(),
            summed: 0,
        };
        Self { written, deflater }
    }

    /// A file that begins with a shared start, made by [`into_head`](Self::into_head).
    pub(super) fn after(head: &Written, deflater: &'d mut Deflater) -> Self {
        let written = head.clone();
        Self { written, deflater }
    }

    /// The file so far, as the start of other files. Its bytes are digested once for all of them.
    pub(super) fn into_head(mut self) -> Written {
        self.written.take_sum();
        self.written
    }

    /// A number for an object that comes later.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.written.places.push(Place::Open);
        (number(self.written.places.len()), 0)
    }

    /// Adds an object that is no stream.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// Gives a reserved number its object.
    pub(super) fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.written.starts.push((id.0, self.written.packed.len()));
        write_object(&mut self.written.packed, &object.into());
        self.written.packed.push(b'\n');
    }

    /// Adds a stream, deflated.
    pub(super) fn deflated(
        &mut self,
        mut dict: Dictionary,
        data: &[u8],
        effort: Effort,
    ) -> ObjectId {
        dict.set("Filter", "FlateDecode");
        let deflated = self.deflater.deflate(data, effort);
        self.stream(dict, &deflated)
    }

    /// Adds a stream without compressing it.
    pub(super) fn stream(&mut self, dict: Dictionary, data: &[u8]) -> ObjectId {
        let id = self.reserve();
        self.write_stream(id, dict, data);
        id
    }

    fn write_stream(&mut self, (number, _): ObjectId, mut dict: Dictionary, data: &[u8]) {
        dict.set("Length", integer(data.len()));
        self.written.places[index(number)] = Place::At(self.written.len());
        self.written
            .bytes
            .extend(format!("{number} 0 obj\n").into_bytes());
        write_object(&mut self.written.bytes, &Object::Dictionary(dict));
        self.written.bytes.extend(b"\nstream\n");
        self.written.bytes.extend(data);
        // A carriage return at the end of the data would be taken for a part of the line end.
        let end: &[u8] = if data.last() == Some(&b'\r') {
            b"\r\nendstream\nendobj\n"
        } else {
            b"\nendstream\nendobj\n"
        };
        self.written.bytes.extend(end);
    }

    /// Takes out the bytes written so far. Later bytes follow them in the file.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.written.take_sum();
        self.written.summed = 0;
        self.written.taken += self.written.bytes.len();
        std::mem::take(&mut self.written.bytes)
    }

    /// Packs the objects that have come so far when they are many.
    pub(super) fn pack_many(&mut self) {
        if self.written.packed.len() > MANY {
            self.pack();
        }
    }

    /// Packs the objects that have come so far into one stream (ISO 32000-1, 7.5.7).
    pub(super) fn pack(&mut self) {
        if self.written.starts.is_empty() {
            return;
        }
        let id = self.reserve();
        let mut content =
            Vec::with_capacity(self.written.packed.len() + 12 * self.written.starts.len());
        for (position, (number, start)) in self.written.starts.iter().enumerate() {
            self.written.places[index(*number)] = Place::In(id.0, self::number(position));
            let _ = write!(content, "{number} {start} ");
        }
        let dict = dictionary! {
            "Type" => "ObjStm",
            "N" => integer(self.written.starts.len()),
            "First" => integer(content.len()),
            "Filter" => "FlateDecode",
        };
        content.append(&mut self.written.packed);
        self.written.starts.clear();
        let content = self.deflater.deflate(&content, Effort::Quick);
        self.write_stream(id, dict, &content);
    }

    /// The remaining bytes, and the digest of the whole file. The identifier is made from the content alone (ISO
    /// 32000-1, 14.4), so that equal documents are equal files.
    pub(super) fn finish(mut self, catalog: ObjectId, info: ObjectId) -> (Vec<u8>, Digest) {
        self.pack();
        self.written.take_sum();
        let hash = self.written.sum.clone().finalize()[..16].to_vec();
        let id = Object::String(hash, StringFormat::Literal);
        let (table, start) = (self.reserve(), self.written.len());
        self.written.places[index(table.0)] = Place::At(start);
        let (widths, rows) = self.written.rows();
        let dict = dictionary! {
            "Type" => "XRef",
            "Size" => integer(self.written.places.len() + 1),
            "W" => widths.map(integer).to_vec(),
            "Root" => catalog,
            "Info" => info,
            "ID" => vec![id.clone(), id],
            "Filter" => "FlateDecode",
        };
        let rows = self.deflater.deflate(&rows, Effort::Thorough);
        self.write_stream(table, dict, &rows);
        self.written
            .bytes
            .extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
        self.written.take_sum();
        let sum = Digest::from(<[u8; 32]>::from(self.written.sum.finalize()));
        (self.written.bytes, sum)
    }
}

/// An object's number as an index, from 0.
fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX) - 1
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn wide(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_back_by_others() {
        let mut deflater = Deflater::new();
        let mut file = File::new(&mut deflater);
        let data = file.deflated(Dictionary::new(), b"some data\r", Effort::Quick);
        let info = file.add(dictionary! {
            "Title" => Object::string_literal("a (b) \\ \r c"),
            "Odd name" => vec![1.into(), Object::Real(0.5), true.into(), Object::Null],
        });
        file.pack();
        let pages = file.add(dictionary! {
            "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0,
        });
        let catalog = file.add(dictionary! { "Type" => "Catalog", "Pages" => pages, "X" => data });
        let (bytes, sum) = file.finish(catalog, info);
        assert_eq!(sum, Digest::of(&bytes));
        let read = lopdf::Document::load_mem(&bytes).expect("a PDF");
        let info = read.get_dictionary(info).expect("a dictionary");
        let title = info
            .get(b"Title")
            .and_then(Object::as_str)
            .expect("a title");
        assert_eq!(title, b"a (b) \\ \r c");
        let odd = info.get(b"Odd name").and_then(Object::as_array);
        assert_eq!(odd.expect("an array").len(), 4);
        let stream = read
            .get_object(data)
            .and_then(Object::as_stream)
            .expect("a stream");
        let content = stream.decompressed_content().expect("deflated data");
        assert_eq!(content, b"some data\r");
        assert!(read.catalog().is_ok());
    }
}
