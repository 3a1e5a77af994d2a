//! From a page's frame to the operators that draw it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use lopdf::{Dictionary, dictionary};
use printpdf::{
    Color as PdfColor, CurTransMat, DictItem, FontId, LinePoint, Op, PaintMode, PdfFontHandle,
    Point as PdfPoint, Polygon, PolygonRing, Pt, Rect, Rgb, WindingOrder,
};

use super::Section;
use super::fonts::FontProgram;
use super::links::{Links, Place};
use super::outline::Heading;
use super::picture;
use super::shown::Shown;
use super::structure::{Artifact, Kid, Owner, Structure, Tag};
use super::text::text_bytes;
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::layout::{Content, Frame, Page, Role, Shape, Text};
use crate::picture::Picture;
use crate::project::Speech;
use crate::project::stylesheet::{Color, FaceId};
use crate::text::Fonts;

/// What painting the pages finds out besides.
#[derive(Debug)]
pub(super) struct Found {
    pub structure: Structure,
    pub links: Links,
    pub headings: Vec<Heading>,
    /// Whether there is a glyph that the fonts lack.
    pub lacks_glyphs: bool,
}

impl Found {
    pub(super) fn new(pages: usize) -> Self {
        Self {
            structure: Structure::new(pages),
            links: Links::default(),
            headings: Vec::new(),
            lacks_glyphs: false,
        }
    }
}

impl Found {
    /// Begins a section of the document.
    pub(super) fn begin(&mut self, section: &Section<'_>) {
        self.structure.begin(section.title);
        if let (Some(title), Some(page)) = (section.title, section.pages.first()) {
            self.headings.push(Heading {
                level: 0,
                title: title.to_owned(),
                page: 0,
                top: page.frame.size.height,
            });
        }
    }
}

/// Draws the page of a number in three layers: backgrounds, the mark, and all that means something. PDF's
/// origin is the bottom left corner, so y is turned over here and nowhere else.
pub(super) fn paint(
    number: usize,
    page: &Page,
    fonts: &Fonts,
    programs: &BTreeMap<FaceId, FontProgram>,
    speech: Speech,
    found: &mut Found,
) -> [Vec<Op>; 3] {
    let mut painter = Painter {
        number,
        height: page.frame.size.height,
        fonts,
        programs,
        speech,
        found,
        ops: Vec::new(),
        font: None,
        color: None,
        owner: None,
        line: Point::default(),
        pen: None,
    };
    // What means nothing comes first, in one piece, and lies under all text.
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
    let root = painter.found.structure.root();
    painter.texts(&page.frame, Point::default(), root, None);
    painter.close();
    painter.ops.push(Op::EndTextSection);
    [backgrounds, mark, painter.ops]
}

/// The state in which the mark is drawn, by its name among a page's resources.
const THROUGH: &str = "M";

/// The states of a page's resources (ISO 32000-1, 8.4.5): one in which what is drawn darkens what is there, as
/// ink does (11.3.5.2).
pub(super) fn states() -> Dictionary {
    dictionary! { THROUGH => dictionary! { "BM" => "Multiply" } }
}

struct Painter<'a> {
    /// The number of the page in its section, from 0.
    number: usize,
    height: Length,
    fonts: &'a Fonts,
    programs: &'a BTreeMap<FaceId, FontProgram>,
    /// How the numbers of the language are said.
    speech: Speech,
    found: &'a mut Found,
    ops: Vec<Op>,
    /// The font and size in force.
    font: Option<(FaceId, Length)>,
    /// The color in force.
    color: Option<Color>,
    /// What the open piece of marked content belongs to.
    owner: Option<Owner>,
    /// Where the last line of the text object began; at first PDF's origin.
    line: Point,
    /// Where the last text ended.
    pen: Option<Point>,
}

