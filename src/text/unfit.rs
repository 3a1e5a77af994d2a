//! The reasons why a file cannot be used as a font.

/// The reason a file cannot be used as a font, and a suggested fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The problem.
    pub why: String,
    /// The suggested fix.
    pub help: &'static str,
}

impl Unfit {
    pub(super) fn new(why: impl Into<String>, help: &'static str) -> Self {
        Self {
            why: why.into(),
            help,
        }
    }

    /// The error of a file of another kind.
    pub(super) fn kind(why: &str) -> Self {
        Self::new(
            why,
            "a font is one static TrueType or OpenType file, usually named .ttf or .otf",
        )
    }
}
