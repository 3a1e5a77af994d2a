//! The XML inside of workbooks, for what the library for workbooks does not tell.

use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::Unreadable;

/// The most bytes that one part of a workbook may have once it is unpacked.
const LARGEST_PART: u64 = 256 << 20;

/// A part of an archive, unpacked; empty when there is none of this name.
pub(super) fn part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let Ok(file) = archive.by_name(name) else {
        return Ok(bytes);
    };
    let mut limited = file.take(LARGEST_PART + 1);
    limited
        .read_to_end(&mut bytes)
        .map_err(Unreadable::damaged)?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(Unreadable::damaged(format!("{name} is too large")));
    }
    Ok(bytes)
}

/// Where an element begins or ends, or a text between them. Names are without what stands before a colon.
pub(super) enum Tag<'a> {
    Begin(&'a str, &'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
}

/// Goes through the elements of a document.
pub(super) fn walk(
    document: &[u8],
    mut visit: impl FnMut(Tag<'_>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut reader = Reader::from_reader(document);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(Unreadable::damaged)? {
            Event::Start(element) => {
                visit(Tag::Begin(element.local_name().as_ref(), &element))?;
            }
            Event::Empty(element) => {
                let name = element.local_name();
                visit(Tag::Begin(name.as_ref(), &element))?;
                visit(Tag::End(name.as_ref()))?;
            }
            Event::End(element) => visit(Tag::End(element.local_name().as_ref()))?,
            Event::Text(text) => visit(Tag::Text(text.as_ref()))?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute, by its name without what stands before a colon.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|found| found.key.local_name().as_ref() == name)?;
    let plain = quick_xml::escape::unescape(&found.value).ok()?;
    Some(plain.into_owned())
}

/// An attribute that is a number.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}
