//! `data/jurisdictions.toml`: the places that can have a sheet.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::level::{Level, Levels};
use super::localized::{Localized, RawLocalized, Text};
use super::place_levels::PlaceLevels;
use super::place_names::{Mention, PlaceNames};
use super::point::Area;
use super::reader::Reader;
use super::spanned::Spanned;
use super::tile::{Tile, TileToml, tiles_of_two};
use super::values::NATIONAL;
use super::written::{JurisdictionCode, Written, schema_of};
use crate::diagnostic::{Code, Diagnostic, Report, Span, composed, did_you_mean};
use crate::language::Language;

/// The word in place of a code in the name of a book.
pub const BOOK: &str = "book";

/// A place with a sheet of its own: a state, the District of Columbia, a territory, or an area of another project.
#[derive(Debug)]
pub struct Jurisdiction {
    /// The name of its data file and of its sheet.
    pub code: String,
    /// The source location of the code.
    pub span: Span,
    /// The name by itself.
    pub name: Localized,
    /// The name inside a sentence, where it differs.
    pub in_text: Option<Localized>,
    /// The name after "of", where the two contract.
    pub of: Option<Localized>,
    /// The level.
    pub level: Level,
    /// The code of the place that it is within, or `None` if it is directly below the nation.
    pub within: Option<String>,
    /// The square of the place on a map of squares, if it has one.
    pub tile: Option<Tile>,
}

/// All of them, in the order of the file.
#[derive(Debug)]
pub struct Jurisdictions {
    list: Vec<Jurisdiction>,
    /// The nation as a place with a sheet of its own.
    nation: Option<Jurisdiction>,
    /// The index of each code in the list.
    places: BTreeMap<String, usize>,
    names: PlaceNames,
}

/// The places there can be a sheet for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Jurisdictions")]
struct JurisdictionsToml {
    /// The nation, if it has a sheet of its own.
    national: Option<NationToml>,
    /// One of them.
    #[serde(default)]
    jurisdiction: Vec<JurisdictionToml>,
}

/// A place there can be a sheet for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Jurisdiction")]
struct JurisdictionToml {
    /// Up to 12 capital letters and digits. It names the data file and the sheet.
    code: Written<JurisdictionCode>,
    /// The name by itself.
    name: Spanned<RawLocalized>,
    /// The name within a sentence, where it differs.
    in_text: Option<Spanned<RawLocalized>>,
    /// The name with the word "of" before it, where the two contract.
    of: Option<Spanned<RawLocalized>>,
    /// The code of the place that it is within, such as the state of a county.
    within: Option<Written<JurisdictionCode>>,
    /// The square of the place on a map of equal squares: its column and its row, counted from 0 at the top left, such
    /// as [5, 2].
    tile: Option<TileToml>,
}

/// The nation, as a place with a sheet of its own.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Nation")]
struct NationToml {
    /// Up to 12 capital letters and digits, such as "US". It names the sheet.
    code: Written<JurisdictionCode>,
    /// The name by itself.
    name: Spanned<RawLocalized>,
    /// The name within a sentence, where it differs.
    in_text: Option<Spanned<RawLocalized>>,
    /// The name with the word "of" before it, where the two contract.
    of: Option<Spanned<RawLocalized>>,
}

impl From<NationToml> for JurisdictionToml {
    fn from(nation: NationToml) -> Self {
        Self {
            code: nation.code,
            name: nation.name,
            in_text: nation.in_text,
            of: nation.of,
            within: None,
            tile: None,
        }
    }
}

impl Jurisdictions {
    /// The schema of their file.
    pub(crate) fn schema() -> Schema {
        schema_of::<JurisdictionsToml>()
    }

