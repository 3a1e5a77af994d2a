//! The cell styles of a workbook: number formats, and fonts that raise or strike out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quick_xml::events::BytesStart;

use super::package::is_true;
use crate::spreadsheet::limits::MOST_STYLES;
use crate::spreadsheet::read::Unreadable;
use crate::spreadsheet::read::format::{Format, built_in};
use crate::spreadsheet::read::setting::Setting;
use crate::spreadsheet::read::xml::{Archive, Tag, attribute, name, number};

/// The effect of a style on a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct CellStyle {
    pub format: Rc<Format>,
    pub setting: Setting,
}

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: Vec<CellStyle>,
    /// The formats of conditional formatting in order.
    rules: Vec<Setting>,
    /// The table styles that raise or strike out.
    tables: BTreeSet<String>,
}

/// The property of a font in an element.
pub(super) fn font(name: &str, element: &BytesStart<'_>) -> Setting {
    let value = || attribute(element, "val").unwrap_or_default();
    match name {
        "strike" if !["0", "false"].contains(&value().as_str()) => Setting::Struck,
        "vertAlign" if value() != "baseline" => Setting::Apart,
        _ => Setting::Plain,
    }
}

impl Styles {
    pub fn read(archive: &mut Archive<'_>, path: &str) -> Result<Self, Unreadable> {
        let mut parts = Parts::default();
        archive.walk(path, |tag| match tag {
            Tag::Begin(name, element) => parts.begin(name, element),
            _ => Ok(()),
        })?;
        Ok(parts.finish())
    }

    /// The style at an index, or the first style.
    pub fn get(&self, style: usize) -> CellStyle {
        self.cells.get(style).cloned().unwrap_or_default()
    }

    /// The formatting that conditional formatting applies.
    pub fn rule(&self, format: u32) -> Setting {
        let rule = self.rules.get(format as usize).copied();
        rule.unwrap_or_default()
    }

    /// Whether a table style raises or strikes out.
    pub fn sets_tables_apart(&self, style: &str) -> bool {
        self.tables.contains(style)
    }
}

/// The font and number format of a style by index.
struct Reference {
    format: u32,
    font: usize,
    /// The named style on which this one is based, if its font can apply.
    base: Option<usize>,
}

/// The parts of `styles.xml` that are read.
#[derive(Default)]
struct Parts {
    /// The list being read.
    list: String,
    formats: BTreeMap<u32, Rc<Format>>,
    fonts: Vec<Setting>,
    named: Vec<usize>,
    cells: Vec<Reference>,
    rules: Vec<Setting>,
    table: String,
    tables: BTreeMap<String, BTreeSet<u32>>,
}

const LISTS: [&str; 6] = [
    "numFmts",
    "fonts",
    "cellStyleXfs",
    "cellXfs",
    "dxfs",
    "tableStyles",
];

impl Parts {
    fn begin(&mut self, tag: &str, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        if LISTS.contains(&tag) {
            tag.clone_into(&mut self.list);
            return Ok(());
        }
        let font_id = || number(element, "fontId").unwrap_or(0) as usize;
        match (self.list.as_str(), tag) {
            ("numFmts", "numFmt") => {
                let code = attribute(element, "formatCode").unwrap_or_default();
                let id = number(element, "numFmtId").unwrap_or(0);
                self.formats.insert(id, Rc::new(Format::parse(&code)));
            }
            ("fonts", "font") => self.fonts.push(Setting::Plain),
            ("cellStyleXfs", "xf") => self.named.push(font_id()),
            ("cellXfs", "xf") => {
                // Some programs use the font of the named style in this case.
                let takes_named =
                    attribute(element, "applyFont").is_some() && !is_true(element, "applyFont");
                let base = number(element, "xfId").map(|id| id as usize);
                self.cells.push(Reference {
                    format: number(element, "numFmtId").unwrap_or(0),
                    font: font_id(),
                    base: base.filter(|_| takes_named),
                });
            }
            ("dxfs", "dxf") => self.rules.push(Setting::Plain),
            ("tableStyles", "tableStyle") => {
                self.table = name(element, "name")?.unwrap_or_default();
            }
            ("tableStyles", "tableStyleElement") => {
                let rules = self.tables.entry(self.table.clone()).or_default();
                rules.extend(number(element, "dxfId"));
            }
            ("fonts", tag) => raise(self.fonts.last_mut(), font(tag, element)),
            ("dxfs", tag) => raise(self.rules.last_mut(), font(tag, element)),
            _ => {}
        }
        self.check_size()
    }

    fn check_size(&self) -> Result<(), Unreadable> {
        let sizes = [
            self.formats.len(),
            self.fonts.len(),
            self.named.len(),
            self.cells.len(),
            self.rules.len(),
            self.tables.len(),
        ];
        match sizes.into_iter().any(|size| size > MOST_STYLES) {
            true => Err(Unreadable::too_many_styles()),
            false => Ok(()),
        }
    }

    fn finish(self) -> Styles {
        let setting = |font: usize| self.fonts.get(font).copied().unwrap_or_default();
        let mut formats = self.formats;
        let cells = self.cells.iter().map(|cell| {
            let format = formats.entry(cell.format);
            let format = format.or_insert_with(|| Rc::new(Format::parse(built_in(cell.format))));
            let named = cell.base.and_then(|base| self.named.get(base));
            let of_named = named.map(|font| setting(*font)).unwrap_or_default();
            CellStyle {
                format: Rc::clone(format),
                setting: setting(cell.font).max(of_named),
            }
        });
        let cells = cells.collect();
        let sets_apart = |rule: &u32| {
            let rule = self.rules.get(*rule as usize);
            rule.is_some_and(|rule| *rule != Setting::Plain)
        };
        let tables = self.tables.into_iter();
        let tables = tables.filter(|(_, rules)| rules.iter().any(sets_apart));
        Styles {
            tables: tables.map(|(name, _)| name).collect(),
            cells,
            rules: self.rules,
        }
    }
}

fn raise(setting: Option<&mut Setting>, to: Setting) {
    if let Some(setting) = setting {
        *setting = (*setting).max(to);
    }
}
