//! What the fuzzer feeds: one function for each kind of file and one for layout. Each takes any
//! bytes, must not panic, and shows what it found as every format of messages.
//!
//! `tests/seeds.rs` calls the same functions with every seed that is kept.

use std::sync::{Arc, LazyLock};

use factsheet::batch::release::Manifest;
use factsheet::copy::{Copy, Everything, PlacePictures, Setting, SheetValues};
use factsheet::diagnostic::render::{Format, render};
use factsheet::diagnostic::{Diagnostic, Report, Span};
use factsheet::geometry::Point;
use factsheet::layout::{Entry, FrontMatter, Numbering, compose, front_matter};
use factsheet::pdf::{About, Deflater, Repertoire, Section, Subsets, paint, write};
use factsheet::picture::Picture;
use factsheet::project::stylesheet::{FaceId, FigureStyle, Stylesheet};
use factsheet::project::values::path;
use factsheet::project::{
    Figures, FileError, Files, Level, Memory, Project, Reader, Speech, Values, Whose, rules,
};
use factsheet::proofread::{Proofs, can_be_worked_out};
use factsheet::sample::{SampleRequest, sample};
use factsheet::spreadsheet::{import, read};
use factsheet::template::{mask, parse, parse_expression};
use factsheet::text::{Font, Fonts, Shaper, Way};

const PUBLICATION: &str = "data/publication.toml";
const JURISDICTIONS: &str = "data/jurisdictions.toml";
const FIGURES: &str = "data/figures.toml";
const NATIONAL: &str = "data/2024/national.toml";
const STATE: &str = "data/2024/N.toml";
const DESIGN: &str = "layouts/page.toml";
const WORDS: &str = "layouts/copy/en.md";

/// A small project in which every kind of file uses most of what it can.
static SMALL: LazyLock<Memory> = LazyLock::new(|| {
    Memory::default()
        .with(PUBLICATION, include_str!("../seeds/publication/small.toml"))
        .with(
            JURISDICTIONS,
            include_str!("../seeds/jurisdictions/small.toml"),
        )
        .with(FIGURES, include_str!("../seeds/figures/small.toml"))
        .with(NATIONAL, include_str!("../seeds/values/national.toml"))
        .with(STATE, include_str!("../seeds/values/small.toml"))
        .with(DESIGN, include_str!("../seeds/design/small.toml"))
        .with(
            "layouts/base.toml",
            include_str!("../seeds/design/base.toml"),
        )
        .with(WORDS, include_str!("../seeds/words/small.md"))
        .with(
            "fonts/regular.ttf",
            include_bytes!("../../fonts/SourceSans3-Regular.ttf"),
        )
        .with(
            "fonts/bold.ttf",
            include_bytes!("../../fonts/SourceSans3-Bold.ttf"),
        )
});

/// The small project with other files in the place of some of its own.
struct With<'a> {
    others: &'a [(&'a str, &'a [u8])],
}

impl Files for With<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let other = self.others.iter().find(|(name, _)| *name == path);
        other.map_or_else(|| SMALL.read(path), |(_, bytes)| Ok(bytes.to_vec()))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        SMALL.list(folder)
    }
}

