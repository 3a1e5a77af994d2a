//! Joins the parts of a release.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::contents::{Change, Contents, Published, Refusal};
use super::folder::Release;
use super::inside::Item;
use super::manifest::{Head, MANIFEST, Manifest, Part, SUMS, Sheet};
use super::picture::Picture;
use crate::batch::shard::Shard;
use crate::batch::write_error::WriteError;
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::Digest;

/// What to do about a part that is damaged.
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
    /// What they are together.
    pub head: Head,
    /// Whether they are all sheets of their editions.
    is_whole: bool,
    /// The sheets.
    pub sheets: Vec<Sheet>,
    /// The pictures of them.
    pub pictures: Vec<Picture>,
    /// The folders that the sheets and then the pictures are in.
    folders: Vec<PathBuf>,
}

impl Merge {
    /// Reads the manifests of parts and holds them against each other.
    ///
    /// # Errors
    ///
    /// All that is wrong with them, each with the manifest it is about.
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
        let (head, is_whole) = (first.manifest.head.clone(), first.part.whole);
        let mut merge = Self {
            head: head.of_whole(),
            is_whole,
            sheets: Vec::new(),
            pictures: Vec::new(),
            folders: Vec::new(),
        };
        let sheets = parts
            .iter()
            .map(|part| (&part.folder, part.manifest.sheets.len()));
        let pictures = parts
            .iter()
            .map(|part| (&part.folder, part.manifest.pictures.len()));
        for (folder, count) in sheets.chain(pictures) {
            merge
                .folders
                .extend(std::iter::repeat_n(folder.clone(), count));
        }
        for Read { manifest, .. } in parts {
            merge.sheets.extend(manifest.sheets);
            merge.pictures.extend(manifest.pictures);
        }
        Ok(merge)
    }

    /// Puts all files together into one release, as if they had been made in one run, and returns how
    /// each differs from what was there; none when it is told not to go on.
    ///
    /// # Errors
    ///
    /// When a file is not as its manifest says; when the release cannot be published.
    pub fn publish(
        self,
        out: &Path,
        force: bool,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<(Vec<Change>, Published)>, MergeProblem> {
        let release = Release::open(out, self.head.clone(), force)?;
        let (mut problems, mut changes) = (Vec::new(), Vec::new());
        let sheets: BTreeMap<&str, &Sheet> = self.sheets.iter().map(|s| (&*s.file, s)).collect();
        let files = self.sheets.iter().map(Item::Sheet);
        let files = files.chain(self.pictures.iter().map(Item::Picture));
        for (item, folder) in files.zip(&self.folders) {
            let (file, sum) = item.file();
            let path = folder.join(file);
            let read = read_file(&path).map_err(|problem| problem.help(AGAIN));
            let checked = read.and_then(|bytes| {
                let checked = match Digest::of(&bytes) == sum {
                    true => item.check(&self.head, &sheets, &bytes),
                    false => Err("this is not the file that was made".to_owned()),
                };
                let problem = |message| wrong_part(&path, message).help(AGAIN);
                checked.map(|()| bytes).map_err(problem)
            });
            match checked {
                Ok(bytes) => changes.push(release.keep(file, &bytes, sum)?),
                Err(problem) => problems.push(problem),
            }
            if !goes_on() {
                return Ok(None);
            }
        }
        if !problems.is_empty() {
            return Err(MergeProblem::Parts(problems));
        }
        let published = release.publish(Contents {
            sheets: self.sheets,
            pictures: self.pictures,
            is_whole: self.is_whole,
            ..Contents::default()
        })?;
        Ok(Some((changes, published)))
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

    /// What keeps it from being joined with another part.
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

/// Parts that are there twice, and the first of what other parts have as well or no part can have.
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

/// What has been seen in parts.
#[derive(Default)]
struct Seen<'m> {
    files: BTreeSet<&'m str>,
    /// The sheets by code and edition.
    sheets: BTreeSet<(&'m str, &'m str)>,
    /// How the names of the files of an edition end, and the other way round.
    editions: BTreeMap<&'m str, &'m str>,
    suffixes: BTreeMap<&'m str, &'m str>,
}

impl<'m> Seen<'m> {
    /// Adds what a part has, and returns the first thing that is wrong with it.
    fn add(&mut self, manifest: &'m Manifest) -> Option<String> {
        let mut names = manifest.files().map(|(name, ..)| name);
        if let Some(name) = names.find(|name| !self.files.insert(name)) {
            return Some(format!("{name} is in another part, too"));
        }
        if let Some(book) = manifest.books.first() {
            return Some(format!("{} is a book, and a part has none", book.file));
        }
        let year = manifest.head.year;
        manifest.sheets.iter().find_map(|sheet| {
            let (code, edition) = (sheet.code.as_str(), sheet.edition.as_str());
            let suffix = sheet.suffix(year);
            let is_named_alike = *self.editions.entry(edition).or_insert(suffix) == suffix
                && *self.suffixes.entry(suffix).or_insert(edition) == edition;
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
