//! What charts claim: shares are parts of one whole, and every bar says whose number it shows.

mod common;

use std::fs;

use common::{planned, shipped};
use factsheet::diagnostic::render::{Format, render};
use factsheet::geometry::Length;
use factsheet::layout::{Content, Frame, Page};
use factsheet::project::{Memory, Reader};

const PUBLICATION: &str = r#"
name = "Loans"
publisher = "City Library"
languages = ["en-US", "es-US", "fr"]
layout = "plain"
[no_number]
suppressed = "withheld"
not-available = "not available"
"#;

const FIGURES: &str = r#"
[[figure]]
id = "loans.all"
label = "Loans"
kind = "count"
in = ["state", "national"]
[[figure]]
id = "loans.books"
label = "Books"
kind = "count"
in = ["state"]
[[figure]]
id = "loans.films"
label = "Films"
kind = "count"
in = ["state"]
[[figure]]
id = "one"
label = "One"
kind = "percent"
in = ["state"]
[[figure]]
id = "two"
label = "Two"
kind = "percent"
in = ["state"]
[[figure]]
id = "three"
label = "Three"
kind = "percent"
in = ["state"]
"#;

const DESIGN: &str = r#"
[page]
size = { width = "300pt", height = "300pt" }
margin = { top = "20pt", right = "50pt", bottom = "20pt", left = "50pt" }
[fit]
text = { min = "10pt", max = "10pt" }
[fonts]
regular = "fonts/SourceSans3-Regular.ttf"
[styles.text]
font = "regular"
"#;

/// A project with a chart and three percentages.
struct Charted {
    figures: String,
    words: String,
    values: String,
}

impl Charted {
    fn new(chart: &str, [one, two, three]: [&str; 3]) -> Self {
        Self {
            figures: FIGURES.to_owned(),
            words: format!(
                "+++\ntitle = \"Loans\"\nstatus = \"final\"\n+++\nWords.\n\n```{chart}\n```\n"
            ),
            values: format!(
                "year = 2024\njurisdiction = 'N'\nstatus = 'final'\nsource = 'Register'\n\
                 loans.all = 5_120\nloans.books = 5_000\nloans.films = 120\n\
                 one = {one}\ntwo = {two}\nthree = {three}\n"
            ),
        }
    }

    /// The page in a language, or what is said.
    fn page(&self, language: &str) -> Result<Page, String> {
        let national = "year = 2024\nstatus = 'final'\nsource = 'Register'\nloans.all = 9_000\n";
        let figures = self
            .figures
            .replace("[[figure]]", "[[figure]]\nprinted = []");
        let font = "fonts/SourceSans3-Regular.ttf";
        let files = Memory::default()
            .with("data/publication.toml", PUBLICATION)
            .with(
                "data/jurisdictions.toml",
                "[[jurisdiction]]\ncode = 'N'\nname = 'North'\nof = 'of North'\n",
            )
            .with("data/figures.toml", figures)
            .with("data/2024/N.toml", self.values.as_str())
            .with("data/2024/national.toml", national)
            .with(&format!("layouts/copy/{language}.md"), self.words.as_str())
            .with("layouts/plain.toml", DESIGN)
            .with(font, fs::read(shipped().join(font)).expect("a font"));
        let mut reader = Reader::new(&files);
        let plan = planned(&mut reader, &[language]);
        let sheet = plan.editions.first().and_then(|edition| {
            let (state, _) = plan.figures(&mut reader, "N")?;
            let inputs = plan.inputs("N", &state)?;
            edition.render(&inputs, &mut edition.tools(), &mut reader.report)
        });
        let said = render(&reader.report, &reader.sources, Format::Human, false);
        match sheet.filter(|_| !reader.report.has_errors()) {
            Some(rendered) => Ok(rendered.sheet.pages[0].clone()),
            None => Err(said),
        }
    }

    fn said(&self) -> String {
        self.page("en").expect_err("an error")
    }
}

const PERCENTAGES: &str = "share\none\ntwo\nthree";

