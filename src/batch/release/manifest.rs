//! `manifest.json` and `SHA256SUMS`, which list the files of a release. `docs/reference/release.md` describes both.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::strict::Strict;
use crate::TOOL;
use crate::batch::shard::Shard;
use crate::digest::{Digest, sha256sum_lines};
use crate::output::{Entry, OUTPUTS, Record, entries_of, output_of};

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// The name of the checksums, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";

/// About how many bytes a line of the manifest takes.
const LINE: usize = 400;

const FORMAT: &str = "factsheet-release";

/// The version of the format. It grows when a program that reads it could be misled.
const VERSION: u32 = 1;

/// The contents of a release.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The publication and the program.
    pub head: Head,
    /// The files, output by output, each in the order of their names.
    pub entries: Vec<Record>,
}

/// The identity of a release, and the program that made it.
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
    /// The part of the release, or `None` for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// A part of a release, which waits for the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which part.
    #[serde(flatten)]
    pub shard: Shard,
    /// The digest of everything that the release is made from.
    pub inputs: Digest,
    /// `true` if the parts together have all sheets of their editions.
    pub whole: bool,
    /// `true` if no sheet is missing because of errors.
    pub complete: bool,
}

impl Part {
    /// A part that is still being made.
    #[must_use]
    pub fn unfinished(shard: Shard) -> Self {
        Self {
            shard,
            inputs: Digest::of(b""),
            whole: false,
            complete: false,
        }
    }
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
    pub(super) fn without_part(self) -> Self {
        Self { part: None, ..self }
    }

    /// Returns `true` if both describe the same release, or the same part of it. The version of the program and the
    /// figures may differ.
    #[must_use]
    pub fn is_same_release(&self, other: &Self) -> bool {
        let whose = |head: &Self| {
            let shard = head.part.as_ref().map(|part| part.shard);
            (head.project.clone(), head.year, shard)
        };
        whose(self) == whose(other)
    }

    /// A description for people.
    #[must_use]
    pub fn describe(&self) -> String {
        let whole = format!("{}, {}", self.project, self.year);
        match &self.part {
            Some(part) => format!("part {} of {whole}", part.shard),
            None => whole,
        }
    }
}

impl Manifest {
    /// Reads a manifest; `None` if it is not one of a version that is known here, or if it names files that are not
    /// in its folder.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let Strict(Value::Object(mut object)) = serde_json::from_slice(text).ok()? else {
            return None;
        };
        let mut entries = Vec::new();
        for output in OUTPUTS {
            if let Some(list) = object.remove(output.list()) {
                let Value::Array(list) = list else {
                    return None;
                };
                for entry in list {
                    entries.push(output.read_entry(entry)?);
                }
            }
        }
        let head = Head::deserialize(Value::Object(object)).ok()?;
        let manifest = Self { head, entries };
        let is_known = manifest.head.format == FORMAT && manifest.head.version == VERSION;
        (is_known && manifest.has_sound_names()).then_some(manifest)
    }

    /// Returns `true` if the file names are distinct, valid for their output, and not paths.
    fn has_sound_names(&self) -> bool {
        let mut names = BTreeSet::new();
        self.entries.iter().all(|entry| {
            let file = entry.facts().file;
            let ending = file.rsplit_once('.').map(|(_, ending)| ending);
            let is_usual = ending == Some(output_of(&**entry).extension());
            is_usual && is_plain(file) && names.insert(file)
        })
    }

    /// The files, with their sizes in bytes and their digests.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64, Digest)> + Clone {
        let facts = self.entries.iter().map(|entry| entry.facts());
        facts.map(|facts| (facts.file, facts.bytes, facts.sha256))
    }

    /// The entries of one type, such as [`Sheet`](crate::output::Sheet).
    pub fn entries_of<E: Entry>(&self) -> impl Iterator<Item = &E> {
        entries_of(&self.entries)
    }

    /// The text of the file: a line for each entry, so that a change of one sheet is a change of one line.
    #[must_use]
    pub fn text(&self) -> String {
        // Serialization fails only for maps with keys that are not strings, and there are none here.
        let head = serde_json::to_string_pretty(&self.head).unwrap_or_default();
        let mut text = head.trim_end_matches("\n}").to_owned();
        text.reserve(LINE * self.entries.len());
        for (index, output) in OUTPUTS.iter().enumerate() {
            let own = |entry: &&Record| entry.list() == output.list();
            let entries: Vec<&Record> = self.entries.iter().filter(own).collect();
            // A release of no sheets says so; other outputs are named where there are any.
            if index == 0 || !entries.is_empty() {
                write_list(&mut text, output.list(), &entries);
            }
        }
        text.push_str("\n}\n");
        text
    }

    /// The text of `SHA256SUMS`: the digests of all files, and of the manifest, given as `text`.
    #[must_use]
    pub fn sums(&self, text: &str) -> String {
        let files = self.files().map(|(name, _, digest)| (name, digest));
        sha256sum_lines(files.chain([(MANIFEST, Digest::of(text.as_bytes()))]))
    }
}

fn write_list(text: &mut String, name: &str, entries: &[&Record]) {
    // Writing to a string cannot fail.
    let _ = write!(text, ",\n  \"{name}\": [");
    for (index, entry) in entries.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(text, "{comma}\n    {}", entry.to_json());
    }
    text.push_str(if entries.is_empty() { "]" } else { "\n  ]" });
}

/// Returns `true` for a name that a file in a release can have; a path is not one.
fn is_plain(name: &str) -> bool {
    let is_strange = |c: char| c == '/' || c == '\\' || c == ':' || c.is_control();
    !name.starts_with('.') && !name.contains(is_strange)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::geometry::Length;
    use crate::output::{BookEntry, Picture, Sheet};
    use crate::project::Status;

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
            entries: vec![Arc::new(sheet)],
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
        manifest.entries.clear();
        manifest.entries.push(Arc::new(BookEntry {
            edition: "letter-en".to_owned(),
            file: "2023-book.pdf".to_owned(),
            bytes: 6,
            sha256: Digest::of(b"a book"),
            pages: 3,
            sheets: 2,
            sheets_sha256: Digest::of(b"its sheets"),
            status: Status::Draft,
        }));
        manifest.entries.push(Arc::new(Picture {
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
        }));
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
        let twice = text.replacen("\"code\"", "\"code\":\"AK\",\"code\"", 1);
        assert_eq!(Manifest::read(twice.as_bytes()), None);
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
