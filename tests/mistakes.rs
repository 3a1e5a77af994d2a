//! Every kind of mistake ends in one located, helpful error, exit status 1, and no PDF.
//!
//! The whole output of each case is golden: see `tests/snapshots/`.

mod common;

use common::Project;
use common::schemas::Schemas;

const AL: &str = "data/2023/AL.toml";
const NATIONAL: &str = "data/2023/national.toml";
const FIGURES: &str = "data/figures.toml";
const JURISDICTIONS: &str = "data/jurisdictions.toml";
const PUBLICATION: &str = "data/publication.toml";
const LAYOUT: &str = "layouts/letter.toml";
const WORDS: &str = "layouts/copy/en.md";

/// The last heading of the words.
const CONTACT: &str = "## Contact";

/// A picture.
const SEAL: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><path d='M0 0H10V10Z'/></svg>";

/// A name for the golden file and what is done to the project.
type Case = (&'static str, fn(&Project));

/// Runs `render` on each broken project. It must fail with status 1 and publish nothing, and
/// `check` must say the same.
fn all_fail(group: &str, cases: &[Case]) {
    let schemas = Schemas::of(&common::shipped().join("schemas"));
    let mut flagged = String::new();
    for (name, break_it) in cases {
        let project = Project::shipped();
        break_it(&project);
        let run = project.run(&["render"]);
        assert_eq!(run.status, 1, "{name}: {run}");
        assert!(run.stdout.is_empty(), "{name}: {run}");
        assert_eq!(project.made(), [""; 0], "{name}");
        let checked = project.run(&["check"]);
        assert_eq!(checked.status, 1, "{name}: {checked}");
        let messages = run.stderr.replace("; nothing was written", "");
        assert_eq!(without_notes(&checked.stderr), messages, "{name}");
        insta::with_settings!({ snapshot_path => "snapshots/mistakes", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{group}-{name}"), run.stderr);
        });
        for flag in schemas.flags(&project) {
            // A file of a megabyte need not be shown in full.
            let flag: String = flag.chars().take(200).collect();
            flagged.push_str(&format!("{name}: {flag}\n"));
        }
    }
    // What an editor shows of them.
    insta::with_settings!({ snapshot_path => "snapshots/schemas", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(group, flagged);
    });
}

/// What `check` says without what it notes besides.
fn without_notes(messages: &str) -> String {
    let paragraphs = messages.split_inclusive("\n\n");
    paragraphs.filter(|p| !p.starts_with("note[")).collect()
}

#[test]
fn in_the_figures_of_a_place() {
    all_fail(
        "place",
        &[
            ("a-sample-that-is-final", |p| {
                p.replace(AL, "NCMEC, Alabama Data 2023", "Sample figures, not real");
            }),
            ("a-folder", |p| {
                p.remove(AL).write("data/2023/AL.toml/a", "");
            }),
            ("a-megabyte", |p| {
                p.replace(
                    AL,
                    "\"NCMEC, Alabama Data 2023\"",
                    &format!("\"{}\"", "x".repeat(1_000_000)),
                );
            }),
            ("to-fill-in", |p| {
                p.replace(AL, "= 211", "= \"?\"").replace(
                    AL,
                    "= 43",
                    "= { value = 43, note = \"?\" }",
                );
            }),
            ("unchanged-is-no-number", |p| {
                p.replace(AL, "= 43", "= { value = 43, unchanged = 43 }");
            }),
            ("unchanged-without-quotes", |p| {
                p.replace(AL, "= 43", "= { value = 43, unchanged = yes }");
            }),
            ("to-fill-in-without-quotes", |p| {
                p.replace(AL, "= 43", "= ?");
            }),
            ("to-fill-in-with-a-blank", |p| {
                p.replace(AL, "= 43", "= \"? \"");
            }),
            ("misspelt-unchanged", |p| {
                p.replace(AL, "= 43", "= { value = 43, unchangd = true }");
            }),
            ("table-twice", |p| {
                p.replace(AL, "[cvip]", "[cybertipline]");
            }),
            ("misspelt-source", |p| {
                p.replace(AL, "source ", "sorce ");
            }),
            ("figure-given-twice", |p| {
                p.replace(
                    AL,
                    "[cybertipline]",
                    "\"missing.total\" = 212\n\n[cybertipline]",
                );
            }),
            ("grouped-with-commas", |p| {
                p.replace(AL, "= 8_249", "= 8,249");
            }),
            ("no-value", |p| {
                p.replace(AL, "= 88", "=");
            }),
            ("hexadecimal", |p| {
                p.replace(AL, "= 88", "= 0x58");
            }),
            ("infinite", |p| {
                p.replace(AL, "= 88", "= inf");
            }),
            ("too-many-digits", |p| {
                p.replace(AL, "= 88", "= 1234567890123456789");
            }),
            ("a-date", |p| {
                p.replace(AL, "= 88", "= 2023-12-31");
            }),
            ("blank-source", |p| {
                p.replace(AL, "\"NCMEC, Alabama Data 2023\"", "\" \"");
            }),
            ("copied-file", |p| {
                p.write("data/2023/AL - Copy.toml", p.text(AL));
            }),
            ("wrong-ending", |p| {
                p.write("data/2023/AK.toml.txt", p.text(AL));
            }),
            ("misspelt-key", |p| {
                p.replace(AL, "submissions", "submisions");
            }),
            ("misspelt-group", |p| {
                p.replace(AL, "[missing]", "[mising]");
            }),
            ("misspelt-head-key", |p| {
                p.replace(AL, "status ", "statsu ");
            }),
            ("missing-figure", |p| {
                p.replace(AL, "other           = 43\n", "");
            }),
            ("missing-group", |p| {
                p.replace(AL, "[team_adam]\ncases = 1\n", "");
            }),
            ("text-for-a-number", |p| {
                p.replace(AL, "= 8_249", "= \"8,249\"");
            }),
            ("word-for-a-number", |p| {
                p.replace(AL, "= 88", "= \"supressed\"");
            }),
            ("fraction", |p| {
                p.replace(AL, "= 88", "= 88.5");
            }),
            ("negative", |p| {
                p.replace(AL, "= 88", "= -88");
            }),
            ("sum-off-by-one", |p| {
                p.replace(AL, "= 211", "= 212");
            }),
            ("parts-exceed-the-sum", |p| {
                p.replace(AL, "= 123", "= 300")
                    .replace(AL, "= 43", "= \"suppressed\"");
            }),
            ("more-than-the-nation", |p| {
                p.replace(AL, "= 51", "= 6_000");
            }),
            ("wrong-year", |p| {
                p.replace(AL, "= 2023\n", "= 2022\n");
            }),
            ("wrong-jurisdiction", |p| {
                p.replace(AL, "\"AL\"", "\"AK\"");
            }),
            ("unknown-jurisdiction", |p| {
                p.replace(AL, "\"AL\"", "\"AX\"");
                std::fs::rename(p.path(AL), p.path("data/2023/AX.toml")).expect("a renamed file");
            }),
            ("unknown-status", |p| {
                p.replace(AL, "\"final\"", "\"finl\"");
            }),
            ("final-without-source", |p| {
                p.replace(AL, "source       = \"NCMEC, Alabama Data 2023\"\n", "");
            }),
            ("figure-of-the-nation", |p| {
                p.replace(AL, "submissions = 45", "submissions = 45\nidentified = 3");
            }),
            ("not-toml", |p| {
                p.replace(AL, "[missing]", "[missing");
            }),
            ("duplicate-key", |p| {
                p.replace(AL, "cases = 1", "cases = 1\ncases = 2");
            }),
            ("empty-file", |p| {
                p.write(AL, "");
            }),
            ("not-utf-8", |p| {
                p.write(AL, b"year = 2023\nsource = \"Espa\xf1a\"\n");
            }),
            ("many-at-once", |p| {
                p.replace(AL, "submissions", "submisions")
                    .replace(AL, "= 211", "= 212")
                    .replace(NATIONAL, "= 19", "= 190")
                    .replace(
                        WORDS,
                        "{{ national.missing.total",
                        "{{ national.missing.totl",
                    );
            }),
        ],
    );
}

#[test]
fn in_the_figures_of_the_nation() {
    all_fail(
        "nation",
        &[
            ("misspelt-value", |p| {
                p.replace(NATIONAL, "value = 18_400", "valu = 18_400");
            }),
            ("text-shows-nothing", |p| {
                p.replace(
                    NATIONAL,
                    "18_400, note",
                    "18_400, text = \"0 million\", note",
                );
            }),
            ("text-with-leading-zeros", |p| {
                p.replace(
                    NATIONAL,
                    "18_400, note",
                    "18_400, text = \"0018,400\", note",
                );
            }),
            ("escaped-control-character", |p| {
                p.replace(NATIONAL, "gives no year", "gives no\\u202E year");
            }),
            ("text-does-not-show-the-number", |p| {
                p.replace(NATIONAL, "en = \"36.2 million\"", "en = \"36.3 million\"");
            }),
            ("text-with-other-words", |p| {
                p.replace(
                    NATIONAL,
                    "en = \"105 million\"",
                    "en = \"more than 105 million\"",
                );
            }),
            ("unknown-language", |p| {
                p.replace(NATIONAL, "es = \"36.2 millones\"", "sp = \"36.2 millones\"");
            }),
            ("unknown-key-of-a-figure", |p| {
                p.replace(NATIONAL, "value = 18_400, note", "value = 18_400, notes");
            }),
            ("percentage-above-100", |p| {
                p.replace(NATIONAL, "= 19", "= 190");
            }),
            ("no-day", |p| {
                p.replace(
                    NATIONAL,
                    "year   = 2023",
                    "year   = 2023\nas_of = \"May 2024\"",
                );
            }),
            ("missing-file", |p| {
                p.remove(NATIONAL);
            }),
        ],
    );
}

#[test]
fn in_what_all_sheets_share() {
    all_fail(
        "shared",
        &[
            ("one-name-for-two-places", |p| {
                p.replace(JURISDICTIONS, "name = \"Alaska\"", "name = \"Alabama\"");
            }),
            ("printed-where-it-is-not", |p| {
                p.replace(
                    FIGURES,
                    "id    = \"team_adam.cases\"",
                    "id    = \"team_adam.cases\"\nprinted = [\"national\"]",
                );
            }),
            ("empty-sum", |p| {
                p.replace(
                    FIGURES,
                    "[\"missing.social_services\", \"missing.other\", \"missing.orr\"]",
                    "[]",
                );
            }),
            ("language-that-is-not-listed", |p| {
                p.replace(PUBLICATION, "\"en-US\", \"es-US\"", "\"en-US\"");
            }),
            ("several-files-at-once", |p| {
                p.replace(FIGURES, "# optional  true when", "optional  true when")
                    .replace(LAYOUT, "top = \"0.5in\"", "top = \"half an inch\"")
                    .replace(AL, "= 88", "=");
            }),
            ("blank-text", |p| {
                p.replace(PUBLICATION, "\"State data sheets\"", "\"\"");
            }),
            ("text-with-a-line-end", |p| {
                p.replace(JURISDICTIONS, "\"Wyoming\"", "\"Wyo\\nming\"");
            }),
            ("language-tag", |p| {
                p.replace(PUBLICATION, "\"en-US\"", "\"en_US\"");
            }),
            ("sum-that-is-never-checked", |p| {
                p.replace(
                    FIGURES,
                    "\"missing.orr\"]",
                    "\"missing.orr\", \"cvip.identified\"]",
                );
            }),
            ("sum-of-itself", |p| {
                p.replace(
                    FIGURES,
                    "\"missing.orr\"]",
                    "\"missing.orr\", \"missing.total\"]",
                );
            }),
            ("sum-with-a-part-twice", |p| {
                p.replace(
                    FIGURES,
                    "\"missing.orr\"]",
                    "\"missing.orr\", \"missing.orr\"]",
                );
            }),
            ("part-of-itself", |p| {
                p.replace(
                    FIGURES,
                    "\"national.connect.users\"",
                    "\"connect.new_users\"",
                );
            }),
            ("publication-misspelt-key", |p| {
                p.replace(PUBLICATION, "publisher =", "publsher =");
            }),
            ("publication-empty", |p| {
                p.write(PUBLICATION, "");
            }),
            ("publication-wrong-type", |p| {
                p.replace(PUBLICATION, "\"State data sheets\"", "3");
            }),
            ("unknown-design", |p| {
                p.replace(PUBLICATION, "\"letter\" ", "\"leter\"");
            }),
            ("code-of-the-book", |p| {
                p.replace(JURISDICTIONS, "\"AK\"", "\"BOOK\"");
            }),
            ("duplicate-code", |p| {
                p.replace(JURISDICTIONS, "\"AK\"", "\"AL\"");
            }),
            ("duplicate-figure", |p| {
                p.replace(
                    FIGURES,
                    "\"missing.other\"\nlabel",
                    "\"missing.orr\"\nlabel",
                );
            }),
            ("unknown-kind", |p| {
                p.replace(FIGURES, "\"percent\"\nin", "\"percentage\"\nin");
            }),
            ("jump-of-a-word", |p| {
                p.replace(FIGURES, "jump  = 5", "jump  = \"5 points\"");
            }),
            ("jump-of-less-than-nothing", |p| {
                p.replace(
                    FIGURES,
                    "{ percent = 25, least = 25 }",
                    "{ percent = -25, least = 25 }",
                );
            }),
            ("jump-without-percent", |p| {
                p.replace(FIGURES, "{ percent = 25, least = 25 }", "{ least = 25 }");
            }),
            ("jump-misspelt", |p| {
                p.replace(
                    FIGURES,
                    "{ percent = 25, least = 25 }",
                    "{ percent = 25, last = 25 }",
                );
            }),
            ("unchanged-of-a-word", |p| {
                p.replace(
                    FIGURES,
                    "may_be_unchanged = true",
                    "may_be_unchanged = \"yes\"",
                );
            }),
            ("rule-with-unknown-figure", |p| {
                p.replace(
                    FIGURES,
                    "part_of = \"national.connect.users\"",
                    "part_of = \"national.connect.user\"",
                );
            }),
            ("rule-without-national-figure", |p| {
                p.replace(
                    FIGURES,
                    "part_of = \"national.connect.users\"",
                    "part_of = \"connect.users\"",
                );
            }),
            ("no-figures-of-any-year", |p| {
                std::fs::remove_dir_all(p.path("data/2023")).expect("a removed folder");
            }),
        ],
    );
}

#[test]
fn in_the_words() {
    all_fail(
        "words",
        &[
            ("entity-for-a-private-character", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE* &#xF0000; is");
            }),
            ("open-emphasis", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE is");
            }),
            ("footnote", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE*[^1] is");
            }),
            ("struck-out", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE* ~~was~~ is");
            }),
            ("title-of-a-link", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    "[Team](https://example.org \"HOPE\") is",
                );
            }),
            ("direction-mark-in-an-address", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    "[Team](https://example.org/a&#x202E;b) is",
                );
            }),
            ("picture-with-a-title", |p| {
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    "![A seal](<a seal.png> 'Seal')\n\n## NCMEC’s Education",
                );
            }),
            ("very-long-guard", |p| {
                let long = "missing.total is available and ".repeat(80);
                let guard = format!(
                    "{{% if {long}missing.total is available %}}*Team HOPE*{{% endif %}} is"
                );
                p.replace(WORDS, "*Team HOPE* is", &guard);
            }),
            ("open-bold-before-a-word", |p| {
                p.replace(WORDS, "*Team HOPE* is", "**Team HOPE is");
            }),
            ("heading-without-space", |p| {
                p.replace(WORDS, "## NCMEC’s Education", "##NCMEC’s Education");
            }),
            ("table-without-second-row", |p| {
                p.replace(WORDS, "|:--|--:|\n", "");
            }),
            ("table-with-wrong-second-row", |p| {
                p.replace(WORDS, "|:--|--:|\n", "|:--|\n");
            }),
            ("indented-code", |p| {
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    "    some code\n\n## NCMEC’s Education",
                );
            }),
            ("link-definition", |p| {
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    "[a]: https://example.org\n\n## NCMEC’s Education",
                );
            }),
            ("picture-in-a-branch-not-taken", |p| {
                p.replace(WORDS, "{% endif %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking", "{% else %}\n\n![A seal](seal.png)\n\n{% endif %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking");
            }),
            ("raw", |p| {
                p.replace(WORDS, "*Team HOPE* is", "{% raw %}{{ x }}{% endraw %} is");
            }),
            ("elif", |p| {
                p.replace(
                    WORDS,
                    "{% if team_adam.cases is available %}",
                    "{% if team_adam.cases is available %}{% elif missing.total is available %}",
                );
            }),
            ("else-with-a-condition", |p| {
                p.replace(WORDS, "{% endif %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking", "{% else missing.orr is available %}\n\nText.\n\n{% endif %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking");
            }),
            ("misspelt-test", |p| {
                p.replace(
                    WORDS,
                    "team_adam.cases is available",
                    "team_adam.cases is availible",
                );
            }),
            ("dashes-in-a-tag", |p| {
                p.replace(WORDS, "{{ missing.other }}", "{{- missing.other -}}");
            }),
            ("open-guard-tag", |p| {
                p.replace(
                    WORDS,
                    "{% if team_adam.cases is available %}",
                    "{% if team_adam.cases is available ",
                );
            }),
            ("deep-guards", |p| {
                let deep = format!(
                    "{}x{}",
                    "{% if missing.total is available %}".repeat(3000),
                    "{% endif %}".repeat(3000)
                );
                p.replace(WORDS, "*Team HOPE* is", &format!("{deep} is"));
            }),
            ("long-name", |p| {
                p.replace(
                    WORDS,
                    "{{ missing.other }}",
                    &format!("{{{{ missing{} }}}}", ".a".repeat(200_000)),
                );
            }),
            ("open-head", |p| {
                p.write(WORDS, "+++\ntitle = \"a\"\n");
            }),
            ("withheld-and-no-text-for-it", |p| {
                p.replace(AL, "= 43", "= \"suppressed\"").replace(
                    PUBLICATION,
                    "suppressed    = { en = \"withheld\", es = \"reservado\" }\n",
                    "",
                );
            }),
            ("nothing-left", |p| {
                p.write(WORDS, "+++\ntitle = \"a\"\nstatus = \"final\"\n+++\n{% if not missing.total is available %}\n\nText.\n\n{% endif %}\n");
            }),
            ("unknown-placeholder", |p| {
                p.replace(WORDS, "{{ cvip.submissions |", "{{ cvip.submision |");
            }),
            ("unknown-name-in-a-guard", |p| {
                p.replace(WORDS, "{% if team_adam.cases is", "{% if team_adm.cases is");
            }),
            ("unknown-name-in-a-branch-not-taken", |p| {
                p.replace(
                WORDS,
                " received critical case assistance.**{% endif %}\n\n## NCMEC’s Education",
                " received critical case assistance.**{% else %}{{ team_adam.kases }}{% endif %}\n\n## NCMEC’s Education",
            );
            }),
            ("unknown-name-in-the-head", |p| {
                p.replace(
                    WORDS,
                    "children: {{ state.name }}",
                    "children: {{ stat.name }}",
                );
            }),
            ("unknown-form-of-the-name", |p| {
                p.replace(
                    WORDS,
                    "name {{ state.in_text }}; nation",
                    "name {{ state.intext }}; nation",
                );
            }),
            ("group-for-a-figure", |p| {
                p.replace(WORDS, "{{ missing.other }}", "{{ missing }}");
            }),
            ("page-outside-of-margins", |p| {
                p.replace(
                    WORDS,
                    "name {{ state.in_text }}; nation",
                    "name {{ page }}; nation",
                );
            }),
            ("unknown-filter", |p| {
                p.replace(
                    WORDS,
                    "national.cvip.identified | counted",
                    "national.cvip.identified | count",
                );
            }),
            ("one-word-to-count", |p| {
                p.replace(
                    WORDS,
                    "counted(\"child\", \"children\", zero=\"no children\")",
                    "counted(\"child\")",
                );
            }),
            ("loop", |p| {
                p.replace(
                    WORDS,
                    "{{ missing.other }}",
                    "{% for x in missing %}{{ x }}{% endfor %}",
                );
            }),
            ("comparison", |p| {
                p.replace(
                    WORDS,
                    "{% if team_adam.cases is available %}",
                    "{% if team_adam.cases > 1 %}",
                );
            }),
            ("open-placeholder", |p| {
                p.replace(WORDS, "{{ missing.other }}", "{{ missing.other }");
            }),
            ("open-guard-in-a-paragraph", |p| {
                p.replace(
                    WORDS,
                    " received critical case assistance.**{% endif %}\n\n## NCMEC’s Education",
                    " received critical case assistance.**\n\n## NCMEC’s Education",
                );
            }),
            ("open-guard-around-blocks", |p| {
                p.replace(
                    WORDS,
                    "{% endif %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking",
                    "## NCMEC’s Work to Combat Child Sex Trafficking",
                );
            }),
            ("no-number-and-no-guard", |p| {
                p.replace(AL, "= 18", "= \"suppressed\"").replace(
                    WORDS,
                    "{% if outreach.connected is available %}",
                    "{% if missing.total is available %}",
                );
            }),
            ("second-percent-sign", |p| {
                p.replace(
                    WORDS,
                    "{{ national.missing.likely_trafficked }}",
                    "{{ national.missing.likely_trafficked }}%",
                );
            }),
            ("open-bold", |p| {
                p.replace(
                    WORDS,
                    "** in {{ state.in_text }}{% endif %}.",
                    " in {{ state.in_text }}{% endif %}.",
                );
            }),
            ("ragged-row", |p| {
                p.replace(
                    WORDS,
                    "| {{ missing.other }} |",
                    "| {{ missing.other }} | 3 |",
                );
            }),
            ("link-to-nowhere", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    "*Team HOPE* is [here](impact.html)",
                );
            }),
            ("links-that-cannot-be-followed", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    "*Team HOPE* has [one](<https://example.org/a b>), [two](https://example.org/a\\\\b), \
                     [three](https://user:password@example.org), [four](https://ex\u{430}mple.org), \
                     [five](https://example..org), [six](tel:1-800-THE-LOST), [seven](mailto:desk), \
                     [eight](https://example.org/a[1]), [nine](https://example.org/100%). It is",
                );
            }),
            ("unknown-placeholder-in-bold", |p| {
                p.replace(WORDS, "*{{ year }}***", "*{{ yaer }}***");
            }),
            ("half-a-placeholder", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE* { year } is");
            }),
            ("misspelt-lone-guard", |p| {
                p.replace(
                    WORDS,
                    "{% if missing.total is available %}",
                    "{% fi missing.total is available %}",
                );
            }),
            ("counted-percentage", |p| {
                p.replace(
                    WORDS,
                    "national.missing.likely_trafficked }}",
                    "national.missing.likely_trafficked | counted(\"a\", \"b\") }}",
                );
            }),
            ("list-that-begins-an-item", |p| {
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    "- - one\n\n## NCMEC’s Education",
                );
            }),
            ("a-megabyte-of-title", |p| {
                p.replace(WORDS, "Missing and exploited", &"x".repeat(1_000_000));
            }),
            ("only-a-head", |p| {
                p.write(WORDS, "+++\ntitle = \"a\"\nstatus = \"final\"\n+++\n");
            }),
            ("guard-torn-over-rows", |p| {
                p.replace(
                    WORDS,
                    "| {{ missing.other }} |\n",
                    "| {{ missing.other }} {% if missing.orr is available %}|\n",
                )
                .replace(
                    WORDS,
                    "| {{ missing.orr }} |",
                    "| {{ missing.orr }} {% endif %}|",
                );
            }),
            ("accents-that-cannot-be-copied", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE* \u{1eb9}\u{301} is");
            }),
            ("broken-link", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    "*Team HOPE* [is](https://example.org",
                );
            }),
            ("comment", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE* {# really? #} is");
            }),
            ("second-row-twice", |p| {
                p.replace(WORDS, "|:--|--:|\n", "|:--|--:|\n|:--|--:|\n");
            }),
            ("misspelt-end-of-a-guard", |p| {
                p.replace(
                    WORDS,
                    "{% endif %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking",
                    "{% endfi %}\n\n## NCMEC’s Work to Combat Child Sex Trafficking",
                );
            }),
            ("open-quote-in-a-placeholder", |p| {
                p.replace(WORDS, "counted(\"child\", ", "counted(\"child, ");
            }),
            ("html", |p| {
                p.replace(WORDS, "*Team HOPE* is", "<b>Team HOPE</b> is");
            }),
            ("set", |p| {
                p.replace(WORDS, "*Team HOPE* is", "{% set x = 1 %}*Team HOPE* is");
            }),
            ("include", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    "{% include \"a.md\" %}*Team HOPE* is",
                );
            }),
            ("zero-width-space", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team\u{200b}HOPE* is");
            }),
            ("control-character", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE*\u{7} is");
            }),
            ("notes-in-notes", |p| {
                let deep = format!("{}Deep\n\n## NCMEC’s Education", "> ".repeat(3000));
                p.replace(WORDS, "## NCMEC’s Education", &deep);
            }),
            ("word-of-ten-thousand-letters", |p| {
                p.replace(
                    WORDS,
                    "*Team HOPE* is",
                    &format!("{} is", "x".repeat(10_000)),
                );
            }),
            ("a-book-of-words", |p| {
                p.replace(WORDS, "*Team HOPE* is", &"Some words. ".repeat(30_000));
            }),
            ("too-many-columns", |p| {
                let cells = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(40));
                let table = [cells("Heading"), cells("--"), cells("cell")].concat();
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    &format!("{table}\n## NCMEC’s Education"),
                );
            }),
            ("picture", |p| {
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    "![A seal](seal.png)\n\n## NCMEC’s Education",
                );
            }),
            ("picture-that-says-nothing", |p| {
                p.write("layouts/pictures/seal.svg", SEAL).replace(
                    WORDS,
                    CONTACT,
                    "![](layouts/pictures/seal.svg)\n\n## Contact",
                );
            }),
            ("picture-among-words", |p| {
                p.write("layouts/pictures/seal.svg", SEAL).replace(
                    WORDS,
                    CONTACT,
                    "Our seal ![A seal](layouts/pictures/seal.svg) here.\n\n## Contact",
                );
            }),
            ("picture-by-placeholder", |p| {
                p.replace(
                    WORDS,
                    CONTACT,
                    "![A seal](layouts/pictures/{{ state.code }}.svg)\n\n## Contact",
                );
            }),
            ("pictures-that-cannot-be-used", |p| {
                let mut words = String::new();
                let drawings = [
                    ("text", "<text x='1' y='5'>A</text>"),
                    (
                        "gradient",
                        "<linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1'/></linearGradient><rect width='9' height='9' fill='url(#g)'/>",
                    ),
                    ("pale", "<rect width='9' height='9' opacity='0.5'/>"),
                    (
                        "image",
                        "<image width='9' height='9' href='/etc/hostname'/>",
                    ),
                    ("empty", ""),
                    ("broken", "<path"),
                ];
                for (name, inside) in drawings {
                    let svg = format!(
                        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>{inside}</svg>"
                    );
                    p.write(&format!("layouts/pictures/{name}.svg"), svg);
                    words.push_str(&format!("![A seal](layouts/pictures/{name}.svg)\n\n"));
                }
                p.write("layouts/pictures/seal.gif", "GIF89a")
                    .write("layouts/pictures/seal.png", b"\x89PNG\r\n\x1a\nnothing")
                    .write("layouts/pictures/seal.jpg", b"\xff\xd8nothing");
                for name in ["gif", "png", "jpg"] {
                    words.push_str(&format!("![A seal](layouts/pictures/seal.{name})\n\n"));
                }
                p.replace(
                    WORDS,
                    CONTACT,
                    &format!("{words}![A seal](../seal.svg)\n\n## Contact"),
                );
            }),
            ("charts-that-cannot-be-drawn", |p| {
                p.replace(
                    WORDS,
                    CONTACT,
                    "```bars\nmissing.totl\nmissing.other\nmissing.other\n```\n\n\
                     ```share\nmissing.other\nyear\n{{ missing.orr }}\nnational.missing.likely_trafficked\n```\n\n\
                     ```bar\nmissing.other\n```\n\n```share\nmissing.other\n```\n\n```bars\n```\n\n## Contact",
                );
            }),
            ("chart-that-is-never-closed", |p| {
                p.replace(WORDS, CONTACT, "```bars\nmissing.other\n\n## Contact");
            }),
            ("chart-of-a-figure-without-number", |p| {
                p.replace(AL, "orr             = 45", "orr = \"suppressed\"")
                    .replace(
                        LAYOUT,
                        "[styles.chart]\nshown = false",
                        "[styles.chart]\nfill = \"accent\"",
                    )
                    .replace(
                        PUBLICATION,
                        "suppressed    = { en = \"withheld\", es = \"reservado\" }\n",
                        "",
                    );
            }),
            ("codes-that-lead-nowhere", |p| {
                p.replace(LAYOUT, "[styles.qr]\nshown = false", "[styles.qr]")
                    .replace(LAYOUT, "[sections.contact]\nshown = false", "")
                    .replace(
                        WORDS,
                        "```qr\nhttps://",
                        "```qr\n```\n\n```qr\nhttps://\n```\n\n```qr\nhttps://a.org b\n```\n\n```qr\n",
                    );
            }),
            ("heading-that-skips-a-level", |p| {
                p.replace(LAYOUT, "[styles.table]", "[styles.h4]\n\n[styles.table]")
                    .replace(WORDS, "## NCMEC’s Education", "#### NCMEC’s Education");
            }),
            ("heading-without-style", |p| {
                p.replace(WORDS, "## NCMEC’s Education", "### NCMEC’s Education");
            }),
            ("headings-higher-than-a-page", |p| {
                let chain = "## Head\n\n".repeat(200);
                p.replace(WORDS, CONTACT, &format!("{chain}{CONTACT}"));
            }),
            ("missing-glyph", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE* 漢 is");
            }),
            ("hidden-character", |p| {
                p.replace(WORDS, "*Team HOPE* is", "*Team HOPE*\u{202e} is");
            }),
            ("does-not-fit", |p| {
                p.replace(
                    WORDS,
                    "## NCMEC’s Education",
                    &format!(
                        "{}\n\n## NCMEC’s Education",
                        "One more sentence. ".repeat(90)
                    ),
                );
            }),
            ("no-head", |p| {
                p.write(WORDS, "# Title\n");
            }),
            ("empty-file", |p| {
                p.write(WORDS, "");
            }),
            ("not-utf-8", |p| {
                p.write(
                    WORDS,
                    b"+++\ntitle = \"a\"\nstatus = \"final\"\n+++\nNi\xf1os\n",
                );
            }),
            ("missing-file", |p| {
                p.remove(WORDS);
            }),
        ],
    );
}

