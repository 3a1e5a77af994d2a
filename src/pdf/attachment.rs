//! Files that go with a sheet: its figures as data.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::deflate::Effort;
use super::file::File;
use super::metadata::Date;
use super::text::text_string;
use super::units::integer;

/// A file inside of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// A description for people.
    pub description: String,
    /// Its content, which is JSON.
    pub json: Vec<u8>,
    /// The date of the content, or `None` if it is unknown.
    pub date: Option<Date>,
}

/// The file specifications of the attachments, with their names.
#[derive(Debug, Default)]
pub(super) struct Attachments(Vec<(String, ObjectId)>);

impl Attachments {
    /// Adds a file.
    pub(super) fn add(&mut self, attachment: &Attachment, file: &mut File<'_>) {
        let specification = attachment.write(file);
        self.0.push((attachment.name.clone(), specification));
    }

    /// Adds the attachments to the catalog, in the order of their names, as data of the whole document (ISO 19005-3,
    /// 6.8 and annex E; ISO 32000-1, 7.11.4).
    pub(super) fn finish(mut self, catalog: &mut Dictionary) {
        self.0.sort();
        let all: Vec<Object> = self.0.iter().map(|(_, id)| (*id).into()).collect();
        let names = self.0.iter();
        let names = names.flat_map(|(name, id)| [text_string(name), (*id).into()]);
        let names: Vec<Object> = names.collect();
        catalog.set("AF", all);
        catalog.set(
            "Names",
            dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } },
        );
    }
}

impl Attachment {
    /// Writes the embedded file and its file specification, and returns the latter.
    fn write(&self, file: &mut File<'_>) -> ObjectId {
        let mut parameters = dictionary! { "Size" => integer(self.json.len()) };
        if let Some(date) = self.date {
            parameters.set("ModDate", text_string(&date.pdf()));
        }
        let dict = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => Object::Name(b"application/json".to_vec()),
            "Params" => parameters,
        };
        let content: ObjectId = file.deflated(dict, &self.json, Effort::Quick);
        let name = text_string(&self.name);
        file.add(dictionary! {
            "Type" => "Filespec",
            "F" => name.clone(),
            "UF" => name,
            "Desc" => text_string(&self.description),
            "AFRelationship" => "Data",
            "EF" => dictionary! { "F" => content, "UF" => content },
        })
    }
}
