//! The numbers of all places of a level, by which ranks and medians are computed.
//!
//! They are read once before the first sheet. Only the numbers are kept, so that memory stays small for thousands of
//! places. Places without a number are left out and counted.

use std::collections::BTreeMap;

use super::dictionary::{Dictionary, Order};
use super::level::Level;
use super::needs::Needs;
use super::number::Number;
use super::point::FigureId;
use super::values::Values;

/// The numbers of each figure that places are ranked by, for each level and year.
#[derive(Debug, Default)]
pub struct Standings {
    all: BTreeMap<(Level, u16, FigureId), Standing>,
}

/// The numbers of a figure of all places of a level.
#[derive(Debug, Default)]
pub struct Standing {
    /// From the smallest to the largest.
    numbers: Vec<Number>,
    /// In the order of the places; `None` for a place without a number.
    places: Vec<Option<Number>>,
    /// The number of places without a number.
    pub left_out: usize,
}

/// The rank of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The rank, from 1. Places with the same number share the best rank, and the ranks after it are left out: 1, 2, 2, 4.
    pub position: u64,
    /// Whether several places have the rank.
    pub is_tie: bool,
}

impl Standings {
    fn insert(&mut self, level: Level, year: u16, figure: FigureId, standing: Standing) {
        self.all.insert((level, year, figure), standing);
    }

    /// The numbers of a figure, or `None` if they have not been read.
    #[must_use]
    pub fn get(&self, level: Level, year: u16, figure: FigureId) -> Option<&Standing> {
        self.all.get(&(level, year, figure))
    }
}

/// The numbers of the places of a level in a year, while they are read one place after another.
#[derive(Debug)]
pub struct PlaceNumbers {
    level: Level,
    year: u16,
    figures: Vec<(FigureId, Vec<Option<Number>>)>,
}

impl PlaceNumbers {
    /// Prepares to take the numbers of the needed ranks and medians. `None` if there are none for the level and year.
    #[must_use]
    pub fn new(dictionary: &Dictionary, needs: &Needs, level: Level, year: u16) -> Option<Self> {
        let figures = needs.standings(dictionary, level, year).into_iter();
        let figures: Vec<_> = figures.map(|figure| (figure, Vec::new())).collect();
        (!figures.is_empty()).then_some(Self {
            level,
            year,
            figures,
        })
    }

    /// Takes the numbers of a place; `None` for a place without a file.
    pub fn add(&mut self, place: Option<&Values>) {
        for (figure, numbers) in &mut self.figures {
            let entry = place.and_then(|place| place.get(*figure));
            numbers.push(entry.and_then(|entry| entry.amount.number()));
        }
    }

    /// Adds the numbers of all places to the others.
    pub fn finish(self, standings: &mut Standings) {
        for (figure, numbers) in self.figures {
            let standing = Standing::new(numbers);
            standings.insert(self.level, self.year, figure, standing);
        }
    }
}

impl Standing {
    /// Orders the numbers of all places; `None` for a place without one.
    fn new(places: Vec<Option<Number>>) -> Self {
        let mut numbers: Vec<Number> = places.iter().copied().flatten().collect();
        numbers.sort_unstable();
        Self {
            left_out: places.len() - numbers.len(),
            numbers,
            places,
        }
    }

    /// The numbers, from the smallest to the largest.
    #[must_use]
    pub fn numbers(&self) -> &[Number] {
        &self.numbers
    }

    /// The numbers in the order of the places of the level; `None` for a place without a number.
    #[must_use]
    pub fn places(&self) -> &[Option<Number>] {
        &self.places
    }

    /// The number of places with a number.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether no place has a number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The rank of a number among those of all places.
    #[must_use]
    pub fn rank(&self, number: Number, order: Order) -> Rank {
        let below = self.numbers.partition_point(|other| *other < number);
        let up_to = self.numbers.partition_point(|other| *other <= number);
        let before = match order {
            Order::Highest => self.numbers.len() - up_to,
            Order::Lowest => below,
        };
        Rank {
            position: before as u64 + 1,
            is_tie: up_to - below > 1,
        }
    }

    /// The median, rounded half away from zero: the middle number, or the mean of the two in the middle. `None` if no
    /// place has a number.
    #[must_use]
    pub fn median(&self, decimals: u8) -> Option<Number> {
        let middle = self.numbers.len() / 2;
        let upper = self.numbers.get(middle)?;
        match self.numbers.len() % 2 {
            0 => {
                let lower = self.numbers.get(middle.checked_sub(1)?)?;
                lower.plus(*upper).quotient(1, Number::whole(2), decimals)
            }
            _ => Some(upper.rounded(decimals)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(numbers: &[Option<u64>]) -> Standing {
        let numbers = numbers.iter().map(|number| number.map(Number::whole));
        Standing::new(numbers.collect())
    }

    #[test]
    fn places_with_the_same_number_share_a_rank() {
        let standing = standing(&[Some(5), Some(9), None, Some(7), Some(7)]);
        let ranks = |order| [9, 7, 5].map(|n| standing.rank(Number::whole(n), order).position);
        assert_eq!(ranks(Order::Highest), [1, 2, 4]);
        assert_eq!(ranks(Order::Lowest), [4, 2, 1]);
        assert!(standing.rank(Number::whole(7), Order::Highest).is_tie);
        assert!(!standing.rank(Number::whole(9), Order::Highest).is_tie);
        assert_eq!((standing.len(), standing.left_out), (4, 1));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        let median = |numbers: &[Option<u64>], decimals| {
            standing(numbers).median(decimals).map(Number::ungrouped)
        };
        assert_eq!(
            median(&[Some(3), Some(1), Some(2)], 0).as_deref(),
            Some("2")
        );
        assert_eq!(median(&[Some(1), Some(2), None], 1).as_deref(), Some("1.5"));
        assert_eq!(median(&[Some(1), Some(2)], 0).as_deref(), Some("2"));
        assert_eq!(median(&[None], 0), None);
    }
}
