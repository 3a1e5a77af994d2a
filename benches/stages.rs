//! What each stage of making a sheet costs, on the shipped sheet of Alabama: `cargo bench`.
//!
//! Fonts, words and design are prepared once, and words have been shaped before, as in the middle of a
//! batch. `benches/README.md` says what the figures mean.

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion};
use factsheet::batch::{Folder, Plan, Selection, SheetFiles, plan};
use factsheet::copy::{Block, Filled};
use factsheet::diagnostic::Report;
use factsheet::edition::{Edition, Inputs, Tools};
use factsheet::geometry::Length;
use factsheet::layout::{self, Numbering, Sheet};
use factsheet::pdf::{self, Section};
use factsheet::project::Reader;
use factsheet::text::breaking::Goal;
use factsheet::text::{Paragraph, Shaper};

const CODE: &str = "AL";

fn stages(criterion: &mut Criterion) {
    let folder = Folder::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the shipped project");
    let mut reader = Reader::new(&folder);
    let plan = plan(&mut reader, &Selection::default())
        .expect("a sound selection")
        .expect("a plan");
    let (state, _) = plan.figures(&mut reader, CODE).expect("figures");
    let inputs = plan.inputs(CODE, &state).expect("sound figures");
    let edition = &plan.editions[0];
    let mut tools = edition.tools();
    let mut report = Report::default();
    let made = edition.render(&inputs, &mut tools, &mut report);
    let sheet = made.expect("a sheet").sheet;
    let words = edition.fill(&inputs, &mut report).expect("words");

    read(criterion, &plan, &folder);
    criterion.bench_function("fill", |bench| {
        bench.iter(|| edition.fill(black_box(&inputs), &mut Report::default()));
    });
    criterion.bench_function("shape", |bench| {
        bench.iter(|| shape(black_box(&words), edition, &mut tools.shaper));
    });
    let paragraphs = shape(&words, edition, &mut tools.shaper);
    criterion.bench_function("break", |bench| {
        let measure = Length::pt(400);
        // Each time at another size, since lines of the last one are remembered.
        let mut step = 0;
        bench.iter(|| {
            step = (step + 1) % 100;
            let size = sheet.text_size + Length::from_milli(step);
            for paragraph in black_box(&paragraphs) {
                black_box(paragraph.lines(&edition.fonts, size, measure, Goal::Text));
            }
        });
    });
    criterion.bench_function("place", |bench| {
        bench.iter(|| compose(black_box(&words), edition, &mut tools));
    });
    write(criterion, edition, &inputs, &sheet, &mut tools);
    criterion.bench_function("whole", |bench| {
        bench.iter(|| edition.render(black_box(&inputs), &mut tools, &mut Report::default()));
    });
}

/// Reads a file of figures and holds it against the rules.
fn read(criterion: &mut Criterion, plan: &Plan, folder: &Folder) {
    let figures = || -> Option<SheetFiles> {
        plan.figures(&mut Reader::new(folder), CODE)
            .map(|(state, _)| state)
    };
    criterion.bench_function("read", |bench| bench.iter(figures));
}

/// Shapes all paragraphs of the text.
fn shape<'w>(words: &'w Filled, edition: &Edition, shaper: &mut Shaper<'_>) -> Vec<Paragraph<'w>> {
    let looks = &edition.stylesheet.styles.text.looks;
    let paragraphs = words.blocks.iter().filter_map(|block| match block {
        Block::Paragraph { runs, .. } => Some(runs.as_slice()),
        _ => None,
    });
    paragraphs
        .map(|runs| Paragraph::new(runs, looks, shaper, &mut Report::default()))
        .collect()
}

/// Shapes, and finds text size and places.
fn compose(words: &Filled, edition: &Edition, tools: &mut Tools<'_>) -> Option<Sheet> {
    let mut report = Report::default();
    let (design, shaper) = (&edition.stylesheet, &mut tools.shaper);
    let composed = layout::compose(words, design, shaper, CODE, &mut report)?;
    composed.sheet(words, design, Numbering::Own, shaper, &mut report)
}

fn write(
    criterion: &mut Criterion,
    edition: &Edition,
    inputs: &Inputs<'_>,
    sheet: &Sheet,
    tools: &mut Tools<'_>,
) {
    let section = Section::alone(&sheet.pages);
    let paint = || pdf::paint(&section, &edition.fonts, &edition.subsets).expect("fonts");
    criterion.bench_function("paint", |bench| bench.iter(paint));
    let words = || edition.fill(inputs, &mut Report::default()).expect("words");
    criterion.bench_function("pass", |bench| {
        bench.iter_batched(
            words,
            |words| edition.about(&words, 1, inputs),
            BatchSize::SmallInput,
        );
    });
    let painted = paint();
    let about = edition.about(&words(), 1, inputs).expect("a language");
    let deflater = &mut tools.deflater;
    criterion.bench_function("write", |bench| {
        bench.iter(|| pdf::write(black_box(&painted), &about, deflater));
    });
    let (pdf, _) = pdf::write(&painted, &about, deflater);
    let folder = tempfile::tempdir().expect("a folder");
    let mut number = 0_u32;
    criterion.bench_function("keep", |bench| {
        bench.iter(|| {
            number += 1;
            std::fs::write(folder.path().join(number.to_string()), &pdf).expect("room on the disk");
        });
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion);
    criterion.final_summary();
}
