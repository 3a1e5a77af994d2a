//! Figures that are those of another place: two files that were swapped, or one that was copied and not
//! changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{Amount, Dictionary, Kind, Values};

/// The fewest numbers by which places are told apart.
const FEWEST: usize = 4;

/// A count of which nobody can say much: chance may make it the half or the double.
const SMALL: f32 = 10.0;

/// How far figures must lie from those of the year before on average, as a logarithm, for anybody to ask
/// whether they are another place's. A quarter more or a fifth less is 0.22.
const FAR: f32 = 0.2;

/// How far the figures of each of two places lie from its own of the year before, in all, when the two were
/// swapped. The ways across are then no more than half of the ways that are theirs; by the triangle inequality these
/// differ by no more than that, so the shorter one is at least a quarter of both.
#[expect(clippy::cast_precision_loss, reason = "a small number")]
const LEAST_WAY: f32 = FAR * FEWEST as f32 / 2.0;

/// How many places on either side, in the order of their sizes, a place is compared with. Each of up to 256 is
/// compared with all others.
const REACH: usize = 256;

/// A figure's kind, and what a file says of it.
pub type Known = (Kind, Option<Amount>);

/// What is remembered of a place's figures when they are forgotten, to hold them against those of others: the
/// logarithms of its counts, by their places in the dictionary. The distance of two of them is how many times
/// one number is the other, whatever their size.
#[derive(Clone, Debug)]
pub struct Trail {
    /// Whose they are.
    pub code: String,
    /// All amounts, also percentages and absences.
    amounts: Box<[Option<Amount>]>,
    now: Box<[f32]>,
    /// Those of the year before, when there are any.
    before: Option<Box<[f32]>>,
}

impl Trail {
    /// What is remembered of a place's figures and of those of the year before.
    #[must_use]
    pub fn new(code: &str, dictionary: &Dictionary, now: &Values, before: Option<&Values>) -> Self {
        let amounts = |values: &Values| -> Vec<(Kind, Option<Amount>)> {
            let figures = dictionary.iter();
            let amount = |id| Some(values.get(id)?.amount);
            figures
                .map(|(id, figure)| (figure.kind, amount(id)))
                .collect()
        };
        Self::of(code, &amounts(now), before.map(amounts).as_deref())
    }

    /// What is remembered of figures that both years have in the same order.
    #[must_use]
    pub fn of(code: &str, now: &[Known], before: Option<&[Known]>) -> Self {
        let logarithms = |figures: &[Known]| figures.iter().map(logarithm).collect();
        Self {
            code: code.to_owned(),
            amounts: now.iter().map(|(_, amount)| *amount).collect(),
            now: logarithms(now),
            before: before.map(logarithms),
        }
    }

    /// How far the figures lie from those of the year before in all, where both have a number.
    fn way(&self) -> f32 {
        let before = self.before.iter().flatten();
        let ways = self
            .now
            .iter()
            .zip(before)
            .map(|(now, old)| (now - old).abs());
        ways.filter(|way| !way.is_nan()).sum()
    }
}

/// How large a count is: its logarithm, but that small ones are about the same. Of percentages nothing is told.
fn logarithm((kind, amount): &Known) -> f32 {
    let number = amount.and_then(Amount::number);
    let magnitude = number.and_then(|number| kind.magnitude(number));
    #[expect(clippy::cast_possible_truncation, reason = "a rough measure")]
    magnitude.map_or(f32::NAN, |size| (size as f32 / SMALL).ln_1p())
}

