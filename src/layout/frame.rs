//! The result of layout: frames with positioned items.
//!
//! Every frame and text keeps its role, its figure and its source. Tags, traces and book contents are read off the
//! frames, so nothing has to be recorded beside them.

use std::fmt::{self, Write};
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::geometry::{Contour, Length, Point, Size};
use crate::picture::Picture;
use crate::project::Reference;
use crate::project::stylesheet::{Color, FaceId, PageSetup};
use crate::text::{FootnoteMark, Word};

/// A box with items in it. Positions are from its top left corner, y downwards.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The role, or `None` for a mere box.
    pub role: Option<Role>,
    /// The size.
    pub size: Size,
    /// The first baseline, from the top.
    pub baseline: Option<Length>,
    /// The lists and notes around it, outermost first.
    pub inside: Vec<Container>,
    /// The alternative text of a picture or chart.
    pub alt: Option<Arc<str>>,
    /// The target of a picture that is a link.
    pub link: Option<LinkTarget>,
    /// The content, in reading order.
    pub items: Vec<Item>,
}

/// A list, an item or a note around a frame. Frames with the same container belong together, also across pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Container {
    /// The piece of text.
    pub kind: ContainerKind,
    /// The number among all containers of the sheet.
    pub number: usize,
}

/// The kind of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerKind {
    /// A list.
    List {
        /// `true` for a list with numbers.
        ordered: bool,
    },
    /// An item of a list.
    Item,
    /// A note.
    Note,
}

/// The role of a frame, for assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A heading of a level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The bullet or number of an item.
    Marker,
    /// A table.
    Table,
    /// A table's row.
    Row {
        /// `true` for the header row.
        header: bool,
        /// `true` for a copy of the header at the top of a further page.
        repeated: bool,
        /// `true` for the rest of a row that did not fit on the page before.
        continued: bool,
    },
    /// A table of contents.
    Contents,
    /// A line of it.
    Entry,
    /// A row's cell.
    Cell {
        /// `true` for a cell that names its column or row.
        header: bool,
    },
    /// A picture or a chart, with an alternative text.
    Figure,
    /// The title of a chart.
    Caption,
    /// A footnote.
    Footnote {
        /// Its number.
        number: usize,
        /// `true` at the foot of the page on which it is called, `false` among the footnotes at the end of a sheet.
        is_at_foot: bool,
    },
    /// The running header.
    Header,
    /// The running footer.
    Footer,
}

/// A positioned item.
#[derive(Clone, Debug)]
pub struct Item {
    /// The position: the top left corner, or the left end of the baseline for text.
    pub at: Point,
    /// The number of its block among all blocks of the sheet.
    pub block: Option<usize>,
    /// The content.
    pub content: Content,
}

/// The content of an item.
#[derive(Clone, Debug)]
pub enum Content {
    /// Another frame.
    Frame(Frame),
    /// Text on one line.
    Text(Text),
    /// A filled rectangle: a rule or a background. It has no meaning outside of a figure.
    Fill {
        /// The size.
        size: Size,
        /// Its color.
        color: Color,
    },
    /// A filled shape. It has no meaning outside of a figure.
    Shape(Shape),
    /// A picture.
    Picture {
        /// The drawing.
        picture: Arc<Picture>,
        /// The size.
        size: Size,
    },
}

/// A filled shape.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its outlines.
    pub contours: Arc<[Contour]>,
    /// Its color.
    pub color: Color,
}

