//! The front matter of the text, between two lines of `+++`: title, running header and footer, and settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::compile;
use super::compiled::Template;
use super::dialect;
use super::foreign::Phrase;
use super::names::Context;
use super::quotes;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::language::Language;
use crate::project::spanned::Spanned;
use crate::project::written::schema_of;
use crate::project::{Loaded, Reader, Status, too_long};

/// The front matter, its texts compiled.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The title of the document.
    pub title: Template,
    /// The subject of the document.
    pub subject: Option<Template>,
    /// The keywords of the document.
    pub keywords: Vec<Template>,
    /// The running header: left, center, right.
    pub header: [Template; 3],
    /// The running footer.
    pub footer: [Template; 3],
    /// The header of the first page, if it has its own.
    pub first_header: Option<[Template; 3]>,
    /// The footer of the first page, if it has its own.
    pub first_footer: Option<[Template; 3]>,
    /// The footer of a sheet of one page, if it has its own.
    pub only_footer: Option<[Template; 3]>,
    /// Phrases in another language than the sheet's.
    pub(super) foreign: Vec<Phrase>,
    /// Numbers and names that are typed on purpose, so no warning is given.
    pub as_is: Vec<String>,
    /// The status of the text.
    pub status: Status,
    /// The place of the status.
    pub status_span: Span,
}

/// The head of the text. Its texts can have placeholders and guards.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Head")]
struct FrontMatterToml {
    /// The document's title.
    title: Spanned<String>,
    /// What the document is about.
    subject: Option<Spanned<String>>,
    /// The keywords of the document.
    #[serde(default)]
    keywords: Vec<Spanned<String>>,
    /// Above the text of each page: one text at the left, two at the two ends, three at left, center and right.
    #[schemars(length(max = 3))]
    header: Option<Spanned<Vec<Spanned<String>>>>,
    /// Below the text of each page, likewise.
    #[schemars(length(max = 3))]
    footer: Option<Spanned<Vec<Spanned<String>>>>,
    /// The same above the text of the first page.
    #[schemars(length(max = 3))]
    first_header: Option<Spanned<Vec<Spanned<String>>>>,
    /// The same below the text of the first page.
    #[schemars(length(max = 3))]
    first_footer: Option<Spanned<Vec<Spanned<String>>>>,
    /// The same below the text of a sheet of one page.
    #[schemars(length(max = 3))]
    only_footer: Option<Spanned<Vec<Spanned<String>>>>,
    /// Phrases in other languages than the sheet's, by the tags of these.
    #[serde(default)]
    foreign: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Numbers, years and names of places that are meant as they stand.
    #[serde(default)]
    as_is: Vec<String>,
    /// The status of the text.
    status: Spanned<Status>,
}

impl FrontMatter {
    /// The JSON schema of the front matter.
    pub(crate) fn schema() -> Schema {
        schema_of::<FrontMatterToml>()
    }

    /// All texts with placeholders.
    pub(super) fn templates(&self) -> impl Iterator<Item = &Template> {
        let firsts = self.first_header.iter().chain(&self.first_footer);
        let firsts = firsts.chain(&self.only_footer).flatten();
        let margins = self.header.iter().chain(&self.footer).chain(firsts);
        let texts = std::iter::once(&self.title).chain(&self.subject);
        texts.chain(&self.keywords).chain(margins)
    }
}

const FENCE: &str = "+++";

