//! The sheet of Alabama with each figure in turn withheld, not available, left out, 0, 1 and 2: what
//! its sentences become, on one page.
//!
//! The golden files are for people to read: they show each sentence that differs from the real sheet's.
//! The sheets themselves are kept for the gate, which asks other tools about them.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;

use common::Project;
use common::sentences::{Sheet, keep, sheets};

/// The figures of one scope, as they are written in a file.
type Figures = BTreeMap<String, String>;

/// What stands in the place of a number, and what to call it.
const CASES: [(&str, Option<&str>); 6] = [
    ("withheld", Some("\"suppressed\"")),
    ("not available", Some("\"not-available\"")),
    ("left out", None),
    ("0", Some("0")),
    ("1", Some("1")),
    ("2", Some("2")),
];

const PARTS: [&str; 3] = ["missing.social_services", "missing.other", "missing.orr"];

#[derive(Clone)]
struct Year {
    state: Figures,
    national: Figures,
}

impl Year {
    fn shipped(project: &Project) -> Self {
        let read = |file: &str| {
            let table: toml::Table = project.text(file).parse().expect("TOML");
            let groups = table.iter().filter_map(|(group, value)| {
                let figures = value.as_table()?.iter();
                Some(figures.map(move |(name, value)| (format!("{group}.{name}"), written(value))))
            });
            groups.flatten().collect()
        };
        Self {
            state: read("data/2023/AL.toml"),
            national: read("data/2023/national.toml"),
        }
    }

    /// Gives a figure another value, and makes the others obey the rules again.
    fn set(&mut self, is_national: bool, id: &str, value: Option<&str>) {
        let figures = if is_national {
            &mut self.national
        } else {
            &mut self.state
        };
        match value {
            Some(value) => figures.insert(id.to_owned(), value.to_owned()),
            None => figures.remove(id),
        };
        if number(value).is_none() {
            return;
        }
        // A part may not exceed its whole.
        for (part, whole) in [
            ("cybertipline.reports", "cybertipline.reports"),
            ("missing.total", "missing.total"),
            ("team_hope.supported", "team_hope.supported"),
            ("connect.new_users", "connect.users"),
        ] {
            lower(&mut self.state, part, self.national.get(whole));
        }
        let total = self.national.get("missing.total").cloned();
        lower(&mut self.national, "missing.ran_from_care", total.as_ref());
        self.add_up(PARTS.contains(&id));
    }

    /// Makes a total of the parts, or parts of the total.
    fn add_up(&mut self, of_parts: bool) {
        let get = |id: &str| number(self.state.get(id).map(String::as_str)).expect("a number");
        let sum: u64 = PARTS.iter().map(|part| get(part)).sum();
        let total = get("missing.total");
        if of_parts {
            self.state
                .insert("missing.total".to_owned(), sum.to_string());
        } else if sum != total {
            for (part, number) in PARTS.into_iter().zip([total, 0, 0]) {
                self.state.insert(part.to_owned(), number.to_string());
            }
        }
    }

    fn write(&self, project: &Project) {
        let lines = |figures: &Figures| {
            let lines = figures
                .iter()
                .map(|(id, value)| format!("{id} = {value}\n"));
            lines.collect::<String>()
        };
        let head = "year = 2023\nstatus = \"final\"\nsource = \"A test\"\n";
        let state = format!("{head}jurisdiction = \"AL\"\n{}", lines(&self.state));
        project.write("data/2023/AL.toml", state);
        let national = format!("{head}{}", lines(&self.national));
        project.write("data/2023/national.toml", national);
    }
}

/// A value as it is written in a file.
fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::String(text) => format!("\"{text}\""),
        toml::Value::Table(table) => {
            let entries = table.iter();
            let entries: Vec<String> = entries
                .map(|(key, value)| format!("{key} = {}", written(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => panic!("{other:?} is no value of a figure"),
    }
}

fn number(value: Option<&str>) -> Option<u64> {
    value?.parse().ok()
}

fn lower(figures: &mut Figures, id: &str, most: Option<&String>) {
    let own = figures.get(id).and_then(|own| number(Some(own)));
    let most = most.and_then(|most| number(Some(most)));
    if let (Some(own), Some(most)) = (own, most)
        && own > most
    {
        figures.insert(id.to_owned(), most.to_string());
    }
}

/// What of a sheet is not on the other.
fn difference(real: &Sheet, other: &Sheet) -> String {
    let mut text = String::new();
    let only = |own: &Sheet, other: &Sheet| -> Vec<String> {
        let mut only = own.sentences.clone();
        only.retain(|sentence| !other.sentences.contains(sentence));
        only
    };
    for sentence in only(real, other) {
        writeln!(text, "  - {sentence}").expect("a line");
    }
    for sentence in only(other, real) {
        writeln!(text, "  + {sentence}").expect("a line");
    }
    text
}

fn golden(scope: &str, is_national: bool) {
    let project = Project::shipped();
    let optional = project
        .text("data/figures.toml")
        .replace("[[figure]]", "[[figure]]\noptional = true");
    project.write("data/figures.toml", optional);
    let real = Year::shipped(&project);
    let make = |year: &Year| {
        year.write(&project);
        sheets(&project.path(""), None, "en").remove(0)
    };
    let real_sheet = make(&real);
    let figures = if is_national {
        &real.national
    } else {
        &real.state
    };
    let mut text = String::new();
    for id in figures.keys() {
        for (name, value) in CASES {
            let mut year = real.clone();
            year.set(is_national, id, value);
            let sheet = make(&year);
            assert_eq!(sheet.pages, 1, "{id} {name}");
            let difference = difference(&real_sheet, &sheet);
            writeln!(text, "{scope}{id} {name}\n{difference}").expect("a line");
            let file = format!("{scope}{id}-{}.pdf", name.replace(' ', "-"));
            keep("absences", &file, &sheet.pdf);
        }
    }
    insta::with_settings!({ snapshot_path => "snapshots/sentences", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("alabama-{}", if is_national { "national" } else { "state" }), text);
    });
}

#[test]
fn each_figure_of_the_place_in_turn() {
    golden("", false);
}

#[test]
fn each_figure_of_the_nation_in_turn() {
    golden("national.", true);
}
