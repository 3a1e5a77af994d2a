//! Spreadsheets that unpack to more than they seem, or reach further than any: an error, in little memory and time.

mod common;

use common::Project;
use common::parts::{Xlsx, archive, archive_of, ods, repeated, small_project};

/// The room that a run may take in memory, in kB: that of the largest file that is read, and of the program.
#[cfg(target_os = "linux")]
const ROOM: u32 = 450_000;

/// Imports a file in little room.
#[cfg(target_os = "linux")]
fn import(project: &Project, name: &str, bytes: &[u8]) -> common::Run {
    project.write(name, bytes);
    let program = env!("CARGO_BIN_EXE_factsheet");
    let command = format!("ulimit -v {ROOM}; exec {program} import {name} --year 2024");
    let run = std::process::Command::new("sh")
        .args(["-c", &command])
        .current_dir(project.path(""))
        .output();
    common::Run::from(run.expect("a run"))
}

#[cfg(not(target_os = "linux"))]
fn import(project: &Project, name: &str, bytes: &[u8]) -> common::Run {
    project.write(name, bytes);
    project.run(&["import", name, "--year", "2024"])
}

fn is_refused(name: &str, bytes: &[u8], said: &str) {
    let project = small_project();
    let run = import(&project, name, bytes);
    assert_eq!(run.status, 1, "{said}: {run}");
    assert!(run.stderr.contains(said), "{said}: {run}");
    assert!(run.stderr.contains("help: "), "{said}: {run}");
    assert!(
        run.stderr.len() < 1_000_000,
        "{said}: {} bytes",
        run.stderr.len()
    );
}

/// An `.xlsx` with another text in the place of one of its parts.
fn xlsx(part: &str, bytes: Vec<u8>) -> Vec<u8> {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>13</v></c></row>";
    let book = Xlsx {
        rows,
        strings: "<si><t>AA</t></si>",
        ..Xlsx::default()
    };
    let others = book.parts();
    let others = others.into_iter().filter(|(name, _)| *name != part);
    let others = others.map(|(name, text)| (name, text.into_bytes()));
    archive_of(others.chain([(part, bytes)]))
}

#[test]
fn parts_of_xlsx() {
    let styles = "xl/styles.xml";
    let sheet = "xl/worksheets/sheet1.xml";
    let strings = "xl/sharedStrings.xml";
    for (part, bytes, said) in [
        (
            styles,
            repeated(
                "<styleSheet><cellXfs>",
                "<xf/>",
                5_000_000,
                "</cellXfs></styleSheet>",
            ),
            "this file has more than 65536 styles of cells",
        ),
        (
            styles,
            repeated(
                "<styleSheet><fonts><font><name val=\"",
                "a",
                2 << 20,
                "\"/></font></fonts></styleSheet>",
            ),
            "xl/styles.xml, a part of this file, has a tag or a text of more than 1 MB",
        ),
        (
            strings,
            repeated("<sst><si><t>", "a", 2 << 20, "</t></si></sst>"),
            "xl/sharedStrings.xml, a part of this file, has a tag or a text of more than 1 MB",
        ),
        (
            strings,
            repeated(
                "<sst><si>",
                "<r><t>aaaaaaaaaaaaaaaaaaaa</t></r>",
                1 << 16,
                "</si></sst>",
            ),
            "this file has too much text",
        ),
        (
            sheet,
            repeated("", "<a>", 1 << 20, ""),
            "xl/worksheets/sheet1.xml is nested more than 256 deep",
        ),
        (
            sheet,
            repeated(
                "<worksheet><sheetData><row><c t=\"str\"><v>",
                "<b>aaaaaaaaaaaaaaaaa</b>",
                1 << 16,
                "</v></c></row></sheetData></worksheet>",
            ),
            "A1 of the sheet \"2024\" has more than 256 kB of text",
        ),
        (
            sheet,
            repeated(
                "<worksheet><sheetData>",
                "<row><c r=\"A1048577\"><v>1</v></c></row>",
                1,
                "</sheetData></worksheet>",
            ),
            "a cell lies beyond the last",
        ),
        (
            sheet,
            repeated(
                "<worksheet><mergeCells>",
                "<mergeCell ref=\"A1:XFD1048576\"/>",
                30_000,
                "</mergeCells></worksheet>",
            ),
            "the sheet \"2024\" has more than 20000 merged cells",
        ),
    ] {
        is_refused("f.xlsx", &xlsx(part, bytes), said);
    }
}

