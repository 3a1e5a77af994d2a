//! An edition: one design in one language, prepared once for all its sheets.

mod binding;
mod book;
mod prepare;
mod remains;
mod status;
mod translations;

pub use binding::{Binding, Bound, BoundSheet};
pub use book::{Book, Leaf, Paged};

use chrono::NaiveDateTime;

use crate::copy::{Copy, Filled, Setting, SheetValues, quotes};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::digest::Digest;
use crate::language::Language;
use crate::layout::{self, Composed, Numbering, Page, Sheet};
use crate::pdf::{self, About, Attachment, Date, Deflater, Metadata, Repertoire, Section, Subsets};
use crate::project::{
    Figures, Jurisdiction, Localized, Numerals, Project, Publication, Status, Stylesheet,
};
use crate::proofread::{Proofs, can_be_worked_out};
use crate::record::record;
use crate::text::{Fonts, Shaper};
use remains::Remains;
use status::Marks;
use translations::untranslated;

/// How the names of editions for a print shop end.
pub const FOR_PRINT: &str = "-print";

/// The end of the stems of files for a print shop.
pub const FOR_PRINT_FILE: &str = ".print";

/// A design and a language with all that their sheets have in common.
#[derive(Debug)]
pub struct Edition {
    /// The name of the design.
    pub layout: String,
    /// The language.
    pub language: Language,
    /// The design.
    pub stylesheet: Stylesheet,
    /// Its fonts.
    pub fonts: Fonts,
    /// What its sheets need of them.
    pub subsets: Subsets,
    /// Whether its sheets are for a print shop, with marks where to trim them.
    pub is_for_print: bool,
    copy: Copy,
    proofs: Proofs,
    marks: Marks,
    remains: Remains,
}

/// What one sheet is made from, besides its edition.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// What all sheets share.
    pub project: &'a Project,
    /// Whose sheet it is.
    pub jurisdiction: &'a Jurisdiction,
    /// The figures that it can print.
    pub figures: Figures<'a>,
    /// The moment that sheets without a day of their own give as that of their making.
    pub built: Option<NaiveDateTime>,
}

/// A sheet as a file, and what is worth knowing about it.
#[derive(Debug)]
pub struct Rendered {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// The sum of its bytes.
    pub sum: Digest,
    /// Its filled blocks.
    pub words: Filled,
    /// Its pages.
    pub sheet: Sheet,
    /// The data attached to it, as JSON.
    pub data: Vec<u8>,
    /// What it says of itself.
    pub metadata: Metadata,
    /// How far it has come.
    pub status: Status,
}

/// A sheet whose text has its places.
#[derive(Debug)]
struct LaidOut {
    words: Filled,
    composed: Composed,
    about: About,
    status: Status,
}

/// What a thread keeps from one sheet of an edition to the next. What it has been used for does not
/// change what comes of it.
pub struct Tools<'e> {
    /// It remembers the words it has shaped: those of a batch are mostly the same.
    pub shaper: Shaper<'e>,
    /// It has been set up once.
    pub deflater: Deflater,
}

impl Edition {
    /// Its name: the design and the language, as in `letter-en`, or `letter-en-print` for a print shop.
    #[must_use]
    pub fn name(&self) -> String {
        let end = if self.is_for_print { FOR_PRINT } else { "" };
        format!("{}-{}{end}", self.layout, self.language.short)
    }

