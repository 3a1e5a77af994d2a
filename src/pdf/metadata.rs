//! What a file says of itself.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, dictionary, text_string};

/// What a sheet's file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title, which viewers show in the place of the file name.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// What it is about.
    pub subject: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// The language, as a tag such as `en-US`.
    pub language: String,
    /// The day the figures were taken.
    pub as_of: Option<NaiveDate>,
}

/// Puts the metadata where a viewer looks for it (ISO 32000-1, 14.3.3 and 14.9.2).
pub(super) fn apply(metadata: &Metadata, document: &mut Document) {
    let info = document.add_object(info(metadata));
    document.trailer.set("Info", info);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Lang", text_string(&metadata.language));
        catalog.set(
            "ViewerPreferences",
            dictionary! { "DisplayDocTitle" => true },
        );
    }
}

fn info(metadata: &Metadata) -> Dictionary {
    let tool = concat!("factsheet ", env!("CARGO_PKG_VERSION"));
    let mut info = dictionary! {
        "Title" => text_string(&metadata.title),
        "Author" => text_string(&metadata.author),
        "Producer" => text_string(tool),
    };
    if let Some(subject) = &metadata.subject {
        info.set("Subject", text_string(subject));
    }
    if !metadata.keywords.is_empty() {
        info.set("Keywords", text_string(&metadata.keywords.join(", ")));
    }
    if let Some(date) = metadata.as_of {
        info.set("CreationDate", pdf_date(date));
    }
    info
}

/// A day as PDF writes it (ISO 32000-1, 7.9.4).
fn pdf_date(date: NaiveDate) -> Object {
    text_string(&date.format("D:%Y%m%d").to_string())
}
