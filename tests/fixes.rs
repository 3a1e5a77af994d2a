//! Whoever follows a help that says what to write is rid of the error.

use factsheet::batch::{Selection, Work, plan, render};
use factsheet::diagnostic::Code;
use factsheet::diagnostic::{Diagnostic, Fix, Report, Severity, Sources};
use factsheet::edition::Edition;
use factsheet::project::{Memory, Reader};

const PUBLICATION: &str = "data/publication.toml";
const JURISDICTIONS: &str = "data/jurisdictions.toml";
const FIGURES: &str = "data/figures.toml";
const VALUES: &str = "data/2024/N.toml";
const DESIGN: &str = "layouts/card.toml";

/// A project of one sheet, with one text of a file replaced.
fn project(file: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    let files = [
        (
            PUBLICATION,
            "name = \"Library report\"\npublisher = \"City Library\"\nlanguages = [\"en-US\"]\nlayout = \"card\"\n",
        ),
        (
            JURISDICTIONS,
            "[[jurisdiction]]\ncode = \"N\"\nname = \"North Branch\"\n",
        ),
        (
            FIGURES,
            "[[figure]]\nid = \"loans.total\"\nlabel = \"Loans\"\nkind = \"count\"\nin = [\"state\"]\nat_most = 9_000_000\noptional = false\n\
             [[figure]]\nid = \"loans.share\"\nlabel = \"Share\"\nkind = \"percent\"\nin = [\"state\"]\n",
        ),
        (
            VALUES,
            "year = 2024\njurisdiction = \"N\"\nstatus = \"draft\"\nsource = \"Reports\"\nas_of = 2024-05-01\n\
             [loans]\ntotal = 1_234\nshare = { value = 19.5, note = \"Rounded\" }\n",
        ),
        (
            "layouts/copy/en.md",
            "+++\ntitle = \"Loans\"\nstatus = \"draft\"\n+++\n\
             {{ state.name }}: {{ loans.total }} and {{ loans.share }}.\n",
        ),
        (
            DESIGN,
            "[page]\nsize = \"a5\"\nmargin = { top = \"2cm\", right = \"2cm\", bottom = \"2cm\", left = \"2cm\" }\n\
             [fit]\ntext = { min = \"9pt\", max = \"12pt\" }\n[fonts]\nregular = \"fonts/regular.ttf\"\n\
             [colors]\nink = \"#102030\"\n[styles.text]\nfont = \"regular\"\ncolor = \"ink\"\n",
        ),
    ];
    let broken = |(path, text): (&'static str, &str)| {
        if path != file {
            return (path, text.to_owned());
        }
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
        (path, text.replace(from, to))
    };
    files.into_iter().map(broken).collect()
}

/// What is wrong with a project.
fn problems(files: &[(&'static str, String)]) -> (Report, Sources) {
    let font = include_bytes!("../fonts/SourceSans3-Regular.ttf");
    let memory = Memory::default().with("fonts/regular.ttf", font);
    let memory = files.iter().fold(memory, |memory, (path, text)| {
        memory.with(path, text.as_str())
    });
    let mut reader = Reader::new(&memory);
    if let Ok(Some(plan)) = plan(&mut reader, &Selection::default()) {
        let work = Work {
            threads: 1,
            make: &Edition::render,
            keep: &|_| Ok(()),
            should_continue: &|| true,
        };
        render(&plan, &mut reader, &work);
    }
    (reader.report, reader.sources)
}

fn errors<'r>(report: &'r Report, sources: &Sources) -> Vec<&'r Diagnostic> {
    let sorted = report.sorted(sources).into_iter();
    sorted.filter(|d| d.severity == Severity::Error).collect()
}

