//! Writes the tree of elements into a file (ISO 32000-1, 14.7 and 14.8.4).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::content::pt;
use super::file::{File, integer};
use super::structure::{Element, Kid, Structure, Tag};
use super::text::text_string;

/// Adds the tree and returns its root. `pages` and `annotations` are the objects that its content
/// stands on, in their order.
///
/// The number of a page in the parent tree is its own; the annotations come after the pages.
pub(super) fn write(
    structure: &Structure,
    pages: &[ObjectId],
    annotations: &[(usize, ObjectId)],
    file: &mut File<'_>,
) -> ObjectId {
    let root = file.reserve();
    let ids: Vec<ObjectId> = structure.elements.iter().map(|_| file.reserve()).collect();
    let writer = Writer {
        ids: &ids,
        pages,
        annotations,
        root,
    };
    for (element, id) in structure.elements.iter().zip(&ids) {
        file.set(*id, writer.element(element));
    }
    let parents = writer.parents(structure);
    file.set(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => ids[0],
            "ParentTree" => dictionary! { "Nums" => parents },
            "RoleMap" => dictionary! { "Strong" => "Span", "Aside" => "Div" },
        },
    );
    root
}

struct Writer<'a> {
    ids: &'a [ObjectId],
    pages: &'a [ObjectId],
    /// Each with the number of the page it is on.
    annotations: &'a [(usize, ObjectId)],
    root: ObjectId,
}

impl Writer<'_> {
    fn element(&self, element: &Element) -> Dictionary {
        let parent = match element.tag {
            Tag::Document => self.root,
            _ => self.ids[element.parent],
        };
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

    /// The parent tree: from the marks of a page, and from annotations, to their elements.
    fn parents(&self, structure: &Structure) -> Vec<Object> {
        let mut numbers = Vec::new();
        for (page, marks) in structure.pages.iter().enumerate() {
            let elements: Vec<Object> = marks.iter().map(|e| self.ids[*e].into()).collect();
            numbers.extend([integer(page), Object::Array(elements)]);
        }
        let mut owners = vec![None; self.annotations.len()];
        for (element, id) in structure.elements.iter().zip(self.ids) {
            for kid in &element.kids {
                if let Kid::Annotation(annotation) = kid {
                    owners[*annotation] = Some(*id);
                }
            }
        }
        for (annotation, owner) in owners.into_iter().enumerate() {
            let key = integer(self.pages.len() + annotation);
            numbers.extend(owner.map(|owner| [key, owner.into()]).into_iter().flatten());
        }
        numbers
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
            Self::Language(_) => "Span",
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
