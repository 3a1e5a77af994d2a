//! Every slip in a spreadsheet is reported at the cell where it was made, and nothing is written.
//!
//! The whole output of each case is golden: see `tests/snapshots/cells/`.

mod common;

use common::Project;
use common::books::Put::{Day, Error, Formula, Nothing, Number, Percent, Shown, Text, Time, Truth};
use common::books::{Book, Put, place};
use common::folders::files;
use rust_xlsxwriter::{Format, FormatScript};

/// A mistake in the cell of a figure: its name, the figure, the row's code, what is put there, and the message.
type OfFigure = (&'static str, &'static str, &'static str, Put, &'static str);

/// A mistake in some cells: its name, what is put into which, the cell that is named, and the message.
type OfCells = (
    &'static str,
    &'static [(&'static str, Put)],
    &'static str,
    &'static str,
);

/// The message about a cell that holds no whole number.
const COUNT: &str = "expected a whole number from 0, found ";

/// The message about a cell that holds no percentage.
const SHARE: &str = "expected a percentage from 0 to 100, found ";

#[rustfmt::skip]
const COUNTS: &[(&str, Put, &str)] = &[
    ("a-letter-for-a-digit", Text("2l1"), "\"2l1\""),
    ("wrong-groups", Text("8,24"), "\"8,24\""),
    ("a-point-for-a-comma", Text("8.249"), "\"8.249\""),
    ("decimals", Number(45.5), "45.5"),
    ("below-zero", Number(-45.0), "-45"),
    ("below-zero-in-brackets", Text("(45)"), "\"(45)\""),
    ("a-word", Text("n/a"), "\"n/a\""),
    ("a-misspelt-word", Text("supressed"), "\"supressed\""),
    ("a-mark", Text("45*"), "\"45*\""),
    ("a-unit", Text("36.2 million"), "\"36.2 million\""),
    ("a-date", Day(2024, 2, 14), "the date 2024-02-14"),
    ("a-time", Time(0.5), "the time 12:00:00"),
    ("true", Truth(true), "TRUE"),
    ("an-error", Error("#DIV/0!"), "the error #DIV/0!"),
    ("a-percentage", Percent(0.45), "45%"),
    ("another-number-than-is-shown", Shown(46.0, "0\" million\""), "46, which the cell displays differently"),
    ("a-number-shown-as-a-word", Shown(5.0, "[<10]\"suppressed\";#,##0"), "5, which the cell displays differently"),
    ("a-formula-that-nobody-has-worked-out", Formula("=40+6", "0"), "a formula without a result"),
    ("decimals-behind-a-comma", Text("0,045"), "\"0,045\""),
    ("nothing", Nothing, "nothing"),
    ("blanks", Text(" \u{a0} "), "nothing"),
    ("sixteen-digits", Text("1234567890123456"), "\"1234567890123456\""),
];

#[rustfmt::skip]
const PERCENTAGES: &[(&str, Put, &str)] = &[
    ("a-share-of-one", Number(0.19), "0.19"),
    ("fewer-digits-than-there-are", Shown(0.255, "0%"), "0.255, which the cell displays differently"),
    ("more-digits-than-count", Number(19.0 / 1.7), "11.1764705882353"),
    ("above-a-hundred", Percent(19.0), "1900%"),
    ("a-comma-for-a-point", Text("19,5 %"), "\"19,5 %\""),
];

#[rustfmt::skip]
const RULES: &[OfFigure] = &[
    ("a-total-that-is-no-sum", "events.total", "ELM", Number(212.0), "`events.total` is not the sum of its parts"),
    ("a-part-greater-than-the-nation", "helpers.active", "ELM", Number(5_760.0), "`helpers.active` is greater than the total it is part of"),
    ("a-part-greater-than-the-whole", "events.free", "national", Number(30_000.0), "`events.free` is greater than the total it is part of"),
    ("a-text-that-shows-another-number", "visits.total.text.en", "national", Text("37.2 million"), "the text of `visits.total` does not show its number"),
];

