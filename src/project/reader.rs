//! From files to typed tables in which every value knows its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::files::{FileError, Files};
use crate::diagnostic::{Diagnostic, Report, Sources, Span, did_you_mean, hint};
use crate::script::{SETTABLE_NAMES, Unsettable, unsettable};

/// A file that has been read.
#[derive(Clone)]
pub struct Loaded {
    /// Its text.
    pub text: Arc<str>,
    /// The number of its first byte in spans.
    pub base: usize,
}

/// The longest path, in bytes, that is asked for.
const LONGEST_PATH: usize = 200;

/// Reads files, keeps their texts, and collects what is wrong with them.
pub struct Reader<'a> {
    files: &'a dyn Files,
    /// The texts read so far.
    pub sources: Sources,
    /// What is wrong so far.
    pub report: Report,
    /// The files read so far, by path: one that several editions share is read once.
    loaded: BTreeMap<String, Loaded>,
    /// The folders looked into so far, by path: that of a year is asked for several times.
    listed: BTreeMap<String, Arc<[String]>>,
}

impl<'a> Reader<'a> {
    /// A reader of these files.
    #[must_use]
    pub fn new(files: &'a dyn Files) -> Self {
        Self {
            files,
            sources: Sources::default(),
            report: Report::default(),
            loaded: BTreeMap::new(),
            listed: BTreeMap::new(),
        }
    }

    /// A reader that goes on from here on its own: for files that are not kept when nothing is wrong
    /// with them.
    #[must_use]
    pub fn branch(&self) -> Self {
        Self {
            files: self.files,
            sources: self.sources.after(),
            report: Report::default(),
            loaded: BTreeMap::new(),
            listed: BTreeMap::new(),
        }
    }

    /// Takes over what a branch has found.
    pub fn join(&mut self, sources: Sources, report: Report) {
        let place = self.sources.take_over(sources);
        self.report.append(report.moved(place));
    }

    /// The files it reads.
    #[must_use]
    pub fn files(&self) -> &'a dyn Files {
        self.files
    }

    /// The names in a folder, sorted; none when there is no such folder.
    pub fn list(&mut self, folder: &str) -> Arc<[String]> {
        if let Some(names) = self.listed.get(folder) {
            return Arc::clone(names);
        }
        let names = self.files.list(folder).unwrap_or_else(|error| {
            if error != FileError::Missing {
                let shown = self.files.shown(folder);
                self.report.push(cannot_read(&shown, &error));
            }
            Vec::new()
        });
        let names: Arc<[String]> = names.into();
        self.listed.insert(folder.to_owned(), Arc::clone(&names));
        names
    }

    /// Reads a text file. A byte order mark is left out, and every line end becomes a line feed.
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

    /// The bytes of a text file as they are, with its byte order mark and line ends.
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

    /// Reads a file of another kind that a text names, such as a font. The path is relative to the
    /// project and stays inside it.
    pub fn bytes(&mut self, path: &str, place: Span, what: &str) -> Option<Vec<u8>> {
        let leaves = path.split('/').any(|part| part == ".." || part.is_empty());
        let is_strange = |c: char| c == '\\' || c == ':' || c.is_control();
        if leaves || path.contains(is_strange) || path.len() > LONGEST_PATH {
            let message = format!("the path of a {what} stays inside the project");
            self.report.push(
                Diagnostic::error("wrong-path", place, message)
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
                    Diagnostic::error(code_of(&error), place, message)
                        .maybe_help(way_out.map(str::to_owned))
                        .maybe_help(near),
                );
                None
            }
        }
    }

    /// The file beside a missing one whose name is nearest to it and ends alike.
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

    /// Refuses characters that cannot be seen and change what is: controls, marks that turn the
    /// direction of text around or join and part words, and private characters, which no two fonts
    /// agree about.
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
            Diagnostic::error("not-utf8", span, "this file is not UTF-8 text")
                .label(format!("the byte 0x{bad:02x} does not belong here"))
                .help("save the file as UTF-8 in your editor"),
        );
    }

    /// Parses TOML whose first byte has the number `base`. The spans of the table hold for
    /// [`Reader::sources`].
    pub fn parse<'t>(&mut self, text: &'t str, base: usize) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(text) {
            Ok(table) => {
                let table = shift(table, base, shift_table);
                let before = self.report.len();
                check_strings(table.get_ref(), &mut self.report);
                (self.report.len() == before).then_some(table)
            }
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let span = Span::new(range.start + base, range.end + base);
                self.report
                    .push(syntax_error(error.message(), text, range, span));
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
            if message.starts_with("unknown field") {
                return Diagnostic::error("unknown-key", span, format!("unknown key `{name}`"))
                    .label("this key is not known here")
                    .help(hint(name, known));
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
                Diagnostic::error(
                    "wrong-type",
                    span,
                    format!("expected {}", in_words(expected)),
                )
                .label(format!("this is {}", in_words(found)))
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

/// Strings with a character that is refused, also by an escape such as `\u202E`. Comments may be in any script.
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

/// The most characters of a text that is one line in a file: a name, a title, a source.
const LONGEST_TEXT: usize = 1_000;

/// The error of a text that is longer than a name, a title or a source can be.
pub(crate) fn too_long(text: &str, span: Span) -> Option<Diagnostic> {
    let length = text.chars().count();
    (length > LONGEST_TEXT).then(|| {
        let message = format!("this text has {length} characters");
        Diagnostic::error("wrong-value", span, message)
            .label(format!("there is room for {LONGEST_TEXT}"))
            .help("shorten it")
    })
}

/// The error of a character that cannot be used.
pub(crate) fn wrong_character(c: char, span: Span) -> Diagnostic {
    if let Some(reason) = unsettable(c).filter(|_| !is_unseen(c)) {
        let why = format!("{c} is the character U+{:04X}", u32::from(c));
        return cannot_be_set(&reason, span).label(why);
    }
    let message = format!("the character U+{:04X} cannot be used", u32::from(c));
    Diagnostic::error("wrong-character", span, message)
        .label("it cannot be seen here")
        .help("delete it; it may have come along when text was pasted")
}

/// The error of text, or of a language, that cannot be set.
pub(crate) fn cannot_be_set(reason: &Unsettable, span: Span) -> Diagnostic {
    let (what, help) = match reason {
        Unsettable::RightToLeft(script) => (
            format!("{script} text cannot be set: it runs from right to left"),
            format!("write it in another script; these can be set: {SETTABLE_NAMES}"),
        ),
        Unsettable::Complex(script) => (
            format!("text in the script {script} cannot be set"),
            format!("write it in another script; these can be set: {SETTABLE_NAMES}"),
        ),
        Unsettable::Jamo => (
            "parts of a Korean syllable cannot be set".to_owned(),
            "write whole syllables: convert the text to the Unicode form NFC".to_owned(),
        ),
    };
    Diagnostic::error("wrong-script", span, what).help(help)
}

/// Whether a character has no place in a sheet, wherever it comes from: it cannot be seen or cannot be set.
pub(crate) fn is_refused(c: char) -> bool {
    is_unseen(c) || unsettable(c).is_some()
}

/// Whether a character cannot be seen, and has no place in any file.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            true
        }
        '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' => true,
        '\u{fffe}' | '\u{ffff}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{180e}' | '\u{200b}'..='\u{200d}' => true,
        '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        c => c.is_control(),
    }
}