#[test]
fn in_the_design() {
    all_fail(
        "design",
        &[
            ("sections-that-cannot-be", |p| {
                let sections = "[grid]\ncolumns = 0\n\n[sections.Contact]\nspan = 30\ncolumns = [0, 2000]\n\
                                callouts = \"cards\"\n";
                p.replace(LAYOUT, "[sections.contact]\nshown = false", sections);
            }),
            ("section-values-of-another-kind", |p| {
                let sections = "[sections.contact]\nspan = 2\npadding = { x = \"1qm\" }\nradius = \"1em\"\n\
                                background = \"tnt\"\nborder = { width = \"1em\" }\ngap = \"wide\"\n\
                                heading = { font = \"blod\" }\ntext = { size = \"0\" }\n";
                p.replace(LAYOUT, "[sections.contact]\nshown = false", sections);
            }),
            ("pale-type-on-a-background", |p| {
                let section = "[sections.missing]\nbackground = \"accent\"\n";
                p.replace(
                    LAYOUT,
                    "[sections.contact]\n",
                    &format!("{section}\n[sections.contact]\n"),
                );
            }),
            ("pale-bars", |p| {
                p.replace(
                    LAYOUT,
                    "[styles.chart]\nshown = false",
                    "[styles.chart]\nfill = \"hairline\"",
                );
            }),
            ("section-higher-than-a-page", |p| {
                let section = "[sections.missing]\npadding = \"6in\"\n";
                p.replace(
                    LAYOUT,
                    "[sections.contact]\n",
                    &format!("{section}\n[sections.contact]\n"),
                );
            }),
            ("section-in-columns-too-narrow", |p| {
                let section = "[sections.missing]\ncolumns = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
                p.replace(
                    LAYOUT,
                    "[sections.contact]\n",
                    &format!("{section}\n[sections.contact]\n"),
                );
            }),
            ("card-too-narrow-for-its-number", |p| {
                let section = "[sections.exploitation]\ncallouts = \"card\"\n[styles.card]\nfigure = { size = \"3in\" }\n";
                p.replace(
                    LAYOUT,
                    "[sections.contact]\n",
                    &format!("{section}\n[sections.contact]\n"),
                );
            }),
            ("number-for-a-length", |p| {
                p.replace(LAYOUT, "top = \"0.5in\"", "top = 18");
            }),
            ("pale-color", |p| {
                p.replace(LAYOUT, "quiet    = \"#57606a\"", "quiet    = \"#97a0aa\"");
            }),
            ("dark-background", |p| {
                p.replace(LAYOUT, "\"tint\"", "\"#335577\"");
            }),
            ("font-collection", |p| {
                p.write("fonts/SourceSans3-Bold.ttf", b"ttcf\0\x01\0\0\0\0\0\x02");
            }),
            ("font-in-another-folder", |p| {
                p.replace(
                    LAYOUT,
                    "fonts/SourceSans3-Bold.ttf",
                    "/usr/share/fonts/a.ttf",
                );
            }),
            ("columns-set-twice", |p| {
                p.replace(
                    LAYOUT,
                    "[styles.table]",
                    "[styles.table]\ncolumns = [[\"auto\", \"1in\"], [\"40%\", \"auto\"]]",
                );
            }),
            ("column-that-is-no-width", |p| {
                p.replace(
                    LAYOUT,
                    "[styles.table]",
                    "[styles.table]\ncolumns = [[\"wide\", \"120%\"]]",
                );
            }),
            ("column-too-narrow", |p| {
                p.replace(
                    LAYOUT,
                    "[styles.table]",
                    "[styles.table]\ncolumns = [[{ max = \"0.5in\" }, \"auto\"]]",
                );
            }),
            ("columns-too-wide", |p| {
                p.replace(
                    LAYOUT,
                    "[styles.table]",
                    "[styles.table]\ncolumns = [[\"80%\", \"2in\"]]",
                );
            }),
            ("half-a-page", |p| {
                p.replace(LAYOUT, "pages = 1", "pages = 1.5");
            }),
            ("giant-page", |p| {
                p.replace(
                    LAYOUT,
                    "\"letter\"\nmargin",
                    "{ width = \"99999in\", height = \"11in\" }\nmargin",
                );
            }),
            ("font-damaged-inside", |p| {
                let mut font = std::fs::read(p.path("fonts/SourceSans3-Bold.ttf")).expect("a font");
                font[60_000..70_000].fill(0);
                p.write("fonts/SourceSans3-Bold.ttf", font);
            }),
            ("font-is-a-folder", |p| {
                p.replace(LAYOUT, "fonts/SourceSans3-Bold.ttf", "fonts");
            }),
            ("extends-nothing", |p| {
                p.replace(LAYOUT, "[page]\n", "extends = \"leter\"\n\n[page]\n");
            }),
            ("no-room", |p| {
                p.replace(LAYOUT, "left = \"0.65in\"", "left = \"7in\"");
            }),
            ("no-unit", |p| {
                p.replace(LAYOUT, "top = \"0.5in\"", "top = \"0.5\"");
            }),
            ("unknown-key", |p| {
                p.replace(
                    LAYOUT,
                    "[styles.h2]\nplace       = ",
                    "[styles.h2]\nplaec       = ",
                );
            }),
            ("unknown-style", |p| {
                p.replace(LAYOUT, "[styles.table_head]", "[styles.tabel_head]");
            }),
            ("unknown-font", |p| {
                p.replace(
                    LAYOUT,
                    "emphasis    = { font = \"italic\" }",
                    "emphasis    = { font = \"italics\" }",
                );
            }),
            ("unknown-color", |p| {
                p.replace(LAYOUT, "color       = \"ink\"", "color       = \"inc\"");
            }),
            ("wrong-color", |p| {
                p.replace(LAYOUT, "\"#0b4a7c\"", "\"#0b4a7\"");
            }),
            ("unknown-paper", |p| {
                p.replace(LAYOUT, "size   = \"letter\"", "size   = \"leter\"");
            }),
            ("font-that-is-none", |p| {
                p.write("fonts/SourceSans3-Bold.ttf", "not a font");
            }),
            ("font-cut-short", |p| {
                let font = std::fs::read(p.path("fonts/SourceSans3-Bold.ttf")).expect("a font");
                p.write("fonts/SourceSans3-Bold.ttf", &font[..100_000]);
            }),
            ("font-missing", |p| {
                p.replace(LAYOUT, "SourceSans3-Bold.ttf", "SourceSans3-Blod.ttf");
            }),
            ("font-outside-of-the-project", |p| {
                p.replace(
                    LAYOUT,
                    "\"fonts/SourceSans3-Bold.ttf\"",
                    "\"../fonts/SourceSans3-Bold.ttf\"",
                );
            }),
            ("extends-in-a-circle", |p| {
                p.replace(LAYOUT, "[page]\n", "extends = \"letter\"\n\n[page]\n");
            }),
            ("footer-too-long-for-one-line", |p| {
                let footer = format!("footer   = [\"{}", "words ".repeat(60));
                p.replace(WORDS, "footer   = [\"", &footer);
            }),
            ("dark-page", |p| {
                p.replace(LAYOUT, "[page]\n", "[page]\nbackground = \"accent\"\n");
            }),
            ("words-that-are-not-there", |p| {
                p.replace(LAYOUT, "[page]\n", "words = \"in-brief\"\n\n[page]\n");
            }),
            ("words-in-another-folder", |p| {
                p.replace(LAYOUT, "[page]\n", "words = \"../copy\"\n\n[page]\n");
            }),
            ("underline-in-the-next-line", |p| {
                p.replace(
                    LAYOUT,
                    "emphasis    = { font",
                    "emphasis    = { underline = { width = \"20pt\", gap = \"0\" }, font",
                );
            }),
            ("underline-of-em", |p| {
                p.replace(
                    LAYOUT,
                    "emphasis    = { font",
                    "emphasis    = { underline = { width = \"0.1em\" }, font",
                );
            }),
            ("no-margin-for-the-status", |p| {
                p.replace(
                    LAYOUT,
                    "margin = { top = \"0.5in\"",
                    "margin = { top = \"0\"",
                );
            }),
            ("footer-too-high", |p| {
                p.replace(LAYOUT, "bottom = \"0.7in\"", "bottom = \"0.4in\"");
            }),
            ("empty-file", |p| {
                p.write(LAYOUT, "");
            }),
        ],
    );
}

