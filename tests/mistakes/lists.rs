//! Mistakes in lists: in their declaration, in the rows of a place, and in the loops of the text.

use super::{Case, Edit, FIGURES, PLACE, Project, all_fail};

/// A list as the dictionary declares it.
const DECLARED: &str = r#"
[[list]]
id       = "trees"
label    = { en = "Trees", es = "Árboles" }
in       = ["state"]
key      = "number"

[[list.field]]
id    = "number"
label = { en = "Number of the species", es = "Número de la especie" }
kind  = "count"

[[list.field]]
id       = "planted"
label    = { en = "Planted", es = "Plantados" }
kind     = "count"

[[list.field]]
id       = "share"
label    = { en = "Share", es = "Proporción" }
kind     = "percent"
optional = true
"#;

/// Its rows in one place.
const ROWS: &str = r#"
[[trees]]
number  = 7
planted = 120
share   = 40

[[trees]]
number  = 9
planted = "suppressed"
"#;

/// Adds the list and a total over it to the project.
fn add_list(project: &Project) {
    project.replace(
        FIGURES,
        "id    = \"schools.visited\"\n",
        "id    = \"trees_planted\"\nlabel = { en = \"Trees planted\", es = \"Árboles plantados\" }\nkind  = \"count\"\n\
         in    = [\"state\"]\nprinted = []\nsum_of = [\"trees.planted\"]\n\n[[figure]]\nid    = \"schools.visited\"\n",
    );
    let dictionary = project.text(FIGURES);
    project.write(FIGURES, dictionary + DECLARED);
    project.replace(PLACE, "[visits]", "trees_planted = 300\n\n[visits]");
    let figures = project.text(PLACE);
    project.write(PLACE, figures + ROWS);
}

#[rustfmt::skip]
const OF_LISTS: &[Edit] = &[
    ["id-with-a-dot", "id       = \"trees\"", "id       = \"parks.trees\""],
    ["reserved-id", "id       = \"trees\"", "id       = \"loop\""],
    ["id-of-a-figure", "id       = \"trees\"", "id       = \"trees_planted\""],
    ["id-of-a-group", "id       = \"trees\"", "id       = \"events\""],
    ["id-twice", "\n[[list]]\n", "\n[[list]]\nid = \"trees\"\nlabel = \"Trees\"\nin = [\"state\"]\nfield = [{ id = \"a\", label = \"A\", kind = \"count\" }]\n\n[[list]]\n"],
    ["in-nowhere", "in       = [\"state\"]\nkey", "in       = []\nkey"],
    ["without-fields", "\n[[list]]\n", "\n[[list]]\nid = \"ponds\"\nlabel = \"Ponds\"\nin = [\"state\"]\n\n[[list]]\n"],
    ["field-twice", "id       = \"share\"", "id       = \"planted\""],
    ["field-with-capitals", "id       = \"planted\"", "id       = \"Planted\""],
    ["key-that-is-no-field", "key      = \"number\"", "key      = \"nubmer\""],
    ["misspelt-key-of-a-list", "key      = \"number\"", "keys     = \"number\""],
    ["placeholder-in-a-field-s-label", "\"Plantados\"", "\"Plantados en {{ year }}\""],
    ["currency-of-a-field", "\"percent\"\noptional = true", "\"percent\"\noptional = true\ncurrency = \"USD\""],
    ["sum-of-a-list", "sum_of = [\"trees.planted\"]", "sum_of = [\"trees\"]"],
    ["sum-of-an-unknown-field", "sum_of = [\"trees.planted\"]", "sum_of = [\"trees.plnted\"]"],
    ["field-in-a-bound", "sum_of = [\"trees.planted\"]", "at_most = \"trees.planted\""],
];

#[rustfmt::skip]
const OF_ROWS: &[Edit] = &[
    ["one-table", "\n[[trees]]\nnumber  = 7\nplanted = 120\nshare   = 40\n\n[[trees]]\n", "\n[trees]\n"],
    ["unknown-field", "planted = 120", "plantd = 120"],
    ["field-that-is-missing", "planted = 120\n", ""],
    ["wrong-type", "planted = 120", "planted = \"many\""],
    ["blank", "planted = 120", "planted = \"?\""],
    ["alike", "number  = 9", "number  = 7"],
    ["sum-that-is-less", "trees_planted = 300", "trees_planted = 119"],
    ["sum-off-by-one", "\"suppressed\"", "181"],
];

