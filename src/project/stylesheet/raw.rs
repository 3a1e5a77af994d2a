//! A design as it is written, merged with the designs it extends.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Align, FigureStyle, Place, Stylesheet};
use crate::diagnostic::{Diagnostic, Span, hint};
use crate::project::Reader;

/// A text and its place in the file.
pub(super) type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    #[serde(rename = "extends")]
    pub _extends: Option<String>,
    pub page: Page,
    pub fit: Spanned<Fit>,
    pub fonts: Spanned<BTreeMap<Word, Word>>,
    #[serde(default)]
    pub colors: BTreeMap<Word, Word>,
    pub styles: Styles,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    pub size: Spanned<PaperSize>,
    #[serde(default)]
    pub landscape: bool,
    pub margin: Spanned<Margin>,
    pub side: Option<Side>,
}

/// A word or a table.
pub(super) enum WordOr<T> {
    Word(String),
    Table(T),
}

/// A table in whose place a word can stand.
pub(super) trait OrWord {
    /// What is expected, for messages.
    const EXPECTED: &'static str;
}

impl<'de, T: Deserialize<'de> + OrWord> Deserialize<'de> for WordOr<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + OrWord> serde::de::Visitor<'de> for Either<T> {
            type Value = WordOr<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_str<E>(self, word: &str) -> Result<Self::Value, E> {
                Ok(WordOr::Word(word.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<Self::Value, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                T::deserialize(map).map(WordOr::Table)
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// The name of a size, or a width and a height.
pub(super) type PaperSize = WordOr<Measured>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measured {
    pub width: Word,
    pub height: Word,
}

impl OrWord for Measured {
    const EXPECTED: &'static str = r#"the name of a paper size, or { width = "…", height = "…" }"#;
}

/// `"auto"`, a width, or limits for what the content wants.
pub(super) type ColumnWidth = WordOr<Limits>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub min: Option<Word>,
    pub max: Option<Word>,
}

impl OrWord for Limits {
    const EXPECTED: &'static str = r#""auto", a width, or { min = "…", max = "…" }"#;
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Margin {
    pub top: Word,
    pub right: Word,
    pub bottom: Word,
    pub left: Word,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Side {
    pub width: Word,
    pub gap: Word,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fit {
    pub pages: Option<Spanned<i64>>,
    pub text: Spanned<TextSizes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextSizes {
    pub min: Word,
    pub max: Word,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Styles {
    pub text: Style,
    pub h1: Option<Style>,
    pub h2: Option<Style>,
    pub h3: Option<Style>,
    pub h4: Option<Style>,
    pub h5: Option<Style>,
    pub h6: Option<Style>,
    #[serde(default)]
    pub table: Table,
    #[serde(default)]
    pub table_head: Head,
    #[serde(default)]
    pub table_cell: Cell,
    #[serde(default)]
    pub list: List,
    #[serde(default)]
    pub note: Note,
    #[serde(default, rename = "break")]
    pub thematic_break: Break,
    #[serde(default)]
    pub header: Margins,
    #[serde(default)]
    pub footer: Margins,
}

/// How characters look: what every style has.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Type {
    pub font: Option<Word>,
    pub size: Option<Word>,
    pub leading: Option<Word>,
    pub color: Option<Word>,
    pub figures: Option<FigureStyle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub color: Word,
}

/// The same keys in every style that sets lines. (`flatten` would lose the places.)
macro_rules! style {
    ($name:ident { $($(#[$meta:meta])* $key:ident: $type:ty),* $(,)? }) => {
        #[derive(Deserialize, Default)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            pub font: Option<Word>,
            pub size: Option<Word>,
            pub color: Option<Word>,
            pub figures: Option<FigureStyle>,
            pub leading: Option<Word>,
            pub strong: Option<Type>,
            pub emphasis: Option<Type>,
            pub strong_emphasis: Option<Type>,
            pub link: Option<Link>,
            $($(#[$meta])* pub $key: $type),*
        }

        impl $name {
            /// The keys about type.
            pub(super) fn looks(&self) -> Looks<'_> {
                Looks {
                    font: self.font.as_ref(),
                    size: self.size.as_ref(),
                    color: self.color.as_ref(),
                    figures: self.figures,
                    leading: self.leading.as_ref(),
                    strong: self.strong.as_ref(),
                    emphasis: self.emphasis.as_ref(),
                    strong_emphasis: self.strong_emphasis.as_ref(),
                    link: self.link.as_ref(),
                }
            }
        }
    };
}

/// The keys about type of any style.
pub(super) struct Looks<'a> {
    pub font: Option<&'a Word>,
    pub size: Option<&'a Word>,
    pub color: Option<&'a Word>,
    pub figures: Option<FigureStyle>,
    pub leading: Option<&'a Word>,
    pub strong: Option<&'a Type>,
    pub emphasis: Option<&'a Type>,
    pub strong_emphasis: Option<&'a Type>,
    pub link: Option<&'a Link>,
}

style!(Style {
    space_above: Option<Word>,
    space_below: Option<Word>,
    #[serde(default)] align: Align,
    #[serde(default)] place: Option<Spanned<Place>>,
    rule_above: Option<Rule>,
    rule_below: Option<Rule>,
});

style!(Head {
    background: Option<Word>,
});

style!(Cell {});

style!(Note {
    space_above: Option<Word>,
    space_below: Option<Word>,
    indent: Option<Word>,
    bar: Option<Rule>,
});

style!(Margins {
    offset: Option<Word>,
    rule: Option<Rule>,
});

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub space: Option<Word>,
    pub item_space: Option<Word>,
    pub indent: Option<Word>,
    pub marker_gap: Option<Word>,
    pub bullet: Option<Word>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Break {
    pub space: Option<Word>,
    pub rule: Option<Rule>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub place: Option<Spanned<Place>>,
    #[serde(default)]
    pub columns: Vec<Spanned<Vec<Spanned<ColumnWidth>>>>,
    pub space_above: Option<Word>,
    pub space_below: Option<Word>,
    pub padding_x: Option<Word>,
    pub padding_y: Option<Word>,
    pub rule: Option<Rule>,
    pub head_rule: Option<Rule>,
    pub edge_rule: Option<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub width: Word,
    pub color: Option<Word>,
    pub gap: Option<Word>,
}

/// Reads a design and lays it over the designs it extends.
pub(super) fn read(reader: &mut Reader<'_>, name: &str) -> Option<Sheet> {
    read_under(reader, &mut vec![name.to_owned()], None)
}

/// The most designs that may extend each other.
const MOST_DESIGNS: usize = 16;

/// Reads the last design of the chain, lays `over` over it, and goes on to the one it extends.
fn read_under(
    reader: &mut Reader<'_>,
    chain: &mut Vec<String>,
    over: Option<Spanned<DeTable<'_>>>,
) -> Option<Sheet> {
    let loaded = reader.load(&Stylesheet::path(chain.last()?))?;
    let table = reader.parse_file(&loaded)?;
    let next = extends(table.get_ref());
    let merged = match over {
        Some(over) => {
            let range = over.span();
            Spanned::new(range, overlay(table.into_inner(), over.into_inner()))
        }
        None => table,
    };
    let Some((base, span)) = next else {
        return reader.typed(merged);
    };
    if let Some(problem) = missing(reader, &base, span) {
        reader.report.push(problem);
        return None;
    }
    let is_circle = chain.contains(&base);
    chain.push(base);
    if chain.len() > MOST_DESIGNS {
        let message = format!("more than {MOST_DESIGNS} designs extend each other");
        reader
            .report
            .push(Diagnostic::error("circle", span, message));
        return None;
    }
    if is_circle {
        let message = "these designs extend each other in a circle";
        reader.report.push(
            Diagnostic::error("circle", span, message)
                .label(chain.join(" → "))
                .help("let the last one stand by itself"),
        );
        return None;
    }
    read_under(reader, chain, Some(merged))
}

fn missing(reader: &mut Reader<'_>, base: &str, span: Span) -> Option<Diagnostic> {
    let names = Stylesheet::names(reader);
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let message = format!("there is no design `{base}`");
    let error = Diagnostic::error("unknown-name", span, message).help(hint(base, &known));
    (!known.contains(&base)).then_some(error)
}

/// The name in `extends`, when there is one. A wrong type is reported when the whole is read.
fn extends(table: &DeTable<'_>) -> Option<(String, Span)> {
    let (_, value) = table.iter().find(|(key, _)| key.get_ref() == "extends")?;
    match value.get_ref() {
        DeValue::String(name) => Some((name.clone().into_owned(), value.span().into())),
        _ => None,
    }
}

/// All keys of both tables; where both have one, the upper counts. Tables within are overlaid too.
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
        merged.insert(key, Spanned::new(range, value));
    }
    merged.extend(beneath.into_values());
    merged
}
