//! Figures that go out as spreadsheets, and come back.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::books::{Book, Put};
use common::folders::{begin, files};
use common::parts::small_project;
use common::{Project, Run, shipped};

const AL: &str = "data/2023/AL.toml";
const NATIONAL: &str = "data/2023/national.toml";

/// The lines that differ between two texts of as many lines.
fn changed_lines(before: &str, after: &str) -> Vec<(String, String)> {
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    let pairs = before.lines().zip(after.lines());
    let differ = pairs.filter(|(one, other)| one != other);
    differ
        .map(|(one, other)| (one.to_owned(), other.to_owned()))
        .collect()
}

/// All files of the figures, and what they say.
fn data(project: &Project) -> BTreeMap<String, Vec<u8>> {
    files(&project.path("data/2023"))
}

/// Holds the whole output against the golden one.
fn golden(name: &str, run: &Run) {
    insta::with_settings!({ snapshot_path => "snapshots/spreadsheets", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, run);
    });
}

/// Imports a workbook, which must go well.
fn import(project: &Project, book: &Book) -> String {
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    assert_eq!(run.status, 0, "{run}");
    run.stdout
}

#[test]
fn what_goes_out_comes_back_the_same() {
    for (project, arguments) in [
        (Project::shipped(), &[][..]),
        (Project::example("library"), &[]),
        (Project::example("spanish"), &[]),
        (Project::example("catalog"), &[]),
        (samples(&[]), &["--data", "samples"]),
        (samples(&["--stress"]), &["--data", "samples"]),
    ] {
        let before = files(&project.path(""));
        for file in ["a.xlsx", "a.csv"] {
            let run = |command: &str| {
                let run = project.run(&[&[command, file], arguments].concat());
                assert_eq!(run.status, 0, "{run}");
                run
            };
            run("export");
            let imported = run("import");
            assert_eq!(imported.stdout, "nothing is different\n");
            assert_eq!(imported.stderr, "");
            project.remove(file);
        }
        assert_eq!(files(&project.path("")), before);
    }
}

fn samples(arguments: &[&str]) -> Project {
    let project = Project::shipped();
    let run = project.run(&[&["sample", "samples"], arguments].concat());
    assert_eq!(run.status, 0, "{run}");
    project
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let project = samples(&["--stress"]);
    for file in ["xlsx", "csv"] {
        let [one, other] = ["a", "b"].map(|name| format!("{name}.{file}"));
        for name in [&one, &other] {
            let run = project.run(&["export", name, "--data", "samples"]);
            assert_eq!(run.status, 0, "{run}");
        }
        let bytes = |name: &String| fs::read(project.path(name)).expect("a file");
        assert_eq!(bytes(&one), bytes(&other));
    }
    // The date of making is that of the newest year, whatever the day.
    let file = fs::File::open(project.path("a.xlsx")).expect("a file");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let core = archive.by_name("docProps/core.xml").expect("properties");
    let core = std::io::read_to_string(core).expect("text");
    assert_eq!(core.matches("2023-01-01T00:00:00Z").count(), 2, "{core}");
}

/// A name may begin with the sign of remarks; a column that is marked as one is none, whatever its name.
#[test]
fn remarks_are_told_from_names() {
    let project = Project::shipped();
    project.replace(
        "data/figures.toml",
        "en = \"Submissions reviewed by the Child Victim Identification Program\"",
        "en = \"# of submissions\"",
    );
    let mut book = Book::of(&project, "2023");
    book.lower(1)
        .put("J1", Put::Text("# of submissions"))
        .put("C1", Put::Text("CyberTipline reports"))
        .put("C2", Put::Text("# cybertipline.reports"))
        .put("J4", Put::Number(46.0))
        .put("C4", Put::Number(1.0));
    let stdout = import(&project, &book);
    assert_eq!(
        stdout,
        "data/2023/AL.toml\n  cvip.submissions: 45 → 46 (2023!J4)\n1 value changed in 1 file\n"
    );
}

