//! Figures that are hard on text and design.

use std::cmp::Reverse;

use super::Given;
use super::ranges::LARGEST;
use crate::project::{Amount, Dictionary, FigureId, Level, Number, Project};

/// The character of a file's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Likely numbers.
    Likely,
    /// The largest numbers.
    Largest,
    /// The same for all figures, as far as the rules allow. `None` omits the optional ones.
    All(Given),
    /// Likely numbers, with one exception.
    One(FigureId, Given),
}

/// The case of each jurisdiction, in order. The longest names get the hardest cases.
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

/// All hard cases. Those of a complete sheet come first.
fn hard(dictionary: &Dictionary) -> Vec<Case> {
    let own = dictionary
        .iter()
        .filter(|(_, figure)| figure.levels.contains(&Level::TOP_PLACES));
    let own: Vec<_> = own.collect();
    let may_be_left_out = own.iter().any(|(_, figure)| figure.optional);
    let numbers = [0, 1, 2].map(|number| Some(Amount::Number(Number::whole(number))));
    let mut cases = vec![Case::Largest, Case::All(Some(Amount::Suppressed))];
    cases.extend(numbers.map(Case::All));
    cases.push(Case::All(Some(Amount::NotAvailable)));
    cases.extend(may_be_left_out.then_some(Case::All(None)));
    for (id, figure) in &own {
        let left_out = figure.optional.then_some(None);
        let given = std::iter::once(Some(Amount::Suppressed)).chain(left_out);
        let numbers = numbers.into_iter().filter(|_| figure.kind.is_numeric());
        let given = given.chain(numbers);
        cases.extend(given.map(|given| Case::One(*id, given)));
    }
    let nowhere = Some(Amount::NotAvailable);
    cases.extend(own.iter().map(|(id, _)| Case::One(*id, nowhere)));
    cases
}

impl Case {
    /// The number that a figure should have, as far as the rules allow.
    pub(super) fn number(self, dictionary: &Dictionary, figure: FigureId, likely: u64) -> u64 {
        match self {
            // The parts of a sum share the largest number.
            Self::Largest => LARGEST / siblings(dictionary, figure),
            Self::All(Some(Amount::Number(number))) => number.floor(),
            Self::Likely | Self::All(_) | Self::One(..) => likely,
        }
    }

    /// The value in the file for a figure whose value has been found.
    pub(super) fn given(self, figure: FigureId, is_optional: bool, found: Amount) -> Given {
        let found = Some(found);
        match self {
            Self::All(None) if is_optional => None,
            Self::All(Some(absent)) if !absent.is_available() => Some(absent),
            Self::One(one, given) if one == figure => match given {
                Some(Amount::Number(_)) => found,
                given => given,
            },
            _ => found,
        }
    }

    /// The case in words; `None` for likely numbers.
    pub(super) fn describe(self, project: &Project) -> Option<String> {
        let what = |given| match given {
            Some(Amount::Suppressed) => "withheld".to_owned(),
            Some(Amount::NotAvailable) => "not available".to_owned(),
            Some(amount) => amount.to_string(),
            None => "left out".to_owned(),
        };
        match self {
            Self::Likely => None,
            Self::Largest => Some("every figure as large as possible".to_owned()),
            Self::All(None) => Some("every optional figure left out".to_owned()),
            Self::All(given) => Some(format!("every figure {}", what(given))),
            Self::One(figure, given) => {
                let id = &project.dictionary.get(figure).id;
                Some(format!("{id} is {}", what(given)))
            }
        }
    }
}

/// The number of parts of the sum that a figure belongs to.
fn siblings(dictionary: &Dictionary, figure: FigureId) -> u64 {
    let sums = dictionary.iter().map(|(_, sum)| &sum.sum_of);
    let counts = sums.filter(|parts| parts.contains(&figure)).map(Vec::len);
    counts
        .max()
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or(1)
}
