//! The sentences of a sheet, to be read by people.

use std::fs;
use std::path::Path;

use super::planned;
use factsheet::batch::Folder;
use factsheet::copy::Block;
use factsheet::diagnostic::Severity;
use factsheet::diagnostic::render::{Format, render};
use factsheet::project::Reader;
use factsheet::text::Run;

/// A sheet as its reader meets it.
pub struct Sheet {
    pub code: String,
    /// Title and text, sentence by sentence; rows of tables as they stand.
    pub sentences: Vec<String>,
    pub pages: usize,
    pub pdf: Vec<u8>,
}

/// All sheets of a project in a language. There may be warnings, and no errors.
pub fn sheets(project: &Path, data: Option<&Path>, language: &str) -> Vec<Sheet> {
    let mut folder = Folder::open(project).expect("a project");
    if let Some(data) = data {
        folder = folder.with_figures(data).expect("a folder of figures");
    }
    let mut reader = Reader::new(&folder);
    let plan = planned(&mut reader, &[language]);
    let edition = plan.editions.first().expect("an edition");
    let mut tools = edition.tools();
    let mut sheets = Vec::new();
    for code in &plan.codes {
        let state = plan.figures(&mut reader, code).map(|(state, _)| state);
        let inputs = state.as_ref().and_then(|state| plan.inputs(code, state));
        let made = inputs.and_then(|inputs| {
            let words = edition.fill(&inputs, &mut reader.report)?;
            let rendered = edition.render(&inputs, &mut tools, &mut reader.report)?;
            Some((words, rendered))
        });
        let Some((words, rendered)) = made else {
            break;
        };
        let mut sentences = vec![words.title.clone()];
        words
            .blocks
            .iter()
            .for_each(|block| add(block, &mut sentences));
        sheets.push(Sheet {
            code: code.clone(),
            sentences,
            pages: rendered.sheet.pages.len(),
            pdf: rendered.pdf,
        });
    }
    let errors = reader.report.count(Severity::Error, &reader.sources);
    let messages = render(&reader.report, &reader.sources, Format::Human, false);
    assert_eq!(errors, 0, "{messages}");
    sheets
}

fn add(block: &Block, sentences: &mut Vec<String>) {
    match block {
        Block::Heading { runs, .. } | Block::Paragraph { runs, .. } => {
            sentences.extend(split(&text(runs)));
        }
        Block::Table(table) => {
            let rows = std::iter::once(&table.head).chain(table.rows.iter().map(|row| &row.cells));
            sentences.extend(rows.map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| text(&cell.runs)).collect();
                cells.join(" | ")
            }));
        }
        Block::List(list) => {
            let blocks = list.items.iter().flatten();
            blocks.for_each(|block| add(block, sentences));
        }
        Block::Note { blocks, .. } => blocks.iter().for_each(|block| add(block, sentences)),
        Block::Chart(chart) => sentences.push(chart.alt.to_string()),
        Block::Picture(picture) => sentences.push(picture.alt.to_string()),
        Block::Qr(code) => sentences.push(code.alt.to_string()),
        Block::Break { .. } | Block::Sources { .. } => {}
    }
}

/// The text of runs, with callouts between stars.
fn text(runs: &[Run]) -> String {
    let alike = runs.chunk_by(|a, b| a.strong == b.strong);
    let part = |runs: &[Run]| {
        let text: String = runs.iter().map(|run| run.text.replace('\n', " ")).collect();
        let star = if runs[0].strong { "*" } else { "" };
        format!("{star}{text}{star}")
    };
    alike.map(part).collect()
}

/// Ends a sentence where a full stop and a space are followed by a capital, but not in "U.S. Virgin".
fn split(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    for c in text.chars() {
        let current = sentences.last_mut().expect("a sentence");
        let is_end = current.ends_with(['.', '*']) && current.trim_end_matches('*').ends_with('.');
        if c == ' ' && is_end && !current.ends_with("U.S.") {
            sentences.push(String::new());
        } else {
            current.push(c);
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Writes a PDF where the gate looks for sheets to be checked by other tools.
pub fn keep(folder: &str, name: &str, pdf: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), pdf).expect("a written file");
}
