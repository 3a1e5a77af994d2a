//! An edition: one design in one language, prepared once for all its sheets.

mod translations;

use chrono::NaiveDateTime;

use crate::copy::{Copy, Everything, Filled, Setting, SheetValues};
use crate::diagnostic::{Diagnostic, Report};
use crate::layout::{self, Mark, Sheet};
use crate::pdf::{self, About, Attachment, Date, Deflater, Metadata, Repertoire, Subsets};
use crate::project::{
    Jurisdiction, Language, Numerals, Project, Reader, Status, Stylesheet, Values,
};
use crate::proofread::{Proofs, can_be_worked_out};
use crate::record::record;
use crate::text::{Fonts, Shaper, contrast};
use translations::{check_of, check_translations, untranslated};

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
    copy: Copy,
    proofs: Proofs,
    /// The marks of samples and of drafts. One that cannot be is an error of the sheets that need it.
    marks: [(Status, Result<Mark, Diagnostic>); 2],
}

/// What one sheet is made from, besides its edition.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// What all sheets share.
    pub project: &'a Project,
    /// Whose sheet it is.
    pub jurisdiction: &'a Jurisdiction,
    /// Its figures.
    pub state: &'a Values,
    /// The nation's.
    pub national: &'a Values,
    /// The moment that sheets without a day of their own give as that of their making.
    pub built: Option<NaiveDateTime>,
}

