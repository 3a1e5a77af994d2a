//! Reads PDFs as a viewer does, and as one that reads aloud.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// A font as a reader sees it.
pub struct Font {
    pub text: BTreeMap<u16, String>,
    pub widths: BTreeMap<u16, f64>,
    pub dictionary: Dictionary,
    pub descriptor: Dictionary,
}

pub fn dictionary(document: &Document, object: &Object) -> Dictionary {
    let object = match object {
        Object::Reference(id) => document.get_object(*id).expect("an object"),
        direct => direct,
    };
    object.as_dict().expect("a dictionary").clone()
}

/// The stream that a key of a dictionary leads to.
pub fn stream<'d>(document: &'d Document, dictionary: &Dictionary, key: &[u8]) -> &'d Stream {
    let id = dictionary
        .get(key)
        .and_then(Object::as_reference)
        .expect("a reference");
    document
        .get_object(id)
        .and_then(Object::as_stream)
        .expect("a stream")
}

pub fn fonts(document: &Document) -> BTreeMap<Vec<u8>, Font> {
    let page = document.page_iter().next().expect("a page");
    let page = document.get_dictionary(page).expect("a page");
    let resources = dictionary(document, page.get(b"Resources").expect("resources"));
    let fonts = dictionary(document, resources.get(b"Font").expect("fonts"));
    let read = |(name, font): (&Vec<u8>, &Object)| (name.clone(), font_of(document, font));
    fonts.iter().map(read).collect()
}

pub fn font_of(document: &Document, font: &Object) -> Font {
    let outer = dictionary(document, font);
    let descendants = outer
        .get(b"DescendantFonts")
        .and_then(Object::as_array)
        .expect("a descendant");
    let inner = dictionary(document, &descendants[0]);
    let descriptor = dictionary(
        document,
        inner.get(b"FontDescriptor").expect("a descriptor"),
    );
    let map = stream(document, &outer, b"ToUnicode");
    let map =
        String::from_utf8(map.decompressed_content().expect("a deflated CMap")).expect("ASCII");
    Font {
        text: character_map(&map),
        widths: widths(inner.get(b"W").and_then(Object::as_array).expect("widths")),
        dictionary: outer,
        descriptor,
    }
}

pub fn character_map(map: &str) -> BTreeMap<u16, String> {
    let hex = |text: &str| u16::from_str_radix(text, 16).expect("hexadecimal");
    let mut entries = BTreeMap::new();
    for line in map.lines().filter(|line| line.starts_with('<')) {
        let parts: Vec<&str> = line
            .split(' ')
            .map(|part| part.trim_matches(['<', '>']))
            .collect();
        let units = |text: &str| -> Vec<u16> {
            let starts = (0..text.len()).step_by(4);
            starts.map(|at| hex(&text[at..at + 4])).collect()
        };
        let (first, last, text) = match parts.as_slice() {
            [code, text] if text.len() >= 4 => (hex(code), hex(code), units(text)),
            [first, last, text] => (hex(first), hex(last), units(text)),
            // The range of all codes.
            _ => continue,
        };
        for code in first..=last {
            let mut units = text.clone();
            *units.last_mut().expect("a text") += code - first;
            entries.insert(code, String::from_utf16(&units).expect("UTF-16"));
        }
    }
    entries
}

pub fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).expect("a number")
}

pub fn widths(array: &[Object]) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    for pair in array.chunks(2) {
        let first = u16::try_from(pair[0].as_i64().expect("a code")).expect("a code");
        for (code, width) in (first..).zip(pair[1].as_array().expect("widths")) {
            widths.insert(code, number(width));
        }
    }
    widths
}

/// A stretch of text as it stands on the page: left end, baseline, right end, in points from the
/// bottom left corner.
pub struct Shown {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub end: f64,
    pub font: Vec<u8>,
    pub page: usize,
    /// The number of its mark; none when it is an artifact.
    pub mark: Option<i64>,
}

/// Reads all pages as a viewer does: by the operators, the widths and the CMaps in the file.
pub fn shown(document: &Document) -> Vec<Shown> {
    let pages = document.page_iter().enumerate();
    pages
        .flat_map(|(number, page)| shown_on(document, number, page))
        .collect()
}

fn shown_on(document: &Document, page_number: usize, page: ObjectId) -> Vec<Shown> {
    let fonts = fonts(document);
    let mut mark = None;
    let content = document.get_page_content(page);
    let content = Content::decode(&content).expect("operators");
    let (mut name, mut size, mut line, mut pen) = (Vec::new(), 0.0, (0.0, 0.0), 0.0);
    let mut all = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => {
                name = operands[0].as_name().expect("a name").to_vec();
                size = number(&operands[1]);
            }
            "BDC" => {
                let properties = operands[1].as_dict().expect("properties");
                mark = properties.get(b"MCID").and_then(Object::as_i64).ok();
                let is_artifact = operands[0].as_name().is_ok_and(|name| name == b"Artifact");
                assert_eq!(mark.is_none(), is_artifact);
            }
            "BT" => line = (0.0, 0.0),
            "Td" => {
                line = (line.0 + number(&operands[0]), line.1 + number(&operands[1]));
                pen = line.0;
            }
            "TJ" => {
                let font = &fonts[&name];
                let (mut text, x) = (String::new(), pen);
                for item in operands[0].as_array().expect("an array") {
                    let Ok(codes) = item.as_str() else {
                        pen -= number(item) / 1000.0 * size;
                        continue;
                    };
                    // By its encoding a font has codes of two bytes or of one.
                    let encoding = font.dictionary.get(b"Encoding").and_then(Object::as_name);
                    let length = if encoding.is_ok_and(|name| name == b"Identity-H") {
                        2
                    } else {
                        1
                    };
                    for code in codes.chunks(length) {
                        let code = code
                            .iter()
                            .fold(0, |code, byte| code << 8 | u16::from(*byte));
                        text.push_str(font.text.get(&code).expect("a text for every glyph"));
                        pen += font.widths[&code] / 1000.0 * size;
                    }
                }
                all.push(Shown {
                    text,
                    x,
                    y: line.1,
                    end: pen,
                    font: name.clone(),
                    page: page_number,
                    mark,
                });
            }
            _ => {}
        }
    }
    all
}

