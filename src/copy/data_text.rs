//! Texts that data files give beside the numbers: their sources and days, and notes on figures.
//!
//! Sources and notes are written once, for all languages. A sheet can print those of the files whose figures it can print.

use crate::diagnostic::Span;
use crate::project::{Figures, FileReference, Numerals, Reference, Text, Values};

/// A reference to a text of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataText {
    /// The source of a file.
    Source(FileReference),
    /// The day on which the figures of a file were taken.
    AsOf(FileReference),
    /// The note of a figure.
    Note(Reference),
    /// The source of a figure: its own, or else that of its file.
    SourceOf(Reference),
}

impl DataText {
    /// The names of a file's texts: `state.source`.
    pub const OF_FILES: [&'static str; 2] = ["source", "as_of"];

    /// The names of a figure's texts: `missing.total.note`.
    pub const OF_FIGURES: [&'static str; 2] = ["note", "source"];

    /// The text of a file by its name, or `None` if files have no text of this name.
    #[must_use]
    pub fn of_file(name: &str, file: FileReference) -> Option<Self> {
        match name {
            "source" => Some(Self::Source(file)),
            "as_of" => Some(Self::AsOf(file)),
            _ => None,
        }
    }

    /// The text of a figure by its name, `note` or `source`, or `None` if figures have no text of this name.
    #[must_use]
    pub fn of_figure(name: &str, figure: Reference) -> Option<Self> {
        match name {
            "note" => Some(Self::Note(figure)),
            "source" => Some(Self::SourceOf(figure)),
            _ => None,
        }
    }

    /// The file that gives the text.
    #[must_use]
    pub const fn file(self) -> FileReference {
        match self {
            Self::Source(file) | Self::AsOf(file) => file,
            Self::Note(figure) | Self::SourceOf(figure) => figure.file,
        }
    }

    /// The text with its source location.
    ///
    /// # Errors
    ///
    /// The place in a file to which the text can be added. `None` if there is no such file or no such figure in it.
    pub(super) fn find(
        self,
        figures: Figures<'_>,
        numerals: &Numerals,
    ) -> Result<(String, Span), Option<Span>> {
        let file = figures.file_of(self.file()).ok_or(None)?;
        self.find_in(file, numerals)
    }

    /// The text in its file: see [`Self::find`].
    pub(super) fn find_in(
        self,
        file: &Values,
        numerals: &Numerals,
    ) -> Result<(String, Span), Option<Span>> {
        let (text, place) = match self {
            Self::AsOf(_) => {
                let day = file.as_of.map(|day| (numerals.date(day), file.as_of_span));
                return day.ok_or(Some(file.status_span));
            }
            Self::Source(_) => (file.source.as_ref(), file.status_span),
            Self::Note(figure) => {
                let entry = file.get(figure.id).ok_or(None)?;
                (entry.note.as_ref(), entry.span)
            }
            Self::SourceOf(figure) => {
                let entry = file.get(figure.id).ok_or(None)?;
                (entry.source.as_ref().or(file.source.as_ref()), entry.span)
            }
        };
        text.and_then(printable).ok_or(Some(place))
    }
}

/// A text with one space in the place of each line end, or `None` if it is blank.
pub(super) fn printable(text: &Text) -> Option<(String, Span)> {
    let words: Vec<&str> = text.text.split_whitespace().collect();
    (!words.is_empty()).then(|| (words.join(" "), text.span))
}
