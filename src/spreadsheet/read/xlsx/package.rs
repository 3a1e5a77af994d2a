//! The workbook part and the relationships between parts (ECMA-376 part 2, clause 6.5).

use quick_xml::events::BytesStart;

use crate::spreadsheet::Worksheet;
use crate::spreadsheet::limits::MOST_PARTS;
use crate::spreadsheet::read::Unreadable;
use crate::spreadsheet::read::xml::{Archive, Tag, attribute, name};

/// A relationship to another part.
struct Relation {
    id: String,
    /// The last word of its type, such as `styles`.
    kind: String,
    path: String,
}

/// The relationships of a part.
pub(super) struct Relations(Vec<Relation>);

impl Relations {
    /// Reads the relationships of a part, or of the package when the path is empty.
    pub fn of(archive: &mut Archive<'_>, path: &str) -> Result<Self, Unreadable> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let mut found = Vec::new();
        archive.walk(&joined(folder, &format!("_rels/{file}.rels")), |tag| {
            if let Tag::Begin("Relationship", element) = tag {
                let kind = name(element, "Type")?.unwrap_or_default();
                let id = name(element, "Id")?.unwrap_or_default();
                let target = name(element, "Target")?.unwrap_or_default();
                found.push(Relation {
                    id,
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    path: joined(folder, &target),
                });
            }
            match found.len() > MOST_PARTS {
                true => Err(Unreadable::damaged(format!(
                    "it has more than {MOST_PARTS} parts"
                ))),
                false => Ok(()),
            }
        })?;
        Ok(Self(found))
    }

    /// The paths of the related parts of a type.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &str> {
        let of_kind = self.0.iter().filter(move |relation| relation.kind == kind);
        of_kind.map(|relation| relation.path.as_str())
    }

    fn get(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }
}

/// A path relative to a folder.
fn joined(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// The parts of a workbook.
#[derive(Default)]
pub(super) struct Outline {
    /// The worksheets without their cells, and the paths of their parts.
    pub sheets: Vec<(Worksheet, String)>,
    /// The path of the styles.
    pub styles: String,
    /// The path of the shared strings.
    pub strings: String,
    /// Whether formulas are recalculated when the workbook is opened.
    pub is_stale: bool,
    /// Whether dates count from 1904.
    pub is_1904: bool,
}

impl Outline {
    pub fn read(archive: &mut Archive<'_>) -> Result<Self, Unreadable> {
        let package = Relations::of(archive, "")?;
        let path = package.of_kind("officeDocument").next();
        let path = path.unwrap_or("xl/workbook.xml").to_owned();
        if !archive.has(&path) {
            return Err(Unreadable::damaged("it has no workbook"));
        }
        let relations = Relations::of(archive, &path)?;
        let one = |kind: &str| {
            relations
                .of_kind(kind)
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let mut outline = Self {
            styles: one("styles"),
            strings: one("sharedStrings"),
            ..Self::default()
        };
        archive.walk(&path, |tag| {
            match tag {
                Tag::Begin("sheet", element) => {
                    let id = name(element, "id")?.unwrap_or_default();
                    let relation = relations.get(&id);
                    let relation = relation.filter(|relation| relation.kind == "worksheet");
                    let sheet = Worksheet {
                        name: name(element, "name")?,
                        is_hidden: attribute(element, "state").is_some_and(|s| s != "visible"),
                        ..Worksheet::default()
                    };
                    let path = relation.map(|relation| relation.path.clone());
                    outline.sheets.extend(path.map(|path| (sheet, path)));
                }
                Tag::Begin("calcPr", element) => {
                    outline.is_stale = is_true(element, "fullCalcOnLoad");
                }
                Tag::Begin("workbookPr", element) => outline.is_1904 = is_true(element, "date1904"),
                _ => {}
            }
            match outline.sheets.len() > MOST_PARTS {
                true => Err(Unreadable::damaged(format!(
                    "it has more than {MOST_PARTS} sheets"
                ))),
                false => Ok(()),
            }
        })?;
        Ok(outline)
    }
}

/// Whether an attribute is true.
pub(super) fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}
