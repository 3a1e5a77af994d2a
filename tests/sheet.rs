//! The shipped sheet, read back from its PDF and held against the data.

mod common;

use common::reading::{Font, dictionary, fonts, number, shown, stream};
use common::{Project, planned};
use factsheet::batch::Folder;
use factsheet::project::Reader;
use lopdf::{Document, Object};
use sha2::{Digest, Sha256};

fn alabama() -> Document {
    let project = Project::shipped();
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    Document::load(project.path("out/2023-AL.pdf")).expect("a PDF")
}

#[test]
fn says_what_the_source_says_in_order() {
    let text: String = shown(&alabama())
        .iter()
        .map(|shown| shown.text.as_str())
        .collect();
    // Every figure, program and category of the published sheet, in its order.
    let expected = [
        "The National Center for Missing and Exploited Children",
        "Alabama Data 2023",
        "missingkids.org/ourwork/impact",
        "NCMEC’s Work to Combat Child Sexual Exploitation",
        "CyberTipline",
        "36.2 million reports",
        "more than 105 million pieces of reported content",
        "8,249 CyberTipline reports were made available to law enforcement in Alabama.",
        "Child Victim Identification Program (CVIP)",
        "27,130 children",
        "45 submissions of child sexual exploitation material from Alabama law enforcement.",
        "NCMEC’s Work to Help Locate and Recover Missing Children",
        "28,886 missing child cases",
        "22,442",
        "19%",
        "211 cases of missing children from Alabama",
        "Category",
        "Cases",
        "Children Missing From Social Services123",
        "Other Missing Children Cases43",
        "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR)45",
        "NCMEC’s Work to Combat Child Sex Trafficking",
        "more than 18,400 reports",
        "6 engagements with Alabama social service agencies",
        "NCMEC’s Work to Support Survivors/Families Impacted by a Missing or Exploited Child Case",
        "Team HOPE",
        "5,759 survivors and families",
        "including 51 survivors/families in Alabama",
        "Family Advocacy Outreach Network",
        "18 survivors/families to mental health services in Alabama.",
        "Team Adam",
        "1 case in Alabama received critical case assistance.",
        "NCMEC’s Education Resources for Law Enforcement and Child-Serving Professionals",
        "NCMEC CONNECT",
        "more than 18,000 registered users",
        "88 new law enforcement and child-serving professionals in Alabama",
        "Data for 2023",
        "Page 1 of 1",
    ];
    let mut from = 0;
    for part in expected {
        let at = text[from..].find(part);
        from += at.unwrap_or_else(|| panic!("{part:?} is not in {:?}", &text[from..])) + part.len();
    }
    assert!(
        !text.contains("state"),
        "the word is wrong for DC and the territories"
    );
}

#[test]
fn callouts_and_nothing_else_of_the_text_are_bold() {
    let document = alabama();
    let bold = document_font(&document, "SourceSans3-Bold");
    let callouts: Vec<String> = shown(&document)
        .chunk_by(|a, b| (a.font == bold) == (b.font == bold))
        .filter(|chunk| chunk[0].font == bold)
        .map(|chunk| chunk.iter().map(|shown| shown.text.as_str()).collect())
        .collect();
    for callout in [
        "In 2023, 8,249 CyberTipline reports were made available to law enforcement in Alabama.",
        "including 51 survivors/families in Alabama",
        "88 new law enforcement and child-serving professionals",
    ] {
        assert!(
            callouts.iter().any(|bold| bold.trim() == callout),
            "{callout}: {callouts:?}"
        );
    }
    assert!(!callouts.iter().any(|bold| bold.contains("211")));
}

/// The resource name of a font by its PostScript name.
fn document_font(document: &Document, name: &str) -> Vec<u8> {
    let is_it = |font: &Font| {
        let base = font
            .dictionary
            .get(b"BaseFont")
            .and_then(Object::as_name)
            .expect("a name");
        base.ends_with(format!("+{name}").as_bytes())
    };
    let fonts = fonts(document);
    let found = fonts.into_iter().find(|(_, font)| is_it(font));
    found.expect("a font of this name").0
}

