//! From a page's frame to the operators that draw it.

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::{
    Color as PdfColor, CurTransMat, DictItem, FontId, LinePoint, Op, PaintMode, PdfFontHandle,
    Point as PdfPoint, Polygon, PolygonRing, Rect, Rgb, WindingOrder,
};

use super::font_program::FontProgram;
use super::picture;
use super::resources::{MULTIPLY, font_name};
use super::tags::structure_type;
use super::text::text_bytes;
use super::text_operators::TextOperators;
use super::units::pt;
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::layout::tree::{Artifact, Node, NodeKind, Owner, Piece, PieceContent};
use crate::layout::{Content, Frame, Page, Role, Shape, Text};
use crate::picture::Picture;
use crate::project::stylesheet::{Color, FaceId};
use crate::text::Fonts;

/// The operators of a page.
pub(super) struct Layers {
    /// Backgrounds, the mark, and everything that has a meaning, in this order.
    pub ops: [Vec<Op>; 3],
    /// `true` if the fonts lack a glyph.
    pub lacks_glyphs: bool,
}

/// Draws a page. PDF's origin is the bottom left corner, so y is turned over here and where places are written.
pub(super) fn paint(
    page: &Page,
    pieces: &[Piece<'_>],
    nodes: &[Node],
    fonts: &Fonts,
    programs: &BTreeMap<FaceId, FontProgram>,
) -> Layers {
    let mut painter = Painter {
        height: page.frame.size.height,
        nodes,
        fonts,
        programs,
        ops: Vec::new(),
        font: None,
        color: None,
        open: None,
        line: Point::default(),
        pen: None,
        lacks_glyphs: false,
    };
    // Backgrounds come first, in one piece, and lie under all text.
    painter.background(page);
    painter.fills(&page.frame, Point::default());
    painter.close();
    let backgrounds = std::mem::take(&mut painter.ops);
    if let Some(mark) = &page.mark {
        painter.mark(mark);
    }
    let mark = std::mem::take(&mut painter.ops);
    // Text is one text object up to the next figure; in it each line begins from the one before.
    painter.begin_text();
    for piece in pieces {
        painter.piece(piece);
    }
    painter.close();
    painter.ops.push(Op::EndTextSection);
    Layers {
        ops: [backgrounds, mark, painter.ops],
        lacks_glyphs: painter.lacks_glyphs,
    }
}

/// The owner of a piece of marked content (ISO 32000-1, 14.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Rules and backgrounds.
    Layout,
    /// The mark of a sheet that is not final.
    Watermark,
    /// Content that is no part of the document.
    Artifact(Artifact),
    /// A run of content of a node, by their numbers.
    Node(usize, usize),
}

struct Painter<'a> {
    height: Length,
    nodes: &'a [Node],
    fonts: &'a Fonts,
    programs: &'a BTreeMap<FaceId, FontProgram>,
    ops: Vec<Op>,
    /// The font and size in force.
    font: Option<(FaceId, Length)>,
    /// The color in force.
    color: Option<Color>,
    /// The open piece of marked content.
    open: Option<Mark>,
    /// The start of the last line of the text object; at first PDF's origin.
    line: Point,
    /// The end of the last text.
    pen: Option<Point>,
    lacks_glyphs: bool,
}