/// A figure that is new in the dictionary is filled in by spreadsheet, like all others.
#[test]
fn new_figures_are_filled_in() {
    let project = Project::shipped();
    let figures = project.text("data/figures.toml");
    let new =
        "\n[[figure]]\nid = \"cvip.new\"\nlabel = \"New\"\nkind = \"count\"\nin = [\"state\"]\n";
    project.write("data/figures.toml", format!("{figures}{new}"));
    let run = project.run(&["export", "a.csv"]);
    assert_eq!(run.status, 0, "{run}");
    let text = project.text("a.csv");
    assert!(text.contains(",cvip.new,"), "{text}");
    let run = project.run(&["import", "a.csv"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(
        run.stderr
            .contains("expected a whole number from 0, found nothing"),
        "{run}"
    );
    let mut book = Book { pages: Vec::new() };
    book.add("2023")
        .put("A1", Put::Text("code"))
        .put("B1", Put::Text("cvip.new"))
        .put("A2", Put::Text("AL"))
        .put("B2", Put::Number(7.0));
    import(&project, &book);
    assert!(
        project
            .text(AL)
            .contains("submissions = 45\nnew         = 7\n"),
        "{}",
        project.text(AL)
    );
    // Without a column for it the file would still not have it.
    project.write(AL, project.text(AL).replace("new         = 7\n", ""));
    book.put("B1", Put::Text("missing.total"))
        .put("B2", Put::Number(211.0));
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    assert!(
        run.stderr.contains("there is no column for `cvip.new`"),
        "{run}"
    );
}

/// Of two imports at once none is lost: one of them is done, or says that it is not.
#[test]
fn of_two_imports_at_once_none_is_lost() {
    for _ in 0..20 {
        let project = Project::shipped();
        project.write("a.csv", "code,cvip.submissions\nAL,100\n");
        project.write("b.csv", "code,trafficking.engagements\nAL,200\n");
        let runs =
            ["a.csv", "b.csv"].map(|file| begin(&project, &["import", file, "--year", "2023"]));
        let done = runs.map(|run| run.wait_with_output().expect("an end").status.success());
        let text = project.text(AL);
        assert_eq!(text.contains("submissions = 100"), done[0], "{text}");
        assert_eq!(text.contains("engagements = 200"), done[1], "{text}");
    }
}

#[test]
fn files_keep_their_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::shipped();
    let set = |mode: u32| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(project.path(AL), permissions).expect("permissions");
    };
    set(0o640);
    let mut book = Book::of(&project, "2023");
    import(
        &project,
        book.put_at("cvip.submissions", "AL", Put::Number(46.0)),
    );
    let mode = fs::metadata(project.path(AL))
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    set(0o444);
    book.put_at("cvip.submissions", "AL", Put::Number(47.0));
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    assert_eq!(run.status, 3, "{run}");
    assert!(run.stderr.contains("it may only be read"), "{run}");
    assert!(project.text(AL).contains("submissions = 46\n"));
    assert_eq!(project.names("data/2023"), ["AL.toml", "national.toml"]);
}

