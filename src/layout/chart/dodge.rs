//! Dots at their exact positions on a scale, in rows where they would cover each other.

use crate::geometry::Length;

/// Positions of dots.
pub(super) struct Dodged {
    /// The center of each dot from the left, and its row from the bottom, from 0.
    pub all: Vec<(Length, i64)>,
    /// The number of rows.
    pub rows: i64,
}

/// Positions dots, whose centers are in ascending order, in the lowest rows in which they touch no other one. `own` is the
/// center of a dot in the lowest row that is there already, and the distance to keep from it. `None` if there would be more
/// rows than `most`.
pub(super) fn dodge(
    centers: impl IntoIterator<Item = Length>,
    own: Option<(Length, Length)>,
    diameter: Length,
    most: i64,
) -> Option<Dodged> {
    // The center of the last dot of each row.
    let mut last: Vec<Length> = Vec::new();
    let mut all = Vec::new();
    for center in centers {
        let is_near_own = own.is_some_and(|(own, near)| distance(center, own) < near);
        let is_free = |(row, last): (usize, &Length)| {
            center - *last >= diameter && !(row == 0 && is_near_own)
        };
        let free = last.iter().enumerate().position(is_free);
        let row = free.unwrap_or_else(|| last.len().max(usize::from(is_near_own)));
        // Above the own dot, the lowest row is empty.
        let blank = center - diameter * 2;
        while last.len() <= row {
            last.push(blank);
        }
        last[row] = center;
        let row = i64::try_from(row).ok().filter(|row| *row < most)?;
        all.push((center, row));
    }
    let rows = i64::try_from(last.len().max(1)).ok()?;
    Some(Dodged { all, rows })
}

fn distance(one: Length, other: Length) -> Length {
    (one - other).max(other - one)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(centers: &[i64], own: Option<i64>) -> Vec<i64> {
        let centers = centers.iter().copied().map(Length::pt);
        let own = own.map(|own| (Length::pt(own), Length::pt(6)));
        let dodged = dodge(centers, own, Length::pt(5), 9).expect("few dots");
        dodged.all.into_iter().map(|(_, row)| row).collect()
    }

    #[test]
    fn dots_are_above_those_that_they_would_cover() {
        assert_eq!(rows(&[0, 5, 10], None), [0, 0, 0]);
        assert_eq!(rows(&[0, 4, 5, 6, 20], None), [0, 1, 0, 2, 0]);
        // One dot is there already.
        assert_eq!(rows(&[0, 3, 10, 15], Some(5)), [1, 2, 1, 0]);
        assert_eq!(rows(&[5], Some(5)), [1]);
        assert!(dodge([Length::ZERO; 4], None, Length::pt(5), 3).is_none());
    }

    proptest! {
        #[test]
        fn no_dot_covers_another(mut centers in prop::collection::vec(0_i64..200_000, 0..60), own in 0_i64..200_000) {
            centers.sort_unstable();
            let centers = centers.into_iter().map(Length::from_milli);
            let (diameter, near) = (Length::pt(5), Length::pt(6));
            let own = Length::from_milli(own);
            let dodged = dodge(centers, Some((own, near)), diameter, 100).expect("few dots");
            for (index, (x, row)) in dodged.all.iter().enumerate() {
                prop_assert!(*row > 0 || distance(*x, own) >= near);
                for (other, other_row) in &dodged.all[index + 1..] {
                    prop_assert!(row != other_row || *other - *x >= diameter);
                }
                prop_assert!(*row < dodged.rows);
            }
        }
    }
}
