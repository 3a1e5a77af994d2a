//! Sheets: the PDF of each jurisdiction and edition.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::{Context, Contradiction, Entry, FileFacts, Record, entries_of};
use super::kind::{Options, Output, OutputFile, SheetOutput, Source};
use super::stays::{Editions, Fate, Judge, Run, suffix};
use super::verify::{byte_count, check_name, same};
use crate::diagnostic::{Diagnostic, counted};
use crate::digest::Digest;
use crate::edition::FOR_PRINT;
use crate::geometry::Length;
use crate::pdf;
use crate::project::Status;

/// The list of sheets in the manifest.
const LIST: &str = "sheets";

/// The ending of a sheet's file name.
const ENDING: &str = ".pdf";

/// The reason why a sheet for a print shop goes, and the way out.
const OTHER_FIGURES: &str = "with other figures than these; make them again with --print-marks";

/// The output of sheets.
#[derive(Debug)]
pub(super) struct Pdf;

/// The entry of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The jurisdiction's code.
    pub code: String,
    /// The design and language, as in `letter-en`.
    pub edition: String,
    /// The file's name.
    pub file: String,
    /// The file's size in bytes.
    pub bytes: u64,
    /// The digest of the file.
    pub sha256: Digest,
    /// The number of pages.
    pub pages: usize,
    /// The text size that was chosen; written in points.
    #[serde(with = "in_points")]
    pub text_size: Length,
    /// The room left below the text on the last page; written in points.
    #[serde(with = "in_points")]
    pub room_left: Length,
    /// The digest of the data attached to the sheet.
    pub data_sha256: Digest,
    /// The status of the sheet.
    pub status: Status,
}

/// The digests of sheets, by the stems of their files.
pub(super) fn digests(entries: &[Record]) -> BTreeMap<&str, Digest> {
    let sheets = entries_of::<Sheet>(entries);
    sheets.map(|sheet| (sheet.stem(), sheet.sha256)).collect()
}

impl Output for Pdf {
    fn list(&self) -> &'static str {
        LIST
    }

    fn noun(&self) -> &'static str {
        "sheet"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn media_type(&self) -> &'static str {
        "application/pdf"
    }

    fn read_entry(&self, entry: Value) -> Option<Record> {
        Some(Arc::new(Sheet::deserialize(entry).ok()?))
    }

    /// A sheet is removed if all sheets of its edition were made and it was not among them. A sheet for a print shop
    /// is also removed if the same sheet for readers was made with other figures.
    fn judge<'r>(&self, run: &Run<'r>) -> Judge<'r> {
        let (year, covers_editions) = (run.year, run.covers_editions);
        let made = entries_of::<Sheet>(run.made);
        let editions = Editions::from_entries(made.clone().map(|sheet| sheet as &dyn Entry), year);
        let for_readers: BTreeMap<(&str, &str), &Sheet> = made
            .map(|sheet| ((&*sheet.code, &*sheet.edition), sheet))
            .collect();
        let has_other_figures = move |entry: &dyn Entry| {
            let print = entry.downcast::<Sheet>()?;
            let edition = print.edition.strip_suffix(FOR_PRINT)?;
            let made = for_readers.get(&(&*print.code, edition))?;
            Some((made.data_sha256, made.status) != (print.data_sha256, print.status))
        };
        Box::new(move |entry| {
            if covers_editions && editions.contain(entry, year) {
                Fate::Goes
            } else if has_other_figures(entry) == Some(true) {
                Fate::Outdated(OTHER_FIGURES)
            } else {
                Fate::Stays
            }
        })
    }

    fn of_sheets(&self) -> Option<&'static dyn SheetOutput> {
        Some(&Self)
    }
}

impl SheetOutput for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn help(&self) -> &'static str {
        "To print, to read and to keep"
    }

    fn make(&self, source: &Source<'_>, _: &Options) -> Result<Vec<OutputFile>, Diagnostic> {
        let rendered = source.rendered;
        let entry = Sheet {
            code: source.code().to_owned(),
            edition: source.edition.name(),
            file: Sheet::file_name(&source.stem()),
            bytes: byte_count(&rendered.pdf),
            sha256: rendered.sha256,
            pages: rendered.sheet.pages.len(),
            text_size: rendered.sheet.text_size,
            room_left: rendered.sheet.room_left,
            data_sha256: Digest::of(&rendered.data),
            status: rendered.status,
        };
        Ok(vec![OutputFile {
            entry: Arc::new(entry),
            bytes: rendered.pdf.clone(),
        }])
    }
}

impl Entry for Sheet {
    fn list(&self) -> &'static str {
        LIST
    }

    fn facts(&self) -> FileFacts<'_> {
        FileFacts {
            code: Some(&self.code),
            edition: &self.edition,
            file: &self.file,
            bytes: self.bytes,
            sha256: self.sha256,
        }
    }

    fn stem(&self) -> &str {
        self.file.strip_suffix(ENDING).unwrap_or(&self.file)
    }

    fn summary(&self) -> String {
        format!("{}, text {}", counted(self.pages, "page"), self.text_size)
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn verify(&self, bytes: &[u8], context: &Context<'_>) -> Result<(), Contradiction> {
        let attached = pdf::attached(bytes)?;
        let [json] = attached.as_slice() else {
            return Err("it has no data".to_owned());
        };
        let data: Data = serde_json::from_slice(json).map_err(|_| "its data cannot be read")?;
        let pages = pdf::page_count(bytes).ok_or("its pages cannot be counted")?;
        same("bytes", &self.bytes, &byte_count(bytes))?;
        same("data_sha256", &self.data_sha256, &Digest::of(json))?;
        same("status", &self.status, &data.status)?;
        same("code", &self.code, &data.jurisdiction.code)?;
        same("year", &context.year, &data.year)?;
        same("pages", &self.pages, &pages)?;
        if !pdf::is_made_by(bytes, context.tool) {
            return Err(format!("it was not made by {}", context.tool));
        }
        check_name(&self.file, context.year, &self.code)?;
        self.verify_language(&data, context)
    }
}

impl Sheet {
    /// The file name of a sheet.
    #[must_use]
    pub fn file_name(stem: &str) -> String {
        format!("{stem}{ENDING}")
    }

    /// Compares the names of the edition and the project with the data in the file.
    fn verify_language(&self, data: &Data, context: &Context<'_>) -> Result<(), Contradiction> {
        let language = data.language.split('-').next().unwrap_or_default();
        let edition = self.edition.trim_end_matches(FOR_PRINT);
        let ending = format!("-{language}");
        // The name of a level follows the language.
        if !edition.ends_with(&ending) && !edition.contains(&format!("{ending}-")) {
            return Err(format!(
                "edition: the manifest says {edition}, the file is in `{language}`"
            ));
        }
        // Files in the default language do not have it in their names. Only these state the project's name in the
        // language of the manifest.
        let suffix = suffix(self, context.year);
        let names_language = suffix.ends_with(&ending)
            || suffix.contains(&format!("{ending}."))
            || suffix.contains(&format!("{ending}-"));
        if names_language {
            return Ok(());
        }
        same("project", context.project, &*data.publication)
    }
}

/// The data attached to a sheet, limited to the fields that are compared.
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

/// Lengths as points with up to three decimals, exactly.
mod in_points {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::geometry::Length;

    pub(super) fn serialize<S: Serializer>(length: &Length, to: S) -> Result<S::Ok, S::Error> {
        length.to_pt().serialize(to)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Length, D::Error> {
        let points = f64::deserialize(from)?;
        Ok(Length::from_milli((points * 1000.0).round() as i64))
    }
}
