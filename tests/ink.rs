//! No design prints over its own words: pages of random designs, measured by the outlines of their letters.

mod common;

use std::fmt::Write;
use std::fs;

use common::{planned, shipped};
use factsheet::diagnostic::render::{Format, render};
use factsheet::geometry::{Length, Point};
use factsheet::layout::{Content, Frame, Item, Page, Text};
use factsheet::project::{Memory, Reader};
use factsheet::text::{Font, Fonts};
use proptest::prelude::*;

const PUBLICATION: &str = r#"
name = "Loans"
publisher = "City Library"
languages = ["en-US"]
layout = "any"
"#;

const FIGURES: &str = r#"
[[figure]]
id = "readers"
label = "Jóvenes (aged 5, 6), plus jobs & gypsies"
kind = "count"
in = ["state"]
[[figure]]
id = "loans"
label = "Ärger, loans of journals"
kind = "count"
in = ["state"]
[[figure]]
id = "visits"
label = "Visits"
kind = "count"
in = ["state"]
"#;

const VALUES: &str = "year = 2024\njurisdiction = 'N'\nstatus = 'final'\nsource = 'Register'\n\
                      readers = 5_120\nloans = 1_900_218\nvisits = 7\n";

/// Words with letters that reach far up and down, in everything there is.
const WORDS: &str = r#"+++
title = "Loans"
header = ["Ángel (page)", "{{ page }}"]
footer = ["Qué pájaro", "{{ page }} of {{ pages }}"]
status = "final"
as_is = ["1", "2"]
+++
# Ägypten (jqpgy), **Éåßj** again and *again* {.top}

By day **{{ readers | counted("Ängstlicher reader", "Ängstliche readers, jumping") }}** (Égal).
Already **{{ visits }}** jumping. *Égal, jq of {{ readers }}.*

