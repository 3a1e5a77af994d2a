//! The figures that a sheet prints, as data: `docs/reference/data.md` describes the format and
//! `docs/data.schema.json` fixes it.

use serde::Serialize;

use crate::copy::{Filled, SheetValues};
use crate::project::{Amount, Reference, Status, Text, Whose};

/// The version of the format. It increases with a change that could mislead a program.
const VERSION: u32 = 1;

/// The data attached to a sheet.
#[derive(Serialize)]
struct Record<'a> {
    format: &'static str,
    version: u32,
    title: &'a str,
    publication: &'a str,
    publisher: &'a str,
    language: &'a str,
    year: u16,
    jurisdiction: Jurisdiction<'a>,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    /// The sources of the figures that have no source of their own.
    sources: Sources<'a>,
    figures: Vec<Figure<'a>>,
}

#[derive(Serialize)]
struct Sources<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    national: Option<&'a str>,
}

#[derive(Serialize)]
struct Jurisdiction<'a> {
    code: &'a str,
    name: &'a str,
}

/// A figure as printed.
#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    /// The number of the row in the list of the data file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u16>,
    scope: &'a str,
    label: &'a str,
    kind: &'static str,
    /// The currency of an amount of money, by its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
    /// The unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// The number exactly as in the data file, the date, or the text.
    value: Option<serde_json::Value>,
    /// The reason why there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<&'static str>,
    /// The different texts on the sheet, with their counted nouns.
    printed: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    /// The status, if it is not final.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    /// The year, if it is not that of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    /// The formula of a computed figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<&'a str>,
    /// The figures that it is computed from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inputs: Vec<Input<'a>>,
}

/// A figure from which another one is computed.
#[derive(Serialize)]
struct Input<'a> {
    id: &'a str,
    /// The code of the jurisdiction; absent for the nation.
    #[serde(skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<&'a str>,
    year: u16,
    value: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<&'static str>,
}

/// The figures printed by the text on `pages` pages, as JSON.
#[must_use]
pub fn record(words: &Filled, pages: usize, status: Status, values: &SheetValues<'_>) -> Vec<u8> {
    let SheetValues {
        setting,
        jurisdiction,
        figures: files,
        ..
    } = values;
    let own = files.own();
    let nation = files.file_of(Whose::Nation.into());
    let publication = &setting.project.publication;
    let record = Record {
        format: "factsheet-data",
        version: VERSION,
        title: &words.title,
        publication: publication.name.words(setting.language),
        publisher: publication.publisher.words(setting.language),
        language: &setting.language.tag,
        year: own.year,
        jurisdiction: Jurisdiction {
            code: &jurisdiction.code,
            name: jurisdiction.name.words(setting.language),
        },
        status: status.to_string(),
        as_of: own.as_of.map(|date| date.to_string()),
        sources: Sources {
            state: as_str(&own.source),
            national: nation.and_then(|nation| as_str(&nation.source)),
        },
        figures: figures(words, pages, values),
    };
    // Serialization fails only for maps whose keys are not strings. There are none.
    serde_json::to_vec(&record).unwrap_or_default()
}

/// The figures in the order in which they are first printed.
fn figures<'a>(words: &Filled, pages: usize, values: &SheetValues<'a>) -> Vec<Figure<'a>> {
    let mut order: Vec<(Reference, Vec<String>)> = Vec::new();
    words.for_each_run(pages, &mut |run| {
        let Some(figure) = run.figure else { return };
        let printed = run.text.trim().to_owned();
        match order.iter_mut().find(|(known, _)| *known == figure) {
            Some((_, all)) if all.contains(&printed) => {}
            Some((_, all)) => all.push(printed),
            None => order.push((figure, vec![printed])),
        }
    });
    let figure = |(figure, printed)| describe(figure, printed, values);
    order.into_iter().map(figure).collect()
}

fn describe<'a>(figure: Reference, printed: Vec<String>, values: &SheetValues<'a>) -> Figure<'a> {
    let file = values.figures.file_of(figure.file);
    let setting = values.setting;
    let level = figure.file.whose.level(setting.level);
    let level = level.unwrap_or(setting.level);
    let declared = setting.project.dictionary.get(figure.id);
    let entry = values.figures.entry(figure);
    let amount = entry.map_or(Amount::NotAvailable, |entry| entry.amount);
    let unit = declared.unit.as_ref();
    Figure {
        id: &declared.id,
        row: figure.row.map(|row| row + 1),
        scope: setting.project.publication.levels.name(level),
        label: declared.label.words(setting.language),
        kind: declared.kind.name(),
        currency: declared.kind.currency_code(),
        unit: unit.map(|unit| unit.words(setting.language)),
        value: entry.and_then(|entry| entry.to_json(setting.language)),
        absence: amount.absence(),
        printed,
        note: entry.and_then(|entry| as_str(&entry.note)),
        source: entry.and_then(|entry| as_str(&entry.source)),
        status: file
            .map(|file| file.status)
            .filter(|status| *status != Status::Final)
            .map(|status| status.to_string()),
        // Also of a place that has no file of the year.
        year: values
            .figures
            .year(figure.file.when)
            .filter(|year| *year != values.figures.own().year),
        formula: declared.computed.as_ref().map(|f| f.text.as_str()),
        inputs: inputs(figure, values),
    }
}

/// The figures from which a computed figure is computed. None for a figure that files give.
fn inputs<'a>(figure: Reference, values: &SheetValues<'a>) -> Vec<Input<'a>> {
    let setting = values.setting;
    let dictionary = &setting.project.dictionary;
    let Some(formula) = &dictionary.get(figure.id).computed else {
        return Vec::new();
    };
    let inputs = values.figures.inputs(figure, formula);
    let inputs = inputs.map(|input| {
        let amount = input
            .entry
            .map_or(Amount::NotAvailable, |entry| entry.amount);
        Input {
            id: &dictionary.get(input.point.figure).id,
            jurisdiction: input.point.area.code(),
            year: input.point.year,
            value: input
                .entry
                .and_then(|entry| entry.to_json(setting.language)),
            absence: amount.absence(),
        }
    });
    inputs.collect()
}

fn as_str(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.text.as_str())
}
