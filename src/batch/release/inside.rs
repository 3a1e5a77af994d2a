//! What the files of a part say of themselves. A manifest can be edited together with its checksums, so nothing that it
//! says of a file is believed which the file itself can tell.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::manifest::{Head, Sheet, byte_count, suffix};
use super::picture::Picture;
use crate::digest::Digest;
use crate::edition::FOR_PRINT;
use crate::pdf;
use crate::project::Status;

/// What the manifest says of a file, and the file does not.
pub(super) type Contradiction = String;

/// What a sheet's data say of it.
#[derive(Deserialize)]
struct Data {
    publication: String,
    language: String,
    year: u16,
    jurisdiction: Jurisdiction,
    status: Status,
}

#[derive(Deserialize)]
struct Jurisdiction {
    code: String,
}

/// A file of a part, and what its manifest says of it.
pub(super) enum Item<'m> {
    Sheet(&'m Sheet),
    Picture(&'m Picture),
}

impl Item<'_> {
    /// The name of the file and the sum of its bytes.
    pub(super) fn file(&self) -> (&str, Digest) {
        match self {
            Self::Sheet(sheet) => (&sheet.file, sheet.sha256),
            Self::Picture(picture) => (&picture.file, picture.sha256),
        }
    }

    /// Holds the manifest against the file.
    pub(super) fn check(
        &self,
        head: &Head,
        sheets: &BTreeMap<&str, &Sheet>,
        bytes: &[u8],
    ) -> Result<(), Contradiction> {
        let checked = match self {
            Self::Sheet(sheet) => check_sheet(sheet, head, bytes),
            Self::Picture(picture) => {
                let sheet = sheets.get(picture.sheet().as_str()).copied();
                check_picture(picture, head.year, sheet, bytes)
            }
        };
        checked.map_err(|what| format!("this is not what the manifest says: {what}"))
    }
}

/// Holds what a manifest says of a sheet against its bytes.
fn check_sheet(sheet: &Sheet, head: &Head, bytes: &[u8]) -> Result<(), Contradiction> {
    let attached = pdf::attached(bytes)?;
    let [json] = attached.as_slice() else {
        return Err("it has no data".to_owned());
    };
    let data: Data = serde_json::from_slice(json).map_err(|_| "its data cannot be read")?;
    let pages = pdf::page_count(bytes).ok_or("its pages cannot be counted")?;
    same("bytes", &sheet.bytes, &byte_count(bytes))?;
    same("data_sha256", &sheet.data_sha256, &Digest::of(json))?;
    same("status", &sheet.status, &data.status)?;
    same("code", &sheet.code, &data.jurisdiction.code)?;
    same("year", &head.year, &data.year)?;
    same("pages", &sheet.pages, &pages)?;
    if !pdf::is_made_by(bytes, &head.tool) {
        return Err(format!("it was not made by {}", head.tool));
    }
    check_name(&sheet.file, head.year, &sheet.code)?;
    let language = data.language.split('-').next().unwrap_or_default();
    let edition = sheet.edition.trim_end_matches(FOR_PRINT);
    let ending = format!("-{language}");
    if !edition.ends_with(&ending) {
        return Err(format!(
            "edition: the manifest says {edition}, the file is in `{language}`"
        ));
    }
    // Files in the default language do not say so in their names, and only they have the name of the project in it.
    let suffix = sheet.suffix(head.year);
    let is_default =
        !suffix.contains(&format!("{ending}.")) && !suffix.contains(&format!("{ending}-"));
    if is_default {
        same("project", &head.project, &data.publication)?;
    }
    Ok(())
}

/// Holds what a manifest says of a picture against its bytes, and against the sheet that it was made from, when that
/// is in the same part.
fn check_picture(
    picture: &Picture,
    year: u16,
    sheet: Option<&Sheet>,
    bytes: &[u8],
) -> Result<(), Contradiction> {
    let (width, height, title) = png(bytes).ok_or("it is no picture of a page")?;
    same("bytes", &picture.bytes, &byte_count(bytes))?;
    same("width", &u32::from(picture.width), &width)?;
    same("height", &u32::from(picture.height), &height)?;
    same("status", &picture.status, &Status::of_title(&title))?;
    check_name(&picture.file, year, &picture.code)?;
    if picture.page == 0 || super::picture::file_of(&picture.sheet(), picture.page) != picture.file
    {
        return Err(format!(
            "page: the manifest says {}, the name another",
            picture.page
        ));
    }
    let Some(sheet) = sheet else { return Ok(()) };
    same("code", &picture.code, &sheet.code)?;
    same("edition", &picture.edition, &sheet.edition)?;
    same("pdf_sha256", &picture.pdf_sha256, &sheet.sha256)?;
    match picture.page <= sheet.pages {
        true => Ok(()),
        false => Err(format!("page: the sheet has only {}", sheet.pages)),
    }
}

/// A file is called by its year and code.
fn check_name(file: &str, year: u16, code: &str) -> Result<(), Contradiction> {
    match suffix(file, year, code) {
        rest if rest == file => Err(format!("its name does not begin with {year}-{code}")),
        rest if rest.starts_with(['.', '-']) => Ok(()),
        _ => Err(format!("its name is not that of {year}-{code}")),
    }
}

fn same<T: PartialEq + std::fmt::Display>(
    key: &str,
    said: &T,
    is: &T,
) -> Result<(), Contradiction> {
    match said == is {
        true => Ok(()),
        false => Err(format!("{key}: the manifest says {said}, the file {is}")),
    }
}

/// The width, the height and the title of a PNG file.
fn png(bytes: &[u8]) -> Option<(u32, u32, String)> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |bytes: &[u8]| Some(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?));
    let (mut size, mut title) = (None, None);
    while let Some((length, kind)) = number(rest).zip(rest.get(4..8)) {
        let end = usize::try_from(length).ok()?.checked_add(8)?;
        let data = rest.get(8..end)?;
        match kind {
            b"IHDR" => size = number(data).zip(data.get(4..).and_then(number)),
            // A keyword, two bytes for its being compressed, a language and the keyword in it; each ends in 0.
            b"iTXt" if data.starts_with(b"Title\0\0\0") => {
                let text = data.splitn(6, |byte| *byte == 0).last();
                title = text.map(|text| String::from_utf8_lossy(text).into_owned());
            }
            _ => {}
        }
        rest = rest.get(end.checked_add(4)?..)?;
    }
    let (width, height) = size?;
    Some((width, height, title?))
}
