//! Paths as they are displayed.

use std::path::Path;

/// A path as it can be typed in most shells: in quotes, unless it has nothing but letters, digits and the like.
pub(super) fn shell_path(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || r"/\._-:".contains(letter);
    match shown.chars().all(is_plain) {
        true => shown,
        false => format!("\"{shown}\""),
    }
}

/// A path with `/` at its end, as a folder is shown.
pub(super) fn display_folder(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.ends_with(std::path::MAIN_SEPARATOR) {
        shown
    } else {
        format!("{shown}/")
    }
}
