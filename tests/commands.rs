//! The command line: what goes right, what is wrong usage, and what the machine refuses.

mod common;

use common::{Project, run_in, run_with};

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/commands", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// A second place with figures, so that there is more than one sheet.
fn with_georgia(project: &Project) {
    let georgia = project
        .text("data/2023/AL.toml")
        .replace("\"AL\"", "\"GA\"")
        .replace("Alabama", "Georgia")
        .replace("\"final\"", "\"sample\"")
        .replace("8_249", "9_001");
    project.write("data/2023/GA.toml", georgia);
}

#[test]
fn help_names_every_option() {
    let project = Project::shipped();
    golden("help", project.run(&["--help"]));
    golden("help-render", project.run(&["render", "--help"]));
    golden("help-check", project.run(&["check", "--help"]));
}

#[test]
fn render_makes_the_sheets_and_says_so() {
    let project = Project::shipped();
    golden("render", project.run(&["render"]));
    assert_eq!(project.made(), ["2023-AL.pdf"]);
}

#[test]
fn check_writes_nothing() {
    let project = Project::shipped();
    golden("check", project.run(&["check"]));
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn codes_select() {
    let project = Project::shipped();
    with_georgia(&project);
    assert_eq!(project.run(&["render", "GA"]).status, 0);
    assert_eq!(project.made(), ["2023-GA.pdf"]);
    assert_eq!(project.run(&["render", "GA", "AL", "GA"]).status, 0);
    assert_eq!(project.made(), ["2023-AL.pdf", "2023-GA.pdf"]);
    golden("code-without-figures", project.run(&["render", "AK"]));
    let all = project.run(&["check", "--all"]);
    assert_eq!(all.status, 1);
    assert!(all.stderr.ends_with("error: 54 errors found\n"), "{all}");
}

#[test]
fn the_newest_year_is_the_default() {
    let project = Project::shipped();
    for file in ["national", "AL"] {
        let text = project.text(&format!("data/2023/{file}.toml"));
        let text = text
            .replace("= 2023\n", "= 2022\n")
            .replace("\"final\"", "\"draft\"");
        project.write(&format!("data/2022/{file}.toml"), text);
    }
    assert_eq!(project.run(&["render"]).status, 0);
    assert_eq!(project.made(), ["2023-AL.pdf"]);
    let older = ["render", "--year", "2022", "--out", "out/older"];
    assert_eq!(project.run(&older).status, 0);
    let sheets = ["2022-AL.pdf", "SHA256SUMS", "manifest.json"];
    assert_eq!(project.names("out/older"), sheets);
}

#[test]
fn editions_have_names_of_their_own() {
    let project = Project::shipped();
    project.add_wide();
    let words = project.text("layouts/copy/en.md");
    project.write("layouts/copy/es.md", words);
    let run = project.run(&["render", "--layout", "letter,wide", "--lang", "es,en-US"]);
    assert_eq!(run.status, 0, "{run}");
    let expected = [
        "2023-AL-es.pdf",
        "2023-AL-wide-es.pdf",
        "2023-AL-wide.pdf",
        "2023-AL.pdf",
    ];
    assert_eq!(project.made(), expected);
}

#[test]
fn what_does_not_exist_is_wrong_usage() {
    let project = Project::shipped();
    let usage = |name: &str, arguments: &[&str]| {
        let run = project.run(arguments);
        assert_eq!(run.status, 2, "{run}");
        golden(name, run);
    };
    usage("usage-code", &["render", "al"]);
    usage("usage-place-for-code", &["render", "Alabama"]);
    usage("usage-layout", &["check", "--layout", "leter"]);
    usage("usage-language", &["check", "--lang", "fr"]);
    usage("usage-year", &["check", "--year", "2019"]);
    usage("usage-jobs", &["check", "--jobs", "0"]);
    usage("usage-option", &["render", "--output", "x"]);
    usage(
        "usage-json",
        &["check", "--year", "2019", "--message-format", "json"],
    );
    assert_eq!(project.made(), [""; 0]);
}

#[cfg(not(feature = "png"))]
#[test]
fn a_program_that_cannot_draw_says_so() {
    let project = Project::shipped();
    let run = project.run(&["render", "--format", "pdf,png"]);
    assert_eq!(run.status, 2, "{run}");
    golden("usage-cannot-draw", run);
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn without_a_project_there_is_nothing_to_do() {
    let empty = tempfile::TempDir::new().expect("a temporary folder");
    golden("no-project", run_in(empty.path(), &["check"]));
    golden(
        "no-project-there",
        run_in(empty.path(), &["check", "--project", "."]),
    );
}

#[test]
fn the_project_is_found_from_within() {
    let project = Project::shipped();
    project.replace("data/2023/AL.toml", "= 211", "= 212");
    let run = run_in(&project.path("layouts/copy"), &["check"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("--> ../../data/2023/AL.toml:15:19"),
        "{run}"
    );
    let above = project.path("").parent().expect("a folder").to_owned();
    let name = project
        .path("")
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let run = run_in(&above, &["check", "--project", &name]);
    assert!(
        run.stderr
            .contains(&format!("--> {name}/data/2023/AL.toml:15:19")),
        "{run}"
    );
}

#[test]
fn messages_for_programs_have_places() {
    let project = Project::shipped();
    project
        .replace("data/2023/AL.toml", "submissions", "submisions")
        .remove("data/2023/national.toml");
    golden("json", project.run(&["check", "--message-format", "json"]));
    golden(
        "github",
        project.run(&["check", "--message-format", "github"]),
    );
}

#[test]
fn what_the_machine_refuses_is_status_3() {
    let project = Project::shipped();
    project.write("taken", "a file, not a folder");
    let run = project.run(&["render", "--out", "taken"]);
    assert_eq!(run.status, 3, "{run}");
    assert!(
        run.stderr
            .starts_with("error[machine-failed]: cannot write taken"),
        "{run}"
    );
    assert_eq!(project.text("taken"), "a file, not a folder");
}

#[test]
fn an_error_leaves_the_last_release_as_it_was() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render"]).status, 0);
    let before = std::fs::read(project.path("out/2023-AL.pdf")).expect("a sheet");
    project.replace("data/2023/AL.toml", "= 211", "= 212");
    assert_eq!(project.run(&["render"]).status, 1);
    let after = std::fs::read(project.path("out/2023-AL.pdf")).expect("a sheet");
    assert_eq!(before, after);
    assert_eq!(project.made(), ["2023-AL.pdf"]);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render", "--out", "out/a"]).status, 0);
    for file in [
        "data/2023/AL.toml",
        "data/publication.toml",
        "layouts/letter.toml",
        "layouts/copy/en.md",
    ] {
        let text = project.text(file).replace('\n', "\r\n");
        project.write(file, format!("\u{feff}{text}"));
    }
    let run = project.run(&["render", "--out", "out/b"]);
    assert_eq!(run.status, 0, "{run}");
    let sheet = |folder: &str| {
        std::fs::read(project.path(&format!("out/{folder}/2023-AL.pdf"))).expect("a sheet")
    };
    assert!(sheet("a") == sheet("b"));
}

#[test]
fn the_same_bytes_on_any_number_of_threads_and_in_any_company() {
    let project = Project::shipped();
    with_georgia(&project);
    assert_eq!(
        project
            .run(&["render", "--jobs", "1", "--out", "out/one"])
            .status,
        0
    );
    assert_eq!(
        project
            .run(&["render", "--jobs", "8", "--out", "out/eight"])
            .status,
        0
    );
    assert_eq!(
        project.run(&["render", "AL", "--out", "out/alone"]).status,
        0
    );
    let sheet = |file: &str| std::fs::read(project.path(&format!("out/{file}"))).expect("a sheet");
    assert!(sheet("one/2023-AL.pdf") == sheet("eight/2023-AL.pdf"));
    assert!(sheet("one/2023-GA.pdf") == sheet("eight/2023-GA.pdf"));
    assert!(sheet("one/2023-AL.pdf") == sheet("alone/2023-AL.pdf"));
}

#[test]
fn mistakes_in_many_files_read_the_same_on_any_number_of_threads() {
    let project = Project::shipped();
    let alabama = project.text("data/2023/AL.toml");
    for code in ["AK", "AZ", "AR", "CA", "CO"] {
        let own = alabama.replace("\"AL\"", &format!("\"{code}\""));
        // One that is found in the file, and one that is found by a rule.
        let wrong = own.replace("= 6", "= \"six\"");
        project.write(
            &format!("data/2023/{code}.toml"),
            wrong.replace("= 123", "= 124"),
        );
    }
    let run = project.run(&["render", "--jobs", "1", "--out", "made/for/it"]);
    assert_eq!(run.status, 1, "{run}");
    for code in ["AK", "AZ", "AR", "CA", "CO"] {
        let place = |line: u8| {
            run.stderr
                .matches(&format!("data/2023/{code}.toml:{line}:"))
                .count()
        };
        assert_eq!((place(15), place(21)), (1, 1), "{run}");
    }
    assert_eq!(
        run.stderr,
        project
            .run(&["render", "--jobs", "8", "--out", "made"])
            .stderr
    );
    assert_eq!(
        run.stderr.replace("; nothing was written", ""),
        project.run(&["check"]).stderr
    );
    // Neither are the folders that were made for the good sheet.
    assert!(!project.path("made").exists());
}

#[test]
fn dates_come_from_the_data_or_the_environment() {
    let date = |project: &Project, variables: &[(&str, &str)]| {
        let run = run_with(&project.path(""), &["render"], variables);
        assert_eq!(run.status, 0, "{run}");
        let pdf = lopdf::Document::load(project.path("out/2023-AL.pdf")).expect("a PDF");
        let info = pdf
            .trailer
            .get(b"Info")
            .and_then(lopdf::Object::as_reference);
        let info = pdf
            .get_dictionary(info.expect("a reference"))
            .expect("an Info");
        let date = info.get(b"CreationDate").and_then(lopdf::Object::as_str);
        date.ok()
            .map(|date| String::from_utf8_lossy(date).into_owned())
    };
    let project = Project::shipped();
    assert_eq!(date(&project, &[]), None);
    let epoch = [("SOURCE_DATE_EPOCH", "1714521601")];
    assert_eq!(date(&project, &epoch).as_deref(), Some("D:20240501000001Z"));
    let run = run_with(
        &project.path(""),
        &["check"],
        &[("SOURCE_DATE_EPOCH", "soon")],
    );
    golden("wrong-epoch", run);
    for (epoch, problem) in [
        ("253402300800", "a moment outside of the years 0 to 9999"),
        ("-99999999999", "a moment outside of the years 0 to 9999"),
        (
            "99999999999999999999",
            "a moment outside of the years 0 to 9999",
        ),
        ("", "not a whole number of seconds"),
        ("1e9", "not a whole number of seconds"),
        ("1714521600.5", "not a whole number of seconds"),
    ] {
        let folder = project.path("");
        let run = run_with(&folder, &["check"], &[("SOURCE_DATE_EPOCH", epoch)]);
        let message = format!("SOURCE_DATE_EPOCH is {problem}\n");
        assert!(run.status == 2 && run.stderr.contains(&message), "{run}");
    }
    let source = "source       = \"NCMEC, Alabama Data 2023\"\n";
    project.replace(
        "data/2023/AL.toml",
        source,
        &format!("{source}as_of = 2024-06-30\n"),
    );
    assert_eq!(date(&project, &epoch).as_deref(), Some("D:20240630"));
}

#[test]
fn wrong_usage_is_told_in_the_format_that_was_asked_for() {
    let project = Project::shipped();
    let run = project.run(&["render", "--message-format", "json", "--lyout", "a"]);
    golden("wrong-option-json", run);
    let run = project.run(&["rendr", "--message-format=github"]);
    golden("wrong-command-github", run);
}

#[test]
fn how_sheets_fit_is_listed_the_tightest_first() {
    let project = Project::shipped();
    assert_eq!(project.run(&["sample", "samples"]).status, 0);
    let all = project.run(&["check", "--fit", "--data", "samples"]);
    assert_eq!(all.status, 0, "{all}");
    golden("fit", all);
    // A sheet with errors is not in it.
    project.replace("samples/2023/AL.toml", "status", "statos");
    let run = project.run(&["check", "--fit", "--data", "samples", "AL", "GU"]);
    assert_eq!(run.status, 1, "{run}");
    let listed: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(listed, ["code", "GU"]);
}

/// A result that is not written is no success, whichever command has it.
#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_told() {
    let project = Project::shipped();
    assert_eq!(project.run(&["export", "a.csv"]).status, 0);
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["check"],
        &["check", "--fit"],
        &["render"],
        &["book"],
        &["export", "b.csv"],
        &["import", "a.csv", "--dry-run"],
        &["import", "a.csv"],
        &["sample", "samples"],
        &["init", "new"],
        &["diff", "2023", "2023"],
        &["trace", "AL"],
        &["schema", "--out", "schemas-of-it"],
        &["completions", "bash"],
        &["man"],
        &["new-year", "2024"],
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a full device");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_factsheet"))
            .args(arguments)
            .current_dir(project.path(""))
            .stdout(full)
            .output()
            .expect("a run");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {stderr}");
        assert!(
            stderr.contains("cannot write the output"),
            "{arguments:?}: {stderr}"
        );
    }
}
