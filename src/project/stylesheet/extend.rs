//! Merges a design with the designs that it extends.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::Stylesheet;
use super::former_names;
use super::named_tables;
use super::raw::DesignToml;
use crate::diagnostic::{Code, Diagnostic, Span, hint};
use crate::project::Reader;

/// Reads a design and merges it with the designs that it extends. Returns `None` on errors, which are reported.
pub(super) fn read(reader: &mut Reader<'_>, name: &str) -> Option<DesignToml> {
    read_under(reader, &mut vec![name.to_owned()], None)
}

/// The maximum length of a chain of designs that extend each other.
const MOST_DESIGNS: usize = 16;

/// Reads the last design of the chain, merges `over` into it, and continues with the design that it extends.
fn read_under(
    reader: &mut Reader<'_>,
    chain: &mut Vec<String>,
    over: Option<toml::Spanned<DeTable<'_>>>,
) -> Option<DesignToml> {
    let loaded = reader.load(&Stylesheet::path(chain.last()?))?;
    let mut table = reader.parse_file(&loaded)?;
    former_names::renew(table.get_mut(), &mut reader.report);
    let next = extends(table.get_ref());
    let merged = match over {
        Some(over) => {
            let range = over.span();
            toml::Spanned::new(range, overlay(table.into_inner(), over.into_inner()))
        }
        None => table,
    };
    let Some((base, span)) = next else {
        return typed(merged, reader);
    };
    if let Some(problem) = missing(reader, &base, span) {
        reader.report.push(problem);
        return None;
    }
    let is_circle = chain.contains(&base);
    chain.push(base);
    if chain.len() > MOST_DESIGNS {
        let message = format!("more than {MOST_DESIGNS} designs extend each other");
        reader.report.error(Code::Circle, span, message);
        return None;
    }
    if is_circle {
        let message = "these designs extend each other in a circle";
        reader.report.push(
            Diagnostic::error(Code::Circle, span, message)
                .label(chain.join(" → "))
                .help("let the last one stand by itself"),
        );
        return None;
    }
    read_under(reader, chain, Some(merged))
}

/// Reads a design with all its tables.
fn typed(mut table: toml::Spanned<DeTable<'_>>, reader: &mut Reader<'_>) -> Option<DesignToml> {
    let named = named_tables::take(table.get_mut(), reader);
    let mut design: DesignToml = reader.typed(table)?;
    design.styles.table.named = named?;
    Some(design)
}

fn missing(reader: &mut Reader<'_>, base: &str, span: Span) -> Option<Diagnostic> {
    let names = Stylesheet::names(reader);
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let message = format!("there is no design `{base}`");
    let error = Diagnostic::error(Code::UnknownName, span, message).help(hint(base, &known));
    (!known.contains(&base)).then_some(error)
}

/// The name in `extends` with its source location, or `None`. A wrong type is reported when the design is deserialized.
fn extends(table: &DeTable<'_>) -> Option<(String, Span)> {
    let (_, value) = table.iter().find(|(key, _)| key.get_ref() == "extends")?;
    match value.get_ref() {
        DeValue::String(name) => Some((name.clone().into_owned(), value.span().into())),
        _ => None,
    }
}

/// Merges two tables recursively. For a key in both, the value in `over` counts.
fn overlay<'t>(under: DeTable<'t>, over: DeTable<'t>) -> DeTable<'t> {
    let mut beneath: BTreeMap<String, _> = under
        .into_iter()
        .map(|(key, value)| (key.get_ref().to_string(), (key, value)))
        .collect();
    let mut merged = DeTable::new();
    for (key, value) in over {
        let range = value.span();
        let under = beneath.remove(key.get_ref().as_ref());
        let value = match (
            under.map(|(_, value)| value.into_inner()),
            value.into_inner(),
        ) {
            (Some(DeValue::Table(under)), DeValue::Table(over)) => {
                DeValue::Table(overlay(under, over))
            }
            (_, over) => over,
        };
        merged.insert(key, toml::Spanned::new(range, value));
    }
    merged.extend(beneath.into_values());
    merged
}