impl Painter<'_> {
    /// Draws the mark of a page. Backgrounds are seen through it.
    fn mark(&mut self, mark: &Shape) {
        self.open(Mark::Watermark);
        self.ops.push(Op::SaveGraphicsState);
        self.color = None;
        self.ops.push(operator("gs", MULTIPLY));
        self.shape(&mark.contours, mark.color, Point::default());
        self.ops.push(Op::RestoreGraphicsState);
        self.color = None;
        self.close();
    }

    fn background(&mut self, page: &Page) {
        let Some(color) = page.background else { return };
        let bleed = page.trim.map_or(Length::ZERO, |trim| trim.bleed);
        let Size { width, height } = page.frame.size;
        let size = Size::new(width + bleed * 2, height + bleed * 2);
        let corner = Length::ZERO - bleed;
        self.open(Mark::Layout);
        self.fill(size, color, Point::new(corner, corner));
    }

    fn fills(&mut self, frame: &Frame, origin: Point) {
        if frame.role == Some(Role::Figure) {
            return;
        }
        for item in &frame.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(inner) => self.fills(inner, at),
                Content::Fill { size, color } => {
                    self.open(Mark::Layout);
                    self.fill(*size, *color, at);
                }
                Content::Shape(Shape { contours, color }) => {
                    self.open(Mark::Layout);
                    self.shape(contours, *color, at);
                }
                Content::Text(_) | Content::Picture { .. } => {}
            }
        }
    }

    /// Draws a piece of content.
    fn piece(&mut self, piece: &Piece<'_>) {
        let mark = match piece.owner {
            Owner::Artifact(artifact) => Mark::Artifact(artifact),
            Owner::Node(node) => Mark::Node(node, piece.run),
        };
        match &piece.content {
            PieceContent::Text(text, range) => {
                self.open(mark);
                self.text(text, range.clone(), piece.at);
            }
            PieceContent::Figure(frame) => self.figure(frame, piece.at, mark),
        }
    }

    /// Draws a figure, with its lines, areas and words. All of it is one piece of marked content, because pdf.js takes
    /// the words of a second piece for text beside the figure.
    fn figure(&mut self, frame: &Frame, origin: Point, mark: Mark) {
        // No path is drawn within a text object (ISO 32000-1, 8.2).
        self.close();
        self.ops.push(Op::EndTextSection);
        self.open(mark);
        self.areas(frame, origin);
        let mut labels = Vec::new();
        frame.for_each_text(&mut |at, text| labels.push((origin + at, text)));
        if !labels.is_empty() {
            self.begin_text();
            for (at, text) in labels {
                self.text(text, 0..usize::MAX, at);
            }
            self.ops.push(Op::EndTextSection);
        }
        self.close();
        self.begin_text();
    }

    /// Begins a text object, in which lines are counted from PDF's origin again.
    fn begin_text(&mut self) {
        self.ops.push(Op::StartTextSection);
        self.line = Point::new(Length::ZERO, self.height);
        self.pen = None;
    }

    fn areas(&mut self, frame: &Frame, origin: Point) {
        for item in &frame.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(inner) => self.areas(inner, at),
                Content::Fill { size, color } => self.fill(*size, *color, at),
                Content::Shape(Shape { contours, color }) => self.shape(contours, *color, at),
                Content::Picture { picture, size } => self.picture(picture, *size, at),
                Content::Text(_) => {}
            }
        }
    }

    fn picture(&mut self, own: &Picture, size: Size, at: Point) {
        let [a, b, c, d, right, up] = picture::matrix(own, size);
        let left = pt(at.x).0 + right;
        let bottom = pt(self.height - at.y - size.height).0 + up;
        let matrix = CurTransMat::Raw([a, b, c, d, left, bottom]);
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix });
        let name = picture::resource_name(own);
        self.ops.extend(name.map(|name| operator("Do", &name)));
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Opens a piece of marked content, unless the open one has the same owner.
    fn open(&mut self, mark: Mark) {
        if self.open == Some(mark) {
            return;
        }
        self.close();
        self.open = Some(mark);
        let (tag, properties) = match mark {
            Mark::Layout => ("Artifact", vec![("Type", name("Layout"))]),
            Mark::Watermark => ("Artifact", pagination(Some("Watermark"))),
            Mark::Artifact(artifact) => ("Artifact", artifact_properties(artifact)),
            Mark::Node(node, run) => {
                let kind = &self.nodes[node].kind;
                let run = i64::try_from(run).unwrap_or(i64::MAX);
                let mut properties = vec![("MCID", DictItem::Int(run))];
                // Programs that copy text look for it here; programs that read aloud look for it in the structure
                // tree.
                if let NodeKind::Number(spoken) | NodeKind::Address(spoken) = kind {
                    let data = text_bytes(spoken);
                    let literal = true;
                    properties.push(("ActualText", DictItem::String { data, literal }));
                }
                (structure_type(kind), properties)
            }
        };
        let map = properties
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn fill(&mut self, size: Size, color: Color, at: Point) {
        self.set_color(color);
        let rectangle = Rect {
            x: pt(at.x),
            y: pt(self.height - at.y - size.height),
            width: pt(size.width),
            height: pt(size.height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn shape(&mut self, contours: &[Contour], color: Color, origin: Point) {
        self.set_color(color);
        let point = |at: Point, bezier| LinePoint {
            p: PdfPoint {
                x: pt(origin.x + at.x),
                y: pt(self.height - origin.y - at.y),
            },
            bezier,
        };
        let ring = |contour: &Contour| {
            let mut points = vec![point(contour.start, false)];
            for segment in &contour.segments {
                match *segment {
                    Segment::Line(to) => points.push(point(to, false)),
                    Segment::Curve([first, second], to) => {
                        points.extend([point(first, true), point(second, true), point(to, false)]);
                    }
                }
            }
            PolygonRing { points }
        };
        let polygon = Polygon {
            rings: contours.iter().map(ring).collect(),
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    /// Draws the glyphs with clusters that start in a byte range of a text. `at` is the start of the whole text; a
    /// later piece directly follows the one before.
    fn text(&mut self, text: &Text, piece: Range<usize>, at: Point) {
        let Some(program) = self.programs.get(&text.face) else {
            self.lacks_glyphs = true;
            return;
        };
        self.set_font(text.face, text.size);
        self.set_color(text.color);
        if piece.start == 0 && self.pen != Some(at) {
            let pos = PdfPoint {
                x: pt(at.x - self.line.x),
                y: pt(self.line.y - at.y),
            };
            self.ops.push(Op::SetTextCursor { pos });
            self.line = at;
        }
        self.pen = Some(Point::new(at.x + text.width, at.y));
        let mut shown = TextOperators::new(self.fonts, text, program, &mut self.ops);
        let mut start = 0;
        for word in &text.words {
            for glyph in &word.glyphs {
                if piece.contains(&(start + glyph.cluster)) {
                    shown.glyph(*glyph);
                }
            }
            start += word.text.len();
        }
        self.lacks_glyphs |= shown.finish();
    }

    fn set_font(&mut self, face: FaceId, size: Length) {
        if self.font == Some((face, size)) {
            return;
        }
        self.font = Some((face, size));
        let font = PdfFontHandle::External(FontId(font_name(face)));
        self.ops.push(Op::SetFont {
            font,
            size: pt(size),
        });
    }

    fn set_color(&mut self, color: Color) {
        if self.color == Some(color) {
            return;
        }
        self.color = Some(color);
        let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
        let col = PdfColor::Rgb(Rgb {
            r: part(color.red),
            g: part(color.green),
            b: part(color.blue),
            icc_profile: None,
        });
        self.ops.push(Op::SetFillColor { col });
    }
}

/// An operator with a name as its only operand. The operators of printpdf would look the name up.
fn operator(key: &str, name: &str) -> Op {
    Op::Unknown {
        key: key.to_owned(),
        value: vec![DictItem::Name(name.as_bytes().to_vec())],
    }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

/// The properties of an artifact (ISO 32000-1, 14.8.2.2.2).
fn artifact_properties(artifact: Artifact) -> Vec<(&'static str, DictItem)> {
    let margin = |subtype: &str, edge: &str| {
        let mut properties = pagination(Some(subtype));
        properties.push(("Attached", DictItem::Array(vec![name(edge)])));
        properties
    };
    match artifact {
        Artifact::Header => margin("Header", "Top"),
        Artifact::Footer => margin("Footer", "Bottom"),
        Artifact::RepeatedRow => pagination(None),
    }
}

/// The properties of an artifact that is there because of the division into pages.
fn pagination(subtype: Option<&str>) -> Vec<(&'static str, DictItem)> {
    let mut properties = vec![("Type", name("Pagination"))];
    properties.extend(subtype.map(|subtype| ("Subtype", name(subtype))));
    properties
}
