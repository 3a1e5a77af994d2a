//! The project that the program carries in itself, for a new one to begin with.
//!
//! It is the shipped project as it was when the program was built, with a README of its own. What it consists of is
//! listed in [`SHIPPED`]; a test holds the list against what is shipped.

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

/// What a new project has besides: how to make it one's own, and that what is made from it is not kept under version
/// control.
const OWN: &[StarterFile] = &[
    ("README.md", include_bytes!("README.md")),
    (".gitignore", b"/out/\n"),
];

/// All files of a new project.
pub fn files() -> impl Iterator<Item = StarterFile> {
    OWN.iter().chain(SHIPPED).copied()
}