/// Reads the small project with these files in it, does something with it, and shows what is wrong.
fn with(others: &[(&str, &[u8])], then: impl FnOnce(&mut Reader<'_>)) {
    let files = With { others };
    let mut reader = Reader::new(&files);
    then(&mut reader);
    for format in [Format::Human, Format::Json, Format::Github] {
        let shown = render(&reader.report, &reader.sources, format, false);
        assert_eq!(shown.is_empty(), reader.report.is_empty());
    }
}

/// `data/publication.toml`.
pub fn publication(bytes: &[u8]) {
    with(&[(PUBLICATION, bytes)], |reader| {
        let _ = Project::read(reader);
    });
}

/// `data/jurisdictions.toml`.
pub fn jurisdictions(bytes: &[u8]) {
    with(&[(JURISDICTIONS, bytes)], |reader| {
        let _ = Project::read(reader);
    });
}

/// `data/figures.toml`, the small project's numbers held against it, and samples made by it.
pub fn figures(bytes: &[u8]) {
    with(&[(FIGURES, bytes)], |reader| {
        hold_against_rules(reader);
        for stress in [false, true] {
            reader.report.extend(samples(reader, stress));
        }
    });
}

/// Makes samples, and returns why there are none.
fn samples(reader: &Reader<'_>, stress: bool) -> Option<Diagnostic> {
    let mut own = Reader::new(reader.files());
    let project = Project::read(&mut own).filter(|_| !own.report.has_errors())?;
    let wish = SampleRequest {
        year: 2024,
        is_beside: false,
        as_of: false,
        seed: 0,
        stress,
    };
    sample(&project, wish).err()
}

/// `data/YEAR/CODE.toml`. Figures that are taken into it from elsewhere leave it one that can be read.
pub fn values(bytes: &[u8]) {
    with(&[(STATE, bytes)], hold_against_rules);
    with(&[(STATE, bytes)], |reader| {
        let project = Project::read(reader).expect("it is the small project's");
        let sheet = "code,a.two,a.two.note,share\r\nN,7,A note.,20 %\r\n";
        import_sheet(reader, &project, sheet.as_bytes());
    });
}

/// A spreadsheet of text. What is taken from it into files is what they say afterwards.
pub fn spreadsheet(bytes: &[u8]) {
    with(&[], |reader| {
        let project = Project::read(reader).expect("it is the small project's");
        import_sheet(reader, &project, bytes);
    });
}

/// Imports a spreadsheet, and once more into what the first time has made.
fn import_sheet(reader: &mut Reader<'_>, project: &Project, bytes: &[u8]) {
    let Ok(workbook) = read("fuzzed.csv", bytes) else {
        return;
    };
    let changed = import(reader, project, &workbook, "fuzzed.csv", Some(2024)).changed;
    if changed.is_empty() {
        return;
    }
    let mut files = SMALL.clone();
    for factsheet::spreadsheet::Changed { file, .. } in changed {
        let path = path(file.year, file.code.as_deref());
        files = files.with(&path, file.text);
    }
    let mut again = Reader::new(&files);
    let changed = import(&mut again, project, &workbook, "fuzzed.csv", Some(2024)).changed;
    let shown = render(&again.report, &again.sources, Format::Human, false);
    assert!(!again.report.has_errors(), "{shown}");
    assert!(changed.is_empty(), "{changed:?}");
}

fn hold_against_rules(reader: &mut Reader<'_>) {
    let Some(project) = Project::read(reader) else {
        return;
    };
    let national = Values::read_national(reader, &project, 2024).map(Arc::new);
    let state = Values::read_state(reader, &project, 2024, "N");
    for own in [state.as_ref(), national.as_deref()].into_iter().flatten() {
        let figures = Figures::new(own, national.as_slice(), &[2024]);
        rules::check(&project.dictionary, figures, &mut reader.report);
    }
}

/// `layouts/NAME.toml`.
pub fn design(bytes: &[u8]) {
    with(&[(DESIGN, bytes)], |reader| {
        let _ = Stylesheet::read(reader, "page");
    });
}

/// The syntax of placeholders and guards by itself.
pub fn template(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut report = Report::default();
    let parsed = parse(&text, 0, &mut report);
    assert!(parsed.is_sound || report.has_errors());
    assert_eq!(mask(&text).len(), text.len());
    if let Ok(formula) = parse_expression(&text, 0, "formula") {
        assert!(formula.span.end <= text.len());
    }
}

/// `layouts/copy/LANG.md`, read for slips and filled in with the small project's numbers and with everything that can
/// be printed.
pub fn words(bytes: &[u8]) {
    with(&[(WORDS, bytes)], |reader| {
        let _ = filled(reader, |copy, values, report| {
            let figures = values.figures;
            let everything = Everything {
                setting: values.setting,
                national: figures.file_of(Whose::Nation.into()).expect("it was read"),
            };
            let _ = copy.fill(&everything, report);
            let words = copy.fill(&values, report);
            let (proofs, asked) = Proofs::read(copy, values.setting);
            report.extend(asked);
            report.extend(proofs.compare(figures.own(), values.setting, "N"));
            report.extend(can_be_worked_out(&words, 1, &values));
        });
    });
}

/// The block of a chart from the kind after its opening fence: its settings and figures, filled in and set.
pub fn chart(bytes: &[u8]) {
    let head = "+++\ntitle = \"Chart\"\nstatus = \"draft\"\n+++\n~~~";
    let text = [head.as_bytes(), bytes, b"\n~~~\n"].concat();
    words(&text);
    with(&[(WORDS, &text)], set);
}

/// Calls `then` with the words and what a sheet fills them in with.
fn filled<T>(
    reader: &mut Reader<'_>,
    then: impl FnOnce(&Copy, SheetValues<'_>, &mut Report) -> T,
) -> Option<T> {
    let project = Project::read(reader)?;
    let state = Values::read_state(reader, &project, 2024, "N")?;
    let national = Arc::new(Values::read_national(reader, &project, 2024)?);
    let language = project.publication.default_language();
    let setting = Setting {
        project: &project,
        level: Level::TOP_PLACES,
        language,
        numerals: &project.numerals[0],
    };
    let copy = Copy::read(reader, setting, None)?;
    let values = SheetValues {
        setting,
        jurisdiction: project
            .jurisdictions
            .get("N")
            .expect("it is in the small project"),
        figures: Figures::new(&state, std::slice::from_ref(&national), &[2024]),
        pictures: &PlacePictures::default(),
    };
    Some(then(&copy, values, &mut reader.report))
}

/// A font file: read, used for a few words, and made smaller.
pub fn font(bytes: &[u8]) {
    let Ok(font) = Font::new("fuzzed", Span::DETACHED, bytes.to_vec()) else {
        return;
    };
    let fonts = Fonts::from(vec![font]);
    let mut shaper = Shaper::new(&fonts);
    for text in ["office", "AVATAR", "0123", "é–“”", " "] {
        for figures in [
            FigureStyle::Default,
            FigureStyle::Tabular,
            FigureStyle::Proportional,
        ] {
            let way = Way {
                face: FaceId(0),
                figures,
                tracking: 0,
            };
            let word = shaper.word(way, text);
            let _ = fonts.get(way.face).outline(&word, &|_| Point::default());
        }
    }
    let _ = Subsets::new(
        &fonts,
        Repertoire::of_shaper(&shaper),
        &[],
        Speech::default(),
    );
}

/// Pages of words in a design whose measures come from the first bytes, up to the file.
pub fn layout(bytes: &[u8]) {
    let Some((measures, words)) = bytes.split_first_chunk::<6>() else {
        return;
    };
    let [width, height, size, pages, side, column] = measures.map(u16::from);
    let side = match side % 2 {
        0 => String::new(),
        _ => format!("side = {{ width = \"{}pt\", gap = \"4pt\" }}", side / 2),
    };
    let design = format!(
        "extends = \"base\"\n[page]\nsize = {{ width = \"{}pt\", height = \"{}pt\" }}\n{side}\n\
         [fit]\npages = {}\ntext = {{ min = \"{}pt\", max = \"12pt\" }}\n\
         [styles.table]\ncolumns = [[\"{}pt\", \"auto\"]]\n",
        80 + 2 * width,
        60 + 2 * height,
        1 + pages % 8,
        4 + size % 8,
        column,
    );
    with(&[(DESIGN, design.as_bytes()), (WORDS, words)], set);
}

/// The fonts of the small project's designs, which no input changes.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut reader = Reader::new(&*SMALL);
    let stylesheet = Stylesheet::read(&mut reader, "base").expect("a sound design");
    Fonts::read(&mut reader, &stylesheet).expect("sound fonts")
});

