//! A series of several years, begun, filled in, tried with samples and checked as its office would do it.

mod common;

use common::Project;
use common::folders::ok;
use serde_json::Value;

const PUBLICATION: &str = r#"
name = "Readers"
publisher = "Library office"
languages = ["en-US"]
layout = "letter"
[layouts]
national = "nation"
"#;

const JURISDICTIONS: &str = r#"
[national]
code = "ALL"
name = "All Branches"
[[jurisdiction]]
code = "AA"
name = "Aberdale"
[[jurisdiction]]
code = "BB"
name = "Brook Falls"
[[jurisdiction]]
code = "CC"
name = "Coldwater"
"#;

const FIGURES: &str = r#"
[[figure]]
id = "readers"
label = "Readers"
kind = "count"
in = ["state", "national"]

[[figure]]
id = "young"
label = "Young readers"
kind = "count"
part_of = "readers"
may_be_unchanged = true
in = ["state", "national"]

[[figure]]
id = "paid"
label = "Paid"
kind = "percent"
may_be_unchanged = true
decimals = 1
in = ["state"]

[[figure]]
id = "favorite"
label = "Favorite book"
kind = "text"
in = ["state"]

[[figure]]
id = "counted_in"
label = "Year of the count"
kind = "year"
in = ["national"]

[[figure]]
id = "released"
label = "Day of release"
kind = "date"
in = ["national"]

[[figure]]
id = "share"
label = "Share of young readers"
kind = "percent"
decimals = 1
in = ["state", "national"]
computed = "share(young, readers)"

[[figure]]
id = "growth"
label = "Change"
kind = "count"
signed = true
in = ["state", "national"]
computed = "change(readers)"

[[figure]]
id = "place"
label = "Rank"
kind = "count"
in = ["state"]
computed = "rank(share, highest)"

[[figure]]
id = "middle"
label = "Median share"
kind = "percent"
decimals = 1
in = ["state", "national"]
computed = "median(share)"
"#;

const STATE: &str = "+++\ntitle = \"{{ state.name }}\"\nstatus = \"draft\"\n+++\n\
    # {{ state.name }}\n\n{{ readers }} readers, {{ growth }} since {{ previous.year }}; {{ paid }} paid.\n\n\
    {{ favorite }}. {{ y2021.readers }} then.\n\n\
    {{ share }} are young, rank {{ place }}, median {{ middle }}, as of {{ state.as_of }}.\n";

const NATION: &str = "+++\ntitle = \"All\"\nstatus = \"draft\"\n+++\n\
    # All\n\n{{ readers }} readers, {{ share }} young, median {{ middle }}.\n\n\
    {{ released }} {{ counted_in }} {{ growth }}\n";

const HEAD: &str = "status = \"draft\"\nas_of = 2024-05-01\n";

/// A series of three places and the nation, with the figures of three years.
fn series() -> Project {
    let project = Project::example("parks");
    std::fs::remove_dir_all(project.path("data/2023")).expect("a folder that goes");
    project.write("data/publication.toml", PUBLICATION);
    project.write("data/jurisdictions.toml", JURISDICTIONS);
    project.write("data/figures.toml", FIGURES);
    project.write(
        "layouts/nation.toml",
        "extends = \"letter\"\nwords = \"nation\"\nlevels = [\"national\"]\n",
    );
    project.write("layouts/copy/en.md", STATE);
    project.write("layouts/copy/nation/en.md", NATION);
    for (year, more) in [(2021, 0), (2022, 50), (2023, 20)] {
        for (code, readers, young) in [("AA", 1000, 250), ("BB", 800, 400), ("CC", 900, 180)] {
            project.write(
                &format!("data/{year}/{code}.toml"),
                format!(
                    "year = {year}\njurisdiction = \"{code}\"\n{HEAD}readers = {}\nyoung = {young}\n\
                     paid = 12.5\nfavorite = \"Reading {code}\"\n",
                    readers + more
                ),
            );
        }
        project.write(
            &format!("data/{year}/national.toml"),
            format!(
                "year = {year}\n{HEAD}readers = {}\nyoung = 830\ncounted_in = {}\nreleased = {year}-03-01\n",
                2700 + 3 * more,
                year - 1
            ),
        );
    }
    project
}

/// The number of errors of a run whose messages have a text.
fn count(messages: &str, text: &str) -> usize {
    messages.matches(text).count()
}

