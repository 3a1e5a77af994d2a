//! Drawings: SVG files.
//!
//! [usvg](https://docs.rs/usvg) converts a file to paths and silently ignores what it does not know. A file is
//! therefore first [weighed](weight), so that its copies cannot fill the memory, and [inspected](inspect), so that
//! nothing is left out or painted black without an error.

mod cut;
mod drawing;
mod element;
mod encoding;
mod finding;
mod inspect;
mod outline;
mod property;
mod source;
mod stylesheet;
mod variables;
mod weight;

use std::borrow::Cow;

use usvg::tiny_skia_path::{Path, Rect};
use usvg::{BlendMode, FillRule, Group, Node, Paint, PaintOrder, Tree, roxmltree};

pub use self::drawing::{Drawing, Shape};
use self::inspect::Inspection;
use self::outline::{contours, edges, length, length_of};
use self::property::Effect;
use super::unusable::Unusable;
use crate::geometry::Size;
use crate::project::stylesheet::Color;

/// The maximum number of nodes in a file.
const MOST_ELEMENTS: u32 = 100_000;

impl Drawing {
    /// Reads an SVG file. An error if it cannot be parsed, is too large, or has visible content that cannot be drawn.
    pub(in crate::picture) fn read(data: &[u8]) -> Result<Self, Unusable> {
        let written = source::text(data)?;
        let document = parse(&written)?;
        let text = variables::resolve(&written, &document, source::LARGEST_FILE);
        let document = match &text {
            Cow::Borrowed(_) => document,
            Cow::Owned(text) => parse(text)?,
        };
        weight::check(&document)?;
        let inspection = inspect::inspect(&document)?;
        let mut options = usvg::Options::default();
        // No other file is read.
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        let tree = Tree::from_xmltree(&document, &options).map_err(|error| no_svg(&error))?;
        let size = tree.size();
        let mut canvas = Canvas {
            scale: SIDE / size.width().max(size.height()),
            shapes: Vec::new(),
            points: 0,
            inspection: &inspection,
            size,
            clip: None,
        };
        canvas.group(tree.root())?;
        let side = |side: f32| length(side * canvas.scale);
        let shown = Size::new(side(size.width()), side(size.height()));
        if canvas.shapes.is_empty() {
            return Err(Unusable::new(
                "nothing in it is seen",
                "draw something, or show what is hidden",
            ));
        }
        if !canvas.shapes.iter().any(|shape| shape.is_within(shown)) {
            let why = "all of its shapes lie outside of its edges";
            return Err(Unusable::new(
                why,
                "give the edges of the drawing as its viewBox",
            ));
        }
        Ok(Self {
            size: shown,
            shapes: canvas.shapes,
        })
    }
}

fn parse(text: &str) -> Result<roxmltree::Document<'_>, Unusable> {
    let options = roxmltree::ParsingOptions {
        // Drawing programs write a DTD. External entities are not read, and the expansion of internal ones is limited.
        allow_dtd: true,
        nodes_limit: MOST_ELEMENTS,
        ..Default::default()
    };
    roxmltree::Document::parse_with_options(text, options).map_err(|error| no_svg(&error))
}

fn no_svg(error: &dyn std::fmt::Display) -> Unusable {
    let why = format!("it is no SVG file: {error}");
    Unusable::new(why, "save it again as plain SVG, or use a PNG or JPEG file")
}

/// The longer side of a drawing in its own units. It is the same for all drawings, so that small ones are as precise as
/// large ones.
const SIDE: f32 = 1000.0;

/// The maximum number of points in all outlines.
const MOST_POINTS: usize = 200_000;

/// The maximum distance of any point from the origin of a drawing.
const FAR: f32 = 1_000_000.0;

/// A drawing that is being read.
struct Canvas<'d> {
    /// The results of the inspection of the file.
    inspection: &'d Inspection<'d>,
    /// The size of the drawing in units of the file.
    size: usvg::Size,
    /// The drawing units per unit of the file.
    scale: f32,
    shapes: Vec<Shape>,
    points: usize,
    /// The rectangle around the group that is being read, beyond which nothing is seen.
    clip: Option<Rect>,
}