/// The places, two by two, whose figures fit the other's of the year before far better than their own.
///
/// Two places whose figures were swapped have each other's rank when all are sorted by size: that of the one now is
/// that of the other the year before. So each is compared only with the places near its rank, and the time grows with
/// the number of places instead of its square.
#[must_use]
pub fn swapped(trails: &[Trail]) -> Vec<(&Trail, &Trail)> {
    let known = trails.iter().filter(|trail| trail.before.is_some());
    let known = known.map(|trail| (trail, trail.way()));
    // Of two that were swapped neither is nearer to its own figures than this: see `likeness`.
    let far: Vec<(&Trail, f32)> = known.filter(|(_, way)| *way >= LEAST_WAY).collect();
    let mut pairs = Vec::new();
    for (one, other) in neighbors(&far) {
        let (first, second) = (&far[one], &far[other]);
        pairs.extend(likeness(first, second).map(|share| (share, one, other)));
    }
    let order = |pair: &(f32, usize, usize)| (pair.1, pair.2);
    pairs.sort_by(|one, other| {
        one.0
            .total_cmp(&other.0)
            .then(order(one).cmp(&order(other)))
    });
    // Each place has been taken for one other at most: the likeliest.
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    pairs.retain(|(_, one, other)| {
        let are_free = !taken.contains(one) && !taken.contains(other);
        if are_free {
            taken.extend([one, other]);
        }
        are_free
    });
    let trails = pairs.into_iter();
    trails
        .map(|(_, one, other)| (far[one].0, far[other].0))
        .collect()
}

/// The pairs of places where the rank of one by its size now is near that of the other the year before, by their
/// indexes, the smaller first. A pair may come twice.
fn neighbors(far: &[(&Trail, f32)]) -> impl Iterator<Item = (usize, usize)> {
    let ranked = |size: &dyn Fn(&Trail) -> f32| {
        let mut ranked: Vec<(f32, usize)> = far
            .iter()
            .enumerate()
            .map(|(index, (trail, _))| (size(trail), index))
            .collect();
        ranked.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        ranked
    };
    let now = ranked(&|trail| size(&trail.now));
    let before = ranked(&|trail| size(trail.before.as_deref().unwrap_or_default()));
    now.into_iter()
        .enumerate()
        .flat_map(move |(rank, (_, one))| {
            let end = before.len().min(rank + REACH + 1);
            let near = &before[rank.saturating_sub(REACH)..end];
            let others = near.iter().map(|(_, other)| *other);
            let pairs = others.filter(|other| *other != one);
            let pairs = pairs.map(|other| (one.min(other), one.max(other)));
            pairs.collect::<Vec<_>>()
        })
}

/// How large a place is: the mean of what is known of it.
fn size(figures: &[f32]) -> f32 {
    let known = figures.iter().filter(|figure| !figure.is_nan());
    let (count, sum) = known.fold((0.0_f32, 0.0), |(count, sum), figure| {
        (count + 1.0, sum + figure)
    });
    sum / count.max(1.0)
}