fn set(reader: &mut Reader<'_>) {
    let Some(stylesheet) = Stylesheet::read(reader, "page") else {
        return;
    };
    let mut shaper = Shaper::new(&FONTS);
    let sheet = filled(reader, |copy, values, report| {
        let words = copy.fill(&values, report);
        let sheet = compose(&words, &stylesheet, &mut shaper, "N", report)?;
        let pages = sheet.sheet(&words, &stylesheet, Numbering::Own, &mut shaper, report)?;
        let front = front_matter(&front(pages.pages.len()), &stylesheet, &mut shaper, report)?;
        Some((front, pages.pages))
    });
    let Some(Some((front, pages))) = sheet else {
        return;
    };
    let room = stylesheet.page.size;
    for page in front.iter().chain(&pages) {
        page.frame.for_each_text(&mut |at, text| {
            assert!(
                at.x.milli() >= 0 && at.y.milli() >= 0,
                "{at:?} {}",
                text.string()
            );
            assert!(at.y <= room.height, "{at:?} {}", text.string());
        });
    }
    let subsets = Subsets::new(
        &FONTS,
        Repertoire::of_shaper(&shaper),
        &[],
        Speech::default(),
    )
    .expect("sound fonts");
    let about = About::default();
    for pages in [&front, &pages] {
        let painted = paint(&Section::alone(pages), &FONTS, &subsets).expect("sound fonts");
        let _ = write(&painted, &about, &mut Deflater::new());
    }
}

/// A picture: what is read is written into the head of a file.
pub fn picture(input: &[u8]) {
    let Ok(picture) = Picture::read(input, None) else {
        return;
    };
    let repertoire = Repertoire::of_shaper(&Shaper::new(&FONTS));
    let _ = Subsets::new(&FONTS, repertoire, &[Arc::new(picture)], Speech::default());
}

/// The manifest of a release: what is read is written, and read again as the same.
pub fn manifest(input: &[u8]) {
    let Some(manifest) = Manifest::read(input) else {
        return;
    };
    let text = manifest.text();
    assert!(
        Manifest::read(text.as_bytes()).as_ref() == Some(&manifest),
        "{text}"
    );
    let _ = manifest.sums(&text);
}

/// What stands before a sheet of so many pages: a line for each.
fn front(pages: usize) -> FrontMatter {
    let entry = |page| Entry {
        name: "North Branch".to_owned(),
        page,
        spoken: None,
        source: Span::DETACHED,
    };
    FrontMatter {
        title: "Library report".to_owned(),
        below: "City Library".to_owned(),
        mark: None,
        entries: (1..=pages).map(entry).collect(),
    }
}
