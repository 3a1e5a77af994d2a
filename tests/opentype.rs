//! Fonts with CFF outlines. The test font has the letters of the shipped one with cubic curves, so that its sheets are to
//! look and read like those of the shipped font.

mod common;

use std::collections::BTreeMap;

use common::Project;
use common::reading::{Font as Embedded, dictionary, fonts, shown, stream};
use common::seen::Seen;
use common::sfnt::{changed, replaced, table};
use factsheet::diagnostic::Span;
use factsheet::project::stylesheet::{FaceId, FigureStyle};
use factsheet::text::{Font, Fonts, Shaper, Way};
use lopdf::{Document, Object};
use read_fonts::ps::cff::CffFontRef;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};
use subsetter::GlyphRemapper;

const OTF: &[u8] = include_bytes!("fonts/Meadow-Regular.otf");
const TTF: &[u8] = include_bytes!("../fonts/SourceSans3-Regular.ttf");

/// The sheets of a draft, with a mark across, all in one font.
fn sheet(file: &str, font: &[u8]) -> Vec<u8> {
    let project = Project::shipped();
    project.write(file, font);
    for old in ["Regular", "Bold", "Italic"] {
        let old = format!("fonts/SourceSans3-{old}.ttf");
        project.replace("layouts/letter.toml", &old, file);
    }
    let run = project.run(&["render", "--lang", "es"]);
    assert_eq!(run.status, 0, "{run}");
    std::fs::read(project.path("out/2023-AL-es.pdf")).expect("a PDF")
}

/// The same font with its glyphs in a list of fonts, as fonts for Chinese and Japanese have them.
fn cid_keyed() -> Vec<u8> {
    let mut all = GlyphRemapper::new();
    let count = FontRef::new(OTF)
        .and_then(|font| font.maxp())
        .expect("a font")
        .num_glyphs();
    (0..count).for_each(|id| {
        all.remap(id);
    });
    let subset = subsetter::subset(OTF, 0, &all).expect("a font");
    let (_, range) = table(&subset, b"CFF ");
    replaced(OTF, b"CFF ", &subset[range])
}

fn text(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    shown(&document)
        .into_iter()
        .map(|shown| shown.text)
        .collect()
}

#[test]
fn a_sheet_looks_and_reads_as_in_truetype() {
    let wanted = sheet("fonts/All.ttf", TTF);
    let pages = Seen::pages(wanted.clone(), 2.0);
    for (name, font) in [("as it is", OTF.to_vec()), ("CID-keyed", cid_keyed())] {
        let made = sheet("fonts/All.otf", &font);
        assert_eq!(text(&made), text(&wanted), "{name}");
        let seen = Seen::pages(made, 2.0);
        assert_eq!(seen.len(), pages.len());
        for (seen, wanted) in seen.iter().zip(&pages) {
            assert!(seen.difference(wanted).is_none(), "{name}");
        }
    }
}

/// The embedded outlines of a font, by the code in strings.
fn embedded(document: &Document, font: &Embedded) -> Vec<u8> {
    let inner = font
        .dictionary
        .get(b"DescendantFonts")
        .and_then(Object::as_array);
    let inner = dictionary(document, &inner.expect("a descendant")[0]);
    let name = |dict: &lopdf::Dictionary, key: &[u8]| {
        let name = dict.get(key).and_then(Object::as_name).expect("a name");
        String::from_utf8(name.to_vec()).expect("ASCII")
    };
    assert_eq!(name(&inner, b"Subtype"), "CIDFontType0");
    assert!(!inner.has(b"CIDToGIDMap"));
    assert!(!font.descriptor.has(b"FontFile2"));
    let file = stream(document, &font.descriptor, b"FontFile3");
    assert_eq!(name(&file.dict, b"Subtype"), "CIDFontType0C");
    file.decompressed_content().expect("a deflated font")
}

