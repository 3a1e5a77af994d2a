//! Writes files so that nobody ever sees half of one, and only one run at a time into a folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use same_file::Handle;

use super::draft::Draft;
use super::write_error::WriteError;

/// The folder inside the output folder in which files are written before they are published.
const STAGING: &str = ".factsheet";

/// The file in it by which the folder is known, and which the run that writes there has locked.
const LOCK: &str = "factsheet.lock";

/// Why nothing can be published when the folder is not the one that was made.
const GONE: &str = "another program has removed or replaced it while files were written there; \
                    nothing was published; run it again";

/// How often a folder is looked at that another run may be about to remove, and how long apart.
const LOOKS: (u32, Duration) = (5, Duration::from_millis(2));

/// How often it is tried to take hold of a folder that others keep removing.
const MOST_TRIES: u32 = 1000;

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
        for _ in 0..MOST_TRIES {
            staging.lock = staging.take()?;
            if staging.lock.is_some() {
                return Ok(staging);
            }
        }
        // There are folders in which nothing can be made.
        Err(WriteError::at(&staging.folder)(ErrorKind::NotFound.into()))
    }

    /// Makes the folder for what is not yet published, or takes that which is there, and locks it. None when
    /// the run before has just removed it.
    fn take(&self) -> Result<Option<File>, WriteError> {
        fs::create_dir_all(&self.out).map_err(|error| no_folder(&self.out, error))?;
        match fs::create_dir(&self.folder) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => self.check_ours()?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WriteError::at(&self.folder)(error)),
        }
        let path = self.folder.join(LOCK);
        let mut options = File::options();
        let opened = options.create(true).truncate(false).write(true).open(&path);
        let file = match opened {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
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
        Ok(is_still_there(&file, &path)?.then_some(file))
    }

    /// A folder of this name that was not made here is left alone, and so is a link. Another run may be
    /// filling or removing it right now, so it is looked at more than once.
    fn check_ours(&self) -> Result<(), WriteError> {
        let (times, apart) = LOOKS;
        for _ in 0..times {
            if self.is_ours() {
                return Ok(());
            }
            thread::sleep(apart);
        }
        let reason = "factsheet needs this name for itself, and has not made what is there; \
                      move it away";
        Err(WriteError::because(&self.folder, reason))
    }

    /// Whether the folder is ours, or empty, or gone.
    fn is_ours(&self) -> bool {
        let Ok(found) = fs::symlink_metadata(&self.folder) else {
            return true;
        };
        let is_empty = || fs::read_dir(&self.folder).is_ok_and(|mut found| found.next().is_none());
        let lock = || fs::symlink_metadata(self.folder.join(LOCK));
        found.is_dir() && (lock().is_ok_and(|lock| lock.is_file()) || is_empty())
    }

    /// Where a file is as long as it is not published.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Whether there is a file of this name that is not published.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        fs::symlink_metadata(self.path(name)).is_ok()
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

    /// Writes a file under another name, with the folders in its name.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.path(name);
        if !self.is_folder() {
            return Err(WriteError::because(&self.folder, GONE));
        }
        // Few have any.
        if let Some((folders, _)) = name.rsplit_once('/') {
            let folder = self.path(folders);
            fs::create_dir_all(&folder).map_err(WriteError::at(&folder))?;
        }
        fs::write(&path, bytes).map_err(WriteError::at(&path))
    }

    /// Begins a file that is written bit by bit.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn draft(&self, name: &str) -> Result<Draft, WriteError> {
        let path = self.path(name);
        if !self.is_folder() {
            return Err(WriteError::because(&self.folder, GONE));
        }
        Draft::create(name, path)
    }

    /// Checks that the folder is still the one that was locked. Otherwise another run may be writing there.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn check_held(&self) -> Result<(), WriteError> {
        match self.is_held() {
            true => Ok(()),
            false => Err(WriteError::because(&self.folder, GONE)),
        }
    }

    fn is_held(&self) -> bool {
        let is_ours = |lock| is_still_there(lock, &self.path(LOCK)).unwrap_or(false);
        self.is_folder() && self.lock.as_ref().is_some_and(is_ours)
    }

    /// Whether the folder is there, and no link to another one.
    fn is_folder(&self) -> bool {
        fs::symlink_metadata(&self.folder).is_ok_and(|found| found.is_dir())
    }

    /// Checks that files which have been published are there.
    ///
    /// # Errors
    ///
    /// When one is not.
    pub fn confirm(&self, names: &[&str]) -> Result<(), WriteError> {
        let paths = names.iter().map(|name| self.out.join(name));
        let mut lost = paths.filter(|path| fs::symlink_metadata(path).is_err());
        match lost.next() {
            None => Ok(()),
            Some(path) => {
                let reason = "another program has removed it again; run this again";
                Err(WriteError::because(&path, reason))
            }
        }
    }

    /// Gives files, and folders with all that is in them, the places they are meant for, each from one moment
    /// to the next.
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

    /// Takes back what has been published of these, where there was nothing of their names before.
    pub fn take_back(&self, names: &[&str]) {
        for name in names.iter().filter(|name| !self.has(name)) {
            // What cannot be moved back stays.
            let _ = fs::rename(self.out.join(name), self.path(name));
        }
    }
}

/// Why a folder cannot be made: mostly because there is something else in its way. It may be a link to a folder.
fn no_folder(folder: &Path, error: io::Error) -> WriteError {
    let mut all = folder
        .ancestors()
        .filter(|path| !path.as_os_str().is_empty());
    let Some((path, found)) = all.find_map(|path| Some((path, fs::symlink_metadata(path).ok()?)))
    else {
        return WriteError::at(folder)(error);
    };
    let reason = match (path.metadata(), found.is_symlink()) {
        (Ok(found), _) if found.is_dir() => return WriteError::at(folder)(error),
        (Ok(_), true) => "it is a link to a file; remove it, or name another folder",
        (Ok(_), false) => "it is a file, not a folder; move it away, or name another folder",
        (Err(_), _) => {
            "it is a link that leads nowhere; make the folder that it is to lead to, or remove the link"
        }
    };
    WriteError::because(path, reason)
}

/// Whether a path leads to this open file.
fn is_still_there(file: &File, path: &Path) -> Result<bool, WriteError> {
    let open = file.try_clone().and_then(Handle::from_file);
    let open = open.map_err(WriteError::reading(path))?;
    match Handle::from_path(path) {
        Ok(there) => Ok(open == there),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(WriteError::reading(path)(error)),
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What stands in the place of a folder that another program has removed is not ours to empty.
        let is_held = self.is_held();
        if let Some(lock) = self.lock.take()
            && is_held
            && !self.is_left
            && self.clear().is_ok()
        {
            // Without the lock the folder is not known for ours, so it goes last.
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
