//! A map of equal squares with the codes of places, and the classes by which they are shaded.

use super::Drawing;
use super::parts::{Parts, Surface};
use super::typesetter::{Room, Typesetter, surface};
use crate::copy::chart::{self, Hue};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::Why;
use crate::project::stylesheet::{ChartStyle, Color};
use crate::text::Paragraph;

/// The largest side of a square, in thousandths of the text size.
const LARGEST: i64 = 2400;

/// The part of a square's side that is the space to the next one.
const GAP: (i64, i64) = (1, 12);

/// The size of the type of codes, as a part of a square's side.
const CODE: (i64, i64) = (45, 100);

/// The color of the palest class, in thousandths.
const PALEST: u32 = 100;

/// A map.
pub(super) struct Tiles<'w> {
    tiles: Vec<Tile<'w>>,
    classes: Vec<(Surface, Paragraph<'w>)>,
}

struct Tile<'w> {
    at: (u8, u8),
    code: Paragraph<'w>,
    surface: Surface,
    is_own: bool,
}

impl<'w> Tiles<'w> {
    pub(super) fn new(tiles: &'w chart::Tiles, typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        let style = typesetter.style;
        let count = tiles.classes.len();
        let squares = tiles.tiles.iter().map(|tile| {
            let surface = match (count, tile.class) {
                (0, _) if tile.is_own => surface(style, Hue::Place, false),
                (0, _) => plain(style),
                (_, class) => shaded(style, class, count),
            };
            let ground = surface.inner.unwrap_or(surface.color);
            Tile {
                at: tile.at,
                code: typesetter.label_on(&tile.code, ground),
                surface,
                is_own: tile.is_own,
            }
        });
        let squares = squares.collect();
        let classes = (0_u8..).zip(&tiles.classes);
        let classes = classes.map(|(class, label)| (shaded(style, Some(class), count), label));
        let without = tiles
            .without
            .iter()
            .map(|label| (shaded(style, None, count), label));
        let classes = classes.chain(without);
        Self {
            tiles: squares,
            classes: classes
                .map(|(surface, label)| (surface, typesetter.label(label)))
                .collect(),
        }
    }
}

/// The surface of a place on a map without classes.
fn plain(style: &ChartStyle) -> Surface {
    Surface {
        color: style.grid.tint(500),
        inner: None,
    }
}

/// The surface of a class; the highest is the darkest. A place without a number is white with an edge.
fn shaded(style: &ChartStyle, class: Option<u8>, count: usize) -> Surface {
    let color = style.fill;
    let Some(class) = class else {
        let inner = Some(Color::WHITE);
        return Surface {
            color: style.grid,
            inner,
        };
    };
    let last = u32::try_from(count.saturating_sub(1)).unwrap_or(1).max(1);
    let class = u32::from(class).min(last);
    Surface {
        color,
        inner: (class < last).then(|| color.tint(PALEST + (1000 - PALEST) * class / last)),
    }
}

impl Drawing for Tiles<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let mut parts = Parts::default();
        let most = |side: &dyn Fn((u8, u8)) -> u8| {
            self.tiles
                .iter()
                .map(|tile| i64::from(side(tile.at)) + 1)
                .max()
                .unwrap_or(1)
        };
        let columns = most(&|(column, _)| column);
        let step = (room.width / columns).min(room.em(LARGEST, 1000));
        let side = step - step.scaled(GAP.0, GAP.1);
        for tile in &self.tiles {
            let (column, row) = tile.at;
            let at = Point::new(step * i64::from(column), step * i64::from(row));
            parts.surface(at, Size::new(side, side), tile.surface);
            parts.height = parts.height.max(at.y + side);
            if tile.is_own && !self.classes.is_empty() {
                frame(at, side, room, &mut parts);
            }
            let code = room.text_at(&tile.code, room.width, side.scaled(CODE.0, CODE.1))?;
            if code.longest() <= side {
                let x = at.x + (side - code.longest()) / 2;
                let y = at.y + side / 2 - code.middle();
                parts
                    .all
                    .push((Point::new(x, y), super::parts::Part::Text(code)));
            }
        }
        self.legend(room, &mut parts)?;
        Ok(parts)
    }
}

impl Tiles<'_> {
    /// The classes in a row, or several rows where they do not fit.
    fn legend<'p>(&'p self, room: &Room<'p>, parts: &mut Parts<'p>) -> Result<(), Why> {
        let side = room.em(7, 10);
        let (near, gap) = (room.em(2, 5), room.em(1, 1));
        let mut at = Point::new(
            Length::ZERO,
            parts.height + room.style.gap.at(room.text_size),
        );
        for (surface, label) in &self.classes {
            let label = room.text(label, (room.width - side - near).max(Length::ZERO))?;
            let width = side + near + label.longest();
            if at.x > Length::ZERO && at.x + width > room.width {
                at = Point::new(Length::ZERO, parts.height);
            }
            let swatch = Point::new(at.x, at.y + label.middle() - side / 2);
            parts.surface(swatch, Size::new(side, side), *surface);
            parts.text(Point::new(at.x + side + near, at.y), label);
            at.x += width + gap;
        }
        Ok(())
    }
}

/// A frame around the square of the place.
fn frame(at: Point, side: Length, room: &Room<'_>, parts: &mut Parts<'_>) {
    let thickness = (side / 10).max(Length::from_milli(1000));
    let color = room.style.label.plain.color;
    let far = side - thickness;
    let flat = Size::new(side, thickness);
    let upright = Size::new(thickness, side);
    parts.area(at, flat, color);
    parts.area(at + Point::new(Length::ZERO, far), flat, color);
    parts.area(at, upright, color);
    parts.area(at + Point::new(far, Length::ZERO), upright, color);
}
