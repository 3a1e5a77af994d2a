//! `manifest.json` and `SHA256SUMS`: what is in a release. `docs/release.md` describes both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::picture::Picture;
use crate::TOOL;
use crate::batch::render::Finished;
use crate::batch::shard::Shard;
use crate::digest::Digest;
use crate::edition::{Bound, Rendered};
use crate::geometry::Length;
use crate::project::{BOOK, Status};

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// The name of the checksums, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";

/// About how many bytes a line of the manifest takes.
const LINE: usize = 400;

const FORMAT: &str = "factsheet-release";

/// The version of the format. It grows when a program that reads it could be misled.
const VERSION: u32 = 1;

/// What is in a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What it is a release of.
    pub head: Head,
    /// The sheets, by the names of their files.
    pub sheets: Vec<Sheet>,
    /// The books, likewise.
    pub books: Vec<Volume>,
    /// The pictures of sheets, likewise.
    pub pictures: Vec<Picture>,
}

/// What a release is of, and who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    format: String,
    version: u32,
    /// The program that made it.
    pub tool: String,
    /// The name of the publication, in its default language.
    pub project: String,
    /// The year of the figures.
    pub year: u16,
    /// Which part of the release it is; none when it is all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// A part of a release, which waits for the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which part.
    #[serde(flatten)]
    pub shard: Shard,
    /// The sum of all that the release is made from.
    pub inputs: Digest,
    /// Whether all sheets of their editions are in the release.
    pub whole: bool,
    /// Whether no sheet is missing because of errors.
    pub complete: bool,
}

impl Part {
    /// A part of which nothing is known yet.
    #[must_use]
    pub fn begun(shard: Shard) -> Self {
        Self {
            shard,
            inputs: Digest::of(b""),
            whole: false,
            complete: false,
        }
    }
}

/// A sheet of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Whose it is.
    pub code: String,
    /// Its design and language, as in `letter-en`.
    pub edition: String,
    /// The name of its file.
    pub file: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their sum.
    pub sha256: Digest,
    /// How many pages it has.
    pub pages: usize,
    /// The text size that was chosen; written in points.
    #[serde(with = "in_points")]
    pub text_size: Length,
    /// The room left below the text on the last page; written in points.
    #[serde(with = "in_points")]
    pub room_left: Length,
    /// The sum of the data attached to it.
    pub data_sha256: Digest,
    /// How far it has come.
    pub status: Status,
}

/// All sheets of an edition in one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Its design and language, as in `letter-en`.
    pub edition: String,
    /// The name of its file.
    pub file: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their sum.
    pub sha256: Digest,
    /// How many pages it has.
    pub pages: usize,
    /// How many sheets are in it.
    pub sheets: usize,
    /// The sum of the checksums of these sheets, a line for each as in `SHA256SUMS`: whether they are those
    /// beside it.
    pub sheets_sha256: Digest,
    /// How far the least of them has come.
    pub status: Status,
}

impl Head {
    /// The head of a release that this program makes.
    #[must_use]
    pub fn new(project: &str, year: u16, part: Option<Part>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            tool: TOOL.to_owned(),
            project: project.to_owned(),
            year,
            part,
        }
    }

    /// The head of the release that a part is of.
    #[must_use]
    pub(super) fn of_whole(self) -> Self {
        Self { part: None, ..self }
    }

    /// Whether both are heads of the same release, or of the same part of it. It may have been made anew
    /// by another version of the program, from other figures.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        let whose = |head: &Self| {
            let shard = head.part.as_ref().map(|part| part.shard);
            (head.project.clone(), head.year, shard)
        };
        whose(self) == whose(other)
    }

    /// What it is of, for people.
    #[must_use]
    pub fn whose(&self) -> String {
        let whole = format!("{}, {}", self.project, self.year);
        match &self.part {
            Some(part) => format!("part {} of {whole}", part.shard),
            None => whole,
        }
    }
}

impl Sheet {
    /// What the manifest says of a sheet.
    #[must_use]
    pub fn new<M>(finished: &Finished<'_, M>, rendered: &Rendered) -> Self {
        Self {
            code: finished.code.to_owned(),
            edition: finished.edition.name(),
            file: finished.file.to_owned(),
            bytes: byte_count(&rendered.pdf),
            sha256: rendered.sum,
            pages: rendered.sheet.pages.len(),
            text_size: rendered.sheet.text_size,
            room_left: rendered.sheet.room_left,
            data_sha256: Digest::of(&rendered.data),
            status: rendered.status,
        }
    }
}

impl Sheet {
    /// What tells the files of its edition from those of others: all of its file's name after year and code.
    pub(super) fn suffix(&self, year: u16) -> &str {
        suffix(&self.file, year, &self.code)
    }
}

