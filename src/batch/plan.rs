//! Which sheets are to be made, and everything they are made from.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::edition::Edition;
use crate::project::{
    DATA, Jurisdiction, LAYOUTS, Language, Project, Reader, Stylesheet, Values, rules, values,
};

/// What was asked for on the command line. Nothing given means the usual.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The codes of the jurisdictions; none for all that have a data file.
    pub codes: Vec<String>,
    /// Whether every jurisdiction must have a data file.
    pub all: bool,
    /// The year; none for the newest.
    pub year: Option<u16>,
    /// The designs; none for the default.
    pub layouts: Vec<String>,
    /// The languages by their short forms; none for the default.
    pub languages: Vec<String>,
}

/// What was asked for and cannot be: not the files are wrong, but the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl UsageError {
    fn new(message: String, help: Option<String>) -> Self {
        Self { message, help }
    }
}

/// Everything that is needed to make the sheets.
#[derive(Debug)]
pub struct Plan {
    /// What all sheets share.
    pub project: Project,
    /// The year of the figures.
    pub year: u16,
    /// The national figures.
    pub national: Values,
    /// The editions, by layout and language.
    pub editions: Vec<Edition>,
    /// The jurisdictions' figures, by code.
    pub states: Vec<(String, Values)>,
    /// The codes of the jurisdictions that were left out because they have no data file.
    pub left_out: Vec<String>,
}

/// One sheet to be made.
#[derive(Clone, Copy, Debug)]
pub struct Job<'p> {
    /// The edition it is of.
    pub edition: &'p Edition,
    /// Whose it is.
    pub jurisdiction: &'p Jurisdiction,
    /// The figures.
    pub state: &'p Values,
}

impl Plan {
    /// All sheets, edition by edition, each in the order of codes. Those whose figures could not be
    /// read without error are left out: what else were wrong with them would only be a consequence.
    pub fn jobs(&self) -> impl Iterator<Item = Job<'_>> {
        let is_sound = |state: &Values| self.national.is_sound() && state.is_sound();
        self.editions.iter().flat_map(move |edition| {
            let sound = self.states.iter().filter(move |(_, state)| is_sound(state));
            sound.filter_map(move |(code, state)| {
                Some(Job {
                    edition,
                    jurisdiction: self.project.jurisdictions.get(code)?,
                    state,
                })
            })
        })
    }

    /// The file name of a sheet: `YEAR-CODE[-LAYOUT][-LANG].pdf`, with defaults left out.
    #[must_use]
    pub fn file_name(&self, job: &Job<'_>) -> String {
        let publication = &self.project.publication;
        let mut name = format!("{}-{}", self.year, job.jurisdiction.code);
        if job.edition.layout != publication.layout.text {
            name = format!("{name}-{}", job.edition.layout);
        }
        if job.edition.language != *publication.default_language() {
            name = format!("{name}-{}", job.edition.language.short);
        }
        format!("{name}.pdf")
    }
}

/// Reads all that the selected sheets need. `Ok(None)` when the files have errors, which are in the
/// reader's report; there may be errors in a plan's report, too.
///
/// # Errors
///
/// When the selection asks for something that does not exist.
pub fn plan(reader: &mut Reader<'_>, selection: &Selection) -> Result<Option<Plan>, UsageError> {
    let Some(project) = Project::read(reader) else {
        return Ok(None);
    };
    let languages = languages(&project, selection)?;
    let layouts = layouts(reader, &project, selection)?;
    check_codes(&project, selection)?;
    let Some(year) = year(reader, selection)? else {
        return Ok(None);
    };
    let national = Values::read_national(reader, &project, year);
    let (states, left_out) = states(reader, &project, selection, year);
    check_rules(reader, &project, national.as_ref(), &states);
    // Without national figures nothing can be filled in, and they have been reported.
    let Some(national) = national else {
        return Ok(None);
    };
    let mut editions = Vec::new();
    for layout in &layouts {
        for language in &languages {
            editions.extend(Edition::read(reader, &project, layout, language, &national));
        }
    }
    Ok(Some(Plan {
        project,
        year,
        national,
        editions,
        states,
        left_out,
    }))
}

fn languages(project: &Project, selection: &Selection) -> Result<Vec<Language>, UsageError> {
    let publication = &project.publication;
    if selection.languages.is_empty() {
        return Ok(vec![publication.default_language().clone()]);
    }
    let known = || publication.languages.iter().map(|l| l.short.as_str());
    let find = |name: &String| {
        let found = publication.languages.iter();
        let mut found = found.filter(|language| language.short == *name || language.tag == *name);
        found.next().cloned().ok_or_else(|| {
            UsageError::new(
                format!("there is no language `{name}`"),
                Some(match did_you_mean(name, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", known().collect::<Vec<_>>().join(", ")),
                }),
            )
        })
    };
    without_repeats(selection.languages.iter().map(find))
}

