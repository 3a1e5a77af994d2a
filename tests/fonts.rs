//! Fonts whose tables are not to be believed: each is an error that says what is wrong, or its text is set as that of the
//! sound font.

mod common;

use common::Project;
use common::sfnt::{changed, checksum, table};
use factsheet::diagnostic::Span;
use factsheet::project::stylesheet::{FaceId, FigureStyle};
use factsheet::text::{Font, Fonts, Shaper, Way};

const FONT: &[u8] = include_bytes!("../fonts/SourceSans3-Regular.ttf");

/// The shipped font with other bytes in a table.
fn with(tag: &[u8; 4], changes: &[(usize, &[u8])]) -> Vec<u8> {
    changed(FONT, tag, changes)
}

/// The same without a table.
fn without(tag: &[u8; 4]) -> Vec<u8> {
    let mut font = FONT.to_vec();
    let (record, _) = table(&font, tag);
    font[record..record + 4].copy_from_slice(b"none");
    font
}

fn read(font: Vec<u8>) -> Result<Font, String> {
    Font::new("regular", Span::DETACHED, font).map_err(|problem| problem.why)
}

/// The advances of a text's glyphs.
fn advances(font: Font, text: &str) -> Vec<i32> {
    let fonts = Fonts::from(vec![font]);
    let way = Way {
        face: FaceId(0),
        figures: FigureStyle::Default,
        tracking: 0,
    };
    let word = Shaper::new(&fonts).word(way, text);
    assert!(word.missing.is_empty(), "{:?}", word.missing);
    word.glyphs.iter().map(|glyph| glyph.advance).collect()
}

#[test]
fn the_shipped_font_is_sound() {
    assert_eq!(read(FONT.to_vec()).err(), None);
}

#[test]
fn measures_beyond_their_limits_are_refused() {
    let em = |ems: f64| ((ems * 1000.0) as i16).to_be_bytes();
    let cases: [(&str, Vec<u8>); 12] = [
        ("em has 15 units", with(b"head", &[(18, &[0, 15])])),
        ("em has 16385 units", with(b"head", &[(18, &[0x40, 1])])),
        (
            "box for all glyphs",
            with(b"head", &[(36, &em(9.0)), (40, &em(1.0))]),
        ),
        ("ascent is 4.10 em", with(b"hhea", &[(4, &em(4.1))])),
        ("ascent is 0.10 em", with(b"hhea", &[(4, &em(0.1))])),
        ("ascent is -1.00 em", with(b"hhea", &[(4, &em(-1.0))])),
        ("descent is -4.10 em", with(b"hhea", &[(6, &em(-4.1))])),
        ("descent is 0.30 em", with(b"hhea", &[(6, &em(0.3))])),
        (
            "height of capitals is 2.10 em",
            with(b"OS/2", &[(88, &em(2.1))]),
        ),
        (
            "height of capitals is -0.70 em",
            with(b"OS/2", &[(88, &em(-0.7))]),
        ),
        // All glyphs have the width of the first.
        ("one width for each", with(b"hhea", &[(34, &[0, 1])])),
        ("one width for each", with(b"hhea", &[(34, &[0, 0])])),
    ];
    for (why, font) in cases {
        let problem = read(font).expect_err(why);
        assert!(problem.contains(why), "{why}: {problem}");
    }
}

#[test]
fn tables_that_contradict_each_other_are_refused() {
    let (_, loca) = table(FONT, b"loca");
    let (_, hmtx) = table(FONT, b"hmtx");
    let no_widths = vec![0; hmtx.len()];
    let cases: [(&str, Vec<u8>); 6] = [
        ("contradict", with(b"maxp", &[(4, &[0, 20])])),
        ("contradict", with(b"maxp", &[(4, &[0xff, 0xff])])),
        (
            "claims (maxp, loca)",
            with(
                b"head",
                &[(51, &[1 - FONT[table(FONT, b"head").1.start + 51]])],
            ),
        ),
        (
            "claims (maxp, loca)",
            with(b"loca", &[(loca.len() / 2, &[0; 4])]),
        ),
        (
            "claims (maxp, loca)",
            with(b"loca", &[(loca.len() - 4, &[0xff; 4])]),
        ),
        ("0.00 em wide", with(b"hmtx", &[(0, &no_widths)])),
    ];
    for (why, font) in cases {
        let problem = read(font).expect_err(why);
        assert!(problem.contains(why), "{why}: {problem}");
    }
    // Fewer glyphs than the characters need, with the tables that speak of each glyph cut to them.
    let cut = read(cut_to(20)).expect_err("too few glyphs");
    assert!(cut.contains("U+"), "{cut}");
}

