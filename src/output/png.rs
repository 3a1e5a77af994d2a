//! Pictures: each page of a sheet as a PNG file, drawn from the bytes of its PDF.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::{Context, Contradiction, Entry, FileFacts, Record, entries_of};
use super::kind::{Options, Output, OutputFile, SheetOutput, Source};
use super::pdf::{Sheet, digests};
use super::stays::{Conflict, Editions, Fate, Judge, Run};
use super::verify::{byte_count, check_name, same};
use crate::diagnostic::{Code, Diagnostic, UsageError};
use crate::digest::Digest;
use crate::edition::Edition;
use crate::project::Status;
use crate::raster::{IS_BUILT_IN, LEAST_WIDTH, MOST_PIXELS, USUAL_WIDTH, draw, height};

/// The list of pictures in the manifest.
const LIST: &str = "pictures";

/// The reason why a picture goes, and the way out.
const OTHER_SHEET: &str = "made of other sheets than these; make them again with --format png";

/// The output of pictures.
#[derive(Debug)]
pub(super) struct Png;

/// The entry of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The jurisdiction's code.
    pub code: String,
    /// The design and language, as in `letter-en`.
    pub edition: String,
    /// The file's name.
    pub file: String,
    /// The number of the page in the sheet, from 1.
    pub page: usize,
    /// The width in pixels.
    pub width: u16,
    /// The height in pixels.
    pub height: u16,
    /// The file's size in bytes.
    pub bytes: u64,
    /// The digest of the file.
    pub sha256: Digest,
    /// The status of the sheet.
    pub status: Status,
    /// The digest of the PDF that the picture was made from, which need not be in the release.
    pub pdf_sha256: Digest,
}

/// The end of the name of the picture of a page.
fn ending(page: usize) -> String {
    match page {
        1 => ".png".to_owned(),
        page => format!(".p{page}.png"),
    }
}

impl Output for Png {
    fn list(&self) -> &'static str {
        LIST
    }

    fn noun(&self) -> &'static str {
        "picture"
    }

    fn extension(&self) -> &'static str {
        "png"
    }

    fn media_type(&self) -> &'static str {
        "image/png"
    }

    fn read_entry(&self, entry: Value) -> Option<Record> {
        Some(Arc::new(Picture::deserialize(entry).ok()?))
    }

    /// A picture goes when its sheet or its page no longer exists, and when its sheet was made again and differs.
    fn judge<'r>(&self, run: &Run<'r>) -> Judge<'r> {
        let (year, covers_editions) = (run.year, run.covers_editions);
        let sheets = digests(run.made);
        let pictures = entries_of::<Picture>(run.made);
        let pictured: BTreeSet<&str> = pictures.map(Picture::stem).collect();
        let editions = Editions::from_entries(run.made.iter().map(|entry| &**entry), year);
        Box::new(move |entry| {
            let is_gone = covers_editions
                && editions.contain(entry, year)
                && !sheets.contains_key(entry.stem());
            if pictured.contains(entry.stem()) || is_gone {
                Fate::Goes
            } else if is_of_other_sheet(entry, &sheets) {
                Fate::Outdated(OTHER_SHEET)
            } else {
                Fate::Stays
            }
        })
    }

    fn conflicts(&self, run: &Run<'_>) -> Vec<Conflict> {
        let sheets = digests(run.settled);
        let pictures = entries_of::<Picture>(run.made);
        let others = pictures.filter(|picture| is_of_other_sheet(*picture, &sheets));
        let stems: BTreeSet<&str> = others.map(Picture::stem).collect();
        stems
            .into_iter()
            .map(|stem| Conflict::OlderSheet(Sheet::file_name(stem)))
            .collect()
    }

    fn of_sheets(&self) -> Option<&'static dyn SheetOutput> {
        Some(&Self)
    }
}

/// Returns `true` if a picture was made from a different version of its sheet.
fn is_of_other_sheet(entry: &dyn Entry, sheets: &BTreeMap<&str, Digest>) -> bool {
    let picture = entry.downcast::<Picture>();
    let sheet = sheets.get(entry.stem());
    picture
        .zip(sheet)
        .is_some_and(|(picture, sheet)| *sheet != picture.pdf_sha256)
}

