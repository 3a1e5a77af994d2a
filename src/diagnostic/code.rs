//! The codes of diagnostics.
//!
//! A code is a short, stable name for one kind of mistake. People look it up in `docs/errors.md`, CI filters by it,
//! and the program bounds its messages by it. So codes are listed here, once, each with the cause
//! and the way out that the page prints; a misspelled code does not compile.

use std::fmt;

use serde::{Serialize, Serializer};

/// Declares the codes from their names in messages, with a cause and a way out each.
macro_rules! codes {
    ($($(#[doc = $line:literal])+ $code:ident = $name:literal,)+) => {
        /// The kind of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $line])+ $code,)+
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

            /// The cause and the way out, with a blank line between them.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$code => concat!($($line, "\n"),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// A row of a spreadsheet has no figures; the file of that place stays as it is.
    ///
    /// Fill in the row, or delete it.
    Blank = "blank",
    /// A line would turn into another kind of block, such as a table or a heading, once the figures are
    /// filled in.
    ///
    /// Change the line so that it stays the kind of block it is, whatever the figures are.
    BrokenBlock = "broken-block",
    /// A withheld number follows from other printed numbers by a sum of the dictionary.
    ///
    /// Withhold a second part, or the total.
    CanBeWorkedOut = "can-be-worked-out",
    /// A file changed while the program was reading it.
    ///
    /// Run the command again.
    Changed = "changed",
    /// Designs extend each other in a circle.
    ///
    /// Take `extends` out of one of the designs.
    Circle = "circle",
    /// A color does not stand out enough from its background (WCAG 2.2, 1.4.3 and 1.4.11).
    ///
    /// Use a darker text color or a lighter background, or the other way around.
    Contrast = "contrast",
    /// All numbers of one place are those of another.
    ///
    /// Compare the two files; one of them was probably copied and not changed.
    Copied = "copied",
    /// A percent sign is written after a percentage, which prints its own.
    ///
    /// Delete the sign.
    DoubleSign = "double-sign",
    /// A key, name or row that may occur only once occurs again.
    ///
    /// Delete one of the two, or give it another name.
    Duplicate = "duplicate",
    /// A file, chart or section has no content.
    ///
    /// Write the content, or delete the place for it.
    Empty = "empty",
    /// Guards remove everything below a heading, for some places.
    ///
    /// Put the heading inside the guard, or write text for those places.
    EmptySection = "empty-section",
    /// The head of the text, between two lines of `+++`, is missing or is not closed.
    ///
    /// Begin the file with `+++`, the keys, and `+++` again.
    FrontMatter = "front-matter",
    /// A data file gives a figure that is computed.
    ///
    /// Delete the number; or delete `computed` from the figure in `data/figures.toml`.
    GivenComputed = "given-computed",
    /// A row, column or worksheet is hidden; it is read like the others.
    ///
    /// Show it and look at it, or delete it.
    Hidden = "hidden",
    /// The run was interrupted; nothing was published.
    ///
    /// Run the command again; what was finished is not made again.
    Interrupted = "interrupted",
    /// A design leaves out a section or a chart that the text has.
    ///
    /// Print the section or chart in the design, or take its name out of the design's list.
    LeftOut = "left-out",
    /// The machine refused to read or write: a full disk, a missing permission, a locked folder.
    ///
    /// Do what the message says about the disk or the permission, and run the command again.
    MachineFailed = "machine-failed",
    /// A cell of a spreadsheet spans several rows or columns.
    ///
    /// Unmerge the cells in the spreadsheet.
    Merged = "merged",
    /// A picture, chart or code has no alternative text.
    ///
    /// Describe what the picture shows, in a sentence or two.
    MissingAlt = "missing-alt",
    /// A figure that the dictionary requires has no value.
    ///
    /// Add the value, `"suppressed"` or `"not-available"`; or declare the figure `optional`.
    MissingFigure = "missing-figure",
    /// A file or folder that is named, or needed, is not there.
    ///
    /// Add the file, or correct its path.
    MissingFile = "missing-file",
    /// A font has no glyph for a character of the text.
    ///
    /// Use a font that has the character, or write it in another way.
    MissingGlyph = "missing-glyph",
    /// A key that is required is missing.
    ///
    /// Add the key.
    MissingKey = "missing-key",
    /// A text lacks one of the languages of the publication.
    ///
    /// Add the text in that language.
    MissingTranslation = "missing-translation",
    /// The text prints or compares a figure that has no number, and no guard asks whether it is available.
    ///
    /// Put the sentence between `{% if … is available %}` and `{% endif %}`, or print the figure in a table.
    NoNumber = "no-number",
    /// A chart or table has no number at all, for some places.
    ///
    /// Put the chart or table into a guard, or leave it out for those places.
    NoNumbers = "no-numbers",
    /// The margins, columns or boxes of a design leave no room for text.
    ///
    /// Make the margins, gaps or columns smaller.
    NoRoom = "no-room",
    /// The text uses a heading level for which the design has no style.
    ///
    /// Add the style to the design, or use another level.
    NoStyle = "no-style",
    /// A file that samples would replace is not a sample.
    ///
    /// Write samples to a folder of their own.
    NotASample = "not-a-sample",
    /// A file that a schema would replace is not a schema.
    ///
    /// Move the file, or name another folder with `--out`.
    NotASchema = "not-a-schema",
    /// A file is not a spreadsheet that can be read, or is damaged.
    ///
    /// Save it again from the spreadsheet program, as .xlsx, .ods or .csv.
    NotASpreadsheet = "not-a-spreadsheet",
    /// A picture of a page could not be drawn.
    ///
    /// Release without `png`, and report the sheet that could not be drawn.
    NotDrawn = "not-drawn",
    /// The sheet, its figures or its copy are a draft or a sample, where only final ones may be published.
    ///
    /// Set the status to `final` when the figures or the text are approved.
    NotFinal = "not-final",
    /// A file in the output folder was not made by factsheet, or was changed since.
    ///
    /// Move the file, or publish into an empty folder.
    NotOurs = "not-ours",
    /// A figure is marked `unchanged`, and differs from the year before.
    ///
    /// Delete `unchanged`, or correct the number.
    NotUnchanged = "not-unchanged",
    /// A text file is not encoded in UTF-8.
    ///
    /// Save the file as UTF-8.
    NotUtf8 = "not-utf8",
    /// A figure keeps its note, and no longer has a number.
    ///
    /// Delete the note, or keep it on purpose.
    NoteWithoutNumber = "note-without-number",
    /// Text looks like markup of another dialect, which would be printed as typed.
    ///
    /// Write it in Markdown, or list it in `as_is` at the head of the text.
    OtherMarkup = "other-markup",
    /// Text of one place names another.
    ///
    /// Use `{{ state.name }}`, or list the name in `as_is`.
    OtherPlace = "other-place",
    /// The output folder holds another release.
    ///
    /// Publish into another folder, or remove the old release.
    OtherRelease = "other-release",
    /// A book, or a picture, was not made from the sheets beside it.
    ///
    /// Make the book or the pictures again, with the same options as the sheets.
    OtherSheets = "other-sheets",
    /// A number is below `at_least` or above `at_most`.
    ///
    /// Correct the number, or the rule in `data/figures.toml`.
    OutOfBounds = "out-of-bounds",
    /// A sheet, a table or a word does not fit at the smallest text size.
    ///
    /// Shorten the text, or let the design use a smaller text size, narrower margins or more pages.
    Overflow = "overflow",
    /// A sum was checked over some of its parts only, because others have no number.
    ///
    /// Nothing, when the missing numbers are meant to be missing.
    PartOfSum = "part-of-sum",
    /// A placeholder stands where only plain text is printed.
    ///
    /// Write the text itself.
    Placeholder = "placeholder",
    /// A row of a table has more or fewer cells than its header row.
    ///
    /// Give the row as many cells as the header row.
    RaggedTable = "ragged-table",
    /// A column or worksheet is a remark, and is not read.
    ///
    /// Nothing, when it is meant as a remark.
    Remark = "remark",
    /// A blank cell of a spreadsheet removes a note, text or source, or a blank row the rows of a list.
    ///
    /// Fill in the cell or row again, when its content is to stay.
    Removed = "removed",
    /// Figures with the source of samples are marked final.
    ///
    /// Name the real source, or set the status to `sample`.
    SampleSource = "sample-source",
    /// Numbers of two years are compared although the figure was counted differently in between (`breaks`).
    ///
    /// Compare years on one side of the break.
    SeriesBreak = "series-break",
    /// A heading skips a level.
    ///
    /// Use the next level.
    SkippedLevel = "skipped-level",
    /// The figures of two places look as if they were exchanged.
    ///
    /// Compare the two files with those of the year before.
    Swapped = "swapped",
    /// A file is not valid TOML or JSON.
    ///
    /// Correct the line; the message says what was expected there.
    Syntax = "syntax",
    /// A placeholder or guard is not written as the template language asks.
    ///
    /// Write it as `docs/reference/text.md` shows.
    TemplateSyntax = "template-syntax",
    /// A value is still the mark `"?"` of a new file.
    ///
    /// Replace the mark by the value.
    ToFillIn = "to-fill-in",
    /// A file is larger than its kind may be.
    ///
    /// Split the file, or reduce what is in it.
    TooLarge = "too-large",
    /// The name of a place is typed where a placeholder belongs.
    ///
    /// Use the placeholder, or list the name in `as_is`.
    TypedName = "typed-name",
    /// A number is typed where a placeholder belongs.
    ///
    /// Use the placeholder of the figure, or list the number in `as_is`.
    TypedNumber = "typed-number",
    /// A year is typed where a placeholder belongs.
    ///
    /// Use `{{ year }}`, or list the year in `as_is`.
    TypedYear = "typed-year",
    /// A footnote is defined and nothing calls it, so it would never be printed.
    ///
    /// Call it with `[^name]` right after a word, or delete it.
    UncalledFootnote = "uncalled-footnote",
    /// A figure, or a source, is that of the year before.
    ///
    /// Correct the number; or, when it is the same, write `unchanged = true` beside it.
    Unchanged = "unchanged",
    /// Bold, a link, a fence or a guard is opened and not closed.
    ///
    /// Close it, or put a backslash before the mark to print it.
    Unclosed = "unclosed",
    /// A heading of a spreadsheet names no figure.
    ///
    /// Correct the heading, or begin it with `#` to make the column a remark.
    UnknownColumn = "unknown-column",
    /// A code or name is not in the list of jurisdictions.
    ///
    /// Correct the code or name, or add the place to `data/jurisdictions.toml`.
    UnknownJurisdiction = "unknown-jurisdiction",
    /// A key is not one that this file can have.
    ///
    /// Correct or delete the key.
    UnknownKey = "unknown-key",
    /// A language is not one of the publication's.
    ///
    /// Use one of the languages in `data/publication.toml`, or add the language there.
    UnknownLanguage = "unknown-language",
    /// A name of a figure, style, design or placeholder is not declared.
    ///
    /// Correct the spelling, or declare the name.
    UnknownName = "unknown-name",
    /// A design has a style for a section that the text does not have.
    ///
    /// Correct the name, or write the section in the text.
    UnknownSection = "unknown-section",
    /// The year of a worksheet is not known.
    ///
    /// Name the worksheet after the year, or begin its name with `#` to make it a remark.
    UnknownSheet = "unknown-sheet",
    /// A design has a style for a table that the text does not have.
    ///
    /// Correct the name, or write it on the line below a table in the text: `{.name}`.
    UnknownTable = "unknown-table",
    /// A figure has a value, or a list has rows, and the text prints them nowhere.
    ///
    /// Print them; or list in the dictionary where the figure is printed.
    UnprintedFigure = "unprinted-figure",
    /// A construct of Markdown, of the template language or of a picture that is not supported.
    ///
    /// Write it in one of the ways that `docs/reference/text.md` lists.
    Unsupported = "unsupported",
    /// The command line does not fit the project or the program.
    ///
    /// Do what the message says; `factsheet help` lists the options.
    Usage = "usage",
    /// A character cannot be used: it is invisible, or changes the direction of text.
    ///
    /// Delete the character.
    WrongCharacter = "wrong-character",
    /// A heading of a spreadsheet can mean more than one figure.
    ///
    /// Give the column one heading.
    WrongColumn = "wrong-column",
    /// A file could not be changed without breaking it.
    ///
    /// Run `factsheet check`, correct the file, and import again.
    WrongFile = "wrong-file",
    /// A filter gets a value or an argument that it does not take.
    ///
    /// Use the filter as `docs/reference/text.md` shows.
    WrongFilter = "wrong-filter",
    /// A file is not a font that can be embedded.
    ///
    /// Use another font file: one static font in TrueType or OpenType format, with a license that lets it be embedded.
    WrongFont = "wrong-font",
    /// A footnote is called or defined where it cannot be, or in another form than `[^name]` and `[^name]: …`.
    ///
    /// Call it with `[^name]` right after a word of the running text, and write its text as one paragraph that begins
    /// with `[^name]:`, outside of guards and lists.
    WrongFootnote = "wrong-footnote",
    /// A form of a name does not fit the name.
    ///
    /// Correct the form in `data/jurisdictions.toml`, or use another form in the text.
    WrongForm = "wrong-form",
    /// The formula of a computed figure cannot be read, or its figures do not fit together.
    ///
    /// Write one function with the ids of figures, as in `computed = "share(cases.closed, cases.all)"`; give each step of a longer computation a figure of its own.
    WrongFormula = "wrong-formula",
    /// A guard asks something that it cannot, or does not close where it opened.
    ///
    /// Ask whether a figure `is available`, or compare it with a figure of its kind or a number; and close the guard in the block where it begins.
    WrongGuard = "wrong-guard",
    /// A file or row gives one place in one part, and another elsewhere.
    ///
    /// Correct one of the two.
    WrongJurisdiction = "wrong-jurisdiction",
    /// A figure of the dictionary has a key that does not fit its kind, such as a currency for a count.
    ///
    /// Leave the key out, or change the kind.
    WrongKey = "wrong-key",
    /// The address of a link leads nowhere.
    ///
    /// Write the whole address, such as `https://example.org`, `mailto:` or `tel:`.
    WrongLink = "wrong-link",
    /// A loop is not one over the rows of a list, or stands in another loop.
    ///
    /// Write `{% for row in … %}` with the name of a list, and close each loop before the next begins.
    WrongLoop = "wrong-loop",
    /// A file in a folder of figures has a name that is not a code.
    ///
    /// Name the file after a code, or move it out of the folder.
    WrongName = "wrong-name",
    /// A number is greater than the total it is part of; or parts of a release do not belong together.
    ///
    /// Correct the number or its total; make the parts again from the same files.
    WrongPart = "wrong-part",
    /// A path leads out of the project, or is not one that works on every system.
    ///
    /// Copy the file into the project, and give its path from the project's folder.
    WrongPath = "wrong-path",
    /// A picture cannot be read, or contains what cannot be drawn.
    ///
    /// Export the picture again, without the feature that the message names.
    WrongPicture = "wrong-picture",
    /// A number of a spreadsheet stands where no figure belongs.
    ///
    /// Move the number to the row and column it belongs to, or delete it.
    WrongRow = "wrong-row",
    /// A rule of the dictionary contradicts itself, or can never be checked.
    ///
    /// Correct the rule in `data/figures.toml`.
    WrongRule = "wrong-rule",
    /// Text is in a script that cannot be set.
    ///
    /// Write the text in a script that the fonts and the program can set.
    WrongScript = "wrong-script",
    /// A total is not the sum of its parts.
    ///
    /// Correct the total or one of its parts.
    WrongSum = "wrong-sum",
    /// A printed text does not show its number, rounded or cut.
    ///
    /// Write a rounded form of the number; words such as “more than” belong to the text.
    WrongText = "wrong-text",
    /// A value is of another type than its key takes.
    ///
    /// Write a value of the type that the message names.
    WrongType = "wrong-type",
    /// A value is of the right type, and not one that its key takes.
    ///
    /// Write one of the values that the message names.
    WrongValue = "wrong-value",
    /// A file or row gives one year in one part, and another elsewhere.
    ///
    /// Correct one of the two.
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
