//! The plan of a batch: the sheets to be made, and everything they are made from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::library::Library;
use super::previous_year::PreviousYear;
use super::select::{Selection, check_codes, languages, layouts, year};
use super::{near_misses, other_languages};
use crate::diagnostic::{Code, Diagnostic, Report, Span, UsageError};
use crate::edition::{Edition, FOR_PRINT_FILE, Inputs};
use crate::output::Selected;
use crate::project::{
    Area, DATA, Figures, Level, Needs, Project, Reader, Status, Stylesheet, Values, When, rules,
    values,
};
use crate::proofread::{self, Fingerprint};
use crate::text::Fonts;

/// The files of figures that a sheet is made from.
#[derive(Debug)]
pub struct SheetFiles {
    /// Its own file.
    pub own: Values,
    /// Those that it can refer to: of the areas around it, and of earlier years.
    pub others: Vec<Arc<Values>>,
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
        let previous = self.previous.as_ref();
        let before = previous.and_then(|year| year.compare(reader, project, &state, area.code()));
        let is_real = state.status != Status::Sample;
        let fingerprint =
            is_real.then(|| Fingerprint::new(code, &project.dictionary, &state, before.as_ref()));
        let places = &self.project.jurisdictions;
        if let Some(own) = places.get(code) {
            let asked = proofread::in_remarks(places, own, &state);
            reader.report.extend(asked);
        }
        if self.has_rules {
            let figures = Figures::new(&state, &others, &self.library.years);
            rules::check(&self.project.dictionary, figures, &mut reader.report);
        }
        Some((SheetFiles { own: state, others }, fingerprint))
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
            figures: Figures::new(&files.own, &files.others, &self.library.years),
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
        editions_of_level(&self.editions, self.project.level_of_sheet(code))
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
    let languages = languages(&project, selection)?;
    check_codes(&project, &selection.codes)?;
    check_codes(&project, selection.within.as_slice())?;
    near_misses::report_folders(reader, &project);
    other_languages::report_texts(reader, &project);
    let Some(year) = year(reader, selection)? else {
        // The designs on the command line are checked in any case.
        layouts(reader, &project, selection, Level::TOP_PLACES)?;
        return Ok(None);
    };
    let years = Project::years(reader);
    let national = Values::read_national(reader, &project, year);
    let (codes, left_out) = codes(reader, &project, selection, year);
    let mut editions = Vec::new();
    for level in levels_of(&project, &codes) {
        for layout in &layouts(reader, &project, selection, level)? {
            let is_chosen = !selection.layouts.is_empty();
            if !is_for_level(reader, &project, layout, level, is_chosen) {
                continue;
            }
            // Without national figures no sheet can be filled in. The error has already been reported.
            let Some(national) = &national else { continue };
            for language in &languages {
                let edition = Edition::read(reader, &project, layout, language, level, national);
                editions.extend(edition.map(|edition| edition.for_print(selection.print_marks)));
            }
        }
    }
    let previous = PreviousYear::find(reader, year);
    if let (Some(previous), Some(national)) = (&previous, &national) {
        previous.compare(reader, &project, national, None);
    }
    let unknown_years = unknown_years(&project, &editions, &years);
    if !unknown_years.is_empty() {
        // The sheets would lack these numbers, and each would say so once more.
        editions.clear();
    }
    reader.report.extend(unknown_years);
    let needs = needs(&project, &editions, &years, year);
    let library = Library::read(reader, &project, needs, years, (year, national), &codes);
    if let (true, Some(nation)) = (project_is_sound, library.national()) {
        let others = library.around(&project, Area::Nation);
        let figures = Figures::new(nation, &others, &library.years);
        rules::check(&project.dictionary, figures, &mut reader.report);
    }
    check_names(&project, &editions)?;
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
    Ok(Some(Plan {
        project,
        year,
        library,
        previous,
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
    }))
}

/// The levels of the selected places, from the top. That of states if no place has figures.
fn levels_of(project: &Project, codes: &[String]) -> BTreeSet<Level> {
    let levels = codes.iter().map(|code| project.level_of_sheet(code));
    let levels: BTreeSet<Level> = levels.collect();
    match levels.is_empty() {
        true => BTreeSet::from([Level::TOP_PLACES]),
        false => levels,
    }
}

