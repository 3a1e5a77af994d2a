//! Finds jurisdictions that have another one's figures: two files that were swapped, or a file that was copied
//! and not changed.
//!
//! No rule of the dictionary can see this, since each file is right in itself. Swapped files are found by their
//! history: each fits the other's figures of the year before better than its own. A fingerprint of each
//! jurisdiction is kept while its figures are forgotten, so that memory stays flat.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{Amount, Dictionary, Kind, Values};

/// The smallest number of figures by which jurisdictions are compared.
const MIN_FIGURES: usize = 4;

/// A count that chance alone can halve or double. Smaller counts are taken as nearly equal.
const SMALL: f32 = 10.0;

/// The smallest average distance from the year before, as a logarithm, for figures to be suspected. A quarter
/// more or a fifth less is 0.22.
const MIN_MEAN_DISTANCE: f32 = 0.2;

/// The smallest distance from its own year before of either of two swapped jurisdictions. The crossed distances
/// are at most half of the sum of the own distances. By the triangle inequality the own distances differ by no
/// more than that, so the shorter one is at least a quarter of their sum.
#[expect(clippy::cast_precision_loss, reason = "a small number")]
const MIN_DISTANCE: f32 = MIN_MEAN_DISTANCE * MIN_FIGURES as f32 / 2.0;

/// The number of neighbors on either side, in the order of size, that a jurisdiction is compared with. Up to 256
/// jurisdictions are all compared with each other.
const NEIGHBORS: usize = 256;

/// A figure's kind and its value in a file, if the file gives one.
pub type Known = (Kind, Option<Amount>);

/// The fingerprint of a jurisdiction: the logarithms of its counts, in the order of the dictionary. The distance
/// of two logarithms is the ratio of the counts, whatever their size.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// The code of the jurisdiction.
    pub code: String,
    /// All amounts, including percentages and absences.
    amounts: Box<[Option<Amount>]>,
    now: Box<[f32]>,
    /// The logarithms of the year before, if it has files.
    before: Option<Box<[f32]>>,
}

impl Fingerprint {
    /// The fingerprint of a jurisdiction's figures and those of the year before.
    #[must_use]
    pub fn new(code: &str, dictionary: &Dictionary, now: &Values, before: Option<&Values>) -> Self {
        let amounts = |values: &Values| -> Vec<(Kind, Option<Amount>)> {
            let figures = dictionary.given();
            let amount = |id| Some(values.get(id)?.amount);
            figures
                .map(|(id, figure)| (figure.kind, amount(id)))
                .collect()
        };
        Self::of(code, &amounts(now), before.map(amounts).as_deref())
    }

    /// The fingerprint of figures that both years list in the same order.
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

    /// The distance from the year before: the sum over the figures that have a number in both years.
    fn distance_from_year_before(&self) -> f32 {
        let before = self.before.iter().flatten();
        let ways = self
            .now
            .iter()
            .zip(before)
            .map(|(now, old)| (now - old).abs());
        ways.filter(|way| !way.is_nan()).sum()
    }
}

/// The logarithm of a count, flattened for small counts. NaN for percentages and for figures without a number.
fn logarithm((kind, amount): &Known) -> f32 {
    let number = amount.and_then(Amount::number);
    let magnitude = number.and_then(|number| kind.magnitude(number));
    #[expect(clippy::cast_possible_truncation, reason = "a rough measure")]
    magnitude.map_or(f32::NAN, |size| (size as f32 / SMALL).ln_1p())
}

