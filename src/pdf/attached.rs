//! Reading the files inside of a PDF.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object};

/// The most bytes that are read of a file inside of a PDF.
const LARGEST: u64 = 16 << 20;

/// A file inside of a PDF.
#[derive(Clone, Debug)]
pub struct Attached {
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The files that go with a whole document (ISO 19005-3, annex E). Those that cannot be read are left out.
///
/// # Errors
///
/// When it is no PDF that can be read, with the reason.
pub fn attached(pdf: &[u8]) -> Result<Vec<Attached>, String> {
    if !pdf.starts_with(b"%PDF-") {
        return Err("it is no PDF".to_owned());
    }
    let document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    let catalog = document.catalog().map_err(|error| error.to_string())?;
    let files = catalog
        .get(b"AF")
        .and_then(|files| document.dereference(files));
    let files = files.and_then(|(_, files)| files.as_array()).ok();
    let read = |file: &Object| {
        Some(Attached {
            bytes: content(&document, file)?,
        })
    };
    Ok(files.into_iter().flatten().filter_map(read).collect())
}

/// What is in the file of a file specification.
fn content(document: &Document, specification: &Object) -> Option<Vec<u8>> {
    let dictionary = |object| -> Option<&Dictionary> {
        let (_, object) = document.dereference(object).ok()?;
        object.as_dict().ok()
    };
    let files = dictionary(dictionary(specification)?.get(b"EF").ok()?)?;
    let (_, stream) = document.dereference(files.get(b"F").ok()?).ok()?;
    let stream = stream.as_stream().ok()?;
    let mut bytes = Vec::new();
    let read = match stream.dict.get(b"Filter").and_then(Object::as_name) {
        Ok(b"FlateDecode") => {
            let deflated = ZlibDecoder::new(stream.content.as_slice());
            deflated.take(LARGEST).read_to_end(&mut bytes)
        }
        Ok(_) => return None,
        Err(_) => stream
            .content
            .as_slice()
            .take(LARGEST)
            .read_to_end(&mut bytes),
    };
    read.ok().map(|_| bytes)
}
