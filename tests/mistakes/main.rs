//! Every kind of mistake ends in one located, helpful error, exit status 1, and no PDF.
//!
//! The mistakes are made in a project of their own, `tests/projects/parks`, so that the shipped one can
//! change without them. The whole output of each case is golden: see `tests/snapshots/mistakes`.

#[path = "../common/mod.rs"]
mod common;

mod charts;
mod design;
mod drawn;
mod footnotes;
mod formulas;
mod levels;
mod links;
mod lists;
mod markup;
mod nation;
mod place;
mod scripts;
mod shared;
mod template;

use common::Project;
use common::schemas::Schemas;

const PLACE: &str = "data/2023/ELM.toml";
const NATION: &str = "data/2023/national.toml";
const FIGURES: &str = "data/figures.toml";
const JURISDICTIONS: &str = "data/jurisdictions.toml";
const PUBLICATION: &str = "data/publication.toml";
const DESIGN: &str = "layouts/letter.toml";
const WORDS: &str = "layouts/copy/en.md";

/// A sentence of the words, which gives way to the mistakes in sentences.
const SENTENCE: &str = "*Walks* are free.";

/// The last heading of the words, before which mistakes in blocks are put.
const LAST_HEADING: &str = "## Contact";

/// One mistake: the name of its golden file, and the change of the project that makes it.
struct Case {
    name: &'static str,
    make: Box<dyn Fn(&Project)>,
}

impl Case {
    fn new(name: &'static str, make: impl Fn(&Project) + 'static) -> Self {
        Self {
            name,
            make: Box::new(make),
        }
    }

    /// With another change before its own.
    fn with(self, change: impl Fn(&Project) + 'static) -> Self {
        Self::new(self.name, move |project| {
            change(project);
            (self.make)(project);
        })
    }
}

/// A mistake in one file: its name, the text that stands there once, and the text that takes its place.
type Edit = [&'static str; 3];

/// A mistake in the words: its name, and the sentence or block that is written.
type Text = [&'static str; 2];

fn edits(file: &'static str, cases: &[Edit]) -> Vec<Case> {
    let edit = |&[name, from, to]: &Edit| {
        Case::new(name, move |project| {
            project.replace(file, from, to);
        })
    };
    cases.iter().map(edit).collect()
}

/// Mistakes in a sentence of the words.
fn sentences(cases: &[Text]) -> Vec<Case> {
    let edit = |&[name, sentence]: &Text| {
        Case::new(name, move |project| {
            project.replace(WORDS, SENTENCE, sentence);
        })
    };
    cases.iter().map(edit).collect()
}

/// Mistakes in blocks of the words.
fn blocks(cases: &[Text]) -> Vec<Case> {
    let edit = |&[name, block]: &Text| Case::new(name, move |project| add_block(project, block));
    cases.iter().map(edit).collect()
}

/// Puts a block before the last heading.
fn add_block(project: &Project, block: &str) {
    project.replace(WORDS, LAST_HEADING, &format!("{block}\n\n{LAST_HEADING}"));
}

/// Mistakes of whole files: name, and the file's content.
fn contents(file: &'static str, cases: &[(&'static str, &'static [u8])]) -> Vec<Case> {
    let edit = |&(name, content): &(&'static str, &'static [u8])| {
        Case::new(name, move |project| {
            project.write(file, content);
        })
    };
    cases.iter().map(edit).collect()
}

/// A change of a project.
type Change = fn(&Project);

/// Mistakes that take more than one change.
fn changes(cases: &[(&'static str, Change)]) -> Vec<Case> {
    let case = |(name, make): &(&'static str, Change)| Case::new(name, *make);
    cases.iter().map(case).collect()
}

/// Takes away what the sheets print in the place of a suppressed number.
fn remove_suppressed(project: &Project) {
    let line = "suppressed    = { en = \"withheld\", es = \"reservado\" }\n";
    project.replace(PUBLICATION, line, "");
}

/// Runs `render` on the project with each mistake. It must fail with status 1 and publish nothing, and
/// `check` must say the same.
fn all_fail(group: &str, cases: impl IntoIterator<Item = Case>) {
    let schemas = Schemas::of(&common::shipped().join("schemas"));
    all_fail_by("parks", &schemas, group, cases);
}

/// As [`all_fail`], in another project of `tests/projects`, with schemas of its own.
fn all_fail_in(example: &str, group: &str, cases: impl IntoIterator<Item = Case>) {
    let project = Project::example(example);
    let run = project.run(&["schema"]);
    assert_eq!(run.status, 0, "{run}");
    all_fail_by(
        example,
        &Schemas::of(&project.path("schemas")),
        group,
        cases,
    );
}

fn all_fail_by(
    example: &str,
    schemas: &Schemas,
    group: &str,
    cases: impl IntoIterator<Item = Case>,
) {
    let mut flagged = String::new();
    for Case { name, make } in cases {
        let project = Project::example(example);
        make(&project);
        let run = project.run(&["render"]);
        assert_eq!(run.status, 1, "{name}: {run}");
        assert!(run.stdout.is_empty(), "{name}: {run}");
        assert_eq!(project.made(), [""; 0], "{name}");
        let checked = project.run(&["check"]);
        assert_eq!(checked.status, 1, "{name}: {checked}");
        let messages = run.stderr.replace("; nothing was written", "");
        assert_eq!(without_notes(&checked.stderr), messages, "{name}");
        golden("mistakes", &format!("{group}-{name}"), &run.stderr);
        for flag in schemas.flags(&project) {
            // A file of a megabyte need not be shown in full.
            let flag: String = flag.chars().take(200).collect();
            flagged.push_str(&format!("{name}: {flag}\n"));
        }
    }
    // The errors that an editor shows.
    golden("schemas", group, &flagged);
}

/// Compares a text with the golden file in a folder.
fn golden(folder: &str, name: &str, text: &str) {
    let folder = format!("../snapshots/{folder}");
    insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The messages of `check` besides its notes.
fn without_notes(messages: &str) -> String {
    let paragraphs = messages.split_inclusive("\n\n");
    paragraphs.filter(|p| !p.starts_with("note[")).collect()
}

/// The project without a mistake, and with a comment in a script that cannot be set.
#[test]
fn without_a_mistake_it_is_rendered() {
    let project = Project::example("parks");
    project.replace(PUBLICATION, "# What every", "# שם הפרסום\n# What every");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(run.stderr, "");
}