/// Where the bar of shares ends, in points from the left end of its room, which is 200 points wide.
fn end_of_bar(page: &Page) -> i64 {
    fn ends(frame: &Frame, origin: Length, found: &mut Vec<Length>) {
        for item in &frame.items {
            let x = origin + item.at.x;
            match &item.content {
                Content::Frame(inner) => ends(inner, x, found),
                // The samples of color before labels are squares.
                Content::Fill { size, .. } if item.at.y == Length::ZERO => {
                    found.push(x + size.width);
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    ends(&page.frame, Length::ZERO, &mut found);
    (found.into_iter().max().expect("a bar") - Length::pt(50)).milli() / 1000
}

#[test]
fn shares_of_more_than_all_are_an_error() {
    for values in [
        ["80", "70", "50"],
        ["33.4", "33.4", "33.4"],
        ["100", "2", "0"],
        ["50", "50", "2"],
    ] {
        let said = Charted::new(PERCENTAGES, values).said();
        assert!(
            said.contains("these shares add up to more than 100%"),
            "{said}"
        );
        assert!(said.contains("layouts/copy/en.md:8"), "{said}");
    }
    let said = Charted::new(PERCENTAGES, ["80", "70", "50"]).said();
    assert!(said.contains("80% + 70% + 50% is more than 100%"), "{said}");
}

#[test]
fn rounded_shares_fill_the_bar() {
    let whole = [
        ["33.3", "33.3", "33.3"],
        ["33.4", "33.3", "33.4"],
        ["33", "33", "33"],
        ["50", "50.5", "0"],
    ];
    for values in whole {
        let page = Charted::new(PERCENTAGES, values)
            .page("en")
            .expect("a sheet");
        assert_eq!(end_of_bar(&page), 200, "{values:?}");
    }
}

#[test]
fn shares_of_less_leave_the_rest_empty() {
    let cases = [
        (["40", "20", "0"], 120),
        (["50", "\"suppressed\"", "10"], 120),
        (["1", "1", "1"], 9),
    ];
    for (values, end) in cases {
        let page = Charted::new(PERCENTAGES, values)
            .page("en")
            .expect("a sheet");
        // Slits between shares are taken from the room of all.
        assert!(
            (end_of_bar(&page) - end).abs() <= 2,
            "{values:?}: {}",
            end_of_bar(&page)
        );
    }
    let counts = Charted::new("share\nloans.books\nloans.films", ["1", "1", "1"]);
    assert_eq!(end_of_bar(&counts.page("en").expect("a sheet")), 200);
}

#[test]
fn nothing_is_counted_twice_in_a_share() {
    let values = ["1", "1", "1"];
    let twins = Charted::new("share\nloans.all\nnational.loans.all", values).said();
    assert!(
        twins.contains("`loans.all` of a place is counted in that of the nation already"),
        "{twins}"
    );
    let rules = [
        (
            "label = \"Loans\"",
            "label = \"Loans\"\nsum_of = [\"loans.books\", \"loans.films\"]",
        ),
        (
            "label = \"Books\"",
            "label = \"Books\"\npart_of = \"loans.all\"",
        ),
    ];
    for (from, to) in rules {
        for chart in [
            "share\nloans.all\nloans.books",
            "share\nloans.films\nloans.books\nloans.all",
        ] {
            let mut charted = Charted::new(chart, values);
            charted.figures = charted.figures.replacen(from, to, 1);
            let said = charted.said();
            assert!(said.contains("is counted in `loans.all` already"), "{said}");
        }
    }
}

#[test]
fn a_bar_beside_its_twin_says_whose_it_is() {
    let charted = Charted::new(
        "bars\nloans.all\nnational.loans.all\nloans.books",
        ["1", "1", "1"],
    );
    for (language, nation) in [("en", "Loans (national)"), ("es", "Loans (total nacional)")] {
        let page = charted.page(language).expect("a sheet").to_string();
        for label in ["Loans (North)", nation, "Books"] {
            assert!(page.contains(&format!("{label}: ")), "{label}: {page}");
        }
    }
    let said = charted.page("fr").expect_err("no word for it");
    assert!(
        said.contains("nothing tells this number from that of the place in `fr`"),
        "{said}"
    );
    let said = Charted::new("bars\nloans.all\nloans.all", ["1", "1", "1"]).said();
    assert!(
        said.contains("a figure of this name is in the chart already"),
        "{said}"
    );
}

#[test]
fn labels_have_no_placeholders() {
    for label in ["Loans {{ state.of }}", "Loans {% if one is available %}"] {
        let mut charted = Charted::new("bars\nloans.all", ["1", "1", "1"]);
        let written = format!("label = \"{label}\"");
        charted.figures = charted.figures.replacen("label = \"Loans\"", &written, 1);
        let said = charted.said();
        assert!(said.contains("its braces would be printed"), "{said}");
        assert!(said.contains("data/figures.toml:5"), "{said}");
    }
}
