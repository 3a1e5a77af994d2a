//! The preparation of an edition, done once for all of its sheets.

use super::definition::{Edition, numerals};
use super::marks::Marks;
use super::named::{unknown_sections, unknown_tables};
use super::remains::Remains;
use super::translations::{check_of, check_translations, untranslated};
use crate::copy::{Block, Copy, Drawn, EditionOfPath, Everything, Filled, Setting};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::layout::{self, Grounds, check_underlines, contrast};
use crate::pdf::{Repertoire, Subsets};
use crate::project::stylesheet::Styles;
use crate::project::{Level, Project, Reader, Status, Stylesheet, Values};
use crate::proofread::Proofs;
use crate::text::{Fonts, Shaper};

impl Edition {
    /// Reads and prepares an edition of a design, given by its name and its content; `None` for a design with errors, with
    /// which the text is still checked. Problems go into the reader's report.
    pub fn read(
        reader: &mut Reader<'_>,
        project: &Project,
        (layout, stylesheet): (&str, Option<Stylesheet>),
        language: &Language,
        level: Level,
        national: &Values,
    ) -> Option<Self> {
        let setting = Setting {
            project,
            level,
            language,
            numerals: numerals(project, language)?,
        };
        let level_name = project.publication.levels.name(level);
        let fonts = stylesheet.as_ref().and_then(|s| Fonts::read(reader, s));
        let mark = reader.report.mark();
        let own_words = stylesheet.as_ref().and_then(|s| s.words.as_ref());
        let copy = Copy::read(reader, setting, own_words);
        let copy = match (copy, &stylesheet) {
            (Some(copy), Some(stylesheet)) => {
                let styles = &stylesheet.styles;
                Some(copy.without(&|drawn| is_shown(drawn, styles)))
            }
            (copy, _) => copy,
        };
        let year = national.year;
        let of_path = EditionOfPath { year, language };
        let copy = copy.map(|copy| copy.with_pictures(reader, of_path));
        let words_are_sound = reader.report.errors_since(mark) == 0;
        if let (Some(stylesheet), Some(fonts), None) = (&stylesheet, &fonts, &copy) {
            // Without any words, the styles that all sheets have are still checked.
            let grounds = Grounds::of(&Filled::default(), stylesheet);
            check_type(&grounds, stylesheet, fonts, &mut reader.report);
        }
        check_translations(project, language, &mut reader.report);
        untranslated(national.texts(), language, &mut reader.report);
        let (stylesheet, fonts, copy) = (stylesheet?, fonts?, copy?);
        check_of(project, language, &copy, &mut reader.report);
        // If the words have errors, they are not proofread.
        let proofs = if words_are_sound {
            proofs(&copy, setting, national, &mut reader.report)
        } else {
            Proofs::default()
        };
        let everything = Everything { setting, national };
        let copy = copy.with_codes(&everything);
        let mut words = every_word(&copy, &everything, &mut reader.report);
        reader.report.extend(left_out(&words, &stylesheet, layout));
        layout::leave_out(&mut words, &stylesheet);
        let mut found = Report::default();
        copy.settle(&mut words, &everything, &mut found);
        reader.report.append(found.only(&ON_NO_SHEET));
        let remains = Remains::of(&words, &copy);
        let grounds = Grounds::of(&words, &stylesheet);
        check_type(&grounds, &stylesheet, &fonts, &mut reader.report);
        reader.report.extend(unknown_sections(&stylesheet, &copy));
        reader.report.extend(unknown_tables(&stylesheet, &copy));
        let mut shaper = Shaper::new(&fonts);
        layout::shape_all(&words, &stylesheet, &mut shaper);
        let repertoire = Repertoire::of_shaper(&shaper);
        let problem = layout::check_status_line(&stylesheet);
        let has_room = problem.is_none();
        reader.report.extend(problem);
        let marks = Marks::new(&stylesheet, &grounds, language, &mut shaper);
        match Subsets::new(
            &fonts,
            repertoire,
            &copy.pictures(),
            setting.numerals.speech(),
        ) {
            Ok(subsets) => has_room.then_some(Self {
                layout: layout.to_owned(),
                language: language.clone(),
                level,
                level_name: (level != Level::TOP_PLACES).then(|| level_name.to_owned()),
                is_for_print: false,
                stylesheet,
                fonts,
                copy,
                proofs,
                marks,
                remains,
                subsets,
            }),
            Err(problems) => {
                reader.report.extend(problems);
                None
            }
        }
    }
}

/// Checks that text has enough contrast with its background, and that underlines are clear of the next line.
fn check_type(grounds: &Grounds, stylesheet: &Stylesheet, fonts: &Fonts, report: &mut Report) {
    contrast::check(grounds, stylesheet.fit.min, fonts, report);
    check_underlines(grounds, &stylesheet.fit, report);
}

/// Returns `true` if a design shows this drawing.
fn is_shown(drawn: &Drawn, styles: &Styles) -> bool {
    match drawn {
        Drawn::Chart(_) => styles.chart.is_shown,
        Drawn::Picture { .. } => styles.picture.is_shown,
        Drawn::Qr(_) => styles.qr.is_shown,
        Drawn::Nothing => true,
    }
}

/// Warns about words at the end that a design leaves out together with its last section. A design may omit a section
/// on purpose, but text appended by an author who does not know the design falls into that section as well.
fn left_out(words: &Filled, stylesheet: &Stylesheet, layout: &str) -> Option<Diagnostic> {
    let (name, blocks) = layout::hidden_end(words, stylesheet)?;
    let heading = blocks.first()?.span();
    let is_of_words = |block: &&Block| {
        let is_heading = matches!(block, Block::Heading { level: 1 | 2, .. });
        let is_drawn = matches!(block, Block::Chart(_) | Block::Picture(_) | Block::Qr(_));
        !is_heading && !is_drawn && !matches!(block, Block::Break { .. })
    };
    let added = blocks.iter().filter(is_of_words).nth(1)?;
    let message =
        format!("the design {layout} does not print this: it leaves out the section `{name}`");
    let help = format!(
        "put it before the heading of `{name}`, or below a heading of its own; if it belongs to that section, \
         let another section be the last one"
    );
    let warning = Diagnostic::error(Code::LeftOut, added.span(), message).warning();
    Some(warning.also(heading, "the section begins here").help(help))
}

/// Reads the words for slips, and holds them against the national figures.
fn proofs(copy: &Copy, setting: Setting<'_>, national: &Values, report: &mut Report) -> Proofs {
    let (proofs, asked) = Proofs::read(copy, setting);
    report.extend(asked);
    report.extend(proofs.compare(national, setting, "the nation"));
    proofs
}

/// The codes that are reported for everything that can be printed, because their cause may be in a branch that no sheet
/// takes today. Other problems are found again on the sheets, with their values.
const ON_NO_SHEET: [Code; 3] = [Code::Unsupported, Code::RaggedTable, Code::WrongFootnote];

/// All words that the sheets of an edition can have, whatever their figures are.
fn every_word(copy: &Copy, everything: &Everything<'_>, report: &mut Report) -> Filled {
    let mut found = Report::default();
    let mut words = copy.fill(everything, &mut found);
    for status in [Status::Sample, Status::Draft] {
        words.mark(status, everything.setting.language, Span::DETACHED);
    }
    report.append(found.only(&ON_NO_SHEET));
    words
}
