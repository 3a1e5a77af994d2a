//! Guards that compare: which branch a sheet takes, and that availability guards what follows it.

mod common;

use common::Project;
use common::sentences::sheets;

/// Conditions on the sheet of Elmwood, where there were 123 walks, 43 talks and 45 camps, and whether each holds.
#[rustfmt::skip]
const CONDITIONS: &[(&str, bool)] = &[
    ("events.walks == 123", true),
    ("events.walks != 123", false),
    ("events.walks < 123", false),
    ("events.walks <= 123", true),
    ("events.walks > 122", true),
    ("events.walks >= 124", false),
    ("1_000 > events.walks", true),
    ("events.walks > events.talks", true),
    ("events.talks >= events.camps", false),
    ("events.total < national.events.total", true),
    ("national.events.outdoors > 18.99", true),
    ("national.events.outdoors == 19.0", true),
    ("not events.walks > 100", false),
    ("not (events.walks > 100) or events.talks == 43", true),
    ("events.walks > 100 and events.talks > 100", false),
    // The stations have no number, and nothing asks for it.
    ("stations.open is available and stations.open > 0", false),
    ("stations.open is not available or stations.open > 0", true),
    ("events.walks > 100 or stations.open > 0", true),
];

#[test]
fn a_sheet_takes_the_branch_of_its_numbers() {
    let project = Project::example("parks");
    project.replace("data/2023/ELM.toml", "open = 1", "open = \"suppressed\"");
    let guards = CONDITIONS
        .iter()
        .enumerate()
        .map(|(number, (condition, _))| {
            format!("{{% if {condition} %}}C{number} yes{{% else %}}C{number} no{{% endif %}}.\n\n")
        });
    let guards: String = guards.collect();
    let around = "{% if events.walks > events.talks %}\n\nMore walks.\n\n{% else %}\n\nMore talks.\n\n{% endif %}";
    let nested = "{% if stations.open is available %}{% if stations.open > 0 %}Open{% endif %}{% else %}Nobody knows{% endif %}.";
    let text = format!("{guards}{around}\n\n{nested}\n\n## Contact");
    project.replace("layouts/copy/en.md", "## Contact", &text);
    let sheets = sheets(&project.path(""), None, "en");
    let sentences = &sheets.first().expect("a sheet").sentences;
    for (number, (condition, holds)) in CONDITIONS.iter().enumerate() {
        let answer = if *holds { "yes" } else { "no" };
        let expected = format!("C{number} {answer}.");
        assert!(sentences.contains(&expected), "{condition}: {sentences:#?}");
    }
    assert!(
        sentences.iter().any(|s| s == "More walks."),
        "{sentences:#?}"
    );
    assert!(
        !sentences.iter().any(|s| s == "More talks."),
        "{sentences:#?}"
    );
    assert!(
        sentences.iter().any(|s| s == "Nobody knows."),
        "{sentences:#?}"
    );
}
