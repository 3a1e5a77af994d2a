//! Mistakes in pictures, charts and QR codes.

use super::{
    DESIGN, PLACE, Project, Text, add_block, all_fail, blocks, changes, remove_suppressed,
};

/// A picture.
const SEAL: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><path d='M0 0H10V10Z'/></svg>";

#[rustfmt::skip]
const PICTURES: &[Text] = &[
    ["missing", "![A seal](seal.png)"],
    ["with-a-title", "![A seal](<a seal.png> 'Seal')"],
    ["by-place", "![A seal](layouts/pictures/{{ state.code }}.svg)"],
    ["by-place-in-capitals", "![A seal](layouts/seals/{{ state.code }}.svg)"],
    ["by-name", "![A seal](layouts/pictures/{{ state.name }}.svg)"],
    ["by-misspelled-code", "![A seal](layouts/pictures/{{ state.cod }}.svg)"],
    ["by-figure", "![A seal](layouts/pictures/{{ events.total }}.svg)"],
    ["by-filter", "![A seal](layouts/pictures/{{ state.code | lower }}.svg)"],
    ["by-guard", "![A seal](layouts/{% if events.total is available %}a{% endif %}.svg)"],
    ["by-language", "![A seal](layouts/pictures/{{ language }}-{{ year }}.svg)"],
    ["by-place-outside-of-the-project", "![A seal](../{{ state.code }}.svg)"],
    ["by-place-unclosed", "![A seal](layouts/{{ state.code.svg)"],
    ["says-nothing", "![](layouts/pictures/seal.svg)"],
    ["among-words", "Our seal ![A seal](layouts/pictures/seal.svg) here."],
    ["outside-of-the-project", "![A seal](../seal.svg)"],
    ["in-a-branch-not-taken", "{% if events.total is available %}\n\nWalks.\n\n{% else %}\n\n![A seal](seal.png)\n\n{% endif %}"],
];

#[rustfmt::skip]
const FILES: &[(&str, &[u8])] = &[
    ("text.svg", b"<text x='1' y='5'>A</text>"),
    ("gradient.svg", b"<linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1'/></linearGradient><rect width='9' height='9' fill='url(#g)'/>"),
    ("pale.svg", b"<rect width='9' height='9' opacity='0.5'/>"),
    ("image.svg", b"<image width='9' height='9' href='/etc/hostname'/>"),
    ("empty.svg", b""),
    ("broken.svg", b"<path"),
    ("seal.gif", b"GIF89a"),
    ("seal.png", b"\x89PNG\r\n\x1a\nnothing"),
    ("seal.jpg", b"\xff\xd8nothing"),
];

#[rustfmt::skip]
const CHARTS: &[Text] = &[
    ["unknown-figure", "```bars\nevents.wlks\nevents.talks\n```"],
    ["figure-twice", "```bars\nevents.walks\nevents.walks\n```"],
    ["no-figures", "```bars\nevents.walks\nyear\n{{ events.talks }}\nnational.events.outdoors\n```"],
    ["unknown-kind", "```bar\nevents.walks\n```"],
    ["share-of-one", "```share\nevents.walks\n```"],
    ["empty", "```bars\n```"],
    ["never-closed", "```bars\nevents.walks\n"],
];

#[rustfmt::skip]
const CODES: &[Text] = &[
    ["empty", "```qr\n```"],
    ["no-host", "```qr\nhttps://\n```"],
    ["no-scheme", "```qr\nparks.example.org\n```"],
    ["space", "```qr\nhttps://a.org b\n```"],
];

#[test]
fn in_pictures() {
    let cases = blocks(PICTURES).into_iter().map(|case| {
        case.with(|project| {
            project.write("layouts/pictures/seal.svg", SEAL);
            project.write("layouts/seals/elm.svg", SEAL);
        })
    });
    all_fail("picture", cases);
}

#[test]
fn in_files_of_pictures() {
    let all = changes(&[("all", |project| {
        let pictures = FILES.iter().map(|(name, content)| {
            let path = format!("layouts/pictures/{name}");
            write_picture(project, &path, content);
            format!("![A seal]({path})")
        });
        let pictures: Vec<String> = pictures.collect();
        add_block(project, &pictures.join("\n\n"));
    })]);
    all_fail("picture-file", all);
}

/// Writes a picture; of an SVG only the elements are given.
fn write_picture(project: &Project, path: &str, content: &[u8]) {
    if !path.ends_with(".svg") {
        project.write(path, content);
        return;
    }
    let inside = str::from_utf8(content).expect("elements");
    let root = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>";
    project.write(path, format!("{root}{inside}</svg>"));
}

#[test]
fn in_charts() {
    let without_number = changes(&[("of-a-figure-without-number", |p| {
        p.replace(PLACE, "camps = 45", "camps = \"suppressed\"");
        p.replace(DESIGN, "[styles.chart]\nshown = false", "[styles.chart]");
        remove_suppressed(p);
    })]);
    all_fail("chart", blocks(CHARTS).into_iter().chain(without_number));
}

#[test]
fn in_codes() {
    let cases = blocks(CODES).into_iter().map(|case| {
        case.with(|project| {
            project.replace(DESIGN, "[styles.qr]\nshown = false", "[styles.qr]");
        })
    });
    all_fail("code", cases);
}
