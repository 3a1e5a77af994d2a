//! The attributes of tables: a name alone on the last line, and `{.total}` at the end of a row's first cell.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::braces::{Attribute, Braces};
use super::{Attributes, blank};
use crate::copy::top_level::options;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::project::stylesheet::is_table_key;
use crate::template::mask;

/// The mark of a total row, in the place of its attribute. No file can contain it.
pub(in crate::copy) const TOTAL: char = '\u{1}';

/// The attribute of a total row.
const TOTAL_NAME: &str = "total";

/// A row of a table, in bytes of the block.
struct Row {
    is_head: bool,
    /// Whether it is the last row of a table that stands by itself.
    is_last: bool,
    range: Range<usize>,
    first_cell: Range<usize>,
}

/// Takes the attributes of tables out of a block, whose first byte is at offset `base`. Errors go to the report.
pub(super) fn take(text: &mut Cow<'_, str>, base: usize, report: &mut Report) -> Attributes {
    let source = text.clone();
    let mut attributes = Attributes::None;
    for row in rows(&source) {
        let line = &source[row.range.clone()];
        if row.is_last && line.trim_start().starts_with('{') {
            let Some(braces) = Braces::at_end(line) else {
                continue;
            };
            let at = row.range.start;
            match name(&braces, base + at) {
                Ok(name) => attributes = Attributes::Table(name),
                Err(error) => report.push(error),
            }
            blank(text, at + braces.range.start..at + braces.range.end, None);
            continue;
        }
        let at = row.first_cell.start;
        let Some(braces) = Braces::at_end(&source[row.first_cell]) else {
            continue;
        };
        let mark = match check_total(&braces, base + at, row.is_head) {
            Ok(()) => Some(TOTAL),
            Err(error) => {
                report.push(error);
                None
            }
        };
        let range = at + braces.range.start..at + braces.range.end;
        blank(text, range, mark);
    }
    attributes
}

/// The rows of the tables of a block.
fn rows(source: &str) -> Vec<Row> {
    let masked = mask(source);
    let mut rows: Vec<Row> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(&masked, options()).into_offset_iter() {
        match &event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Row {
                is_head: matches!(event, Event::Start(Tag::TableHead)),
                is_last: false,
                first_cell: range.start..range.start,
                range,
            }),
            Event::Start(Tag::TableCell) => {
                if let Some(row) = rows.last_mut().filter(|row| row.first_cell.is_empty()) {
                    row.first_cell = range;
                }
            }
            Event::End(TagEnd::Table) if depth == 1 => {
                if let Some(row) = rows.last_mut() {
                    row.is_last = true;
                }
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    rows
}

/// The name of a table in its last line.
fn name(braces: &Braces<'_>, base: usize) -> Result<Arc<str>, Diagnostic> {
    let attributes = braces.attributes(base)?;
    if let [_, second, ..] = attributes.as_slice() {
        return Err(
            Diagnostic::error(Code::WrongValue, second.span, "a table has one name")
                .help("write {.name} alone on the line below the table"),
        );
    }
    let attribute = attributes[0];
    attribute.check_name("table")?;
    if is_table_key(attribute.name) && attribute.name != TOTAL_NAME {
        let message = format!("a table cannot have the name `{}`", attribute.name);
        return Err(Diagnostic::error(Code::WrongValue, attribute.span, message)
            .label("designs have a key of this name in [styles.table]")
            .help("choose another name"));
    }
    if attribute.name == TOTAL_NAME {
        let message = "a table cannot be a total";
        return Err(
            Diagnostic::error(Code::WrongValue, attribute.span, message).help(
                "put {.total} at the end of the first cell of the total row; here stands the table's name",
            ),
        );
    }
    Ok(attribute.name.into())
}

/// Checks the attributes of a first cell.
fn check_total(braces: &Braces<'_>, base: usize, is_head: bool) -> Result<(), Diagnostic> {
    let attributes = braces.attributes(base)?;
    let unknown = |attribute: &&Attribute<'_>| attribute.name != TOTAL_NAME;
    if let Some(attribute) = attributes.iter().find(unknown) {
        let message = format!("a row has no attribute `{}`", attribute.name);
        return Err(
            Diagnostic::error(Code::UnknownName, attribute.span, message).help(
                "a total row has {.total}; the name of a table stands alone on the line below it",
            ),
        );
    }
    if is_head {
        let message = "the header row cannot be a total";
        return Err(
            Diagnostic::error(Code::WrongValue, braces.span(base), message)
                .help("put {.total} at the end of the first cell of another row"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(source: &str) -> (String, Attributes) {
        let mut report = Report::default();
        let mut text = Cow::Borrowed(source);
        let attributes = take(&mut text, 0, &mut report);
        assert_eq!(text.len(), source.len());
        assert_eq!(report.errors_since(Report::default().mark()), 0);
        (text.into_owned(), attributes)
    }

    #[test]
    fn a_name_ends_its_table() {
        let table = "| A | B |\n|--|--|\n| {{ x | counted(\"a\", \"b\") }} | 2 |\n";
        let (text, attributes) = taken(&format!("{table}{{.kinds}}"));
        assert_eq!(text.trim_end(), table.trim_end());
        assert_eq!(attributes, Attributes::Table("kinds".into()));
        assert_eq!(taken(table), (table.to_owned(), Attributes::None));
    }

    #[test]
    fn a_total_is_marked_in_a_loop_and_in_a_note() {
        for (before, after) in [
            ("", ""),
            ("> ", ""),
            ("{% for a in b %}\n", "\n{% endfor %}"),
        ] {
            let rows = ["| A | B |", "|--|--|", "| All {.total} | 2 |"];
            let [head, line, total] = rows.map(|row| match before.starts_with('>') {
                true => format!("{before}{row}"),
                false => row.to_owned(),
            });
            let tag = if before.starts_with('{') { before } else { "" };
            let (text, attributes) = taken(&format!("{head}\n{line}\n{tag}{total}{after}"));
            assert!(text.contains("| All \u{1}        | 2 |"), "{text:?}");
            assert_eq!(attributes, Attributes::None);
        }
    }
}