/// All of a file's name after year and code.
pub(super) fn suffix<'f>(file: &'f str, year: u16, code: &str) -> &'f str {
    let rest = file.strip_prefix(&format!("{year}-{code}"));
    rest.unwrap_or(file)
}

impl Volume {
    /// What the manifest says of a book.
    #[must_use]
    pub fn new(edition: String, file: String, bound: &Bound, sheets_sha256: Digest) -> Self {
        Self {
            edition,
            file,
            bytes: bound.bytes,
            sha256: bound.sum,
            pages: bound.pages,
            sheets: bound.sheets,
            sheets_sha256,
            status: bound.status,
        }
    }
}

/// How many bytes there are.
pub(crate) fn byte_count(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
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

#[derive(Deserialize)]
struct Raw {
    #[serde(flatten)]
    head: Head,
    sheets: Vec<Sheet>,
    #[serde(default)]
    books: Vec<Volume>,
    #[serde(default)]
    pictures: Vec<Picture>,
}

impl Manifest {
    /// Reads a manifest; none when it is not one of a version that is known here, or when it names files
    /// that are not in its folder.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let Raw {
            head,
            sheets,
            books,
            pictures,
        } = serde_json::from_slice(text).ok()?;
        let manifest = Self {
            head,
            sheets,
            books,
            pictures,
        };
        let is_known = manifest.head.format == FORMAT && manifest.head.version == VERSION;
        let is_sound = is_known && {
            let mut names = BTreeSet::new();
            let mut files = manifest.files().map(|(name, ..)| name);
            let is_sound = files.all(|name| is_plain(name) && names.insert(name));
            is_sound && manifest.has_usual_endings()
        };
        is_sound.then_some(manifest)
    }

    /// Whether all files are called as those of their kind are.
    fn has_usual_endings(&self) -> bool {
        let sheets = self.sheets.iter().map(|sheet| &sheet.file);
        let mut documents = sheets.chain(self.books.iter().map(|book| &book.file));
        let mut pictures = self.pictures.iter();
        documents.all(|file| file.ends_with(".pdf"))
            && pictures.all(|picture| picture.file.ends_with(".png"))
    }

    /// The files, with the number and the sum of their bytes.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64, Digest)> + Clone {
        let sheet = |sheet: &'_ Sheet| (sheet.bytes, sheet.sha256);
        let sheets = self.sheets.iter().map(move |s| (s.file.as_str(), sheet(s)));
        let book = |book: &'_ Volume| (book.bytes, book.sha256);
        let books = self.books.iter().map(move |b| (b.file.as_str(), book(b)));
        let picture = |picture: &'_ Picture| (picture.bytes, picture.sha256);
        let pictures = self.pictures.iter();
        let pictures = pictures.map(move |p| (p.file.as_str(), picture(p)));
        sheets
            .chain(books)
            .chain(pictures)
            .map(|(name, (bytes, sum))| (name, bytes, sum))
    }

    /// As it is written: a line for each sheet, book and picture, so that a change of one is a change of one
    /// line.
    #[must_use]
    pub fn text(&self) -> String {
        // Only maps with keys that are no texts could fail, and there are none.
        let head = serde_json::to_string_pretty(&self.head).unwrap_or_default();
        let mut text = head.trim_end_matches("\n}").to_owned();
        let lines = self.sheets.len() + self.books.len() + self.pictures.len();
        text.reserve(LINE * lines);
        list(&mut text, "sheets", &self.sheets);
        if !self.books.is_empty() {
            list(&mut text, "books", &self.books);
        }
        if !self.pictures.is_empty() {
            list(&mut text, "pictures", &self.pictures);
        }
        text.push_str("\n}\n");
        text
    }

    /// The checksums of all files, and of the manifest itself, whose text this is.
    #[must_use]
    pub fn sums(&self, text: &str) -> String {
        let files = self.files().map(|(name, _, sum)| (name, sum));
        lines_of_sums(files.chain([(MANIFEST, Digest::of(text.as_bytes()))]))
    }

    /// Whether the sheets in a book are those in the release; none when there are none that are called
    /// alike. Not the edition counts: when another design becomes the default one, its sheets take the names.
    #[must_use]
    pub(super) fn is_current(&self, book: &Volume) -> Option<bool> {
        let year = self.head.year;
        let suffix = suffix(&book.file, year, BOOK);
        let sheets = self.sheets.iter();
        let sheets = sheets.filter(|sheet| sheet.suffix(year) == suffix);
        let mut sheets = sheets.map(|s| (s.file.as_str(), s.sha256)).peekable();
        sheets.peek()?;
        Some(sum_of_sheets(sheets) == book.sheets_sha256)
    }
}

