//! Files that were named on the command line.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::file_problem::FileProblem;
use super::paths::resolve;
use super::staged_files::StagedFiles;
use super::write_error::WriteError;

/// The most bytes that a file may have which is read whole.
const LARGEST: u64 = 200 << 20;

/// Reads a file that was named on the command line.
///
/// # Errors
///
/// Returns an error if the path is not an ordinary file, or if it cannot be read or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let shown = path.display();
    let problem = match fs::metadata(path) {
        Ok(found) if found.is_dir() => format!("{shown} is a folder, not a file"),
        Ok(found) if !found.is_file() => format!("{shown} is no ordinary file"),
        Ok(found) if found.len() > LARGEST => format!("{shown} is too large"),
        Ok(_) => return Ok(fs::read(path).map_err(WriteError::reading(path))?),
        Err(error) if error.kind() == ErrorKind::NotFound => format!("there is no file {shown}"),
        Err(error) => return Err(WriteError::reading(path)(error).into()),
    };
    Err(FileProblem::usage(problem, "name another file"))
}

/// Writes a file that was named on the command line. An existing file is overwritten only if that is forced.
///
/// # Errors
///
/// Returns an error if the path exists, unless overwriting is forced, or if the file cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], is_forced: bool) -> Result<(), FileProblem> {
    let shown = path.display();
    if path.symlink_metadata().is_ok() && !is_forced {
        let message = format!("{shown} is there already");
        let help = "name another file, or write over it with --force";
        return Err(FileProblem::usage(message, help));
    }
    let place = resolve(path);
    let name = place.file_name().and_then(|name| name.to_str());
    let (Some(folder), Some(name)) = (place.parent(), name) else {
        let message = format!("{shown} is no name of a file");
        return Err(FileProblem::usage(
            message,
            "name a file, such as figures.xlsx",
        ));
    };
    if !folder.is_dir() {
        let message = format!("there is no folder {}", folder.display());
        return Err(FileProblem::usage(
            message,
            "make it first, or name another",
        ));
    }
    Ok(StagedFiles::open(folder, &[(name, bytes)])?.publish()?)
}
