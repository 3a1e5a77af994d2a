//! What a document is made of, for whoever cannot see it: the tree of its elements, read off the
//! frames as they are painted (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::geometry::Length;
use crate::layout::{Container, ContainerKind, Frame, Role, Target, Text};

/// What an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Document,
    Part(Arc<str>),
    Heading(u8),
    Paragraph,
    List {
        ordered: bool,
    },
    Item,
    Label,
    Body,
    Aside,
    Table,
    TableHead,
    TableBody,
    Row,
    ColumnHeader,
    RowHeader,
    Cell,
    Contents,
    Entry,
    Figure(Arc<str>),
    Reference,
    Link(Target),
    Language(Arc<str>),
    /// A number, with its digits as they are said and copied.
    Number(Arc<str>),
    /// Something that is said in other words.
    Spoken(Arc<str>),
    Strong,
}

/// An element of the tree.
#[derive(Debug)]
pub(super) struct Element {
    pub tag: Tag,
    /// The number of the element it stands in. The document stands in itself.
    pub parent: usize,
    pub kids: Vec<Kid>,
    /// Of a figure, where it is on its page in PDF's coordinates: left, bottom, right, top.
    pub bounds: Option<[Length; 4]>,
}

/// What stands in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    /// Another element, by its number.
    Element(usize),
    /// Content of a page, by the number of its mark.
    Content { page: usize, mark: usize },
    /// A place to click, by its number among all of the document.
    Annotation(usize),
}

/// What is painted and means nothing to whoever cannot see it (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Rules and backgrounds.
    Layout,
    /// The mark of a sheet that is not final.
    Watermark,
    /// What stands above the text of each page.
    Header,
    /// What stands below it.
    Footer,
    /// A table's header row, once more on a further page.
    RepeatedRow,
}

/// What something painted belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Artifact(Artifact),
    /// An element, by its number.
    Element(usize),
}

/// The tree on its way. Its root is element 0, the document.
#[derive(Debug)]
pub(super) struct Structure {
    pub elements: Vec<Element>,
    /// Of each page the element of each mark, in the order of the marks.
    pub pages: Vec<Vec<usize>>,
    /// What is being painted stands in this element: the document, or a part of it.
    root: usize,
    /// The element of each block, so that one that goes on over a page is one element.
    blocks: BTreeMap<usize, usize>,
    /// The element of each list, item and note.
    containers: BTreeMap<usize, usize>,
    /// A row that goes on, and its next cell.
    continued: (usize, usize),
    /// How many kids the root had when the section began.
    before: usize,
    /// What only headers say: it comes before everything else of its section, on whatever page it stands.
    first: Vec<usize>,
    /// What only footers say: it comes after everything else of its section.
    last: Vec<usize>,
}

const DOCUMENT: usize = 0;

impl Structure {
    /// The tree of a document of so many pages.
    pub(super) fn new(pages: usize) -> Self {
        let document = Element {
            tag: Tag::Document,
            parent: DOCUMENT,
            kids: Vec::new(),
            bounds: None,
        };
        Self {
            elements: vec![document],
            pages: vec![Vec::new(); pages],
            root: DOCUMENT,
            blocks: BTreeMap::new(),
            containers: BTreeMap::new(),
            continued: (DOCUMENT, 0),
            before: 0,
            first: Vec::new(),
            last: Vec::new(),
        }
    }

    /// What the pages themselves belong to.
    pub(super) fn root(&self) -> Owner {
        Owner::Element(self.root)
    }

    /// Begins a section of the document; with a title it is a part of its own.
    pub(super) fn begin(&mut self, title: Option<&str>) {
        self.root = match title {
            Some(title) => self.child(DOCUMENT, Tag::Part(title.into())),
            None => DOCUMENT,
        };
        self.before = self.elements[self.root].kids.len();
        // Blocks and containers are numbered anew.
        self.blocks.clear();
        self.containers.clear();
        self.continued = (DOCUMENT, 0);
    }

    /// What the items of a frame belong to, when the frame itself belongs to `owner`. `block` is the
    /// number of the block it is a part of.
    pub(super) fn enter(&mut self, owner: Owner, block: Option<usize>, frame: &Frame) -> Owner {
        let within = match (owner, frame.role) {
            (Owner::Element(element), _) => element,
            // What a header or footer says that nothing else does.
            (Owner::Artifact(Artifact::Header), Some(Role::Paragraph)) => {
                let paragraph = self.create(self.root, Tag::Paragraph);
                self.first.push(paragraph);
                return Owner::Element(paragraph);
            }
            (Owner::Artifact(Artifact::Footer), Some(Role::Paragraph)) => {
                let paragraph = self.create(self.root, Tag::Paragraph);
                self.last.push(paragraph);
                return Owner::Element(paragraph);
            }
            (artifact, _) => return artifact,
        };
        let within = frame.inside.iter().fold(within, |within, container| {
            self.container(within, container)
        });
        Owner::Element(match frame.role {
            None => within,
            Some(Role::Header) => return Owner::Artifact(Artifact::Header),
            Some(Role::Footer) => return Owner::Artifact(Artifact::Footer),
            Some(Role::Heading(level)) => self.block(within, block, Tag::Heading(level)),
            Some(Role::Paragraph) => self.block(within, block, Tag::Paragraph),
            Some(Role::Figure) => {
                let alt = frame.alt.clone().unwrap_or_default();
                self.block(within, block, Tag::Figure(alt))
            }
            Some(Role::Table) => self.block(within, block, Tag::Table),
            Some(Role::Contents) => self.block(within, block, Tag::Contents),
            Some(Role::Entry) => self.child(within, Tag::Entry),
            Some(Role::Marker) => self.label(within),
            Some(Role::Row { repeated: true, .. }) => {
                return Owner::Artifact(Artifact::RepeatedRow);
            }
            Some(Role::Row {
                header, continued, ..
            }) => self.row(within, header, continued),
            Some(Role::Cell { header }) => self.cell(within, header),
        })
    }

