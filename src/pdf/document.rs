//! A PDF file that is written section by section. After each section, only what other parts of the file refer to stays
//! in memory.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::attachment::{Attachment, Attachments};
use super::deflate::{Deflater, Effort};
use super::file::File;
use super::fonts::Subsets;
use super::links::{PageTop, annotations};
use super::metadata::Metadata;
use super::outline::Outline;
use super::painted::{Painted, PaintedPage};
use super::picture;
use super::tags::Tags;
use super::text::text_string;
use super::units::{integer, real};
use crate::digest::Digest;
use crate::geometry::{Length, Size};

/// The extents of a document. They are needed before any page is written, because a table of contents leads to later
/// pages.
#[derive(Clone, Copy, Debug)]
pub struct Extents<'e> {
    /// The number of pages of each section.
    pub sections: &'e [usize],
    /// The height of a page.
    pub height: Length,
}

/// A file that is being written.
#[derive(Debug)]
pub struct Document<'d> {
    file: File<'d>,
    resources: ObjectId,
    output_intent: ObjectId,
    /// The root of the page tree.
    tree: ObjectId,
    pages: Vec<ObjectId>,
    /// The number of the first page of each section, and its top.
    starts: Vec<usize>,
    tops: Vec<PageTop>,
    /// The number of pages written so far.
    written: usize,
    /// The backgrounds that several pages share, by their digests.
    shared: BTreeMap<Digest, ObjectId>,
    /// The pictures of single places, by the digests of their files.
    pictures: BTreeMap<Digest, ObjectId>,
    tags: Tags,
    outline: Outline,
    attachments: Attachments,
}

impl<'d> Document<'d> {
    /// A document without pages. It begins with the objects that the fonts need.
    #[must_use]
    pub fn new(subsets: &Subsets, extents: &Extents<'_>, deflater: &'d mut Deflater) -> Self {
        let head = subsets.head();
        let mut file = head.file(deflater);
        let tree = file.reserve();
        let count: usize = extents.sections.iter().sum();
        let pages: Vec<ObjectId> = (0..count).map(|_| file.reserve()).collect();
        let mut next = 0;
        let starts = extents.sections.iter().map(|pages| {
            let start = next;
            next += pages;
            start
        });
        let starts: Vec<usize> = starts.collect();
        let top = |start: &usize| Some(PageTop(*pages.get(*start)?, extents.height));
        Self {
            resources: head.resources(),
            output_intent: head.output_intent(),
            tree,
            tops: starts.iter().filter_map(top).collect(),
            starts,
            written: 0,
            shared: BTreeMap::new(),
            pictures: BTreeMap::new(),
            tags: Tags::new(count, &mut file),
            outline: Outline::default(),
            attachments: Attachments::default(),
            pages,
            file,
        }
    }

    /// Adds the next section, and files that go with it.
    pub fn add(&mut self, painted: &Painted<'_>, attachments: &[Attachment]) {
        let first = self.written;
        self.written += painted.pages.len();
        let ids = self.pages[first..self.written].to_vec();
        let resources = self.resources_of(painted);
        let (tree, file) = (&painted.tree, &mut self.file);
        let heights = painted.pages.iter().map(|page| page.size.height);
        let heights: Vec<Length> = heights.collect();
        let next = self.tags.next_annotation();
        let tops = ids.iter().zip(&heights);
        let tops: Vec<PageTop> = tops.map(|(id, height)| PageTop(*id, *height)).collect();
        let links = annotations(tree, next, &tops, &self.tops, file);
        let mut rest = links.as_slice();
        for (number, page) in painted.pages.iter().enumerate() {
            // The annotations are in page order.
            let own = rest.iter().take_while(|(page, _)| *page == number);
            let annotations: Vec<Object> = own.map(|(_, id)| (*id).into()).collect();
            rest = &rest[annotations.len()..];
            let contents = self.contents(page);
            let mut dict = self.page(first + number, resources, contents, annotations);
            set_boxes(&mut dict, page);
            self.file.set(ids[number], dict);
        }
        let pages: Vec<(ObjectId, Length)> = ids.into_iter().zip(heights).collect();
        let file = &mut self.file;
        self.tags.add(tree, &pages, &links, file);
        self.outline.add(&tree.headings, &pages, file);
        for attachment in attachments {
            self.attachments.add(attachment, file);
        }
        if self.starts.len() > 1 {
            self.tags.write_leaves(file);
        }
        file.pack_many();
    }