impl SheetOutput for Png {
    fn name(&self) -> &'static str {
        "png"
    }

    fn help(&self) -> &'static str {
        "A picture of each page, to show"
    }

    fn has_width(&self) -> bool {
        true
    }

    fn check_options(&self, options: &Options) -> Result<(), UsageError> {
        if !IS_BUILT_IN {
            return Err(UsageError::new(
                "this program was built without what draws pictures",
                "build it with the feature `png`, as in `cargo install --path . --features png`",
            ));
        }
        if options.print_marks {
            return Err(UsageError::new(
                "a print shop takes PDFs, and pictures have no marks where to trim them",
                "ask for the one or the other: leave out --print-marks or --format png",
            ));
        }
        Ok(())
    }

    fn check_edition(&self, edition: &Edition, options: &Options) -> Result<(), UsageError> {
        let layout = &edition.layout;
        check_size(edition, width(options))?;
        if ends_like_a_page(layout) {
            let message = format!("pictures of `{layout}` would have names of further pages");
            return Err(UsageError::new(message, "give the design another name"));
        }
        Ok(())
    }

    fn make(&self, source: &Source<'_>, options: &Options) -> Result<Vec<OutputFile>, Diagnostic> {
        let rendered = source.rendered;
        let drawn = draw(&rendered.pdf, width(options), &rendered.metadata);
        let drawn = drawn.ok_or_else(|| {
            let whose = source
                .inputs
                .jurisdiction
                .name
                .words(&source.edition.language);
            let message = format!("the sheet for {whose} cannot be drawn");
            let help = "leave out --format png, and tell those who make factsheet";
            Diagnostic::nowhere(Code::NotDrawn, message).help(help)
        })?;
        let (stem, edition) = (source.stem(), source.edition.name());
        let made = drawn.into_iter().zip(1..).map(|(raster, page)| OutputFile {
            entry: Arc::new(Picture {
                code: source.code().to_owned(),
                edition: edition.clone(),
                file: format!("{stem}{}", ending(page)),
                page,
                width: raster.width,
                height: raster.height,
                bytes: byte_count(&raster.png),
                sha256: raster.sha256,
                status: rendered.status,
                pdf_sha256: rendered.sha256,
            }),
            bytes: raster.png,
        });
        Ok(made.collect())
    }
}

/// The width of pictures in pixels.
fn width(options: &Options) -> u16 {
    options.width.unwrap_or(USUAL_WIDTH)
}

/// Refuses pictures that are too large to be made on any machine.
fn check_size(edition: &Edition, width: u16) -> Result<(), UsageError> {
    let page = edition.stylesheet.page.size;
    let fits = |width: &u16| height(*width, page).is_some();
    if fits(&width) {
        return Ok(());
    }
    let layout = &edition.layout;
    let message = format!("pictures of `{layout}` are too large at a width of {width} pixels");
    let most = MOST_PIXELS / 1_000_000;
    let help = match (LEAST_WIDTH..width).rev().find(fits) {
        Some(width) => {
            format!("--width {width} is the most: no picture has more than {most} million")
        }
        None => "make pictures of a design whose pages are less long".to_owned(),
    };
    Err(UsageError::new(message, help))
}

/// Returns `true` if a design's name ends like the file name of a further page, as in `wide.p2`.
fn ends_like_a_page(layout: &str) -> bool {
    let end = layout.rsplit_once(".p").map(|(_, number)| number);
    end.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

impl Entry for Picture {
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
        let stem = self.file.strip_suffix(&ending(self.page));
        stem.unwrap_or(&self.file)
    }

    fn summary(&self) -> String {
        format!("{} × {}", self.width, self.height)
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn verify(&self, bytes: &[u8], context: &Context<'_>) -> Result<(), Contradiction> {
        let (width, height, title) = read_header(bytes).ok_or("it is no picture of a page")?;
        same("bytes", &self.bytes, &byte_count(bytes))?;
        same("width", &u32::from(self.width), &width)?;
        same("height", &u32::from(self.height), &height)?;
        same("status", &self.status, &Status::of_title(&title))?;
        check_name(&self.file, context.year, &self.code)?;
        if self.page == 0 || !self.file.ends_with(&ending(self.page)) {
            return Err(format!(
                "page: the manifest says {}, the name another",
                self.page
            ));
        }
        self.verify_sheet(context)
    }
}

impl Picture {
    /// Compares a picture with the sheet that it was made from, when that is in the release.
    fn verify_sheet(&self, context: &Context<'_>) -> Result<(), Contradiction> {
        let Some(sheet) = context.sheet.and_then(|sheet| sheet.downcast::<Sheet>()) else {
            return Ok(());
        };
        same("code", &self.code, &sheet.code)?;
        same("edition", &self.edition, &sheet.edition)?;
        same("pdf_sha256", &self.pdf_sha256, &sheet.sha256)?;
        match self.page <= sheet.pages {
            true => Ok(()),
            false => Err(format!("page: the sheet has only {}", sheet.pages)),
        }
    }
}

/// The width, the height and the title of a PNG file.
fn read_header(bytes: &[u8]) -> Option<(u32, u32, String)> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |bytes: &[u8]| Some(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?));
    let (mut size, mut title) = (None, None);
    while let Some((length, kind)) = number(rest).zip(rest.get(4..8)) {
        let end = usize::try_from(length).ok()?.checked_add(8)?;
        let data = rest.get(8..end)?;
        match kind {
            b"IHDR" => size = number(data).zip(data.get(4..).and_then(number)),
            // A keyword, two bytes about its compression, a language and the keyword in it; each ends in 0.
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
