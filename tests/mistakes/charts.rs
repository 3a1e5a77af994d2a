//! Mistakes in the settings, figures and numbers of charts.

use super::{
    DESIGN, Edit, FIGURES, JURISDICTIONS, PLACE, Project, Text, add_block, all_fail_in, blocks,
    changes, edits,
};

#[rustfmt::skip]
const SETTINGS: &[Text] = &[
    ["unknown", "~~~bars\ntitel = \"Events\"\nevents.walks\n~~~"],
    ["twice", "~~~bars\ntitle = \"Events\"\ntitle = \"Walks\"\nevents.walks\n~~~"],
    ["without-quotes", "~~~bars\ntitle = Events\nevents.walks\n~~~"],
    ["of-another-type", "~~~bars\ntitle = 5\nevents.walks\n~~~"],
    ["unknown-with-a-colon", "~~~bars\ntitel: Events\nevents.walks\n~~~"],
    ["with-a-colon", "~~~bars\ntitle: Events\nevents.walks\n~~~"],
    ["below-the-figures", "~~~bars\nevents.walks\ntitle = \"Walks\"\n~~~"],
    ["of-lines-in-bars", "~~~bars\nseries = [\"events.walks\"]\nyears = 3\nzero = false\nbreaks = \"gap\"\n~~~"],
    ["of-bars-in-lines", "~~~line\norder = \"descending\"\nhighlight = \"events.walks\"\ncompare = [\"national\"]\nclasses = 3\nevents.walks\n~~~"],
    ["of-bars-in-a-share", "~~~share\norder = \"ascending\"\nevents.walks\nevents.talks\n~~~"],
    ["of-units-in-a-share", "~~~share\nunit = \"events\"\nevents.walks\nevents.talks\n~~~"],
    ["unknown-order", "~~~bars\norder = \"falling\"\nevents.walks\n~~~"],
    ["unknown-treatment-of-breaks", "~~~line\nbreaks = \"line\"\nevents.walks\n~~~"],
    ["zero-as-a-number", "~~~line\nzero = 0\nevents.walks\n~~~"],
    ["one-year", "~~~line\nyears = 1\nevents.walks\n~~~"],
    ["too-many-years", "~~~line\nyears = 61\nevents.walks\n~~~"],
    ["years-below-0", "~~~line\nyears = -1\nevents.walks\n~~~"],
    ["years-of-a-fraction", "~~~line\nyears = 2.5\nevents.walks\n~~~"],
    ["years-beyond-all", "~~~line\nyears = 1000\nevents.walks\n~~~"],
    ["series-of-one-word", "~~~line\nseries = \"events.walks\"\n~~~"],
    ["series-that-is-unknown", "~~~line\nseries = [\"events.wlks\"]\n~~~"],
    ["series-twice", "~~~line\nseries = [\"events.walks\"]\nevents.walks\n~~~"],
    ["one-class", "~~~tiles\nclasses = 1\nevents.walks\n~~~"],
    ["too-many-classes", "~~~tiles\nclasses = 7\nevents.walks\n~~~"],
    ["comparison-with-an-unknown-file", "~~~bars\ncompare = [\"nation\"]\nevents.total\n~~~"],
    ["comparison-with-itself", "~~~bars\ncompare = [\"\"]\nevents.total\n~~~"],
    ["comparison-with-a-figure", "~~~bars\ncompare = [\"national.events.total\"]\nevents.total\n~~~"],
    ["comparison-without-a-number", "~~~bars\ncompare = [\"national\"]\nevents.walks\n~~~"],
    ["comparison-twice", "~~~bars\ncompare = [\"national\", \"national\"]\nevents.total\n~~~"],
    ["comparison-with-a-year-without-files", "~~~bars\ncompare = [\"y2019\"]\nevents.total\n~~~"],
    ["highlight-that-is-not-in-the-chart", "~~~bars\nhighlight = \"events.talks\"\nevents.walks\nevents.camps\n~~~"],
    ["highlight-that-is-unknown", "~~~bars\nhighlight = \"events.wlks\"\nevents.walks\n~~~"],
    ["unclosed-list", "~~~line\nseries = [\"events.walks\",\n  \"events.talks\"\n~~~"],
    ["unclosed-text", "~~~bars\ntitle = \"Events\nevents.walks\n~~~"],
    ["title-of-several-lines", "~~~bars\ntitle = \"\"\"Events\nof the year\"\"\"\nevents.walks\n~~~"],
    ["title-with-an-unknown-name", "~~~bars\ntitle = \"Events of {{ state.nme }}\"\nevents.walks\n~~~"],
    ["title-with-an-unknown-name-and-quotes", "~~~bars\ntitle = \"\\\"Events\\\" of {{ state.nme }}\"\nevents.walks\n~~~"],
    ["note-with-an-open-guard", "~~~bars\nnote = \"{% if events.walks is available %}Walks\"\nevents.walks\n~~~"],
];

