//! The codes of diagnostics.
//!
//! A code is a short, stable name for one kind of mistake. People look it up in `docs/errors.md`, CI filters by it,
//! and the program bounds its messages by it. So codes are listed here, once, each with the sentence that the page
//! gives as its cause; a misspelled code does not compile.

use std::fmt;

use serde::{Serialize, Serializer};

/// Declares the codes from their names in messages and their causes.
macro_rules! codes {
    ($($(#[doc = $cause:literal])+ $code:ident = $name:literal,)+) => {
        /// The kind of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $cause])+ $code,)+
        }

        impl Code {
            /// All codes, in alphabetical order of their names.
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            /// The name in messages: `unknown-name`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }

            /// The cause, in one or two sentences.
            #[must_use]
            pub const fn cause(self) -> &'static str {
                match self {
                    $(Self::$code => concat!($($cause),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// A row of a spreadsheet has no figures; the file of that place stays as it is.
    Blank = "blank",
    /// A line would turn into another kind of block, such as a table or a heading, once the figures
    /// are filled in.
    BrokenBlock = "broken-block",
    /// A withheld number follows from other printed numbers by a sum of the dictionary.
    CanBeWorkedOut = "can-be-worked-out",
    /// A file changed while the program was reading it.
    Changed = "changed",
    /// Designs extend each other in a circle.
    Circle = "circle",
    /// A color does not stand out enough from its background (WCAG 2.2, 1.4.3 and 1.4.11).
    Contrast = "contrast",
    /// All numbers of one place are those of another.
    Copied = "copied",
    /// A percent sign is written after a percentage, which prints its own.
    DoubleSign = "double-sign",
    /// A key, name or row that may occur only once occurs again.
    Duplicate = "duplicate",
    /// A file, chart or section has no content.
    Empty = "empty",
    /// Guards remove everything below a heading, for some places.
    EmptySection = "empty-section",
    /// The head of the copy, between two lines of `+++`, is missing or is not closed.
    FrontMatter = "front-matter",
    /// A row, column or worksheet is hidden; it is read like the others.
    Hidden = "hidden",
    /// The run was interrupted; nothing was published.
    Interrupted = "interrupted",
    /// A design leaves out a section or a chart that the copy has.
    LeftOut = "left-out",
    /// The machine refused to read or write: a full disk, a missing permission, a locked folder.
    MachineFailed = "machine-failed",
    /// A cell of a spreadsheet spans several rows or columns.
    Merged = "merged",
    /// A picture, chart or code has no alternative text.
    MissingAlt = "missing-alt",
    /// A figure that the dictionary requires has no value.
    MissingFigure = "missing-figure",
    /// A file or folder that is named, or needed, is not there.
    MissingFile = "missing-file",
    /// A font has no glyph for a character of the text.
    MissingGlyph = "missing-glyph",
    /// A key that is required is missing.
    MissingKey = "missing-key",
    /// A text lacks one of the languages of the publication.
    MissingTranslation = "missing-translation",
    /// The copy prints a figure that has no number, and no guard asks whether it is available.
    NoNumber = "no-number",
    /// A chart or table has no number at all, for some places.
    NoNumbers = "no-numbers",
    /// The margins, columns or boxes of a design leave no room for text.
    NoRoom = "no-room",
    /// The copy uses a heading level for which the design has no style.
    NoStyle = "no-style",
    /// A file that samples would replace is not a sample.
    NotASample = "not-a-sample",
    /// A file that a schema would replace is not a schema.
    NotASchema = "not-a-schema",
    /// A file is not a spreadsheet that can be read, or is damaged.
    NotASpreadsheet = "not-a-spreadsheet",
    /// A picture of a page could not be drawn.
    NotDrawn = "not-drawn",
    /// The sheet, its figures or its copy are a draft or a sample, where only final ones may be
    /// published.
    NotFinal = "not-final",
    /// A file in the output folder was not made by factsheet, or was changed since.
    NotOurs = "not-ours",
    /// A figure is marked `unchanged`, and differs from the year before.
    NotUnchanged = "not-unchanged",
    /// A text file is not encoded in UTF-8.
    NotUtf8 = "not-utf8",
    /// A figure keeps its note, and no longer has a number.
    NoteWithoutNumber = "note-without-number",
    /// Text looks like markup of another dialect, which would be printed as typed.
    OtherMarkup = "other-markup",
    /// Text of one place names another.
    OtherPlace = "other-place",
    /// The output folder holds another release.
    OtherRelease = "other-release",
    /// A book, or a picture, was not made from the sheets beside it.
    OtherSheets = "other-sheets",
    /// A number is below `at_least` or above `at_most`.
    OutOfBounds = "out-of-bounds",
    /// A sheet, a table or a word does not fit at the smallest text size.
    Overflow = "overflow",
    /// A sum was checked over some of its parts only, because others have no number.
    PartOfSum = "part-of-sum",
    /// A placeholder stands where only plain text is printed.
    Placeholder = "placeholder",
    /// A row of a table has more or fewer cells than its header row.
    RaggedTable = "ragged-table",
    /// A column or worksheet is a remark, and is not read.
    Remark = "remark",
    /// A blank cell of a spreadsheet removes a note, text or source.
    Removed = "removed",
    /// Figures with the source of samples are marked final.
    SampleSource = "sample-source",
    /// A heading skips a level.
    SkippedLevel = "skipped-level",
    /// The figures of two places look as if they were exchanged.
    Swapped = "swapped",
    /// A file is not valid TOML or JSON.
    Syntax = "syntax",
    /// A placeholder or guard is not written as the template language asks.
    TemplateSyntax = "template-syntax",
    /// A value is still the mark `"?"` of a new file.
    ToFillIn = "to-fill-in",
    /// A file is larger than its kind may be.
    TooLarge = "too-large",
    /// The name of a place is typed where a placeholder belongs.
    TypedName = "typed-name",
    /// A number is typed where a placeholder belongs.
    TypedNumber = "typed-number",
    /// A year is typed where a placeholder belongs.
    TypedYear = "typed-year",
    /// A figure, or a source, is that of the year before.
    Unchanged = "unchanged",
    /// Bold, a link, a fence or a guard is opened and not closed.
    Unclosed = "unclosed",
    /// A heading of a spreadsheet names no figure.
    UnknownColumn = "unknown-column",
    /// A code or name is not in the list of jurisdictions.
    UnknownJurisdiction = "unknown-jurisdiction",
    /// A key is not one that this file can have.
    UnknownKey = "unknown-key",
    /// A language is not one of the publication's.
    UnknownLanguage = "unknown-language",
    /// A name of a figure, style, design or placeholder is not declared.
    UnknownName = "unknown-name",
    /// A design has a style for a section that the copy does not have.
    UnknownSection = "unknown-section",
    /// The year of a worksheet is not known.
    UnknownSheet = "unknown-sheet",
    /// A figure has a value, and the copy prints it nowhere.
    UnprintedFigure = "unprinted-figure",
    /// A construct of Markdown, of the template language or of a picture that is not supported.
    Unsupported = "unsupported",
    /// The command line does not fit the project or the program.
    Usage = "usage",
    /// A character cannot be used: it is invisible, or changes the direction of text.
    WrongCharacter = "wrong-character",
    /// A heading of a spreadsheet can mean more than one figure.
    WrongColumn = "wrong-column",
    /// A file could not be changed without breaking it.
    WrongFile = "wrong-file",
    /// A filter gets a value or an argument that it does not take.
    WrongFilter = "wrong-filter",
    /// A file is not a font that can be embedded.
    WrongFont = "wrong-font",
    /// A form of a name does not fit the name.
    WrongForm = "wrong-form",
    /// A guard asks something that it cannot, or does not close where it opened.
    WrongGuard = "wrong-guard",
    /// A file or row gives one place in one part, and another elsewhere.
    WrongJurisdiction = "wrong-jurisdiction",
    /// The address of a link leads nowhere.
    WrongLink = "wrong-link",
    /// A file in a folder of figures has a name that is not a code.
    WrongName = "wrong-name",
    /// A number is greater than the total it is part of; or parts of a release do not belong
    /// together.
    WrongPart = "wrong-part",
    /// A path leads out of the project, or is not one that works on every system.
    WrongPath = "wrong-path",
    /// A picture cannot be read, or contains what cannot be drawn.
    WrongPicture = "wrong-picture",
    /// A number of a spreadsheet stands where no figure belongs.
    WrongRow = "wrong-row",
    /// A rule of the dictionary contradicts itself, or can never be checked.
    WrongRule = "wrong-rule",
    /// Text is in a script that cannot be set.
    WrongScript = "wrong-script",
    /// A total is not the sum of its parts.
    WrongSum = "wrong-sum",
    /// A printed text does not show its number, rounded or cut.
    WrongText = "wrong-text",
    /// A value is of another type than its key takes.
    WrongType = "wrong-type",
    /// A value is of the right type, and not one that its key takes.
    WrongValue = "wrong-value",
    /// A file or row gives one year in one part, and another elsewhere.
    WrongYear = "wrong-year",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        let names = Code::ALL.iter().map(|code| code.name());
        assert!(names.is_sorted_by(|one, next| one < next));
    }
}