    /// The jurisdiction of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Jurisdiction> {
        self.places.get(code).map(|place| &self.list[*place])
    }

    /// The nation, if it has a sheet of its own.
    #[must_use]
    pub const fn nation(&self) -> Option<&Jurisdiction> {
        self.nation.as_ref()
    }

    /// The area with a sheet of a code: a jurisdiction or the nation.
    #[must_use]
    pub fn with_sheet(&self, code: &str) -> Option<&Jurisdiction> {
        let nation = self.nation.as_ref().filter(|nation| nation.code == code);
        nation.or_else(|| self.get(code))
    }

    /// The area of a sheet's code.
    #[must_use]
    pub fn area<'c>(&self, code: &'c str) -> Area<'c> {
        match &self.nation {
            Some(nation) if nation.code == code => Area::Nation,
            _ => Area::Jurisdiction(code),
        }
    }

    /// Whether a place is within another one, directly or not.
    #[must_use]
    pub fn is_within(&self, code: &str, outer: &str) -> bool {
        let above = |code: &str| self.get(code)?.within.as_deref();
        std::iter::successors(above(code), |code| above(code)).any(|code| code == outer)
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.list.iter()
    }

    /// The places that a text names in whole words, by their names in a language or in any.
    #[must_use]
    pub fn mentions(&self, text: &str, language: Option<&Language>) -> Vec<Mention<'_>> {
        let name_of = |place: usize| &self.list[place].name;
        self.names.mentions(name_of, text, language)
    }

    /// The code that was probably meant, by its letters or by the name of the place.
    #[must_use]
    pub fn suggest(&self, code: &str) -> Option<&str> {
        let asked = composed(code).to_lowercase();
        let by_name = |j: &&Jurisdiction| {
            j.name
                .all()
                .any(|name| composed(&name.text).to_lowercase() == asked)
        };
        let same = |j: &&Jurisdiction| j.code.eq_ignore_ascii_case(code);
        let exact = self.list.iter().find(|j| same(j) || by_name(j));
        exact.map(|j| j.code.as_str()).or_else(|| {
            let codes = self.list.iter().map(|j| j.code.as_str());
            // Of two letters, all may be wrong, but not look the same.
            let near = did_you_mean(code, codes)?;
            (code.len() > 2 || code.eq_ignore_ascii_case(near)).then_some(near)
        })
    }

    pub(super) fn read(
        reader: &mut Reader<'_>,
        languages: Option<&[Language]>,
        levels: Option<&Levels>,
    ) -> Option<Self> {
        let raw: JurisdictionsToml = reader.read("data/jurisdictions.toml")?;
        let mut list: Vec<Jurisdiction> = Vec::with_capacity(raw.jurisdiction.len());
        let mut places = BTreeMap::new();
        let mut within = Vec::with_capacity(raw.jurisdiction.len());
        for mut raw in raw.jurisdiction {
            within.push(raw.within.take());
            let place = resolve(raw, languages, &mut reader.report);
            let known = places
                .get(&place.code)
                .map(|first: &usize| list[*first].span);
            reader
                .report
                .extend(wrong_code(&place.code, place.span, known));
            places.entry(place.code.clone()).or_insert(list.len());
            list.push(place);
        }
        let nation = raw.national.map(|raw| {
            let nation = Jurisdiction {
                level: Level::NATIONAL,
                ..resolve(raw.into(), languages, &mut reader.report)
            };
            let known = places.get(&nation.code).map(|first| list[*first].span);
            reader
                .report
                .extend(wrong_code(&nation.code, nation.span, known));
            nation
        });
        let mark = reader.report.mark();
        if let Some(levels) = levels {
            let mut all = PlaceLevels::new(&places, &within, levels);
            for (index, place) in list.iter_mut().enumerate() {
                if let Some((level, within)) = all.of(index, &place.code, &mut reader.report) {
                    place.level = level;
                    place.within = Some(within.to_owned());
                }
            }
            reader.report.extend(all.too_deep());
        }
        // Two places with one name, or one tile, are told apart by the places that they are within.
        if levels.is_some() && reader.report.errors_since(mark) == 0 {
            let problems = names_of_two(&list);
            reader.report.extend(problems);
            let tiles = list.iter().filter_map(|place| {
                let within = place.within.as_deref();
                Some((within, place.code.as_str(), place.tile?))
            });
            reader.report.extend(tiles_of_two(tiles));
        }
        Some(Self {
            nation,
            names: PlaceNames::new(list.iter().map(|place| &place.name)),
            list,
            places,
        })
    }
}

fn resolve(
    raw: JurisdictionToml,
    languages: Option<&[Language]>,
    report: &mut Report,
) -> Jurisdiction {
    let tile = raw.tile.as_ref().map(Tile::resolve);
    let tile = tile.and_then(|tile| tile.map_err(|error| report.push(error)).ok());
    let mut text = |raw| Localized::resolve(raw, languages, report);
    Jurisdiction {
        name: text(raw.name),
        in_text: raw.in_text.map(&mut text),
        of: raw.of.map(&mut text),
        span: raw.code.span().into(),
        code: raw.code.into_text().into_inner(),
        level: Level::TOP_PLACES,
        within: None,
        tile,
    }
}

/// Names that two places share in one language, usually left over from copying an entry. Two places can share a name
/// if they are within different places.
fn names_of_two(list: &[Jurisdiction]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(Option<&str>, &str), (usize, Span)> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, jurisdiction) in list.iter().enumerate() {
        for Text { text, span } in jurisdiction.name.all() {
            let name = (jurisdiction.within.as_deref(), text.as_str());
            let (first, at) = *known.entry(name).or_insert((place, *span));
            if first != place {
                let message = format!("two places have the name {text}");
                found.push(
                    Diagnostic::error(Code::Duplicate, *span, message)
                        .also(at, "the other one")
                        .help("give each place a name of its own"),
                );
            }
        }
    }
    found
}

/// A code names files, so it is short and plain, and each has its own.
fn wrong_code(code: &str, span: Span, first: Option<Span>) -> Option<Diagnostic> {
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    if code.is_empty() || code.len() > 12 || !code.bytes().all(plain) {
        let message = format!("`{code}` cannot be a code");
        let capitals = code.trim().to_uppercase();
        let meant = Some(capitals).filter(|c| (1..=12).contains(&c.len()) && c.bytes().all(plain));
        let meant = meant.map(|code| format!("\"{code}\""));
        let help = match &meant {
            Some(code) => format!("write it in capital letters: {code}"),
            None => "a code is up to 12 capital letters and digits, such as \"AL\"".to_owned(),
        };
        let error = Diagnostic::error(Code::WrongValue, span, message);
        return Some(error.help(help).maybe_fix(span, meant));
    }
    let taken = [
        (NATIONAL, "the national figures"),
        (BOOK, "the book of all sheets"),
    ];
    // Some file systems ignore case.
    if let Some((_, what)) = taken
        .iter()
        .find(|(name, _)| code.eq_ignore_ascii_case(name))
    {
        let message = format!("`{code}` is the name of {what}");
        return Some(
            Diagnostic::error(Code::WrongValue, span, message).help("choose another code"),
        );
    }
    let first = first?;
    Some(
        Diagnostic::error(
            Code::Duplicate,
            span,
            format!("the code `{code}` is used twice"),
        )
        .label("used again here")
        .also(first, "first used here")
        .help("give each jurisdiction a code of its own"),
    )
}
