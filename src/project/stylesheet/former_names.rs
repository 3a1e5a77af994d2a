//! Names of styles that designs of earlier versions have.
//!
//! A design is kept for years, so its names stay valid: the styles of a table's rows, `[styles.table_head]` and
//! `[styles.table_cell]`, are read as `[styles.table.head]` and `[styles.table.cell]`.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Report, Span};

/// The former names, and the keys of `[styles.table]` that they stand for.
pub(super) const FORMER: [(&str, &str); 2] = [("table_head", "head"), ("table_cell", "cell")];

/// Gives styles with a former name their present one. A style with both names goes into the report.
pub(super) fn renew(design: &mut DeTable<'_>, report: &mut Report) {
    let Some(DeValue::Table(styles)) = value_of(design, "styles") else {
        return;
    };
    for (former, present) in FORMER {
        let Some((name, style)) = styles.remove_entry(former) else {
            continue;
        };
        let span = name.span();
        if value_of(styles, "table").is_none() {
            let key = toml::Spanned::new(span.clone(), Cow::Borrowed("table"));
            let table = DeValue::Table(DeTable::new());
            styles.insert(key, toml::Spanned::new(style.span(), table));
        }
        let Some(DeValue::Table(table)) = value_of(styles, "table") else {
            continue;
        };
        if let Some((other, _)) = table.get_key_value(present) {
            let message = format!("[styles.{former}] and [styles.table.{present}] are the same");
            let error = Diagnostic::error(Code::Duplicate, span, message);
            report.push(
                error
                    .also(Span::from(other.span()), "given here, too")
                    .help("put the keys of both into one"),
            );
            continue;
        }
        let key = toml::Spanned::new(span, Cow::Borrowed(present));
        table.insert(key, style);
    }
}

/// The value of a key.
fn value_of<'a, 't>(table: &'a mut DeTable<'t>, name: &str) -> Option<&'a mut DeValue<'t>> {
    let (_, value) = table.iter_mut().find(|(key, _)| key.get_ref() == name)?;
    Some(value.get_mut())
}
