//! The source of a chart: the figures that it shows and its settings, looked up and checked.

use super::compiled::{Node, Print, Template};
use super::names::Name;
use crate::diagnostic::Span;
use crate::project::{FigureId, Level, When};

/// A chart before it is filled in.
#[derive(Clone, Debug)]
pub struct ChartSource {
    /// The kind of chart with its settings.
    pub kind: ChartKind,
    /// The title.
    pub title: Option<Template>,
    /// The note.
    pub note: Option<Template>,
    /// The noun after the number that a square stands for.
    pub unit: Option<Template>,
    /// The figures, in the order of the text. Each has as many placeholders as there are columns.
    pub figures: Vec<ChartFigure>,
    /// The source location of the block.
    pub span: Span,
}

/// A figure of a chart.
#[derive(Clone, Debug)]
pub struct ChartFigure {
    /// The label, in place of that of the dictionary.
    pub label: Option<Template>,
    /// The placeholders of its numbers: one, or one for each compared file or year.
    pub prints: Template,
}

/// A kind of chart with its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar for each number.
    Bars {
        /// The order of the bars, if it is not that of the text.
        order: Option<Order>,
        /// The index of the highlighted figure.
        highlight: Option<usize>,
    },
    /// One bar, in which each figure has its share.
    Share,
    /// A part within its whole.
    Part,
    /// A line for each figure.
    Line {
        /// Whether the scale begins at 0.
        from_zero: bool,
        /// Whether breaks of the series are shown as gaps. Otherwise they are errors.
        shows_breaks: bool,
    },
    /// A dot for each place.
    Dots,
    /// A square for each place on a map.
    Tiles {
        /// The figure by which places are shaded.
        figure: Option<(FigureId, Span)>,
        /// The number of classes.
        classes: u8,
    },
    /// Squares, each for the same number.
    Units,
}

/// An order of bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The largest number first.
    Descending,
    /// The smallest number first.
    Ascending,
}

impl ChartKind {
    /// The words after the opening fence.
    pub const NAMES: [&'static str; 7] =
        ["bars", "share", "part", "line", "dots", "tiles", "units"];
}

impl ChartSource {
    /// Whether all numbers are of the year of the sheet.
    pub fn is_of_one_year(&self) -> bool {
        let nodes = self.figures.iter().flat_map(|figure| &figure.prints.nodes);
        nodes.into_iter().all(|node| match node {
            Node::Print(Print {
                name: Name::Figure(figure),
                ..
            }) => figure.file.when == When::Own,
            _ => true,
        })
    }

    /// The figure whose numbers of all places the chart shows, and the level of these places. `level` is that of the
    /// sheet.
    pub fn standing(&self, level: Level) -> Option<(Level, FigureId)> {
        match self.kind {
            ChartKind::Tiles { figure, .. } => Some((Level::TOP_PLACES, figure?.0)),
            ChartKind::Dots => match self.figures.first()?.prints.nodes.first()? {
                Node::Print(Print {
                    name: Name::Figure(figure),
                    ..
                }) => Some((level, figure.id)),
                _ => None,
            },
            _ => None,
        }
    }

    /// All templates: title, note, unit, labels and numbers.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        let texts = self.title.iter().chain(&self.note).chain(&self.unit);
        let figures = self.figures.iter();
        texts.chain(figures.flat_map(|figure| figure.label.iter().chain([&figure.prints])))
    }
}
