//! Checks that the sections and tables that a design has a style for have such names in the text. A name that no text has
//! is perhaps misspelled.

use crate::copy::Copy;
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::layout;
use crate::project::Stylesheet;
use crate::project::stylesheet::SectionPlace;

/// Warnings about sections that the text does not have.
pub(super) fn unknown_sections(stylesheet: &Stylesheet, copy: &Copy) -> Vec<Diagnostic> {
    let names = copy.section_names();
    let known: Vec<&str> = names
        .iter()
        .map(|name| &**name)
        .chain([layout::LETTERHEAD])
        .collect();
    let sections = stylesheet.sections.iter();
    let sections = sections.map(|section| (section.name.as_str(), section.span));
    let placed = stylesheet.placings.iter();
    let placed = placed.filter(|placed| placed.is_kept || placed.place == SectionPlace::Bottom);
    let placed = placed.filter(|placed| stylesheet.section(&placed.name).is_none());
    let placed = placed.map(|placed| (placed.name.as_str(), placed.span));
    let unknown = unknown(sections.chain(placed), &known);
    let asked = unknown.map(|(name, span, near)| {
        let message = format!("no heading begins a section `{name}`");
        let help = match near {
            Some(near) => format!("did you mean [sections.{near}]?"),
            None => format!("write {{.{name}}} at the end of a heading in the text"),
        };
        warning(Code::UnknownSection, span, message).help(help)
    });
    asked.collect()
}

/// Warnings about tables that the text does not have.
pub(super) fn unknown_tables(stylesheet: &Stylesheet, copy: &Copy) -> Vec<Diagnostic> {
    let names = copy.table_names();
    let known: Vec<&str> = names.iter().map(|name| &**name).collect();
    let tables = stylesheet.styles.named_tables.iter();
    let tables = tables.map(|table| (table.name.as_str(), table.span));
    let unknown = unknown(tables, &known);
    let asked = unknown.map(|(name, span, near)| {
        let message = format!("no table in the text has the name `{name}`");
        let help = match near {
            Some(near) => format!("did you mean [styles.table.{near}]?"),
            None => format!("write {{.{name}}} alone on the line below a table in the text"),
        };
        warning(Code::UnknownTable, span, message).help(help)
    });
    asked.collect()
}

/// The names that are not known, each with its source location and a known name like it.
fn unknown<'n>(
    names: impl Iterator<Item = (&'n str, Span)>,
    known: &[&'n str],
) -> impl Iterator<Item = (&'n str, Span, Option<&'n str>)> {
    let unknown = names.filter(|(name, _)| !known.contains(name));
    unknown.map(|(name, span)| (name, span, did_you_mean(name, known.iter().copied())))
}

fn warning(code: Code, span: Span, message: String) -> Diagnostic {
    Diagnostic::error(code, span, message).warning()
}
