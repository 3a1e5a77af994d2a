//! A project in a folder on the disk.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::file_problem::FileProblem;
use super::paths::resolve;
use super::write_error::WriteError;
use crate::diagnostic::composed;
use crate::project::values::year_said;
use crate::project::{DATA, FileError, Files, LARGEST_FILE, year_of, year_of_path};

/// The file by which a project's folder is known.
pub(super) const MARK: &str = "data/publication.toml";

/// A project's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    project: Root,
    /// The figures, if they are not in the project's own data folder.
    figures: Option<Figures>,
}

/// Figures in another folder than the project's own.
#[derive(Debug, Clone)]
enum Figures {
    /// A folder that has a folder for each year.
    OfYears(Root),
    /// The folder of one year.
    OfYear(u16, Root),
}

/// A folder in which files are looked up, never outside of it.
#[derive(Debug, Clone)]
struct Root {
    /// As it is shown to people.
    path: PathBuf,
    /// The path with all links resolved, for checking whether a file lies inside.
    real: PathBuf,
}

impl Root {
    fn new(path: PathBuf) -> Self {
        let shown = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &path
        };
        let real = fs::canonicalize(shown).unwrap_or_default();
        Self { path, real }
    }
}

impl Folder {
    /// The project in a folder, or `None` when there is none in it.
    #[must_use]
    pub fn open(root: &Path) -> Option<Self> {
        has_project(root).then(|| Self::at(root.to_owned()))
    }

    /// The project that a folder lies in: the nearest folder upwards that has a
    /// `data/publication.toml`.
    #[must_use]
    pub fn find(start: &Path) -> Option<Self> {
        let depth = start.ancestors().position(has_project)?;
        // Paths are shown as they can be typed: from here, not from the root of the disk.
        Some(Self::at(std::iter::repeat_n("..", depth).collect()))
    }

    fn at(root: PathBuf) -> Self {
        Self {
            project: Root::new(root),
            figures: None,
        }
    }

    /// Returns the same project with the figures of another folder, which has a folder for each year like the
    /// project's `data`. Returns `None` if there is no such folder.
    #[must_use]
    pub fn with_figures(self, folder: &Path) -> Option<Self> {
        folder.is_dir().then(|| Self {
            figures: Some(Figures::OfYears(Root::new(folder.to_owned()))),
            ..self
        })
    }

    /// Returns the project to which a folder with figures of one year belongs, with these figures in place of its own,
    /// and the year. The project is the one with the folder in its data folder, or else this one.
    ///
    /// # Errors
    ///
    /// Returns an error if the folder has no such files, if they do not name their year, or if it cannot be read.
    pub fn of_year(&self, folder: &Path) -> Result<(Self, u16), FileProblem> {
        let shown = folder.display();
        let names = names_in(folder).map_err(WriteError::reading(folder))?;
        let is_file = |name: &&String| name.ends_with(".toml") && folder.join(name).is_file();
        let year = names.iter().rfind(|name| year_of(name).is_some());
        if year.is_some() || !names.iter().any(|name| is_file(&name)) {
            let message = format!("there are no figures of a year in {shown}");
            let help = match year {
                Some(year) => format!("name {}", folder.join(year).display()),
                None => "name a folder that has files such as AL.toml".to_owned(),
            };
            return Err(FileProblem::usage(message, help));
        }
        let name = folder.file_name().and_then(|name| name.to_str());
        let files = names.iter().filter(is_file);
        let mut said = files.filter_map(|name| {
            let text = fs::read_to_string(folder.join(name)).ok()?;
            year_said(&text)
        });
        let year = name.and_then(year_of).or_else(|| said.next());
        let year = year.ok_or_else(|| {
            let message = format!("nothing says which year the figures in {shown} are of");
            FileProblem::usage(message, "add a line such as year = 2023 to its files")
        })?;
        let around = two_above(folder);
        let is_own = resolve(&around) == resolve(&self.project.path);
        let other =
            Self::open(&around).filter(|_| !is_own && folder.join("../publication.toml").exists());
        let project = other.unwrap_or_else(|| self.clone());
        let figures = Some(Figures::OfYear(year, Root::new(folder.to_owned())));
        Ok((Self { figures, ..project }, year))
    }

    /// The path of the folder with the schemas of the project's files.
    #[must_use]
    pub fn schemas(&self) -> PathBuf {
        self.project.path.join("schemas")
    }