/// A font that has only its first glyphs, and all of its characters.
fn cut_to(glyphs: u16) -> Vec<u8> {
    let is_long = FONT[table(FONT, b"head").1.start + 51] == 1;
    let lengths = [
        (
            b"loca",
            (usize::from(glyphs) + 1) * if is_long { 4 } else { 2 },
        ),
        (b"hmtx", usize::from(glyphs) * 4),
    ];
    let mut font = with(b"maxp", &[(4, &glyphs.to_be_bytes())]);
    let hhea = with(b"hhea", &[(34, &glyphs.to_be_bytes())]);
    let (record, range) = table(&font, b"hhea");
    font[record..record + 16].copy_from_slice(&hhea[record..record + 16]);
    font[range.clone()].copy_from_slice(&hhea[range]);
    for (tag, length) in lengths {
        let (record, range) = table(&font, tag);
        let sum = checksum(&font[range.start..range.start + length]);
        font[record + 4..record + 8].copy_from_slice(&sum.to_be_bytes());
        let length = u32::try_from(length).expect("a short table");
        font[record + 12..record + 16].copy_from_slice(&length.to_be_bytes());
    }
    font
}

/// The bits of fsType, by what they allow (OpenType 1.9, OS/2).
#[test]
fn fonts_that_forbid_embedding_are_refused() {
    let with_bits = |bits: u16| read(with(b"OS/2", &[(8, &bits.to_be_bytes())])).err();
    for allowed in [0, 0b0100, 0b1000, 0b0110, 0b1010, 0b1100] {
        assert_eq!(with_bits(allowed), None, "{allowed:#06x}");
    }
    for (forbidden, why) in [
        (0x0002, "embedded in documents"),
        (0x0100, "no subsetting"),
        (0x0108, "no subsetting"),
        (0x0200, "bitmap"),
        (0x0302, "embedded in documents"),
    ] {
        let problem = with_bits(forbidden).unwrap_or_default();
        assert!(problem.contains(why), "{forbidden:#06x}: {problem}");
    }
    let silent = read(without(b"OS/2")).expect_err("no permission");
    assert!(silent.contains("OS/2"), "{silent}");
}

/// The whole message.
#[test]
fn the_message_is_at_the_font_of_the_design() {
    let project = Project::shipped();
    project.write(
        "fonts/SourceSans3-Regular.ttf",
        with(b"OS/2", &[(8, &[0, 2])]),
    );
    let run = project.run(&["render"]);
    assert_eq!(run.status, 1, "{run}");
    insta::assert_snapshot!(run.stderr);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 256, failure_persistence: None, ..Default::default() })]

    /// Whatever a number says that other tables say as well: the font is refused, or its text is as wide as before.
    #[test]
    fn no_number_is_believed_alone(field in 0_usize..6, value in proptest::num::u16::ANY) {
        let (tag, at): (&[u8; 4], usize) = [
            (b"maxp", 4), (b"hhea", 34), (b"head", 50), (b"loca", 100), (b"loca", 400), (b"hhea", 32),
        ][field];
        let text = "0123456789 Aberdeen, office";
        let right = advances(read(FONT.to_vec()).expect("a font"), text);
        if let Ok(font) = read(with(tag, &[(at, &value.to_be_bytes())])) {
            proptest::prop_assert_eq!(advances(font, text), right);
        }
    }
}