/// Reads the front matter. Returns it with the byte at which the text begins, or `None` after an error that
/// leaves nothing to read.
pub(super) fn read(
    reader: &mut Reader<'_>,
    words: &Loaded,
    sheet_language: &Language,
    context: Context<'_>,
) -> Option<(FrontMatter, usize)> {
    let Some((head, body)) = fences(&words.text) else {
        let first_line = words.text.lines().next().unwrap_or_default();
        let span = Span::new(words.base, words.base + first_line.len());
        let problem = if first_line.trim_end() == FENCE {
            Diagnostic::error(
                Code::FrontMatter,
                span,
                "the head of the text is never closed",
            )
            .help("write another line of +++ after it")
        } else {
            Diagnostic::error(
                Code::FrontMatter,
                span,
                "the text does not begin with a head",
            )
            .label("expected a line of +++ here and another one after the head")
            .help("begin with:  +++  title = \"…\"  status = \"draft\"  +++  each on a line")
        };
        reader.report.push(problem);
        return None;
    };
    let table = reader.parse(&words.text[head.clone()], words.base + head.start)?;
    let raw: FrontMatterToml = reader.typed(table)?;
    let as_is = raw.as_is.clone();
    let mut compile = |text: &Spanned<String>, in_margin: bool| {
        let problems = dialect::in_plain(text.get_ref(), text.span().into(), &as_is);
        reader.report.extend(problems);
        compile(
            reader,
            text,
            Context {
                in_margin,
                ..context
            },
        )
    };
    let title = compile(&raw.title, false);
    let subject = raw.subject.as_ref().map(|text| compile(text, false));
    let keywords = raw
        .keywords
        .iter()
        .map(|text| compile(text, false))
        .collect();
    let mut margin = |texts: Spanned<Vec<Spanned<String>>>| {
        let compiled = texts.get_ref().iter().map(|text| compile(text, true));
        let mut compiled = compiled.collect::<Vec<_>>();
        if compiled.len() == 2 {
            // Two stand at the two ends.
            compiled.insert(1, Template::default());
        }
        let mut compiled = compiled.into_iter();
        [(); 3].map(|()| compiled.next().unwrap_or_default())
    };
    let too_many = |texts: &Option<Spanned<Vec<Spanned<String>>>>| {
        let texts = texts.as_ref()?;
        (texts.get_ref().len() > 3).then(|| {
            Diagnostic::error(Code::WrongValue, texts.span(), "expected up to three texts")
                .help("write what stands at the left, in the center and at the right")
        })
    };
    let problems = [
        too_many(&raw.header),
        too_many(&raw.footer),
        too_many(&raw.first_header),
        too_many(&raw.first_footer),
        too_many(&raw.only_footer),
    ];
    let strange_tags: Vec<Diagnostic> = raw.foreign.keys().filter_map(strange_tag).collect();
    let foreign = raw.foreign.iter().flat_map(|(language, phrases)| {
        let language: Arc<str> = language.get_ref().as_str().into();
        phrases.iter().map(move |phrase| Phrase {
            // As the words print it.
            text: quotes::set(phrase.get_ref(), sheet_language),
            language: Arc::clone(&language),
        })
    });
    let front = FrontMatter {
        foreign: foreign.filter(|phrase| !phrase.text.is_empty()).collect(),
        title,
        subject,
        keywords,
        header: raw.header.map(&mut margin).unwrap_or_default(),
        footer: raw.footer.map(&mut margin).unwrap_or_default(),
        first_header: raw.first_header.map(&mut margin),
        first_footer: raw.first_footer.map(&mut margin),
        only_footer: raw.only_footer.map(&mut margin),
        as_is: raw.as_is,
        status_span: raw.status.span().into(),
        status: raw.status.into_inner(),
    };
    reader.report.extend(problems.into_iter().flatten());
    reader.report.extend(strange_tags);
    Some((front, body))
}

/// The error of a key that is no language tag.
fn strange_tag(tag: &Spanned<String>) -> Option<Diagnostic> {
    let parsed = icu_locale_core::LanguageIdentifier::try_from_str(tag.get_ref());
    parsed.is_err().then(|| {
        let message = format!("`{}` is not a language tag", tag.get_ref());
        Diagnostic::error(Code::WrongValue, tag.span(), message)
            .help("write foreign = { en = [\"…\"] }")
    })
}

/// The bytes between the two lines of `+++`, and the first byte after the second.
fn fences(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let first = text.find('\n')?;
    if text[..first].trim_end() != FENCE {
        return None;
    }
    let start = first + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == FENCE {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Compiles a text of the front matter. Its spans are exact if the TOML string has no escapes.
fn compile(reader: &mut Reader<'_>, text: &Spanned<String>, context: Context<'_>) -> Template {
    let span = Span::from(text.span());
    let value = text.get_ref();
    let problem = if value.contains('\n') {
        Some("this text has more than one line")
    } else if value.trim().is_empty() && !context.in_margin {
        Some("this text is empty")
    } else {
        None
    };
    let problem = problem.map(|message| Diagnostic::error(Code::WrongValue, span, message));
    reader.report.extend(problem);
    reader.report.extend(too_long(value, span));
    let quote = reader
        .sources
        .slice(span)
        .len()
        .saturating_sub(text.get_ref().len())
        / 2;
    let base = span.start + quote;
    compile::compile(text.get_ref(), base, context, &mut reader.report)
}