    /// Returns `true` if a folder is the project's own data folder or lies inside it. The folder need not exist.
    #[must_use]
    pub fn is_data(&self, folder: &Path) -> bool {
        let data = self.project.path.join(DATA);
        resolve(folder).starts_with(resolve(&data))
    }

    /// The folder that a path belongs to, and the rest of the path.
    fn locate<'p>(&self, path: &'p str) -> (&Root, &'p str) {
        let rest = path.strip_prefix(DATA).unwrap_or_default();
        let rest = rest.trim_start_matches('/');
        match (&self.figures, year_of_path(path)) {
            (Some(Figures::OfYears(root)), Some(_)) => (root, rest),
            // The project's own files in it are asked for by name.
            (Some(Figures::OfYears(root)), None)
                if path == DATA || !rest.is_empty() && !path.contains('.') =>
            {
                (root, rest)
            }
            (Some(Figures::OfYear(year, root)), Some(asked)) if asked == *year => {
                let (_, inside) = rest.split_once('/').unwrap_or_default();
                (root, inside)
            }
            _ => (&self.project, path),
        }
    }

    /// The path of a project file on disk.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        match self.locate(path) {
            (root, "") => root.path.clone(),
            (root, rest) if rest.is_ascii() => root.path.join(rest),
            (root, rest) => {
                let names = rest.split('/');
                names.fold(root.path.clone(), |folder, name| in_folder(&folder, name))
            }
        }
    }
}

/// A name within a folder, as the disk has it: there are systems that part letters from their marks.
fn in_folder(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    if path.symlink_metadata().is_ok() || name.is_ascii() {
        return path;
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let found = names.find(|known| composed(known) == composed(name));
    found.map_or(path, |known| folder.join(known))
}

/// The folder two above another, as it can be typed.
fn two_above(folder: &Path) -> PathBuf {
    let mut last = folder.components().rev().take(2);
    match folder.parent().and_then(Path::parent) {
        Some(above) if last.all(|part| matches!(part, Component::Normal(_))) => above.to_owned(),
        _ => folder.join("..").join(".."),
    }
}

/// Returns `true` if a folder contains a project. A folder that cannot be read counts as one: the error is reported
/// when it is read, and no other folder is used in its place.
fn has_project(folder: &Path) -> bool {
    folder.join(MARK).try_exists().unwrap_or(true)
}

/// The names in a folder in Unicode composed form, sorted, without those that begin with a dot.
fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        // A name that is not UTF-8 matches nothing, but it can be shown in a message.
        let name = entry?.file_name();
        let name = composed(&name.to_string_lossy()).into_owned();
        names.extend(Some(name).filter(|name| !name.starts_with('.')));
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// The kind of something that is neither a file nor a folder.
#[cfg(unix)]
fn special(found: &fs::Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = found.file_type();
    match () {
        () if kind.is_fifo() => "a named pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}

/// The kind of something that is neither a file nor a folder.
#[cfg(not(unix))]
fn special(_: &fs::Metadata) -> &'static str {
    "a device"
}

fn refused(error: &std::io::Error) -> FileError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileError::Missing,
        _ => FileError::Refused(error.to_string()),
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let root = &self.locate(path).0.real;
        let path = self.path(path);
        // Asked first, because reading a pipe or a device might never end.
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => return Err(FileError::Folder),
            Ok(found) if !found.is_file() => return Err(FileError::Special(special(&found))),
            Ok(found) if found.len() > LARGEST_FILE => return Err(FileError::Large),
            // A link with a missing target, or a link to itself.
            Err(error) if error.kind() != ErrorKind::PermissionDenied && path.is_symlink() => {
                return Err(FileError::DeadLink);
            }
            _ => {}
        }
        match fs::canonicalize(&path) {
            Ok(real) if !real.starts_with(root) => return Err(FileError::Outside),
            _ => {}
        }
        fs::read(&path).map_err(|error| refused(&error))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        names_in(&self.path(folder)).map_err(|error| refused(&error))
    }

    fn shown(&self, path: &str) -> String {
        let shown = self.path(path);
        match shown.strip_prefix(".") {
            Ok(rest) if !rest.as_os_str().is_empty() => rest.display().to_string(),
            _ => shown.display().to_string(),
        }
    }
}
