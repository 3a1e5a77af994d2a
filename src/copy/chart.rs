//! Charts, filled in: the numbers, labels and colors of their marks. Sizes and positions are a matter of layout.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::project::Number;
use crate::text::Run;

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The title. Empty if it has none.
    pub title: Vec<Run>,
    /// The note below it. Empty if it has none.
    pub note: Vec<Run>,
    /// The drawing.
    pub plot: Plot,
    /// The alternative text, with every number.
    pub alt: Arc<str>,
    /// The source location.
    pub span: Span,
}

/// The drawing of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plot {
    /// A bar for each figure, one below the other.
    Bars(Vec<BarGroup>),
    /// One bar, in which each figure has its share.
    Share(Share),
    /// A part within its whole.
    Part(Part),
    /// A line for each series of years.
    Line(Line),
    /// A dot for each place on one scale.
    Dots(Dots),
    /// A map of equal squares, one for each place.
    Tiles(Tiles),
    /// Squares, each for the same number.
    Units(Units),
}

/// The color of a mark, by what it stands for. A place and the nation have the same color in all charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hue {
    /// The place of the sheet.
    #[default]
    Place,
    /// The place that it is within.
    Within,
    /// The nation.
    Nation,
    /// A further series of the place, from 1.
    Further(u8),
}

/// A number with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The label.
    pub label: Run,
    /// The number as printed, or the text printed in its place.
    pub value: Run,
    /// The number, if there is one.
    pub number: Option<Number>,
    /// The color.
    pub hue: Hue,
    /// Whether the mark is drawn in a paler tint: it is of an earlier year, or another mark is highlighted.
    pub is_pale: bool,
}

/// Bars that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarGroup {
    /// The label above them, or `None` for bars that have their labels above themselves.
    pub label: Option<Run>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// Shares of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The shares.
    pub parts: Vec<Bar>,
    /// The total that they are parts of, such as 100 percent, if it is more than their sum; otherwise `None`.
    pub whole: Option<Number>,
}

/// A part within its whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part. Its value says both: "51 of 5,759".
    pub part: Bar,
    /// The whole.
    pub whole: Bar,
}

/// Numbers of several years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The years, oldest first.
    pub years: Vec<Run>,
    /// The scale of the numbers.
    pub axis: Axis,
    /// The lines.
    pub series: Vec<Series>,
}

/// The numbers of a figure over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The label at the end of the line.
    pub label: Run,
    /// The color.
    pub hue: Hue,
    /// A point for each year.
    pub points: Vec<Point>,
}

/// A number of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The number as printed, or the text printed in its place.
    pub value: Run,
    /// The number, if there is one.
    pub number: Option<Number>,
    /// Whether a line leads to it from the point before: both have numbers that were counted in the same way.
    pub is_joined: bool,
}

/// A scale with labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// The labeled numbers in ascending order. The first and the last are the ends of the scale.
    pub ticks: Vec<Tick>,
    /// The words for a scale that does not begin at 0, or `None`.
    pub start: Option<Run>,
}

/// A number on a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The number.
    pub number: Number,
    /// The number as printed.
    pub label: Run,
}

/// The numbers of all places on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// The scale.
    pub axis: Axis,
    /// The numbers of all places, this one included, in ascending order.
    pub places: Vec<Number>,
    /// This place.
    pub own: Bar,
    /// The median of all places, if any has a number.
    pub median: Option<Bar>,
}

/// A map of equal squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// The squares.
    pub tiles: Vec<Tile>,
    /// The classes of numbers, from the lowest. Empty for a map that shows where a place is.
    pub classes: Vec<Run>,
    /// The label of squares without a number, if there are any.
    pub without: Option<Run>,
}

/// The square of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The column from the left and the row from the top, from 0.
    pub at: (u8, u8),
    /// The code of the place.
    pub code: Run,
    /// Whether it is the place of the sheet.
    pub is_own: bool,
    /// The class of its number, from 0, if it has one.
    pub class: Option<u8>,
}

/// Squares, each for the same number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// The parts, each with the number of its squares.
    pub parts: Vec<(Bar, u32)>,
    /// The explanation, "1 square = 50 cases", if any part has a number.
    pub key: Option<Run>,
}

impl Chart {
    /// Calls `visit` with each number or text in its place that is printed.
    pub fn for_each_value<'w>(&'w self, visit: &mut dyn FnMut(&'w Run)) {
        self.plot.for_each_run(&mut |run, kind| {
            if kind == RunKind::Value {
                visit(run);
            }
        });
    }

    /// Calls `visit` with each label of the drawing.
    pub fn for_each_label<'w>(&'w self, visit: &mut dyn FnMut(&'w Run)) {
        self.plot.for_each_run(&mut |run, kind| {
            if kind == RunKind::Label {
                visit(run);
            }
        });
    }

    /// Calls `visit` with each run that is printed: title, labels and numbers, note.
    pub(super) fn for_each_run<'w>(&'w self, visit: &mut dyn FnMut(&'w Run)) {
        self.title.iter().for_each(&mut *visit);
        self.plot.for_each_run(&mut |run, _| visit(run));
        self.note.iter().for_each(visit);
    }
}

/// The type in which a run is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RunKind {
    Label,
    Value,
}

impl Plot {
    fn for_each_run<'w>(&'w self, visit: &mut dyn FnMut(&'w Run, RunKind)) {
        match self {
            Self::Bars(groups) => {
                for group in groups {
                    group
                        .label
                        .iter()
                        .for_each(|label| visit(label, RunKind::Label));
                    group.bars.iter().for_each(|bar| bar.for_each_run(visit));
                }
            }
            Self::Share(share) => share.parts.iter().for_each(|bar| bar.for_each_run(visit)),
            Self::Part(Part { part, whole }) => {
                [part, whole]
                    .into_iter()
                    .for_each(|bar| bar.for_each_run(visit));
            }
            Self::Line(line) => line.for_each_run(visit),
            Self::Dots(dots) => {
                let bars = std::iter::once(&dots.own).chain(&dots.median);
                bars.for_each(|bar| bar.for_each_run(visit));
                dots.axis.for_each_run(visit);
            }
            Self::Tiles(tiles) => {
                let codes = tiles.tiles.iter().map(|tile| &tile.code);
                let labels = codes.chain(&tiles.classes).chain(&tiles.without);
                labels.for_each(|label| visit(label, RunKind::Label));
            }
            Self::Units(units) => {
                units
                    .parts
                    .iter()
                    .for_each(|(bar, _)| bar.for_each_run(visit));
                units.key.iter().for_each(|key| visit(key, RunKind::Label));
            }
        }
    }
}

impl Bar {
    fn for_each_run<'w>(&'w self, visit: &mut dyn FnMut(&'w Run, RunKind)) {
        visit(&self.label, RunKind::Label);
        visit(&self.value, RunKind::Value);
    }
}

impl Line {
    fn for_each_run<'w>(&'w self, visit: &mut dyn FnMut(&'w Run, RunKind)) {
        self.years
            .iter()
            .for_each(|year| visit(year, RunKind::Label));
        for series in &self.series {
            visit(&series.label, RunKind::Label);
            // The others are heard, and drawn as marks only.
            let last = series.points.last();
            last.into_iter()
                .for_each(|point| visit(&point.value, RunKind::Value));
        }
        self.axis.for_each_run(visit);
    }
}

impl Axis {
    fn for_each_run<'w>(&'w self, visit: &mut dyn FnMut(&'w Run, RunKind)) {
        let labels = self.ticks.iter().map(|tick| &tick.label).chain(&self.start);
        labels.for_each(|label| visit(label, RunKind::Label));
    }
}