/// Puts what a help says to write where it says.
fn follow(files: &mut [(&'static str, String)], fix: &Fix, sources: &Sources) {
    let path = sources.path(fix.span);
    let (_, range) = sources.locate(fix.span);
    let file = files.iter_mut().find(|(known, _)| *known == path);
    let (_, text) = file.expect("a file of the project");
    text.replace_range(range, &fix.text);
}

/// What is written, and what the help says to write in its place; nothing where that cannot be known.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

/// Each case has an error. Where a value is suggested, nothing is wrong any more when it is written.
fn all_can_be_followed(cases: &[Case]) {
    for (file, from, to, expected) in cases {
        let mut files = project(file, from, to);
        let (report, sources) = problems(&files);
        let found = errors(&report, &sources);
        assert!(!found.is_empty(), "{to}: no error");
        let fixes: Vec<&Fix> = found.iter().filter_map(|d| d.fix.as_ref()).collect();
        let suggested = fixes.first().map(|fix| fix.text.as_str());
        assert_eq!(suggested, *expected, "{to}: {found:#?}");
        let Some(fix) = fixes.first() else { continue };
        follow(&mut files, fix, &sources);
        let (report, sources) = problems(&files);
        // The words print a number, and there may be none now.
        let report = report.without(Code::NoNumber);
        assert!(
            !report.has_errors(),
            "{to}: {:#?}",
            errors(&report, &sources)
        );
    }
}

#[test]
fn the_project_itself_is_right() {
    let (report, sources) = problems(&project("", "", ""));
    assert!(!report.has_errors(), "{:#?}", errors(&report, &sources));
}

#[test]
fn of_counts() {
    let case = |to, expected| (VALUES, "1_234\n", to, expected);
    all_can_be_followed(&[
        case("8,249\n", Some("8_249")),
        case("8.249\n", Some("8_249")),
        case("8 249\n", Some("8_249")),
        case("8’249 # loans\n", Some("8_249")),
        case("8\u{a0}249\n", Some("8_249")),
        case("1,234,567\n", Some("1_234_567")),
        case("1.234.567\n", Some("1_234_567")),
        case("01234\n", Some("1_234")),
        case("1__0\n", Some("10")),
        case("1_\n", Some("1")),
        case("5.\n", Some("5")),
        case("5.0\n", Some("5")),
        case("0x1F\n", Some("31")),
        case("1e3\n", Some("1_000")),
        case("-0\n", Some("0")),
        case("\"8,249\"\n", Some("8_249")),
        case("\"8249\"\n", Some("8_249")),
        case("“8249”\n", Some("8_249")),
        case("$5\n", Some("5")),
        case("１２\n", Some("12")),
        case("\"supressed\"\n", Some("\"suppressed\"")),
        case("\"Not-Available\"\n", Some("\"not-available\"")),
        case("{ value = 8,249, note = \"x\" }\n", Some("8_249")),
        case("{ value = 8,249 }\n", Some("8_249")),
        case("{ value = \"8,249\" }\n", Some("8_249")),
        case("{ vlue = 8_249 }\n", Some("value")),
        case("1,5\n", None),
        case("1.5\n", None),
        case("8,24\n", None),
        case("-5\n", None),
        case("nan\n", None),
        case("inf\n", None),
        case("12345678901234567890\n", None),
        case("true\n", None),
        case("[1]\n", None),
        case("\"many\"\n", None),
        case("\n", None),
    ]);
}

#[test]
fn of_percentages() {
    let case = |to, expected| (VALUES, "19.5,", to, expected);
    all_can_be_followed(&[
        case("1,5,", Some("1.5")),
        case("8,249,", Some("8.249")),
        case("8,24,", Some("8.24")),
        case("8,2499,", Some("8.2499")),
        case(".5,", Some("0.5")),
        case("5%,", Some("5")),
        case("\"19%\",", Some("19")),
        case("\"19,5 %\",", Some("19.5")),
        case("05,", Some("5")),
        case("1e1,", Some("10")),
        case("-0.0,", Some("0")),
        case("1 234,", None),
        case("101,", None),
        case("nan,", None),
    ]);
}

#[test]
fn of_the_head_of_figures() {
    let of_day = |to, expected| (VALUES, "2024-05-01", to, expected);
    all_can_be_followed(&[
        of_day("\"2024-05-01\"", Some("2024-05-01")),
        of_day("2024-5-1", Some("2024-05-01")),
        of_day("2024/05/01", Some("2024-05-01")),
        of_day("5/31/2024", Some("2024-05-31")),
        of_day("May 1, 2024", Some("2024-05-01")),
        of_day("\"May 1, 2024\"", Some("2024-05-01")),
        of_day("2024-05-01T00:00:00", Some("2024-05-01")),
        of_day("2024-02-30", None),
        of_day("2024-13-01", None),
        of_day("05/06/2024", None),
        (VALUES, "year = 2024", "year = \"2024\"", Some("2024")),
        (VALUES, "year = 2024", "year = 2023", Some("2024")),
        (VALUES, "\"draft\"", "draft", Some("\"draft\"")),
        (VALUES, "\"draft\"", "\"Draft\"", Some("\"draft\"")),
        (VALUES, "\"draft\"", "“draft”", Some("\"draft\"")),
        (VALUES, "\"draft\"", "\"draft", Some("\"draft\"")),
        (VALUES, "\"draft\"", "draft\"", Some("\"draft\"")),
        (VALUES, "\"draft\"", "'draft\"", Some("\"draft\"")),
        (VALUES, "\"N\"", "\"n\"", Some("\"N\"")),
    ]);
}

#[test]
fn of_what_all_sheets_share() {
    all_can_be_followed(&[
        (PUBLICATION, "name = ", "Name = ", Some("name")),
        (PUBLICATION, "publisher", "publsher", Some("publisher")),
        (
            PUBLICATION,
            "\"City Library\"",
            "City Library",
            Some("\"City Library\""),
        ),
        (
            PUBLICATION,
            "\"City Library\"",
            "“City Library”",
            Some("\"City Library\""),
        ),
        (
            PUBLICATION,
            "\"City Library\"",
            "«City Library»",
            Some("\"City Library\""),
        ),
        (PUBLICATION, "\"en-US\"", "\"en_US\"", Some("\"en-US\"")),
        (PUBLICATION, "\"en-US\"", "\"en-us\"", Some("\"en-US\"")),
        (PUBLICATION, "\"en-US\"", "\"EN\"", Some("\"en\"")),
        (PUBLICATION, "\"en-US\"", "\"English\"", None),
        (PUBLICATION, "\"card\"", "\"crad\"", Some("\"card\"")),
        (PUBLICATION, "\"card\"", "\"Card\"", Some("\"card\"")),
        (
            JURISDICTIONS,
            "\"North Branch\"",
            "\"North Branch",
            Some("\"North Branch\""),
        ),
        (JURISDICTIONS, "\"N\"", "\"n\"", Some("\"N\"")),
        (FIGURES, "\"count\"", "\"counts\"", Some("\"count\"")),
        (FIGURES, "\"count\"", "\"Count\"", Some("\"count\"")),
        (FIGURES, "optional = false", "optional = no", Some("false")),
        (
            FIGURES,
            "optional = false",
            "optional = False",
            Some("false"),
        ),
        (
            FIGURES,
            "optional = false",
            "optional = \"false\"",
            Some("false"),
        ),
        (FIGURES, "9_000_000", "9,000,000", Some("9_000_000")),
        (FIGURES, "9_000_000", "9.000.000", Some("9_000_000")),
        (FIGURES, "at_most = ", "At_Most = ", Some("at_most")),
        (
            FIGURES,
            "\"loans.share\"",
            "\"Loans.Share\"",
            Some("\"loans.share\""),
        ),
    ]);
}

#[test]
fn of_designs() {
    let length = |to, expected| (DESIGN, "top = \"2cm\"", to, expected);
    all_can_be_followed(&[
        length("top = 2cm", Some("\"2cm\"")),
        length("top = \"2 CM\"", Some("\"2cm\"")),
        length("top = \"0,6 in\"", Some("\"0.6in\"")),
        length("top = \"0.6 inches\"", Some("\"0.6in\"")),
        length("top = \"0.6″\"", Some("\"0.6in\"")),
        length("top = \"20pts\"", Some("\"20pt\"")),
        length("top = \"12\"", None),
        length("top = \"2px\"", None),
        (DESIGN, "\"a5\"", "\"A5\"", Some("\"a5\"")),
        (DESIGN, "\"a5\"", "\"leter\"", Some("\"letter\"")),
        (DESIGN, "\"#102030\"", "\"#123\"", Some("\"#112233\"")),
        (DESIGN, "\"#102030\"", "#102030", Some("\"#102030\"")),
        (DESIGN, "\"#102030\"", "#123", Some("\"#112233\"")),
        (DESIGN, "\"#102030\"", "\"102030\"", Some("\"#102030\"")),
        (
            DESIGN,
            "color = \"ink\"",
            "color = \"inc\"",
            Some("\"ink\""),
        ),
        (DESIGN, "color = \"ink\"", "color = \"red\"", None),
        (
            DESIGN,
            "font = \"regular\"",
            "font = \"Regular\"",
            Some("\"regular\""),
        ),
        (DESIGN, "color = \"ink\"", "colour = \"ink\"", Some("color")),
    ]);
}