    /// The stem of the names of a sheet's files: `YEAR-CODE[-LAYOUT][-LANG]`, with defaults left out; for a print shop
    /// it ends in `.print`. A book has `book` in the place of the code.
    #[must_use]
    pub fn stem(&self, publication: &Publication, year: u16, code: &str) -> String {
        let mut stem = format!("{year}-{code}");
        if self.layout != publication.layout.text {
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

    /// The same for a print shop, if that is wanted.
    #[must_use]
    pub fn for_print(self, is_for_print: bool) -> Self {
        Self {
            is_for_print,
            ..self
        }
    }

    /// Tools for this edition's sheets.
    #[must_use]
    pub fn tools(&self) -> Tools<'_> {
        Tools {
            shaper: Shaper::new(&self.fonts),
            deflater: Deflater::new(),
        }
    }

    /// Fills in, lays out and writes one sheet. What is wrong goes into the report; there is a file
    /// only when nothing is.
    pub fn render(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Rendered> {
        let made = self.render_with_glyphs(inputs, tools, report);
        made.map(|(rendered, _)| rendered)
    }

    /// The same, with the glyphs that it needs besides those of the edition, when it needs any.
    fn render_with_glyphs(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<(Rendered, Option<Repertoire>)> {
        let mut own = Report::default();
        let made = self.make(inputs, tools, &mut own);
        let made = made.filter(|_| !own.has_errors());
        report.append(own);
        made
    }

    fn make(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<(Rendered, Option<Repertoire>)> {
        let laid_out = self.lay_out(inputs, tools, report)?;
        let status = laid_out.status;
        let finished = self.finish(laid_out, Numbering::Own, &mut tools.shaper, report)?;
        let (words, sheet, about) = finished;
        if report.has_errors() {
            return None;
        }
        let painted = pdf::paint(&Section::alone(&sheet.pages), &self.fonts, &self.subsets)
            .map_err(|problems| report.extend(problems))
            .ok()?;
        let (pdf, sum) = pdf::write(&painted, &about, &mut tools.deflater);
        let lacking = painted.lacking().cloned();
        let data = about.attachments.into_iter().next();
        let rendered = Rendered {
            pdf,
            sum,
            words,
            sheet,
            data: data.map(|data| data.json).unwrap_or_default(),
            metadata: about.metadata,
            status,
        };
        Some((rendered, lacking))
    }

    /// Fills in a sheet and lays out its text. What is wrong goes into the report.
    fn lay_out(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<LaidOut> {
        let words = self.fill(inputs, report)?;
        let values = self.values(inputs)?;
        let whose = inputs.jurisdiction.name.words(&self.language);
        let proofs = &self.proofs;
        report.extend(proofs.hold_against(inputs.figures.own(), values.setting, whose));
        let shaper = &mut tools.shaper;
        let composed = layout::compose(&words, &self.stylesheet, shaper, whose, report)?;
        let pages = composed.page_count();
        if !report.has_errors() {
            report.extend(can_be_worked_out(&words, pages, &values));
            let sheet = (self.layout.as_str(), whose);
            report.extend(
                self.remains
                    .missing(&words, &values, sheet, self.copy.span()),
            );
        }
        Some(LaidOut {
            about: self.about(&words, pages, inputs)?,
            status: self.status(inputs),
            words,
            composed,
        })
    }

    /// The whole pages of a sheet that has been laid out, with all that stands in the margins and, when it
    /// is not final, its mark.
    fn finish(
        &self,
        laid_out: LaidOut,
        numbering: Numbering,
        shaper: &mut Shaper<'_>,
        report: &mut Report,
    ) -> Option<(Filled, Sheet, About)> {
        let LaidOut {
            words,
            composed,
            about,
            status,
        } = laid_out;
        let mut sheet = composed.sheet(&words, &self.stylesheet, numbering, shaper, report)?;
        self.put_marks(&mut sheet.pages, status, report);
        Some((words, sheet, about))
    }

    /// Puts on pages what says that they are not final, and where to trim them.
    fn put_marks(&self, pages: &mut [Page], status: Status, report: &mut Report) {
        self.marks.put_under(pages, status, report);
        if self.is_for_print {
            layout::trimmed(pages);
        }
    }

    /// The words of a sheet, filled in and marked with its status.
    pub fn fill(&self, inputs: &Inputs<'_>, report: &mut Report) -> Option<Filled> {
        let values = self.values(inputs)?;
        untranslated(inputs.figures.own().texts(), &self.language, report);
        let mut words = self.copy.fill(&values, report);
        layout::leave_out(&mut words, &self.stylesheet);
        let whose = inputs.jurisdiction.name.words(&self.language);
        if words.title.trim().is_empty() {
            let message = format!("the title is empty for {whose}");
            report.push(
                Diagnostic::error(Code::Empty, self.copy.span(), message)
                    .help("leave a part of it outside of all guards"),
            );
        }
        let (status, place) = self.weakest(inputs);
        words.mark(status, &self.language, place);
        if words.blocks.is_empty() && self.copy.is_sound() {
            let message = format!("nothing is left to print for {whose}");
            report.push(
                Diagnostic::error(Code::Empty, self.copy.span(), message)
                    .help("every block of the words is left out by a guard"),
            );
        }
        Some(words)
    }

    fn values<'v>(&'v self, inputs: &Inputs<'v>) -> Option<SheetValues<'v>> {
        Some(SheetValues {
            setting: Setting {
                project: inputs.project,
                language: &self.language,
                numerals: numerals(inputs.project, &self.language)?,
            },
            jurisdiction: inputs.jurisdiction,
            figures: inputs.figures,
        })
    }

    /// A text in the edition's language, with the quotes of that language.
    fn printed(&self, text: &Localized) -> String {
        quotes::set(text.words(&self.language), &self.language)
    }

    /// What goes with the pages: what the file says of itself, and the figures as data.
    pub fn about(&self, words: &Filled, pages: usize, inputs: &Inputs<'_>) -> Option<About> {
        let values = self.values(inputs)?;
        let (own, jurisdiction) = (inputs.figures.own(), inputs.jurisdiction);
        let publication = &inputs.project.publication;
        let status = self.status(inputs);
        let date = own.as_of.map(Date::Day);
        let date = date.or(inputs.built.map(Date::Moment));
        let what = "Figures of this sheet";
        let attachment = Attachment {
            name: format!("{}-{}.json", own.year, jurisdiction.code),
            description: match status {
                Status::Final => what.to_owned(),
                Status::Draft | Status::Sample => format!("{what} ({status})"),
            },
            json: record(words, pages, status, &values),
            date,
        };
        let metadata = Metadata {
            title: words.title.clone(),
            author: self.printed(&publication.publisher),
            subject: words.subject.clone(),
            keywords: words.keywords.clone(),
            language: self.language.tag.clone(),
            date,
            is_for_print: self.is_for_print,
        };
        Some(About {
            metadata,
            attachments: vec![attachment],
        })
    }
}

/// How numbers are written in a language of the project.
fn numerals<'p>(project: &'p Project, language: &Language) -> Option<&'p Numerals> {
    let mut languages = project.languages();
    languages
        .find(|(known, _)| *known == language)
        .map(|(_, numerals)| numerals)
}