/// Whether a design is for the sheets of a level. A default design that is not is reported.
fn is_for_level(
    reader: &mut Reader<'_>,
    project: &Project,
    layout: &str,
    level: Level,
    is_chosen: bool,
) -> bool {
    let levels = &project.publication.levels;
    // Errors in the design are reported when its edition is read.
    let stylesheet = Stylesheet::read(&mut reader.branch(), layout);
    let Some(names) = stylesheet.and_then(|stylesheet| stylesheet.levels) else {
        return true;
    };
    let is_for = names
        .iter()
        .any(|name| levels.find(&name.text) == Some(level));
    if !is_for && !is_chosen {
        let default = project.publication.layout_of(level).span;
        let level = levels.name(level);
        let message = format!("the default design of the level `{level}` is not for it");
        let own: Vec<String> = names
            .iter()
            .map(|name| format!("\"{}\"", name.text))
            .collect();
        let path = Stylesheet::path(layout);
        reader.report.push(
            Diagnostic::error(Code::WrongValue, default, message)
                .label(format!("{path} is for {}", own.join(", ")))
                .help(format!(
                    "name another design in [layouts], as in {level} = \"…\", or add \"{level}\" to `levels` in the design"
                )),
        );
    }
    is_for
}

/// The figures that the sheets need from the files around their own.
fn needs(project: &Project, editions: &[Edition], years: &[u16], year: u16) -> Needs {
    let mut needs = Needs::new(years);
    for level in project.publication.levels.iter() {
        needs.add_file(&project.dictionary, level, year);
    }
    for edition in editions {
        edition.for_each_name(&mut |name, _| {
            if let Some((file, figure)) = name.file() {
                needs.add(&project.dictionary, (edition.level, year), file, figure);
            }
        });
        edition.for_each_list(&mut |list, _| {
            needs.add(&project.dictionary, (edition.level, year), list.file, None);
        });
    }
    needs
}

/// The errors of names and formulas with a year of which there are no files.
fn unknown_years(project: &Project, editions: &[Edition], years: &[u16]) -> Vec<Diagnostic> {
    let mut found: BTreeMap<Span, u16> = BTreeMap::new();
    let mut check = |when: When, span: Span| match when {
        When::Year(year) if !years.contains(&year) => found.insert(span, year),
        _ => None,
    };
    for (_, _, formula) in project.dictionary.computed() {
        for input in &formula.inputs {
            check(input.file.when, formula.span);
        }
    }
    for edition in editions {
        edition.for_each_name(&mut |name, span| {
            if let Some((file, _)) = name.file() {
                check(file.when, span);
            }
        });
        edition.for_each_list(&mut |list, span| {
            check(list.file.when, span);
        });
    }
    let listed: Vec<String> = years.iter().map(|year| format!("y{year}")).collect();
    let errors = found.into_iter().map(|(span, year)| {
        let message = format!("there are no figures of any place for {year}");
        Diagnostic::error(Code::UnknownName, span, message)
            .label(format!("data/{year} is missing"))
            .help(format!("write a year with figures: {}", listed.join(", ")))
    });
    errors.collect()
}

/// For each code, the number of sheets up to and including it. Without editions each code counts as one sheet: nothing
/// can be made, but figures can be wrong.
fn ends(project: &Project, editions: &[Edition], codes: &[String]) -> Vec<usize> {
    let sheets_of = |code: &String| match editions {
        [] => 1,
        _ => editions_of_level(editions, project.level_of_sheet(code)).len(),
    };
    let mut end = 0;
    let ends = codes.iter().map(|code| {
        end += sheets_of(code);
        end
    });
    ends.collect()
}