/// The advice for effects that need transparency.
const PLAIN: &str = "use shapes of one color each, without transparency, masks or shadows";

/// The advice for clipped shapes.
const CUT: &str = "draw the shape as it is seen, or take the clip-path out";

impl Canvas<'_> {
    fn check_points(&self) -> Result<(), Unusable> {
        if self.points <= MOST_POINTS {
            return Ok(());
        }
        let why = format!("it has more than {MOST_POINTS} points");
        Err(Unusable::new(why, "simplify it, or save it as PNG"))
    }

    /// The error of an effect that cannot be drawn, at the first location in the file that may have caused it.
    fn cannot(&self, effect: Effect, target: Option<&str>) -> Unusable {
        let what = match effect {
            Effect::Transparent => "it has something transparent in it",
            Effect::Cut => "a part of it is cut off",
            Effect::Painted => "it has a gradient or pattern in it",
            Effect::Mixed => "it has a shadow, a blur, a mask or mixed colors in it",
        };
        let help = if effect == Effect::Cut { CUT } else { PLAIN };
        let of_effect = || {
            self.inspection
                .suspects
                .iter()
                .filter(|suspect| suspect.effect == effect)
        };
        let named =
            of_effect().find(|suspect| target.is_some() && suspect.target.as_deref() == target);
        match named.or_else(|| of_effect().next()) {
            Some(suspect) => {
                let mut finding = suspect.finding.clone();
                finding.why = format!("{what}: {}", finding.why);
                Unusable {
                    help,
                    ..finding.into()
                }
            }
            None => Unusable::new(what, help),
        }
    }

    fn plain_color(&self, paint: &Paint, opacity: f32) -> Result<Color, Unusable> {
        match paint {
            Paint::Color(color) if opacity >= 1.0 => Ok(Color {
                red: color.red,
                green: color.green,
                blue: color.blue,
            }),
            Paint::Color(_) => Err(self.cannot(Effect::Transparent, None)),
            _ => Err(self.cannot(Effect::Painted, None)),
        }
    }

    fn group(&mut self, group: &Group) -> Result<(), Unusable> {
        if group.opacity().get() <= 0.0 {
            return Ok(());
        }
        if group.opacity().get() < 1.0 {
            return Err(self.cannot(Effect::Transparent, None));
        }
        if group.blend_mode() != BlendMode::Normal
            || group.mask().is_some()
            || !group.filters().is_empty()
        {
            return Err(self.cannot(Effect::Mixed, None));
        }
        let outer = self.clip;
        if let Some(clip) = group
            .clip_path()
            .filter(|clip| !cut::cuts_nothing(clip, group, self.size))
        {
            let Some(edge) = cut::edge(clip, group) else {
                return Err(self.cannot(Effect::Cut, Some(clip.id())));
            };
            let both = outer.map_or(Some(edge), |outer| outer.intersect(&edge));
            let Some(both) = both else { return Ok(()) };
            self.clip = Some(both);
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) if path.is_visible() => self.path(path)?,
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
            }
        }
        self.clip = outer;
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
        if fill.opacity().get() <= 0.0 {
            return Ok(());
        }
        let color = self.plain_color(fill.paint(), fill.opacity().get())?;
        let outline = path.data().clone().transform(path.abs_transform());
        self.add(outline, color, fill.rule() == FillRule::EvenOdd)
    }

    /// Converts a stroke to a filled outline.
    fn stroke(&mut self, path: &usvg::Path) -> Result<(), Unusable> {
        let Some(stroke) = path.stroke() else {
            return Ok(());
        };
        if stroke.opacity().get() <= 0.0 {
            return Ok(());
        }
        let color = self.plain_color(stroke.paint(), stroke.opacity().get())?;
        let pen = stroke.to_tiny_skia();
        // The precision at the final size.
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
        let is_seen = |clip: Rect| outline.bounds().intersect(&clip).is_some();
        if self.clip.is_none_or(is_seen) {
            self.shapes.push(Shape {
                contours: contours(&outline, self.scale),
                color,
                is_even_odd,
                clip: self.clip.map(|clip| edges(clip, self.scale)),
            });
        }
        Ok(())
    }
}
