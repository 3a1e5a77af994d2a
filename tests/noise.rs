//! Many messages of one cause are shown as one, with their number and the first places.

mod common;

use common::Project;
use common::parts::small_project;

/// A project of six places, whose numbers are all withheld.
fn withheld() -> Project {
    let project = small_project();
    let codes = ["AA", "BB", "CC", "DD", "EE", "FF"];
    let places =
        codes.map(|code| format!("[[jurisdiction]]\ncode = \"{code}\"\nname = \"{code} Town\"\n"));
    project.write("data/jurisdictions.toml", places.concat());
    for code in codes {
        project.write(
            &format!("data/2024/{code}.toml"),
            format!("year = 2024\njurisdiction = \"{code}\"\nstatus = \"draft\"\nreaders = \"suppressed\"\n"),
        );
    }
    project.write(
        "layouts/copy/en.md",
        "+++\ntitle = \"{{ state.name }}\"\nstatus = \"draft\"\n+++\n# Readers\n\nRead on.\n\n## In numbers\n\n\
         {% if readers is available %}\n{{ readers }} readers.\n{% endif %}\n",
    );
    project
}

fn golden(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/noise", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn warnings_of_one_cause_are_one_warning() {
    let project = withheld();
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{run}");
    golden("warnings-of-one-cause", &run.stderr);
    let run = project.run(&["check", "--message-format", "github"]);
    golden("warnings-of-one-cause-on-github", &run.stderr);
    // Programs get each of them.
    let run = project.run(&["check", "--message-format", "json"]);
    assert_eq!(run.stderr.matches("\"empty-section\"").count(), 6, "{run}");
    // Denied warnings are errors, and still one message.
    let run = project.run(&["check", "--deny-warnings"]);
    assert_eq!(run.status, 1, "{run}");
    assert_eq!(
        run.stderr.matches("error[empty-section]").count(),
        1,
        "{run}"
    );
}

#[test]
fn a_language_that_is_taken_out_gives_one_message() {
    let project = Project::example("parks");
    project.replace("data/publication.toml", "\"en-US\", \"es-US\"", "\"en-US\"");
    project.write("layouts/copy/es.md", "Los parques.");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1, "{run}");
    assert_eq!(run.stderr.matches("error[").count(), 1, "{run}");
    golden("language-taken-out", &run.stderr);
}

#[test]
fn a_text_in_another_language_is_a_warning() {
    let project = Project::example("parks");
    project.write("layouts/copy/fr.md", "Rien.");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{run}");
    let said = "warning[unknown-language]: `fr` is not a language of this publication\n--> layouts/copy/fr.md\n";
    assert!(run.stderr.contains(said), "{run}");
}