/// The sum of the checksums of some sheets, by the names of their files.
#[must_use]
pub fn sum_of_sheets<'s>(sheets: impl Iterator<Item = (&'s str, Digest)>) -> Digest {
    Digest::of(lines_of_sums(sheets).as_bytes())
}

/// Checksums as `sha256sum` writes them, in the order of the names.
fn lines_of_sums<'s>(files: impl Iterator<Item = (&'s str, Digest)>) -> String {
    let mut lines = String::new();
    for (name, sum) in files.collect::<BTreeMap<_, _>>() {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{sum}  {name}");
    }
    lines
}

fn list<T: Serialize>(text: &mut String, name: &str, items: &[T]) {
    // Writing to a string cannot fail.
    let _ = write!(text, ",\n  \"{name}\": [");
    for (index, item) in items.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let line = serde_json::to_string(item).unwrap_or_default();
        let _ = write!(text, "{comma}\n    {line}");
    }
    text.push_str(if items.is_empty() { "]" } else { "\n  ]" });
}

/// Whether this is the name of a file that can be in a release, and no path.
fn is_plain(name: &str) -> bool {
    let is_strange = |c: char| c == '/' || c == '\\' || c == ':' || c.is_control();
    !name.starts_with('.') && !name.contains(is_strange)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Manifest {
        let sheet = Sheet {
            code: "AL".to_owned(),
            edition: "letter-en".to_owned(),
            file: "2023-AL.pdf".to_owned(),
            bytes: 7,
            sha256: Digest::of(b"a sheet"),
            pages: 1,
            text_size: Length::from_milli(9_600),
            room_left: Length::from_milli(12_345),
            data_sha256: Digest::of(b"{}"),
            status: Status::Final,
        };
        Manifest {
            head: Head::new("A \"name\"", 2023, None),
            sheets: vec![sheet],
            books: Vec::new(),
            pictures: Vec::new(),
        }
    }

    #[test]
    fn a_manifest_is_read_as_it_is_written() {
        let mut manifest = example();
        assert_eq!(
            Manifest::read(manifest.text().as_bytes()).as_ref(),
            Some(&manifest)
        );
        assert!(
            manifest
                .text()
                .contains(r#""text_size":9.6,"room_left":12.345"#)
        );
        manifest.head.part = Some(Part {
            shard: Shard { number: 1, of: 2 },
            inputs: Digest::of(b"all"),
            whole: true,
            complete: true,
        });
        manifest.sheets.clear();
        manifest.books.push(Volume {
            edition: "letter-en".to_owned(),
            file: "2023-book.pdf".to_owned(),
            bytes: 6,
            sha256: Digest::of(b"a book"),
            pages: 3,
            sheets: 2,
            sheets_sha256: Digest::of(b"its sheets"),
            status: Status::Draft,
        });
        manifest.pictures.push(Picture {
            code: "AL".to_owned(),
            edition: "letter-en".to_owned(),
            file: "2023-AL.p2.png".to_owned(),
            page: 2,
            width: 1200,
            height: 1553,
            bytes: 9,
            sha256: Digest::of(b"a picture"),
            status: Status::Sample,
            pdf_sha256: Digest::of(b"a sheet"),
        });
        assert_eq!(
            Manifest::read(manifest.text().as_bytes()).as_ref(),
            Some(&manifest)
        );
    }

    #[test]
    fn a_manifest_that_is_not_ours_is_not_read() {
        let text = example().text();
        let read = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            Manifest::read(text.replace(from, to).as_bytes())
        };
        assert!(read("9.6", "9.7").is_some());
        assert_eq!(read("factsheet-release", "another"), None);
        assert_eq!(read("\"version\": 1", "\"version\": 2"), None);
        for name in [
            "../2023-AL.pdf",
            "/etc/passwd",
            "C:x",
            "a\\\\b.pdf",
            "",
            ".pdf",
            "../a.pdf",
            "manifest.json",
            "2023-AL.png",
        ] {
            assert_eq!(read("2023-AL.pdf", name), None, "{name}");
        }
        assert_eq!(Manifest::read(b""), None);
        assert_eq!(Manifest::read(b"{\"name\": \"my app\"}"), None);
    }

    #[test]
    fn checksums_are_those_of_sha256sum() {
        let manifest = example();
        let sums = manifest.sums("text");
        let sum = Digest::of(b"a sheet");
        let own = Digest::of(b"text");
        assert_eq!(sums, format!("{sum}  2023-AL.pdf\n{own}  manifest.json\n"));
    }
}
