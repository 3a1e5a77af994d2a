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

/// Adds the figures of the year before: one walk more, and as many events.
fn add_earlier_year(project: &Project) {
    let design = "layouts/letter.toml";
    project.replace(design, "[styles.chart]\nshown = false", "[styles.chart]");
    for name in ["ELM", "national"] {
        let figures = project.text(&format!("data/2023/{name}.toml"));
        let figures = figures.replace("2023", "2022");
        let figures = figures.replace("total = 211\nwalks = 123", "total = 212\nwalks = 124");
        project.write(&format!("data/2022/{name}.toml"), figures);
    }
}

#[test]
fn years_are_compared_and_told_apart_in_charts() {
    let project = Project::example("parks");
    add_earlier_year(&project);
    // The nation alone has figures of 2019.
    let nation = project.text("data/2023/national.toml");
    project.write("data/2019/national.toml", nation.replace("2023", "2019"));
    let text = "{% if events.walks < previous.events.walks %}Fewer than the {{ previous.events.walks }} of \
                {{ previous.year }}.{% endif %}\n\n\
                {% if y2019.events.walks is available %}Since 2019.{% else %}Nothing of 2019.{% endif %}\n\n\
                ~~~bars\nprevious.events.walks\nevents.walks\n~~~\n\n\
                ~~~bars\nprevious.events.total\nevents.total\nnational.events.total\nevents.walks\n~~~\n\n\
                ## Contact";
    project.replace("layouts/copy/en.md", "## Contact", text);
    let sheets = sheets(&project.path(""), None, "en");
    let sentences = &sheets.first().expect("a sheet").sentences;
    for expected in [
        "Fewer than the 124 of 2022.",
        "Nothing of 2019.",
        "Bar chart. Walks (2022): 124; Walks (2023): 123.",
        "Bar chart. Events (Elmwood, 2022): 212; Events (Elmwood, 2023): 211; Events (national, 2023): 28,886; \
         Walks: 123.",
    ] {
        let is_there = sentences.iter().any(|sentence| sentence == expected);
        assert!(is_there, "{expected}\n{sentences:#?}");
    }
}

#[test]
fn sources_days_and_notes_are_printed_as_they_are_written() {
    let project = Project::example("parks");
    let path = "data/2023/ELM.toml";
    project.replace(
        path,
        "year         = 2023",
        "year = 2023\nas_of = 2024-01-31",
    );
    let note = "walks = { value = 123, note = \"\"\"Without\n \\\"Ωalks\\\" at night.\"\"\", source = \"Logs\" }";
    project.replace(path, "walks = 123", note);
    let text = "{{ events.walks.note }} {{ events.walks.source }}; {{ events.talks.source }}; {{ state.as_of }}.\n\n\
                {% if events.talks.note is available %}Note.{% else %}No note.{% endif %}\n\n\
                {% if national.as_of is available %}Day.{% else %}No day.{% endif %} {{ national.source }}.\n\n\
                ## Contact";
    project.replace("layouts/copy/en.md", "## Contact", text);
    let sheets = sheets(&project.path(""), None, "en");
    let sentences = &sheets.first().expect("a sheet").sentences;
    for expected in [
        "Without “Ωalks” at night.",
        "Logs; Elmwood Park Counts 2023; January 31, 2024.",
        "No note.",
        "No day.",
        "Elmwood Park Counts 2023.",
    ] {
        let is_there = sentences.iter().any(|sentence| sentence == expected);
        assert!(is_there, "{expected}\n{sentences:#?}");
    }
    let traced = project.run(&["trace", "ELM"]).stdout;
    for expected in ["ELM.toml:2:", "[January 31, 2024]", "[Logs]; Elmwood"] {
        assert!(traced.contains(expected), "{expected}\n{traced}");
    }
    // The Greek letter is in none of the files that the sheets of an edition share.
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(run.stderr, "");
}
