//! TOML as typed tables in which every value has a span.
//!
//! TOML stands in files of its own, at the head of a text and in its charts. The messages of TOML and serde are
//! translated into words for people who have heard of neither.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::characters::{is_refused, wrong_character};
use super::kind::Kind;
use super::slips;
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean, hint};

/// Parses TOML whose first byte is at offset `base`. The kind of a figure decides the meaning of a comma. Returns `None`
/// for invalid TOML, which is reported.
pub(super) fn parse<'t>(
    text: &'t str,
    base: usize,
    kind_of: &dyn Fn(&str) -> Option<Kind>,
    report: &mut Report,
) -> Option<Spanned<DeTable<'t>>> {
    match DeTable::parse(text) {
        Ok(table) => {
            let table = shift(table, base, shift_table);
            let mark = report.mark();
            check_strings(table.get_ref(), report);
            (report.errors_since(mark) == 0).then_some(table)
        }
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            report.push(syntax_error(error.message(), text, range, base, kind_of));
            None
        }
    }
}

/// Deserializes a table as a typed value. `written` is the text at a span. Returns `None` on errors, which are reported.
pub(super) fn typed<'t, T: DeserializeOwned>(
    table: Spanned<DeTable<'_>>,
    written: &dyn Fn(Span) -> &'t str,
    report: &mut Report,
) -> Option<T> {
    match T::deserialize(toml::de::Deserializer::from(table)) {
        Ok(value) => Some(value),
        Err(error) => {
            report.push(shape_error(&error, written));
            None
        }
    }
}

/// Reads TOML within another text, whose first byte is at offset `base`, as a typed value. Returns `None` on errors, which
/// are reported.
pub(crate) fn read<T: DeserializeOwned>(text: &str, base: usize, report: &mut Report) -> Option<T> {
    let table = parse(text, base, &|_| None, report)?;
    let written = |span: Span| {
        let range = span.start.saturating_sub(base)..span.end.saturating_sub(base);
        text.get(range).unwrap_or_default()
    };
    typed(table, &written, report)
}

/// Translates a message of serde to plain language.
fn shape_error<'t>(error: &toml::de::Error, written: &dyn Fn(Span) -> &'t str) -> Diagnostic {
    let message = error.message();
    let span = one_line(Span::from(error.span().unwrap_or(0..0)), written);
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let known = names.get(1..).unwrap_or_default();
    if let Some(name) = names.first() {
        if message.starts_with("unknown field") {
            return Diagnostic::error(Code::UnknownKey, span, format!("unknown key `{name}`"))
                .label("this key is not known here")
                .help(hint(name, known))
                .maybe_fix(span, did_you_mean(name, known.iter().copied()));
        }
        if message.starts_with("unknown variant") {
            let near = did_you_mean(name, known.iter().copied());
            let near = near.map(|near| format!("\"{near}\""));
            return Diagnostic::error(Code::UnknownName, span, format!("unknown word `{name}`"))
                .label(format!("expected {}", either(known)))
                .maybe_help(near.as_ref().map(|near| format!("did you mean {near}?")))
                .maybe_fix(span, near);
        }
        if message.starts_with("missing field") {
            return Diagnostic::error(
                Code::MissingKey,
                span,
                format!("the key `{name}` is missing"),
            )
            .label(format!("`{name}` belongs in this table"))
            .help(match *name {
                "page" | "fit" | "fonts" | "styles" => format!("add a table [{name}]"),
                _ => format!("add a line `{name} = …`"),
            });
        }
    }
    match message.split_once(", expected ") {
        Some((found, expected)) if message.starts_with("invalid ") => {
            let found = found.split_once(": ").map_or(found, |(_, what)| what);
            let slip = slips::of_type(written(span), expected);
            let error = Diagnostic::error(
                Code::WrongType,
                span,
                format!("expected {}", in_words(expected)),
            )
            .label(format!("this is {}", in_words(found)));
            match slip {
                Some(slip) => error.help(slip.help).maybe_fix(span, slip.value),
                None => error,
            }
        }
        _ => Diagnostic::error(Code::WrongValue, span, message.to_owned()),
    }
}

/// The first line of a span. The span of a table can have many lines.
fn one_line<'t>(span: Span, written: &dyn Fn(Span) -> &'t str) -> Span {
    let text = written(span);
    let length = text.find('\n').unwrap_or(text.len());
    Span::new(span.start, span.start + length)
}

/// Reports strings with a refused character, also one escaped as `\u202E`. Comments may be in any script.
fn check_strings(table: &DeTable<'_>, report: &mut Report) {
    let mut open: Vec<&Spanned<DeValue<'_>>> = table.values().collect();
    while let Some(value) = open.pop() {
        match value.get_ref() {
            DeValue::Table(table) => open.extend(table.values()),
            DeValue::Array(array) => open.extend(array.iter()),
            DeValue::String(text) => {
                let refused = text.chars().find(|c| is_refused(*c));
                report.extend(refused.map(|c| wrong_character(c, value.span().into())));
            }
            _ => {}
        }
    }
}