/// What is wrong with a TOML file, and what to do about the slips that are made most.
fn syntax_error(
    problem: &str,
    text: &str,
    range: std::ops::Range<usize>,
    span: Span,
) -> Diagnostic {
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
        return Diagnostic::error("duplicate", span, message).help(help);
    }
    let value = line.split_once('=').map(|(_, value)| value.trim());
    let help = value.and_then(slip_in_value);
    Diagnostic::error("syntax", span, "this is not valid TOML")
        .label(problem.replace('\n', ", "))
        .maybe_help(help)
}

/// What to do about a value that is not one.
fn slip_in_value(value: &str) -> Option<String> {
    let separators = [',', ' ', '’', '\u{a0}'];
    let is_number = |c: char| c.is_ascii_digit() || c == '_' || c == '.';
    let digits = value.trim_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split(separators);
    let is_grouped = digits.contains(separators) && parts.all(|part| part.chars().all(is_number));
    if value.is_empty() {
        Some("write a value after the equals sign".to_owned())
    } else if value.starts_with(['“', '”', '‘', '’']) {
        Some("use straight quotes: \"…\"".to_owned())
    } else if value.starts_with('?') {
        Some("write it in quotes: \"?\"".to_owned())
    } else if value.starts_with('{') {
        Some("in braces, a value is a number, a text in quotes, or true or false".to_owned())
    } else if value.starts_with('"') {
        Some("a text ends with a quote, as it begins: \"…\"".to_owned())
    } else if value.starts_with(|c: char| c.is_alphabetic()) {
        Some("write a text in quotes: \"…\"".to_owned())
    } else if is_grouped {
        let number = digits.replace(separators, "_");
        Some(format!("set groups of digits off with _: {number}"))
    } else if !digits.is_empty() && digits.chars().all(is_number) {
        Some(format!("write the number by itself: {digits}"))
    } else {
        None
    }
}

/// serde's and TOML's names of types, for people who do not program.
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

/// A file that cannot be read: the user's mistake when it is missing, the machine's when refused.
pub(super) fn cannot_read(shown: &str, error: &FileError) -> Diagnostic {
    let code = code_of(error);
    let message = format!("cannot read {shown}: {error}");
    Diagnostic::file_error(code, shown, message).maybe_help(error.way_out().map(str::to_owned))
}

fn code_of(error: &FileError) -> &'static str {
    match error {
        FileError::Refused(_) => crate::diagnostic::MACHINE_FAILED,
        FileError::Missing | FileError::Folder | FileError::NoFile => "missing-file",
        FileError::Outside => "wrong-path",
    }
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
