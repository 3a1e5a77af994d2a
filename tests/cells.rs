//! Every slip in a spreadsheet is reported at the cell where it was made, and nothing is written.
//!
//! The whole output of each case is golden: see `tests/snapshots/cells/`.

mod common;

use common::Project;
use common::books::{Book, Put};
use common::folders::files;
use rust_xlsxwriter::{Format, FormatScript};

/// Puts a mistake into a workbook, and returns the cell that is to be named.
type Plant = fn(&mut Book) -> String;

/// A name for the golden file, the mistake, and what is said of it.
type Case = (&'static str, Plant, &'static str);

/// Imports each workbook with a mistake.
fn all_are_found(group: &str, cases: &[Case]) {
    for (name, plant, message) in cases {
        let project = Project::shipped();
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
        insta::with_settings!({ snapshot_path => "snapshots/cells", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{group}-{name}"), run.stderr);
        });
    }
}

/// Puts something into the cell of a figure.
fn at(book: &mut Book, id: &str, code: &str, put: Put) -> String {
    book.put_at(id, code, put);
    book.cell(id, code)
}

#[test]
fn in_counts() {
    all_are_found(
        "count",
        &[
            (
                "a-letter-for-a-digit",
                |b| at(b, "missing.total", "AL", Put::Text("2l1")),
                "expected a whole number, found \"2l1\"",
            ),
            (
                "wrong-groups",
                |b| at(b, "cybertipline.reports", "AL", Put::Text("8,24")),
                "expected a whole number, found \"8,24\"",
            ),
            (
                "a-point-for-a-comma",
                |b| at(b, "cybertipline.reports", "AL", Put::Text("8.249")),
                "expected a whole number, found \"8.249\"",
            ),
            (
                "decimals",
                |b| at(b, "cvip.submissions", "AL", Put::Number(45.5)),
                "expected a whole number, found 45.5",
            ),
            (
                "below-zero",
                |b| at(b, "cvip.submissions", "AL", Put::Number(-45.0)),
                "expected a whole number, found -45",
            ),
            (
                "below-zero-in-brackets",
                |b| at(b, "cvip.submissions", "AL", Put::Text("(45)")),
                "expected a whole number, found \"(45)\"",
            ),
            (
                "a-word",
                |b| at(b, "cvip.submissions", "AL", Put::Text("n/a")),
                "expected a whole number, found \"n/a\"",
            ),
            (
                "a-misspelt-word",
                |b| at(b, "cvip.submissions", "AL", Put::Text("supressed")),
                "expected a whole number, found \"supressed\"",
            ),
            (
                "a-unit",
                |b| {
                    at(
                        b,
                        "cybertipline.reports",
                        "national",
                        Put::Text("36.2 million"),
                    )
                },
                "expected a whole number, found \"36.2 million\"",
            ),
            (
                "a-mark",
                |b| at(b, "cvip.submissions", "AL", Put::Text("45*")),
                "expected a whole number, found \"45*\"",
            ),
            (
                "a-date",
                |b| at(b, "cvip.submissions", "AL", Put::Day(2024, 2, 14)),
                "expected a whole number, found the date 2024-02-14",
            ),
            (
                "a-time",
                |b| at(b, "cvip.submissions", "AL", Put::Time(0.5)),
                "expected a whole number, found the time 12:00:00",
            ),
            (
                "true",
                |b| at(b, "cvip.submissions", "AL", Put::Truth(true)),
                "expected a whole number, found TRUE",
            ),
            (
                "an-error",
                |b| at(b, "cvip.submissions", "AL", Put::Error("#DIV/0!")),
                "expected a whole number, found the error #DIV/0!",
            ),
            (
                "a-percentage",
                |b| at(b, "cvip.submissions", "AL", Put::Percent(0.45)),
                "expected a whole number, found 45%",
            ),
            (
                "another-number-than-is-shown",
                |b| {
                    at(
                        b,
                        "cvip.submissions",
                        "AL",
                        Put::Shown(46.0, "0\" million\""),
                    )
                },
                "expected a whole number, found 46, which the cell shows as something else",
            ),
            (
                "a-number-shown-as-a-word",
                |b| {
                    at(
                        b,
                        "cvip.submissions",
                        "AL",
                        Put::Shown(5.0, "[<10]\"suppressed\";#,##0"),
                    )
                },
                "expected a whole number, found 5, which the cell shows as something else",
            ),
            (
                "a-raised-digit",
                |b| {
                    let cell = b.cell("cvip.submissions", "AL");
                    let place = common::books::place(&cell);
                    b.finish(move |sheet| {
                        let raised = Format::new().set_font_script(FormatScript::Superscript);
                        let parts = [(&Format::default(), "45"), (&raised, "1")];
                        let column = u16::try_from(place.column).expect("a column");
                        sheet
                            .write_rich_string(place.row, column, &parts)
                            .expect("a cell");
                    });
                    cell
                },
                "expected a whole number, found \"451\"",
            ),
            (
                "a-formula-that-nobody-has-worked-out",
                |b| at(b, "cvip.submissions", "AL", Put::Formula("=40+6", "0")),
                "expected a whole number, found a formula without a result",
            ),
            (
                "decimals-behind-a-comma",
                |b| at(b, "cvip.submissions", "AL", Put::Text("0,045")),
                "expected a whole number, found \"0,045\"",
            ),
            (
                "nothing",
                |b| at(b, "cvip.submissions", "AL", Put::Nothing),
                "expected a whole number, found nothing",
            ),
            (
                "blanks",
                |b| at(b, "cvip.submissions", "AL", Put::Text(" \u{a0} ")),
                "expected a whole number, found nothing",
            ),
            (
                "sixteen-digits",
                |b| at(b, "cvip.submissions", "AL", Put::Text("1234567890123456")),
                "expected a whole number, found \"1234567890123456\"",
            ),
        ],
    );
}