/// The files that are attached, with what is said of them.
pub struct Attached {
    pub name: String,
    pub description: String,
    pub content: Vec<u8>,
}

pub fn attached(document: &Document) -> Vec<Attached> {
    let text = |file: &Dictionary, key| {
        let text = file.get(key).and_then(lopdf::decode_text_string);
        text.expect("a text")
    };
    let catalog = document.catalog().expect("a catalog");
    let files = catalog.get(b"AF").and_then(Object::as_array);
    let read = |file: &Object| {
        let file = dictionary(document, file);
        let embedded = dictionary(document, file.get(b"EF").expect("a file"));
        let content = stream(document, &embedded, b"F").decompressed_content();
        Attached {
            name: text(&file, b"UF"),
            description: text(&file, b"Desc"),
            content: content.expect("deflated data"),
        }
    };
    files.expect("files").iter().map(read).collect()
}

/// The tree of elements as text, a line for each element and for each stretch of text in one.
pub fn tree(document: &Document) -> String {
    let mut texts: BTreeMap<(usize, i64), String> = BTreeMap::new();
    for shown in shown(document) {
        if let Some(mark) = shown.mark {
            texts
                .entry((shown.page, mark))
                .or_default()
                .push_str(&shown.text);
        }
    }
    let reader = Tree {
        document,
        pages: document.page_iter().collect(),
        texts,
    };
    let catalog = document.catalog().expect("a catalog");
    let root = dictionary(document, catalog.get(b"StructTreeRoot").expect("a tree"));
    let mut out = String::new();
    reader.element(
        &dictionary(document, root.get(b"K").expect("an element")),
        0,
        &mut out,
    );
    out
}

/// What is painted as an artifact: whoever listens does not hear it.
pub fn unheard(document: &Document) -> Vec<String> {
    let shown = shown(document).into_iter();
    let artifacts = shown.filter(|shown| shown.mark.is_none());
    artifacts.map(|shown| shown.text).collect()
}

struct Tree<'d> {
    document: &'d Document,
    pages: Vec<ObjectId>,
    texts: BTreeMap<(usize, i64), String>,
}

impl Tree<'_> {
    fn element(&self, element: &Dictionary, depth: usize, out: &mut String) {
        let name = element.get(b"S").and_then(Object::as_name).expect("a type");
        let name = String::from_utf8_lossy(name);
        let mut line = format!("{:1$}{name}", "", 2 * depth);
        if let Ok(language) = element.get(b"Lang") {
            let language = lopdf::decode_text_string(language).expect("a text");
            line.push_str(&format!(" in {language}"));
        }
        for key in [&b"Alt"[..], b"ActualText"] {
            if let Ok(said) = element.get(key) {
                let said = lopdf::decode_text_string(said).expect("a text");
                line.push_str(&format!(" says {said:?}"));
            }
        }
        if let Ok(attributes) = element.get(b"A").and_then(Object::as_dict) {
            for key in [&b"Scope"[..], b"ListNumbering"] {
                if let Ok(value) = attributes.get(key).and_then(Object::as_name) {
                    line.push_str(&format!(" {}", String::from_utf8_lossy(value)));
                }
            }
        }
        out.push_str(&format!("{line}\n"));
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        for kid in kids {
            self.kid(&kid, element, depth + 1, out);
        }
    }

    fn kid(&self, kid: &Object, element: &Dictionary, depth: usize, out: &mut String) {
        let indent = 2 * depth;
        if let Ok(mark) = kid.as_i64() {
            let page = element.get(b"Pg").expect("a page");
            return self.text(page, mark, indent, out);
        }
        let dict = dictionary(self.document, kid);
        match dict.get(b"Type").and_then(Object::as_name) {
            Ok(b"MCR") => {
                let mark = dict.get(b"MCID").and_then(Object::as_i64).expect("a mark");
                self.text(dict.get(b"Pg").expect("a page"), mark, indent, out);
            }
            Ok(b"OBJR") => {
                let annotation = dictionary(self.document, dict.get(b"Obj").expect("an object"));
                let words = annotation.get(b"Contents").expect("words");
                let words = lopdf::decode_text_string(words).expect("a text");
                out.push_str(&format!("{:indent$}leads to {words:?}\n", ""));
            }
            _ => {
                assert!(dict.has(b"P"), "every element knows its parent");
                self.element(&dict, depth, out);
            }
        }
    }

    fn text(&self, page: &Object, mark: i64, indent: usize, out: &mut String) {
        let page = page.as_reference().expect("a page");
        let number = self.pages.iter().position(|known| *known == page);
        let number = number.expect("a page of the document");
        match self.texts.get(&(number, mark)) {
            Some(text) => out.push_str(&format!("{:indent$}{text:?}\n", "")),
            // Lines and areas of a figure.
            None => out.push_str(&format!("{:indent$}drawn\n", "")),
        }
    }
}