Ópera, *jqpgy* and [a link](https://library.example/g) with **{{ loans }}** glyphs; Åñ (jqpgy) Ç again.

```bars
readers
loans
visits
```

## Quẽjas, play {.row}

Jy **{{ readers }}** Égj. Also **{{ loans }}** Çqj. Ĝj **{{ visits }}** jumps.  
*Ýj (jqpgy)*

### Ôpéra, jqpgy

| Âge (jqpgy) | Number, Ég |
|:--|--:|
| Égalité, jqpgy | {{ readers }} |
| Ýj | **{{ loans }}** |

- Éj (jqpgy)
- Åqj, glyphs *Éj*

  1. Jqpgy

> Égj, jqpgy **{{ readers }}**

```share
readers
loans
```

```qr
https://library.example/jqpgy
```

## Last Éjq

Ég jqpgy.
"#;

/// A length of a design, in hundredths of the text size.
fn em(hundredths: u32) -> String {
    format!("\"{}.{:02}em\"", hundredths / 100, hundredths % 100)
}

/// A key with a length, or nothing: a style can leave out any key.
fn key(name: &str, hundredths: Option<u32>) -> String {
    hundredths.map_or(String::new(), |length| format!("{name} = {}\n", em(length)))
}

prop_compose! {
    /// The type of a style: its size and leading.
    fn type_of()(
        size in proptest::option::weighted(0.8, 50_u32..500),
        leading in proptest::option::weighted(0.6, 30_u32..200),
    ) -> String {
        // A leading is a part of the size.
        let leading = leading.map(|leading| size.unwrap_or(100) * leading / 100);
        key("size", size) + &key("leading", leading)
    }
}

/// The keys of a style in one line.
fn inline(keys: &str) -> String {
    keys.trim_end().replace('\n', ", ")
}

prop_compose! {
    fn spaces()(
        above in proptest::option::of(0_u32..200),
        below in proptest::option::of(0_u32..200),
    ) -> String {
        key("space_above", above) + &key("space_below", below)
    }
}

prop_compose! {
    fn rule(name: &'static str)(gap in 0_u32..80, is_there in any::<bool>()) -> String {
        match is_there {
            true => format!("{name} = {{ width = \"1pt\", gap = {} }}\n", em(gap)),
            false => String::new(),
        }
    }
}

prop_compose! {
    fn section(name: &'static str)(
        columns in proptest::sample::select(vec!["[1]", "[1, 1]", "[1, 2]", "[2, 1, 1]"]),
        callouts in proptest::sample::select(vec!["inline", "card", "row", "beside"]),
        heading in proptest::sample::select(vec!["above", "beside"]),
        gap in 0_u32..150,
        padding in 0_u32..100,
        is_there in any::<bool>(),
        has_hero in any::<bool>(),
    ) -> String {
        if !is_there {
            return String::new();
        }
        let has_hero = has_hero && name == "row" && callouts != "inline";
        format!(
            "[sections.{name}]\ncolumns = {columns}\ncallouts = \"{callouts}\"\nheading = {{ place = \"{heading}\" }}\n\
             hero = {has_hero}\ngap = {}\npadding = {{ x = {}, y = {} }}\n",
            em(gap), em(padding), em(padding / 2),
        )
    }
}

prop_compose! {
    /// A design.
    fn design()(
        types in proptest::collection::vec(type_of(), 12),
        spaces in proptest::collection::vec(spaces(), 7),
        above in rule("rule_above"),
        below in rule("rule_below"),
        sections in (section("top"), section("row")),
        paddings in (0_u32..60, 0_u32..60),
        gaps in proptest::collection::vec(0_u32..100, 4),
        strong in (50_u32..400, 50_u32..300),
        card in (50_u32..500, 30_u32..200),
    ) -> String {
        let mut design = String::from(
            "[page]\nsize = \"tabloid\"\nmargin = { top = \"1.2in\", right = \"0.7in\", bottom = \"1.2in\", left = \"0.7in\" }\n\
             [fit]\ntext = { min = \"9pt\", max = \"9pt\" }\n[fonts]\n\
             regular = \"fonts/SourceSans3-Regular.ttf\"\nbold = \"fonts/SourceSans3-Bold.ttf\"\n\
             italic = \"fonts/SourceSans3-Italic.ttf\"\n",
        );
        let mut add = |text: std::fmt::Arguments<'_>| design.write_fmt(text).expect("a string");
        let (x, y) = (em(paddings.0), em(paddings.1));
        let leading = types[0].find("leading").map_or("", |at| &types[0][at..]);
        add(format_args!(
            "[styles.text]\nfont = \"regular\"\n{leading}{}strong = {{ font = \"bold\", size = {}, leading = {} }}\n\
             emphasis = {{ font = \"italic\" }}\n",
            spaces[0], em(strong.0), em(strong.1),
        ));
        add(format_args!("[styles.h1]\n{}{}{below}", types[1], spaces[1]));
        add(format_args!("[styles.h2]\n{}{}{above}", types[2], spaces[2]));
        add(format_args!("[styles.h3]\n{}{}", types[3], spaces[3]));
        add(format_args!("[styles.table]\n{}padding_x = {x}\npadding_y = {y}\nrule = {{ width = \"1pt\" }}\n\
                                    edge_rule = {{ width = \"1pt\" }}\n", spaces[4]));
        add(format_args!("[styles.chart]\n{}{}gap = {}\n", types[4], spaces[5], em(gaps[0])));
        add(format_args!("[styles.qr]\n{}gap = {}\n", types[5], em(gaps[1])));
        add(format_args!("[styles.note]\nindent = \"1em\"\n{}", spaces[6]));
        add(format_args!("[styles.header]\nsize = \"8pt\"\n[styles.footer]\nsize = \"8pt\"\n"));
        add(format_args!(
            "[styles.card]\n{}padding = {{ x = {x}, y = {y} }}\ngap = {}\n\
             figure = {{ font = \"bold\", size = {}, min_size = {}, leading = {} }}\ncontext = {{ {} }}\n",
            types[6], em(gaps[2]), em(card.0), em(card.0.min(100)), em(card.0 * card.1 / 100), inline(&types[7]),
        ));
        add(format_args!("[styles.hero]\n{}", types[8]));
        add(format_args!("[styles.lead]\n{}max_width = \"20em\"\ntracking = \"0.05em\"\n", types[9]));
        add(format_args!("{}{}", sections.0, sections.1));
        design
    }
}

/// The pages of the sheet in a design, or what is said of it.
fn pages(design: &str) -> Result<Vec<Page>, String> {
    let mut files = Memory::default()
        .with("data/publication.toml", PUBLICATION)
        .with(
            "data/jurisdictions.toml",
            "[[jurisdiction]]\ncode = 'N'\nname = 'North'\n",
        )
        .with("data/figures.toml", FIGURES)
        .with("data/2024/N.toml", VALUES)
        .with("layouts/copy/en.md", WORDS)
        .with("layouts/any.toml", design);
    for face in ["Regular", "Bold", "Italic"] {
        let file = format!("fonts/SourceSans3-{face}.ttf");
        files = files.with(&file, fs::read(shipped().join(&file)).expect("a font"));
    }
    let mut reader = Reader::new(&files);
    let plan = planned(&mut reader, &["en"]);
    let sheet = plan.editions.first().and_then(|edition| {
        let (state, _) = plan.figures(&mut reader, "N")?;
        let inputs = plan.inputs("N", &state)?;
        edition.render(&inputs, &mut edition.tools(), &mut reader.report)
    });
    let said = render(&reader.report, &reader.sources, Format::Human, false);
    let sheet = sheet.filter(|_| !reader.report.has_errors());
    sheet.map(|rendered| rendered.sheet.pages).ok_or(said)
}

/// The box around the letters of a word, measured along their outlines.
fn outlined(font: &Font, text: &Text, index: usize, baseline: Point) -> Option<(Point, Point)> {
    let before: i64 = text.words[..index].iter().map(|word| word.advance).sum();
    let metrics = &font.metrics;
    let start = baseline.x + metrics.at(before, text.size);
    let place = |(x, y): (f64, f64)| {
        #[expect(clippy::cast_possible_truncation, reason = "thousandths of font units")]
        let milli = |units: f64| {
            text.size
                .scaled((units * 1000.0) as i64, metrics.units_per_em * 1000)
        };
        Point::new(start + milli(x), baseline.y - milli(y))
    };
    let contours = font.outline(&text.words[index], &place);
    let corners = contours.iter().map(factsheet::geometry::Contour::bounds);
    corners.reduce(|(from, to), (other_from, other_to)| {
        (
            Point::new(from.x.min(other_from.x), from.y.min(other_from.y)),
            Point::new(to.x.max(other_to.x), to.y.max(other_to.y)),
        )
    })
}

/// A word on a page: what it is, its baseline, and the box around its ink.
type Inked<'p> = (&'p str, Length, (Point, Point));