#[rustfmt::skip]
const ROWS: &[OfCells] = &[
    ("an-unknown-code", &[("A4", Text("XX")), ("C4", Number(1.0))], "A4", "there is no jurisdiction \"XX\""),
    ("a-misspelt-name", &[("A4", Text("Ashfrd")), ("C4", Number(1.0))], "A4", "there is no jurisdiction \"Ashfrd\""),
    ("hardly-begun", &[("A4", Text("ASH")), ("C4", Number(1.0))], "J4", "expected figures of Ashford, found nothing"),
    ("a-place-that-is-like-another", &[("B4", Text("North Harrow")), ("C4", Number(1.0))], "B4", "there is no jurisdiction \"North Harrow\""),
    ("a-total-below", &[("A4", Text("Total")), ("C4", Number(1.0))], "A4", "there is no jurisdiction \"Total\""),
    ("code-and-name-of-two", &[("B3", Text("Ashford"))], "B3", "\"ELM\" and \"Ashford\" are not the same place"),
    ("nobodys", &[("J4", Number(1.0))], "J4", "this row does not name its jurisdiction"),
    ("twice", &[("B4", Text("Elmwood")), ("C4", Number(1.0))], "B4", "there are two rows of Elmwood for 2023"),
    ("of-a-formula", &[("B4", Error("#N/A")), ("C4", Number(1.0))], "B4", "expected a jurisdiction, found the error #N/A"),
];

#[rustfmt::skip]
const FIGURES_OF_OTHERS: &[OfFigure] = &[
    ("of-the-nation-in-a-state", "passes.sold", "ELM", Number(18_000.0), "`passes.sold` is no figure of Elmwood"),
    ("of-a-state-in-the-nation", "events.camps", "national", Number(18_000.0), "`events.camps` is no figure of the nation"),
];

#[rustfmt::skip]
const HEADINGS: &[OfCells] = &[
    ("misspelt", &[("M1", Text("evnts.total"))], "M1", "there is no figure \"evnts.total\""),
    ("of-two-figures", &[("AF1", Text("Reports"))], "AF1", "there is no figure \"Reports\""),
    ("a-column-of-ones-own", &[("AF1", Text("Checked by")), ("AF3", Text("somebody"))], "AF1", "there is no figure \"Checked by\""),
    ("twice", &[("AF1", Text("Events"))], "AF1", "there are two columns with this heading"),
    ("none", &[("AF3", Number(7.0))], "AF3", "this column has no heading"),
    ("a-misspelt-code", &[("A1", Text("cod")), ("B1", Text("# name"))], "A1", "there is no figure \"cod\""),
    ("no-jurisdictions", &[("A1", Text("# code")), ("B1", Text("# name"))], "A1", "there is no column of jurisdictions"),
];

#[rustfmt::skip]
const STATUSES: &[OfFigure] = &[
    ("a-misspelt-status", "status", "ELM", Text("finale"), "expected final, draft or sample, found \"finale\""),
    ("no-status", "status", "ELM", Nothing, "expected final, draft or sample, found nothing"),
    ("no-day", "as_of", "ELM", Text("5/1/2024"), "expected a date, found \"5/1/2024\""),
    ("a-day-before-the-year", "as_of", "ELM", Day(1905, 7, 16), "figures of 2023 cannot be as of 1905-07-16"),
    ("a-text-that-breaks", "visits.total.text.en", "national", Text("36.2\nmillion"), "this text has a line end or tab in it"),
    ("an-invisible-character", "source", "ELM", Text("Counts\u{202e}"), "the character U+202E cannot be used"),
];

#[rustfmt::skip]
const COLUMNS: &[OfCells] = &[
    ("a-text-for-all-beside-others", &[("AF1", Text("visits.total.text")), ("AF2", Text("36.2 million"))], "AF2", "`visits.total` has a text for each language"),
    ("another-year", &[("AF1", Text("year")), ("AF3", Number(2022.0))], "AF3", "this row says 2022, not 2023"),
];

