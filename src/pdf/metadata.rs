//! The metadata of a file: the document information dictionary, and the same as XMP.

use std::fmt::Write;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use lopdf::{Dictionary, dictionary};

use super::text::text_string;
use crate::TOOL;

/// The metadata of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title, which viewers show in the place of the file name.
    pub title: String,
    /// The publisher.
    pub author: String,
    /// The subject.
    pub subject: Option<String>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The language, as a tag such as `en-US`.
    pub language: String,
    /// The creation date, if the figures or the caller give one. It never comes from the clock.
    pub date: Option<Date>,
    /// `true` for a file for a print shop. Such a file is tagged like any other, but its paper is larger than the
    /// page, so it claims neither PDF/UA nor PDF/A.
    pub is_for_print: bool,
}

/// The time to record as the creation of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Date {
    /// The day its figures were taken.
    Day(NaiveDate),
    /// A moment, in UTC.
    Moment(NaiveDateTime),
}

impl Date {
    /// The later of two; of a day and a moment in it the moment.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        let moment = |date| match date {
            Self::Day(day) => day.and_time(NaiveTime::MIN),
            Self::Moment(moment) => moment,
        };
        if moment(other) >= moment(self) {
            other
        } else {
            self
        }
    }

    /// As PDF writes it (ISO 32000-1, 7.9.4).
    pub(super) fn pdf(self) -> String {
        match self {
            Self::Day(day) => day.format("D:%Y%m%d").to_string(),
            Self::Moment(moment) => moment.format("D:%Y%m%d%H%M%SZ").to_string(),
        }
    }

    /// As XMP writes it (ISO 8601).
    fn xmp(self) -> String {
        match self {
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Moment(moment) => moment.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

impl Metadata {
    fn keywords(&self) -> Option<String> {
        (!self.keywords.is_empty()).then(|| self.keywords.join(", "))
    }

    /// The document information (ISO 32000-1, 14.3.3).
    pub(super) fn info(&self) -> Dictionary {
        let mut info = dictionary! {
            "Title" => text_string(&self.title),
            "Author" => text_string(&self.author),
            "Producer" => text_string(TOOL),
        };
        if let Some(subject) = &self.subject {
            info.set("Subject", text_string(subject));
        }
        if let Some(keywords) = self.keywords() {
            info.set("Keywords", text_string(&keywords));
        }
        if let Some(date) = self.date {
            info.set("CreationDate", text_string(&date.pdf()));
            info.set("ModDate", text_string(&date.pdf()));
        }
        info
    }

    /// The same metadata as XMP (ISO 16684-1), with the claims to PDF/A-3a (ISO 19005-3, 6.6.4) and PDF/UA-1 (ISO
    /// 14289-1, 5). PDF/A requires a description of schemas that it does not define, so the PDF/UA claim has one (ISO
    /// 19005-3, 6.6.2.3).
    pub(super) fn xmp(&self) -> String {
        // Simple values are attributes, which takes less room.
        let mut attributes = String::new();
        let mut attribute = |name: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = write!(attributes, " {name}=\"{}\"", escaped(value));
        };
        if !self.is_for_print {
            attribute("pdfaid:part", "3");
            attribute("pdfaid:conformance", "A");
            attribute("pdfuaid:part", "1");
        }
        attribute("pdf:Producer", TOOL);
        if let Some(keywords) = self.keywords() {
            attribute("pdf:Keywords", &keywords);
        }
        if let Some(date) = self.date {
            attribute("xmlns:xmp", "http://ns.adobe.com/xap/1.0/");
            attribute("xmp:CreateDate", &date.xmp());
            attribute("xmp:ModifyDate", &date.xmp());
        }
        let mut properties = String::new();
        let mut property = |name: &str, value: &str| {
            let _ = write!(properties, "<{name}>{value}</{name}>");
        };
        let default = |text: &str| {
            let text = escaped(text);
            format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt>")
        };
        property("dc:title", &default(&self.title));
        let author = escaped(&self.author);
        property(
            "dc:creator",
            &format!("<rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq>"),
        );
        if let Some(subject) = &self.subject {
            property("dc:description", &default(subject));
        }
        let extension = if self.is_for_print { "" } else { EXTENSION };
        format!("{BEGIN}{attributes}>{properties}{extension}{END}")
    }
}

/// Escapes text for XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

const BEGIN: &str = concat!(
    "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">",
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"",
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"",
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"",
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"",
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"",
);

const EXTENSION: &str = concat!(
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaProperty:name>part</pdfaProperty:name>",
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>part</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>",
);

const END: &str = "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