/// The range of the editions for a level. Editions are in the order of levels.
fn editions_of_level(editions: &[Edition], level: Level) -> Range<usize> {
    let start = editions.partition_point(|edition| edition.level < level);
    let end = editions.partition_point(|edition| edition.level <= level);
    start..end
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

/// Checks that no two editions write files of the same name, even in different runs. A design `es` or `wide-es` would
/// conflict with the language `es`, and a design `wide.print` with `wide` for a print shop.
fn check_names(project: &Project, editions: &[Edition]) -> Result<(), UsageError> {
    // File names do not contain the first language.
    let languages = project.publication.languages.iter().skip(1);
    let ends: Vec<String> = languages
        .map(|language| format!("-{}", language.short))
        .collect();
    let is_of_language = |name: &str| {
        let name = format!("-{name}");
        ends.iter().any(|end| name.ends_with(end))
    };
    for layout in editions.iter().map(|edition| edition.layout.as_str()) {
        let whose = match layout {
            name if name.ends_with(FOR_PRINT_FILE) => "those for a print shop",
            name if is_of_language(name) => "those in a language",
            _ => continue,
        };
        let message = format!("sheets of the design `{layout}` would be called like {whose}");
        return Err(UsageError::new(message, "give the design another name"));
    }
    Ok(())
}

/// The codes of the selected jurisdictions with a data file, and the codes of those without one.
fn codes(
    reader: &mut Reader<'_>,
    project: &Project,
    selection: &Selection,
    year: u16,
) -> (Vec<String>, Vec<String>) {
    let present = Project::codes_with_data(reader, year);
    let wanted: Vec<String> = if selection.codes.is_empty() {
        all_codes(project, selection)
    } else {
        let mut codes = selection.codes.clone();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let (found, absent): (Vec<String>, Vec<String>) =
        wanted
            .into_iter()
            .partition(|code| match project.jurisdictions.area(code) {
                Area::Nation => values::has_file(reader, year, None),
                Area::Jurisdiction(code) => present.contains(code),
            });
    let must_be_there = selection.all || !selection.codes.is_empty();
    if must_be_there {
        report_absent(reader, &absent, year);
    } else if present.is_empty() {
        let folder = reader.files().shown(&format!("{DATA}/{year}"));
        let message = format!("there are no figures of any jurisdiction for {year}");
        reader
            .report
            .push(Diagnostic::file_error(Code::MissingFile, folder, message));
    }
    near_misses::report_files(reader, year);
    let mut codes = found;
    if selection.covers_all_jurisdictions() {
        codes.extend(strangers(reader, project, &present, year));
    }
    codes.sort_unstable();
    (codes, if must_be_there { Vec::new() } else { absent })
}

/// The codes of all places that are selected when no code is given.
fn all_codes(project: &Project, selection: &Selection) -> Vec<String> {
    let places = &project.jurisdictions;
    let nation = places.nation().filter(|_| !selection.without_nation);
    let is_selected = |code: &str| match &selection.within {
        Some(outer) => places.is_within(code, outer),
        None => true,
    };
    let codes = nation.into_iter().chain(places.iter());
    let codes = codes.map(|place| place.code.as_str());
    let selected = codes.filter(|code| is_selected(code));
    selected.map(str::to_owned).collect()
}

fn report_absent(reader: &mut Reader<'_>, absent: &[String], year: u16) {
    for code in absent {
        let path = reader.files().shown(&values::path(year, Some(code)));
        let message = format!("there are no figures for {code} in {year}");
        reader.report.push(
            Diagnostic::file_error(Code::MissingFile, path, message).help(format!(
                "begin it with `factsheet new-year {year} {code}`, or leave the jurisdiction out"
            )),
        );
    }
}

/// Handles files without a known code as their name. A file with a name that could be a code is still read, because
/// the mistake may be in the file; any other is reported by its name.
fn strangers(
    reader: &mut Reader<'_>,
    project: &Project,
    present: &BTreeSet<String>,
    year: u16,
) -> Vec<String> {
    let jurisdictions = &project.jurisdictions;
    let unknown = present
        .iter()
        .filter(|code| jurisdictions.get(code).is_none());
    let is_code = |name: &&String| {
        name.bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    // Names that are not UTF-8 have already been reported.
    let unknown = unknown.filter(|name| !name.contains(char::REPLACEMENT_CHARACTER));
    let unknown = unknown.filter(|name| !near_misses::is_left_behind(name));
    let (codes, names): (Vec<&String>, Vec<&String>) = unknown.partition(is_code);
    for name in names {
        let path = reader.files().shown(&values::path(year, Some(name)));
        let message = format!("there is no jurisdiction `{name}`");
        let near = jurisdictions.suggest(name);
        let help = match near.or(name
            .eq_ignore_ascii_case(values::NATIONAL)
            .then_some(values::NATIONAL))
        {
            Some(near) => format!("rename the file to {near}.toml"),
            None => "rename the file to the code of its jurisdiction, or delete it".to_owned(),
        };
        let error = Diagnostic::file_error(Code::UnknownJurisdiction, path, message);
        reader.report.push(error.help(help));
    }
    codes.into_iter().cloned().collect()
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
