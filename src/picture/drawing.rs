//! Drawings: SVG files.

use std::collections::BTreeSet;

use usvg::tiny_skia_path::{Path, PathSegment, Point as SvgPoint};
use usvg::{BlendMode, FillRule, Group, Node, Paint, PaintOrder, Tree, roxmltree};

use super::Unusable;
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::project::stylesheet::Color;

/// The most elements of a file.
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
            // Drawing programs write one; entities are not read from elsewhere, and not without limit.
            allow_dtd: true,
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
        let size = tree.size();
        let mut canvas = Canvas {
            scale: SIDE / size.width().max(size.height()),
            shapes: Vec::new(),
            points: 0,
        };
        canvas.group(tree.root())?;
        if canvas.shapes.is_empty() {
            return Err(Unusable::new("there is nothing in it", "draw something"));
        }
        let side = |side: f32| length(side * canvas.scale);
        Ok(Self {
            size: Size::new(side(size.width()), side(size.height())),
            shapes: canvas.shapes,
        })
    }
}

/// How long the longer side of a drawing is in its own units, so that small ones are as fine as large ones.
const SIDE: f32 = 1000.0;

/// The most points of all outlines.
const MOST_POINTS: usize = 200_000;

/// How far from its origin anything in a drawing may lie.
const FAR: f32 = 1_000_000.0;

/// A drawing on its way.
struct Canvas {
    /// Units to one of the file.
    scale: f32,
    shapes: Vec<Shape>,
    points: usize,
}

/// What would be left out without a word is an error.
fn check_elements(document: &roxmltree::Document<'_>) -> Result<(), Unusable> {
    let names: BTreeSet<&str> = document
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    let refused = document.descendants().find_map(|node| {
        Some(match node.tag_name().name() {
            "text" => ("letters", "convert text to outlines"),
            "image" => ("a picture", "use that picture itself, or draw it"),
            "foreignObject" => ("something that is no drawing", "take it out"),
            "script" | "animate" | "animateTransform" | "animateMotion" | "set" => {
                ("something that moves", "take it out")
            }
            "use" if !names.contains(&target(&node)) => (
                "a copy of something that is not there",
                "put that into the same file",
            ),
            _ => return None,
        })
    });
    match refused {
        Some((what, help)) => Err(Unusable::new(format!("it has {what} in it"), help)),
        None => Ok(()),
    }
}

/// The name of what a `use` element copies.
fn target<'d>(node: &roxmltree::Node<'d, '_>) -> &'d str {
    let mut links = node.attributes().filter(|a| a.name() == "href");
    let link = links.next().map_or("", |link| link.value());
    link.trim().strip_prefix('#').unwrap_or_default()
}

/// What to do about what paper cannot show without being mixed.
const PLAIN: &str = "use shapes of one color each, without transparency, masks or shadows";

impl Canvas {
    fn check_points(&self) -> Result<(), Unusable> {
        if self.points <= MOST_POINTS {
            return Ok(());
        }
        let why = format!("it has more than {MOST_POINTS} points");
        Err(Unusable::new(why, "simplify it, or save it as PNG"))
    }

    fn group(&mut self, group: &Group) -> Result<(), Unusable> {
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
                Node::Group(group) => self.group(group)?,
                Node::Path(path) if path.is_visible() => self.path(path)?,
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &usvg::Path) -> Result<(), Unusable> {
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                self.fill(path)?;
                self.stroke(path)
            }
            PaintOrder::StrokeAndFill => {
                self.stroke(path)?;
                self.fill(path)
            }
        }
    }

    fn fill(&mut self, path: &usvg::Path) -> Result<(), Unusable> {
        let Some(fill) = path.fill() else {
            return Ok(());
        };
        let color = plain_color(fill.paint(), fill.opacity().get())?;
        let outline = path.data().clone().transform(path.abs_transform());
        self.add(outline, color, fill.rule() == FillRule::EvenOdd)
    }

    /// A line becomes the shape that it looks like.
    fn stroke(&mut self, path: &usvg::Path) -> Result<(), Unusable> {
        let Some(stroke) = path.stroke() else {
            return Ok(());
        };
        let color = plain_color(stroke.paint(), stroke.opacity().get())?;
        let pen = stroke.to_tiny_skia();
        // As fine as it is seen in the end.
        let (x, y) = path.abs_transform().get_scale();
        let resolution = self.scale * x.max(y);
        let line = match (&pen.dash, stroke.dasharray()) {
            (Some(dash), Some(parts)) => {
                let dashes = length_of(path.data()) / parts.iter().sum::<f32>();
                self.points += dashes.min(1e9) as usize;
                self.check_points()?;
                path.data().dash(dash, resolution)
            }
            _ => Some(path.data().clone()),
        };
        let outline = line.and_then(|line| line.stroke(&pen, resolution));
        let outline = outline.and_then(|outline| outline.transform(path.abs_transform()));
        self.add(outline, color, false)
    }

    fn add(
        &mut self,
        outline: Option<Path>,
        color: Color,
        is_even_odd: bool,
    ) -> Result<(), Unusable> {
        let Some(outline) = outline else {
            return Ok(());
        };
        self.points += outline.points().len();
        self.check_points()?;
        let is_far =
            |part: f32| !(part * self.scale).is_finite() || (part * self.scale).abs() > FAR;
        if outline
            .points()
            .iter()
            .any(|at| is_far(at.x) || is_far(at.y))
        {
            let why = "something in it reaches far beyond its own edges";
            return Err(Unusable::new(
                why,
                "take away what lies outside of the page",
            ));
        }
        self.shapes.push(Shape {
            contours: contours(&outline, self.scale),
            color,
            is_even_odd,
        });
        Ok(())
    }
}

/// About how long a path is: that of the straight lines between its points.
fn length_of(path: &Path) -> f32 {
    let pairs = path.points().windows(2);
    pairs.map(|pair| pair[0].distance(pair[1])).sum()
}

fn plain_color(paint: &Paint, opacity: f32) -> Result<Color, Unusable> {
    match paint {
        Paint::Color(color) if opacity >= 1.0 => Ok(Color {
            red: color.red,
            green: color.green,
            blue: color.blue,
        }),
        Paint::Color(_) => Err(Unusable::new("it has something transparent in it", PLAIN)),
        _ => Err(Unusable::new("it has a gradient or pattern in it", PLAIN)),
    }
}

fn contours(path: &Path, scale: f32) -> Vec<Contour> {
    let place = |point: SvgPoint| Point::new(length(point.x * scale), length(point.y * scale));
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

#[expect(clippy::cast_possible_truncation, reason = "a drawing is small")]
fn length(units: f32) -> Length {
    Length::from_milli((f64::from(units) * 1000.0).round() as i64)
}
