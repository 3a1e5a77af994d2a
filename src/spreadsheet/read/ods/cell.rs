//! A cell: its value and its visible text.

use quick_xml::events::BytesStart;

use super::styles::Styles;
use crate::spreadsheet::Cell;
use crate::spreadsheet::limits::LARGEST_CELL;
use crate::spreadsheet::read::Unreadable;
use crate::spreadsheet::read::format::shown_as;
use crate::spreadsheet::read::setting::Setting;
use crate::spreadsheet::read::values;
use crate::spreadsheet::read::xml::{Tag, attribute, name, number};

/// A cell being read.
#[derive(Debug, Default)]
pub(super) struct Inside {
    kind: String,
    /// Whether the cell is an error, which has no value type of its own.
    is_error: bool,
    value: Option<String>,
    has_formula: bool,
    /// Whether the parser is inside a comment, which is not text of the cell.
    is_remark: bool,
    paragraphs: usize,
    text: String,
    setting: Setting,
}

impl Inside {
    pub fn new(element: &BytesStart<'_>, setting: Setting) -> Self {
        let mut inside = Self {
            setting,
            ..Self::default()
        };
        for found in element.attributes().with_checks(false).flatten() {
            let (key, value) = (found.key.local_name(), found.value.as_ref());
            match key.as_ref() {
                // The program that wrote the file may have added its own type.
                "value-type" if value == "error" => inside.is_error = true,
                "value-type" if inside.kind.is_empty() => value.clone_into(&mut inside.kind),
                "formula" => inside.has_formula = !value.is_empty(),
                _ => {}
            }
        }
        let keys = [
            "value",
            "string-value",
            "date-value",
            "time-value",
            "boolean-value",
        ];
        inside.value = keys.into_iter().find_map(|key| attribute(element, key));
        inside
    }

    /// Whether the cell can have content.
    pub fn has_content(&self) -> bool {
        !self.kind.is_empty() || self.has_formula
    }

    /// Whether the text is too long.
    pub fn is_too_long(&self) -> bool {
        let value = self.value.as_ref().map_or(0, String::len);
        self.text.len().max(value) > LARGEST_CELL
    }

    pub fn read(&mut self, tag: &Tag<'_>, styles: &Styles) -> Result<(), Unreadable> {
        match tag {
            Tag::Begin("annotation", _) => self.is_remark = true,
            Tag::End("annotation") => self.is_remark = false,
            _ if self.is_remark => {}
            Tag::Begin("p", element) => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                let style = name(element, "style-name")?;
                if style.is_some() {
                    self.raise(styles.setting("paragraph", style.as_deref()));
                }
            }
            Tag::Begin("span", element) => {
                let style = name(element, "style-name")?;
                self.raise(Setting::Apart.max(styles.setting("text", style.as_deref())));
            }
            Tag::Begin("ruby", _) => self.raise(Setting::Apart),
            Tag::Begin("s", element) => {
                let blanks = number(element, "c").unwrap_or(1) as usize;
                let blanks = blanks.min(LARGEST_CELL + 1);
                self.text.extend(std::iter::repeat_n(' ', blanks));
            }
            Tag::Begin("tab", _) => self.text.push('\t'),
            Tag::Begin("line-break", _) => self.text.push('\n'),
            // White space between paragraphs is only the formatting of the XML.
            Tag::Text(text) if self.paragraphs > 0 || !text.trim().is_empty() => {
                self.text.push_str(text);
            }
            _ => {}
        }
        Ok(())
    }

    fn raise(&mut self, to: Setting) {
        self.setting = self.setting.max(to);
    }

    /// The cell, or `None` if it is blank.
    pub fn cell(&self) -> Result<Option<Cell>, Unreadable> {
        let is_number = ["float", "percentage", "currency"].contains(&self.kind.as_str());
        let looks_wrong = self.text.starts_with('#') || self.text.starts_with("Err:");
        let value = self.value.as_deref();
        let cell = match (self.kind.as_str(), value) {
            // Programs without an error type store 0 in such a cell.
            _ if self.is_error || (is_number && looks_wrong) => {
                Some(Cell::Error(self.text.as_str().into()))
            }
            (_, Some(value)) if is_number => {
                let number = value.trim().parse().map_err(|_| {
                    Unreadable::damaged(format!("\"{value}\" is no number that can be read"))
                })?;
                let is_percent = self.kind == "percentage";
                Some(values::number(
                    number,
                    shown_as(&self.text, number, is_percent),
                ))
            }
            ("boolean", Some(value)) => Some(Cell::Truth(value.eq_ignore_ascii_case("true"))),
            ("date", Some(value)) => Some(values::iso_date(value)),
            ("time", Some(value)) => Some(Cell::Date(None, value.into())),
            ("string", value) => values::text(value.unwrap_or(&self.text)),
            _ => None,
        };
        let is_worked_out = cell.is_some() || self.kind == "string";
        Ok(match self.has_formula && !is_worked_out {
            true => Some(Cell::Formula),
            false => cell.map(|cell| self.setting.of(cell)),
        })
    }
}
