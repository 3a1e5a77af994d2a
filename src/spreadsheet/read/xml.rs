//! The XML parts of workbooks, parsed while they are unpacked and within limits.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::Unreadable;
use crate::spreadsheet::limits::{
    DEEPEST, LARGEST_PIECE, LARGEST_UNPACKED, LONGEST_NAME, MOST_PARTS,
};

/// The parts of a workbook.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The index of each part by its case-folded name, because programs differ in case.
    names: BTreeMap<String, usize>,
    /// The number of bytes that may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    ///
    /// An error if the archive is damaged or has too many parts.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
        if zip.len() > MOST_PARTS {
            let problem = format!("it has more than {MOST_PARTS} parts");
            return Err(Unreadable::damaged(problem));
        }
        let mut names = BTreeMap::new();
        for name in zip.file_names().flatten() {
            let index = zip.index_for_name(&name);
            names.extend(index.map(|index| (folded(&name), index)));
        }
        let left = LARGEST_UNPACKED;
        Ok(Self { zip, names, left })
    }

    /// Whether the archive has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&folded(name))
    }

    /// Visits the elements of a part. An absent part has none.
    ///
    /// # Errors
    ///
    /// An error if the part is damaged or too large, or the error of `visit`.
    pub fn walk(
        &mut self,
        name: &str,
        mut visit: impl FnMut(Tag<'_>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        let Some(index) = self.names.get(&folded(name)) else {
            return Ok(());
        };
        let part = self.zip.by_index(*index).map_err(Unreadable::damaged)?;
        let metered = Metered {
            part: BufReader::new(part),
            left: &mut self.left,
            piece: 0,
        };
        let mut reader = Reader::from_reader(metered);
        let (mut buffer, mut depth) = (Vec::new(), 0);
        loop {
            buffer.clear();
            reader.get_mut().piece = 0;
            let event = match reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(error) => return Err(reader.get_ref().problem(name, &error)),
            };
            match event {
                Event::Start(element) => {
                    depth += 1;
                    if depth > DEEPEST {
                        let problem = format!("{name} is nested more than {DEEPEST} deep");
                        return Err(Unreadable::damaged(problem));
                    }
                    visit(Tag::Begin(element.local_name().as_ref(), &element))?;
                }
                Event::Empty(element) => {
                    let local = element.local_name();
                    visit(Tag::Begin(local.as_ref(), &element))?;
                    visit(Tag::End(local.as_ref()))?;
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    visit(Tag::End(element.local_name().as_ref()))?;
                }
                Event::Text(text) => visit(Tag::Text(text.as_ref()))?,
                Event::CData(text) => visit(Tag::Text(text.as_ref()))?,
                Event::GeneralRef(reference) => {
                    visit(Tag::Text(
                        &resolved(&reference).map_err(Unreadable::damaged)?,
                    ))?;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// The text of a reference such as `&amp;` or `&#160;`.
fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|e| e.to_string())? {
        return Ok(character.to_string());
    }
    let text = resolve_predefined_entity(reference.as_ref());
    text.map(str::to_owned)
        .ok_or_else(|| "a reference stands for nothing".to_owned())
}

/// A reader of a part that counts the unpacked bytes.
struct Metered<'l, R> {
    part: BufReader<R>,
    /// The number of bytes that may still be unpacked of all parts.
    left: &'l mut u64,
    /// The length of the current tag or text in bytes.
    piece: u64,
}

impl<R: Read> Metered<'_, R> {
    fn is_too_much(&self) -> bool {
        *self.left == 0 || self.piece > LARGEST_PIECE
    }

    /// The reason for stopping.
    fn problem(&self, name: &str, error: &quick_xml::Error) -> Unreadable {
        let size = match () {
            () if *self.left == 0 => format!(
                "this file unpacks to more than {} MB",
                LARGEST_UNPACKED >> 20
            ),
            () if self.is_too_much() => format!(
                "{name}, a part of this file, has a tag or a text of more than {} MB",
                LARGEST_PIECE >> 20
            ),
            () => return Unreadable::damaged(error),
        };
        Unreadable::new(
            size,
            "copy the figures into a new spreadsheet, and save that",
        )
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut found = self.fill_buf()?;
        let read = found.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Metered<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.is_too_much() {
            true => Err(io::Error::other("there is too much")),
            false => self.part.fill_buf(),
        }
    }

    fn consume(&mut self, bytes: usize) {
        self.piece = self.piece.saturating_add(bytes as u64);
        *self.left = self.left.saturating_sub(bytes as u64);
        self.part.consume(bytes);
    }
}

/// The beginning or end of an element, or text between them. Names have no prefix.
pub(super) enum Tag<'a> {
    Begin(&'a str, &'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
}

/// The value of an attribute by its name without a prefix, or `None` if it is absent.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|found| found.key.local_name().as_ref() == name)?;
    let plain = quick_xml::escape::unescape(&found.value).ok()?;
    Some(plain.into_owned())
}

/// An attribute that names a worksheet, a style or a part.
///
/// # Errors
///
/// An error if the name is longer than [`LONGEST_NAME`].
pub(super) fn name(element: &BytesStart<'_>, key: &str) -> Result<Option<String>, Unreadable> {
    let name = attribute(element, key);
    match name.as_ref().is_some_and(|name| name.len() > LONGEST_NAME) {
        true => Err(Unreadable::damaged(format!(
            "a name has more than {LONGEST_NAME} letters"
        ))),
        false => Ok(name),
    }
}

/// The value of a numeric attribute, or `None` if it is absent or not a number.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}