    /// The streams of a page's operators. A background that several pages share is written once.
    fn contents(&mut self, page: &PaintedPage) -> Object {
        let file = &mut self.file;
        let mut deflated =
            |content: &[u8]| file.deflated(Dictionary::new(), content, Effort::Quick);
        let before = page.before.as_deref().map(&mut deflated);
        let behind = page.behind.as_deref().map(|content| {
            let known = self.shared.entry(Digest::of(content));
            *known.or_insert_with(|| deflated(content))
        });
        let own = deflated(&page.content);
        match behind {
            None => own.into(),
            Some(behind) => {
                let all = before.into_iter().chain([behind, own]);
                all.map(Object::from).collect::<Vec<_>>().into()
            }
        }
    }

    /// The resources of a section's pages. A picture that several sections share is written once.
    fn resources_of(&mut self, painted: &Painted<'_>) -> ObjectId {
        if painted.pictures.is_empty() {
            return self.resources;
        }
        let file = &mut self.file;
        let named = painted.pictures.iter().filter_map(|picture| {
            let (name, digest) = (picture::resource_name(picture)?, picture.digest?);
            let known = self.pictures.entry(digest);
            Some((
                name,
                *known.or_insert_with(|| picture::write(picture, file)),
            ))
        });
        let named: Vec<(String, ObjectId)> = named.collect();
        let resources = painted.subsets.head().resources_with(&named);
        self.file.add(resources)
    }

    fn page(
        &self,
        number: usize,
        resources: ObjectId,
        contents: Object,
        annotations: Vec<Object>,
    ) -> Dictionary {
        let mut dict = dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "Resources" => resources,
            "Contents" => contents,
            "StructParents" => integer(number),
            // ISO 14289-1, 7.18.3: from link to link in the order of the elements.
            "Tabs" => "S",
        };
        if !annotations.is_empty() {
            dict.set("Annots", annotations);
        }
        dict
    }

    /// Takes the bytes written so far. Those that come later follow them in the file.
    pub fn take(&mut self) -> Vec<u8> {
        self.file.take()
    }

    /// The rest of the bytes, when all sections have been added, with the sum of all.
    #[must_use]
    pub fn finish(mut self, metadata: &Metadata) -> (Vec<u8>, Digest) {
        let file = &mut self.file;
        let kids: Vec<Object> = self.pages.iter().map(|page| (*page).into()).collect();
        file.set(
            self.tree,
            dictionary! { "Type" => "Pages", "Count" => integer(kids.len()), "Kids" => kids },
        );
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => self.tree,
            "Lang" => text_string(&metadata.language),
            // ISO 14289-1, 7.1: the title is shown, and the content is tagged.
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "MarkInfo" => dictionary! { "Marked" => true },
            "StructTreeRoot" => self.tags.finish(file),
            "OutputIntents" => vec![self.output_intent.into()],
        };
        if let Some(outline) = self.outline.finish(file) {
            catalog.set("Outlines", outline);
        }
        if self.starts.len() > 1 {
            super::book::write(&self.starts, &mut catalog);
        }
        self.attachments.finish(&mut catalog);
        let xmp = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        // The metadata is not deflated, so that a search for bytes finds it without a PDF parser.
        catalog.set("Metadata", file.stream(xmp, metadata.xmp().as_bytes()));
        let info = file.add(metadata.info());
        let catalog = file.add(catalog);
        self.file.finish(catalog, info)
    }
}

/// Sets the size of the paper and of the trimmed page (ISO 32000-1, 14.11.2). The origin is the lower left corner of
/// the trimmed page.
fn set_boxes(dict: &mut Dictionary, page: &PaintedPage) {
    let mut set = |name: &str, around: Length| {
        let Size { width, height } = page.size;
        let corner = Length::ZERO - around;
        let sides = [corner, corner, width + around, height + around];
        dict.set(name, sides.map(real).to_vec());
    };
    set(
        "MediaBox",
        page.trim.map_or(Length::ZERO, |trim| trim.paper),
    );
    if let Some(trim) = page.trim {
        set("BleedBox", trim.bleed);
        set("TrimBox", Length::ZERO);
    }
}
