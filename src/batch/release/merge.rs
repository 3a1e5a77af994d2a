//! Joins the parts of a release.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::contents::{Change, Contents, Published, Refusal};
use super::folder::Release;
use super::manifest::{Head, MANIFEST, Manifest, Part, SUMS};
use crate::batch::shard::Shard;
use crate::batch::write_error::WriteError;
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::Digest;
use crate::output::{Context, Entry, OUTPUTS, Record, Sheet, entries_of, suffix};

/// The way out when a part is damaged.
const AGAIN: &str = "copy or make this part again";

/// The most parts that are listed one by one.
const MOST_LISTED: usize = 10;

/// Why parts cannot be joined.
#[derive(Debug)]
pub enum MergeProblem {
    /// The parts do not make up a whole.
    Parts(Vec<Diagnostic>),
    /// The whole cannot be published.
    Refused(Refusal),
}

impl From<Refusal> for MergeProblem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<WriteError> for MergeProblem {
    fn from(failure: WriteError) -> Self {
        Self::Refused(failure.into())
    }
}

/// The parts of a release that belong together.
#[derive(Debug)]
pub struct Merge {
    /// The head of the joined release.
    pub head: Head,
    /// `true` if the parts have all sheets of their editions.
    covers_editions: bool,
    /// The files, output by output.
    pub entries: Vec<Record>,
    /// The folder that each of them is in.
    folders: Vec<PathBuf>,
}

impl Merge {
    /// Reads the manifests of parts and compares them.
    ///
    /// # Errors
    ///
    /// Returns all problems, each with the manifest in which it was found.
    pub fn read(folders: &[PathBuf]) -> Result<Self, MergeProblem> {
        let mut problems = Vec::new();
        let mut parts: Vec<Read> = Vec::new();
        for folder in folders {
            match part(folder) {
                Ok(part) => parts.push(part),
                Err(problem) => problems.push(problem),
            }
        }
        let Some(first) = parts.first() else {
            return Err(MergeProblem::Parts(problems));
        };
        let differences = parts.iter().filter_map(|part| part.difference(first));
        problems.extend(differences);
        problems.extend(repeated(&parts));
        if problems.is_empty() {
            problems.extend(missing(&parts, first.part.shard));
        }
        if !problems.is_empty() {
            return Err(MergeProblem::Parts(problems));
        }
        let mut merge = Self {
            head: first.manifest.head.clone().without_part(),
            covers_editions: first.part.whole,
            entries: Vec::new(),
            folders: Vec::new(),
        };
        for output in OUTPUTS {
            for Read {
                manifest, folder, ..
            } in &parts
            {
                let own = manifest.entries.iter();
                for entry in own.filter(|entry| entry.list() == output.list()) {
                    merge.entries.push(entry.clone());
                    merge.folders.push(folder.clone());
                }
            }
        }
        Ok(merge)
    }

    /// Merges all files into one release, as if they had been made in one run. Returns the change of each file, or
    /// `None` if the run is interrupted.
    ///
    /// # Errors
    ///
    /// Returns an error if a file differs from its manifest entry, or if the release cannot be published.
    pub fn publish(
        self,
        out: &Path,
        force: bool,
        should_continue: &dyn Fn() -> bool,
    ) -> Result<Option<(Vec<Change>, Published)>, MergeProblem> {
        let release = Release::open(out, self.head.clone(), force)?;
        let (mut problems, mut changes) = (Vec::new(), Vec::new());
        let sheets = entries_of::<Sheet>(&self.entries);
        let sheets: BTreeMap<&str, &dyn Entry> = sheets
            .map(|sheet| (sheet.stem(), sheet as &dyn Entry))
            .collect();
        for (entry, folder) in self.entries.iter().zip(&self.folders) {
            let facts = entry.facts();
            let path = folder.join(facts.file);
            let sheet = sheets.get(entry.stem()).copied();
            let checked = self.read_checked(&**entry, &path, sheet);
            match checked {
                Ok(bytes) => changes.push(release.keep(facts.file, &bytes, facts.sha256)?),
                Err(problem) => problems.push(problem),
            }
            if !should_continue() {
                return Ok(None);
            }
        }
        if !problems.is_empty() {
            return Err(MergeProblem::Parts(problems));
        }
        let published = release.publish(Contents {
            entries: self.entries,
            covers_editions: self.covers_editions,
            part: None,
        })?;
        Ok(Some((changes, published)))
    }

    /// Reads a file and checks it against its entry.
    fn read_checked(
        &self,
        entry: &dyn Entry,
        path: &Path,
        sheet: Option<&dyn Entry>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let wrong = |message: String| wrong_part(path, message).help(AGAIN);
        let bytes = read_file(path).map_err(|problem| problem.help(AGAIN))?;
        if Digest::of(&bytes) != entry.facts().sha256 {
            return Err(wrong("this is not the file that was made".to_owned()));
        }
        let context = Context {
            tool: &self.head.tool,
            project: &self.head.project,
            year: self.head.year,
            sheet,
        };
        let verified = entry.verify(&bytes, &context);
        verified.map_err(|what| wrong(format!("this is not what the manifest says: {what}")))?;
        Ok(bytes)
    }
}

/// A part that has been read.
struct Read {
    folder: PathBuf,
    manifest: Manifest,
    part: Part,
}

impl Read {
    fn path(&self) -> PathBuf {
        self.folder.join(MANIFEST)
    }

