//! The plan of a batch: the sheets to be made, and everything they are made from.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::library::{Library, Places};
use super::picture_cache::PictureCache;
use super::previous_year::PreviousYear;
use super::select::{Selection, check_codes, languages, layouts, year};
use super::{codes, editions, near_misses, needed, other_languages, text_sizes};
use crate::copy::PlacePictures;
use crate::diagnostic::{Report, UsageError};
use crate::edition::{Edition, Inputs};
use crate::output::Selected;
use crate::project::{
    Area, DATA, Figures, Files, Level, Project, Reader, Status, Stylesheet, Values, rules,
};
use crate::proofread::{self, Fingerprint};
use crate::text::Fonts;

/// The files of a place that its sheets are made from.
#[derive(Debug)]
pub struct SheetFiles {
    /// Its own file.
    pub own: Values,
    /// Those that it can refer to: of the areas around it, and of earlier years.
    pub others: Vec<Arc<Values>>,
    /// The pictures that only the sheets of this place have.
    pub pictures: PlacePictures,
}

impl SheetFiles {
    /// All files, its own first.
    fn all(&self) -> impl Iterator<Item = &Values> {
        std::iter::once(&self.own).chain(self.others.iter().map(Arc::as_ref))
    }
}

/// Everything that is needed to make the sheets.
#[derive(Debug)]
pub struct Plan {
    /// The project that all sheets share.
    pub project: Project,
    /// The year of the figures.
    pub year: u16,
    /// The files of figures that the sheets share.
    library: Library,
    /// The previous year, or `None` if there is none.
    pub(super) previous: Option<PreviousYear>,
    /// The pictures of places that were read last.
    pictures: PictureCache,
    /// The editions, by layout and language. The list is empty if the shared files have errors.
    pub editions: Vec<Edition>,
    /// The codes of the jurisdictions that have a data file, in order. The files themselves are read one by one as
    /// the sheets are made, so that memory does not grow with their number.
    pub codes: Vec<String>,
    /// The codes of the jurisdictions that were left out because they have no data file.
    pub left_out: Vec<String>,
    /// See [`Selection::final_only`].
    pub final_only: bool,
    /// See [`Selection::deny_warnings`].
    pub deny_warnings: bool,
    /// See [`Selection::outputs`].
    pub outputs: Selected,
    /// The range of sheets to make, counted by code and, within each code, by edition.
    share: Range<usize>,
    /// For each code, the number of sheets of all codes up to and including it.
    ends: Vec<usize>,
    /// See [`Selection::built`].
    pub built: Option<NaiveDateTime>,
    /// `true` if figures can be checked by the rules.
    has_rules: bool,
}

impl Plan {
    /// Reads a jurisdiction's figures and checks them against the rules and against the previous year. Problems go
    /// into the reader's report. Returns the values and their fingerprint, or `None` if the values cannot be read.
    /// Samples have no fingerprint, because they may be alike.
    pub fn figures(
        &self,
        reader: &mut Reader<'_>,
        code: &str,
    ) -> Option<(SheetFiles, Option<Fingerprint>)> {
        let project = &self.project;
        let area = project.jurisdictions.area(code);
        let (state, others) = self.library.place(reader, project, area)?;
        // The nation's figures have been checked with the plan.
        let is_checked = area == Area::Nation;
        let previous = self.previous.as_ref().filter(|_| !is_checked);
        let before = previous.and_then(|year| year.compare(reader, project, &state, &others));
        let is_real = state.status != Status::Sample;
        let fingerprint =
            is_real.then(|| Fingerprint::new(code, &project.dictionary, &state, before.as_deref()));
        let places = &self.project.jurisdictions;
        if let Some(own) = places.get(code) {
            let asked = proofread::in_remarks(places, own, &state);
            reader.report.extend(asked);
        }
        if self.has_rules && !is_checked {
            let figures = Figures::new(&state, &others, &self.library.years);
            rules::check(&self.project.dictionary, figures, &mut reader.report);
        }
        let pictures = self.pictures_of(reader.files(), code);
        let files = SheetFiles {
            own: state,
            others,
            pictures,
        };
        Some((files, fingerprint))
    }