/// Figures that go out and into an empty folder give files that say the same.
#[test]
fn files_can_be_made_anew() {
    let project = samples(&["--stress"]);
    project.run(&["export", "a.xlsx", "--data", "samples"]);
    fs::create_dir(project.path("empty")).expect("a folder");
    let run = project.run(&["import", "a.xlsx", "--data", "empty"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.stdout.contains("empty/2023/AL.toml (new)\n"), "{run}");
    assert!(run.stdout.ends_with(" in 57 files\n"), "{run}");
    for data in ["samples", "empty"] {
        let out = format!("{data}.csv");
        let run = project.run(&["export", &out, "--data", data]);
        assert_eq!(run.status, 0, "{run}");
    }
    assert_eq!(project.text("samples.csv"), project.text("empty.csv"));
}

#[test]
fn one_changed_cell_changes_one_line_of_one_file() {
    for (id, code, put, line) in [
        (
            "missing.orr",
            "AL",
            Put::Text("suppressed"),
            r#"orr             = "suppressed""#,
        ),
        (
            "cybertipline.reports",
            "AL",
            Put::Number(9_000.0),
            "reports = 9_000",
        ),
        (
            "trafficking.reports",
            "national",
            Put::Number(18_500.0),
            "reports = { value = 18_500, note = \"Published as more than 18,400.\" }",
        ),
        (
            "trafficking.reports.note",
            "national",
            Put::Text("Another."),
            "reports = { value = 18_400, note = \"Another.\" }",
        ),
        (
            "missing.likely_trafficked",
            "national",
            Put::Percent(0.205),
            "likely_trafficked = 20.5",
        ),
        (
            "cybertipline.content.text.es",
            "national",
            Put::Text("105.0 millones"),
            "content = { value = 105_000_000, text = { en = \"105 million\", es = \"105.0 millones\" }, note = \"Published as more than 105 million.\" }",
        ),
        (
            "source",
            "AL",
            Put::Text("Another source"),
            r#"source       = "Another source""#,
        ),
        (
            "status",
            "AL",
            Put::Text(" Draft"),
            r#"status       = "draft""#,
        ),
    ] {
        let project = Project::shipped();
        let before = data(&project);
        let mut book = Book::of(&project, "2023");
        let cell = book.cell(id, code);
        let stdout = import(&project, book.put_at(id, code, put));
        assert!(stdout.contains(&format!(" (2023!{cell})\n")), "{stdout}");
        assert!(stdout.ends_with("1 value changed in 1 file\n"), "{stdout}");
        let after = data(&project);
        let changed: Vec<&String> = before
            .keys()
            .filter(|name| before[*name] != after[*name])
            .collect();
        assert_eq!(changed.len(), 1, "{id}: {changed:?}");
        let text = |files: &BTreeMap<String, Vec<u8>>| {
            String::from_utf8(files[changed[0]].clone()).expect("text")
        };
        let lines = changed_lines(&text(&before), &text(&after));
        assert_eq!(lines.len(), 1, "{id}");
        assert_eq!(lines[0].1, line);
        // The same workbook once more has nothing to change.
        assert_eq!(import(&project, &book), "nothing is different\n", "{id}");
    }
}

#[test]
fn nothing_is_written_that_is_only_to_be_shown() {
    let project = Project::shipped();
    let mut book = Book::of(&project, "2023");
    book.put_at("missing.orr", "AL", Put::Number(44.0))
        .put_at("missing.total", "AL", Put::Number(210.0))
        .put_at("trafficking.reports.note", "national", Put::Nothing);
    project.write("in.xlsx", book.bytes());
    let before = data(&project);
    let run = project.run(&["import", "--dry-run", "in.xlsx"]);
    golden("dry-run", &run);
    assert_eq!(data(&project), before);
}

/// What spreadsheet programs and people do to numbers that is taken for what is meant.
#[test]
fn numbers_are_known_in_every_dress() {
    for (put, number) in [
        (Put::Text("212"), "212"),
        (Put::Text(" 212\u{a0}"), "212"),
        (Put::Text("'212"), "212"),
        (Put::Number(212.0), "212"),
        (Put::Formula("=200+12", "212"), "212"),
        (Put::Text("Not available"), "\"not-available\""),
        (Put::Text("SUPPRESSED "), "\"suppressed\""),
    ] {
        let project = Project::shipped();
        let mut book = Book::of(&project, "2023");
        import(&project, book.put_at("cvip.submissions", "AL", put.clone()));
        let line = format!("submissions = {number}\n");
        assert!(project.text(AL).contains(&line), "{put:?}");
    }
    for (put, number) in [
        (Put::Text("36,200,001"), "36_200_001"),
        (Put::Text("36 200 001"), "36_200_001"),
        (Put::Text("36\u{202f}200\u{202f}001"), "36_200_001"),
        (Put::Text("36200001.0"), "36_200_001"),
    ] {
        let project = Project::shipped();
        let mut book = Book::of(&project, "2023");
        import(
            &project,
            book.put_at("cybertipline.reports", "national", put.clone()),
        );
        let value = format!("value = {number},");
        assert!(project.text(NATIONAL).contains(&value), "{put:?}");
    }
    for put in [
        Put::Percent(0.2),
        Put::Text("20 %"),
        Put::Text("20%"),
        Put::Number(20.0),
    ] {
        let project = Project::shipped();
        let mut book = Book::of(&project, "2023");
        import(
            &project,
            book.put_at("missing.likely_trafficked", "national", put.clone()),
        );
        let line = "likely_trafficked = 20\n";
        assert!(project.text(NATIONAL).contains(line), "{put:?}");
    }
}

/// An office's own table: a title, names in the place of codes and ids, another order, remarks, blanks.
#[test]
fn tables_of_ones_own_are_understood() {
    let project = Project::shipped();
    let mut book = Book { pages: Vec::new() };
    book.add("# how we count")
        .put("A1", Put::Text("By hand."))
        .add("2023")
        .put("A1", Put::Text("Missing children, 2023"))
        .put("C1", Put::Day(2024, 5, 1))
        .put("C2", Put::Text("Children missing"))
        .put("A3", Put::Text("missing children cases"))
        .put("B3", Put::Text("  OTHER missing \u{a0}children cases "))
        .put("C3", Put::Text("Children Missing From Social Services"))
        .put("D3", Put::Text("State"))
        .put("E3", Put::Text("# checked by"))
        .put("F3", Put::Text("missing.orr"))
        .put("A6", Put::Number(212.0))
        .put("B6", Put::Text("44"))
        .put("C6", Put::Number(123.0))
        .put("D6", Put::Text("alabama "))
        .put("E6", Put::Text("somebody"))
        .put("F6", Put::Number(45.0))
        .put("A8", Put::Text("# all numbers were counted twice"))
        .put("B8", Put::Number(5.0))
        .put("D9", Put::Text("Alaska"))
        .finish(|sheet| {
            sheet
                .merge_range(
                    1,
                    2,
                    1,
                    5,
                    "Children missing",
                    &rust_xlsxwriter::Format::new(),
                )
                .expect("merged cells");
        });
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    golden("own-table", &run);
    assert_eq!(run.status, 0);
    assert_eq!(project.names("data/2023"), ["AL.toml", "national.toml"]);
    assert!(project.text(AL).contains("other           = 44\n"));
}

#[test]
fn hidden_figures_are_read_and_reported() {
    let project = Project::shipped();
    let mut book = Book::of(&project, "2023");
    book.put_at("cvip.submissions", "AL", Put::Number(46.0))
        .finish(|sheet| {
            sheet.set_row_hidden(2).expect("a row");
            sheet.set_column_hidden(3).expect("a column");
            sheet.set_column_hidden(100).expect("a blank column");
        });
    book.add("2022")
        .put("A1", Put::Text("code"))
        .put("B1", Put::Text("name"))
        .put("A2", Put::Text("AL"))
        .finish(|sheet| {
            sheet.set_hidden(true);
        });
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    golden("hidden", &run);
    assert_eq!(run.status, 0);
}

#[test]
fn comments_order_and_ways_of_writing_stay() {
    for (before, after) in [
        // A remark behind the number, and none of our spaces.
        ("orr=45# checked", "orr=44# checked"),
        // A value with more to say.
        (
            "orr = { note = \"n\",value=45 } # checked",
            "orr = { note = \"n\",value=44 } # checked",
        ),
        // A figure by its whole path would end the table: the same as a table of its own.
        (
            "[missing.orr]\nvalue = 45 # here",
            "[missing.orr]\nvalue = 44 # here",
        ),
    ] {
        for ends in ["\n", "\r\n"] {
            let project = Project::shipped();
            let text = project.text(AL).replace("orr             = 45", before);
            let text = text.replace("\n", ends);
            project.write(AL, format!("\u{feff}{text}"));
            let mut book = Book::of(&project, "2023");
            book.put_at("missing.orr", "AL", Put::Number(44.0)).put_at(
                "missing.total",
                "AL",
                Put::Number(210.0),
            );
            import(&project, &book);
            let expected = text
                .replace(&before.replace('\n', ends), &after.replace('\n', ends))
                .replace("total           = 211", "total           = 210");
            assert_eq!(project.text(AL), format!("\u{feff}{expected}"));
        }
    }
}

#[test]
fn figures_that_may_be_left_out_come_and_go() {
    let project = Project::shipped();
    let optional = "id    = \"team_adam.cases\"\noptional = true";
    project.replace("data/figures.toml", "id    = \"team_adam.cases\"", optional);
    let before = project.text(AL);
    let mut book = Book::of(&project, "2023");
    import(&project, book.put_at("team_adam.cases", "AL", Put::Nothing));
    assert_eq!(project.text(AL), before.replace("cases = 1\n", ""));
    import(
        &project,
        book.put_at("team_adam.cases", "AL", Put::Number(1.0)),
    );
    assert_eq!(project.text(AL), before);
}

/// Made by LibreOffice and by openpyxl from one table; `tests/spreadsheets/make` says how.
#[test]
fn files_of_other_programs_are_understood() {
    for name in [
        "libreoffice.xlsx",
        "libreoffice.ods",
        "libreoffice.xls",
        "openpyxl.xlsx",
    ] {
        let project = Project::shipped();
        let bytes = fs::read(shipped().join("tests/spreadsheets").join(name)).expect("a file");
        project.write(name, bytes);
        let run = project.run(&["import", name]);
        assert_eq!(run.status, 0, "{run}");
        golden(&name.replace('.', "-"), &run);
        // LibreOffice's formulas have results; nobody has worked out those of openpyxl.
        assert!(project.text(AL).contains("reports = 8_250\n"), "{name}");
        assert!(
            project
                .text(NATIONAL)
                .contains("likely_trafficked = 19.5\n"),
            "{name}"
        );
        assert!(
            project
                .text("data/2023/AK.toml")
                .contains("total           = 12\n"),
            "{name}"
        );
    }
}

#[test]
fn files_are_not_written_over() {
    let project = Project::shipped();
    let run = project.run(&["export", "a.xlsx"]);
    assert_eq!(run.status, 0, "{run}");
    project.write("a.xlsx", "somebody's work");
    let run = project.run(&["export", "a.xlsx"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("a.xlsx is there already"), "{run}");
    assert_eq!(project.text("a.xlsx"), "somebody's work");
    let run = project.run(&["export", "a.xlsx", "--force"]);
    assert_eq!(run.status, 0, "{run}");
    assert_ne!(
        fs::read(project.path("a.xlsx")).expect("a file"),
        b"somebody's work"
    );
}

#[test]
fn what_is_no_spreadsheet_is_said_to_be_none() {
    let project = Project::shipped();
    let workbook = Book::of(&project, "2023").bytes();
    for (name, bytes, said) in [
        (
            "a.xlsx",
            b"hello".to_vec(),
            "this is not a spreadsheet that can be read",
        ),
        (
            "a.xls",
            b"<html><table></table></html>".to_vec(),
            "this is not a spreadsheet",
        ),
        (
            "a.xlsx",
            workbook[..workbook.len() / 2].to_vec(),
            "this file is damaged or incomplete",
        ),
        (
            "a.xlsx",
            b"PK\x03\x04".to_vec(),
            "this file is damaged or incomplete",
        ),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "this file is damaged or incomplete",
        ),
        (
            "a.csv",
            b"code,\xff".to_vec(),
            "this file is not UTF-8 text",
        ),
        ("a.csv", Vec::new(), "there is nothing in this file"),
    ] {
        project.write(name, bytes);
        let run = project.run(&["import", name]);
        assert_eq!(run.status, 1, "{run}");
        assert!(run.stderr.contains(said), "{run}");
    }
    for (arguments, said) in [
        (["import", "none.xlsx"], "there is no file none.xlsx"),
        (["import", "data"], "data is a folder, not a file"),
        (["export", "a.pdf"], "a.pdf does not end in .xlsx or .csv"),
    ] {
        let run = project.run(&arguments);
        assert_eq!(run.status, 2, "{run}");
        assert!(run.stderr.contains(said), "{run}");
    }
}

/// A year's figures begin as a form with nothing in it.
#[test]
fn a_new_year_begins_with_a_form() {
    let project = Project::shipped();
    let run = project.run(&["export", "form.csv", "--year", "2024"]);
    assert_eq!(run.status, 0, "{run}");
    let form = project.text("form.csv");
    assert_eq!(form.lines().count(), 58);
    assert!(form.contains("\r\n2024,AL,Alabama,,,"), "{form}");
    let run = project.run(&["import", "form.csv"]);
    assert_eq!(run.stdout, "nothing is different\n", "{run}");

    // Last year's figures under another name would be this year's, so to speak.
    let mut book = Book::of(&project, "2023");
    let stdout = import(&project, book.rename("2024"));
    assert!(stdout.contains("data/2024/AL.toml (new)\n"), "{stdout}");
    assert_eq!(project.names("data/2024"), ["AL.toml", "national.toml"]);
    assert!(
        project
            .text("data/2024/AL.toml")
            .starts_with("# Figures of Alabama for 2024.\nyear         = 2024\n")
    );
}

/// What is not wrong by itself, and should be looked at.
#[test]
fn what_is_probably_a_slip_is_a_warning() {
    for (name, plant) in [
        (
            "note-that-goes",
            (|b| {
                b.put_at("connect.users.note", "national", Put::Nothing);
            }) as fn(&mut Book),
        ),
        ("note-without-number", |b| {
            b.put_at("trafficking.reports", "national", Put::Text("suppressed"));
        }),
        ("title-of-another-year", |b| {
            b.lower(1).put("A1", Put::Text("Figures for 2022"));
        }),
        ("year-without-the-nation", |b| {
            b.rename("2024").pages[0].forget_row(1);
        }),
        ("row-without-figures", |b| {
            b.pages.clear();
            b.add("2023")
                .put("A1", Put::Text("code"))
                .put("B1", Put::Text("cvip.submissions"))
                .put("A2", Put::Text("AL"));
        }),
    ] {
        let project = Project::shipped();
        let mut book = Book::of(&project, "2023");
        plant(&mut book);
        project.write("in.xlsx", book.bytes());
        let run = project.run(&["import", "in.xlsx"]);
        assert_eq!(run.status, 0, "{name}: {run}");
        golden(name, &run);
    }
}

/// A note that was shown as a comment is changed in its column; comments themselves are not read.
#[test]
fn notes_come_back_from_columns() {
    let project = Project::shipped();
    let run = project.run(&["export", "a.xlsx"]);
    assert_eq!(run.status, 0, "{run}");
    let bytes = fs::read(project.path("a.xlsx")).expect("a file");
    let book = factsheet::spreadsheet::read("a.xlsx", &bytes).expect("a workbook");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name.as_deref(), Some("2023"));
    let headings = sheet.cells.iter().filter(|(place, _)| place.row == 3);
    let headings: Vec<String> = headings.map(|(_, cell)| cell.to_string()).collect();
    assert!(
        headings.contains(&"trafficking.reports.note".to_owned()),
        "{headings:?}"
    );
    assert!(
        headings.contains(&"check missing.total".to_owned()),
        "{headings:?}"
    );
}

