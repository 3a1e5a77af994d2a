//! Writes the tree of elements into a file (ISO 32000-1, 14.7 and 14.8.4).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::File;
use super::text::text_string;
use super::units::{integer, real};
use crate::geometry::Length;
use crate::layout::LinkTarget;
use crate::layout::tree::{Child, Node, NodeKind, Scope, Tree};

/// A structure tree that is being built, section by section. All sections are parts of one document.
///
/// The number of a page in the parent tree is its own; the annotations come after all pages.
#[derive(Debug)]
pub(super) struct Tags {
    root: ObjectId,
    document: ObjectId,
    kids: Vec<Object>,
    /// The parent tree: from the content of pages to its elements, and from annotations to theirs.
    parents: [Vec<Leaf>; 2],
    /// The numbers of the next page and of the next annotation.
    next: [usize; 2],
    /// The elements that have names.
    named: Vec<(Object, ObjectId)>,
}

/// A leaf of the parent tree (ISO 32000-1, 7.9.7): its least and greatest number, and the values.
#[derive(Debug)]
struct Leaf {
    limits: [usize; 2],
    leaf: Object,
}

impl Tags {
    /// An empty tree for a document with this number of pages.
    pub(super) fn new(pages: usize, file: &mut File<'_>) -> Self {
        Self {
            root: file.reserve(),
            document: file.reserve(),
            kids: Vec::new(),
            parents: [Vec::new(), Vec::new()],
            next: [0, pages],
            named: Vec::new(),
        }
    }

    /// The number of the next annotation.
    pub(super) fn next_annotation(&self) -> usize {
        self.next[1]
    }

    /// Adds the elements of a section. `pages`, with their heights, and `annotations` are the objects that hold its
    /// content, in order.
    pub(super) fn add(
        &mut self,
        tree: &Tree,
        pages: &[(ObjectId, Length)],
        annotations: &[(usize, ObjectId)],
        file: &mut File<'_>,
    ) {
        let Some((document, elements)) = tree.nodes.split_first() else {
            return;
        };
        let own = elements.iter().map(|_| file.reserve());
        let ids: Vec<ObjectId> = std::iter::once(self.document).chain(own).collect();
        let writer = Writer {
            ids: &ids,
            pages,
            annotations,
        };
        for (number, (element, id)) in (1..).zip(elements.iter().zip(&ids[1..])) {
            let mut dict = writer.element(element);
            match &element.kind {
                // A superior figure, which many voices read as a power, is spoken as a word and a number.
                NodeKind::Link(LinkTarget::Footnote(_) | LinkTarget::Call(_)) => {
                    dict.set("Alt", text_string(tree.links.words(number)));
                }
                NodeKind::Footnote(_) => dict.set("ID", self.identify(*id)),
                _ => {}
            }
            file.set(*id, dict);
        }
        let kids = document.children.iter().map(|kid| writer.kid(*kid, None));
        self.kids.extend(kids);
        let leaves = [writer.marks(tree), writer.owners(tree)];
        for (index, numbers) in leaves.into_iter().enumerate() {
            let first = self.next[index];
            self.next[index] += numbers.len();
            if !numbers.is_empty() {
                let pairs = numbers.into_iter().zip(first..);
                let pairs = pairs.flat_map(|(to, number)| [integer(number), to]);
                self.parents[index].push(Leaf {
                    limits: [first, self.next[index] - 1],
                    leaf: Object::Array(pairs.collect()),
                });
            }
        }
    }

    /// A name for an element, by which the file finds it (ISO 32000-1, 14.7.2). ISO 14289-1, 7.9, wants one for each
    /// footnote.
    fn identify(&mut self, element: ObjectId) -> Object {
        // The names are in the order of their bytes, as a name tree needs them.
        let name = Object::string_literal(format!("footnote-{:08}", self.named.len() + 1));
        self.named.push((name.clone(), element));
        name
    }

    /// Writes the finished leaves of the parent tree.
    pub(super) fn write_leaves(&mut self, file: &mut File<'_>) {
        for leaf in self.parents.iter_mut().flatten() {
            if let numbers @ Object::Array(_) = &mut leaf.leaf {
                let numbers = std::mem::replace(numbers, Object::Null);
                let limits = leaf.limits.map(integer).to_vec();
                leaf.leaf = file
                    .add(dictionary! { "Limits" => limits, "Nums" => numbers })
                    .into();
            }
        }
    }

    /// Writes the root of the tree and returns it.
    pub(super) fn finish(self, file: &mut File<'_>) -> ObjectId {
        let leaves = self.parents.into_iter().flatten();
        let (mut numbers, mut kids) = (Vec::new(), Vec::new());
        for leaf in leaves {
            match leaf.leaf {
                Object::Array(own) => numbers.extend(own),
                written => kids.push(written),
            }
        }
        let parents = match kids.is_empty() {
            true => dictionary! { "Nums" => numbers },
            false => dictionary! { "Kids" => kids },
        };
        file.set(
            self.document,
            dictionary! { "S" => structure_type(&NodeKind::Document), "P" => self.root, "K" => self.kids },
        );
        let mut root = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => self.document,
            "ParentTree" => parents,
            "RoleMap" => dictionary! { "Strong" => "Span", "Aside" => "Div" },
        };
        if !self.named.is_empty() {
            let names = self.named.into_iter();
            let names = names.flat_map(|(name, element)| [name, element.into()]);
            root.set(
                "IDTree",
                dictionary! { "Names" => names.collect::<Vec<_>>() },
            );
        }
        file.set(self.root, root);
        self.root
    }
}