#[test]
fn a_text_of_a_new_year_is_filled_in_without_a_printed_form() {
    let project = series();
    ok(project.run(&["new-year", "2024"]));
    let begun = project.text("data/2024/AA.toml");
    assert!(begun.contains("favorite = \"?\"\n"), "{begun}");
    ok(project.run(&["export", "2024.csv", "--year", "2024"]));
    let form = project.text("2024.csv");
    assert!(!form.contains("favorite.text"), "{form}");
    // A text in each language stays one in each language.
    let publication = PUBLICATION.replace("[\"en-US\"]", "[\"en-US\", \"es-US\"]");
    project.write("data/publication.toml", publication);
    project.replace(
        "data/2023/AA.toml",
        "\"Reading AA\"",
        "{ en = \"Reading\", es = \"Leer\" }",
    );
    project.remove("data/2024/AA.toml");
    ok(project.run(&["new-year", "2024", "AA"]));
    let begun = project.text("data/2024/AA.toml");
    assert!(
        begun.contains("favorite = { en = \"?\", es = \"?\" }"),
        "{begun}"
    );
    let check = project.run(&["check", "--year", "2024"]);
    assert!(check.stderr.contains("error[to-fill-in]"), "{check}");
    assert!(!check.stderr.contains("printed text"), "{check}");
}

#[test]
fn blank_cells_have_the_format_of_their_figures() {
    let project = series();
    ok(project.run(&["export", "2024.xlsx", "--year", "2024"]));
    let bytes = std::fs::read(project.path("2024.xlsx")).expect("a workbook");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut styles = String::new();
    let mut part = archive.by_name("xl/styles.xml").expect("styles");
    std::io::Read::read_to_string(&mut part, &mut styles).expect("XML");
    // The only figure of the form with decimals that is to be filled in; no cell has whole percentages.
    assert!(styles.contains("0.0%"), "{styles}");
    assert!(!styles.contains("numFmtId=\"9\""), "{styles}");
}

#[test]
fn samples_are_of_all_years_that_the_text_names() {
    let project = series();
    for year in ["2021", "2022", "2023"] {
        std::fs::remove_dir_all(project.path(&format!("data/{year}"))).expect("a folder");
    }
    let run = ok(project.run(&["sample", "samples", "--year", "2023"]));
    assert_eq!(
        project.names("samples"),
        ["2021", "2022", "2023"],
        "the year before the sheets is there even though no file is: {run}"
    );
    let readers = |year: &str| {
        let text = project.text(&format!("samples/{year}/AA.toml"));
        let mut lines = text.lines();
        let line = lines.find(|line| line.starts_with("readers"));
        line.map(str::to_owned)
    };
    assert_ne!(readers("2022"), readers("2023"));
    assert_ne!(readers("2021"), readers("2022"));
    assert!(
        project
            .text("samples/2023/AA.toml")
            .contains("as_of        = 2024-05-01")
    );
    let check = ok(project.run(&["check", "--data", "samples"]));
    assert!(check.stdout.starts_with("4 sheets checked"), "{check}");
}

#[test]
fn the_median_of_the_nation_is_that_of_its_places() {
    let project = series();
    for code in ["ALL", "BB"] {
        let run = ok(project.run(&["trace", code, "--format", "json"]));
        let trace: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let figures = trace["figures"].as_array().expect("figures");
        let median = figures.iter().find(|figure| figure["id"] == "middle");
        let median = median.expect("the median");
        // 24.5, 48.8 and 19.6 percent; that of the nation itself is 30.1.
        assert_eq!(median["value"], 24.5, "{median}");
        assert_eq!(median["computed"]["note"], "among 3 places", "{median}");
        assert_eq!(median["computed"]["inputs"], Value::Array(Vec::new()));
    }
    let trace = ok(project.run(&["trace", "BB"]));
    let rank = "\n    among 3 places\n    share of BB in 2023";
    assert!(trace.stdout.contains(rank), "{trace}");
    // A median does not depend on the sheets that are made with it, and spreadsheets have it, too.
    ok(project.run(&["render", "ALL", "--out", "one"]));
    ok(project.run(&["render", "--out", "all"]));
    let bytes = |folder: &str| std::fs::read(project.path(&format!("{folder}/2023-ALL.pdf"))).ok();
    assert!(bytes("one").is_some());
    assert_eq!(bytes("one"), bytes("all"));
    ok(project.run(&["export", "all.csv", "--year", "2023"]));
    let csv = project.text("all.csv");
    let nation = csv.lines().find(|line| line.contains("national"));
    assert!(nation.is_some_and(|line| line.contains("24.5%")), "{csv}");
}