#[rustfmt::skip]
const FIGURES_OF_CHARTS: &[Text] = &[
    ["lines-without-a-figure", "~~~line\nyears = 5\n~~~"],
    ["five-lines", "~~~line\nevents.walks\nevents.talks\nevents.camps\nevents.total\nvisits.total\n~~~"],
    ["two-figures-of-dots", "~~~dots\nevents.walks\nevents.talks\n~~~"],
    ["no-figure-of-dots", "~~~dots\ntitle = \"Walks\"\n~~~"],
    ["dots-of-the-nation", "~~~dots\nnational.events.total\n~~~"],
    ["dots-of-another-year", "~~~dots\nprevious.events.total\n~~~"],
    ["a-line-of-another-year", "~~~line\nago2.events.total\n~~~"],
    ["two-figures-of-tiles", "~~~tiles\nevents.walks\nevents.talks\n~~~"],
    ["a-part-without-its-whole", "~~~part\nevents.walks\n~~~"],
    ["a-part-of-two-wholes", "~~~part\nevents.walks\nevents.total\nnational.events.total\n~~~"],
    ["units-of-one", "~~~units\nevents.walks\n~~~"],
    ["units-of-a-total-and-its-part", "~~~units\nevents.walks\nevents.total\n~~~"],
    ["seven-shares", "~~~share\nevents.walks\nevents.talks\nevents.camps\nschools.visited\nstations.open\npasses.new\nhelpers.active\n~~~"],
    ["two-scales", "~~~bars\nevents.walks\nnational.events.outdoors\n~~~"],
    ["empty-label", "~~~bars\nevents.walks:\nevents.talks: Talks\n~~~"],
    ["label-with-an-unknown-name", "~~~bars\nevents.walks: Walks of {{ state.nme }}\n~~~"],
    ["label-with-an-open-guard", "~~~bars\nevents.walks: Walks{% if events.talks is available %} and talks\n~~~"],
    ["years-ago-beyond-all", "~~~bars\nago1000.events.walks\n~~~"],
    ["tiles-without-positions", "~~~tiles\nevents.walks\n~~~"],
    ["a-part-larger-than-its-whole", "~~~part\nevents.total\nevents.walks\n~~~"],
];

/// Adds optional figures of percentages and changes, with numbers.
fn add_figures(project: &Project) {
    let figure = |id: &str, keys: &str| {
        format!(
            "[[figure]]\nid = \"shares.{id}\"\nlabel = \"{id}\"\nin = [\"state\"]\nprinted = []\n{keys}\n"
        )
    };
    let figures = [
        figure("north", "kind = \"percent\""),
        figure("south", "kind = \"percent\""),
        figure("change", "kind = \"number\"\nsigned = true"),
        figure("growth", "kind = \"number\"\nsigned = true"),
    ];
    project.write(
        FIGURES,
        format!("{}\n{}", project.text(FIGURES), figures.concat()),
    );
    let numbers = "[shares]\nnorth = 61\nsouth = 44\nchange = -3\ngrowth = 2\n";
    project.write(PLACE, format!("{}\n{numbers}", project.text(PLACE)));
}