/// How long the ways across are, from each of two places to the year before of the other, beside the ways that
/// are theirs. None when they do not seem to have each other's figures: then it is no more than a half.
fn likeness((one, one_way): &(&Trail, f32), (other, other_way): &(&Trail, f32)) -> Option<f32> {
    let (one_before, other_before) = (one.before.as_ref()?, other.before.as_ref()?);
    let (mut count, mut straight, mut across) = (0, 0.0, 0.0);
    let most = (one_way + other_way) / 2.0;
    let now = one.now.iter().zip(&other.now);
    let before = one_before.iter().zip(other_before);
    for ((one_now, other_now), (one_old, other_old)) in now.zip(before) {
        let own = (one_now - one_old).abs() + (other_now - other_old).abs();
        let swapped = (one_now - other_old).abs() + (other_now - one_old).abs();
        if own.is_nan() || swapped.is_nan() {
            continue;
        }
        count += 1;
        straight += own;
        across += swapped;
        if across > most {
            return None;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of figures")]
    let far = FAR * 2.0 * count as f32;
    let is_likely = count >= FEWEST && straight >= far && across * 2.0 <= straight;
    is_likely.then(|| across / straight)
}

/// The places whose figures are all the same as those of one before them.
#[must_use]
pub fn copied(trails: &[Trail]) -> Vec<(&Trail, &Trail)> {
    let mut first: BTreeMap<&[Option<Amount>], &Trail> = BTreeMap::new();
    let mut pairs = Vec::new();
    for trail in trails {
        let numbers = trail.now.iter();
        if numbers.filter(|number| **number > 0.0).count() < FEWEST {
            continue;
        }
        match first.get(&*trail.amounts) {
            // A code that is there twice is a mistake of another kind.
            Some(known) if known.code == trail.code => {}
            Some(known) => pairs.push((*known, trail)),
            None => {
                first.insert(&trail.amounts, trail);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Number;

    /// A trail of numbers, of which those below 0 are not known.
    fn trail(code: &str, now: &[i64], before: &[i64]) -> Trail {
        let count = |number: &i64| {
            let number = u64::try_from(*number).ok().map(Number::whole);
            let kind = Kind::find("count").expect("a kind");
            (kind, number.map(Amount::Number))
        };
        let counts = |numbers: &[i64]| numbers.iter().map(count).collect::<Vec<_>>();
        Trail::of(code, &counts(now), Some(&counts(before)))
    }

    fn codes(pairs: &[(&Trail, &Trail)]) -> Vec<String> {
        let shown = pairs
            .iter()
            .map(|(one, other)| format!("{}-{}", one.code, other.code));
        shown.collect()
    }

    #[test]
    fn swapped_places_are_found_and_grown_ones_are_not() {
        let large = [8_249, 45, 211, 123, 51];
        let small = [950, 4, 30, 12, 9];
        let grown = |numbers: [i64; 5]| numbers.map(|number| number * 115 / 100);
        let as_ever = [
            trail("AL", &grown(large), &large),
            trail("AK", &grown(small), &small),
        ];
        assert!(swapped(&as_ever).is_empty());
        let taken_for_each_other = [
            trail("AL", &grown(small), &large),
            trail(
                "GA",
                &[14_000, 80, 400, 230, 90],
                &[13_000, 70, 420, 250, 80],
            ),
            trail("AK", &grown(large), &small),
        ];
        assert_eq!(codes(&swapped(&taken_for_each_other)), ["AL-AK"]);
        // All have far more than the year before: a series that breaks is no swap.
        let broken = [
            trail("AL", &large.map(|n| n * 9), &large),
            trail("AK", &small.map(|n| n * 9), &small),
        ];
        assert!(swapped(&broken).is_empty());
    }

    /// Places of rising size, with figures that are their own share of it.
    fn many(count: i64) -> Vec<Trail> {
        let figures = |place: i64| [100, 40, 25, 60, 15].map(|n| (n * (place + 9)).max(n));
        let grown = |numbers: [i64; 5]| numbers.map(|number| number * 21 / 20);
        let mut now: Vec<[i64; 5]> = (0..count).map(|place| grown(figures(place))).collect();
        now.swap(7, usize::try_from(count).expect("a count") / 2);
        let places = now.iter().zip(0..);
        places
            .map(|(now, place)| trail(&format!("A{place:05}"), now, &figures(place)))
            .collect()
    }

    #[test]
    fn among_very_many_places_the_swapped_are_found() {
        assert_eq!(codes(&swapped(&many(3000))), ["A00007-A01500"]);
    }

    #[test]
    fn the_pairs_that_are_compared_grow_with_the_number_of_places() {
        let pairs = |count: i64| {
            let trails = many(count);
            let all: Vec<(&Trail, f32)> = trails.iter().map(|trail| (trail, 1.0)).collect();
            neighbors(&all).count()
        };
        let (some, twice) = (pairs(1000), pairs(2000));
        assert!(twice < some * 5 / 2, "{some} and {twice}");
        // Up to a number nobody is left out.
        let few = many(100);
        let few: Vec<(&Trail, f32)> = few.iter().map(|trail| (trail, 1.0)).collect();
        let compared: BTreeSet<(usize, usize)> = neighbors(&few).collect();
        assert_eq!(compared.len(), 100 * 99 / 2);
    }

    #[test]
    fn few_or_missing_numbers_tell_nothing() {
        let some = [
            trail("AL", &[10, 20, 30], &[1000, 2000, 3000]),
            trail("AK", &[1000, 2000, 3000], &[10, 20, 30]),
        ];
        assert!(swapped(&some).is_empty());
        let nothing = [trail("AL", &[0; 9], &[0; 9]), trail("AK", &[0; 9], &[0; 9])];
        assert!(copied(&nothing).is_empty());
    }

    #[test]
    fn copied_places_are_found() {
        let numbers = [8_249, 45, 211, -1, 123];
        let others = [8_249, 45, 211, -1, 124];
        let all = [
            trail("AL", &numbers, &numbers),
            trail("AK", &others, &others),
            trail("GA", &numbers, &numbers),
        ];
        assert_eq!(codes(&copied(&all)), ["AL-GA"]);
    }
}
