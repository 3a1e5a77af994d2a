//! From pages to the bytes of a PDF file. The only place that knows printpdf and lopdf.
//!
//! printpdf turns what `content.rs` and `shown.rs` paint into the operators of each page. Everything around
//! them is ours, one file for each concern: `structure.rs` has the tree of elements and `tags.rs` writes
//! it; `painted.rs` has the pages as operators, `book.rs` what only a file of many sheets has, `metadata.rs`
//! says what the file is, `fonts.rs`, `cmap.rs` and `truetype.rs` make its fonts small, `picture.rs` writes
//! its pictures, `links.rs`, `outline.rs`, `color.rs` and `attachment.rs` do what their names say, and `file.rs`
//! puts it all into bytes, with `syntax.rs` and `deflate.rs`. The result follows PDF/UA-1 (ISO 14289-1) and
//! PDF/A-3a (ISO 19005-3) at once.

mod attached;
mod attachment;
mod book;
mod cmap;
mod color;
mod content;
mod deflate;
mod file;
mod fonts;
mod links;
mod metadata;
mod outline;
mod painted;
mod picture;
mod repertoire;
mod shown;
mod structure;
mod syntax;
mod tags;
mod text;
mod truetype;

pub use attached::attached;
pub use attachment::Attachment;
pub use deflate::Deflater;
pub use fonts::Subsets;
pub use metadata::{Date, Metadata};
use painted::PaintedPage;
pub use painted::{Painted, paint};
pub use repertoire::Repertoire;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::checksum::Sum;
use crate::geometry::{Length, Size};
use crate::layout::Page;
use deflate::Effort;
use file::integer;
use links::Top;
use text::text_string;

/// What goes with the pages of a file.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The figures as data, by the names of the files that hold them.
    pub attachments: Vec<Attachment>,
}

/// Pages that belong together: a sheet, or what stands before the sheets of a book.
#[derive(Clone, Copy, Debug)]
pub struct Section<'p> {
    /// The title of a sheet that is a part of a book.
    pub title: Option<&'p str>,
    /// Its pages.
    pub pages: &'p [Page],
}

impl<'p> Section<'p> {
    /// Pages that are all there is.
    #[must_use]
    pub fn alone(pages: &'p [Page]) -> [Self; 1] {
        [Self { title: None, pages }]
    }
}

/// Writes painted pages as a PDF file, with the sum of its bytes. The same pages give the same bytes.
#[must_use]
pub fn write(
    Painted {
        starts,
        pages,
        shared,
        found,
        head,
    }: &Painted<'_>,
    About {
        metadata,
        attachments,
    }: &About,
    deflater: &mut Deflater,
) -> (Vec<u8>, Sum) {
    let mut file = head.file(deflater);
    let tree = file.reserve();
    let ids: Vec<ObjectId> = pages.iter().map(|_| file.reserve()).collect();
    let top = |start: &usize| Some(Top(*ids.get(*start)?, pages.get(*start)?.size.height));
    let sections: Vec<Top> = starts.iter().filter_map(top).collect();
    let links = found.links.write(ids.len(), &sections, &mut file);
    let mut rest = links.as_slice();
    let shared: Vec<ObjectId> = shared
        .iter()
        .map(|content| file.deflated(Dictionary::new(), content, Effort::Quick))
        .collect();
    for (number, page) in pages.iter().enumerate() {
        // They come in the order of pages.
        let own = rest.iter().take_while(|(page, _)| *page == number);
        let annotations: Vec<Object> = own.map(|(_, id)| (*id).into()).collect();
        rest = &rest[annotations.len()..];
        let behind = page.behind.and_then(|behind| shared.get(behind));
        let before = page.before.as_ref();
        let before = before.map(|c| file.deflated(Dictionary::new(), c, Effort::Quick));
        let own = file.deflated(Dictionary::new(), &page.content, Effort::Quick);
        let contents = match (before, behind) {
            (Some(before), Some(behind)) => {
                vec![before.into(), (*behind).into(), own.into()].into()
            }
            (None, Some(behind)) => vec![(*behind).into(), own.into()].into(),
            _ => own.into(),
        };
        let common = (tree, head.resources());
        let mut dict = page_dictionary(number, common, contents, annotations);
        set_boxes(&mut dict, page);
        file.set(ids[number], dict);
    }
    let kids: Vec<Object> = ids.iter().map(|page| (*page).into()).collect();
    file.set(
        tree,
        dictionary! { "Type" => "Pages", "Count" => integer(kids.len()), "Kids" => kids },
    );
    let structure = tags::write(&found.structure, &ids, &links, &mut file);
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text_string(&metadata.language),
        // ISO 14289-1, 7.1: the title is shown, and the content is tagged.
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => structure,
        "OutputIntents" => vec![head.output_intent().into()],
    };
    if let Some(outline) = outline::write(&found.headings, &ids, &mut file) {
        catalog.set("Outlines", outline);
    }
    if sections.len() > 1 {
        book::write(starts, &mut catalog);
    }
    attachment::write(attachments, &mut catalog, &mut file);
    let xmp = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Not deflated, so that whoever looks for it without reading PDF finds it.
    catalog.set("Metadata", file.stream(xmp, metadata.xmp().as_bytes()));
    let info = file.add(metadata.info());
    let catalog = file.add(catalog);
    file.finish(catalog, info)
}

/// How large the paper is, and where it is trimmed (ISO 32000-1, 14.11.2). The origin stays the lower left corner
/// of the page as it will be.
fn set_boxes(dict: &mut Dictionary, page: &PaintedPage) {
    let mut set = |name: &str, around: Length| {
        let real = |length| Object::Real(content::pt(length).0);
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

fn page_dictionary(
    number: usize,
    (tree, resources): (ObjectId, ObjectId),
    contents: Object,
    annotations: Vec<Object>,
) -> Dictionary {
    let mut dict = dictionary! {
        "Type" => "Page",
        "Parent" => tree,
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