/// Mistakes that the numbers of a sheet make.
#[rustfmt::skip]
const NUMBERS: &[Text] = &[
    ["shares-of-more-than-100-percent", "~~~share\nshares.north\nshares.south\n~~~"],
    ["a-share-below-0", "~~~share\nshares.change\nshares.growth\n~~~"],
    ["units-below-0", "~~~units\nshares.change\nshares.growth\n~~~"],
    ["a-part-below-0", "~~~part\nshares.change\nshares.growth\n~~~"],
];

/// The text of the nation's sheet in the project of counties.
const NATION: &str = "layouts/copy/nation/en.md";

/// A heading of that text.
const HEADING: &str = "## About the figures {.about}";

#[rustfmt::skip]
const OF_THE_NATION: &[Edit] = &[
    ["dots", HEADING, "~~~dots\nhouseholds\n~~~\n\n## About the figures {.about}"],
    ["comparison-with-the-nation", HEADING, "~~~bars\ncompare = [\"national\"]\nhouseholds\n~~~\n\n## About the figures {.about}"],
];

fn draw(project: &Project) {
    project.replace(DESIGN, "[styles.chart]\nshown = false", "[styles.chart]");
}

#[test]
fn in_settings() {
    let cases = blocks(SETTINGS).into_iter().map(|case| case.with(draw));
    all_fail_in("parks", "chart-setting", cases);
}

#[test]
fn in_figures() {
    let cases = blocks(FIGURES_OF_CHARTS);
    all_fail_in(
        "parks",
        "chart-figure",
        cases.into_iter().map(|case| case.with(draw)),
    );
}

#[test]
fn in_numbers() {
    let own = blocks(NUMBERS);
    let own = own.into_iter().map(|case| case.with(add_figures));
    let across_a_break = changes(&[("a-line-across-a-break", |project| {
        let label = "label = { en = \"Walks\"";
        project.replace(FIGURES, label, &format!("breaks = [2023]\n{label}"));
        let figures = project.text(PLACE).replace("2023", "2022");
        let figures = figures.replace("walks = 123", "walks = 124");
        project.write("data/2022/ELM.toml", figures);
        let nation = project.text("data/2023/national.toml");
        project.write("data/2022/national.toml", nation.replace("2023", "2022"));
        add_block(project, "~~~line\nyears = 3\nevents.walks\n~~~");
    })]);
    let cases = own.chain(across_a_break).map(|case| case.with(draw));
    all_fail_in("parks", "chart-number", cases);
}

#[test]
fn on_the_sheet_of_the_nation() {
    all_fail_in(
        "county",
        "chart-of-the-nation",
        edits(NATION, OF_THE_NATION),
    );
}

/// Charts that are as the help of a mistake says.
#[rustfmt::skip]
const MENDED: &[&str] = &[
    "~~~bars\ntitle = \"Events of {{ state.name }}\"\nevents.walks: Walks\nevents.talks\n~~~",
    "~~~bars\ncompare = [\"national\"]\nevents.total\n~~~",
    "~~~line\nyears = 2\nevents.walks\n~~~",
    "~~~line\nyears = 60\nseries = [\"events.walks\",\n  \"events.talks\"]\n~~~",
    "~~~part\nevents.walks\nevents.total\n~~~",
    "~~~dots\nevents.walks\n~~~",
    "~~~tiles\nclasses = 2\nevents.walks\n~~~",
    "~~~units\nevents.walks\nevents.talks\n~~~",
    "~~~bars\nshares.north\nshares.south\n~~~",
    "~~~bars\nhighlight = \"shares.growth\"\nshares.change\nshares.growth\n~~~",
];

#[test]
fn following_the_help_works() {
    let project = Project::example("parks");
    draw(&project);
    add_figures(&project);
    project.replace(JURISDICTIONS, "\"Elmwood\"", "\"Elmwood\"\ntile = [0, 0]");
    project.replace(DESIGN, "pages = 1", "pages = 9");
    add_block(&project, &MENDED.join("\n\n"));
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
}