/// A sheet as a file, and what is worth knowing about it.
#[derive(Debug)]
pub struct Rendered {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub sheet: Sheet,
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
    /// Reads and prepares an edition. What is wrong is in the reader's report.
    pub fn read(
        reader: &mut Reader<'_>,
        project: &Project,
        layout: &str,
        language: &Language,
        national: &Values,
    ) -> Option<Self> {
        let stylesheet = Stylesheet::read(reader, layout);
        let fonts = stylesheet.as_ref().and_then(|s| Fonts::read(reader, s));
        let before = reader.report.len();
        let copy = Copy::read(reader, project, language);
        let words_are_sound = reader.report.len() == before;
        if let (Some(stylesheet), Some(fonts)) = (&stylesheet, &fonts) {
            contrast::check(stylesheet, fonts, &mut reader.report);
        }
        check_translations(project, language, &mut reader.report);
        untranslated(national.texts(), language, &mut reader.report);
        let (stylesheet, fonts, copy) = (stylesheet?, fonts?, copy?);
        check_of(project, language, &copy, &mut reader.report);
        let setting = Setting {
            project,
            language,
            numerals: numerals(project, language)?,
        };
        let mut proofs = Proofs::default();
        // Words that could not be read print nothing.
        if words_are_sound {
            let asked;
            (proofs, asked) = Proofs::read(&copy, setting);
            reader.report.extend(asked);
            let asked = proofs.hold_against(national, setting, "the nation");
            reader.report.extend(asked);
        }
        let everything = Everything { setting, national };
        let mut shaper = Shaper::new(&fonts);
        let words = every_word(&copy, &everything, &mut reader.report);
        layout::shape_all(&words, &stylesheet, &mut shaper);
        let repertoire = Repertoire::of_shaper(&shaper);
        let marks = [Status::Sample, Status::Draft].map(|status| {
            let (word, _) = status.mark(language).unwrap_or_default();
            (status, Mark::new(word, &stylesheet, &mut shaper))
        });
        match Subsets::new(&fonts, repertoire) {
            Ok(subsets) => Some(Self {
                layout: layout.to_owned(),
                language: language.clone(),
                stylesheet,
                fonts,
                copy,
                proofs,
                marks,
                subsets,
            }),
            Err(problems) => {
                reader.report.extend(problems);
                None
            }
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
    ) -> Option<Rendered> {
        let Tools { shaper, deflater } = tools;
        let words = self.fill(inputs, report)?;
        let whose = inputs.jurisdiction.name.words(&self.language);
        let mut sheet = layout::compose(&words, &self.stylesheet, shaper, whose, report)?;
        match self.mark(self.status(inputs)) {
            Some(Ok(mark)) => sheet.pages.iter_mut().for_each(|page| mark.put_under(page)),
            Some(Err(problem)) => report.push(problem.clone()),
            None => {}
        }
        if report.has_errors() {
            return None;
        }
        report.extend(self.proofread(inputs, &words, sheet.pages.len())?);
        let about = self.about(words, sheet.pages.len(), inputs)?;
        let painted = pdf::paint(&sheet.pages, &self.fonts, &self.subsets)
            .map_err(|problems| report.extend(problems))
            .ok()?;
        let pdf = pdf::write(&sheet.pages, &painted, &about, deflater);
        Some(Rendered { pdf, sheet })
    }

    /// What there is to ask about a sheet.
    fn proofread(
        &self,
        inputs: &Inputs<'_>,
        words: &Filled,
        pages: usize,
    ) -> Option<Vec<Diagnostic>> {
        let values = self.values(inputs)?;
        let whose = inputs.jurisdiction.name.words(&self.language);
        let proofs = &self.proofs;
        let mut asked = proofs.hold_against(inputs.state, values.setting, whose);
        asked.extend(can_be_worked_out(words, pages, &values));
        Some(asked)
    }

    /// The words of a sheet, filled in and marked with its status.
    pub fn fill(&self, inputs: &Inputs<'_>, report: &mut Report) -> Option<Filled> {
        let values = self.values(inputs)?;
        untranslated(inputs.state.texts(), &self.language, report);
        let mut words = self.copy.fill(&values, report);
        let whose = inputs.jurisdiction.name.words(&self.language);
        if words.title.trim().is_empty() {
            let message = format!("the title is empty for {whose}");
            report.push(
                Diagnostic::error("empty", self.copy.span(), message)
                    .help("leave a part of it outside of all guards"),
            );
        }
        words.mark(self.status(inputs), &self.language);
        if words.blocks.is_empty() && self.copy.is_sound() {
            let message = format!("nothing is left to print for {whose}");
            report.push(
                Diagnostic::error("empty", self.copy.span(), message)
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
            state: inputs.state,
            national: inputs.national,
        })
    }

    /// How far a sheet has come: as far as the least of what it is made from.
    fn status(&self, inputs: &Inputs<'_>) -> Status {
        let status = inputs.state.status.min(inputs.national.status);
        status.min(self.copy.status())
    }

    fn mark(&self, status: Status) -> Option<&Result<Mark, Diagnostic>> {
        let mut marks = self.marks.iter();
        let found = marks.find(|(marked, _)| *marked == status);
        found.map(|(_, mark)| mark)
    }

    /// The errors of a sheet that must be final: one for each of its parts that is not.
    pub fn not_final(&self, inputs: &Inputs<'_>) -> impl Iterator<Item = Diagnostic> {
        let Inputs {
            state, national, ..
        } = inputs;
        let whose = inputs.jurisdiction.name.words(&self.language);
        let parts = [
            (
                state.status,
                state.status_span,
                format!("the figures of {whose}"),
            ),
            (
                national.status,
                national.status_span,
                "the national figures".to_owned(),
            ),
            (
                self.copy.status(),
                self.copy.status_span(),
                "the words".to_owned(),
            ),
        ];
        let open = parts
            .into_iter()
            .filter(|(status, ..)| *status != Status::Final);
        open.map(|(status, span, what)| {
            Diagnostic::error(
                "not-final",
                span,
                format!("{what} are no more than a {status}"),
            )
            .help("let them be approved and set status = \"final\", or go without --final-only")
        })
    }

    /// What goes with the pages: what the file says of itself, and the figures as data.
    pub fn about(&self, words: Filled, pages: usize, inputs: &Inputs<'_>) -> Option<About> {
        let values = self.values(inputs)?;
        let (state, jurisdiction) = (inputs.state, inputs.jurisdiction);
        let publication = &inputs.project.publication;
        let status = self.status(inputs);
        let what = "Figures of this sheet";
        let attachment = Attachment {
            name: format!("{}-{}.json", state.year, jurisdiction.code),
            description: match status.mark(&self.language) {
                Some((word, meaning)) => format!("{word} – {meaning}. {what}"),
                None => what.to_owned(),
            },
            json: record(&words, pages, status, &values),
        };
        let metadata = Metadata {
            title: words.title,
            author: publication.publisher.words(&self.language).to_owned(),
            subject: words.subject,
            keywords: words.keywords,
            language: self.language.tag.clone(),
            date: state
                .as_of
                .map(Date::Day)
                .or(inputs.built.map(Date::Moment)),
        };
        Some(About {
            metadata,
            attachment,
        })
    }
}

/// All words that the sheets of an edition can have, whatever their figures are.
fn every_word(copy: &Copy, everything: &Everything<'_>, report: &mut Report) -> Filled {
    let mut found = Report::default();
    let mut words = copy.fill(everything, &mut found);
    for status in [Status::Sample, Status::Draft] {
        words.mark(status, everything.setting.language);
    }
    // What is wrong in a branch that no sheet takes today is found here; the rest is found again on
    // the sheets, with their values.
    report.append(found.only(&["unsupported", "ragged-table"]));
    words
}

fn numerals<'p>(project: &'p Project, language: &Language) -> Option<&'p Numerals> {
    let mut languages = project.languages();
    languages
        .find(|(known, _)| *known == language)
        .map(|(_, numerals)| numerals)
}