/// Imports the project's figures with a mistake, which must be found at its cell, and alone.
///
/// `plant` returns the cell that is named.
fn is_found(name: &str, plant: impl Fn(&mut Book) -> String, message: &str) {
    let project = Project::example("parks");
    let mut book = Book::of(&project, "2023");
    let cell = plant(&mut book);
    let sheet = cell.split_once('!').map_or("2023!", |_| "");
    project.write("in.xlsx", book.bytes());
    let before = files(&project.path("data"));
    let run = project.run(&["import", "in.xlsx"]);
    assert_eq!(run.status, 1, "{name}: {run}");
    assert!(run.stdout.is_empty(), "{name}: {run}");
    let expected = format!("]: {sheet}{cell}: {message}\n");
    assert!(run.stderr.contains(&expected), "{name}: {expected} {run}");
    let errors = run.stderr.matches("error[").count();
    assert_eq!(errors, 1, "{name}: {run}");
    assert_eq!(files(&project.path("data")), before, "{name}");
    golden(name, &run.stderr);
}

fn golden(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/cells", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Puts something into the cell of a figure, and returns the cell.
fn put_at(book: &mut Book, figure: &str, code: &str, put: &Put) -> String {
    book.put_at(figure, code, put.clone());
    book.cell(figure, code)
}

fn all_of_figures(group: &str, cases: &[OfFigure]) {
    for (name, figure, code, put, message) in cases {
        let plant = |book: &mut Book| put_at(book, figure, code, put);
        is_found(&format!("{group}-{name}"), plant, message);
    }
}

fn all_of_cells(group: &str, cases: &[OfCells]) {
    for (name, puts, cell, message) in cases {
        let plant = |book: &mut Book| {
            for (cell, put) in *puts {
                book.put(cell, put.clone());
            }
            (*cell).to_owned()
        };
        is_found(&format!("{group}-{name}"), plant, message);
    }
}

#[test]
fn in_counts() {
    for (name, put, found) in COUNTS {
        let plant = |book: &mut Book| put_at(book, "permits.requests", "ELM", put);
        is_found(&format!("count-{name}"), plant, &format!("{COUNT}{found}"));
    }
    let raised = |book: &mut Book| {
        let cell = book.cell("permits.requests", "ELM");
        let (row, column) = row_and_column(&cell);
        book.finish(move |sheet| {
            let raised = Format::new().set_font_script(FormatScript::Superscript);
            let parts = [(&Format::default(), "45"), (&raised, "1")];
            let written = sheet.write_rich_string(row, column, &parts);
            written.expect("a cell");
        });
        cell
    };
    is_found("count-a-raised-digit", raised, &format!("{COUNT}\"451\""));
}

/// The row and column of a cell, from 0.
fn row_and_column(cell: &str) -> (u32, u16) {
    let place = place(cell);
    (place.row, u16::try_from(place.column).expect("a column"))
}

#[test]
fn in_percentages() {
    for (name, put, found) in PERCENTAGES {
        let plant = |book: &mut Book| put_at(book, "events.outdoors", "national", put);
        is_found(
            &format!("percentage-{name}"),
            plant,
            &format!("{SHARE}{found}"),
        );
    }
}

#[test]
fn in_rules() {
    all_of_figures("rule", RULES);
    let nation = |book: &mut Book| {
        book.put_at("helpers.active", "national", Number(50.0));
        book.cell("helpers.active", "ELM")
    };
    let message = "`helpers.active` is greater than the total it is part of";
    is_found("rule-a-nation-less-than-a-part", nation, message);
    let source = |book: &mut Book| {
        book.put_at("source", "ELM", Nothing);
        book.cell("status", "ELM")
    };
    is_found(
        "rule-final-without-a-source",
        source,
        "final figures need a source",
    );
}

#[test]
fn in_rows() {
    all_of_cells("row", ROWS);
    all_of_figures("row", FIGURES_OF_OTHERS);
    let above = |book: &mut Book| {
        book.lower(2).put("J2", Number(45.0));
        "J2".into()
    };
    let message = "this number is above the headings, where figures are not read";
    is_found("row-above-the-headings", above, message);
    let merged = |book: &mut Book| {
        let cell = book.cell("events.talks", "ELM");
        let (row, column) = row_and_column(&cell);
        book.finish(move |sheet| {
            let (plain, last) = (Format::new(), column + 1);
            let merged = sheet.merge_range(row, column, row, last, "88", &plain);
            let merged = merged.expect("cells");
            let written = merged.write_number(row, column, 43).expect("a cell");
            written.write_number(row, last, 45).expect("a cell");
        });
        cell
    };
    is_found(
        "row-numbers-made-one",
        merged,
        "this cell is merged over O3:P3",
    );
}

#[test]
fn in_rows_of_two_sheets() {
    let row = |book: &mut Book, name: &str, code: &'static str| {
        book.add(name)
            .put("A1", Text("code"))
            .put("B1", Text("permits.requests"))
            .put("A2", Text(code))
            .put("B2", Number(45.0));
    };
    let twice = |book: &mut Book| {
        row(book, "2023 ", "ELM");
        "'2023 '!A2".into()
    };
    let message = "there are two rows of Elmwood for 2023";
    is_found("row-twice-in-two-sheets", twice, message);
    let new = |book: &mut Book| {
        book.pages.clear();
        row(book, "2023", "ASH");
        "A1".into()
    };
    let message = "there is no column for `visits.total`, `events.total`, `events.walks`, \
                   `events.talks`, `events.camps`, `trails.repairs`, `helpers.active`, \
                   `schools.visited`, `stations.open`, `passes.new`";
    is_found("row-new-without-all-figures", new, message);
}