/// Finds pairs of jurisdictions whose figures fit the other's year before far better than their own.
///
/// Two swapped jurisdictions have each other's rank by size: one's rank now is the other's rank in the year
/// before. Each is therefore compared only with those near its rank, so that the time grows with the number of
/// jurisdictions and not with its square.
#[must_use]
pub fn swapped(fingerprints: &[Fingerprint]) -> Vec<(&Fingerprint, &Fingerprint)> {
    let known = fingerprints
        .iter()
        .filter(|fingerprint| fingerprint.before.is_some());
    let known = known.map(|fingerprint| (fingerprint, fingerprint.distance_from_year_before()));
    // Neither of two swapped ones is nearer to its own figures than this: see `crossed_ratio`.
    let far: Vec<(&Fingerprint, f32)> = known.filter(|(_, way)| *way >= MIN_DISTANCE).collect();
    let mut pairs = Vec::new();
    for (one, other) in neighbors(&far) {
        let (first, second) = (&far[one], &far[other]);
        pairs.extend(crossed_ratio(first, second).map(|share| (share, one, other)));
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
    let fingerprints = pairs.into_iter();
    fingerprints
        .map(|(_, one, other)| (far[one].0, far[other].0))
        .collect()
}

/// The pairs in which the rank of one by size now is near the rank of the other in the year before. Pairs of
/// indexes, the smaller first; a pair can occur twice.
fn neighbors(far: &[(&Fingerprint, f32)]) -> impl Iterator<Item = (usize, usize)> {
    let ranked = |size: &dyn Fn(&Fingerprint) -> f32| {
        let mut ranked: Vec<(f32, usize)> = far
            .iter()
            .enumerate()
            .map(|(index, (fingerprint, _))| (size(fingerprint), index))
            .collect();
        ranked.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        ranked
    };
    let now = ranked(&|fingerprint| size(&fingerprint.now));
    let before = ranked(&|fingerprint| size(fingerprint.before.as_deref().unwrap_or_default()));
    now.into_iter()
        .enumerate()
        .flat_map(move |(rank, (_, one))| {
            let end = before.len().min(rank + NEIGHBORS + 1);
            let near = &before[rank.saturating_sub(NEIGHBORS)..end];
            let others = near.iter().map(|(_, other)| *other);
            let pairs = others.filter(|other| *other != one);
            let pairs = pairs.map(|other| (one.min(other), one.max(other)));
            pairs.collect::<Vec<_>>()
        })
}

/// The size of a jurisdiction: the mean of its known logarithms.
fn size(figures: &[f32]) -> f32 {
    let known = figures.iter().filter(|figure| !figure.is_nan());
    let (count, sum) = known.fold((0.0_f32, 0.0), |(count, sum), figure| {
        (count + 1.0, sum + figure)
    });
    sum / count.max(1.0)
}

/// The ratio of the crossed distances of a pair to its own distances, when the two seem to be swapped: at most a
/// half. Otherwise `None`.
fn crossed_ratio(
    (one, one_distance): &(&Fingerprint, f32),
    (other, other_distance): &(&Fingerprint, f32),
) -> Option<f32> {
    let (one_before, other_before) = (one.before.as_ref()?, other.before.as_ref()?);
    let (mut count, mut straight, mut across) = (0, 0.0, 0.0);
    let most = (one_distance + other_distance) / 2.0;
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
    let far = MIN_MEAN_DISTANCE * 2.0 * count as f32;
    let is_likely = count >= MIN_FIGURES && straight >= far && across * 2.0 <= straight;
    is_likely.then(|| across / straight)
}

/// Finds jurisdictions whose figures all equal those of an earlier one. Returns the earlier one first.
#[must_use]
pub fn copied(fingerprints: &[Fingerprint]) -> Vec<(&Fingerprint, &Fingerprint)> {
    let mut first: BTreeMap<&[Option<Amount>], &Fingerprint> = BTreeMap::new();
    let mut pairs = Vec::new();
    for fingerprint in fingerprints {
        let numbers = fingerprint.now.iter();
        if numbers.filter(|number| **number > 0.0).count() < MIN_FIGURES {
            continue;
        }
        match first.get(&*fingerprint.amounts) {
            // A code that is there twice is a mistake of another kind.
            Some(known) if known.code == fingerprint.code => {}
            Some(known) => pairs.push((*known, fingerprint)),
            None => {
                first.insert(&fingerprint.amounts, fingerprint);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Number;

    /// A fingerprint of numbers. A number below 0 stands for one that is not known.
    fn fingerprint(code: &str, now: &[i64], before: &[i64]) -> Fingerprint {
        let count = |number: &i64| {
            let number = u64::try_from(*number).ok().map(Number::whole);
            let kind = Kind::find("count").expect("a kind");
            (kind, number.map(Amount::Number))
        };
        let counts = |numbers: &[i64]| numbers.iter().map(count).collect::<Vec<_>>();
        Fingerprint::of(code, &counts(now), Some(&counts(before)))
    }

    fn codes(pairs: &[(&Fingerprint, &Fingerprint)]) -> Vec<String> {
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
            fingerprint("AL", &grown(large), &large),
            fingerprint("AK", &grown(small), &small),
        ];
        assert!(swapped(&as_ever).is_empty());
        let taken_for_each_other = [
            fingerprint("AL", &grown(small), &large),
            fingerprint(
                "GA",
                &[14_000, 80, 400, 230, 90],
                &[13_000, 70, 420, 250, 80],
            ),
            fingerprint("AK", &grown(large), &small),
        ];
        assert_eq!(codes(&swapped(&taken_for_each_other)), ["AL-AK"]);
        // All have far more than the year before: a series that breaks is no swap.
        let broken = [
            fingerprint("AL", &large.map(|n| n * 9), &large),
            fingerprint("AK", &small.map(|n| n * 9), &small),
        ];
        assert!(swapped(&broken).is_empty());
    }

    /// Jurisdictions of rising size, with figures in proportions of their own.
    fn many(count: i64) -> Vec<Fingerprint> {
        let figures = |place: i64| [100, 40, 25, 60, 15].map(|n| (n * (place + 9)).max(n));
        let grown = |numbers: [i64; 5]| numbers.map(|number| number * 21 / 20);
        let mut now: Vec<[i64; 5]> = (0..count).map(|place| grown(figures(place))).collect();
        now.swap(7, usize::try_from(count).expect("a count") / 2);
        let places = now.iter().zip(0..);
        places
            .map(|(now, place)| fingerprint(&format!("A{place:05}"), now, &figures(place)))
            .collect()
    }

    #[test]
    fn among_very_many_places_the_swapped_are_found() {
        assert_eq!(codes(&swapped(&many(3000))), ["A00007-A01500"]);
    }

    #[test]
    fn the_pairs_that_are_compared_grow_with_the_number_of_places() {
        let pairs = |count: i64| {
            let fingerprints = many(count);
            let all: Vec<(&Fingerprint, f32)> = fingerprints
                .iter()
                .map(|fingerprint| (fingerprint, 1.0))
                .collect();
            neighbors(&all).count()
        };
        let (some, twice) = (pairs(1000), pairs(2000));
        assert!(twice < some * 5 / 2, "{some} and {twice}");
        // Up to a number nobody is left out.
        let few = many(100);
        let few: Vec<(&Fingerprint, f32)> =
            few.iter().map(|fingerprint| (fingerprint, 1.0)).collect();
        let compared: BTreeSet<(usize, usize)> = neighbors(&few).collect();
        assert_eq!(compared.len(), 100 * 99 / 2);
    }

    #[test]
    fn few_or_missing_numbers_tell_nothing() {
        let some = [
            fingerprint("AL", &[10, 20, 30], &[1000, 2000, 3000]),
            fingerprint("AK", &[1000, 2000, 3000], &[10, 20, 30]),
        ];
        assert!(swapped(&some).is_empty());
        let nothing = [
            fingerprint("AL", &[0; 9], &[0; 9]),
            fingerprint("AK", &[0; 9], &[0; 9]),
        ];
        assert!(copied(&nothing).is_empty());
    }

    #[test]
    fn copied_places_are_found() {
        let numbers = [8_249, 45, 211, -1, 123];
        let others = [8_249, 45, 211, -1, 124];
        let all = [
            fingerprint("AL", &numbers, &numbers),
            fingerprint("AK", &others, &others),
            fingerprint("GA", &numbers, &numbers),
        ];
        assert_eq!(codes(&copied(&all)), ["AL-GA"]);
    }
}