#[test]
fn in_percentages() {
    all_are_found(
        "percentage",
        &[
            (
                "a-share-of-one",
                |b| {
                    at(
                        b,
                        "missing.likely_trafficked",
                        "national",
                        Put::Number(0.19),
                    )
                },
                "expected a percentage from 0 to 100, found 0.19",
            ),
            (
                "fewer-digits-than-there-are",
                |b| {
                    at(
                        b,
                        "missing.likely_trafficked",
                        "national",
                        Put::Shown(0.255, "0%"),
                    )
                },
                "expected a percentage from 0 to 100, found 0.255, which the cell shows as something \
                 else",
            ),
            (
                "more-digits-than-count",
                |b| {
                    at(
                        b,
                        "missing.likely_trafficked",
                        "national",
                        Put::Number(19.0 / 1.7),
                    )
                },
                "expected a percentage from 0 to 100, found 11.1764705882353",
            ),
            (
                "above-a-hundred",
                |b| {
                    at(
                        b,
                        "missing.likely_trafficked",
                        "national",
                        Put::Percent(19.0),
                    )
                },
                "expected a percentage from 0 to 100, found 1900%",
            ),
            (
                "a-comma-for-a-point",
                |b| {
                    at(
                        b,
                        "missing.likely_trafficked",
                        "national",
                        Put::Text("19,5 %"),
                    )
                },
                "expected a percentage from 0 to 100, found \"19,5 %\"",
            ),
        ],
    );
}

#[test]
fn in_what_rules_say() {
    all_are_found(
        "rule",
        &[
            (
                "a-total-that-is-no-sum",
                |b| at(b, "missing.total", "AL", Put::Number(212.0)),
                "`missing.total` is not the sum of its parts",
            ),
            (
                "a-part-greater-than-the-nation",
                |b| at(b, "team_hope.supported", "AL", Put::Number(5_760.0)),
                "`team_hope.supported` is greater than the whole it is part of",
            ),
            (
                "a-nation-less-than-a-part",
                |b| {
                    at(b, "team_hope.supported", "national", Put::Number(50.0));
                    b.cell("team_hope.supported", "AL")
                },
                "`team_hope.supported` is greater than the whole it is part of",
            ),
            (
                "a-part-greater-than-the-whole",
                |b| {
                    at(
                        b,
                        "missing.ran_from_care",
                        "national",
                        Put::Number(30_000.0),
                    )
                },
                "`missing.ran_from_care` is greater than the whole it is part of",
            ),
            (
                "a-text-that-shows-another-number",
                |b| {
                    let text = Put::Text("37.2 million");
                    at(b, "cybertipline.reports.text.en", "national", text)
                },
                "the text of `cybertipline.reports` does not show its number",
            ),
            (
                "final-without-a-source",
                |b| {
                    at(b, "source", "AL", Put::Nothing);
                    b.cell("status", "AL")
                },
                "final figures need a source",
            ),
        ],
    );
}

