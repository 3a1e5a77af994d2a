//! Texts in languages that the publication does not have.
//!
//! A language that is taken out of `data/publication.toml` leaves its texts behind: keys in the tables of texts, which are
//! errors where they are read, and files in `layouts/copy/`, which nothing reads. Both are reported as one cause, so that
//! one message lists all that is left.

use crate::diagnostic::{Code, Diagnostic};
use crate::project::{LAYOUTS, Project, Reader, unknown_language};

/// Reports the text files of languages that the publication does not have. They are errors if other texts of such a
/// language are, and warnings otherwise.
pub(super) fn report_texts(reader: &mut Reader<'_>, project: &Project) {
    let shared = format!("{LAYOUTS}/copy");
    let folders = reader.list(&shared);
    let folders = folders.iter().filter(|name| !name.contains('.'));
    let folders: Vec<String> = folders.map(|name| format!("{shared}/{name}")).collect();
    for folder in std::iter::once(shared).chain(folders) {
        for name in reader.list(&folder).iter() {
            let Some(language) = name.strip_suffix(".md").filter(|stem| is_language(stem)) else {
                continue;
            };
            let languages = &project.publication.languages;
            if languages.iter().any(|known| known.short == language) {
                continue;
            }
            let path = reader.files().shown(&format!("{folder}/{name}"));
            let (message, help) = unknown_language(language, languages);
            let left = Diagnostic::file_error(Code::UnknownLanguage, path, message).about("");
            reader.report.push(match reader.report.says(&left) {
                true => left.help(help),
                false => left.warning().help(help),
            });
        }
    }
}

/// Whether the stem of a file has the form of a language's short name, such as `es`.
fn is_language(stem: &str) -> bool {
    (2..=3).contains(&stem.len()) && stem.bytes().all(|b| b.is_ascii_lowercase())
}
