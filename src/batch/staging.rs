//! Writes files so that nobody ever sees half of one, and only one run at a time into a folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use same_file::Handle;

/// The folder inside the output folder in which files are written before they are published.
const STAGING: &str = ".factsheet";

/// The file in it by which the folder is known, and which the run that writes there has locked.
const LOCK: &str = "lock";

/// The machine cannot write.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the machine says.
    pub error: io::Error,
}

impl WriteError {
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self { path, error }
    }

    fn because(path: &Path, reason: &str) -> Self {
        Self::at(path)(io::Error::other(reason))
    }
}

/// Files that are written but not yet published. Dropping it removes them, and the folders made for
/// them when nothing has come to stand there.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    /// Open and locked for as long as this lives.
    lock: Option<File>,
    /// The folders that were not there before, innermost first.
    made: Vec<PathBuf>,
    /// Whether what is not yet published is left for the next run.
    is_left: bool,
}

impl Staging {
    /// Makes the output folder and, inside it, a folder for what is not yet published. What a run that
    /// was killed has left there is still there.
    ///
    /// # Errors
    ///
    /// When one of them cannot be made, when there is something else of its name, or when another run is
    /// writing there.
    pub fn open(out: &Path) -> Result<Self, WriteError> {
        let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let made = out.ancestors().take_while(is_new).map(Path::to_owned);
        let mut staging = Self {
            out: out.to_owned(),
            folder: out.join(STAGING),
            lock: None,
            made: made.collect(),
            is_left: false,
        };
        fs::create_dir_all(out).map_err(WriteError::at(out))?;
        staging.take()?;
        Ok(staging)
    }

    /// Takes hold of the folder for what is not yet published.
    fn take(&mut self) -> Result<(), WriteError> {
        loop {
            match fs::create_dir(&self.folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => self.check_ours()?,
                made => made.map_err(WriteError::at(&self.folder))?,
            }
            let path = self.folder.join(LOCK);
            let file = match File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
            {
                // The run before has just removed the folder.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                opened => opened.map_err(WriteError::at(&path))?,
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let reason = "another run is writing there; wait until it is done";
                    return Err(WriteError::because(&self.out, reason));
                }
                Err(TryLockError::Error(error)) => return Err(WriteError::at(&path)(error)),
            }
            // The run before may have removed the file between the two: then it locks nothing.
            if is_still_there(&file, &path) {
                self.lock = Some(file);
                return Ok(());
            }
        }
    }

    /// A folder of this name that was not made here is left alone, and so is a link.
    fn check_ours(&self) -> Result<(), WriteError> {
        let is_real = |path: &Path, of: fn(&fs::Metadata) -> bool| {
            fs::symlink_metadata(path).is_ok_and(|found| of(&found))
        };
        let is_empty = || fs::read_dir(&self.folder).is_ok_and(|mut found| found.next().is_none());
        let is_known = || is_real(&self.folder.join(LOCK), fs::Metadata::is_file);
        if is_real(&self.folder, fs::Metadata::is_dir) && (is_known() || is_empty()) {
            return Ok(());
        }
        // The run before may have removed it in the meantime.
        if fs::symlink_metadata(&self.folder).is_err() {
            return Ok(());
        }
        let reason = "factsheet needs this name for itself, and has not made what is there; \
                      move it away";
        Err(WriteError::because(&self.folder, reason))
    }

    /// Where a file is as long as it is not published.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Removes what a run that was killed has left.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub fn clear(&self) -> Result<(), WriteError> {
        let entries = fs::read_dir(&self.folder).map_err(WriteError::at(&self.folder))?;
        for entry in entries {
            let entry = entry.map_err(WriteError::at(&self.folder))?;
            if entry.file_name() == LOCK {
                continue;
            }
            let (path, is_folder) = (entry.path(), entry.file_type().is_ok_and(|t| t.is_dir()));
            let removed = match is_folder {
                true => fs::remove_dir_all(&path),
                false => fs::remove_file(&path),
            };
            removed.map_err(WriteError::at(&path))?;
        }
        Ok(())
    }

    /// Leaves what is not yet published for the next run, or does not.
    pub fn leave(&mut self, is_left: bool) {
        self.is_left = is_left;
    }

    /// Writes a file under another name.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.path(name);
        fs::write(&path, bytes).map_err(WriteError::at(&path))
    }

    /// Gives files the places they are meant for, each from one moment to the next.
    ///
    /// # Errors
    ///
    /// When a folder has the name of a file; then none has been moved. When the machine refuses to
    /// move one; those before it have been.
    pub fn publish(&self, names: &[&str]) -> Result<(), WriteError> {
        for name in names {
            let to = self.out.join(name);
            if fs::symlink_metadata(&to).is_ok_and(|found| found.is_dir()) {
                return Err(WriteError::at(&to)(ErrorKind::IsADirectory.into()));
            }
        }
        for name in names {
            let to = self.out.join(name);
            fs::rename(self.path(name), &to).map_err(WriteError::at(&to))?;
        }
        Ok(())
    }
}

/// Whether a path leads to this open file.
fn is_still_there(file: &File, path: &Path) -> bool {
    let open = file.try_clone().and_then(Handle::from_file);
    match (open, Handle::from_path(path)) {
        (Ok(open), Ok(there)) => open == there,
        _ => false,
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Whatever cannot be removed now is removed by the next run.
        if let Some(lock) = self.lock.take()
            && !self.is_left
        {
            let _ = self.clear();
            let _ = fs::remove_file(self.path(LOCK));
            drop(lock);
            let _ = fs::remove_dir(&self.folder);
        }
        for folder in &self.made {
            // Refused when there is something in it.
            let _ = fs::remove_dir(folder);
        }
    }
}