    /// The reason why it cannot be joined with another part.
    fn difference(&self, other: &Self) -> Option<Diagnostic> {
        if !self.part.complete {
            let message = "this part lacks sheets that had errors";
            let help = "correct the errors and make all parts again";
            return Some(wrong_part(&self.path(), message).help(help));
        }
        let (head, its) = (&self.manifest.head, &other.manifest.head);
        let (part, its_part) = (&self.part, &other.part);
        let differences = [
            (head.project != its.project, "it is of another project"),
            (head.year != its.year, "it is of another year"),
            (head.tool != its.tool, "it was made by another version"),
            (
                part.shard.of != its_part.shard.of,
                "it is one of another number of parts",
            ),
            (
                (part.inputs, part.whole) != (its_part.inputs, its_part.whole),
                "it was made from other files or with other options",
            ),
        ];
        let mut found = differences.iter().filter(|(differs, _)| *differs);
        let (_, what) = found.next()?;
        let message = format!("{what} than {}", other.path().display());
        let help = "make all parts from the same files, with the same options";
        Some(wrong_part(&self.path(), message).help(help))
    }
}

/// Reports parts that are named twice. For other parts, reports the first file or sheet that another part also has, or
/// that no part may have.
fn repeated(parts: &[Read]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut shards: BTreeMap<Shard, &Read> = BTreeMap::new();
    let mut seen = Seen::default();
    for read in parts {
        if let Some(other) = shards.insert(read.part.shard, read) {
            let (number, other) = (read.part.shard, other.folder.display());
            let message = format!("part {number} is named twice, here and as {other}");
            problems.push(wrong_part(&read.path(), message).help("name one of them"));
            continue;
        }
        let wrong = seen.add(&read.manifest);
        problems.extend(wrong.map(|what| wrong_part(&read.path(), what).help(AGAIN)));
    }
    problems
}

/// The names seen in the parts so far.
#[derive(Default)]
struct Seen<'m> {
    files: BTreeSet<&'m str>,
    /// The sheets by code and edition.
    sheets: BTreeSet<(&'m str, &'m str)>,
    /// The suffix of the file names of each edition. Editions for different levels can have the same.
    editions: BTreeMap<&'m str, &'m str>,
}

impl<'m> Seen<'m> {
    /// Adds the names of a part, and returns a message about the first conflict.
    fn add(&mut self, manifest: &'m Manifest) -> Option<String> {
        let mut names = manifest.files().map(|(name, ..)| name);
        if let Some(name) = names.find(|name| !self.files.insert(name)) {
            return Some(format!("{name} is in another part, too"));
        }
        let mut facts = manifest.entries.iter().map(|entry| entry.facts());
        if let Some(book) = facts.find(|facts| facts.code.is_none()) {
            return Some(format!("{} is a book, and a part has none", book.file));
        }
        let year = manifest.head.year;
        manifest.entries_of::<Sheet>().find_map(|sheet| {
            let (code, edition) = (sheet.code.as_str(), sheet.edition.as_str());
            let suffix = suffix(sheet, year);
            let is_named_alike = *self.editions.entry(edition).or_insert(suffix) == suffix;
            match self.sheets.insert((code, edition)) {
                _ if !is_named_alike => {
                    let file = &sheet.file;
                    Some(format!("{file} is not named like the others of {edition}"))
                }
                true => None,
                false => Some(format!("the sheet of {code} in {edition} is there twice")),
            }
        })
    }
}

/// The parts that are not there, of as many as there are of one.
fn missing(parts: &[Read], Shard { of, .. }: Shard) -> Option<Diagnostic> {
    let there: BTreeSet<usize> = parts.iter().map(|read| read.part.shard.number).collect();
    let missing = (1..=of).filter(|number| !there.contains(number));
    let missing: Vec<String> = missing.map(|number| format!("{number}/{of}")).collect();
    let listed = match missing.as_slice() {
        [] => return None,
        [first, .., last] if missing.len() > MOST_LISTED => format!("{first} … {last}"),
        few => few.join(", "),
    };
    let message = format!("the release is not whole without {listed}");
    let help = "name the folders of all parts";
    Some(Diagnostic::nowhere(Code::WrongPart, message).help(help))
}

/// A part in a folder.
fn part(folder: &Path) -> Result<Read, Diagnostic> {
    let path = folder.join(MANIFEST);
    let help = "name the folders that `factsheet render --shard` has written to";
    let text = read_file(&path).map_err(|problem| problem.help(help))?;
    let manifest = Manifest::read(&text)
        .ok_or_else(|| wrong_part(&path, "this is not the manifest of a release").help(help))?;
    let sums = folder.join(SUMS);
    let own = manifest.sums(&String::from_utf8_lossy(&text));
    if read_file(&sums).map_err(|problem| problem.help(AGAIN))? != own.as_bytes() {
        return Err(wrong_part(&sums, "this does not vouch for the manifest").help(AGAIN));
    }
    match manifest.head.part.clone() {
        Some(part) => Ok(Read {
            folder: folder.to_owned(),
            manifest,
            part,
        }),
        None => Err(wrong_part(&path, "this is a whole release, not a part of one").help(help)),
    }
}

/// A file of a part. Reading a pipe or a device might never end.
fn read_file(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {
            fs::read(path).map_err(|error| wrong_part(path, error.to_string()))
        }
        Ok(_) => Err(wrong_part(path, "this is no file")),
        Err(_) => Err(wrong_part(path, "there is no such file in this part")),
    }
}

fn wrong_part(path: &Path, message: impl Into<String>) -> Diagnostic {
    Diagnostic::file_error(Code::WrongPart, path.display().to_string(), message)
}
