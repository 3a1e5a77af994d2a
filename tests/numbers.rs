//! The numbers on the sheets of the hardest samples: each is printed as it is given, with the right form of the
//! word it counts, and no other number is printed.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::Project;
use common::sentences::{Sheet, sheets};

/// A phrase of the words with a counted number, as in `{{ a.b | counted("case", "cases", zero="no cases") }}`.
struct Counted<'w> {
    figure: &'w str,
    one: &'w str,
    several: &'w str,
    zero: Option<&'w str>,
}

impl<'w> Counted<'w> {
    fn all(words: &'w str) -> Vec<Self> {
        placeholders(words).filter_map(Self::read).collect()
    }

    fn read(placeholder: &'w str) -> Option<Self> {
        let (figure, arguments) = placeholder.split_once(" | counted(")?;
        let mut texts = arguments.split('"').skip(1).step_by(2);
        Some(Self {
            figure,
            one: texts.next()?,
            several: texts.next()?,
            zero: texts.next(),
        })
    }

    /// The phrase as it is printed.
    fn with(&self, number: &Number) -> String {
        match (number.value, self.zero) {
            (1, _) => format!("{} {}", number.printed, self.one),
            (0, Some(zero)) => zero.to_owned(),
            _ => format!("{} {}", number.printed, self.several),
        }
    }
}

/// The placeholders of words, without their braces.
fn placeholders(words: &str) -> impl Iterator<Item = &str> {
    let after = words.split("{{ ").skip(1);
    after.filter_map(|rest| Some(rest.split_once(" }}")?.0))
}

/// A figure's number, and how it is printed.
struct Number {
    value: i64,
    printed: String,
}

/// The figures that a sheet can print by their names in the words; those without a number have none.
type Numbers = BTreeMap<String, Option<Number>>;

/// Adds the figures of a file.
fn read(file: &str, prefix: &str, numbers: &mut Numbers) {
    let table: toml::Table = file.parse().expect("TOML");
    let groups = table
        .iter()
        .filter_map(|(key, group)| Some((key, group.as_table()?)));
    for (group, figures) in groups {
        for (key, value) in figures {
            let value = value.get("value").unwrap_or(value);
            let number = value.as_integer().map(|value| Number {
                value,
                printed: grouped(value),
            });
            numbers.insert(format!("{prefix}{group}.{key}"), number);
        }
    }
}

/// A number with commas between groups of three digits.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<&str> = groups.filter_map(|g| str::from_utf8(g).ok()).collect();
    groups.join(",")
}

/// The numbers in a text, in digits.
fn digits(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
    let runs = runs.map(|run| run.trim_matches([',', '.']));
    runs.filter(|run| !run.is_empty())
}

/// Checks all sheets of the hardest samples in a language.
fn all_are_right(project: &Project, language: &str) {
    let run = project.run(&["sample", "--stress", "samples"]);
    assert_eq!(run.status, 0, "{run}");
    let words = project.text(&format!("layouts/copy/{language}.md"));
    let publication = project.text("data/publication.toml");
    let national = project.text("samples/2023/national.toml");
    let mut seen = BTreeSet::new();
    let sheets = sheets(&project.path(""), Some(&project.path("samples")), language);
    assert_eq!(sheets.len(), 56);
    for sheet in &sheets {
        let own = project.text(&format!("samples/2023/{}.toml", sheet.code));
        let mut numbers = Numbers::new();
        read(&own, "", &mut numbers);
        read(&national, "national.", &mut numbers);
        phrases_are_right(sheet, &words, &numbers, &mut seen);
        rows_are_right(sheet, &words, &numbers);
        nothing_else_is_printed(sheet, &[&words, &publication], &numbers);
    }
    let expected = ["none", "0", "1", "2", "more"].map(str::to_owned);
    assert_eq!(
        seen,
        BTreeSet::from(expected),
        "the samples have no such numbers"
    );
}

/// Each figure with a number is printed with the right form of its word, and no other is counted.
fn phrases_are_right(sheet: &Sheet, words: &str, numbers: &Numbers, seen: &mut BTreeSet<String>) {
    let text = sheet.sentences.join("\n");
    let mut by_figure: BTreeMap<&str, Vec<Counted<'_>>> = BTreeMap::new();
    for counted in Counted::all(words) {
        by_figure.entry(counted.figure).or_default().push(counted);
    }
    for (figure, phrases) in by_figure {
        let Some(number) = &numbers[figure] else {
            seen.insert("none".to_owned());
            continue;
        };
        seen.insert(match number.value {
            0..=2 => number.printed.clone(),
            _ => "more".to_owned(),
        });
        let is_printed = phrases
            .iter()
            .any(|phrase| text.contains(&phrase.with(number)));
        let (code, number) = (&sheet.code, &number.printed);
        assert!(is_printed, "{code}: {figure} is {number}\n{text}");
    }
}

/// The rows of tables have a figure's number, or the word for a number that is not there.
fn rows_are_right(sheet: &Sheet, words: &str, numbers: &Numbers) {
    let rows = words.lines().filter(|line| line.starts_with("| "));
    for row in rows {
        let cells: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let [label, cell] = cells[..] else { continue };
        let Some(figure) = placeholders(cell).next() else {
            continue;
        };
        let start = format!("{label} | ");
        let mut printed = sheet
            .sentences
            .iter()
            .filter_map(|s| s.strip_prefix(&start));
        match (printed.next(), &numbers[figure]) {
            (Some(cell), Some(number)) => assert_eq!(cell, number.printed, "{}", sheet.code),
            (Some(cell), None) => {
                assert!(!cell.contains(char::is_numeric), "{}: {cell}", sheet.code);
            }
            // The table is left out with its total.
            (None, _) => assert!(
                numbers["missing.total"].is_none(),
                "{}: {label}",
                sheet.code
            ),
        }
    }
}

/// All numbers on a sheet are those of its figures, of its year, or of the fixed texts.
fn nothing_else_is_printed(sheet: &Sheet, texts: &[&str], numbers: &Numbers) {
    let printed = numbers
        .values()
        .flatten()
        .map(|number| number.printed.as_str());
    let fixed = texts.iter().flat_map(|text| digits(text));
    let known: BTreeSet<&str> = printed.chain(fixed).chain(["2023"]).collect();
    for sentence in &sheet.sentences {
        let unknown: Vec<&str> = digits(sentence)
            .filter(|run| !known.contains(run))
            .collect();
        assert!(
            unknown.is_empty(),
            "{}: {unknown:?} in {sentence}",
            sheet.code
        );
    }
}

#[test]
fn in_english() {
    all_are_right(&Project::shipped(), "en");
}

#[test]
fn in_spanish() {
    let project = Project::shipped();
    project.write("layouts/copy/es.md", include_str!("words/es.md"));
    all_are_right(&project, "es");
}