/// What is shown of a percentage is printed, in whichever way it goes out and comes back.
#[test]
fn decimals_that_are_shown_are_kept() {
    let project = small_project();
    project.write("a.csv", "year,code,readers,share\n2024,AA,1300,99.0%\n");
    let run = project.run(&["import", "a.csv"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(project.text("data/2024/AA.toml").contains("= 99.0\n"));
    for file in ["b.csv", "b.xlsx"] {
        assert_eq!(project.run(&["export", file]).status, 0);
        let run = project.run(&["import", file]);
        assert_eq!(run.stdout, "nothing is different\n", "{file}: {run}");
    }
    project.write("a.csv", "year,code,readers,share\n2024,AA,1300,99.00%\n");
    let run = project.run(&["import", "a.csv"]);
    assert!(run.stdout.contains("share: 99.0 → 99.00 (D2)\n"), "{run}");
}

/// A text that looks like a formula is none in a `.csv`, and the same when it comes back.
#[test]
fn texts_that_look_like_formulas_come_back() {
    for source in [
        "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "''-1", "'plain'",
    ] {
        let project = small_project();
        let file = format!(
            "year = 2024\njurisdiction = \"AA\"\nstatus = \"draft\"\nsource = \"{source}\"\nreaders = 1\n"
        );
        project.write("data/2024/AA.toml", file);
        for file in ["a.csv", "a.xlsx"] {
            let run = project.run(&["export", file]);
            assert_eq!(run.status, 0, "{run}");
            let run = project.run(&["import", file]);
            assert_eq!(run.stdout, "nothing is different\n", "{source}: {run}");
        }
        let is_marked = project.text("a.csv").contains(&format!(",'{source}"));
        assert_eq!(is_marked, source != "'plain'", "{source}");
    }
}

/// The marks of an agency mean what the publication says they mean, without regard to case.
#[test]
fn marks_of_other_offices_have_a_meaning() {
    let project = small_project();
    let table = "year,code,readers,share\n2024,AA,(D),n/a\n";
    project.write("in.csv", table);
    let run = project.run(&["import", "in.csv"]);
    assert_eq!(run.status, 1, "{run}");
    for said in [
        "C2: expected a whole number from 0, found \"(D)\"",
        "D2: expected a percentage from 0 to 100, found \"n/a\"",
        "add not_available = [\"n/a\"], or suppressed, to [spreadsheet] in data/publication.toml",
    ] {
        assert!(run.stderr.contains(said), "{said}: {run}");
    }
    let publication = project.text("data/publication.toml");
    let words = "[spreadsheet]\nsuppressed = [\"(d)\", \"S\"]\nnot_available = [\"N/A\", \"$\"]\n";
    project.write("data/publication.toml", format!("{publication}\n{words}"));
    let run = project.run(&["import", "in.csv"]);
    assert_eq!(run.status, 0, "{run}");
    let text = project.text("data/2024/AA.toml");
    assert!(text.contains("readers      = \"suppressed\""), "{text}");
    assert!(text.contains("share        = \"not-available\""), "{text}");
}
