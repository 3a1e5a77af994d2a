//! Renders sheets with krilla, keeping the fonts and the words it has shaped. Lines are broken and
//! placed here, by hand and for this one design.
//!
//! `krilla-sheet SHEETS.jsonl OUT FONTS`

mod page;
mod table;
mod text;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::metadata::Metadata;
use krilla::outline::Outline;
use krilla::page::PageSettings;
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};
use serde::Deserialize;

use crate::page::{HEIGHT, Painter, WIDTH};
use crate::text::Shaper;

/// What `words.py` writes.
#[derive(Deserialize)]
struct Sheet {
    file: String,
    language: String,
    title: String,
    subject: String,
    keywords: Vec<String>,
    author: String,
    mark: String,
    footer: Vec<String>,
    blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Block {
    H1 { runs: Vec<Run> },
    H2 { runs: Vec<Run> },
    P { runs: Vec<Run> },
    Table { rows: Vec<Vec<String>> },
}

/// Words, and their style: "", "b", "i" or "bi".
#[derive(Deserialize)]
struct Run(String, String);

fn pdf(sheet: &Sheet, shaper: &mut Shaper) -> Result<Vec<u8>, Box<dyn Error>> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| format!("{error:?}"))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or("no page of this size")?;
    let mut page = document.start_page_with(settings);
    let surface = page.surface();
    let children = Painter { surface, shaper }.sheet(sheet);
    page.finish();
    document.set_tag_tree(TagTree {
        children,
        lang: None,
    });
    document.set_outline(Outline::new());
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .description(sheet.subject.clone())
            .keywords(sheet.keywords.clone())
            .authors(vec![sheet.author.clone()])
            .language(sheet.language.clone()),
    );
    Ok(document.finish().map_err(|error| format!("{error:?}"))?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [sheets, out, fonts] = &arguments[..] else {
        return Err("give the sheets, a folder for the PDFs and the folder of the fonts".into());
    };
    let mut shaper = Shaper::new(Path::new(fonts))?;
    for line in BufReader::new(File::open(sheets)?).lines() {
        let sheet: Sheet = serde_json::from_str(&line?)?;
        fs::write(Path::new(out).join(&sheet.file), pdf(&sheet, &mut shaper)?)?;
    }
    Ok(())
}