#[cfg(unix)]
#[test]
fn in_links() {
    use std::os::unix::fs::symlink;

    all_fail(
        "links",
        &[
            ("link-out-of-the-project", |p| {
                let font = p.path("fonts/SourceSans3-Bold.ttf");
                std::fs::remove_file(&font).expect("a font to remove");
                let elsewhere = common::shipped().join("fonts/SourceSans3-Bold.ttf");
                symlink(elsewhere, font).expect("a link");
            }),
            ("data-out-of-the-project", |p| {
                p.remove(AL);
                symlink(common::shipped().join(AL), p.path(AL)).expect("a link");
            }),
            ("link-to-itself", |p| {
                p.remove(WORDS);
                symlink("en.md", p.path(WORDS)).expect("a link");
            }),
        ],
    );
}

#[test]
fn in_scripts() {
    all_fail(
        "script",
        &[
            ("language", |p| {
                p.replace(PUBLICATION, "\"es-US\"", "\"ar\"");
            }),
            ("language-of-another-script", |p| {
                p.replace(PUBLICATION, "\"es-US\"", "\"hi\"");
            }),
            ("name-of-a-place", |p| {
                p.replace(JURISDICTIONS, "name = \"Alabama\"", "name = \"אלבמה\"");
            }),
            ("label", |p| {
                p.replace(
                    FIGURES,
                    "label = { en = \"CyberTipline reports\"",
                    "label = { en = \"คดี\"",
                );
            }),
            ("note", |p| {
                p.replace(AL, "= 43", "= { value = 43, note = \"عدد\" }");
            }),
            ("no-number", |p| {
                p.replace(PUBLICATION, "es = \"reservado\"", "es = \"מוסתר\"");
            }),
            ("title", |p| {
                p.replace(
                    WORDS,
                    "\"Missing and exploited children: {{ state.name }}",
                    "\"اسم {{ state.name }}",
                );
            }),
            ("words", |p| {
                p.replace(
                    WORDS,
                    CONTACT,
                    "Libraries are called [ספריות](https://library.example).\n\n## Contact",
                );
            }),
            ("words-of-no-sheet", |p| {
                p.replace(
                    WORDS,
                    CONTACT,
                    "{% if cvip.submissions is available %}{% else %}ਪੰਜਾਬ{% endif %}\n\n## Contact",
                );
            }),
            ("entity", |p| {
                p.replace(WORDS, CONTACT, "The letter &#x5d0;.\n\n## Contact");
            }),
            ("parts-of-syllables", |p| {
                p.replace(
                    WORDS,
                    CONTACT,
                    "In Korean: \u{1112}\u{1161}\u{11ab}.\n\n## Contact",
                );
            }),
        ],
    );
}

/// Comments are for people who work on the files, who may write in any script.
#[test]
fn comments_may_be_in_any_script() {
    let project = Project::shipped();
    project.replace(PUBLICATION, "# What every", "# שם הפרסום\n# What every");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
}
