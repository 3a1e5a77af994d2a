//! From files to typed tables in which every value knows its place.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::files::{FileError, Files};
use crate::diagnostic::{Diagnostic, Report, Sources, Span, did_you_mean};

/// A file that has been read.
pub struct Loaded {
    /// Its text.
    pub text: Arc<str>,
    /// The number of its first byte in spans.
    pub base: usize,
}

/// Reads files, keeps their texts, and collects what is wrong with them.
pub struct Reader<'a> {
    files: &'a dyn Files,
    /// The texts read so far.
    pub sources: Sources,
    /// What is wrong so far.
    pub report: Report,
}

impl<'a> Reader<'a> {
    /// A reader of these files.
    #[must_use]
    pub fn new(files: &'a dyn Files) -> Self {
        Self {
            files,
            sources: Sources::default(),
            report: Report::default(),
        }
    }

    /// The files it reads.
    #[must_use]
    pub fn files(&self) -> &'a dyn Files {
        self.files
    }

    /// Reads a text file. A byte order mark is left out.
    pub fn load(&mut self, path: &str) -> Option<Loaded> {
        let shown = self.files.shown(path);
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let near = self.near_file(path);
                self.report.push(
                    cannot_read(&shown, &error)
                        .maybe_help(near.map(|near| format!("there is a file {near}"))),
                );
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let text: Arc<str> = text.replace("\r\n", "\n").into();
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

    /// Reads a file of another kind that a text names, such as a font. The path is relative to the
    /// project and stays inside it.
    pub fn bytes(&mut self, path: &str, place: Span, what: &str) -> Option<Vec<u8>> {
        let leaves = path.split('/').any(|part| part == ".." || part.is_empty());
        if leaves || path.contains(['\\', ':']) {
            let message = format!("the path of a {what} stays inside the project");
            self.report.push(
                Diagnostic::error("wrong-path", place, message)
                    .help("write it from the project's folder on, with / between the parts"),
            );
            return None;
        }
        match self.files.read(path) {
            Ok(bytes) => Some(bytes),
            Err(FileError::Refused(reason)) => {
                let shown = self.files.shown(path);
                let error = cannot_read(&shown, &FileError::Refused(reason));
                self.report.push(error);
                None
            }
            Err(error) => {
                let near = self.near_file(path);
                let message = format!("cannot read the {what} {path}: {error}");
                self.report.push(
                    Diagnostic::error("missing-file", place, message)
                        .maybe_help(near.map(|near| format!("did you mean \"{near}\"?"))),
                );
                None
            }
        }
    }

    /// The file beside a missing one whose name is nearest to it.
    fn near_file(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/')?;
        let names = self.files.list(folder);
        let near = did_you_mean(name, names.iter().map(String::as_str))?;
        Some(format!("{folder}/{near}"))
    }

    /// Refuses characters that cannot be seen and change what is: controls, marks that turn the
    /// direction of text around, and private characters, which no two fonts agree about.
    fn check_characters(&mut self, loaded: &Loaded) -> bool {
        let refused = loaded.text.char_indices().find(|(_, c)| is_refused(*c));
        let Some((at, c)) = refused else { return true };
        let start = loaded.base + at;
        let span = Span::new(start, start + c.len_utf8());
        let message = format!("the character U+{:04X} cannot be used", u32::from(c));
        self.report.push(
            Diagnostic::error("wrong-character", span, message)
                .label("it cannot be seen here")
                .help("delete it; it may have come along when text was pasted"),
        );
        false
    }

    fn not_utf8(&mut self, shown: String, error: &std::string::FromUtf8Error) {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let bad = error.as_bytes()[valid];
        let base = self.sources.add(shown, text);
        let span = Span::new(base + valid, base + valid + '\u{fffd}'.len_utf8());
        self.report.push(
            Diagnostic::error("not-utf8", span, "this file is not UTF-8 text")
                .label(format!("the byte 0x{bad:02x} does not belong here"))
                .help("save the file as UTF-8 in your editor"),
        );
    }

    /// Parses TOML whose first byte has the number `base`. The spans of the table hold for
    /// [`Reader::sources`].
    pub fn parse<'t>(&mut self, text: &'t str, base: usize) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(text) {
            Ok(table) => Some(shift(table, base, shift_table)),
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let span = Span::new(range.start + base, range.end + base);
                let problem = match error.message() {
                    "duplicate key" => {
                        Diagnostic::error("duplicate", span, "this key is given twice")
                            .help("delete one of the two lines")
                    }
                    other => Diagnostic::error("syntax", span, "this is not valid TOML")
                        .label(other.replace('\n', ", ")),
                };
                self.report.push(problem);
                None
            }
        }
    }

    /// Turns a table into a typed value.
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

    /// Reads a TOML file as a typed value.
    pub fn read<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let loaded = self.load(path)?;
        let table = self.parse_file(&loaded)?;
        self.typed(table)
    }

    /// Parses a whole file as TOML. An empty one is an error.
    pub fn parse_file<'t>(&mut self, file: &'t Loaded) -> Option<Spanned<DeTable<'t>>> {
        let table = self.parse(&file.text, file.base)?;
        if table.get_ref().is_empty() {
            let start = Span::new(file.base, file.base);
            self.report.push(
                Diagnostic::error("empty", start, "there is nothing in this file")
                    .help("begin with a copy of another file of its kind"),
            );
            return None;
        }
        Some(table)
    }

    /// What serde says, in words for people who have not heard of it.
    fn shape_error(&self, error: &toml::de::Error) -> Diagnostic {
        let message = error.message();
        let span = self.one_line(Span::from(error.span().unwrap_or(0..0)));
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let known = names.get(1..).unwrap_or_default();
        if let Some(name) = names.first() {
            let list = || known.join(", ");
            if message.starts_with("unknown field") {
                return Diagnostic::error("unknown-key", span, format!("unknown key `{name}`"))
                    .label("this key is not known here")
                    .help(match did_you_mean(name, known.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("known keys are {}", list()),
                    });
            }
            if message.starts_with("unknown variant") {
                return Diagnostic::error("unknown-name", span, format!("unknown word `{name}`"))
                    .label(format!("expected {}", either(known)))
                    .maybe_help(
                        did_you_mean(name, known.iter().copied())
                            .map(|near| format!("did you mean \"{near}\"?")),
                    );
            }
            if message.starts_with("missing field") {
                return Diagnostic::error(
                    "missing-key",
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
                Diagnostic::error("wrong-type", span, format!("expected {expected}"))
                    .label(format!("this is {}", article(found)))
            }
            _ => Diagnostic::error("wrong-value", span, message.to_owned()),
        }
    }

    /// A span cut down to its first line: a table's span may be many lines long.
    fn one_line(&self, span: Span) -> Span {
        let text = self.sources.slice(span);
        let length = text.find('\n').unwrap_or(text.len());
        Span::new(span.start, span.start + length)
    }
}

fn is_refused(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        c => c.is_control(),
    }
}

/// "string" becomes "a string".
fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `"a", "b" or "c"`.
pub(super) fn either(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A file that cannot be read: the user's mistake when it is missing, the machine's when refused.
pub(super) fn cannot_read(shown: &str, error: &FileError) -> Diagnostic {
    let code = match error {
        FileError::Refused(_) => crate::diagnostic::MACHINE_FAILED,
        FileError::Missing | FileError::Folder => "missing-file",
    };
    Diagnostic::file_error(code, shown, format!("cannot read {shown}: {error}"))
}

/// The same value with its span, and those of all it holds, moved to where the file starts.
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