/// The error of an invalid TOML file, with advice for frequent slips.
fn syntax_error(
    problem: &str,
    text: &str,
    range: std::ops::Range<usize>,
    base: usize,
    kind_of: &dyn Fn(&str) -> Option<Kind>,
) -> Diagnostic {
    let span = Span::new(range.start + base, range.end + base);
    let start = text[..range.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if problem == "duplicate key" {
        let (message, help) = if line.trim_start().starts_with('[') {
            (
                "this table is begun twice",
                "put what stands under both into one; a table of which there are many is written [[…]]",
            )
        } else {
            ("this key is given twice", "delete one of the two lines")
        };
        return Diagnostic::error(Code::Duplicate, span, message).help(help);
    }
    let error = Diagnostic::error(Code::Syntax, span, "this is not valid TOML")
        .label(problem.replace('\n', ", "));
    let at = range.start - start;
    if let Some(key) = line.find('=').filter(|equals| at < *equals) {
        return error.maybe_help(slips::of_key(line[..key].trim()));
    }
    let Some(value) = value_at(line, at) else {
        return error;
    };
    let key = key_at(text, start).unwrap_or_default();
    let name = key.rsplit('.').next().unwrap_or(&key);
    let Some(slip) = slips::of_syntax(name, &line[value.clone()], kind_of(&key)) else {
        return error;
    };
    let place = Span::new(base + start + value.start, base + start + value.end);
    let error = error.help(slip.help);
    match slip.value {
        Some(value) => error.fix(place, value),
        None => error,
    }
}

/// The range of the invalid value in a line: after the last equals sign before the error.
fn value_at(line: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let before = line.get(..at).unwrap_or(line);
    let equals = before.rfind('=').or_else(|| line.find('='))?;
    let rest = &line[equals + 1..];
    let start = equals + 1 + (rest.len() - rest.trim_start().len());
    let rest = &line[start..];
    // In braces another key may follow, or their end.
    let is_within = line[..equals].contains('{');
    let next_key = rest.match_indices(',').find(|(comma, _)| {
        let key = rest[comma + 1..].trim_start();
        let key = key.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        key.trim_start().starts_with('=') && rest[comma + 1..].len() > key.len()
    });
    let inner = [rest.find('}'), next_key.map(|(comma, _)| comma)];
    let inner = inner.into_iter().flatten().min().filter(|_| is_within);
    let comment = rest.find(" #").filter(|_| !rest.starts_with('#'));
    let end = inner.or(comment).unwrap_or(rest.len());
    Some(start..start + rest[..end].trim_end().len())
}

/// The full path of the key in the line that begins at byte `line`, including its table. `None` if the line has no key.
fn key_at(text: &str, line: usize) -> Option<String> {
    let parts = |key: &str| {
        let parts = key.split('.');
        let parts = parts.map(|part| part.trim().trim_matches(['"', '\'']).to_owned());
        parts.collect::<Vec<_>>().join(".")
    };
    let (key, _) = text[line..].lines().next()?.split_once('=')?;
    let mut lines = text[..line].lines().rev().map(str::trim);
    let table = lines.find(|line| line.starts_with('['));
    let table = table.and_then(|line| line.trim_start_matches('[').split(']').next());
    Some(match table {
        Some(table) => format!("{}.{}", parts(table), parts(key)),
        None => parts(key),
    })
}

/// The plain name of a type of serde or TOML.
fn in_words(name: &str) -> String {
    let bare = name.strip_prefix("a ").unwrap_or(name);
    let (kind, value) = bare.split_once(' ').unwrap_or((bare, ""));
    let kind = match kind {
        "string" => "a text in quotes",
        "integer" | "i64" | "u64" | "usize" | "u16" => "a whole number",
        "floating" | "float" => "a number with decimals",
        "boolean" => "true or false",
        "sequence" => "a list in [ ]",
        "map" | "struct" => "a table",
        _ => return name.to_owned(),
    };
    // serde shows the value behind its type: integer `18`.
    match value.split('`').nth(1) {
        Some(value) => format!("{kind}, {value}"),
        None => kind.to_owned(),
    }
}

/// `"a", "b" or "c"`.
fn either(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The value with its spans, and those of all values in it, moved to the start of the file.
fn shift<T, U>(value: Spanned<T>, base: usize, inner: fn(T, usize) -> U) -> Spanned<U> {
    let range = value.span();
    let moved = range.start + base..range.end + base;
    Spanned::new(moved, inner(value.into_inner(), base))
}

fn shift_table(table: DeTable<'_>, base: usize) -> DeTable<'_> {
    let entries = table.into_iter().map(|(key, value)| {
        (
            shift(key, base, |key, _| key),
            shift(value, base, shift_value),
        )
    });
    entries.collect()
}

fn shift_value(value: DeValue<'_>, base: usize) -> DeValue<'_> {
    match value {
        DeValue::Table(table) => DeValue::Table(shift_table(table, base)),
        DeValue::Array(array) => {
            let items = array.into_iter().map(|item| shift(item, base, shift_value));
            DeValue::Array(items.collect::<DeArray<'_>>())
        }
        plain => plain,
    }
}