    /// The element that a text stands in: within the paragraph or cell `within`, that of its link, its
    /// language, or its callout; and where something else is said in its place, an element for that.
    pub(super) fn inline(&mut self, within: usize, text: &Text, instead: Option<Tag>) -> usize {
        let reference = matches!(text.link, Some(Target::Section(_))).then_some(Tag::Reference);
        let link = text.link.clone().map(Tag::Link);
        let language = text.language.clone().map(Tag::Language);
        // What is set in italics is a name or a title, and read like the words around it.
        let strong = text.strong.then_some(Tag::Strong);
        let path = [reference, link, language, strong, instead];
        path.into_iter()
            .flatten()
            .fold(within, |within, tag| self.last_or_new(within, tag))
    }

    /// Marks content of an element on a page and returns the mark's number.
    pub(super) fn mark(&mut self, element: usize, page: usize) -> usize {
        let mark = self.pages[page].len();
        self.pages[page].push(element);
        self.elements[element]
            .kids
            .push(Kid::Content { page, mark });
        mark
    }

    /// Whether nothing of an element has been painted yet.
    pub(super) fn is_new(&self, element: usize) -> bool {
        self.elements[element].kids.is_empty()
    }

    /// The link that an element of inline text stands in, which may be the element itself.
    pub(super) fn link_of(&self, inline: usize) -> usize {
        let mut element = inline;
        while !matches!(self.elements[element].tag, Tag::Link(_) | Tag::Document) {
            element = self.elements[element].parent;
        }
        element
    }

    /// Ends a section: puts what comes first at its beginning, and what comes last at its end.
    pub(super) fn end(&mut self) {
        let kids = &mut self.elements[self.root].kids;
        let first = self.first.drain(..).map(Kid::Element);
        kids.splice(self.before..self.before, first);
        kids.extend(self.last.drain(..).map(Kid::Element));
    }

    fn create(&mut self, parent: usize, tag: Tag) -> usize {
        self.elements.push(Element {
            tag,
            parent,
            kids: Vec::new(),
            bounds: None,
        });
        self.elements.len() - 1
    }

    fn child(&mut self, parent: usize, tag: Tag) -> usize {
        let child = self.create(parent, tag);
        self.elements[parent].kids.push(Kid::Element(child));
        child
    }

    /// The last kid, when it is an element of this tag, or a new one.
    fn last_or_new(&mut self, parent: usize, tag: Tag) -> usize {
        match self.elements[parent].kids.last() {
            Some(Kid::Element(last)) if self.elements[*last].tag == tag => *last,
            _ => self.child(parent, tag),
        }
    }

    fn block(&mut self, within: usize, block: Option<usize>, tag: Tag) -> usize {
        let known = block.and_then(|block| self.blocks.get(&block));
        if let Some(known) = known {
            return *known;
        }
        let element = self.child(within, tag);
        self.blocks.extend(block.map(|block| (block, element)));
        element
    }

    /// The element in which stands what a list, item or note holds.
    fn container(&mut self, within: usize, container: &Container) -> usize {
        if let Some(known) = self.containers.get(&container.number) {
            return *known;
        }
        let element = match container.kind {
            ContainerKind::List { ordered } => self.child(within, Tag::List { ordered }),
            ContainerKind::Note => self.child(within, Tag::Aside),
            ContainerKind::Item => {
                let item = self.child(within, Tag::Item);
                self.child(item, Tag::Body)
            }
        };
        self.containers.insert(container.number, element);
        element
    }

    /// The label of the item whose body is `body`: it stands before it.
    fn label(&mut self, body: usize) -> usize {
        let item = self.elements[body].parent;
        let label = self.create(item, Tag::Label);
        self.elements[item].kids.insert(0, Kid::Element(label));
        label
    }

    fn row(&mut self, table: usize, header: bool, continued: bool) -> usize {
        let part = if header {
            Tag::TableHead
        } else {
            Tag::TableBody
        };
        let part = self.last_or_new(table, part);
        match self.elements[part].kids.last() {
            Some(Kid::Element(last)) if continued => {
                self.continued = (*last, 0);
                *last
            }
            _ => self.child(part, Tag::Row),
        }
    }

    fn cell(&mut self, row: usize, header: bool) -> usize {
        let (continued, next) = &mut self.continued;
        if *continued == row
            && let Some(Kid::Element(cell)) = self.elements[row].kids.get(*next)
        {
            *next += 1;
            return *cell;
        }
        let part = self.elements[row].parent;
        let tag = match (header, &self.elements[part].tag) {
            (true, Tag::TableHead) => Tag::ColumnHeader,
            (true, _) => Tag::RowHeader,
            (false, _) => Tag::Cell,
        };
        self.child(row, tag)
    }
}