/// Words on one line with the same style and origin.
#[derive(Clone, Debug)]
pub struct Text {
    /// The words and the spaces between them.
    pub words: Vec<Arc<Word>>,
    /// The font.
    pub face: FaceId,
    /// The size of the type.
    pub size: Length,
    /// Its color.
    pub color: Color,
    /// The advance.
    pub width: Length,
    /// `true` for strong text.
    pub strong: bool,
    /// `true` for emphasized text.
    pub emphasis: bool,
    /// The link target.
    pub link: Option<LinkTarget>,
    /// The footnote of which the text is the number.
    pub footnote: Option<Arc<FootnoteMark>>,
    /// The tag of its language, or `None` for the language of the sheet.
    pub language: Option<Arc<str>>,
    /// The spoken text, if it differs from the printed text.
    pub spoken: Option<Arc<str>>,
    /// The text that is copied in place of this, in a part of an address on several lines.
    pub copied: Option<Arc<str>>,
    /// The figure that the text prints.
    pub figure: Option<Reference>,
    /// The origin.
    pub source: Span,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To an address.
    Address(Arc<str>),
    /// To the first page of another section of the same file, by its number from 0.
    Section(usize),
    /// To a footnote, by its number.
    Footnote(usize),
    /// To the first call of a footnote, by its number.
    Call(usize),
}

impl fmt::Display for LinkTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => f.write_str(address),
            Self::Section(number) => write!(f, "section {number}"),
            Self::Footnote(number) => write!(f, "footnote {number}"),
            Self::Call(number) => write!(f, "call {number}"),
        }
    }
}

impl Text {
    /// The characters.
    #[must_use]
    pub fn string(&self) -> String {
        let mut string = String::new();
        self.add_to(&mut string);
        string
    }

    /// Adds the characters to others.
    pub fn add_to(&self, string: &mut String) {
        string.extend(self.words.iter().map(|word| word.text.as_str()));
    }
}

impl Frame {
    /// An empty frame.
    #[must_use]
    pub fn new(role: Option<Role>, size: Size) -> Self {
        Self {
            role,
            size,
            baseline: None,
            inside: Vec::new(),
            alt: None,
            link: None,
            items: Vec::new(),
        }
    }

    /// Adds an item at a position.
    pub fn push(&mut self, at: Point, content: Content) {
        self.items.push(Item {
            at,
            block: None,
            content,
        });
    }

    /// Adds a frame of a block at a position.
    pub fn push_block(&mut self, at: Point, block: usize, frame: Self) {
        self.items.push(Item {
            at,
            block: Some(block),
            content: Content::Frame(frame),
        });
    }

    /// Calls `visit` with all texts, in reading order, and the left end of each baseline from the
    /// top left corner of this frame.
    pub fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(Point, &'a Text)) {
        self.texts_from(Point::default(), visit);
    }

    /// Calls `visit` with all pictures, in reading order.
    pub fn for_each_picture<'a>(&'a self, visit: &mut dyn FnMut(&'a Arc<Picture>)) {
        for item in &self.items {
            match &item.content {
                Content::Frame(frame) => frame.for_each_picture(visit),
                Content::Picture { picture, .. } => visit(picture),
                Content::Fill { .. } | Content::Shape(_) | Content::Text(_) => {}
            }
        }
    }

    fn texts_from<'a>(&'a self, origin: Point, visit: &mut dyn FnMut(Point, &'a Text)) {
        for item in &self.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(frame) => frame.texts_from(at, visit),
                Content::Text(text) => visit(at, text),
                Content::Fill { .. } | Content::Shape(_) | Content::Picture { .. } => {}
            }
        }
    }
}

/// A page: a frame as large as the paper.
#[derive(Clone, Debug)]
pub struct Page {
    /// The paper and all that is on it.
    pub frame: Frame,
    /// The mark of a sheet that is not final: a translucent shape above all backgrounds and below everything else.
    pub mark: Option<Shape>,
    /// The background of the page, or `None` for the color of the paper.
    pub background: Option<Color>,
    /// The paper around the page, if it is trimmed after printing.
    pub trim: Option<Trim>,
}

/// The paper around a page that is trimmed after it has been printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trim {
    /// The bleed: the extent of the background beyond the edges.
    pub bleed: Length,
    /// The extent of the paper beyond the edges.
    pub paper: Length,
}

impl Page {
    /// A page that bears no mark.
    #[must_use]
    pub fn new(frame: Frame, setup: &PageSetup) -> Self {
        Self {
            frame,
            mark: None,
            background: setup.background.map(|(color, _)| color),
            trim: None,
        }
    }
}