#[test]
fn the_nation_has_no_rank() {
    let project = series();
    let figures = FIGURES.replace(
        "in = [\"state\"]\ncomputed = \"rank",
        "in = [\"state\", \"national\"]\ncomputed = \"rank",
    );
    project.write("data/figures.toml", figures);
    let check = project.run(&["check"]);
    assert_eq!(check.status, 1, "{check}");
    let said = "error[wrong-rule]: `place` ranks the nation, which is alone at its level";
    assert_eq!(count(&check.stderr, said), 1, "{check}");
    assert_eq!(count(&check.stderr, "error["), 1, "{check}");
    // The median of a figure that places do not have.
    let figures = FIGURES.replace("median(share)", "median(grand)");
    let grand = "[[figure]]\nid = \"grand\"\nlabel = \"Grand\"\nkind = \"percent\"\ndecimals = 1\n\
                 in = [\"national\"]\ncomputed = \"share(young, readers)\"\n";
    let figures = figures.replace(
        "in = [\"state\", \"national\"]\ncomputed = \"median",
        "in = [\"national\"]\ncomputed = \"median",
    );
    project.write("data/figures.toml", figures + grand);
    project.replace("layouts/copy/en.md", ", median {{ middle }}", "");
    let check = project.run(&["check"]);
    let said = "error[wrong-rule]: there is no `grand` in the level `state`";
    assert_eq!(count(&check.stderr, said), 1, "{check}");
    assert_eq!(count(&check.stderr, "error["), 1, "{check}");
}

#[test]
fn a_wrong_formula_is_one_error() {
    let project = series();
    let figures = FIGURES.replace("share(young, readers)", "share(readers, young)");
    project.write("data/figures.toml", figures);
    let check = project.run(&["check"]);
    assert_eq!(check.status, 1, "{check}");
    assert_eq!(count(&check.stderr, "error["), 1, "{check}");
    assert!(
        check.stderr.contains("and 3 more like this: ") && !check.stderr.contains("no-number"),
        "{check}"
    );
}

#[test]
fn an_error_of_the_nation_is_reported_once() {
    let project = series();
    project.replace("data/2023/national.toml", "2023-03-01", "\"2023-03-01\"");
    let check = project.run(&["check"]);
    assert_eq!(count(&check.stderr, "error["), 1, "{check}");
    project.replace("data/2023/national.toml", "\"2023-03-01\"", "2023-03-01");
    project.replace("data/2023/national.toml", "young = 830", "young = 83_000");
    let check = project.run(&["check"]);
    assert_eq!(count(&check.stderr, "error[wrong-part]"), 1, "{check}");
    assert_eq!(count(&check.stderr, "error["), 2, "{check}");
}

#[test]
fn years_have_no_groups_of_digits() {
    let project = series();
    let diff = project.run(&["diff", "2022", "2023"]);
    assert!(diff.stdout.contains("2022"), "{diff}");
    assert!(!diff.stdout.contains("2,022"), "{diff}");
    project.write("years.csv", "year,code,counted_in\n2023,national,2019\n");
    let run = ok(project.run(&["import", "years.csv"]));
    assert!(run.stdout.contains("counted_in: 2022 → 2019 (C2)"), "{run}");
    // Messages group the digits of other numbers as data files do.
    project.write("data/figures.toml", FIGURES.replace("signed = true\n", ""));
    project.replace("data/2023/AA.toml", "readers = 1020", "readers = 251");
    project.replace("data/2022/AA.toml", "readers = 1050", "readers = 7_050");
    let check = project.run(&["check"]);
    assert!(check.stderr.contains("-6_799 for Aberdale"), "{check}");
    // The form names the nation as its sheet does.
    ok(project.run(&["export", "form.csv", "--year", "2025"]));
    assert!(
        project
            .text("form.csv")
            .contains("2025,national,All Branches,")
    );
}

/// The messages of `check` after a sentence is added to the text of a level.
fn said_of(sentence: &str, is_national: bool) -> String {
    let project = series();
    let (file, text) = match is_national {
        true => ("layouts/copy/nation/en.md", NATION),
        false => ("layouts/copy/en.md", STATE),
    };
    project.write(
        "data/figures.toml",
        format!(
            "{FIGURES}[[list]]\nid = \"shelves\"\nlabel = \"Shelves\"\nin = [\"state\"]\noptional = true\n\
             field = [{{ id = \"books\", label = \"Books\", kind = \"count\" }}]\n"
        ),
    );
    project.write(file, format!("{text}\n{sentence}\n"));
    project.run(&["check"]).stderr
}

