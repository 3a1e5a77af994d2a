//! Workbooks put together part by part, as other programs than ours may write them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Project;

/// A project of two figures, `readers` and `share`, and one place, `A`.
pub fn small_project() -> Project {
    let project = Project::example("library");
    for file in std::fs::read_dir(project.path("data"))
        .expect("a folder")
        .flatten()
    {
        let is_year = file.path().is_dir();
        if is_year {
            std::fs::remove_dir_all(file.path()).expect("a folder that goes");
        }
    }
    project.write(
        "data/figures.toml",
        "[[figure]]\nid = \"readers\"\nlabel = \"Readers\"\nkind = \"count\"\nin = [\"state\"]\n\
         [[figure]]\nid = \"share\"\nlabel = \"Share\"\nkind = \"percent\"\nin = [\"state\"]\noptional = true\n",
    );
    project.write(
        "data/jurisdictions.toml",
        "[[jurisdiction]]\ncode = \"AA\"\nname = \"Aberdale\"\n",
    );
    project
}

/// An archive of parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    archive_of(
        parts
            .iter()
            .map(|(name, text)| (*name, text.as_bytes().to_vec())),
    )
}

/// The same of parts in bytes.
pub fn archive_of<'n>(parts: impl IntoIterator<Item = (&'n str, Vec<u8>)>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default();
        writer.start_file(name, options).expect("a part");
        writer.write_all(&bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A part that repeats a text between its beginning and its end.
pub fn repeated(begin: &str, text: &str, times: usize, end: &str) -> Vec<u8> {
    let mut part = begin.as_bytes().to_vec();
    part.extend(text.as_bytes().repeat(times));
    part.extend(end.as_bytes());
    part
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What of an `.xlsx` can be given: what stands around the cells in its sheet, its styles, its shared texts and
/// a table.
#[derive(Default)]
pub struct Xlsx<'t> {
    pub columns: &'t str,
    pub rows: &'t str,
    pub after: &'t str,
    pub styles: &'t str,
    pub strings: &'t str,
    pub table: &'t str,
}

impl Xlsx<'_> {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let parts = self.parts().into_iter();
        archive_of(parts.map(|(name, text)| (name, text.into_bytes())))
    }

    /// Its parts by their names.
    pub fn parts(&self) -> Vec<(&'static str, String)> {
        let sheet = format!(
            "<worksheet xmlns:x14=\"x14\" xmlns:xm=\"xm\">{}<sheetData>\
             <row r=\"1\"><c r=\"A1\" s=\"9\" t=\"inlineStr\"><is><t>code</t></is></c>\
             <c r=\"B1\" s=\"9\" t=\"inlineStr\"><is><t>readers</t></is></c></row>{}</sheetData>{}</worksheet>",
            self.columns, self.rows, self.after
        );
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |inside: String| format!("<Relationships>{inside}</Relationships>");
        let own = relation("r1", "worksheet", "worksheets/sheet1.xml")
            + &relation("r2", "styles", "styles.xml")
            + &relation("r3", "sharedStrings", "/xl/sharedStrings.xml");
        let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"2024\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
        vec![
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                relations(relation("r1", "officeDocument", "xl/workbook.xml")),
            ),
            ("xl/workbook.xml", book.to_owned()),
            ("xl/_rels/workbook.xml.rels", relations(own)),
            ("xl/worksheets/sheet1.xml", sheet),
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                relations(relation("r1", "table", "../tables/table1.xml")),
            ),
            ("xl/tables/table1.xml", self.table.to_owned()),
            (
                "xl/styles.xml",
                format!("<styleSheet>{}</styleSheet>", self.styles),
            ),
            (
                "xl/sharedStrings.xml",
                format!("<sst>{}</sst>", self.strings),
            ),
        ]
    }
}

/// A style that strikes nothing out, whatever it builds on.
const HEAD: &str = "<style:style style:name=\"head\" style:family=\"table-cell\">\
    <style:text-properties style:text-line-through-style=\"none\" style:text-position=\"0% 100%\"/></style:style>";

/// An `.ods` with styles of the document, automatic styles, and the row of the place with what is around it.
pub fn ods(common: &str, automatic: &str, columns: &str, row: &str, after: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{HEAD}{automatic}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"2024\">{columns}\
         <table:table-row><table:table-cell table:style-name=\"head\" office:value-type=\"string\"><text:p>code</text:p></table:table-cell>\
         <table:table-cell table:style-name=\"head\" office:value-type=\"string\"><text:p>readers</text:p></table:table-cell></table:table-row>\
         {row}{after}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles><office:styles>{common}</office:styles></office:document-styles>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("styles.xml", &styles),
    ])
}