#[test]
fn more_letters_than_a_byte_has_values_are_read_back() {
    let project = Project::shipped();
    let letters = ('\u{c0}'..'\u{450}').filter(|c| {
        let is_one = matches!(c, '\u{c0}'..='\u{131}' | '\u{391}'..='\u{3c9}' | '\u{410}'..);
        is_one && c.is_alphabetic()
    });
    // Brackets and backslashes are what a string in a PDF is made of.
    let letters: Vec<char> = letters.chain("a(b)c".chars()).collect();
    let words: Vec<String> = letters
        .chunks(9)
        .map(|word| word.iter().collect())
        .collect();
    let words = words.join(" ");
    project.replace(
        "layouts/copy/en.md",
        "By designation of Congress,",
        &format!("{words} \\\\ By designation of Congress,"),
    );
    project.replace("layouts/letter.toml", "pages = 1", "pages = 2");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    let sheet = Document::load(project.path("out/2023-AL.pdf")).expect("a PDF");
    let text: String = shown(&sheet)
        .iter()
        .map(|shown| shown.text.as_str())
        .collect();
    let without_spaces = |text: &str| text.replace(' ', "");
    let (text, words) = (without_spaces(&text), without_spaces(&words));
    assert!(text.contains(&format!("{words}\\Bydesignation")), "{text}");
}

#[test]
fn every_text_stands_where_layout_has_put_it() {
    let folder = Folder::open(common::shipped()).expect("a project");
    let mut reader = Reader::new(&folder);
    let plan = planned(&mut reader, &[]);
    let (state, _) = plan.figures(&mut reader, "AL").expect("figures");
    let inputs = plan.inputs("AL", &state).expect("sound figures");
    let edition = &plan.editions[0];
    let rendered = edition
        .render(&inputs, &mut edition.tools(), &mut reader.report)
        .expect("a sheet");
    let mut placed = Vec::new();
    let page = &rendered.sheet.pages[0].frame;
    page.for_each_text(&mut |at, text| {
        let y = page.size.height - at.y;
        placed.push((text.string(), at.x, y, at.x + text.width));
    });
    let shown = shown(&Document::load_mem(&rendered.pdf).expect("a PDF"));
    assert_eq!(shown.len(), placed.len());
    for (shown, (text, x, y, end)) in shown.iter().zip(placed) {
        assert_eq!(shown.text, text);
        let places = [(shown.x, x), (shown.y, y), (shown.end, end)];
        for (shown, placed) in places {
            assert!(
                (shown - placed.to_pt()).abs() < 0.02,
                "{text}: {shown} {placed}"
            );
        }
    }
}

#[test]
fn numbers_of_the_table_end_on_one_edge() {
    let shown = shown(&alabama());
    let end = |text: &str| {
        let cells = shown.iter().filter(|shown| shown.text == text);
        // "45" is a callout's number as well; the one in the table stands further right.
        cells.map(|shown| shown.end).fold(0.0, f64::max)
    };
    let edges = ["Cases", "123", "43", "45"].map(end);
    assert!(
        edges.iter().all(|edge| (edge - edges[0]).abs() < 0.02),
        "{edges:?}"
    );
}

#[test]
fn nothing_stands_outside_of_the_margins() {
    let (left, right) = (0.65 * 72.0, (8.5 - 0.65) * 72.0);
    for shown in shown(&alabama()) {
        // The space at a line's end may stand in the margin: it summaries no trace.
        let trailing = if shown.text.ends_with(' ') { 4.0 } else { 0.01 };
        assert!(shown.x >= left - 0.01, "{}", shown.text);
        assert!(shown.end <= right + trailing, "{}", shown.text);
    }
}

