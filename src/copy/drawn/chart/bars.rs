//! Bars: one for each figure, or a group for each figure with those of other areas or years.

use std::cmp::Reverse;

use super::values::{Filler, Value};
use crate::copy::breaks;
use crate::copy::chart::{Bar, BarGroup};
use crate::copy::chart_source::{ChartSource, Order};
use crate::project::{FileReference, Number, Reference};

impl<'s> Filler<'s> {
    /// The groups of bars: one for each figure if others are compared with it, otherwise one of all figures.
    pub(super) fn bars(
        &mut self,
        source: &ChartSource,
        order: Option<Order>,
        highlight: Option<usize>,
    ) -> Vec<BarGroup> {
        let figures = source.figures.iter();
        let values: Vec<Vec<Value<'_>>> = figures.map(|figure| self.values(figure)).collect();
        self.check_breaks(&values);
        let is_grouped = values.iter().any(|values| values.len() > 1);
        let mut groups = match is_grouped {
            true => self.groups(source, values),
            false => self.single_bars(source, values),
        };
        for (index, group) in groups.iter_mut().enumerate() {
            let is_pale = highlight.is_some_and(|highlighted| highlighted != index);
            group.bars.iter_mut().for_each(|bar| bar.is_pale |= is_pale);
        }
        if let Some(order) = order {
            sort(&mut groups, order);
        }
        match is_grouped {
            true => groups,
            false => vec![BarGroup {
                label: None,
                bars: groups.into_iter().flat_map(|group| group.bars).collect(),
            }],
        }
    }

    /// A group of one bar for each figure.
    fn single_bars(&mut self, source: &ChartSource, values: Vec<Vec<Value<'_>>>) -> Vec<BarGroup> {
        let all: Vec<Reference> = values.iter().flatten().map(|value| value.figure).collect();
        let figures = source.figures.iter().zip(values);
        let bars = figures.filter_map(|(figure, values)| {
            let value = values.into_iter().next()?;
            let label = self.label(figure, &value, &all);
            // Labels tell years apart, and all bars have the same weight.
            let is_pale = false;
            Some(Bar {
                is_pale,
                ..value.bar(label)
            })
        });
        let single = |bar| BarGroup {
            label: None,
            bars: vec![bar],
        };
        bars.map(single).collect()
    }

    /// A group for each figure, with a bar for each file.
    fn groups(&mut self, source: &ChartSource, values: Vec<Vec<Value<'_>>>) -> Vec<BarGroup> {
        let mut groups = Vec::with_capacity(values.len());
        for (figure, values) in source.figures.iter().zip(values) {
            let label = values.first().map(|own| self.label(figure, own, &[]));
            let files: Vec<FileReference> = values.iter().map(|value| value.figure.file).collect();
            let bars = values.into_iter().map(|value| {
                let label = self.file_label(&value, &files);
                value.bar(label)
            });
            let bars = bars.collect();
            groups.push(BarGroup { label, bars });
        }
        groups
    }

    /// Reports the first comparison of numbers across a break of their figure.
    fn check_breaks(&mut self, values: &[Vec<Value<'_>>]) {
        let in_year = |value: &Value<'_>| {
            let year = self.answers.year(value.figure.file.when)?;
            Some(((value.figure, year), value.span))
        };
        let all: Vec<_> = values.iter().flatten().filter_map(in_year).collect();
        let Some((first, _)) = all.first() else {
            return;
        };
        let dictionary = &self.setting.project.dictionary;
        let mut others = all.iter();
        let crossed =
            others.find_map(|(other, span)| breaks::crossed(dictionary, *first, *other, *span));
        self.report.extend(crossed);
    }
}

/// Sorts groups by the number of their first bar. Those without a number are last; equal ones stay in the order of the
/// text.
fn sort(groups: &mut [BarGroup], order: Order) {
    let number = |group: &BarGroup| -> Option<Number> { group.bars.first()?.number };
    match order {
        Order::Descending => groups.sort_by_key(|group| Reverse(number(group))),
        Order::Ascending => groups.sort_by_key(|group| (number(group).is_none(), number(group))),
    }
}
