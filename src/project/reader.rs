//! Reads files into typed tables in which every value has a span.
//!
//! The reader keeps the text of every file, caches what several editions share, and collects the errors. It
//! translates the messages of TOML and serde into words for people who have heard of neither.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::characters::{is_refused, is_unseen, wrong_character};
use super::files::{FileError, Files};
use super::kind::Kind;
use super::slips;
use crate::diagnostic::{Code, Diagnostic, Report, Sources, Span, composed, did_you_mean, hint};

/// A text file that was read.
#[derive(Clone)]
pub struct Loaded {
    /// The text.
    pub text: Arc<str>,
    /// The offset of the first byte in spans.
    pub base: usize,
}

/// The longest path in bytes.
const LONGEST_PATH: usize = 200;

/// Reads files, keeps their texts and collects their errors.
pub struct Reader<'a> {
    files: &'a dyn Files,
    /// The texts read so far.
    pub sources: Sources,
    /// The diagnostics so far.
    pub report: Report,
    /// The files read so far, by path. A file that several editions share is read once.
    loaded: BTreeMap<String, Loaded>,
    /// The folders listed so far, by path. A year's folder is needed several times.
    listed: BTreeMap<String, Arc<[String]>>,
    /// The folders that the system refuses to list.
    refused: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// Creates a reader of a project's files.
    #[must_use]
    pub fn new(files: &'a dyn Files) -> Self {
        Self {
            files,
            sources: Sources::default(),
            report: Report::default(),
            loaded: BTreeMap::new(),
            listed: BTreeMap::new(),
            refused: BTreeSet::new(),
        }
    }

    /// Creates a reader that continues separately, for files that are dropped if they have no errors.
    #[must_use]
    pub fn branch(&self) -> Self {
        Self {
            files: self.files,
            sources: self.sources.after(),
            report: Report::default(),
            loaded: BTreeMap::new(),
            listed: self.listed.clone(),
            refused: BTreeSet::new(),
        }
    }

    /// Takes over the texts and diagnostics of a branch.
    pub fn join(&mut self, sources: Sources, report: Report) {
        let place = self.sources.take_over(sources);
        self.report.append(report.moved(place));
    }

    /// The project's files.
    #[must_use]
    pub fn files(&self) -> &'a dyn Files {
        self.files
    }

    /// The sorted names in a folder. Empty if the folder does not exist or cannot be listed; the latter is reported.
    pub fn list(&mut self, folder: &str) -> Arc<[String]> {
        if let Some(names) = self.listed.get(folder) {
            return Arc::clone(names);
        }
        let names = self.files.list(folder).unwrap_or_else(|error| {
            if error != FileError::Missing {
                let shown = self.files.shown(folder);
                self.report.push(cannot_read(&shown, &error));
                self.refused.insert(folder.to_owned());
            }
            Vec::new()
        });
        let names: Arc<[String]> = names.into();
        self.listed.insert(folder.to_owned(), Arc::clone(&names));
        names
    }

    /// Whether a folder exists but could not be listed, which has been reported.
    #[must_use]
    pub fn is_refused(&self, folder: &str) -> bool {
        self.refused.contains(folder)
    }

    /// Reads a text file. A byte order mark is left out, every line end becomes a line feed, and letters are
    /// composed with their marks.
    pub fn load(&mut self, path: &str) -> Option<Loaded> {
        if let Some(loaded) = self.loaded.get(path) {
            return Some(loaded.clone());
        }
        let loaded = self.load_anew(path)?;
        self.loaded.insert(path.to_owned(), loaded.clone());
        Some(loaded)
    }

    fn load_anew(&mut self, path: &str) -> Option<Loaded> {
        let shown = self.files.shown(path);
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let near = self.near_file(path, &error);
                let near = near.map(|near| format!("there is a file {near}; was it meant?"));
                self.report
                    .push(cannot_read(&shown, &error).maybe_help(near));
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let text = text.replace("\r\n", "\n");
                // Composed letters make names comparable, and fonts have composed letters.
                let text: Arc<str> = composed(&text).into();
                let base = self.sources.add(shown, Arc::clone(&text));
                let loaded = Loaded { text, base };
                self.check_characters(&loaded).then_some(loaded)
            }
            Err(error) => {
                self.not_utf8(shown, &error);
                None
            }
        }
    }

    /// The unchanged content of a text file, with its byte order mark and line ends.
    pub fn raw(&mut self, path: &str) -> Option<String> {
        let bytes = self.files.read(path);
        let problem = match bytes.map(String::from_utf8) {
            Ok(Ok(text)) => return Some(text),
            Ok(Err(_)) => FileError::Refused("it is not UTF-8 text".to_owned()),
            Err(error) => error,
        };
        let shown = self.files.shown(path);
        self.report.push(cannot_read(&shown, &problem));
        None
    }

    /// Reads a binary file, such as a font. The path is relative to the project and stays inside it.
    pub fn bytes(&mut self, path: &str, place: Span, what: &str) -> Option<Vec<u8>> {
        if !is_inside(path) {
            let message = format!("the path of a {what} stays inside the project");
            self.report.push(
                Diagnostic::error(Code::WrongPath, place, message)
                    .help("write it from the project's folder on, with / between the parts"),
            );
            return None;
        }
        match self.files.read(path) {
            Ok(bytes) => Some(bytes),
            Err(refused @ FileError::Refused(_)) => {
                let shown = self.files.shown(path);
                self.report.push(cannot_read(&shown, &refused));
                None
            }
            Err(error) => {
                let near = self.near_file(path, &error);
                let message = format!("cannot read the {what} {path}: {error}");
                let near = near.map(|near| format!("did you mean \"{near}\"?"));
                let way_out = error.way_out().filter(|_| error != FileError::Missing);
                self.report.push(
                    Diagnostic::error(error.code(), place, message)
                        .maybe_help(way_out.map(str::to_owned))
                        .maybe_help(near),
                );
                None
            }
        }
    }

    /// The file beside a missing one with the most similar name and the same extension, or `None`.
    fn near_file(&mut self, path: &str, error: &FileError) -> Option<String> {
        if *error != FileError::Missing {
            return None;
        }
        let (folder, name) = path.rsplit_once('/')?;
        let (stem, ending) = name.rsplit_once('.')?;
        let names = self.list(folder);
        let stems = names.iter().filter_map(|name| {
            let (stem, other) = name.rsplit_once('.')?;
            (other == ending).then_some(stem)
        });
        let near = did_you_mean(stem, stems)?;
        Some(format!("{folder}/{near}.{ending}"))
    }

    /// Refuses invisible characters that change text: controls, marks that reverse the direction or join words, and
    /// private characters, which differ from font to font.
    fn check_characters(&mut self, loaded: &Loaded) -> bool {
        let refused = loaded.text.char_indices().find(|(_, c)| is_unseen(*c));
        let Some((at, c)) = refused else { return true };
        let start = loaded.base + at;
        let span = Span::new(start, start + c.len_utf8());
        self.report.push(wrong_character(c, span));
        false
    }

    fn not_utf8(&mut self, shown: String, error: &std::string::FromUtf8Error) {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let bad = error.as_bytes()[valid];
        let base = self.sources.add(shown, text);
        let span = Span::new(base + valid, base + valid + '\u{fffd}'.len_utf8());
        self.report.push(
            Diagnostic::error(Code::NotUtf8, span, "this file is not UTF-8 text")
                .label(format!("the byte 0x{bad:02x} does not belong here"))
                .help("save the file as UTF-8 in your editor"),
        );
    }

    /// Parses TOML whose first byte is at offset `base`. The spans of the table refer to [`Reader::sources`]. Returns
    /// `None` for invalid TOML, which is reported.
    pub fn parse<'t>(&mut self, text: &'t str, base: usize) -> Option<Spanned<DeTable<'t>>> {
        self.parse_figures(text, base, &|_| None)
    }

    /// Parses a file of figures. The kind of a figure decides the meaning of a comma.
    fn parse_figures<'t>(
        &mut self,
        text: &'t str,
        base: usize,
        kind_of: &dyn Fn(&str) -> Option<Kind>,
    ) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(text) {
            Ok(table) => {
                let table = shift(table, base, shift_table);
                let mark = self.report.mark();
                check_strings(table.get_ref(), &mut self.report);
                (self.report.errors_since(mark) == 0).then_some(table)
            }
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let problem = error.message();
                let error = syntax_error(problem, text, range, base, kind_of);
                self.report.push(error);
                None
            }
        }
    }

    /// Deserializes a table as a typed value. Returns `None` on errors, which are reported.
    pub fn typed<T: DeserializeOwned>(&mut self, table: Spanned<DeTable<'_>>) -> Option<T> {
        match T::deserialize(toml::de::Deserializer::from(table)) {
            Ok(value) => Some(value),
            Err(error) => {
                let diagnostic = self.shape_error(&error);
                self.report.push(diagnostic);
                None
            }
        }
    }

    /// Reads a TOML file as a typed value. Returns `None` on errors, which are reported.
    pub fn read<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let loaded = self.load(path)?;
        let table = self.parse_file(&loaded)?;
        self.typed(table)
    }

    /// Parses a complete file as TOML. An empty file is an error.
    pub fn parse_file<'t>(&mut self, file: &'t Loaded) -> Option<Spanned<DeTable<'t>>> {
        self.parse_file_of_figures(file, &|_| None)
    }

    /// Parses a complete file of figures.
    pub(super) fn parse_file_of_figures<'t>(
        &mut self,
        file: &'t Loaded,
        kind_of: &dyn Fn(&str) -> Option<Kind>,
    ) -> Option<Spanned<DeTable<'t>>> {
        let table = self.parse_figures(&file.text, file.base, kind_of)?;
        if table.get_ref().is_empty() {
            let start = Span::new(file.base, file.base);
            self.report.push(
                Diagnostic::error(Code::Empty, start, "there is nothing in this file")
                    .help("begin with a copy of another file of its kind"),
            );
            return None;
        }
        Some(table)
    }

    /// Translates a message of serde to plain language.
    fn shape_error(&self, error: &toml::de::Error) -> Diagnostic {
        let message = error.message();
        let span = self.one_line(Span::from(error.span().unwrap_or(0..0)));
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
                return Diagnostic::error(
                    Code::UnknownName,
                    span,
                    format!("unknown word `{name}`"),
                )
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
                let written = self.sources.slice(span);
                let slip = slips::of_type(written, expected);
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
    fn one_line(&self, span: Span) -> Span {
        let text = self.sources.slice(span);
        let length = text.find('\n').unwrap_or(text.len());
        Span::new(span.start, span.start + length)
    }
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
pub(super) fn either(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The error of a file that cannot be read. A refusal by the system has a code of its own, because it is not an error
/// in the project.
pub(super) fn cannot_read(shown: &str, error: &FileError) -> Diagnostic {
    let code = error.code();
    let message = format!("cannot read {shown}: {error}");
    Diagnostic::file_error(code, shown, message).maybe_help(error.way_out().map(str::to_owned))
}

/// Returns `true` if a path stays inside the project and is not too long.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    let leaves = path.split('/').any(|part| part == ".." || part.is_empty());
    let is_strange = |c: char| c == '\\' || c == ':' || c.is_control();
    !leaves && !path.contains(is_strange) && path.len() <= LONGEST_PATH
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