struct Writer<'a> {
    ids: &'a [ObjectId],
    /// Each with its height.
    pages: &'a [(ObjectId, Length)],
    /// Each with the number of the page it is on.
    annotations: &'a [(usize, ObjectId)],
}

impl Writer<'_> {
    fn element(&self, node: &Node) -> Dictionary {
        let parent = self.ids[node.parent];
        let mut dict = dictionary! { "S" => structure_type(&node.kind), "P" => parent };
        // The page of content that does not name another.
        let page = node.children.iter().find_map(|child| match child {
            Child::Content { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = page {
            dict.set("Pg", self.pages[page].0);
        }
        let children = node.children.iter();
        let mut kids: Vec<Object> = children.map(|child| self.kid(*child, page)).collect();
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", kids),
        }
        if let Some(attributes) = self.attributes(node) {
            dict.set("A", attributes);
        }
        match &node.kind {
            NodeKind::Figure(alt) => dict.set("Alt", text_string(alt)),
            NodeKind::Number(spoken) | NodeKind::Address(spoken) | NodeKind::Spoken(spoken) => {
                dict.set("ActualText", text_string(spoken));
            }
            NodeKind::Language(language) => dict.set("Lang", text_string(language)),
            NodeKind::Part(title) => dict.set("T", text_string(title)),
            _ => {}
        }
        dict
    }

    fn kid(&self, child: Child, own_page: Option<usize>) -> Object {
        match child {
            Child::Node(node) => self.ids[node].into(),
            Child::Content { page, run } if Some(page) == own_page => integer(run),
            Child::Content { page, run } => Object::Dictionary(dictionary! {
                "Type" => "MCR", "Pg" => self.pages[page].0, "MCID" => integer(run),
            }),
            Child::Link(number) => {
                let (page, id) = self.annotations[number];
                let mut dict = dictionary! { "Type" => "OBJR", "Obj" => id };
                if Some(page) != own_page {
                    dict.set("Pg", self.pages[page].0);
                }
                Object::Dictionary(dict)
            }
        }
    }

    /// The attributes of an element: the place of a figure, the numbering of a list, and the scope of a header cell
    /// (ISO 32000-1, 14.8.5.4, 14.8.5.5 and 14.8.5.7).
    fn attributes(&self, node: &Node) -> Option<Dictionary> {
        match &node.kind {
            NodeKind::Figure(_) => {
                let area = node.area?;
                let (_, height) = self.pages[area.page];
                let sides = [
                    area.left,
                    height - area.bottom,
                    area.right,
                    height - area.top,
                ];
                let sides = sides.map(real).to_vec();
                Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => sides })
            }
            NodeKind::List { ordered } => {
                let numbering = if *ordered { "Decimal" } else { "Disc" };
                Some(dictionary! { "O" => "List", "ListNumbering" => numbering })
            }
            NodeKind::HeaderCell(scope) => {
                let scope = match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                };
                Some(dictionary! { "O" => "Table", "Scope" => scope })
            }
            _ => None,
        }
    }

    /// The elements of the marks of each page.
    fn marks(&self, tree: &Tree) -> Vec<Object> {
        let pages = tree.runs.iter();
        let elements = |marks: &Vec<usize>| marks.iter().map(|e| self.ids[*e].into()).collect();
        pages.map(|marks| Object::Array(elements(marks))).collect()
    }

    /// The element of each annotation.
    fn owners(&self, tree: &Tree) -> Vec<Object> {
        let mut owners = vec![Object::Null; self.annotations.len()];
        for (node, id) in tree.nodes.iter().zip(self.ids) {
            for child in &node.children {
                if let Child::Link(number) = child {
                    owners[*number] = (*id).into();
                }
            }
        }
        owners
    }
}

/// The structure type of a node (ISO 32000-1, 14.8.4). `Aside` and `Strong` are our own and mapped to others.
pub(super) fn structure_type(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Document => "Document",
        NodeKind::Part(_) => "Part",
        NodeKind::Heading(1) => "H1",
        NodeKind::Heading(2) => "H2",
        NodeKind::Heading(3) => "H3",
        NodeKind::Heading(4) => "H4",
        NodeKind::Heading(5) => "H5",
        NodeKind::Heading(_) => "H6",
        NodeKind::Paragraph => "P",
        NodeKind::List { .. } => "L",
        NodeKind::Item => "LI",
        NodeKind::Label => "Lbl",
        NodeKind::ItemBody => "LBody",
        NodeKind::Note => "Aside",
        NodeKind::Footnote(_) => "Note",
        NodeKind::Table => "Table",
        NodeKind::TableHead => "THead",
        NodeKind::TableBody => "TBody",
        NodeKind::Row => "TR",
        NodeKind::HeaderCell(_) => "TH",
        NodeKind::Cell => "TD",
        NodeKind::Contents => "TOC",
        NodeKind::Entry => "TOCI",
        NodeKind::Figure(_) => "Figure",
        NodeKind::Caption => "Caption",
        NodeKind::Reference => "Reference",
        NodeKind::Link(_) => "Link",
        NodeKind::Language(_)
        | NodeKind::Number(_)
        | NodeKind::Address(_)
        | NodeKind::Spoken(_) => "Span",
        NodeKind::Strong => "Strong",
    }
}
