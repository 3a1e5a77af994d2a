//! Writes files so that readers never see half of one, and so that only one run at a time writes into a folder.

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

/// The reason in the error for a staging folder that was removed or replaced.
const GONE: &str = "another program has removed or replaced it while files were written there; \
                    nothing was published; run it again";

/// The number of checks of a folder that another run may be removing, and the pause between them.
const LOOKS: (u32, Duration) = (5, Duration::from_millis(2));

/// The maximum number of attempts to lock a folder that other runs keep removing.
const MOST_TRIES: u32 = 1000;

/// Files that are written but not yet published. Dropping it removes them, and the folders created for them if these
/// are still empty.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    /// Open and locked for as long as this lives.
    lock: Option<File>,
    /// The folders that were not there before, innermost first.
    made: Vec<PathBuf>,
    /// `true` if unpublished files are kept for the next run.
    is_left: bool,
}

impl Staging {
    /// Creates the output folder and the staging folder inside it, and locks the latter. Files left by a run that was
    /// killed are still there.
    ///
    /// # Errors
    ///
    /// Returns an error if a folder cannot be created, if something else has its name, or if another run is writing
    /// there.
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
        // Some folders accept no new entries.
        Err(WriteError::at(&staging.folder)(ErrorKind::NotFound.into()))
    }

    /// Creates or reuses the staging folder and locks it. Returns `None` if the run before has just removed it.
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
        // The previous run may have removed the file between the two calls; a lock on it would have no effect.
        Ok(is_still_there(&file, &path)?.then_some(file))
    }

    /// Leaves alone a folder of this name that was not made by this program, and any link. Another run may be filling
    /// or removing the folder right now, so the check is repeated.
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

    /// Returns `true` if the folder was made by this program, is empty, or does not exist.
    fn is_ours(&self) -> bool {
        let Ok(found) = fs::symlink_metadata(&self.folder) else {
            return true;
        };
        let is_empty = || fs::read_dir(&self.folder).is_ok_and(|mut found| found.next().is_none());
        let lock = || fs::symlink_metadata(self.folder.join(LOCK));
        found.is_dir() && (lock().is_ok_and(|lock| lock.is_file()) || is_empty())
    }

    /// The path of a file while it is not yet published.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Returns `true` if there is an unpublished file with this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        fs::symlink_metadata(self.path(name)).is_ok()
    }

    /// Removes the files left by a run that was killed.
    ///
    /// # Errors
    ///
    /// Returns an error if one cannot be removed.
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

    /// Sets whether unpublished files stay for the next run.
    pub fn leave(&mut self, is_left: bool) {
        self.is_left = is_left;
    }

    /// Writes a file into the staging folder, and creates the subfolders in its name.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be written.
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

    /// Starts a file that is written in pieces.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be created.
    pub fn draft(&self, name: &str) -> Result<Draft, WriteError> {
        let path = self.path(name);
        if !self.is_folder() {
            return Err(WriteError::because(&self.folder, GONE));
        }
        Draft::create(name, path)
    }

    /// Checks that the folder is still the one that was locked. If it is not, another run may be writing there.
    ///
    /// # Errors
    ///
    /// Returns an error if it was removed or replaced.
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

    /// Returns `true` if the path is a folder and not a link to one.
    fn is_folder(&self) -> bool {
        fs::symlink_metadata(&self.folder).is_ok_and(|found| found.is_dir())
    }

    /// Checks that published files still exist.
    ///
    /// # Errors
    ///
    /// Returns an error that names the first missing file.
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

    /// Moves files, and folders with their contents, to their final places, each atomically.
    ///
    /// # Errors
    ///
    /// Returns an error if a folder has the name of a file; nothing has been moved then. Also returns an error if a
    /// move fails; earlier files have been moved then.
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

    /// Moves published files back into the staging folder. Call it only if nothing had their names before.
    pub fn take_back(&self, names: &[&str]) {
        for name in names.iter().filter(|name| !self.has(name)) {
            // A file that cannot be moved back stays where it is.
            let _ = fs::rename(self.out.join(name), self.path(name));
        }
    }
}

/// The error for a folder that cannot be created, mostly because something else is in the way. A link to a folder is
/// not.
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

/// Returns `true` if a path leads to this open file.
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
        // If another program has removed the folder, whatever now has its name must not be emptied.
        let is_held = self.is_held();
        if let Some(lock) = self.lock.take()
            && is_held
            && !self.is_left
            && self.clear().is_ok()
        {
            // Other runs recognize the folder by its lock file, so the file is removed as late as possible.
            let _ = fs::remove_file(self.path(LOCK));
            drop(lock);
            let _ = fs::remove_dir(&self.folder);
        }
        for folder in &self.made {
            // Fails if the folder is not empty, as it should.
            let _ = fs::remove_dir(folder);
        }
    }
}
