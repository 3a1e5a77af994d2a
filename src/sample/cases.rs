//! What can be hard for words and design.

use std::cmp::Reverse;

use super::Given;
use super::ranges::LARGEST;
use crate::project::{Dictionary, FigureId, Project, Scope};

/// What the figures of a file are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As they might be.
    Likely,
    /// As large as can be.
    Largest,
    /// All of them the same, as far as the rules allow.
    All(Given),
    /// All as they might be, but for one.
    One(FigureId, Given),
}

/// The case of each jurisdiction, in their order. The hardest go to the longest names.
pub(super) fn of_all(project: &Project, stress: bool) -> Vec<Case> {
    let count = project.jurisdictions.iter().count();
    let mut all = vec![Case::Likely; count];
    if !stress {
        return all;
    }
    let language = project.publication.default_language();
    let names = project.jurisdictions.iter().map(|j| j.name.words(language));
    let mut places: Vec<(usize, &str)> = names.enumerate().collect();
    places.sort_by_key(|(_, name)| Reverse(name.chars().count()));
    let cases = hard(&project.dictionary);
    for ((place, _), case) in places.into_iter().zip(cases.into_iter().cycle()) {
        all[place] = case;
    }
    all
}

/// All hard cases, those first that are for the whole sheet.
fn hard(dictionary: &Dictionary) -> Vec<Case> {
    let own = dictionary
        .iter()
        .filter(|(_, figure)| figure.scopes.contains(&Scope::State));
    let own: Vec<_> = own.collect();
    let may_be_left_out = own.iter().any(|(_, figure)| figure.optional);
    let numbers = [0, 1, 2].map(Given::Number);
    let mut cases = vec![Case::Largest, Case::All(Given::Suppressed)];
    cases.extend(numbers.map(Case::All));
    cases.push(Case::All(Given::NotAvailable));
    cases.extend(may_be_left_out.then_some(Case::All(Given::LeftOut)));
    for (id, figure) in &own {
        let left_out = figure.optional.then_some(Given::LeftOut);
        let given = [Given::Suppressed]
            .into_iter()
            .chain(left_out)
            .chain(numbers);
        cases.extend(given.map(|given| Case::One(*id, given)));
    }
    cases.extend(
        own.iter()
            .map(|(id, _)| Case::One(*id, Given::NotAvailable)),
    );
    cases
}

impl Case {
    /// The number that a figure should have, were there no rules, where another is likely.
    pub(super) fn number(self, dictionary: &Dictionary, figure: FigureId, likely: u64) -> u64 {
        match self {
            // The parts of a sum share it.
            Self::Largest => LARGEST / siblings(dictionary, figure),
            Self::All(Given::Number(number)) => number,
            Self::Likely | Self::All(_) | Self::One(..) => likely,
        }
    }

    /// What the file gives for a figure that has a number.
    pub(super) fn given(self, figure: FigureId, is_optional: bool, number: u64) -> Given {
        match self {
            Self::All(Given::LeftOut) if is_optional => Given::LeftOut,
            Self::All(given @ (Given::Suppressed | Given::NotAvailable)) => given,
            Self::One(one, given) if one == figure && !matches!(given, Given::Number(_)) => given,
            _ => Given::Number(number),
        }
    }

    /// The case in words, when it is a hard one.
    pub(super) fn describe(self, project: &Project) -> Option<String> {
        let what = |given| match given {
            Given::Number(number) => number.to_string(),
            Given::Suppressed => "withheld".to_owned(),
            Given::NotAvailable => "not available".to_owned(),
            Given::LeftOut => "left out".to_owned(),
        };
        match self {
            Self::Likely => None,
            Self::Largest => Some("every figure as large as can be".to_owned()),
            Self::All(Given::LeftOut) => Some("every optional figure left out".to_owned()),
            Self::All(given) => Some(format!("every figure {}", what(given))),
            Self::One(figure, given) => {
                let id = &project.dictionary.get(figure).id;
                Some(format!("{id} is {}", what(given)))
            }
        }
    }
}

/// How many parts a sum has that a figure is a part of.
fn siblings(dictionary: &Dictionary, figure: FigureId) -> u64 {
    let sums = dictionary.iter().map(|(_, sum)| &sum.sum_of);
    let counts = sums.filter(|parts| parts.contains(&figure)).map(Vec::len);
    counts
        .max()
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or(1)
}
