//! Renders sheets with Typst, keeping the library, the fonts, the template and all that it has
//! already laid out.
//!
//! `typst-sheet SHEETS.jsonl OUT FONTS sheet.typ`

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const FONTS: [&str; 3] = ["Regular", "Italic", "Bold"];

/// How many sheets ago something must have been used last to be forgotten. Of 0, 1, 3, 10 and 100 this
/// took the least time; more took more memory as well.
const KEPT_SHEETS: usize = 1;

/// What Typst may ask for: the template, one sheet's words and the fonts.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    words_id: FileId,
    words: Bytes,
}

/// The only part of a sheet that the program itself needs.
#[derive(Deserialize)]
struct Sheet<'a> {
    file: &'a str,
}

impl Desk {
    fn new(fonts: &Path, template: &Path) -> Result<Self, Box<dyn Error>> {
        let mut found = Vec::new();
        for name in FONTS {
            let data = fs::read(fonts.join(format!("SourceSans3-{name}.ttf")))?;
            found.push(Font::new(Bytes::new(data), 0).ok_or("not a font")?);
        }
        let template = Source::new(file("sheet.typ")?, fs::read_to_string(template)?);
        Ok(Self {
            library: LazyHash::new(typst::Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&found)),
            fonts: found,
            template,
            words_id: file("sheet.json")?,
            words: Bytes::new([]),
        })
    }

    fn pdf(&self, options: &PdfOptions) -> Result<Vec<u8>, Box<dyn Error>> {
        let document = typst::compile::<PagedDocument>(self)
            .output
            .map_err(|errors| format!("{errors:?}"))?;
        Ok(typst_pdf::pdf(&document, options).map_err(|errors| format!("{errors:?}"))?)
    }
}

fn file(name: &str) -> Result<FileId, Box<dyn Error>> {
    let path = VirtualPath::new(name).map_err(|error| format!("{error:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.words_id {
            Ok(self.words.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [sheets, out, fonts, template] = &arguments[..] else {
        return Err(
            "give the sheets, a folder for the PDFs, the folder of the fonts and the template"
                .into(),
        );
    };
    let mut desk = Desk::new(Path::new(fonts), Path::new(template))?;
    let options = PdfOptions {
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| format!("{error:?}"))?,
        ..PdfOptions::default()
    };
    for line in BufReader::new(File::open(sheets)?).lines() {
        let line = line?;
        let path = Path::new(out).join(serde_json::from_str::<Sheet>(&line)?.file);
        desk.words = Bytes::from_string(line);
        fs::write(path, desk.pdf(&options)?)?;
        typst::comemo::evict(KEPT_SHEETS);
    }
    Ok(())
}
