//! Reads files into typed tables in which every value has a span.
//!
//! The reader keeps the text of every file, caches what several editions share, and collects the errors.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeTable;

use super::characters::{is_unseen, wrong_character};
use super::files::{FileError, Files};
use super::kind::Kind;
use super::toml_text;
use crate::diagnostic::{Code, Diagnostic, Report, Sources, Span, composed, did_you_mean};

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
        toml_text::parse(text, base, &|_| None, &mut self.report)
    }

    /// Deserializes a table as a typed value. Returns `None` on errors, which are reported.
    pub fn typed<T: DeserializeOwned>(&mut self, table: Spanned<DeTable<'_>>) -> Option<T> {
        let sources = &self.sources;
        toml_text::typed(table, &|span| sources.slice(span), &mut self.report)
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
        let table = toml_text::parse(&file.text, file.base, kind_of, &mut self.report)?;
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