impl Painter<'_> {
    /// Draws the mark of a page. Backgrounds are seen through it.
    fn mark(&mut self, mark: &Shape) {
        self.open(Owner::Artifact(Artifact::Watermark));
        self.ops.push(Op::SaveGraphicsState);
        self.color = None;
        self.ops.push(operator("gs", THROUGH));
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
        self.open(Owner::Artifact(Artifact::Layout));
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
                    self.open(Owner::Artifact(Artifact::Layout));
                    self.fill(*size, *color, at);
                }
                Content::Shape(Shape { contours, color }) => {
                    self.open(Owner::Artifact(Artifact::Layout));
                    self.shape(contours, *color, at);
                }
                Content::Text(_) | Content::Picture { .. } => {}
            }
        }
    }

    /// Draws a figure, of which lines and areas are as much a part as words. It is one piece of marked content:
    /// pdf.js takes the words of a further piece for text beside the figure.
    fn figure(&mut self, frame: &Frame, origin: Point, owner: Owner) {
        // No path is drawn within a text object (ISO 32000-1, 8.2).
        self.close();
        self.ops.push(Op::EndTextSection);
        self.open(owner);
        self.areas(frame, origin);
        let mut labels = Vec::new();
        frame.for_each_text(&mut |at, text| labels.push((origin + at, text)));
        if !labels.is_empty() {
            self.begin_text();
            for (at, text) in labels {
                self.text(text, at);
            }
            self.ops.push(Op::EndTextSection);
        }
        self.close();
        self.begin_text();
        if let Owner::Element(element) = owner {
            let bottom = self.height - origin.y - frame.size.height;
            let corners = [
                origin.x,
                bottom,
                origin.x + frame.size.width,
                bottom + frame.size.height,
            ];
            self.found.structure.elements[element].bounds = Some(corners);
        }
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
        let name = own.number.map(picture::resource_name);
        self.ops.extend(name.map(|name| operator("Do", &name)));
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Draws the text of a frame that belongs to `owner` and is a part of the block of a number.
    fn texts(&mut self, frame: &Frame, origin: Point, owner: Owner, block: Option<usize>) {
        let owner = self.found.structure.enter(owner, block, frame);
        self.note_heading(frame, origin, owner);
        if frame.role == Some(Role::Figure) {
            self.figure(frame, origin, owner);
            return;
        }
        for item in &frame.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(inner) => self.texts(inner, at, owner, item.block.or(block)),
                Content::Text(text) => match owner {
                    Owner::Element(element) => self.tagged(element, text, at),
                    Owner::Artifact(_) => {
                        self.open(owner);
                        self.text(text, at);
                    }
                },
                Content::Fill { .. } | Content::Shape(_) | Content::Picture { .. } => {}
            }
        }
    }

    /// Draws a text of an element, what is said otherwise in elements of its own.
    fn tagged(&mut self, element: usize, text: &Text, at: Point) {
        let string = text.string();
        let mut inline = element;
        let mut start = 0;
        for (range, instead) in self.instead(text, &string) {
            let pieces = [(start..range.start, None), (range.clone(), Some(instead))];
            for (piece, instead) in pieces.into_iter().filter(|(piece, _)| !piece.is_empty()) {
                inline = self.found.structure.inline(element, text, instead);
                self.open(Owner::Element(inline));
                self.piece(text, piece, at);
            }
            start = range.end;
        }
        if start < string.len() {
            inline = self.found.structure.inline(element, text, None);
            self.open(Owner::Element(inline));
            self.piece(text, start..string.len(), at);
        }
        self.note_link(inline, text, at);
    }

    /// The parts of a text that are said otherwise. Numbers in words of another language are left as they are.
    fn instead(&self, text: &Text, string: &str) -> Vec<(Range<usize>, Tag)> {
        let number = |(range, said): (_, String)| (range, Tag::Number(said.into()));
        match (&text.spoken, &text.language) {
            (Some(spoken), _) => vec![(0..string.len(), Tag::Spoken(Arc::clone(spoken)))],
            (None, None) => self.speech.numbers(string).map(number).collect(),
            (None, Some(_)) => Vec::new(),
        }
    }

    fn note_heading(&mut self, frame: &Frame, at: Point, owner: Owner) {
        if let (Some(Role::Heading(level)), Owner::Element(element)) = (frame.role, owner)
            && self.found.structure.is_new(element)
        {
            let mut title = String::new();
            frame.for_each_text(&mut |_, text| text.add_to(&mut title));
            self.found.headings.push(Heading {
                level,
                title,
                page: self.number,
                top: self.height - at.y,
            });
        }
    }

    fn note_link(&mut self, inline: usize, text: &Text, at: Point) {
        let Some(target) = &text.link else { return };
        let metrics = &self.fonts.get(text.face).metrics;
        let place = Place {
            page: self.number,
            left: at.x,
            bottom: self.height - at.y + metrics.at(metrics.descent, text.size),
            right: at.x + text.width,
            top: self.height - at.y + metrics.at(metrics.ascent, text.size),
        };
        let structure = &mut self.found.structure;
        let element = structure.link_of(inline);
        if let Some(annotation) = self.found.links.add(element, place, target, text) {
            structure.elements[element]
                .kids
                .push(Kid::Annotation(annotation));
        }
    }

    /// Opens a piece of marked content (ISO 32000-1, 14.6), unless the last one belongs to the same.
    fn open(&mut self, owner: Owner) {
        if self.owner == Some(owner) {
            return;
        }
        self.close();
        self.owner = Some(owner);
        let (tag, properties) = match owner {
            Owner::Artifact(artifact) => ("Artifact", artifact_properties(artifact)),
            Owner::Element(element) => {
                let structure = &mut self.found.structure;
                let mark = structure.mark(element, self.number);
                let mark = i64::try_from(mark).unwrap_or(i64::MAX);
                let tag = &structure.elements[element].tag;
                let mut properties = vec![("MCID", DictItem::Int(mark))];
                // Programs that copy text look here for it, those that read aloud in the tree.
                if let Tag::Number(spoken) = tag {
                    properties.push((
                        "ActualText",
                        DictItem::String {
                            data: text_bytes(spoken),
                            literal: true,
                        },
                    ));
                }
                (tag.name(), properties)
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
        if self.owner.take().is_some() {
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

    fn text(&mut self, text: &Text, at: Point) {
        self.piece(text, 0..usize::MAX, at);
    }

    /// Draws the glyphs of a text whose clusters begin in a range of its bytes. `at` is where all of it begins; a
    /// piece is drawn right after the one before.
    fn piece(&mut self, text: &Text, piece: Range<usize>, at: Point) {
        let Some(program) = self.programs.get(&text.face) else {
            self.found.lacks_glyphs = true;
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
        let mut shown = Shown::new(self.fonts, text, program, &mut self.ops);
        let mut start = 0;
        for word in &text.words {
            for glyph in &word.glyphs {
                if piece.contains(&(start + glyph.cluster)) {
                    shown.glyph(*glyph);
                }
            }
            start += word.text.len();
        }
        self.found.lacks_glyphs |= shown.finish();
    }

    fn set_font(&mut self, face: FaceId, size: Length) {
        if self.font == Some((face, size)) {
            return;
        }
        self.font = Some((face, size));
        let font = PdfFontHandle::External(FontId(resource_name(face)));
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

/// An operator of one name, which printpdf has none for that does not look the name up.
fn operator(key: &str, name: &str) -> Op {
    Op::Unknown {
        key: key.to_owned(),
        value: vec![DictItem::Name(name.as_bytes().to_vec())],
    }
}

/// What an artifact says of itself (ISO 32000-1, 14.8.2.2.2).
fn artifact_properties(artifact: Artifact) -> Vec<(&'static str, DictItem)> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let margin = |subtype: &str, edge: &str| {
        vec![
            ("Type", name("Pagination")),
            ("Subtype", name(subtype)),
            ("Attached", DictItem::Array(vec![name(edge)])),
        ]
    };
    match artifact {
        Artifact::Layout => vec![("Type", name("Layout"))],
        Artifact::Watermark => vec![("Type", name("Pagination")), ("Subtype", name("Watermark"))],
        Artifact::Header => margin("Header", "Top"),
        Artifact::Footer => margin("Footer", "Bottom"),
        Artifact::RepeatedRow => vec![("Type", name("Pagination"))],
    }
}

/// The name of a font among a page's resources. Not F1 to F14, which printpdf takes for the
/// fourteen standard fonts.
pub(super) fn resource_name(face: FaceId) -> String {
    format!("T{}", face.0)
}

/// Points for output. Three decimals are exact enough in 32 bits for pages of up to ten meters.
pub(super) fn pt(length: Length) -> Pt {
    #[expect(clippy::cast_possible_truncation, reason = "printpdf counts in f32")]
    let points = length.to_pt() as f32;
    Pt(points)
}
