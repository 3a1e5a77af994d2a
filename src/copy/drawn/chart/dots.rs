//! Dots: this place among all others on one scale, with their median. The others are not named.

use super::values::Filler;
use crate::copy::chart::{Bar, Dots, Hue, Plot};
use crate::copy::chart_source::ChartSource;
use crate::project::Number;

impl<'s> Filler<'s> {
    pub(super) fn dots(&mut self, source: &ChartSource) -> Plot {
        let values = self.first_values(source);
        let Some(own) = values.into_iter().next() else {
            return Plot::Bars(Vec::new());
        };
        let standing = self.answers.standing(self.setting.level, own.figure.id);
        let places: Vec<Number> = standing.map_or_else(Vec::new, |all| all.numbers().to_vec());
        let axis = self.axis(&places, &own, false);
        let decimals = own.declared.kind.most_decimals().unwrap_or(0);
        let median = standing.and_then(|standing| standing.median(decimals));
        let median_label = self.words().map_or("=", |words| words.median);
        let median = match median {
            Some(number) => Some((self.printed(number, own.declared, own.span), Some(number))),
            // The characters that it may need.
            None if standing.is_none() => Some((self.samples(own.declared, own.span), None)),
            None => None,
        };
        let median = median.map(|(value, number)| Bar {
            label: self.plain(median_label, own.span),
            value,
            number,
            hue: Hue::Nation,
            is_pale: true,
        });
        let label = match source
            .figures
            .first()
            .and_then(|figure| figure.label.as_ref())
        {
            Some(_) => self.label(&source.figures[0], &own, &[]),
            None => {
                let name = self.area_name(own.figure.file.whose, own.span);
                self.plain(&name, own.span)
            }
        };
        Plot::Dots(Dots {
            axis,
            places,
            median,
            own: own.bar(label),
        })
    }
}
