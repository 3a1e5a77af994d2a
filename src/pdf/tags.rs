//! Writes the tree of elements into a file (ISO 32000-1, 14.7 and 14.8.4).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::content::pt;
use super::file::{File, integer};
use super::structure::{Element, Kid, Structure, Tag};
use super::text::text_string;

/// The tree on its way, to which the elements of one section after another are added. They are parts of one document.
///
/// The number of a page in the parent tree is its own; the annotations come after all pages.
#[derive(Debug)]
pub(super) struct Tags {
    root: ObjectId,
    document: ObjectId,
    kids: Vec<Object>,
    /// What leads from the marks of pages to their elements, and from annotations to theirs.
    parents: [Vec<Leaf>; 2],
    /// The numbers of the next page and of the next annotation.
    next: [usize; 2],
}

/// A part of the parent tree (ISO 32000-1, 7.9.7): its least and its greatest number, and what they lead to.
#[derive(Debug)]
struct Leaf {
    limits: [usize; 2],
    leaf: Object,
}

impl Tags {
    /// A tree without elements, of a document of so many pages.
    pub(super) fn new(pages: usize, file: &mut File<'_>) -> Self {
        Self {
            root: file.reserve(),
            document: file.reserve(),
            kids: Vec::new(),
            parents: [Vec::new(), Vec::new()],
            next: [0, pages],
        }
    }

    /// The number of the next annotation.
    pub(super) fn next_annotation(&self) -> usize {
        self.next[1]
    }

    /// Adds the elements of a section. `pages` and `annotations` are the objects that its content stands on, in
    /// their order.
    pub(super) fn add(
        &mut self,
        structure: &Structure,
        pages: &[ObjectId],
        annotations: &[(usize, ObjectId)],
        file: &mut File<'_>,
    ) {
        let Some((document, elements)) = structure.elements.split_first() else {
            return;
        };
        let own = elements.iter().map(|_| file.reserve());
        let ids: Vec<ObjectId> = std::iter::once(self.document).chain(own).collect();
        let writer = Writer {
            ids: &ids,
            pages,
            annotations,
        };
        for (element, id) in elements.iter().zip(&ids[1..]) {
            file.set(*id, writer.element(element));
        }
        let kids = document.kids.iter().map(|kid| writer.kid(*kid, None));
        self.kids.extend(kids);
        let leaves = [writer.marks(structure), writer.owners(structure)];
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

    /// Writes what has come so far of the parent tree, when there is more to come.
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
            dictionary! { "S" => Tag::Document.name(), "P" => self.root, "K" => self.kids },
        );
        file.set(
            self.root,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => self.document,
                "ParentTree" => parents,
                "RoleMap" => dictionary! { "Strong" => "Span", "Aside" => "Div" },
            },
        );
        self.root
    }
}

struct Writer<'a> {
    ids: &'a [ObjectId],
    pages: &'a [ObjectId],
    /// Each with the number of the page it is on.
    annotations: &'a [(usize, ObjectId)],
}

impl Writer<'_> {
    fn element(&self, element: &Element) -> Dictionary {
        let parent = self.ids[element.parent];
        let mut dict = dictionary! { "S" => element.tag.name(), "P" => parent };
        // The page that content is on when it does not say another.
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = page {
            dict.set("Pg", self.pages[page]);
        }
        let mut kids: Vec<Object> = element
            .kids
            .iter()
            .map(|kid| self.kid(*kid, page))
            .collect();
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", kids),
        }
        if let Some(attributes) = attributes(element) {
            dict.set("A", attributes);
        }
        match &element.tag {
            Tag::Figure(alt) => dict.set("Alt", text_string(alt)),
            Tag::Number(spoken) | Tag::Spoken(spoken) => {
                dict.set("ActualText", text_string(spoken));
            }
            Tag::Language(language) => dict.set("Lang", text_string(language)),
            Tag::Part(title) => dict.set("T", text_string(title)),
            _ => {}
        }
        dict
    }

    fn kid(&self, kid: Kid, own_page: Option<usize>) -> Object {
        match kid {
            Kid::Element(element) => self.ids[element].into(),
            Kid::Content { page, mark } if Some(page) == own_page => integer(mark),
            Kid::Content { page, mark } => Object::Dictionary(dictionary! {
                "Type" => "MCR", "Pg" => self.pages[page], "MCID" => integer(mark),
            }),
            Kid::Annotation(annotation) => {
                let (page, id) = self.annotations[annotation];
                let mut dict = dictionary! { "Type" => "OBJR", "Obj" => id };
                if Some(page) != own_page {
                    dict.set("Pg", self.pages[page]);
                }
                Object::Dictionary(dict)
            }
        }
    }

    /// The elements of the marks of each page.
    fn marks(&self, structure: &Structure) -> Vec<Object> {
        let pages = structure.pages.iter();
        let elements = |marks: &Vec<usize>| marks.iter().map(|e| self.ids[*e].into()).collect();
        pages.map(|marks| Object::Array(elements(marks))).collect()
    }

    /// The element of each annotation.
    fn owners(&self, structure: &Structure) -> Vec<Object> {
        let mut owners = vec![Object::Null; self.annotations.len()];
        for (element, id) in structure.elements.iter().zip(self.ids) {
            for kid in &element.kids {
                if let Kid::Annotation(annotation) = kid {
                    owners[*annotation] = (*id).into();
                }
            }
        }
        owners
    }
}

impl Tag {
    /// The name of the structure type (ISO 32000-1, 14.8.4); two are our own and mapped to these.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part(_) => "Part",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(4) => "H4",
            Self::Heading(5) => "H5",
            Self::Heading(_) => "H6",
            Self::Paragraph => "P",
            Self::List { .. } => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::Body => "LBody",
            Self::Aside => "Aside",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::Row => "TR",
            Self::ColumnHeader | Self::RowHeader => "TH",
            Self::Cell => "TD",
            Self::Contents => "TOC",
            Self::Entry => "TOCI",
            Self::Figure(_) => "Figure",
            Self::Reference => "Reference",
            Self::Link(_) => "Link",
            Self::Language(_) | Self::Number(_) | Self::Spoken(_) => "Span",
            Self::Strong => "Strong",
        }
    }
}

/// Where a figure is, what a list's items are numbered with, and what a header cell is the header of
/// (ISO 32000-1, 14.8.5.4, 14.8.5.5 and 14.8.5.7).
fn attributes(element: &Element) -> Option<Dictionary> {
    let scope = |scope| Some(dictionary! { "O" => "Table", "Scope" => scope });
    match &element.tag {
        Tag::Figure(_) => {
            let corners = element.bounds?.map(|length| Object::Real(pt(length).0));
            Some(
                dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners.to_vec() },
            )
        }
        Tag::List { ordered } => {
            let numbering = if *ordered { "Decimal" } else { "Disc" };
            Some(dictionary! { "O" => "List", "ListNumbering" => numbering })
        }
        Tag::ColumnHeader => scope("Column"),
        Tag::RowHeader => scope("Row"),
        _ => None,
    }
}
