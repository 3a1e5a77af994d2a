//! Tiles: a map of equal squares, on which small places are as large as large ones.
//!
//! Without a figure the map shows where a place is. With one, places are shaded by classes that have about as many places
//! each, so that a few large numbers do not leave all others pale.

use super::values::Filler;
use crate::copy::chart::{Tile, Tiles};
use crate::copy::chart_source::ChartSource;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::{Area, Figure, FigureId, Level, Number};
use crate::text::Run;

impl<'s> Filler<'s> {
    pub(super) fn tiles(
        &mut self,
        source: &ChartSource,
        figure: Option<(FigureId, Span)>,
        classes: u8,
    ) -> Tiles {
        let project = self.setting.project;
        let place = figure.map_or(source.span, |(_, span)| span);
        let standing = figure.and_then(|(id, _)| self.answers.standing(Level::TOP_PLACES, id));
        let numbers = standing.map_or(&[][..], |standing| standing.places());
        let bounds = bounds(numbers, classes);
        let own = self.answers.place_at(Level::TOP_PLACES);
        let mut tiles = Vec::new();
        let places = project.places_of_level(Level::TOP_PLACES);
        for (index, jurisdiction) in places.enumerate() {
            let Some(tile) = jurisdiction.tile else {
                continue;
            };
            let number = numbers.get(index).copied().flatten();
            tiles.push(Tile {
                at: (tile.column, tile.row),
                code: Run::plain(jurisdiction.code.clone(), place),
                is_own: own == Some(Area::Jurisdiction(&jurisdiction.code)),
                class: number.map(|number| class_of(number, &bounds)),
            });
        }
        if tiles.is_empty() {
            let message = "no place has a position on a map of tiles";
            let error = Diagnostic::error(Code::MissingKey, place, message);
            self.report.push(error.help(
                "add tile = [column, row] to the places in data/jurisdictions.toml, counted from 0 at the upper left",
            ));
        }
        let has_gaps = figure.is_some() && tiles.iter().any(|tile| tile.class.is_none());
        let without = self.words().map_or("–", |words| words.without_number);
        Tiles {
            without: has_gaps.then(|| self.plain(without, place)),
            classes: figure.map_or_else(Vec::new, |(id, span)| {
                let declared = project.dictionary.get(id);
                match standing {
                    Some(_) => self.class_labels(numbers, &bounds, declared, span),
                    None => vec![self.samples(declared, span)],
                }
            }),
            tiles,
        }
    }

    /// The labels of classes: their lowest and highest numbers.
    fn class_labels(
        &self,
        numbers: &[Option<Number>],
        bounds: &[Number],
        declared: &Figure,
        span: Span,
    ) -> Vec<Run> {
        let mut ends: Vec<Option<(Number, Number)>> = vec![None; bounds.len() + 1];
        for number in numbers.iter().flatten() {
            let own = &mut ends[usize::from(class_of(*number, bounds))];
            let (low, high) = own.unwrap_or((*number, *number));
            *own = Some((low.min(*number), high.max(*number)));
        }
        let label = |(low, high): (Number, Number)| {
            let ends = [low, high].map(|end| self.printed(end, declared, span).text);
            match low == high {
                true => self.plain(&ends[0], span),
                false => self.plain(&format!("{}–{}", ends[0], ends[1]), span),
            }
        };
        ends.into_iter().flatten().map(label).collect()
    }
}

/// The lowest numbers of all classes but the first. There are fewer classes if many places have the same number.
fn bounds(numbers: &[Option<Number>], classes: u8) -> Vec<Number> {
    let mut sorted: Vec<Number> = numbers.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let classes = usize::from(classes);
    let cuts = (1..classes).filter_map(|class| sorted.get(class * sorted.len() / classes));
    let mut bounds: Vec<Number> = cuts.copied().collect();
    bounds.dedup();
    bounds.retain(|bound| Some(bound) != sorted.first());
    bounds
}

fn class_of(number: Number, bounds: &[Number]) -> u8 {
    let class = bounds.partition_point(|bound| *bound <= number);
    u8::try_from(class).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds_of(numbers: &[u64], classes: u8) -> Vec<String> {
        let numbers: Vec<Option<Number>> = numbers
            .iter()
            .copied()
            .map(Number::whole)
            .map(Some)
            .collect();
        bounds(&numbers, classes)
            .into_iter()
            .map(Number::ungrouped)
            .collect()
    }

    #[test]
    fn classes_have_about_as_many_places_each() {
        assert_eq!(bounds_of(&[1, 2, 3, 4, 5, 6, 7, 8], 4), ["3", "5", "7"]);
        assert_eq!(bounds_of(&[1, 1, 1, 1, 1, 9], 3), Vec::<String>::new());
        assert_eq!(bounds_of(&[1, 5, 5, 5, 9], 3), ["5"]);
        assert_eq!(bounds_of(&[], 3), Vec::<String>::new());
        assert_eq!(class_of(Number::whole(5), &[Number::whole(5)]), 1);
    }
}