#[test]
fn in_headings() {
    all_of_cells("heading", HEADINGS);
    let over_two = |book: &mut Book| {
        book.put("AE3", Number(7.0)).finish(|sheet| {
            let merged = sheet.merge_range(0, 29, 0, 30, "source", &Format::new());
            merged.expect("cells");
        });
        "AE3".into()
    };
    let message = "this column has no heading";
    is_found("heading-over-two-columns", over_two, message);
    let differ = |book: &mut Book| {
        book.lower(1)
            .put("J1", Text("Events"))
            .put("C1", Text("Visits"));
        "J1".into()
    };
    let message = "the headings of this column mean different things";
    is_found("heading-two-that-differ", differ, message);
}

#[test]
fn in_the_head_of_a_row() {
    all_of_figures("head", STATUSES);
    all_of_cells("head", COLUMNS);
}

#[test]
fn in_sheets() {
    let no_year = |book: &mut Book| {
        book.rename("Figures");
        "Figures!A1".into()
    };
    let message = "the year of the sheet \"Figures\" is not stated";
    is_found("sheet-without-a-year", no_year, message);
    let remarks = |book: &mut Book| {
        book.add("Notes").put("A1", Text("We counted twice."));
        "Notes!A1".into()
    };
    let message = "the year of the sheet \"Notes\" is not stated";
    is_found("sheet-of-remarks", remarks, message);
    let no_headings = |book: &mut Book| {
        book.add("2022").put("B2", Number(45.0));
        "2022!A1".into()
    };
    let message = "there are no headings in the sheet \"2022\"";
    is_found("sheet-without-headings", no_headings, message);
}

#[test]
fn in_the_file_itself() {
    let project = Project::example("parks");
    project.write("in.xlsx", "PK\u{3}\u{4} and no archive");
    let run = project.run(&["import", "in.xlsx"]);
    assert_eq!(run.status, 1, "{run}");
    golden("not-a-spreadsheet", &run.stderr);
}

/// All errors of a file in one run, each at its cell, and in the formats for programs as well.
#[test]
fn all_at_once() {
    let project = Project::example("parks");
    let mut book = Book::of(&project, "2023");
    book.put_at("events.total", "ELM", Text("2l1"))
        .put_at("permits.requests", "ELM", Day(2024, 2, 14))
        .put_at("status", "ELM", Text("finale"))
        .put_at("events.outdoors", "national", Number(0.19))
        .put_at("helpers.active", "national", Number(50.0))
        .put("AF1", Text("evnts.totals"))
        .put("A4", Text("Ashfrd"))
        .put("C4", Number(5.0));
    book.add("Notes").put("A1", Text("We counted twice."));
    project.write("in.xlsx", book.bytes());
    let before = files(&project.path("data"));
    for format in ["human", "json", "github"] {
        let run = project.run(&["import", "in.xlsx", "--message-format", format]);
        assert_eq!(run.status, 1, "{run}");
        golden(&format!("all-{format}"), &run.stderr);
    }
    assert_eq!(files(&project.path("data")), before);
}
