//! Reading a spreadsheet file into worksheets.

mod budget;
mod csv;
mod format;
mod ods;
mod setting;
mod values;
mod xls;
mod xlsx;
mod xml;

use std::fmt;

use super::limits::{LARGEST_FILE, MOST_MERGED, MOST_STYLES};
use super::{Workbook, Worksheet};
use crate::diagnostic::CellAddress;
use crate::guard::{Panicked, guarded};
use xml::Archive;

/// The error of a file that is not a readable spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The problem, as a sentence without a period.
    pub message: String,
    /// The advice.
    pub help: String,
}

impl Unreadable {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }

    /// The error of a damaged file, with the technical reason.
    pub fn damaged(problem: impl fmt::Display) -> Self {
        Self::new(
            format!("this file is damaged or incomplete ({problem})"),
            "ask for it again, or open it in your spreadsheet program and save it again",
        )
    }

    /// The error of a worksheet that is too large.
    fn astray(sheet: &str, last: CellAddress) -> Self {
        Self::new(
            format!("the sheet \"{sheet}\" reaches as far as {last}"),
            "delete the stray content there, with its row or column",
        )
    }

    fn too_many_styles() -> Self {
        Self::new(
            format!("this file has more than {MOST_STYLES} styles of cells"),
            "copy the figures into a new spreadsheet, and save that",
        )
    }

    fn too_many_merged(sheet: &Worksheet) -> Self {
        let name = sheet.name.as_deref().unwrap_or_default();
        Self::new(
            format!("the sheet \"{name}\" has more than {MOST_MERGED} merged cells"),
            "unmerge its cells",
        )
    }

    /// The error of a file with a password.
    fn protected() -> Self {
        Self::new(
            "this file is protected by a password",
            "save it without one",
        )
    }

    fn unknown() -> Self {
        Self::new(
            "this is not a spreadsheet that can be read",
            "save it as .xlsx, .xls, .ods or .csv",
        )
    }
}

/// Reads a spreadsheet: `.xlsx`, `.xls`, `.ods` or `.csv`.
///
/// # Errors
///
/// An error if the file has none of these formats, is damaged, is protected by a password, or is too large.
pub fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let read = guarded(bytes, |bytes| read_unguarded(name, bytes));
    read.unwrap_or_else(|Panicked| Err(Unreadable::damaged("it cannot be decoded")))
}

fn read_unguarded(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::new(
            "there is nothing in this file",
            "save it again in your spreadsheet program, or ask for it again",
        ));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(Unreadable::new(
            format!("this file is larger than {} MB", LARGEST_FILE >> 20),
            "delete everything but the figures, such as pictures, or import it in parts with fewer rows",
        ));
    }
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_text = ["csv", "tsv", "txt"].contains(&ending.as_str());
    // The first bytes determine the format, because file names can be wrong.
    if bytes.starts_with(b"PK") {
        archive(bytes)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        xls::read(bytes)
    } else if is_text {
        csv::read(bytes)
    } else {
        Err(Unreadable::unknown())
    }
}

fn archive(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut archive = Archive::open(bytes)?;
    let has = |name: &str| archive.has(name);
    if has("xl/workbook.bin") {
        let message = "this is a binary workbook of Excel";
        return Err(Unreadable::new(message, "save it as .xlsx"));
    }
    if has("word/document.xml") || has("ppt/presentation.xml") {
        let message = "this is a document, not a spreadsheet";
        return Err(Unreadable::new(
            message,
            "copy its table into a spreadsheet",
        ));
    }
    if has("[Content_Types].xml") {
        xlsx::read(&mut archive)
    } else if has("content.xml") {
        ods::read(&mut archive)
    } else {
        Err(Unreadable::unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::PANICS;

    #[test]
    fn a_decoder_that_panics_is_an_error_of_the_file() {
        let file = [b"code;2023\n", PANICS].concat();
        let error = read("figures.csv", &file).expect_err("a damaged file");
        assert!(error.message.contains("damaged"), "{}", error.message);
        assert!(read("figures.csv", b"code;2023\n").is_ok());
    }
}
