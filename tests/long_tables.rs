//! Tables with a row for each place, figure and year are imported like those with a column for each figure.

mod common;

use common::books::{Book, Put};
use common::folders::files;
use common::parts::{archive, small_project};
use common::{Project, Run};

/// A project with two figures, `readers` and the optional `share`, in two places and in the nation.
fn project() -> Project {
    let project = small_project();
    project.write(
        "data/jurisdictions.toml",
        "[[jurisdiction]]\ncode = \"AA\"\nname = \"Aberdale\"\n\
         [[jurisdiction]]\ncode = \"BB\"\nname = \"Brook Falls\"\n",
    );
    project.write(
        "data/figures.toml",
        "[[figure]]\nid = \"readers\"\nlabel = \"Readers\"\nkind = \"count\"\nin = [\"state\", \"national\"]\n\
         [[figure]]\nid = \"share\"\nlabel = \"Share of adults\"\nkind = \"percent\"\nin = [\"state\"]\noptional = true\n",
    );
    project
}

/// Two years of two places and the nation, the rows in no order.
const TABLE: &str = "\
year,code,figure,value,figure.note\n\
2024,AA,readers,1300,\n\
2024,BB,Readers,\"2,100\",without the bookmobile\n\
2023,AA,readers,1200,\n\
2024,AA,Share of adults,7.5%,\n\
2024,national,readers,9000,\n\
2023,national,readers,8000,\n";

fn import(project: &Project, name: &str, bytes: impl AsRef<[u8]>) -> Run {
    project.write(name, bytes);
    project.run(&["import", name])
}

/// Imports a table that has a mistake. Nothing is written.
fn refused(name: &str, table: &str, begins: &str) {
    let project = project();
    let before = files(&project.path("data"));
    let run = import(&project, "in.csv", table);
    assert_eq!(run.status, 1, "{name}: {run}");
    assert!(run.stdout.is_empty(), "{name}: {run}");
    assert!(run.stderr.contains(begins), "{name}: {begins} {run}");
    assert_eq!(files(&project.path("data")), before, "{name}");
    golden(name, &run.stderr);
}

fn golden(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/long_tables", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn all_years_and_figures_are_imported_at_once() {
    let project = project();
    let run = import(&project, "in.csv", TABLE);
    assert_eq!(run.status, 0, "{run}");
    let shown = ["2023/AA", "2024/AA", "2024/BB", "2024/national"].map(|name| {
        let text = project.text(&format!("data/{name}.toml"));
        format!("== {name}\n{text}")
    });
    golden(
        "two-years",
        &format!("{}\n{}", run.stdout, shown.join("\n")),
    );
    let again = import(&project, "in.csv", TABLE);
    assert!(again.stdout.ends_with("nothing is different\n"), "{again}");
}

#[test]
fn workbooks_have_long_tables_too() {
    let of_csv = project();
    import(&of_csv, "in.csv", TABLE);
    let expected = files(&of_csv.path("data"));

    let of_xlsx = project();
    let mut book = Book { pages: Vec::new() };
    book.add("Figures of both years");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(TABLE.as_bytes());
    for (row, record) in reader.records().enumerate() {
        for (column, text) in record.expect("a row").iter().enumerate() {
            let cell = format!("{}{}", ["A", "B", "C", "D", "E"][column], row + 1);
            if let Ok(number) = text.parse() {
                book.put(&cell, Put::Number(number));
            } else if !text.is_empty() {
                book.put(&cell, Put::Text(text.to_owned().leak()));
            }
        }
    }
    let run = import(&of_xlsx, "in.xlsx", book.bytes());
    assert_eq!(run.status, 0, "{run}");
    let said = "Figures of both years: read as a long table: 2 figures of 2 places and the nation, 2 years\n";
    assert!(run.stdout.starts_with(said), "{run}");
    assert_eq!(files(&of_xlsx.path("data")), expected);

    let of_ods = project();
    let run = import(&of_ods, "in.ods", ods(TABLE));
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(files(&of_ods.path("data")), expected);
}

/// The table as a worksheet of texts.
fn ods(table: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table.as_bytes());
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows = reader.records().map(|record| {
        let cells: String = record.expect("a row").iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    });
    let rows: String = rows.collect();
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

#[test]
fn figures_on_worksheets_of_their_own_come_together() {
    let project = project();
    let mut book = Book { pages: Vec::new() };
    for (name, figure, value) in [("2024", "readers", 1300.0), ("2024 ", "share", 7.0)] {
        book.add(name)
            .put("A1", Put::Text("place"))
            .put("B1", Put::Text("indicator"))
            .put("C1", Put::Text("amount"))
            .put("A2", Put::Text("Aberdale"))
            .put("B2", Put::Text(figure))
            .put("C2", Put::Number(value));
    }
    let run = import(&project, "in.xlsx", book.bytes());
    assert_eq!(run.status, 0, "{run}");
    let text = project.text("data/2024/AA.toml");
    assert!(text.contains("readers      = 1_300"), "{text}");
    assert!(text.contains("share        = 7"), "{text}");
}