/// A textual form of the page, one line per item, for tests and for people.
impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(color) = self.background {
            writeln!(f, "background {color}")?;
        }
        if let Some(Trim { bleed, paper }) = self.trim {
            writeln!(f, "trimmed from {paper} around, color for {bleed}")?;
        }
        if let Some(Shape { contours, color }) = &self.mark {
            let count = contours.len();
            writeln!(f, "mark of {count} contours {color}")?;
        }
        self.frame.fmt(f)
    }
}

/// A textual form of the frame, one line per item.
impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_frame(f, self, Point::default(), 0)
    }
}

fn write_frame(f: &mut fmt::Formatter<'_>, frame: &Frame, at: Point, depth: usize) -> fmt::Result {
    let name = frame
        .role
        .map_or("frame".to_owned(), |role| role.to_string());
    let Size { width, height } = frame.size;
    indent(f, depth)?;
    write!(f, "{name} at {},{} size {width} × {height}", at.x, at.y)?;
    if let Some(alt) = &frame.alt {
        write!(f, " {alt:?}")?;
    }
    if let Some(link) = &frame.link {
        write!(f, " to {link}")?;
    }
    for Container { kind, number } in &frame.inside {
        write!(f, " in {kind} {number}")?;
    }
    f.write_char('\n')?;
    for item in &frame.items {
        match &item.content {
            Content::Frame(inner) => write_frame(f, inner, item.at, depth + 1)?,
            Content::Text(text) => {
                indent(f, depth + 1)?;
                write_text(f, text, item.at)?;
            }
            Content::Fill { size, color } => {
                indent(f, depth + 1)?;
                let (Size { width, height }, Point { x, y }) = (size, item.at);
                writeln!(f, "fill at {x},{y} size {width} × {height} {color}")?;
            }
            Content::Shape(Shape { contours, color }) => {
                indent(f, depth + 1)?;
                let (count, Point { x, y }) = (contours.len(), item.at);
                writeln!(f, "shape at {x},{y} of {count} contours {color}")?;
            }
            Content::Picture { size, .. } => {
                indent(f, depth + 1)?;
                let (Size { width, height }, Point { x, y }) = (size, item.at);
                writeln!(f, "picture at {x},{y} size {width} × {height}")?;
            }
        }
    }
    Ok(())
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &Text, at: Point) -> fmt::Result {
    write!(f, "text at {},{} {:?}", at.x, at.y, text.string())?;
    write!(f, " font {} {}", text.face.0, text.size)?;
    if text.strong {
        f.write_str(" strong")?;
    }
    if text.emphasis {
        f.write_str(" emphasis")?;
    }
    if let Some(link) = &text.link {
        write!(f, " link {link}")?;
    }
    if let Some(language) = &text.language {
        write!(f, " in {language}")?;
    }
    if let Some(copied) = &text.copied {
        write!(f, " copied {copied:?}")?;
    }
    if let Some(spoken) = &text.spoken {
        write!(f, " said {spoken:?}")?;
    }
    if text.figure.is_some() {
        f.write_str(" figure")?;
    }
    f.write_char('\n')
}

fn indent(f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
    write!(f, "{:width$}", "", width = depth * 2)
}

impl fmt::Display for ContainerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::List { ordered: true } => "numbered list",
            Self::List { ordered: false } => "list",
            Self::Item => "item",
            Self::Note => "note",
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(level) => write!(f, "heading {level}"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Marker => f.write_str("marker"),
            Self::Table => f.write_str("table"),
            Self::Contents => f.write_str("contents"),
            Self::Entry => f.write_str("entry"),
            Self::Row {
                header,
                repeated,
                continued,
            } => {
                f.write_str(if *header { "header row" } else { "row" })?;
                f.write_str(if *repeated { ", repeated" } else { "" })?;
                f.write_str(if *continued { ", continued" } else { "" })
            }
            Self::Cell { header } => f.write_str(if *header { "header cell" } else { "cell" }),
            Self::Figure => f.write_str("figure"),
            Self::Caption => f.write_str("caption"),
            Self::Footnote { number, .. } => write!(f, "footnote {number}"),
            Self::Header => f.write_str("header"),
            Self::Footer => f.write_str("footer"),
        }
    }
}
