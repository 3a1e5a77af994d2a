//! Charts: lines, areas and shapes drawn from numbers, each with its label beside it.
//!
//! Each kind of chart is a [`Drawing`] in a file of its own. It positions its parts in the room that it is given; drawing
//! them, and the title and note around them, is common to all.

mod apart;
mod bars;
mod dodge;
mod dots;
mod line;
mod marks;
mod part;
mod parts;
mod scale;
mod share;
mod tiles;
mod typesetter;
mod units;

use std::sync::Arc;

use super::element::{Element, Fit, Placed, Region, Resume, Slack, Why, whole};
use super::frame::{Content, Frame, Role, Shape};
use super::text_block::LineSetter;
use crate::copy::chart::{self, Plot};
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::ChartStyle;
use crate::text::{Fonts, Paragraph, Shaper};
use parts::{Part, Parts};
use typesetter::{Room, Typesetter};

/// A drawing whose labels have been shaped.
trait Drawing {
    /// Positions labels, areas and shapes.
    ///
    /// # Errors
    ///
    /// The reason why a label does not fit.
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why>;
}

/// A chart whose texts have been shaped.
pub(super) struct Chart<'w> {
    fonts: &'w Fonts,
    style: &'w ChartStyle,
    title: Option<Paragraph<'w>>,
    note: Option<Paragraph<'w>>,
    drawing: Box<dyn Drawing + 'w>,
    alt: Arc<str>,
    /// The numbers of the chart and of its note among all blocks of the sheet.
    numbers: [usize; 2],
}

impl<'w> Chart<'w> {
    /// Shapes title, labels, numbers and note.
    pub(super) fn new<'f: 'w>(
        chart: &'w chart::Chart,
        style: &'w ChartStyle,
        numbers: [usize; 2],
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let fonts = shaper.fonts();
        let mut typesetter = Typesetter {
            style,
            shaper,
            report,
        };
        Self {
            fonts,
            style,
            title: typesetter.text(&chart.title, &style.title),
            note: typesetter.text(&chart.note, &style.note),
            drawing: drawing(&chart.plot, &mut typesetter),
            alt: Arc::clone(&chart.alt),
            numbers,
        }
    }
}

/// The drawing of a kind of chart.
fn drawing<'w>(plot: &'w Plot, typesetter: &mut Typesetter<'w, '_, '_>) -> Box<dyn Drawing + 'w> {
    match plot {
        Plot::Bars(groups) => Box::new(bars::Bars::new(groups, typesetter)),
        Plot::Share(share) => Box::new(share::Share::new(share, typesetter)),
        Plot::Part(part) => Box::new(part::PartOfWhole::new(part, typesetter)),
        Plot::Line(line) => Box::new(line::Lines::new(line, typesetter)),
        Plot::Dots(dots) => Box::new(dots::Dots::new(dots, typesetter)),
        Plot::Tiles(tiles) => Box::new(tiles::Tiles::new(tiles, typesetter)),
        Plot::Units(units) => Box::new(units::Units::new(units, typesetter)),
    }
}

impl Element for Chart<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let room = Room {
            fonts: self.fonts,
            style: self.style,
            width: region.width,
            text_size,
        };
        match self.stack(&room) {
            Ok(placed) => whole(placed, region),
            Err(why) => Fit::None(why),
        }
    }
}

impl Chart<'_> {
    /// The title above the drawing and the note below it.
    fn stack<'p>(&'p self, room: &Room<'p>) -> Result<Placed<'p>, Why> {
        let width = room.width;
        let set = |text: &'p Option<Paragraph<'p>>| {
            text.as_ref().map(|text| room.text(text, width)).transpose()
        };
        let title = set(&self.title)?;
        let note = set(&self.note)?;
        let parts = self.drawing.place(room)?;
        let gap = self.style.gap.at(room.text_size);
        let below = |text: &Option<parts::Lines<'_>>| {
            text.as_ref().map_or(Length::ZERO, |text| text.height + gap)
        };
        let top = below(&title);
        let drawn = Size::new(width, top + parts.height);
        let size = Size::new(width, drawn.height + below(&note));
        let slack = match (&title, &note) {
            (None, None) => parts.slack,
            (title, note) => Slack {
                above: title
                    .as_ref()
                    .map_or(parts.slack.above, |text| text.slack().above),
                over: title
                    .as_ref()
                    .map_or(parts.slack.over, |text| text.slack().over),
                below: note
                    .as_ref()
                    .map_or(parts.slack.below, |text| text.slack().below),
                under: note
                    .as_ref()
                    .map_or(parts.slack.under, |text| text.slack().under),
            },
        };
        let placed = Placed::new(size, None, move || {
            let figure = self.figure(title, parts, drawn, top);
            let Some(note) = note else { return figure };
            let mut frame = Frame::new(None, size);
            let [chart, below] = self.numbers;
            frame.push_block(Point::default(), chart, figure);
            let at = Point::new(Length::ZERO, drawn.height + gap);
            frame.push_block(at, below, note.draw_as(Some(Role::Paragraph)));
            frame
        });
        Ok(placed.with_slack(slack))
    }

    /// The drawing, below its title as a caption if it has one.
    fn figure(
        &self,
        title: Option<parts::Lines<'_>>,
        parts: Parts<'_>,
        size: Size,
        top: Length,
    ) -> Frame {
        let mut figure = Frame::new(Some(Role::Figure), Size::new(size.width, size.height - top));
        figure.alt = Some(Arc::clone(&self.alt));
        draw(parts, &mut figure);
        let Some(title) = title else { return figure };
        let mut captioned = Frame::new(Some(Role::Figure), size);
        captioned.alt.clone_from(&figure.alt);
        let caption = title.draw_as(Some(Role::Caption));
        captioned.push(Point::default(), Content::Frame(caption));
        captioned.push(Point::new(Length::ZERO, top), Content::Frame(figure));
        captioned
    }
}

/// Draws parts into a frame.
fn draw(parts: Parts<'_>, frame: &mut Frame) {
    for (at, part) in parts.all {
        let content = match part {
            Part::Area(size, color) => Content::Fill { size, color },
            Part::Shape(contours, color) => {
                let contours = contours.into();
                Content::Shape(Shape { contours, color })
            }
            Part::Text(lines) => Content::Frame(lines.draw_as(None)),
        };
        frame.push(at, content);
    }
}
