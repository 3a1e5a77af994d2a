//! Drawings: SVG files.

use usvg::tiny_skia_path::{Path, PathSegment, Point as SvgPoint};
use usvg::{BlendMode, FillRule, Group, Node, Paint, Tree, roxmltree};

use super::Unusable;
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::project::stylesheet::Color;

/// The most elements of a drawing.
const MOST_ELEMENTS: u32 = 100_000;

/// Filled shapes, the first behind the others. The origin is the top left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height.
    pub size: Size,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

/// A shape of one color. Lines have become the shapes that they look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its outlines.
    pub contours: Vec<Contour>,
    /// Its color.
    pub color: Color,
    /// Whether what lies inside of two outlines is outside of it.
    pub is_even_odd: bool,
}

impl Drawing {
    /// Reads an SVG file.
    pub(super) fn read(data: &[u8]) -> Result<Self, Unusable> {
        const NONE: &str = "use an SVG, PNG or JPEG file";
        let text = std::str::from_utf8(data)
            .map_err(|_| Unusable::new("it is no picture of a kind that is known", NONE))?;
        let options = roxmltree::ParsingOptions {
            nodes_limit: MOST_ELEMENTS,
            ..Default::default()
        };
        let document = roxmltree::Document::parse_with_options(text, options)
            .map_err(|error| Unusable::new(format!("it is no SVG file: {error}"), NONE))?;
        check_elements(&document)?;
        let mut options = usvg::Options::default();
        // Nothing is read but the file itself.
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        let tree = Tree::from_xmltree(&document, &options)
            .map_err(|error| Unusable::new(format!("it is no SVG file: {error}"), NONE))?;
        let mut shapes = Vec::new();
        add_group(tree.root(), &mut shapes)?;
        if shapes.is_empty() {
            return Err(Unusable::new("there is nothing in it", "draw something"));
        }
        let size = tree.size();
        Ok(Self {
            size: Size::new(length(size.width()), length(size.height())),
            shapes,
        })
    }
}

/// What would be left out without a word is an error.
fn check_elements(document: &roxmltree::Document<'_>) -> Result<(), Unusable> {
    let refused = document.descendants().find_map(|node| {
        Some(match node.tag_name().name() {
            "text" => ("letters", "convert text to outlines"),
            "image" => ("a picture", "use that picture itself, or draw it"),
            "foreignObject" => ("something that is no drawing", "take it out"),
            "script" | "animate" | "set" => ("something that moves", "take it out"),
            _ => return None,
        })
    });
    match refused {
        Some((what, help)) => Err(Unusable::new(format!("it has {what} in it"), help)),
        None => Ok(()),
    }
}

/// What to do about what paper cannot show without being mixed.
const PLAIN: &str = "use shapes of one color each, without transparency, masks or shadows";

fn add_group(group: &Group, shapes: &mut Vec<Shape>) -> Result<(), Unusable> {
    let is_plain = group.opacity().get() >= 1.0
        && group.blend_mode() == BlendMode::Normal
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty();
    if !is_plain {
        let why = "it has something transparent, cut off or blurred in it";
        return Err(Unusable::new(why, PLAIN));
    }
    for node in group.children() {
        match node {
            Node::Group(group) => add_group(group, shapes)?,
            Node::Path(path) if path.is_visible() => add_path(path, shapes)?,
            Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
        }
    }
    Ok(())
}

fn add_path(path: &usvg::Path, shapes: &mut Vec<Shape>) -> Result<(), Unusable> {
    let mut add = |outline: Option<Path>, paint: &Paint, opacity: f32, is_even_odd: bool| {
        let color = match paint {
            Paint::Color(color) if opacity >= 1.0 => *color,
            Paint::Color(_) => {
                return Err(Unusable::new("it has something transparent in it", PLAIN));
            }
            _ => return Err(Unusable::new("it has a gradient or pattern in it", PLAIN)),
        };
        let placed = outline.and_then(|outline| outline.transform(path.abs_transform()));
        shapes.extend(placed.map(|placed| Shape {
            contours: contours(&placed),
            color: Color {
                red: color.red,
                green: color.green,
                blue: color.blue,
            },
            is_even_odd,
        }));
        Ok(())
    };
    if let Some(fill) = path.fill() {
        let outline = Some(path.data().clone());
        let is_even_odd = fill.rule() == FillRule::EvenOdd;
        add(outline, fill.paint(), fill.opacity().get(), is_even_odd)?;
    }
    if let Some(stroke) = path.stroke() {
        let dashed = stroke.to_tiny_skia();
        let line = match &dashed.dash {
            Some(dash) => path.data().dash(dash, 1.0),
            None => Some(path.data().clone()),
        };
        let outline = line.and_then(|line| line.stroke(&dashed, 1.0));
        add(outline, stroke.paint(), stroke.opacity().get(), false)?;
    }
    Ok(())
}

fn contours(path: &Path) -> Vec<Contour> {
    let mut contours: Vec<Contour> = Vec::new();
    let mut from = SvgPoint::zero();
    // PDF has no curves of the second degree; each is one of the third.
    let toward = |a: SvgPoint, b: SvgPoint| {
        let part = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        place(SvgPoint::from_xy(part(a.x, b.x), part(a.y, b.y)))
    };
    for segment in path.segments() {
        let (segment, to) = match segment {
            PathSegment::MoveTo(to) => {
                contours.push(Contour {
                    start: place(to),
                    segments: Vec::new(),
                });
                from = to;
                continue;
            }
            PathSegment::LineTo(to) => (Segment::Line(place(to)), to),
            PathSegment::QuadTo(control, to) => {
                let controls = [toward(from, control), toward(to, control)];
                (Segment::Curve(controls, place(to)), to)
            }
            PathSegment::CubicTo(one, other, to) => {
                (Segment::Curve([place(one), place(other)], place(to)), to)
            }
            PathSegment::Close => continue,
        };
        from = to;
        if let Some(contour) = contours.last_mut() {
            contour.segments.push(segment);
        }
    }
    contours
}

fn place(point: SvgPoint) -> Point {
    Point::new(length(point.x), length(point.y))
}

#[expect(clippy::cast_possible_truncation, reason = "a drawing is small")]
fn length(units: f32) -> Length {
    Length::from_milli((f64::from(units) * 1000.0).round() as i64)
}
