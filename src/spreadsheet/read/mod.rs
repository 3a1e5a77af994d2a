//! From the bytes of a file to its sheets.

mod csv;
mod ods;
mod values;
mod xls;
mod xlsx;
mod xml;

use std::fmt;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use zip::ZipArchive;

use super::Workbook;

/// A file that is no spreadsheet that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Unreadable {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }

    /// A file whose inside is not as its kind has it.
    fn damaged(problem: impl fmt::Display) -> Self {
        Self::new(
            format!("this file cannot be read: {problem}"),
            "open it in your spreadsheet program, and save it again",
        )
    }

    fn unknown() -> Self {
        Self::new(
            "this is no spreadsheet that can be read",
            "save it as .xlsx, .xls, .ods or .csv",
        )
    }
}

/// Reads a spreadsheet: `.xlsx`, `.xls`, `.ods` or `.csv`.
///
/// # Errors
///
/// When it is none of these, or damaged.
pub fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_text = ["csv", "tsv", "txt"].contains(&ending.as_str());
    let read = || match () {
        // Told by how they begin: names can be wrong.
        () if bytes.starts_with(b"PK") => archive(bytes),
        () if bytes.starts_with(b"\xd0\xcf\x11\xe0") => xls::read(bytes),
        () if is_text => csv::read(bytes),
        () => Err(Unreadable::unknown()),
    };
    // The libraries that read workbooks give up on some that are damaged.
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Unreadable::damaged("it is damaged")))
}

fn archive(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.bin") {
        let message = "this is a binary workbook of Excel";
        return Err(Unreadable::new(message, "save it as .xlsx"));
    }
    if has("[Content_Types].xml") {
        xlsx::read(bytes, &mut archive)
    } else if has("content.xml") {
        ods::read(bytes, &mut archive)
    } else {
        Err(Unreadable::unknown())
    }
}