#[test]
fn in_declarations() {
    let cases = super::edits(FIGURES, OF_LISTS);
    all_fail("list", cases.into_iter().map(|case| case.with(add_list)));
}

#[test]
fn in_rows() {
    let cases = super::edits(PLACE, OF_ROWS);
    let whole = |name, to: &'static str| {
        Case::new(name, move |project| {
            project.replace(PLACE, ROWS, "");
            project.replace(
                PLACE,
                "trees_planted = 300",
                &format!("{to}trees_planted = 0"),
            );
        })
    };
    let cases = cases.into_iter().chain([
        whole("list-that-is-missing", ""),
        whole("list-that-is-a-number", "trees = 2\n"),
        whole("list-of-numbers", "trees = [2, 3]\n"),
        whole("list-to-fill-in", "trees = \"?\"\n"),
    ]);
    all_fail("row", cases.map(|case| case.with(add_list)));
}

#[rustfmt::skip]
const OF_LOOPS: &[super::Text] = &[
    ["unknown-list", "{% for row in tres %}\n\n{{ row.planted }}\n\n{% endfor %}"],
    ["over-a-figure", "{% for row in events.walks %}\n\n{{ row.planted }}\n\n{% endfor %}"],
    ["over-a-text", "{% for row in \"trees\" %}\n\nA tree\n\n{% endfor %}"],
    ["without-in", "{% for row of trees %}\n\nA tree\n\n{% endfor %}"],
    ["in-a-loop", "{% for row in trees %}\n\n{% for other in trees %}\n\nA tree\n\n{% endfor %}\n\n{% endfor %}"],
    ["in-a-loop-in-a-block", "{% for row in trees %}\n\nTrees: {% for other in trees %}a tree{% endfor %}\n\n{% endfor %}"],
    ["name-with-another-meaning", "{% for events in trees %}\n\n{{ events.planted }}\n\n{% endfor %}"],
    ["unknown-field", "{% for row in trees %}\n\n{{ row.plantd }}\n\n{% endfor %}"],
    ["row-by-itself", "{% for row in trees %}\n\n{{ row }}\n\n{% endfor %}"],
    ["row-in-else", "{% for row in trees %}\n\nA tree\n\n{% else %}\n\n{{ row.planted }}\n\n{% endfor %}"],
    ["unknown-filter", "{% for row in trees | srot(\"planted\") %}\n\nA tree\n\n{% endfor %}"],
    ["sort-by-an-unknown-field", "{% for row in trees | sort(\"plantd\") %}\n\nA tree\n\n{% endfor %}"],
    ["sort-in-an-unknown-direction", "{% for row in trees | sort(\"planted\", \"down\") %}\n\nA tree\n\n{% endfor %}"],
    ["sort-without-a-field", "{% for row in trees | sort %}\n\nA tree\n\n{% endfor %}"],
    ["first-none", "{% for row in trees | first(0) %}\n\nA tree\n\n{% endfor %}"],
    ["never-closed", "{% for row in trees %}\n\nA tree"],
    ["closed-as-a-guard", "{% for row in trees %}\n\nA tree\n\n{% endif %}"],
    ["crossed-with-a-guard", "{% for row in trees %}\n\n{% if row.share is available %}\n\nA tree\n\n{% endfor %}\n\n{% endif %}"],
    ["torn-over-items", "- Trees {% for row in trees %}\n- {{ row.number }} {% endfor %}"],
    ["end-with-more", "{% for row in trees %}\n\nA tree\n\n{% endfor row %}"],
    ["index-outside", "{{ loop.index }}"],
    ["unknown-of-a-loop", "{% for row in trees %}\n\n{{ loop.number }}\n\n{% endfor %}"],
    ["list-for-a-figure", "{{ trees }}"],
    ["field-for-a-figure", "{{ trees.planted }}"],
    ["no-number-in-a-row", "{% for row in trees %}\n\nPlanted: {{ row.planted }}.\n\n{% endfor %}"],
    ["no-number-in-a-comparison", "{% for row in trees %}\n\n{% if row.planted > 3 %}\n\nA tree\n\n{% endif %}\n\n{% endfor %}"],
];

#[test]
fn in_loops() {
    let cases = super::blocks(OF_LOOPS).into_iter();
    all_fail("loop", cases.map(|case| case.with(add_list)));
}