    /// Reads the pictures that only the sheets of a place have.
    fn pictures_of(&self, files: &dyn Files, code: &str) -> PlacePictures {
        let mut pictures = PlacePictures::default();
        for path in self.picture_paths(code) {
            let file = self.pictures.get(files, &path);
            pictures.add(path, file);
        }
        pictures
    }

    /// The paths of the pictures that only the sheets of a place have.
    pub(super) fn picture_paths(&self, code: &str) -> BTreeSet<String> {
        let place = self.project.jurisdictions.with_sheet(code);
        let editions = self.editions[self.all_editions_of(code)].iter();
        let paths = editions.filter_map(|edition| {
            Some(edition.pictures_of_place(&self.project, self.year, place?))
        });
        paths.flatten().collect()
    }

    /// The inputs of a jurisdiction's sheets, or `None` if its figures have errors: further errors on the sheets would
    /// only be a consequence of these.
    #[must_use]
    pub fn inputs<'p>(&'p self, code: &str, files: &'p SheetFiles) -> Option<Inputs<'p>> {
        let national = self.library.national()?;
        let are_sound = national.is_sound() && files.all().all(Values::is_sound);
        are_sound.then_some(Inputs {
            project: &self.project,
            jurisdiction: self.project.jurisdictions.with_sheet(code)?,
            figures: Figures::new(&files.own, &files.others, &self.library.years)
                .with_standings(&self.library.standings),
            pictures: &files.pictures,
            built: self.built,
        })
    }

    /// The years of all files that the sheets depend on: their own year, and the previous one, with which their
    /// figures are compared. With warnings denied, that comparison decides whether a sheet is published.
    pub(super) fn years_used(&self) -> BTreeSet<u16> {
        let mut years = self.library.years_used();
        years.extend(self.previous.as_ref().map(|previous| previous.year));
        years
    }

    /// The name of the publication, in its default language.
    #[must_use]
    pub fn name(&self) -> &str {
        let publication = &self.project.publication;
        publication.name.words(publication.default_language())
    }

    /// The range of indices of codes with sheets to make.
    #[must_use]
    pub fn numbers(&self) -> Range<usize> {
        if self.share.is_empty() {
            return 0..0;
        }
        let after = |sheet: usize| self.ends.partition_point(|end| *end <= sheet);
        after(self.share.start)..(after(self.share.end - 1) + 1).min(self.codes.len())
    }

    /// The range of editions to make for a code, given its index.
    #[must_use]
    pub fn editions_of(&self, number: usize) -> Range<usize> {
        let editions = self.all_editions_of(&self.codes[number]);
        let end = self.ends[number];
        let first = end - editions.len();
        let within = |sheet: usize| sheet.saturating_sub(first).min(editions.len());
        let share = within(self.share.start)..within(self.share.end);
        editions.start + share.start..editions.start + share.end
    }

    /// The range of the editions for the level of a code. Editions are in the order of levels.
    fn all_editions_of(&self, code: &str) -> Range<usize> {
        editions::of_level(&self.editions, self.project.level_of_sheet(code))
    }

    /// The edition of a code, if there is only one for its level, or the first.
    #[must_use]
    pub fn first_edition_of(&self, code: &str) -> Option<&Edition> {
        self.editions[self.all_editions_of(code)].first()
    }

    /// The stems of the files of all sheets that are to be made.
    pub fn stems(&self) -> impl Iterator<Item = String> {
        let of_code = move |number: usize| {
            let editions = self.editions[self.editions_of(number)].iter();
            editions.map(move |edition| self.stem(edition, &self.codes[number]))
        };
        self.numbers().flat_map(of_code)
    }