/// Blank cells, formats and declarations take no room, however many there are.
#[test]
fn what_is_blank_takes_no_room() {
    let project = small_project();
    let row = format!("<row r=\"9\">{}</row>", "<c s=\"1\"/>".repeat(10_000));
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>AA</t></is></c><c r=\"B2\"><v>13</v></c></row>".to_owned()
        + &row.repeat(100);
    let book = Xlsx {
        columns: "<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"16384\" hidden=\"1\"/></cols>",
        rows: &rows,
        ..Xlsx::default()
    };
    let run = import(&project, "f.xlsx", &book.bytes());
    assert_eq!(run.status, 0, "{run}");
    let blank = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let row = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>AA</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"float\" office:value=\"13\"><text:p>13</text:p></table:table-cell></table:table-row>";
    let run = import(
        &project,
        "f.ods",
        &ods("", "", "", &format!("{row}{blank}"), ""),
    );
    assert_eq!(run.status, 0, "{run}");
}

#[test]
fn repeats_in_ods() {
    let cell = |of_row: &str, of_cell: &str, inside: &str| {
        format!(
            "<table:table-row{of_row}><table:table-cell{of_cell} office:value-type=\"string\">{inside}</table:table-cell></table:table-row>"
        )
    };
    for (row, said) in [
        (
            cell(
                " table:number-rows-repeated=\"1048576\"",
                "",
                "<text:p>a</text:p>",
            ),
            "the sheet \"2024\" reaches as far as A1048577",
        ),
        (
            cell(
                "",
                " table:number-columns-repeated=\"4000000000\"",
                "<text:p>a</text:p>",
            ),
            "the sheet \"2024\" reaches as far as",
        ),
        (
            cell("", "", "<text:p>a<text:s text:c=\"4000000000\"/></text:p>"),
            "A2 of the sheet \"2024\" has more than 256 kB of text",
        ),
    ] {
        is_refused("f.ods", &ods("", "", "", &row, ""), said);
    }
    let style =
        |at: usize| format!("<style:style style:name=\"s{at}\" style:family=\"table-cell\"/>");
    let styles: String = (0..70_000).map(style).collect();
    is_refused(
        "f.ods",
        &ods("", &styles, "", "", ""),
        "this file has more than 65536 styles of cells",
    );
}

#[test]
fn archives() {
    let many: Vec<(String, Vec<u8>)> = (0..10_001)
        .map(|at| (format!("p{at}"), Vec::new()))
        .collect();
    let many = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.clone()));
    is_refused("f.xlsx", &archive_of(many), "it has more than 10000 parts");
    is_refused(
        "f.xlsx",
        &archive(&[("[Content_Types].xml", "")]),
        "it has no workbook",
    );
    // What is not read of a workbook may be of any size.
    let with_picture = xlsx("xl/media/image1.png", vec![0; 8 << 20]);
    let run = import(&small_project(), "f.xlsx", &with_picture);
    assert_eq!(run.status, 0, "{run}");
}

/// A megabyte of each sign by which a `.csv` is read.
#[test]
fn signs_of_csv() {
    const MANY: usize = 1 << 20;
    for sign in [
        "\"", ",", ";", "\n", "\t", "\r", "a", "'", "=", "\"\"", "a,", "\"\n",
    ] {
        for begin in ["", "code,readers\nAA,", "code,readers\nAA,\""] {
            let text = format!("{begin}{}", sign.repeat(MANY / sign.len()));
            let run = import(&small_project(), "f.csv", text.as_bytes());
            let told: String = run.stderr.chars().take(2_000).collect();
            let said = format!("{begin:?} {sign:?}: {told}");
            assert!(run.status < 2, "{said}");
            assert!(
                run.stderr.len() < 100_000,
                "{} bytes, {said}",
                run.stderr.len()
            );
        }
    }
}

/// Thousands of rows that are wrong are not told one by one.
#[test]
fn wrong_rows() {
    let rows = |row: &str| format!("code,readers\n{}", row.repeat(20_000));
    for row in ["XX,1\n", ",1\n", "AA,1\n", "#,1\n", "AA\n"] {
        let run = import(&small_project(), "f.csv", rows(row).as_bytes());
        assert!(
            run.stderr.len() < 1_000_000,
            "{row:?}: {} bytes",
            run.stderr.len()
        );
    }
    is_refused(
        "f.csv",
        rows("XX,1\n").as_bytes(),
        "there is no jurisdiction \"XX\"",
    );
}

#[test]
fn sizes() {
    is_refused(
        "f.csv",
        &vec![b'a'; (64 << 20) + 1],
        "this file is larger than 64 MB",
    );
    let cell = format!("code,readers\nAA,{}", "1".repeat(300 << 10));
    is_refused("f.csv", cell.as_bytes(), "B2 has more than 256 kB of text");
}
