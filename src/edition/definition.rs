//! The types of editions and of the inputs of sheets.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::marks::Marks;
use super::remains::Remains;
use crate::copy::{
    Copy, EditionOfPath, ListReference, Name, PlacePictures, Setting, SheetValues, quotes,
};
use crate::diagnostic::Span;
use crate::language::Language;
use crate::pdf::{Deflater, Subsets};
use crate::project::{
    BOOK, FigureId, Figures, Jurisdiction, Level, Localized, Numerals, Project, Publication,
    Stylesheet,
};
use crate::proofread::Proofs;
use crate::text::{Fonts, Shaper};

/// The end of the names of editions for a print shop.
pub const FOR_PRINT: &str = "-print";

/// The end of the stems of files for a print shop.
pub const FOR_PRINT_FILE: &str = ".print";

/// A design in a language, prepared once for all of its sheets.
#[derive(Debug)]
pub struct Edition {
    /// The name of the design.
    pub layout: String,
    /// The language.
    pub language: Language,
    /// The level of the areas whose sheets it makes.
    pub level: Level,
    /// The name of the level, or `None` for the places directly below the nation.
    pub level_name: Option<String>,
    /// The design.
    pub stylesheet: Stylesheet,
    /// Its fonts.
    pub fonts: Fonts,
    /// The subsets of the fonts that the sheets need.
    pub subsets: Subsets,
    /// `true` for sheets for a print shop, with trim marks.
    pub is_for_print: bool,
    pub(super) copy: Copy,
    pub(super) proofs: Proofs,
    pub(super) marks: Marks,
    pub(super) remains: Remains,
}

/// The inputs of a sheet, besides its edition.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The project that all sheets share.
    pub project: &'a Project,
    /// The jurisdiction.
    pub jurisdiction: &'a Jurisdiction,
    /// The figures that it can print.
    pub figures: Figures<'a>,
    /// The pictures that only the sheets of this jurisdiction have.
    pub pictures: &'a PlacePictures,
    /// The creation time of sheets with figures that have no date.
    pub built: Option<NaiveDateTime>,
}

/// The tools that a thread reuses for all sheets of an edition. Earlier use does not change the result.
pub struct Tools<'e> {
    /// The shaper, which caches words, because most words of a batch are the same.
    pub shaper: Shaper<'e>,
    /// The compressor.
    pub deflater: Deflater,
}

impl Edition {
    /// Its name: the design and the language, as in `letter-en`, or `letter-en-print` for a print shop. An edition for
    /// another level than that of states names the level, as in `letter-county-en`.
    #[must_use]
    pub fn name(&self) -> String {
        let end = if self.is_for_print { FOR_PRINT } else { "" };
        let level = self.level_name.as_ref().map(|level| format!("-{level}"));
        let level = level.unwrap_or_default();
        format!("{}{level}-{}{end}", self.layout, self.language.short)
    }

    /// The word in place of a code in the name of a book of its sheets.
    #[must_use]
    pub fn book_code(&self) -> String {
        match &self.level_name {
            None => BOOK.to_owned(),
            Some(level) => format!("{BOOK}-{level}"),
        }
    }

    /// The stem of the names of a sheet's files: `YEAR-CODE[-LAYOUT][-LANG]`, with defaults left out; for a print shop
    /// it ends in `.print`. A book has `book` in the place of the code.
    #[must_use]
    pub fn stem(&self, publication: &Publication, year: u16, code: &str) -> String {
        let mut stem = format!("{year}-{code}");
        if self.layout != publication.layout_of(self.level).text {
            stem = format!("{stem}-{}", self.layout);
        }
        if self.language != *publication.default_language() {
            stem = format!("{stem}-{}", self.language.short);
        }
        if self.is_for_print {
            stem.push_str(FOR_PRINT_FILE);
        }
        stem
    }

    /// The stem of the names of the files of the sheet that is made from `inputs`.
    #[must_use]
    pub fn file_stem(&self, inputs: &Inputs<'_>) -> String {
        let publication = &inputs.project.publication;
        self.stem(
            publication,
            inputs.figures.own().year,
            &inputs.jurisdiction.code,
        )
    }

    /// The paths of the pictures that only the sheet of this place has: see [`Copy::pictures_of_place`].
    #[must_use]
    pub fn pictures_of_place(
        &self,
        project: &Project,
        year: u16,
        place: &Jurisdiction,
    ) -> BTreeSet<String> {
        let language = &self.language;
        let edition = EditionOfPath { year, language };
        self.copy.pictures_of_place(edition, project, place)
    }

    /// Returns the same edition for a print shop if `is_for_print` is set, otherwise for readers.
    #[must_use]
    pub fn for_print(self, is_for_print: bool) -> Self {
        Self {
            is_for_print,
            ..self
        }
    }

    /// Calls `visit` with each name in the text, in every branch, and with its source location: see
    /// [`Copy::for_each_name`].
    pub fn for_each_name(&self, visit: &mut dyn FnMut(Name, Span)) {
        self.copy.for_each_name(visit);
    }

    /// Calls `visit` with the list of each loop in the text: see [`Copy::for_each_list`].
    pub fn for_each_list(&self, visit: &mut dyn FnMut(ListReference, Span)) {
        self.copy.for_each_list(visit);
    }

    /// Calls `visit` with each figure whose numbers of all places of a level are charted: see
    /// [`Copy::for_each_standing`].
    pub fn for_each_standing(&self, visit: &mut dyn FnMut(Level, FigureId)) {
        self.copy.for_each_standing(self.level, visit);
    }

    /// Tools for this edition's sheets.
    #[must_use]
    pub fn tools(&self) -> Tools<'_> {
        Tools {
            shaper: Shaper::new(&self.fonts),
            deflater: Deflater::new(),
        }
    }

    pub(super) fn values<'v>(&'v self, inputs: &Inputs<'v>) -> Option<SheetValues<'v>> {
        Some(SheetValues {
            setting: Setting {
                project: inputs.project,
                level: self.level,
                language: &self.language,
                numerals: numerals(inputs.project, &self.language)?,
            },
            jurisdiction: inputs.jurisdiction,
            figures: inputs.figures,
            pictures: inputs.pictures,
        })
    }

    /// A text in the edition's language, with the quotes of that language.
    pub(super) fn printed(&self, text: &Localized) -> String {
        quotes::set(text.words(&self.language), &self.language)
    }
}

/// The number format of a language of the project.
pub(super) fn numerals<'p>(project: &'p Project, language: &Language) -> Option<&'p Numerals> {
    let mut languages = project.languages();
    languages
        .find(|(known, _)| *known == language)
        .map(|(_, numerals)| numerals)
}