#[test]
fn each_code_has_the_outline_and_the_width_of_its_character() {
    let whole = FontRef::new(OTF).expect("a font");
    let cmap = whole.cmap().expect("characters");
    let table = whole.cff().expect("outlines").offset_data().as_bytes();
    let whole = CffFontRef::new_cff(table, 0, Some(1000)).expect("outlines");
    let document = Document::load_mem(&sheet("fonts/All.otf", OTF)).expect("a PDF");
    let fonts = fonts(&document);
    assert!(!fonts.is_empty());
    for font in fonts.values() {
        let file = embedded(&document, font);
        assert!(file.len() < 12_000, "{} bytes", file.len());
        let subset = CffFontRef::new_cff(&file, 0, Some(1000)).expect("outlines");
        assert!(subset.is_cid());
        let charset = subset.charset().expect("a charset");
        let ids: BTreeMap<u16, GlyphId> = charset
            .iter()
            .map(|(id, code)| (code.to_u16(), id))
            .collect();
        assert!(font.text.len() > 50);
        let measured = |font: &CffFontRef<'_>, id: GlyphId| {
            let of = font.subfont(0, &[]).expect("a font");
            let width = font
                .evaluate_width(&of, id, &[])
                .expect("a width")
                .expect("a width");
            let bounds = font.evaluate_extents(&of, id, &[]).expect("an outline");
            let bounds = bounds.map(|b| [b.x_min, b.y_min, b.x_max, b.y_max]);
            (width.to_f64(), bounds)
        };
        for (code, text) in &font.text {
            // The texts are those of all fonts of the file.
            let Some(id) = ids.get(code) else { continue };
            let own = cmap
                .map_codepoint(text.chars().next().expect("a character"))
                .expect("a glyph");
            assert_eq!(measured(&subset, *id), measured(&whole, own), "{text}");
            assert!(
                (font.widths[code] - measured(&whole, own).0).abs() < 0.001,
                "{text}"
            );
        }
        let drawn = font.widths.keys().all(|code| ids.contains_key(code));
        assert!(drawn, "a code has a width and no outline");
    }
}

#[test]
fn a_font_without_primes_prints_straight_marks() {
    for (data, printed) in [(TTF, "6′2″"), (OTF, "6'2\"")] {
        let font = Font::new("regular", Span::DETACHED, data.to_vec()).expect("a font");
        let fonts = Fonts::from(vec![font]);
        let way = Way {
            face: FaceId(0),
            figures: FigureStyle::Default,
            tracking: 0,
        };
        let word = Shaper::new(&fonts).word(way, "6′2″");
        assert_eq!(word.text, printed);
        assert!(word.missing.is_empty());
    }
}

fn problem(font: Vec<u8>) -> Option<String> {
    let read = Font::new("regular", Span::DETACHED, font);
    read.err().map(|problem| problem.why)
}

#[test]
fn tables_that_contradict_the_outlines_are_refused() {
    let (_, range) = table(OTF, b"CFF ");
    let cff = &OTF[range];
    let cases: [(&str, Vec<u8>); 6] = [
        (
            "glyphs that it claims (maxp, CFF)",
            changed(OTF, b"maxp", &[(4, &[0, 90])]),
        ),
        (
            "one width for each of its",
            changed(OTF, b"hhea", &[(34, &[0, 9])]),
        ),
        (
            "glyph 9 has two widths",
            changed(OTF, b"hmtx", &[(4 * 9, &[1, 0])]),
        ),
        ("damaged", replaced(OTF, b"CFF ", &cff[..cff.len() / 2])),
        ("damaged", replaced(OTF, b"CFF ", &[])),
        ("damaged", changed(OTF, b"CFF ", &[(0, &[2])])),
    ];
    assert_eq!(problem(OTF.to_vec()), None);
    assert_eq!(problem(cid_keyed()), None);
    for (expected, font) in cases {
        let problem = problem(font).unwrap_or_default();
        assert!(problem.contains(expected), "{expected}: {problem}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 24, failure_persistence: None, ..Default::default() })]

    /// Whatever stands in the table of outlines: the font is refused or the sheet is made, and nothing breaks.
    #[test]
    fn damaged_outlines_break_nothing(at in 0_usize..11_000, bytes in proptest::collection::vec(proptest::num::u8::ANY, 1..4)) {
        let project = Project::shipped();
        project.write("fonts/SourceSans3-Regular.ttf", changed(OTF, b"CFF ", &[(at, &bytes)]));
        let run = project.run(&["render"]);
        proptest::prop_assert!([0, 1].contains(&run.status), "{run}");
        proptest::prop_assert!(run.status == 0 || run.stderr.contains("wrong-font"), "{run}");
    }
}