#[test]
fn the_keys_of_a_file_are_said_once_or_alike() {
    let project = project();
    let table = "\
        code,figure,year,value,status,source,as_of,figure.source\n\
        AA,readers,2024,1300,final,Annual survey,2025-02-01,\n\
        AA,share,2024,7%,final,Annual survey,2025-02-01,Census\n\
        AA,readers,2023,1200,draft,,,\n";
    let run = import(&project, "in.csv", table);
    assert_eq!(run.status, 0, "{run}");
    let text = project.text("data/2024/AA.toml");
    for line in [
        "status       = \"final\"",
        "source       = \"Annual survey\"",
        "as_of        = 2025-02-01",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.contains("source = \"Census\""), "{text}");
}

#[test]
fn what_a_table_does_not_name_stays() {
    let project = project();
    import(&project, "in.csv", TABLE);
    let before = project.text("data/2024/AA.toml");
    let run = import(
        &project,
        "in.csv",
        "code,figure,year,value\nAA,readers,2024,1301\n",
    );
    assert_eq!(run.status, 0, "{run}");
    let after = project.text("data/2024/AA.toml");
    assert_eq!(after, before.replace("1_300", "1_301"));
}

#[test]
fn mistakes_are_located() {
    let head = "code,figure,year,value\n";
    for (name, rows, begins) in [
        (
            "twice",
            "AA,readers,2024,1\nAA,share,2024,2%\nAA,Readers,2024,1\n",
            "A4: there are two rows of `readers` of Aberdale for 2024",
        ),
        (
            "an-unknown-place",
            "AX,readers,2024,1\nAX,share,2024,1%\n",
            "A2: there is no jurisdiction \"AX\"",
        ),
        (
            "an-unknown-figure",
            "AA,reader,2024,1\nBB,reader,2024,1\n",
            "B2: there is no figure \"reader\"",
        ),
        (
            "a-figure-of-others",
            "AA,loans,2024,1\n",
            "B2: there is no figure \"loans\"",
        ),
        (
            "no-figure",
            "AA,,2024,1\n",
            "A2: this row does not name its figure",
        ),
        (
            "a-wrong-year",
            "AA,readers,24,1\n",
            "C2: expected a year, found \"24\"",
        ),
        (
            "no-year",
            "AA,readers,,1\n",
            "A2: this row does not state its year",
        ),
        (
            "no-value",
            "AA,readers,2024,\nAA,share,2024,7%\n",
            "D2: expected a whole number from 0, found nothing",
        ),
        (
            "a-value-of-another-kind",
            "AA,readers,2024,7.5\n",
            "D2: expected a whole number from 0, found \"7.5\"",
        ),
        (
            "of-the-nation-alone",
            "national,readers,2024,10\nnational,share,2024,7%\n",
            "D3: `share` is no figure of the nation",
        ),
        (
            "not-all-figures-of-a-new-file",
            "AA,share,2024,7%\n",
            "A2: there is no row of Aberdale for `readers`",
        ),
    ] {
        refused(name, &format!("{head}{rows}"), begins);
    }
    for (name, table, begins) in [
        (
            "both-shapes",
            "code,figure,year,value,share\nAA,readers,2024,1,7%\n",
            "E1: this column is about one figure",
        ),
        (
            "another-column",
            "code,figure,year,value,unit\nAA,readers,2024,1,people\n",
            "E1: a long table has no column \"unit\"",
        ),
        (
            "a-misspelt-column",
            "code,figure,year,value,statsu\nAA,readers,2024,1,final\n",
            "E1: a long table has no column \"statsu\"",
        ),
        (
            "two-statuses",
            "code,figure,year,value,status\nAA,readers,2024,1,draft\nAA,share,2024,1%,sample\n",
            "E3: another row of this area and year has another status",
        ),
        (
            "two-sources",
            "code,figure,year,value,source\nAA,readers,2024,1,Survey\nAA,share,2024,1%,Census\n",
            "E3: another row of this area and year has another source",
        ),
        (
            "no-headings-of-values",
            "place,measure,count\nAberdale,readers,1300\n",
            "B2: this row is about a single figure, and the headings do not say so",
        ),
        (
            "no-headings",
            "2024,AA,Readers,1300\n2024,AA,share,7%\n",
            "C1: this row is about a single figure",
        ),
    ] {
        refused(name, table, begins);
    }
}

#[test]
fn a_place_is_in_one_shape_only() {
    let project = project();
    let mut book = Book { pages: Vec::new() };
    book.add("2024")
        .put("A1", Put::Text("code"))
        .put("B1", Put::Text("readers"))
        .put("A2", Put::Text("AA"))
        .put("B2", Put::Number(1.0));
    book.add("2024 ")
        .put("A1", Put::Text("code"))
        .put("B1", Put::Text("figure"))
        .put("C1", Put::Text("value"))
        .put("A2", Put::Text("AA"))
        .put("B2", Put::Text("share"))
        .put("C2", Put::Percent(0.07));
    let run = import(&project, "in.xlsx", book.bytes());
    assert_eq!(run.status, 1, "{run}");
    let said = "'2024 '!A2: Aberdale is in a wide and in a long table for 2024";
    assert!(run.stderr.contains(said), "{run}");
}
