//! The projects that the program carries in itself, for a new one to begin with.
//!
//! One is the shipped project as it was when the program was built, with a README of its own. What it consists of is
//! listed in [`SHIPPED`]; a test compares the list with what is shipped. The other is bare: one figure, one place and one
//! sentence, for an office that has its own subject and would only delete the shipped words.

mod language;

use std::borrow::Cow;

pub use language::LANGUAGES;

/// A file: its path in the project, with `/` between folders, and what is in it.
pub type StarterFile = (&'static str, &'static [u8]);

/// Files of the shipped project, under the paths they have in it.
macro_rules! shipped {
    ($($path:literal,)*) => {
        &[$(($path, include_bytes!(concat!("../../", $path)))),*]
    };
}

/// The files that are the same as those of the shipped project: every design and all words, the fonts that designs
/// use, and the figures that have a source.
pub const SHIPPED: &[StarterFile] = shipped![
    "data/2023/AL.toml",
    "data/2023/national.toml",
    "data/figures.toml",
    "data/jurisdictions.toml",
    "data/publication.toml",
    "fonts/OFL.txt",
    "fonts/SourceSans3-Bold.ttf",
    "fonts/SourceSans3-Italic.ttf",
    "fonts/SourceSans3-Regular.ttf",
    "layouts/a4.toml",
    "layouts/at-a-glance.toml",
    "layouts/copy/en.md",
    "layouts/copy/es.md",
    "layouts/copy/share-card/en.md",
    "layouts/copy/share-card/es.md",
    "layouts/large-print.toml",
    "layouts/legal.toml",
    "layouts/letter.toml",
    "layouts/share-card.toml",
    "schemas/copy.schema.json",
    "schemas/figures.schema.json",
    "schemas/jurisdictions.schema.json",
    "schemas/layout.schema.json",
    "schemas/national.schema.json",
    "schemas/publication.schema.json",
    "schemas/state.schema.json",
];

/// The files of a new project that are not shipped: how to make it one's own, and that what is made from it is not kept
/// under version control.
const OWN: &[StarterFile] = &[("README.md", include_bytes!("README.md")), GIT_IGNORE];

const GIT_IGNORE: StarterFile = (".gitignore", b"/out/\n");

/// Files of the bare project, under the paths they have in it.
macro_rules! bare {
    ($($path:literal,)*) => {
        &[$(($path, include_bytes!(concat!("bare/", $path)))),*]
    };
}

/// The files of the bare project that no other has.
const BARE: &[StarterFile] = bare![
    "README.md",
    "data/2024/NORTH.toml",
    "data/figures.toml",
    "data/jurisdictions.toml",
    "data/publication.toml",
    "layouts/copy/en.md",
    "layouts/copy/es.md",
    "layouts/letter.toml",
];

/// All files of a new project.
pub fn files() -> impl Iterator<Item = StarterFile> {
    OWN.iter().chain(SHIPPED).copied()
}

/// All files of a bare project. Its schemas are to be made, because the shipped ones know other figures.
pub fn bare_files() -> impl Iterator<Item = StarterFile> {
    let fonts = SHIPPED
        .iter()
        .filter(|(path, _)| path.starts_with("fonts/"));
    BARE.iter().chain([&GIT_IGNORE]).chain(fonts).copied()
}

/// The files of a project in one of [`LANGUAGES`], without texts in others.
pub fn in_language<'l>(
    files: impl Iterator<Item = StarterFile> + 'l,
    language: &'l str,
) -> impl Iterator<Item = (&'static str, Cow<'static, [u8]>)> + 'l {
    files.filter_map(move |file| language::in_language(file, language))
}
