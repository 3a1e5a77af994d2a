//! Joins the parts of a release.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::folder::{Change, Contents, Published, Refusal, Release};
use super::manifest::{Head, MANIFEST, Manifest, Part, Sheet};
use crate::batch::shard::Shard;
use crate::batch::staging::WriteError;
use crate::checksum::Sum;
use crate::diagnostic::Diagnostic;

/// What to do about a part that is damaged.
const AGAIN: &str = "copy or make this part again";

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
    /// The sheets, each with the folder it is in.
    sheets: Vec<(PathBuf, Sheet)>,
}

impl Merge {
    /// Reads the manifests of parts and holds them against each other.
    ///
    /// # Errors
    ///
    /// All that is wrong with them, each with the manifest or folder it is about.
    pub fn read(folders: &[PathBuf]) -> Result<Self, MergeProblem> {
        let mut problems = Vec::new();
        let mut parts: Vec<(&PathBuf, Manifest, Part)> = Vec::new();
        for folder in folders {
            match part(folder) {
                Ok((manifest, part)) => parts.push((folder, manifest, part)),
                Err(problem) => problems.push(problem),
            }
        }
        let Some((first, of, head)) = parts.first().map(|(folder, manifest, part)| {
            (folder.join(MANIFEST), part.clone(), manifest.head.clone())
        }) else {
            return Err(MergeProblem::Parts(problems));
        };
        let mut seen: BTreeMap<Shard, &PathBuf> = BTreeMap::new();
        for (folder, manifest, part) in &parts {
            let path = || folder.join(MANIFEST);
            let differs = difference((&manifest.head, part), (&head, &of));
            if let Some(what) = differs {
                let message = format!("{what} than {}", first.display());
                let help = "make all parts from the same files, with the same options";
                problems.push(wrong_part(&path(), message).help(help));
            } else if let Some(other) = seen.insert(part.shard, folder) {
                let message = format!("part {} is in {}, too", part.shard, other.display());
                problems.push(wrong_part(&path(), message).help("name one of them"));
            }
        }
        let all = (1..=of.shard.of).map(|number| Shard { number, ..of.shard });
        let missing: Vec<String> = all
            .filter(|shard| !seen.contains_key(shard))
            .map(|shard| shard.to_string())
            .collect();
        if !missing.is_empty() && problems.is_empty() {
            let message = format!("there is no part {}", missing.join(", "));
            let help = "name the folders of all parts";
            problems.push(Diagnostic::nowhere("wrong-part", message).help(help));
        }
        if !problems.is_empty() {
            return Err(MergeProblem::Parts(problems));
        }
        let sheets = parts.into_iter().flat_map(|(folder, manifest, _)| {
            let sheets = manifest.sheets.into_iter();
            sheets.map(|sheet| (folder.clone(), sheet))
        });
        Ok(Self {
            sheets: sheets.collect(),
            head: head.of_whole(),
        })
    }

    /// Puts the sheets together into one release, as if they had been made in one run, and returns how
    /// each differs from what was there.
    ///
    /// # Errors
    ///
    /// When a sheet is not as its manifest says; when the release cannot be published.
    pub fn publish(
        self,
        out: &Path,
        force: bool,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<(Vec<Change>, Published)>, MergeProblem> {
        let release = Release::open(out, self.head, force)?;
        let (mut problems, mut sheets) = (Vec::new(), Vec::new());
        for (folder, sheet) in self.sheets {
            let path = folder.join(&sheet.file);
            match fs::read(&path) {
                Ok(bytes) if Sum::of(&bytes) == sheet.sha256 => {
                    let change = release.keep(&sheet.file, &bytes, sheet.sha256)?;
                    sheets.push((sheet, change));
                }
                Ok(_) => problems
                    .push(wrong_part(&path, "this is not the file that was made").help(AGAIN)),
                Err(error) => problems.push(cannot_read(&path, &error).help(AGAIN)),
            }
            if !goes_on() {
                return Ok(None);
            }
        }
        if !problems.is_empty() {
            return Err(MergeProblem::Parts(problems));
        }
        let changes = sheets.iter().map(|(_, change)| *change).collect();
        let published = release.publish(Contents {
            sheets,
            books: Vec::new(),
            is_whole: true,
        })?;
        Ok(Some((changes, published)))
    }
}

/// The manifest of a part, and which part it is.
fn part(folder: &Path) -> Result<(Manifest, Part), Diagnostic> {
    let path = folder.join(MANIFEST);
    let help = "name the folders that render --shard has written to";
    let text = fs::read(&path).map_err(|error| cannot_read(&path, &error).help(help))?;
    let manifest = Manifest::read(&text)
        .ok_or_else(|| wrong_part(&path, "this is not the manifest of a release").help(help))?;
    match manifest.head.part.clone() {
        Some(part) => Ok((manifest, part)),
        None => Err(wrong_part(&path, "this is a whole release, not a part of one").help(help)),
    }
}

fn wrong_part(path: &Path, message: impl Into<String>) -> Diagnostic {
    Diagnostic::file_error("wrong-part", path.display().to_string(), message)
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::NotFound => wrong_part(path, "there is no such file"),
        _ => wrong_part(path, error.to_string()),
    }
}

/// In what two parts differ that should be alike.
fn difference((head, part): (&Head, &Part), (other, its): (&Head, &Part)) -> Option<&'static str> {
    let differences = [
        (head.project != other.project, "it is of another project"),
        (head.year != other.year, "it is of another year"),
        (head.tool != other.tool, "it was made by another version"),
        (
            part.shard.of != its.shard.of,
            "it is one of another number of parts",
        ),
        (
            part.inputs != its.inputs,
            "it was made from other files or with other options",
        ),
    ];
    let mut found = differences.iter().filter(|(differs, _)| *differs);
    found.next().map(|(_, what)| *what)
}