    /// Limits the text size of each edition whose places share one. `codes` are all places that have figures.
    fn share_text_sizes(&mut self, reader: &Reader<'_>, codes: &[String]) {
        let sizes = text_sizes::largest(&self.editions, codes, &|code, lay_out| {
            let files = self.figures(&mut reader.branch(), code);
            let inputs = files
                .as_ref()
                .and_then(|(files, _)| self.inputs(code, files));
            if let Some(inputs) = inputs {
                lay_out(self.all_editions_of(code), &inputs);
            }
        });
        for (edition, size) in self.editions.iter_mut().zip(sizes) {
            edition.stylesheet.fit.max = size;
        }
    }

    /// Turns warnings into errors, if they are denied.
    pub fn judge(&self, report: &mut Report) {
        if self.deny_warnings {
            report.deny_warnings();
        }
    }

    /// The stem of the names of a sheet's files, or of a book: see [`Edition::stem`].
    #[must_use]
    pub fn stem(&self, edition: &Edition, code: &str) -> String {
        edition.stem(&self.project.publication, self.year, code)
    }
}

/// Reads everything that the selected sheets need. Returns `Ok(None)` if the files have errors, which are then in the
/// reader's report. A plan's own report may contain errors, too.
///
/// # Errors
///
/// Returns an error if the selection names something that does not exist.
pub fn plan(reader: &mut Reader<'_>, selection: &Selection) -> Result<Option<Plan>, UsageError> {
    let Some(project) = Project::read(reader) else {
        check_the_rest(reader, selection);
        return Ok(None);
    };
    let project_is_sound = !reader.report.has_errors();
    reader.report.extend(proofread::of_jurisdictions(&project));
    check_codes(&project, &selection.codes)?;
    check_codes(&project, selection.within.as_slice())?;
    near_misses::report_folders(reader, &project);
    other_languages::report_texts(reader, &project);
    let Some(year) = year(reader, selection)? else {
        // The editions on the command line are checked in any case.
        languages(&project, selection)?;
        layouts(reader, &project, selection, Level::TOP_PLACES)?;
        return Ok(None);
    };
    let years = Project::years(reader);
    let national = Values::read_national(reader, &project, year);
    let (codes, left_out) = codes::with_figures(reader, &project, selection, year);
    let mut editions = editions::read(reader, &project, selection, &codes, national.as_ref())?;
    let previous = PreviousYear::find(reader, year);
    if let (Some(previous), Some(national)) = (&previous, &national) {
        previous.compare(reader, &project, national, &[]);
    }
    let unknown_years = needed::unknown_years(&project, &editions, &years);
    if !unknown_years.is_empty() {
        // The sheets would lack these numbers, and each would say so once more.
        editions.clear();
    }
    reader.report.extend(unknown_years);
    let needs = needed::needs(&project, &editions, &years, year);
    let all_codes = match editions.iter().any(text_sizes::is_shared) {
        true => text_sizes::all_codes(reader, &project, year),
        false => Vec::new(),
    };
    let places = Places {
        with_sheets: &codes,
        laid_out: if all_codes.is_empty() {
            &codes
        } else {
            &all_codes
        },
    };
    let library = Library::read(reader, &project, needs, years, (year, national), places);
    if let (true, Some(nation)) = (project_is_sound, library.national()) {
        let others = library.around(&project, Area::Nation);
        let figures = Figures::new(nation, &others, &library.years);
        rules::check(&project.dictionary, figures, &mut reader.report);
    }
    selection.outputs.check(&editions)?;
    if !project_is_sound {
        // With an unsound project, the sheets would print wrong values.
        editions.clear();
    }
    let ends = ends(&project, &editions, &codes);
    let sheets = ends.last().copied().unwrap_or_default();
    let share = match selection.shard {
        Some(shard) => shard.share(sheets),
        None => 0..sheets,
    };
    let mut plan = Plan {
        project,
        year,
        library,
        previous,
        pictures: PictureCache::default(),
        editions,
        codes,
        left_out,
        final_only: selection.final_only,
        deny_warnings: selection.deny_warnings,
        outputs: selection.outputs.clone(),
        share,
        ends,
        built: selection.built,
        has_rules: project_is_sound,
    };
    if !all_codes.is_empty() {
        plan.share_text_sizes(reader, &all_codes);
    }
    Ok(Some(plan))
}

