//! A comparison as comma-separated values, for spreadsheets and programs.

use super::{Comparison, Place, Row, Value, plain};
use crate::project::values::NATIONAL;

/// The columns.
const HEAD: [&str; 9] = [
    "code", "name", "figure", "label", "old", "new", "change", "percent", "look_at",
];

/// One line for each figure, with numbers as programs read them. A status that has changed has a line, too.
///
/// # Errors
///
/// When the text cannot be made, with the reason.
pub fn csv(comparison: &Comparison) -> Result<String, String> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let write = |writer: &mut ::csv::Writer<Vec<u8>>| -> Result<(), ::csv::Error> {
        writer.write_record(HEAD)?;
        for place in &comparison.places {
            if let Some((old, new)) = place.status {
                let (old, new) = (old.to_string(), new.to_string());
                writer.write_record(record(place, ["status", "", &old, &new, "", "", ""]))?;
            }
            for row in &place.rows {
                let cells = cells(comparison, place, row);
                let cells = cells.each_ref().map(String::as_str);
                writer.write_record(record(place, cells))?;
            }
        }
        Ok(())
    };
    write(&mut writer).map_err(|error| error.to_string())?;
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn record<'r>(place: &'r Place, cells: [&'r str; 7]) -> impl Iterator<Item = &'r str> {
    let code = place.code.as_deref().unwrap_or(NATIONAL);
    [code, place.name.as_str()].into_iter().chain(cells)
}

fn cells(comparison: &Comparison, place: &Place, row: &Row) -> [String; 7] {
    let change = row.change.as_ref();
    let swap = comparison
        .swapped
        .iter()
        .find_map(|(one, other)| match &place.code {
            Some(code) if code == one => Some(other),
            Some(code) if code == other => Some(one),
            _ => None,
        });
    let swap = swap.map(|other| format!("swapped with {other}"));
    let flags = Some(row.flags("; ")).filter(|flags| !flags.is_empty());
    let flags: Vec<String> = flags.into_iter().chain(swap).collect();
    [
        row.id.clone(),
        row.label.clone(),
        cell(row.old.as_ref()),
        cell(row.new.as_ref()),
        change.map_or_else(String::new, |change| change.plain()),
        change
            .and_then(|change| change.plain_percent())
            .unwrap_or_default(),
        flags.join("; "),
    ]
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Blank) => "?".to_owned(),
        Some(Value::Given(amount, _)) => match amount.number() {
            Some(number) => plain(number),
            None => amount.absence().unwrap_or_default().to_owned(),
        },
    }
}
