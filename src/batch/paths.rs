//! Paths on the disk.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Resolves a path: absolute, without links and `..`. The part of it that does not exist yet is taken for
/// folders that will be created, so that `new/..` can be resolved before `new` exists.
pub(super) fn resolve(path: &Path) -> PathBuf {
    let mut place = fs::canonicalize(".").unwrap_or_default();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                place.pop();
            }
            Component::CurDir => {}
            // A root or a drive takes the place of all before it.
            part => place.push(part),
        }
        place = fs::canonicalize(&place).unwrap_or(place);
    }
    place
}