#[test]
fn in_rows() {
    all_are_found(
        "row",
        &[
            (
                "an-unknown-code",
                |b| {
                    b.put("A4", Put::Text("XX")).put("C4", Put::Number(1.0));
                    "A4".into()
                },
                "there is no jurisdiction \"XX\"",
            ),
            (
                "a-misspelt-name",
                |b| {
                    b.put("A4", Put::Text("Alasca")).put("C4", Put::Number(1.0));
                    "A4".into()
                },
                "there is no jurisdiction \"Alasca\"",
            ),
            (
                "hardly-begun",
                |b| {
                    b.put("A4", Put::Text("AK")).put("C4", Put::Number(1.0));
                    "J4".into()
                },
                "expected figures of Alaska, found nothing",
            ),
            (
                "a-place-that-is-like-another",
                |b| {
                    b.put("B4", Put::Text("Washington DC"))
                        .put("C4", Put::Number(1.0));
                    "B4".into()
                },
                "there is no jurisdiction \"Washington DC\"",
            ),
            (
                "a-total-below",
                |b| {
                    b.put("A4", Put::Text("Total")).put("C4", Put::Number(1.0));
                    "A4".into()
                },
                "there is no jurisdiction \"Total\"",
            ),
            (
                "code-and-name-of-two",
                |b| {
                    b.put("B3", Put::Text("Alaska"));
                    "B3".into()
                },
                "\"AL\" and \"Alaska\" are not the same place",
            ),
            (
                "nobodys",
                |b| {
                    b.put("J4", Put::Number(1.0));
                    "J4".into()
                },
                "nothing says whose figures these are",
            ),
            (
                "twice",
                |b| {
                    b.put("B4", Put::Text("Alabama"))
                        .put("C4", Put::Number(1.0));
                    "B4".into()
                },
                "there are two rows of Alabama for 2023",
            ),
            (
                "of-a-formula",
                |b| {
                    b.put("B4", Put::Error("#N/A")).put("C4", Put::Number(1.0));
                    "B4".into()
                },
                "expected a jurisdiction, found the error #N/A",
            ),
            (
                "twice-in-two-sheets",
                |b| {
                    b.add("2023 ")
                        .put("A1", Put::Text("code"))
                        .put("B1", Put::Text("cvip.submissions"))
                        .put("A2", Put::Text("AL"))
                        .put("B2", Put::Number(45.0));
                    "'2023 '!A2".into()
                },
                "there are two rows of Alabama for 2023",
            ),
            (
                "of-the-nation-in-a-state",
                |b| at(b, "connect.users", "AL", Put::Number(18_000.0)),
                "`connect.users` is no figure of Alabama",
            ),
            (
                "of-a-state-in-the-nation",
                |b| at(b, "missing.orr", "national", Put::Number(18_000.0)),
                "`missing.orr` is no figure of the nation",
            ),
            (
                "above-the-headings",
                |b| {
                    b.lower(2).put("J2", Put::Number(45.0));
                    "J2".into()
                },
                "this number stands above the headings, where no figures are read",
            ),
            (
                "new-without-all-figures",
                |b| {
                    b.pages.clear();
                    b.add("2023")
                        .put("A1", Put::Text("code"))
                        .put("B1", Put::Text("cvip.submissions"))
                        .put("A2", Put::Text("AK"))
                        .put("B2", Put::Number(45.0));
                    "A1".into()
                },
                "there is no column for `cybertipline.reports`, `missing.total`, \
                 `missing.social_services`, `missing.other`, `missing.orr`, \
                 `trafficking.engagements`, `team_hope.supported`, `outreach.connected`, \
                 `team_adam.cases`, `connect.new_users`",
            ),
            (
                "numbers-made-one",
                |b| {
                    let cell = b.cell("missing.other", "AL");
                    let place = common::books::place(&cell);
                    let column = u16::try_from(place.column).expect("a column");
                    b.finish(move |sheet| {
                        let plain = Format::new();
                        let (row, last) = (place.row, column + 1);
                        sheet
                            .merge_range(row, column, row, last, "88", &plain)
                            .expect("cells");
                        sheet.write_number(row, column, 43).expect("a cell");
                        sheet.write_number(row, last, 45).expect("a cell");
                    });
                    cell
                },
                "this cell goes over O3:P3",
            ),
        ],
    );
}

