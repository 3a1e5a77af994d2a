//! What `check` asks about, and what it lets pass: the whole of what it says, one planted slip each.

mod common;

use common::Project;

const PLACE: &str = "data/2023/ELM.toml";
const WORDS: &str = "layouts/copy/en.md";
const FIGURES: &str = "data/figures.toml";
const PLACES: &str = "data/jurisdictions.toml";

fn golden(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/proofread", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Writes words in the place of a sentence.
fn say(project: &Project, words: &str) {
    project.replace(WORDS, "*Walks* are free.", words);
}

/// Plants a slip. `check` and `render` ask about it and go on; with `--deny-warnings` nothing is made.
fn asked(name: &str, plant: impl Fn(&Project)) {
    let project = Project::example("parks");
    plant(&project);
    let check = project.run(&["check"]);
    assert_eq!(check.status, 0, "{name}: {check}");
    golden(name, &check.stderr);
    let denied = project.run(&["render", "--deny-warnings"]);
    assert_eq!(denied.status, 1, "{name}: {denied}");
    assert_eq!(project.made(), [""; 0], "{name}");
    assert!(!denied.stderr.contains("warning"), "{name}: {denied}");
    let rendered = project.run(&["render"]);
    assert_eq!(rendered.status, 0, "{name}: {rendered}");
    assert!(rendered.stderr.contains("warning["), "{name}: {rendered}");
    assert_eq!(project.made(), ["2023-ELM.pdf"], "{name}");
}

/// Plants what might be taken for a slip. Nothing is asked about it.
fn silent(what: &str, plant: impl Fn(&Project)) {
    let project = Project::example("parks");
    plant(&project);
    let check = project.run(&["check", "--deny-warnings", "--final-only"]);
    assert_eq!(check.status, 0, "{what}: {check}");
    assert_eq!(check.stderr, "", "{what}");
    assert_eq!(check.stdout, "1 sheet checked, nothing wrong\n", "{what}");
}

#[test]
fn sound_projects_leave_nothing_to_ask() {
    silent("the project of the tests", |_| {});
    let check = Project::shipped().run(&["check", "--deny-warnings", "--final-only"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, ""), "{check}");
}

#[test]
fn numbers_that_are_typed() {
    asked("number-of-the-place", |p| {
        say(p, "There were 8,249 reports.");
    });
    asked("number-without-groups", |p| {
        say(p, "There were 8249 reports.");
    });
    asked("number-of-the-nation", |p| {
        say(p, "There were 28,886 cases.");
    });
    asked("number-as-text", |p| {
        say(p, "There were 36.2 million reports.");
    });
    asked("number-before-a-hyphen", |p| {
        say(p, "It is a term of 45-day lists.");
    });
    asked("percentage", |p| say(p, "It is 19% or so."));
    asked("number-before-a-space-by-name", |p| {
        say(p, "There were 18&nbsp;years and 36.2\nmillion reports.");
    });
    asked("number-in-a-title", |p| {
        p.replace(WORDS, "subject  = \"", "subject  = \"211 events: ");
    });
    asked("number-in-counted-words", |p| {
        p.replace(WORDS, "zero=\"no permits\"", "zero=\"not 45 permits\"");
    });
    for words in [
        "Call 1-800-555-0145 or 9-1-1, around 24/7, from K-12 on; see B45 and #45.",
        "They are (1) this, (6) that; 8,250 of them, 36.3 million, 0.19 and 2.11.",
        "See https://example.org/45/report, 45-1234 and B45-day.",
        "&#211;lo, as it were.",
    ] {
        silent(words, |p| say(p, words));
    }
    silent("the numbers of items", |p| {
        p.replace(WORDS, "## Trails", "1. one\n\n## Trails");
        p.replace("layouts/letter.toml", "pages = 1", "pages = 2");
    });
    silent("a number that is meant", |p| {
        say(p, "There is room for 45 at least.");
        p.replace(WORDS, "status ", "as_is = [\"room for 45\"]\nstatus ");
    });
}

#[test]
fn years_that_are_typed() {
    asked("year-of-the-sheet", |p| say(p, "So it was in 2023."));
    asked("years-from-and-to", |p| say(p, "From 2022-2023 on."));
    asked("year-before", |p| {
        p.replace(WORDS, "\"Data for {{ year }}\"", "\"Data for 2022\"");
    });
    silent("no year", |p| {
        say(p, "Some 20,230 steps, 12023 miles, 1850 and 2100.");
    });
    silent("the end of a telephone number", |p| {
        say(p, "Call 1-800-555-1999 or (205) 555-2023.");
    });
    silent("a year that is meant over the end of a line", |p| {
        say(p, "It was there since\n1984.");
        p.replace(WORDS, "status ", "as_is = [\"since 1984\"]\nstatus ");
    });
    silent("a year that is meant", |p| {
        say(p, "It was founded in 1984.");
        p.replace(WORDS, "status ", "as_is = [\"1984\"]\nstatus ");
    });
}

#[test]
fn numbers_in_markup_are_not_typed_into_the_words() {
    silent("characters by their numbers", |p| {
        say(p, "So &#x2014; and &#8212; it is.");
    });
    silent("addresses", |p| {
        say(
            p,
            "See [this](https://example.org/2022/8249) or <https://example.org/2022>.",
        );
    });
}

#[test]
fn markup_of_other_dialects() {
    asked("other-markup-in-the-text", |p| {
        say(p, "H~2~O costs $x$, says \\textbf or :smile:.");
    });
    asked("other-markup-in-the-head", |p| {
        p.replace(
            WORDS,
            "\"Data for {{ year }}\"",
            "\"**Data** for&nbsp;{{ year }}\"",
        );
    });
    silent("signs that are meant", |p| {
        say(p, "H\\~2\\~O costs $5 or $10, at 10:30:15 in C:\\new.");
    });
    silent("signs that are meant in the head", |p| {
        p.replace(
            WORDS,
            "\"Data for {{ year }}\"",
            "\"**Data** for {{ year }}\"",
        );
        p.replace(WORDS, "status ", "as_is = [\"**Data**\"]\nstatus ");
    });
}

#[test]
fn words_at_the_end_that_a_design_leaves_out() {
    let end = |p: &Project, words: &str| {
        let text = p.text(WORDS);
        p.write(WORDS, format!("{text}\n{words}\n"));
    };
    asked("words-at-the-end-that-are-left-out", |p| {
        end(p, "The office is closed on holidays.");
    });
    asked("table-at-the-end-that-is-left-out", |p| {
        end(
            p,
            "### Hours\n\n| Day | Hours |\n|:--|:--|\n| Monday | all day |",
        );
    });
    silent("words at the end under a heading of their own", |p| {
        end(p, "## Hours\n\nThe office is closed on holidays.");
    });
}

#[test]
fn names_of_places_that_are_typed() {
    asked("own-name", |p| say(p, "It works in Elmwood, too."));
    asked("other-name-over-two-lines", |p| {
        say(p, "It works in West\nHarrow.");
    });
    asked("other-name-in-a-note", |p| {
        p.replace(
            WORDS,
            "## Trails",
            "> It works in New\n> Ferry.\n\n## Trails",
        );
        p.replace("layouts/letter.toml", "pages = 1", "pages = 2");
    });
    asked("name-in-the-footer", |p| {
        p.replace(WORDS, "\"Data for {{ year }}\"", "\"Data for Oakdale\"");
    });
    silent("words with names in them", |p| {
        say(p, "Elmwooders, Ferrying and harrow.");
    });
    silent("a name that is meant", |p| {
        say(p, "Write to Ashford, Elm County");
        p.replace(
            WORDS,
            "status ",
            "as_is = [\"Ashford, Elm County\"]\nstatus ",
        );
    });
}

#[test]
fn names_of_other_places_in_what_belongs_to_one() {
    asked("other-place-in-a-source", |p| {
        p.replace(PLACE, "Elmwood Park", "Oakdale Park");
    });
    asked("other-place-in-a-note", |p| {
        p.replace(
            PLACE,
            "8_249",
            "{ value = 8_249, note = \"Without Gull Island.\" }",
        );
    });
    asked("other-place-in-a-form-of-the-name", |p| {
        p.replace(
            PLACES,
            "en = \"the Fenland District\"",
            "en = \"the Marl Islands\"",
        );
    });
    silent("its own place beside another", |p| {
        p.replace(PLACE, "Elmwood Park", "Oakdale and Elmwood Park");
    });
}

#[test]
fn forms_of_names_that_do_not_fit() {
    asked("name-without-its-article", |p| {
        p.replace(
            WORDS,
            "events\") }} in {{ state.in_text }}.",
            "events\") }} in {{ state.name }}.",
        );
    });
    silent("a name before a noun", |p| {
        say(
            p,
            "It is from {{ state.name }} agencies, says {{ state.name }}.",
        );
    });
}

#[test]
fn articles_and_prepositions_that_stand_there_twice() {
    asked("article-twice", |p| {
        say(p, "This is the {{ state.in_text }}.");
    });
    asked("preposition-twice", |p| {
        say(p, "It is *of* {{ state.of }}, and of {{ state.of }}.");
    });
    asked("name-in-bold", |p| {
        say(p, "It works in **{{ state.name }}**.");
    });
}

#[test]
fn figures_that_are_not_printed() {
    let declared = "\n[[figure]]\nid = \"permits.pages\"\nlabel = \"Pages\"\nkind = \"count\"\nin = [\"state\"]\n";
    let declare = |p: &Project, more: &str| {
        let text = p.text(FIGURES);
        p.write(FIGURES, format!("{text}{declared}{more}"));
    };
    asked("unprinted-figure", |p| {
        declare(p, "");
        p.replace(PLACE, "requests = 45", "requests = 45\npages = 3");
    });
    let sentence = "{% if national.permits.issued is available %}The office has issued {{ national.permits.issued | counted(\"permit\", \"permits\", zero=\"no permits\") }}.{% endif %} ";
    asked("unprinted-figure-of-the-nation", |p| {
        p.replace(WORDS, sentence, "");
    });
    asked("unprinted-figure-of-one-of-two", |p| {
        p.replace(
            WORDS,
            "{{ national.helpers.active | counted(",
            "{{ helpers.active | counted(",
        );
    });
    silent("a figure of the nation for the rules", |p| {
        p.replace(
            WORDS,
            "{{ national.helpers.active | counted(",
            "{{ helpers.active | counted(",
        );
        p.replace(
            FIGURES,
            "id      = \"helpers.active\"",
            "id      = \"helpers.active\"\nprinted = [\"state\"]",
        );
    });
    silent("a figure for the rules", |p| {
        declare(p, "printed = []\n");
        p.replace(PLACE, "requests = 45", "requests = 45\npages = 3");
    });
    silent("a figure that is not given", |p| {
        declare(p, "optional = true\n");
    });
}

#[test]
fn sections_of_which_nothing_is_left() {
    asked("section-of-which-nothing-is-left", |p| {
        p.replace(PLACE, "repairs = 6", "repairs = \"suppressed\"");
        p.replace(
            "data/2023/national.toml",
            "value = 18_400",
            "value = \"suppressed\"",
        );
    });
}

#[test]
fn numbers_that_are_withheld_and_can_be_worked_out() {
    asked("one-part-withheld", |p| {
        p.replace(PLACE, "camps = 45", "camps = \"suppressed\"");
    });
    asked("the-total-withheld", |p| {
        p.replace(PLACE, "total = 211", "total = \"suppressed\"");
        let words = p.text(WORDS);
        // The guard is taken away, so that the parts are printed nevertheless.
        let sentence = words.find("There were {{ events.total").expect("it");
        let end = sentence + words[sentence..].find("\n\n").expect("its end");
        let guard = "{% if events.total is available %}";
        let words = format!("{}{}", &words[..sentence], &words[end..]);
        let words = words.replace(guard, "{% if events.camps is available %}");
        p.write(
            WORDS,
            words.replace(
                "\"{{ year }}\"]",
                "\"{{ year }}{% if events.total is available %}{{ events.total }}{% endif %}\"]",
            ),
        );
    });
    asked("one-leads-to-another", |p| {
        // A subtotal that is not printed follows from the total, and the withheld part from the subtotal.
        let dictionary = p.text(FIGURES).replace(
            "sum_of  = [\"events.walks\", \"events.talks\", \"events.camps\"]",
            "sum_of  = [\"events.walks\", \"events.rest\"]",
        );
        let rest = "\n[[figure]]\nid = \"events.rest\"\nlabel = \"Rest\"\nkind = \"count\"\nin = [\"state\"]\nprinted = []\nsum_of = [\"events.talks\", \"events.camps\"]\n";
        p.write(FIGURES, format!("{dictionary}{rest}"));
        p.replace(PLACE, "camps = 45", "camps = \"suppressed\"\nrest = 88");
    });
    asked("nothing-has-no-parts", |p| {
        for (name, number) in [
            ("total", "211"),
            ("walks", "123"),
            ("talks", "43"),
            ("camps", "45"),
        ] {
            let own = format!("{name} = {number}");
            let value = match name {
                "talks" | "camps" => "\"suppressed\"",
                _ => "0",
            };
            p.replace(PLACE, &own, &format!("{name} = {value}"));
        }
    });
    asked("nothing-left-for-the-others", |p| {
        p.replace(PLACE, "total = 211", "total = 123");
        p.replace(PLACE, "camps = 45", "camps = \"suppressed\"");
        p.replace(PLACE, "talks = 43", "talks = \"suppressed\"");
    });
    let noted = |name: &str, plant: &dyn Fn(&Project)| {
        let project = Project::example("parks");
        plant(&project);
        let check = project.run(&["check", "--deny-warnings"]);
        assert_eq!(check.status, 0, "{check}");
        golden(name, &check.stderr);
        assert_eq!(project.run(&["render"]).stderr, "", "{name}");
    };
    noted("two-parts-withheld", &|p| {
        p.replace(PLACE, "camps = 45", "camps = \"suppressed\"");
        p.replace(PLACE, "talks = 43", "talks = \"suppressed\"");
    });
    noted("a-part-that-nobody-has", &|p| {
        p.replace(PLACE, "camps = 45", "camps = \"not-available\"");
    });
    silent("a total withheld with its table", |p| {
        p.replace(PLACE, "total = 211", "total = \"suppressed\"");
    });
}

#[test]
fn only_what_is_final() {
    let project = Project::example("parks");
    project.replace(PLACE, "\"final\"", "\"draft\"");
    project.replace("data/2023/national.toml", "\"final\"", "\"sample\"");
    project.replace(WORDS, "\"final\"", "\"draft\"");
    let run = project.run(&["render", "--final-only"]);
    assert_eq!(run.status, 1, "{run}");
    assert_eq!(project.made(), [""; 0]);
    golden("final-only", &run.stderr);
    assert_eq!(project.run(&["check", "--final-only"]).status, 1);
    assert_eq!(project.run(&["render"]).status, 0);
}

#[test]
fn machines_are_told_how_bad_it_is() {
    let project = Project::example("parks");
    project.replace(PLACE, "camps = 45", "camps = \"suppressed\"");
    let json = project.run(&["check", "--message-format", "json"]);
    let severities: Vec<String> = json
        .stderr
        .lines()
        .map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).expect("JSON");
            message["severity"].as_str().expect("a severity").to_owned()
        })
        .collect();
    assert_eq!(severities, ["note", "warning"]);
    let github = project.run(&["check", "--message-format", "github"]);
    let commands: Vec<&str> = github
        .stderr
        .lines()
        .map(|line| line.split(' ').next().expect("a command"))
        .collect();
    assert_eq!(commands, ["::notice", "::warning"]);
}
