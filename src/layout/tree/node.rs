//! The nodes of the tree.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::area::Area;
use super::links::Links;
use crate::geometry::Length;
use crate::layout::frame::LinkTarget;

/// The kind of a node, in the words of HTML and PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The root.
    Document,
    /// A sheet of a book, with its title.
    Part(Arc<str>),
    /// A heading, with its level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List {
        /// `true` for a list with numbers.
        ordered: bool,
    },
    /// An item of a list.
    Item,
    /// The bullet or number of an item.
    Label,
    /// The content of an item.
    ItemBody,
    /// A note beside the text.
    Note,
    /// A footnote, by its number.
    Footnote(usize),
    /// A table.
    Table,
    /// The header rows of a table.
    TableHead,
    /// The other rows of a table.
    TableBody,
    /// A row.
    Row,
    /// A header cell.
    HeaderCell(Scope),
    /// A data cell.
    Cell,
    /// A table of contents.
    Contents,
    /// A line of a table of contents.
    Entry,
    /// A picture or chart, with its alternative text.
    Figure(Arc<str>),
    /// The title of a chart.
    Caption,
    /// A reference to another place in the document.
    Reference,
    /// A link.
    Link(LinkTarget),
    /// Words in another language, with its tag.
    Language(Arc<str>),
    /// A number, with the digits that are spoken and copied.
    Number(Arc<str>),
    /// A part of an address on several lines, with the text that is copied.
    Address(Arc<str>),
    /// Text that is spoken in other words.
    Spoken(Arc<str>),
    /// Words of strong importance.
    Strong,
}

/// The cells that a header cell is the header of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cells of the same column.
    Column,
    /// The cells of the same row.
    Row,
}

/// A node of the tree.
#[derive(Debug)]
pub struct Node {
    /// The kind.
    pub kind: NodeKind,
    /// The number of the parent. The root is its own parent.
    pub parent: usize,
    /// The children in reading order.
    pub children: Vec<Child>,
    /// The place of a figure on its page.
    pub area: Option<Area>,
}

/// A child of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// Another node, by its number.
    Node(usize),
    /// A run of content, by its page and its number on the page.
    Content {
        /// The number of the page, from 0.
        page: usize,
        /// The index of the run among the tagged runs of the page.
        run: usize,
    },
    /// A place to click, by its number among all links of the tree.
    Link(usize),
}

/// A heading, to find one's way by.
#[derive(Clone, Debug)]
pub struct HeadingPlace {
    /// The level from 1; 0 for the title of a sheet in a book.
    pub level: u8,
    /// The text.
    pub title: String,
    /// The number of the page, from 0.
    pub page: usize,
    /// The upper edge on the page.
    pub top: Length,
}

/// The meaning of some pages.
#[derive(Debug)]
pub struct Tree {
    /// The nodes; the first is the root.
    pub nodes: Vec<Node>,
    /// The node of each run of content, page by page.
    pub runs: Vec<Vec<usize>>,
    /// The links.
    pub links: Links,
    /// The headings.
    pub headings: Vec<HeadingPlace>,
    /// The two ends of the links of each footnote, by its number.
    pub footnotes: BTreeMap<usize, FootnoteEnds>,
}

/// The places of a footnote's number on the pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct FootnoteEnds {
    /// Its first call.
    pub call: Option<Area>,
    /// The number before its text.
    pub label: Option<Area>,
}

/// The number of the root.
pub(super) const ROOT: usize = 0;

impl Tree {
    /// A root without children, for a number of pages.
    pub(super) fn new(pages: usize) -> Self {
        let root = Node {
            kind: NodeKind::Document,
            parent: ROOT,
            children: Vec::new(),
            area: None,
        };
        Self {
            nodes: vec![root],
            runs: vec![Vec::new(); pages],
            links: Links::default(),
            headings: Vec::new(),
            footnotes: BTreeMap::new(),
        }
    }

    /// Adds a node that its parent does not have as a child yet.
    pub(super) fn create(&mut self, parent: usize, kind: NodeKind) -> usize {
        self.nodes.push(Node {
            kind,
            parent,
            children: Vec::new(),
            area: None,
        });
        self.nodes.len() - 1
    }

    /// Adds a node as the last child of its parent.
    pub(super) fn add(&mut self, parent: usize, kind: NodeKind) -> usize {
        let child = self.create(parent, kind);
        self.nodes[parent].children.push(Child::Node(child));
        child
    }

    /// Adds a footnote after a block that calls it and after the footnotes that it calls before.
    pub(super) fn add_footnote(&mut self, block: usize, number: usize) -> usize {
        let parent = self.nodes[block].parent;
        let footnote = self.create(parent, NodeKind::Footnote(number));
        let children = &self.nodes[parent].children;
        let is_block = |child: &Child| *child == Child::Node(block);
        let after = children
            .iter()
            .position(is_block)
            .map_or(children.len(), |at| at + 1);
        let is_footnote = |child: &&Child| {
            let Child::Node(node) = child else {
                return false;
            };
            matches!(self.nodes[*node].kind, NodeKind::Footnote(_))
        };
        let others = children[after..].iter().take_while(is_footnote).count();
        let children = &mut self.nodes[parent].children;
        children.insert(after + others, Child::Node(footnote));
        footnote
    }

    /// The last child, if it is a node of this kind, or a new one.
    pub(super) fn last_or_new(&mut self, parent: usize, kind: NodeKind) -> usize {
        match self.nodes[parent].children.last() {
            Some(Child::Node(last)) if self.nodes[*last].kind == kind => *last,
            _ => self.add(parent, kind),
        }
    }

    /// Adds a run of content of a page to a node, and returns its number on the page.
    pub(super) fn add_run(&mut self, node: usize, page: usize) -> usize {
        let run = self.runs[page].len();
        self.runs[page].push(node);
        self.nodes[node].children.push(Child::Content { page, run });
        run
    }
}