/// For each code, the number of sheets up to and including it. Without editions each code counts as one sheet: nothing
/// can be made, but figures can be wrong.
fn ends(project: &Project, editions: &[Edition], codes: &[String]) -> Vec<usize> {
    let sheets_of = |code: &String| match editions {
        [] => 1,
        _ => editions::of_level(editions, project.level_of_sheet(code)).len(),
    };
    let mut end = 0;
    let ends = codes.iter().map(|code| {
        end += sheets_of(code);
        end
    });
    ends.collect()
}

/// Checks the files that can be read although the shared files have errors: the selected designs, and the TOML syntax
/// of the year's files.
fn check_the_rest(reader: &mut Reader<'_>, selection: &Selection) {
    let names = Stylesheet::names(reader);
    let designs = match (selection.layouts.as_slice(), names.as_slice()) {
        ([], [only]) => vec![only.clone()],
        (asked, _) => asked.to_vec(),
    };
    for design in designs.iter().filter(|design| names.contains(design)) {
        let stylesheet = Stylesheet::read(reader, design);
        let _ = stylesheet.and_then(|stylesheet| Fonts::read(reader, &stylesheet));
    }
    let newest = Project::years(reader).last().copied();
    let Some(year) = selection.year.or(newest) else {
        return;
    };
    let folder = format!("{DATA}/{year}");
    for name in reader.list(&folder).iter() {
        if name.ends_with(".toml")
            && let Some(file) = reader.load(&format!("{folder}/{name}"))
        {
            let _ = reader.parse_file(&file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::PANICS;
    use crate::project::Memory;

    const FONT: &[u8] = include_bytes!("../../fonts/SourceSans3-Regular.ttf");
    const WORDS: &str = "+++\ntitle = 'Loans'\nstatus = 'draft'\n+++\n\
        ![A bus](bus.png)\n\n![A door](door.svg)\n\n![A shelf](shelf.svg)\n";
    const DESIGN: &str = "[page]\nsize = 'a5'\n\
        margin = { top = '2cm', right = '2cm', bottom = '2cm', left = '2cm' }\n\
        [fit]\ntext = { min = '9pt', max = '12pt' }\n\
        [fonts]\nregular = 'regular.ttf'\nbold = 'bold.ttf'\n[styles.text]\nfont = 'regular'\n";

    #[test]
    fn decoders_that_panic_do_not_hide_other_errors() {
        let files = Memory::default()
            .with(
                "data/publication.toml",
                "name = 'Loans'\npublisher = 'City Library'\nlanguages = ['en-US']\nlayout = 'card'",
            )
            .with("data/jurisdictions.toml", "[[jurisdiction]]\ncode = 'N'\nname = 'North'")
            .with("data/figures.toml", "[[figure]]\nid = 'loans'\nlabel = 'Loans'\nkind = 'count'\nin = ['state']")
            .with("data/2024/N.toml", "year = 2024\njurisdiction = 'N'\nstatus = 'draft'\nloans = 1")
            .with("layouts/copy/en.md", WORDS)
            .with("layouts/copy/bus.png", [b"\x89PNG", PANICS].concat())
            .with("layouts/copy/door.svg", [b"<svg>", PANICS].concat())
            .with("layouts/copy/shelf.svg", "no picture")
            .with("layouts/card.toml", DESIGN)
            .with("layouts/regular.ttf", FONT)
            .with("layouts/bold.ttf", [FONT, PANICS].concat());
        let mut reader = Reader::new(&files);
        let _ = plan(&mut reader, &Selection::default()).expect("a sound command");
        let messages = crate::diagnostic::render::render(
            &reader.report,
            &reader.sources,
            crate::diagnostic::render::Format::Human,
            false,
        );
        for place in ["en.md:5:1", "en.md:7:1", "en.md:9:1", "card.toml:8"] {
            assert!(messages.contains(place), "{place}\n{messages}");
        }
    }
}
