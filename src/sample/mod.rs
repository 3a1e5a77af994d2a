//! Made-up figures for trying a design before the real ones exist.
//!
//! Samples obey the dictionary and its rules, and are marked as samples everywhere. The same seed gives the same
//! figures, and the figures of one area do not depend on which other areas exist.

mod cases;
mod chance;
mod finish;
mod lists;
mod ranges;
mod write;

use crate::diagnostic::Diagnostic;
use crate::project::{Amount, Area, FigureId, Level, Number, Project, values};
use cases::Case;
use chance::Chance;
use finish::finish;
use ranges::{Order, Ranges};
use write::Head;

/// A request for samples.
#[derive(Clone, Copy, Debug)]
pub struct SampleRequest {
    /// The year in the files.
    pub year: u16,
    /// Whether the year is one that the figures of another year are compared with. Its numbers are others.
    pub is_beside: bool,
    /// Whether the files say on which day their figures were taken.
    pub as_of: bool,
    /// The seed of the numbers.
    pub seed: u64,
    /// Whether to choose the numbers that are hardest on text and design.
    pub stress: bool,
}

impl SampleRequest {
    /// The series of pseudorandom numbers with a name. The year of the sheets has the same numbers whatever it is.
    fn series(self, name: &str) -> String {
        match self.is_beside {
            true => format!("{name} {}", self.year),
            false => name.to_owned(),
        }
    }
}

/// A file of samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// The name in the folder of the year.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The first words of every file of samples.
pub const MARK: &str = "# Sample figures";

/// The line with the status.
pub const STATUS: &str = "status       = \"sample\"";

/// The number of attempts to find numbers that obey the rules. One is nearly always enough.
const ATTEMPTS: u64 = 40;

/// Makes up the figures of the nation and of every jurisdiction.
///
/// # Errors
///
/// When no numbers were found that obey the rules of the dictionary.
pub fn sample(project: &Project, wish: SampleRequest) -> Result<Vec<SampleFile>, Diagnostic> {
    let SampleRequest {
        year,
        stress,
        as_of,
        ..
    } = wish;
    let case = if stress { Case::Largest } else { Case::Likely };
    let (case, national) = figures(project, wish, case, Level::NATIONAL, None)?;
    let file = |code: Option<&str>, name: &str, case: Case, given: &[Given]| {
        let level = project.level(Area::of_code(code));
        let about = case.describe(project);
        let head = Head {
            year,
            code,
            whose: name,
            case: about.as_deref(),
            as_of,
        };
        let figures = write::file(project, &head, given);
        // A series of its own, so that figures do not depend on lists.
        let series = wish.series(&format!("{} lists", code.unwrap_or(values::NATIONAL)));
        let mut chance = Chance::new(wish.seed, &series);
        let lists = lists::lists(project, level, year, given, &mut chance);
        SampleFile {
            name: values::file_name(code),
            text: figures + &lists,
        }
    };
    let mut files = Vec::new();
    let mut lists = project.dictionary.lists();
    let has_lists = lists.any(|(_, list)| list.levels.contains(&Level::NATIONAL));
    if has_lists || national.iter().any(Option::is_some) {
        files.push(file(None, "the nation", case, &national));
    }
    let cases = cases::of_all(project, stress);
    for (jurisdiction, case) in project.jurisdictions.iter().zip(cases) {
        let code = jurisdiction.code.as_str();
        let known = (code, national.as_slice());
        let (case, given) = figures(project, wish, case, jurisdiction.level, Some(known))?;
        let name = jurisdiction
            .name
            .words(project.publication.default_language());
        files.push(file(Some(code), name, case, &given));
    }
    Ok(files)
}

/// The value of a figure in a file; `None` when the figure is omitted or of another level.
type Given = Option<Amount>;

/// The figures of one file by their index in the dictionary, and their case. When the requested case has no solution,
/// the case is [`Case::Likely`]. A jurisdiction comes with its code and the national figures.
fn figures(
    project: &Project,
    wish: SampleRequest,
    case: Case,
    level: Level,
    jurisdiction: Option<(&str, &[Given])>,
) -> Result<(Case, Vec<Given>), Diagnostic> {
    let (code, national) = jurisdiction.unwrap_or((values::NATIONAL, &[]));
    let national = |figure: FigureId| {
        let amount = (*national.get(figure.0)?)?;
        amount.number().map(Number::floor)
    };
    let all = Ranges::new(&project.dictionary, level, &national)?;
    let mut problem = None;
    for case in [case, Case::Likely] {
        for attempt in 0..ATTEMPTS {
            let mut chance = Chance::new(wish.seed.wrapping_add(attempt), &wish.series(code));
            match attempt_at(project, all.clone(), case, level, wish.year, &mut chance) {
                Ok(figures) => return Ok((case, figures)),
                Err(error) => problem = Some(error),
            }
        }
    }
    Err(problem.unwrap_or_else(|| all.impossible(FigureId(0))))
}

/// Chooses a number for each figure.
fn attempt_at(
    project: &Project,
    mut ranges: Ranges<'_>,
    case: Case,
    level: Level,
    year: u16,
    chance: &mut Chance,
) -> Result<Vec<Given>, Diagnostic> {
    let dictionary = &project.dictionary;
    let order = match case {
        // A total can be 1 or 2, too.
        Case::All(Some(Amount::Number(_))) => Order::TotalsFirst,
        _ => Order::PartsFirst,
    };
    if let Case::One(figure, Some(Amount::Number(number))) = case {
        ranges.choose(figure, number.floor())?;
    }
    for figure in ranges.order(order) {
        let kind = dictionary.get(figure).kind;
        let likely = chance.likely(kind.likely(level), ranges.of(figure));
        ranges.choose(figure, case.number(dictionary, figure, likely))?;
    }
    let given = dictionary.iter().map(|(id, figure)| {
        let is_own = figure.levels.contains(&level);
        let chosen = ranges.chosen(id);
        let found = is_own.then(|| finish(dictionary, id, chosen, year, chance));
        case.given(id, figure.optional, found??)
    });
    Ok(given.collect())
}