/// Programs that read text do not agree on the order of several letters that one glyph stands for.
#[test]
fn every_glyph_stands_for_one_letter() {
    let project = Project::shipped();
    // The last has its tilde as a character of its own.
    let words = "office waffle affluent fjord Mattie Don\u{303}a";
    project.replace(
        "layouts/copy/en.md",
        "By designation of Congress,",
        &format!("{words} by designation of Congress,"),
    );
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    let document = Document::load(project.path("out/2023-AL.pdf")).expect("a PDF");
    let texts = fonts(&document).into_values().flat_map(|font| font.text);
    let longer: Vec<_> = texts
        .filter(|(_, text)| text.chars().count() != 1)
        .collect();
    assert!(longer.is_empty(), "{longer:?}");
    let shown = shown(&document);
    let text: String = shown.iter().map(|shown| shown.text.as_str()).collect();
    assert!(
        text.contains("office waffle affluent fjord Mattie Do\u{f1}a"),
        "{text}"
    );
}

#[test]
fn fonts_are_embedded_and_subset() {
    let document = alabama();
    let fonts = fonts(&document);
    assert_eq!(fonts.len(), 3);
    for font in fonts.values() {
        let name = font
            .dictionary
            .get(b"BaseFont")
            .and_then(Object::as_name)
            .expect("a name");
        assert_eq!(name[6], b'+');
        assert!(name[..6].iter().all(u8::is_ascii_uppercase));
        let file = stream(&document, &font.descriptor, b"FontFile2");
        let length = file.dict.get(b"Length1").and_then(Object::as_i64);
        let file = file.decompressed_content().expect("a deflated font");
        assert_eq!(
            i64::try_from(file.len()).expect("a length"),
            length.expect("a length")
        );
        assert!(file.len() < 30_000, "{} bytes", file.len());
    }
}

#[test]
fn the_file_says_what_it_is() {
    let document = alabama();
    let catalog = document.catalog().expect("a catalog");
    let text = |object: &Object| lopdf::decode_text_string(object).expect("a text");
    assert_eq!(text(catalog.get(b"Lang").expect("a language")), "en-US");
    let info = dictionary(&document, document.trailer.get(b"Info").expect("an Info"));
    let title = text(info.get(b"Title").expect("a title"));
    assert_eq!(title, "Missing and exploited children: Alabama, 2023");
    let author = text(info.get(b"Author").expect("an author"));
    assert_eq!(author, "National Center for Missing and Exploited Children");
    assert!(!info.has(b"CreationDate"), "no date is known");
    assert_eq!(document.version, "1.7");
}

#[test]
fn links_lead_to_their_addresses() {
    let project = Project::shipped();
    project.replace(
        "layouts/copy/en.md",
        "{{ publication.website }}.",
        "[{{ publication.website }}](https://{{ publication.website }}).",
    );
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    let document = Document::load(project.path("out/2023-AL.pdf")).expect("a PDF");
    let page = document.page_iter().next().expect("a page");
    let links = document.get_page_annotations(page).expect("annotations");
    assert_eq!(links.len(), 1);
    let action = links[0]
        .get(b"A")
        .and_then(Object::as_dict)
        .expect("an action");
    let address = action
        .get(b"URI")
        .and_then(Object::as_str)
        .expect("an address");
    assert_eq!(address, b"https://missingkids.org/ourwork/impact");
    let rectangle = links[0]
        .get(b"Rect")
        .and_then(Object::as_array)
        .expect("a place");
    let [left, bottom, right, top] = [0, 1, 2, 3].map(|index| number(&rectangle[index]));
    let shown = shown(&document);
    let text = shown
        .iter()
        .find(|shown| shown.text.contains("missingkids"))
        .expect("the link");
    assert!((left - text.x).abs() < 0.01 && right + 0.01 > text.end);
    assert!(bottom < text.y && text.y < top);
}

/// A change of these bytes is one of words, design or format, and says so in its commit.
#[test]
fn the_bytes_are_those_of_last_time() {
    let project = Project::shipped();
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    let pdf = std::fs::read(project.path("out/2023-AL.pdf")).expect("a sheet");
    assert!(pdf.len() < 22_000, "{} bytes", pdf.len());
    let hash = Sha256::digest(&pdf);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("sha256", hash);
    });
}