#[test]
fn in_headings() {
    all_are_found(
        "heading",
        &[
            (
                "misspelt",
                |b| {
                    b.put("M1", Put::Text("mising.total"));
                    "M1".into()
                },
                "there is no figure \"mising.total\"",
            ),
            (
                "of-two-figures",
                |b| {
                    b.put("AF1", Put::Text("Reports"));
                    "AF1".into()
                },
                "there is no figure \"Reports\"",
            ),
            (
                "a-column-of-ones-own",
                |b| {
                    b.put("AF1", Put::Text("Checked by"))
                        .put("AF3", Put::Text("somebody"));
                    "AF1".into()
                },
                "there is no figure \"Checked by\"",
            ),
            (
                "twice",
                |b| {
                    b.put("AF1", Put::Text("Missing children cases"));
                    "AF1".into()
                },
                "this column is there twice",
            ),
            (
                "none",
                |b| {
                    b.put("AF3", Put::Number(7.0));
                    "AF3".into()
                },
                "no heading says what is in this column",
            ),
            (
                "over-two-columns",
                |b| {
                    b.put("AE3", Put::Number(7.0)).finish(|sheet| {
                        let plain = Format::new();
                        sheet
                            .merge_range(0, 29, 0, 30, "source", &plain)
                            .expect("cells");
                    });
                    "AE3".into()
                },
                "no heading says what is in this column",
            ),
            (
                "two-that-differ",
                |b| {
                    b.lower(1)
                        .put("J1", Put::Text("Missing children cases"))
                        .put("C1", Put::Text("CyberTipline reports"));
                    "J1".into()
                },
                "the headings of this column mean different things",
            ),
            (
                "a-misspelt-code",
                |b| {
                    b.put("A1", Put::Text("cod")).put("B1", Put::Text("# name"));
                    "A1".into()
                },
                "there is no figure \"cod\"",
            ),
            (
                "no-jurisdictions",
                |b| {
                    b.put("A1", Put::Text("# code"))
                        .put("B1", Put::Text("# name"));
                    "A1".into()
                },
                "no column says whose figures these are",
            ),
        ],
    );
}

#[test]
fn in_what_is_said_of_a_row() {
    all_are_found(
        "head",
        &[
            (
                "a-misspelt-status",
                |b| at(b, "status", "AL", Put::Text("finale")),
                "expected final, draft or sample, found \"finale\"",
            ),
            (
                "no-status",
                |b| at(b, "status", "AL", Put::Nothing),
                "expected final, draft or sample, found nothing",
            ),
            (
                "no-day",
                |b| at(b, "as_of", "AL", Put::Text("5/1/2024")),
                "expected a day, found \"5/1/2024\"",
            ),
            (
                "a-day-before-the-year",
                |b| at(b, "as_of", "AL", Put::Day(1905, 7, 16)),
                "figures of 2023 cannot be as of 1905-07-16",
            ),
            (
                "a-text-for-all-beside-others",
                |b| {
                    b.put("AF1", Put::Text("cybertipline.reports.text"))
                        .put("AF2", Put::Text("36.2 million"));
                    "AF2".into()
                },
                "`cybertipline.reports` has a text for each language",
            ),
            (
                "a-text-that-breaks",
                |b| {
                    at(
                        b,
                        "cybertipline.reports.text.en",
                        "national",
                        Put::Text("36.2\nmillion"),
                    )
                },
                "this text has a line end or tab in it",
            ),
            (
                "an-invisible-character",
                |b| at(b, "source", "AL", Put::Text("NCMEC\u{202e}")),
                "the character U+202E cannot be used",
            ),
            (
                "another-year",
                |b| {
                    b.put("AF1", Put::Text("year"))
                        .put("AF3", Put::Number(2022.0));
                    "AF3".into()
                },
                "this row says 2022, not 2023",
            ),
        ],
    );
}

#[test]
fn in_sheets() {
    all_are_found(
        "sheet",
        &[
            (
                "without-a-year",
                |b| {
                    b.rename("Figures");
                    "Figures!A1".into()
                },
                "nothing says which year the sheet \"Figures\" is of",
            ),
            (
                "of-remarks",
                |b| {
                    b.add("Notes").put("A1", Put::Text("We counted twice."));
                    "Notes!A1".into()
                },
                "nothing says which year the sheet \"Notes\" is of",
            ),
            (
                "without-headings",
                |b| {
                    b.add("2022").put("B2", Put::Number(45.0));
                    "2022!A1".into()
                },
                "there are no headings in the sheet \"2022\"",
            ),
        ],
    );
}

/// All errors of a file in one run, each at its cell, and in the formats for programs as well.
#[test]
fn all_at_once() {
    let project = Project::shipped();
    let mut book = Book::of(&project, "2023");
    book.put_at("missing.total", "AL", Put::Text("2l1"))
        .put_at("cvip.submissions", "AL", Put::Day(2024, 2, 14))
        .put_at("status", "AL", Put::Text("finale"))
        .put_at("missing.likely_trafficked", "national", Put::Number(0.19))
        .put_at("team_hope.supported", "national", Put::Number(50.0))
        .put("AF1", Put::Text("mising.totals"))
        .put("A4", Put::Text("Alasca"))
        .put("C4", Put::Number(5.0));
    book.add("Notes").put("A1", Put::Text("We counted twice."));
    project.write("in.xlsx", book.bytes());
    let before = files(&project.path("data"));
    for format in ["human", "json", "github"] {
        let run = project.run(&["import", "in.xlsx", "--message-format", format]);
        assert_eq!(run.status, 1, "{run}");
        insta::with_settings!({ snapshot_path => "snapshots/cells", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("all-{format}"), run.stderr);
        });
    }
    assert_eq!(files(&project.path("data")), before);
}
