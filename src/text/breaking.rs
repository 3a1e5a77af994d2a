//! Breaks a paragraph into lines, all at once.
//!
//! The breaks are those with the fewest lines and, among these, the least sum of the squared empty
//! ends, as in Knuth and Plass, "Breaking Paragraphs into Lines" (1981), set ragged right: nothing
//! stretches and nothing is hyphenated. Unlike theirs, the number of lines comes first, so that a
//! paragraph never takes more room than a greedy breaker would give it.

use crate::geometry::Length;

/// An unbreakable piece of text, between two places where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The width without the space at its end.
    pub width: Length,
    /// The width of the space at its end, which counts only inside a line.
    pub space: Length,
    /// How willingly a line ends after it.
    pub end: LineEnd,
}

/// How willingly a line ends at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// As at any other.
    #[default]
    Free,
    /// Only if the lines get clearly better: between the words that a number counts, as in "45 new|members".
    InPhrase,
    /// Only if the line would be half empty otherwise, or to save a line: in a long address.
    InAddress,
    /// Only where that saves a line: between a short word and a year.
    BeforeYear,
    /// Always.
    Forced,
}

/// The goal of line breaking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// The last line may be short, but is not a single short word if that can be helped.
    #[default]
    Text,
    /// All lines are as long as each other, as in a heading.
    Balanced,
}

impl LineEnd {
    /// The cost of a line that ends here, beside that of its empty end. Between the words that a number counts, it is
    /// that of an empty eighth of the measure: a line between full ones that stops short of seven eighths looks like the
    /// end of a paragraph, and the number, with the first of the words, is together in any case.
    fn cost(self, measure: Length) -> i128 {
        match self {
            Self::Free | Self::Forced => 0,
            Self::InPhrase => square(measure / 8),
            Self::InAddress => square(measure / 2),
            Self::BeforeYear => square(measure),
        }
    }
}

/// Returns the units of each line as ranges of indexes. No line is empty, and none is wider than the measure unless
/// it is a single unit.
#[must_use]
pub fn break_lines(units: &[Unit], measure: Length, goal: Goal) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, unit) in units.iter().enumerate() {
        if unit.end == LineEnd::Forced || index + 1 == units.len() {
            let paragraph = &units[start..=index];
            let ends = best_ends(paragraph, measure, goal);
            let mut from = start;
            for end in ends {
                lines.push(from..start + end);
                from = start + end;
            }
            start = index + 1;
        }
    }
    lines
}

/// The cheapest way to set the first units of a paragraph.
#[derive(Clone, Copy)]
struct Best {
    /// The number of lines, then the sum of the squared blank ends.
    cost: (usize, i128),
    /// The index of the first unit of the last line.
    from: usize,
}

/// The ends of the lines of a paragraph.
fn best_ends(units: &[Unit], measure: Length, goal: Goal) -> Vec<usize> {
    let starts = starts(units);
    let mut best = Vec::with_capacity(units.len() + 1);
    best.push(Best {
        cost: (0, 0),
        from: 0,
    });
    let mut first = 0;
    for end in 1..=units.len() {
        let right = starts[end] - units[end - 1].space;
        // The start of a line never moves back when its end moves on.
        while first + 1 < end && right - starts[first] > measure {
            first += 1;
        }
        let is_last = end == units.len();
        let reluctance = match is_last {
            true => 0,
            false => units[end - 1].end.cost(measure),
        };
        let cost = |from: usize| {
            let width = right - starts[from];
            let (lines, ends) = best[from].cost;
            let is_alone = from > 0 && end - from == 1;
            let line = match (is_last, goal) {
                (true, Goal::Text) => last_line_cost(width, measure, from > 0, is_alone),
                _ => square(measure - width),
            };
            (lines + 1, ends + line + reluctance)
        };
        let mut chosen = Best {
            cost: cost(first),
            from: first,
        };
        // More units never need fewer lines, so the search can stop at the first start that needs more.
        let fewest = best[first].cost.0;
        let others = (first + 1..end).take_while(|from| best[*from].cost.0 == fewest);
        for from in others {
            let cost = cost(from);
            if cost <= chosen.cost {
                chosen = Best { cost, from };
            }
        }
        best.push(chosen);
    }
    let mut ends = Vec::with_capacity(best[units.len()].cost.0);
    let mut end = units.len();
    while end > 0 {
        ends.push(end);
        end = best[end].from;
    }
    ends.reverse();
    ends
}

