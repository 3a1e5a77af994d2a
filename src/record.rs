//! The figures that a sheet prints, as data: `docs/reference/data.md` describes the format and
//! `docs/data.schema.json` fixes it.

use serde::Serialize;

use crate::copy::{Filled, SheetValues};
use crate::project::{Amount, Number, Reference, Status, Text, Whose};

/// The version of the format. It grows when a program that reads the data could be misled.
const VERSION: u32 = 1;

/// What is attached to a sheet.
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
    /// Where the figures come from that do not say it themselves.
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

/// A figure as it is printed.
#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    scope: &'static str,
    label: &'a str,
    kind: &'static str,
    /// The number, exactly as in the data file; none when there is none.
    value: Option<serde_json::Number>,
    /// Why there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<&'static str>,
    /// What stands on the sheet, with the words that are counted, each once.
    printed: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    /// How far it has come, when that is not as far as final.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
}

/// The figures that the words print on so many pages, in their order, as JSON.
#[must_use]
pub fn record(words: &Filled, pages: usize, status: Status, values: &SheetValues<'_>) -> Vec<u8> {
    let SheetValues {
        setting,
        jurisdiction,
        figures: files,
    } = values;
    let own = files.own();
    let nation = files.file_of(Whose::Nation);
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
            state: said(&own.source),
            national: nation.and_then(|nation| said(&nation.source)),
        },
        figures: figures(words, pages, values),
    };
    // Only maps with keys that are no texts could fail, and there are none.
    serde_json::to_vec(&record).unwrap_or_default()
}

/// The figures in the order in which they are printed first.
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
    let point = values.figures.point(figure);
    let file = values.figures.file(point.area, point.year);
    let setting = values.setting;
    let declared = setting.project.dictionary.get(figure.id);
    let entry = values.figures.get(point);
    let amount = entry.map_or(Amount::NotAvailable, |entry| entry.amount);
    Figure {
        id: &declared.id,
        scope: point.area.scope().name(),
        label: declared.label.words(setting.language),
        kind: declared.kind.name(),
        value: amount.number().and_then(Number::json),
        absence: amount.absence(),
        printed,
        note: entry.and_then(|entry| said(&entry.note)),
        source: entry.and_then(|entry| said(&entry.source)),
        status: file
            .map(|file| file.status)
            .filter(|status| *status != Status::Final)
            .map(|status| status.to_string()),
    }
}

fn said(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.text.as_str())
}