fn layouts(
    reader: &mut Reader<'_>,
    project: &Project,
    selection: &Selection,
) -> Result<Vec<String>, UsageError> {
    let names = reader.files().list(LAYOUTS);
    let known: Vec<&str> = names
        .iter()
        .filter_map(|n| n.strip_suffix(".toml"))
        .collect();
    let near = |name: &str| match did_you_mean(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    if selection.layouts.is_empty() {
        let default = &project.publication.layout;
        if known.contains(&default.text.as_str()) {
            return Ok(vec![default.text.clone()]);
        }
        let path = Stylesheet::path(&default.text);
        let message = format!("there is no design `{}`", default.text);
        reader.report.push(
            Diagnostic::error("unknown-name", default.span, message)
                .label(format!("{path} is missing"))
                .help(near(&default.text)),
        );
        return Ok(Vec::new());
    }
    let find = |name: &String| {
        if known.contains(&name.as_str()) {
            return Ok(name.clone());
        }
        let message = format!("there is no layout `{name}`");
        Err(UsageError::new(message, Some(near(name))))
    };
    without_repeats(selection.layouts.iter().map(find))
}

/// Something named twice is made once.
fn without_repeats<T: PartialEq>(
    items: impl Iterator<Item = Result<T, UsageError>>,
) -> Result<Vec<T>, UsageError> {
    let mut once = Vec::new();
    for item in items {
        let item = item?;
        if !once.contains(&item) {
            once.push(item);
        }
    }
    Ok(once)
}

fn check_codes(project: &Project, selection: &Selection) -> Result<(), UsageError> {
    let jurisdictions = &project.jurisdictions;
    let unknown = selection
        .codes
        .iter()
        .find(|code| jurisdictions.get(code).is_none());
    let Some(code) = unknown else { return Ok(()) };
    Err(UsageError::new(
        format!("there is no jurisdiction `{code}`"),
        Some(match jurisdictions.suggest(code) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "codes are listed in data/jurisdictions.toml, such as AL".to_owned(),
        }),
    ))
}

fn year(reader: &mut Reader<'_>, selection: &Selection) -> Result<Option<u16>, UsageError> {
    let years = Project::years(reader.files());
    let listed: Vec<String> = years.iter().map(u16::to_string).collect();
    match (selection.year, years.last()) {
        (Some(year), _) if years.contains(&year) => Ok(Some(year)),
        (Some(year), Some(_)) => Err(UsageError::new(
            format!("there are no figures for {year}"),
            Some(format!("there are figures for {}", listed.join(", "))),
        )),
        (None, Some(newest)) => Ok(Some(*newest)),
        (_, None) => {
            let folder = reader.files().shown(DATA);
            reader.report.push(
                Diagnostic::file_error("missing-file", folder, "there are no figures of any year")
                    .help("put them in a folder named like the year, such as data/2023"),
            );
            Ok(None)
        }
    }
}

type States = Vec<(String, Values)>;

fn states(
    reader: &mut Reader<'_>,
    project: &Project,
    selection: &Selection,
    year: u16,
) -> (States, Vec<String>) {
    let present = Project::codes_with_data(reader.files(), year);
    let selected: Vec<String> = if selection.codes.is_empty() {
        present.clone()
    } else {
        let mut codes = selection.codes.clone();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let absent: Vec<String> = if selection.codes.is_empty() {
        let all = project.jurisdictions.iter().map(|j| j.code.clone());
        all.filter(|code| !present.contains(code)).collect()
    } else {
        selected
            .iter()
            .filter(|code| !present.contains(code))
            .cloned()
            .collect()
    };
    let must_be_there = selection.all || !selection.codes.is_empty();
    if must_be_there {
        for code in &absent {
            let path = reader.files().shown(&values::path(year, Some(code)));
            let message = format!("there are no figures for {code} in {year}");
            reader.report.push(
                Diagnostic::file_error("missing-file", path, message)
                    .help("add the file, or leave the jurisdiction out"),
            );
        }
    }
    let states = selected
        .into_iter()
        .filter(|code| present.contains(code))
        .filter_map(|code| {
            let values = Values::read_state(reader, project, year, &code)?;
            Some((code, values))
        })
        .collect();
    let left_out = if must_be_there { Vec::new() } else { absent };
    (states, left_out)
}

fn check_rules(
    reader: &mut Reader<'_>,
    project: &Project,
    national: Option<&Values>,
    states: &States,
) {
    use crate::project::Scope;
    let nation = rules::Figures {
        state: None,
        national,
    };
    let dictionary = &project.dictionary;
    rules::check(dictionary, nation, Scope::National, &mut reader.report);
    for (_, state) in states {
        let figures = rules::Figures {
            state: Some(state),
            national,
        };
        rules::check(dictionary, figures, Scope::State, &mut reader.report);
    }
}