/// The start of each unit if all were set on one line, and the end of that line.
fn starts(units: &[Unit]) -> Vec<Length> {
    let mut starts = Vec::with_capacity(units.len() + 1);
    let mut at = Length::ZERO;
    starts.push(at);
    for unit in units {
        at += unit.width + unit.space;
        starts.push(at);
    }
    starts
}

/// The cost of the last line of running text. Any other line costs the square of its empty end. The last line costs
/// half the square of what it lacks to a third of the measure. A single short word below other lines costs more than
/// whole empty lines.
fn last_line_cost(width: Length, measure: Length, is_below: bool, is_alone: bool) -> i128 {
    if !is_below || width >= measure / 3 {
        return 0;
    }
    let is_stranded = is_alone && width < measure / 5;
    let penalty = if is_stranded { square(measure) * 4 } else { 0 };
    square(measure / 3 - width) / 2 + penalty
}

fn square(length: Length) -> i128 {
    i128::from(length.milli()) * i128::from(length.milli())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit(width: i64) -> Unit {
        Unit {
            width: Length::from_milli(width),
            space: Length::from_milli(3),
            end: LineEnd::Free,
        }
    }

    fn width(units: &[Unit]) -> Length {
        let inner: Length = units.iter().map(|unit| unit.width + unit.space).sum();
        inner - units.last().map_or(Length::ZERO, |unit| unit.space)
    }

    /// First fit: a unit goes on the current line if there is room.
    fn greedy(units: &[Unit], measure: Length) -> usize {
        let mut lines = 0;
        // The width of the line so far, with the space at its end.
        let mut used: Option<Length> = None;
        for unit in units {
            let start = used.filter(|used| *used + unit.width <= measure);
            if start.is_none() {
                lines += 1;
            }
            let width = start.unwrap_or_default() + unit.width + unit.space;
            used = (unit.end != LineEnd::Forced).then_some(width);
        }
        lines
    }

    #[test]
    fn a_short_word_is_not_left_alone() {
        // Greedily: four units on the first line and one on the second.
        let units = [20, 20, 20, 20, 5].map(unit);
        let lines = break_lines(&units, Length::from_milli(92), Goal::Text);
        assert_eq!(lines, [0..3, 3..5]);
    }

    #[test]
    fn headings_are_balanced() {
        let units = [20; 5].map(unit);
        let lines = break_lines(&units, Length::from_milli(92), Goal::Balanced);
        assert_eq!(
            lines,
            [0..3, 3..5].map(|r: std::ops::Range<usize>| r).to_vec()
        );
    }

    #[test]
    fn a_forced_break_ends_a_line() {
        let mut units = [20; 3].map(unit);
        units[0].end = LineEnd::Forced;
        let lines = break_lines(&units, Length::from_milli(92), Goal::Text);
        assert_eq!(lines, [0..1, 1..3]);
    }

    #[test]
    fn a_line_ends_where_it_should_not_only_to_save_one() {
        let mut units = [30; 4].map(unit);
        let lines = |units: &[Unit]| break_lines(units, Length::from_milli(99), Goal::Balanced);
        assert_eq!(lines(&units), [0..2, 2..4]);
        units[1].end = LineEnd::BeforeYear;
        assert_eq!(lines(&units), [0..3, 3..4]);
        let mut units = [40, 40, 40, 40].map(unit);
        units[1].end = LineEnd::BeforeYear;
        let lines = break_lines(&units, Length::from_milli(92), Goal::Text);
        assert_eq!(lines, [0..2, 2..4]);
    }

    #[test]
    fn a_line_ends_between_counted_words_rather_than_far_from_the_edge() {
        // A word, a number with the first of two words that it counts, the second, and two more words.
        let lines = |word, number| {
            let mut units = [word, number, 40, 45, 30].map(unit);
            units[1].end = LineEnd::InPhrase;
            break_lines(&units, Length::from_milli(100), Goal::Text)
        };
        assert_eq!(lines(60, 20), [0..2, 2..4, 4..5]);
        assert_eq!(lines(87, 9), [0..1, 1..4, 4..5]);
    }

    fn any_unit() -> impl Strategy<Value = Unit> {
        let end = prop_oneof![
            14 => Just(LineEnd::Free),
            3 => Just(LineEnd::InPhrase),
            2 => Just(LineEnd::InAddress),
            2 => Just(LineEnd::BeforeYear),
            1 => Just(LineEnd::Forced),
        ];
        let unit = (1_i64..60, 0_i64..8, end);
        unit.prop_map(|(width, space, end)| Unit {
            width: Length::from_milli(width),
            space: Length::from_milli(space),
            end,
        })
    }

    /// All ways to divide a number of units into lines.
    fn all_ends(units: usize) -> impl Iterator<Item = Vec<usize>> {
        (0..1_usize << (units - 1)).map(move |inner| {
            let is_end = move |end: &usize| *end == units || inner >> (end - 1) & 1 == 1;
            (1..=units).filter(is_end).collect()
        })
    }

    /// The cost of lines with these ends, or `None` if a line is too wide although it could be broken.
    fn cost(units: &[Unit], ends: &[usize], measure: Length, goal: Goal) -> Option<(usize, i128)> {
        let mut total = (0, 0);
        let mut start = 0;
        for end in ends {
            let line = &units[start..*end];
            let width = width(line);
            if line.len() > 1 && width > measure {
                return None;
            }
            let is_below = start > 0;
            total.0 += 1;
            total.1 += if *end == units.len() && goal == Goal::Text {
                last_line_cost(width, measure, is_below, is_below && line.len() == 1)
            } else {
                square(measure - width)
            };
            if *end < units.len() {
                total.1 += line[line.len() - 1].end.cost(measure);
            }
            start = *end;
        }
        Some(total)
    }

    proptest! {
        #[test]
        fn loses_nothing_and_fits(
            units in proptest::collection::vec(any_unit(), 0..60),
            measure in 20_i64..200,
        ) {
            let measure = Length::from_milli(measure);
            for goal in [Goal::Text, Goal::Balanced] {
                let lines = break_lines(&units, measure, goal);
                let all: Vec<usize> = lines.iter().cloned().flatten().collect();
                prop_assert_eq!(all, (0..units.len()).collect::<Vec<_>>());
                for line in &lines {
                    prop_assert!(!line.is_empty());
                    prop_assert!(line.len() == 1 || width(&units[line.clone()]) <= measure);
                    let inner = &units[line.start..line.end - 1];
                    prop_assert!(inner.iter().all(|unit| unit.end != LineEnd::Forced));
                }
            }
        }

        #[test]
        fn no_other_breaks_cost_less(
            units in proptest::collection::vec(any_unit(), 1..9),
            measure in 20_i64..200,
        ) {
            let units: Vec<Unit> = units.into_iter().filter(|unit| unit.end != LineEnd::Forced).collect();
            prop_assume!(!units.is_empty());
            let measure = Length::from_milli(measure);
            for goal in [Goal::Text, Goal::Balanced] {
                let lines = break_lines(&units, measure, goal);
                let ends: Vec<usize> = lines.iter().map(|line| line.end).collect();
                let least = all_ends(units.len())
                    .filter_map(|ends| cost(&units, &ends, measure, goal))
                    .min();
                prop_assert_eq!(cost(&units, &ends, measure, goal), least);
            }
        }

        #[test]
        fn takes_no_more_lines_than_first_fit(
            units in proptest::collection::vec(any_unit(), 1..60),
            measure in 20_i64..200,
        ) {
            let measure = Length::from_milli(measure);
            let lines = break_lines(&units, measure, Goal::Text);
            prop_assert_eq!(lines.len(), greedy(&units, measure));
        }
    }
}