#[test]
fn helps_lead_to_what_was_meant() {
    let year = "write {{ year }} for the year of the sheet, or {{ previous.year }}";
    for (sentence, is_national, said) in [
        ("Counted in 2022.", false, year),
        (
            "{% if favorite == \"Reading\" %}It is.{% endif %}",
            false,
            "texts cannot be compared; ask only whether favorite is available",
        ),
        (
            "{% if favorite is available %}{{ place }}{% endif %}",
            true,
            "only the level `state` has it",
        ),
        (
            "{{ row.books }} books",
            false,
            "write it between {% for row in shelves %} and {% endfor %}",
        ),
        (
            "{% if shelves is available %}Shelves.{% endif %}",
            false,
            "what stands after {% else %} is for a list without rows",
        ),
        (
            "{{ young / readers }} are young",
            false,
            "declare the result as a figure with computed = ",
        ),
        (
            "{% if readers > $1 million %}Many.{% endif %}",
            false,
            "without its currency and in digits, such as 1_000_000",
        ),
    ] {
        let messages = said_of(sentence, is_national);
        assert!(messages.contains(said), "{sentence}\n{messages}");
    }
}

#[test]
fn chance_numbers_are_not_typed_figures() {
    let project = series();
    project.replace("data/2023/AA.toml", "readers = 1020", "readers = 1053");
    project.replace(
        "layouts/copy/en.md",
        "then.",
        "then, of $3 million in 3 towns.",
    );
    let check = ok(project.run(&["check"]));
    assert!(!check.stderr.contains("typed-number"), "{check}");
    project.replace("layouts/copy/en.md", "of $3 million", "of 1,053");
    let check = ok(project.run(&["check"]));
    assert!(check.stderr.contains("typed-number"), "{check}");
}

#[test]
fn a_year_is_compared_with_that_of_the_sheet() {
    let guard = "{% if counted_in < year %}Counted earlier.{% else %}Counted now.{% endif %}";
    let messages = said_of(guard, true);
    assert!(!messages.contains("error["), "{messages}");
    let project = series();
    project.write("layouts/copy/nation/en.md", format!("{NATION}\n{guard}\n"));
    let trace = ok(project.run(&["trace", "ALL"]));
    assert!(!trace.stdout.contains("now"), "{trace}");
    let messages = said_of("{% if readers < year %}Few.{% endif %}", false);
    assert!(
        messages.contains("a whole number cannot be compared with a year")
            || messages.contains("cannot be compared with a year"),
        "{messages}"
    );
    let messages = said_of("{% if year > 2022 %}Late.{% endif %}", false);
    assert!(
        messages.contains("this guard compares no figure"),
        "{messages}"
    );
}

#[test]
fn a_circle_is_one_error() {
    let project = series();
    let figures = FIGURES
        .replace("share(young, readers)", "difference(middle, other)")
        .replace(
            "kind = \"percent\"\ndecimals = 1\nin = [\"state\", \"national\"]\ncomputed = \"median",
            "kind = \"percent\"\ndecimals = 1\nin = [\"state\"]\ncomputed = \"median",
        );
    let other = "[[figure]]\nid = \"other\"\nlabel = \"Other\"\nkind = \"percent\"\ndecimals = 1\n\
                 in = [\"state\"]\ncomputed = \"median(share)\"\n";
    project.write("data/figures.toml", figures + other);
    let check = project.run(&["check"]);
    assert_eq!(
        count(&check.stderr, "are computed from each other"),
        1,
        "{check}"
    );
    assert_eq!(
        count(&check.stderr, "a rank or median cannot"),
        0,
        "{check}"
    );
}

#[test]
fn years_of_one_table_can_lack_figures_before_the_newest() {
    let project = series();
    for year in ["2021", "2022", "2023"] {
        std::fs::remove_dir_all(project.path(&format!("data/{year}"))).expect("a folder");
    }
    let mut table = "code,figure,year,value\nAA,readers,2021,900\nAA,readers,2022,950\n".to_owned();
    for (figure, value) in [
        ("readers", "1000"),
        ("young", "250"),
        ("paid", "12.5%"),
        ("favorite", "Reading"),
    ] {
        table.push_str(&format!("AA,{figure},2023,{value}\n"));
    }
    project.write("all.csv", &table);
    let run = ok(project.run(&["import", "all.csv"]));
    assert!(project.path("data/2021/AA.toml").exists(), "{run}");
    // Alone, the history comes too early; one message says what to do.
    let project = series();
    for year in ["2021", "2022", "2023"] {
        std::fs::remove_dir_all(project.path(&format!("data/{year}"))).expect("a folder");
    }
    project.write("old.csv", "code,figure,year,value\nAA,readers,2021,900\n");
    let run = project.run(&["import", "old.csv"]);
    assert!(run.stderr.contains("import the newest first"), "{run}");
}