fn inked<'p>(page: &'p Page, fonts: &Fonts) -> Vec<Inked<'p>> {
    let mut words = Vec::new();
    page.frame.for_each_text(&mut |at, text| {
        let font = fonts.get(text.face);
        for (index, word) in text.words.iter().enumerate() {
            let ink = outlined(font, text, index, at);
            words.extend(ink.map(|ink| (word.text.as_str(), at.y, ink)));
        }
    });
    words
}

/// The smallest overlap that is seen.
const SEEN: Length = Length::from_milli(150);

/// The least space between the ink of two lines.
const CLEAR: Length = Length::from_milli(150);

/// Two words of different lines that touch. Those of one line may.
fn touching(words: &[Inked<'_>]) -> Option<String> {
    for (index, (one, line, (from, to))) in words.iter().enumerate() {
        for (other, other_line, (other_from, other_to)) in &words[index + 1..] {
            let width = to.x.min(other_to.x) - from.x.max(other_from.x);
            let height = to.y.min(other_to.y) - from.y.max(other_from.y);
            if line != other_line && width > SEEN && height > Length::ZERO - CLEAR {
                return Some(format!("{one:?} and {other:?}: {width} by {height}"));
            }
        }
    }
    None
}

/// The rules of a page: thin fills that are not lines under words.
fn rules(frame: &Frame, origin: Point, found: &mut Vec<(Point, Point)>) {
    let is_text = |item: &Item| matches!(item.content, Content::Text(_));
    let has_text = frame.items.iter().any(is_text);
    for item in &frame.items {
        let at = origin + item.at;
        match &item.content {
            Content::Frame(inner) => rules(inner, at, found),
            Content::Fill { size, .. } if !has_text && size.height <= Length::pt(2) => {
                found.push((at, at + Point::new(size.width, size.height)));
            }
            _ => {}
        }
    }
}

/// A word that a rule crosses.
fn crossed(words: &[Inked<'_>], rules: &[(Point, Point)]) -> Option<String> {
    words.iter().find_map(|(word, _, (from, to))| {
        let crosses = |(rule_from, rule_to): &&(Point, Point)| {
            let width = to.x.min(rule_to.x) - from.x.max(rule_from.x);
            let height = to.y.min(rule_to.y) - from.y.max(rule_from.y);
            width > SEEN && height > Length::ZERO
        };
        rules
            .iter()
            .find(crosses)
            .map(|(rule, _)| format!("{word:?} by a rule at {}", rule.y))
    })
}

/// The fonts of the designs, in the order in which pages number them.
fn fonts() -> Fonts {
    let faces = ["Regular", "Bold", "Italic"].map(|face| {
        let data = fs::read(shipped().join(format!("fonts/SourceSans3-{face}.ttf")));
        Font::new(
            face,
            factsheet::diagnostic::Span::DETACHED,
            data.expect("a font"),
        )
        .expect("sound")
    });
    Fonts::from(Vec::from(faces))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_design_prints_over_its_own_words(design in design()) {
        let made = pages(&design);
        if let Err(said) = &made {
            prop_assert!(!said.contains("would be printed"), "{said}\n{design}");
            prop_assert!(said.contains("-->"), "{said}");
        }
        prop_assume!(made.is_ok());
        let fonts = fonts();
        for page in made.iter().flatten() {
            let words = inked(page, &fonts);
            let touching = touching(&words);
            prop_assert!(touching.is_none(), "{touching:?}\n{design}");
            let mut lines = Vec::new();
            rules(&page.frame, Point::default(), &mut lines);
            let crossed = crossed(&words, &lines);
            prop_assert!(crossed.is_none(), "{crossed:?}\n{design}");
            let size = page.frame.size;
            for (word, _, (from, to)) in &words {
                let is_inside = from.x >= Length::ZERO && from.y >= Length::ZERO;
                prop_assert!(is_inside && to.x <= size.width && to.y <= size.height, "{word}\n{design}");
            }
        }
    }
}
