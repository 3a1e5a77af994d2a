//! The shared strings of a workbook.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::styles::font;
use crate::spreadsheet::limits::{LARGEST_CELL, LARGEST_TEXTS, MOST_CELLS};
use crate::spreadsheet::read::Unreadable;
use crate::spreadsheet::read::setting::Setting;
use crate::spreadsheet::read::xml::{Archive, Tag};

/// A text and its formatting.
pub(super) type SharedText = (Arc<str>, Setting);

/// A text being assembled from runs.
#[derive(Default)]
pub(super) struct Runs {
    text: String,
    runs: usize,
    setting: Setting,
    is_text: bool,
    /// Whether the parser is inside a phonetic reading, which is not part of the text.
    is_phonetic: bool,
}

impl Runs {
    pub fn begin(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "rPh" => self.is_phonetic = true,
            "t" => self.is_text = !self.is_phonetic,
            "r" => self.runs += 1,
            name => self.setting = self.setting.max(font(name, element)),
        }
    }

    pub fn end(&mut self, name: &str) {
        match name {
            "rPh" => self.is_phonetic = false,
            "t" => self.is_text = false,
            _ => {}
        }
    }

    pub fn add(&mut self, text: &str) {
        if self.is_text {
            self.text.push_str(text);
        }
    }

    pub fn is_too_long(&self) -> bool {
        self.text.len() > LARGEST_CELL
    }

    /// Takes the text and its formatting and starts the next one.
    pub fn take(&mut self) -> (String, Setting) {
        let Self {
            text,
            runs,
            setting,
            ..
        } = std::mem::take(self);
        let of_parts = match runs > 1 {
            true => Setting::Apart,
            false => Setting::Plain,
        };
        (unescaped(&text), setting.max(of_parts))
    }
}

/// Reads the shared strings.
pub(super) fn read(archive: &mut Archive<'_>, path: &str) -> Result<Vec<SharedText>, Unreadable> {
    let (mut found, mut size) = (Vec::new(), 0_usize);
    let mut runs = Runs::default();
    archive.walk(path, |tag| {
        match tag {
            Tag::Begin("si", _) => runs = Runs::default(),
            Tag::End("si") => {
                let (text, setting) = runs.take();
                size = size.saturating_add(text.len());
                found.push((text.into(), setting));
            }
            Tag::Begin(name, element) => runs.begin(name, element),
            Tag::End(name) => runs.end(name),
            Tag::Text(text) => runs.add(text),
        }
        if found.len() > MOST_CELLS || size > LARGEST_TEXTS || runs.is_too_long() {
            let help = "delete everything but the figures, or import it in parts with fewer rows";
            return Err(Unreadable::new("this file has too much text", help));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Decodes escapes such as `_x000D_` for characters that XML does not allow.
pub(super) fn unescaped(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest[at..].get(6..7) == Some("_"));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        let (taken, length) = match code.and_then(char::from_u32) {
            Some(character) => (character.to_string(), 7),
            None => ("_x".to_owned(), 2),
        };
        plain.push_str(&rest[..at]);
        plain.push_str(&taken);
        rest = &rest[at + length..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_characters() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00é", "_x00é"),
            ("max_x", "max_x"),
            ("_xD800_", "_xD800_"),
        ] {
            assert_eq!(unescaped(text), plain);
        }
    }
}
