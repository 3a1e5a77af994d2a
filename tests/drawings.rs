//! SVG files: each is drawn as a browser draws it, or refused with its line, element and what to do.

use factsheet::picture::{Content, Picture};
use factsheet::project::stylesheet::Color;

/// An area of the color of [`RED`].
const AREA: &str = "<rect width='100' height='50' fill='#cc0000'/>";

const RED: Color = Color {
    red: 0xcc,
    green: 0,
    blue: 0,
};

fn read(inside: &str) -> Result<Picture, String> {
    let start =
        "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50' viewBox='0 0 100 50'>";
    read_file(format!("{start}\n{inside}\n</svg>").as_bytes())
}

fn read_file(data: &[u8]) -> Result<Picture, String> {
    Picture::read(data, None).map_err(|unusable| format!("{} · {}", unusable.why, unusable.help))
}

/// The colors of a drawing's shapes.
fn colors(picture: Picture) -> Vec<Color> {
    match picture.content {
        Content::Drawing(drawing) => drawing.shapes.iter().map(|shape| shape.color).collect(),
        Content::Raster(_) => Vec::new(),
    }
}

#[test]
fn what_is_understood_is_drawn() {
    let drawn = [
        "<rect width='100' height='50' fill='hsl(0, 100%, 40%)'/>",
        "<rect width='100' height='50' fill='#cc0000ff'/>",
        "<rect width='100' height='50' fill='rgb(204,0,0)'/>",
        "<g color='#c00'><rect width='100' height='50' fill='currentColor'/></g>",
        "<style>/* red */ .a, g > .b { fill: #cc0000 }</style><rect class='a' width='100%' height='100%'/>",
        "<style><![CDATA[ @font-face { font-family: x; } .a{fill:#cc0000;font-size:3px} ]]></style>\
         <rect class='a' width='100' height='50'/>",
        "<rect width='100' height='50' style='fill:#cc0000;opacity:1;paint-order:normal;-inkscape-stroke:none'/>",
        // Cut at the edge of the drawing, or where nothing is.
        "<clipPath id='c'><rect width='100' height='50'/></clipPath><g clip-path='url(#c)'>\
         <rect x='-20' y='-20' width='200' height='200' fill='#cc0000'/></g>",
        "<clipPath id='c'><path d='M0 0h100v50h-100z'/></clipPath><g transform='scale(2)'>\
         <g clip-path='url(#c)'><rect width='50' height='25' fill='#cc0000'/></g></g>",
        "<symbol id='s' viewBox='0 0 10 5'><rect width='10' height='5' fill='#cc0000'/></symbol>\
         <use href='#s' width='100' height='50'/>",
        "<svg x='10' y='5' width='50' height='25' viewBox='0 0 10 5'><rect width='10' height='5' fill='#cc0000'/></svg>",
        "<switch><foreignObject requiredExtensions='http://ns.adobe.com/x'/><g>\
         <rect width='100' height='50' fill='#cc0000'/></g></switch>",
        "<path d='M0 10H90' stroke='#cc0000' fill='none' stroke-width='1mm' stroke-dasharray='5 2%' vector-effect='none'/>",
        "<rect width='40' height='20' fill='#cc0000' transform='rotate(45)' transform-origin='50 25'/>",
        "<marker id='m' markerWidth='4' markerHeight='4'><path d='M0 0L4 2L0 4z' fill='#cc0000'/></marker>\
         <path d='M10 10H60' fill='none' stroke='#cc0000' marker-end='url(#m)'/>",
        // Named values.
        "<style>:root { --brand: #cc0000; --edge: var(--brand) }</style>\
         <rect width='100' height='50' style='fill: var(--edge); stroke: var( --none , #cc0000 )'/>",
        "<style>svg { --brand: rgb(80%, 0%, 0%) } .a { fill: var(--brand, blue) }</style><rect class='a' width='9' height='9'/>",
        "<rect width='100' height='50' fill='var(--none, #c00)'/>",
        // Percentages.
        "<rect x='10%' y='10%' width='50%' height='50%' rx='1%' fill='#cc0000' fill-opacity='100%'/>",
        "<circle cx='50%' cy='50%' r='20%' fill='#cc0000'/><line x1='0%' y1='0%' x2='100%' y2='100%' fill='none' stroke='#cc0000' stroke-width='2%'/>",
        // Copies.
        "<g id='g'><rect width='9' height='9' fill='#cc0000'/></g><use href='#g' x='20' y='10' transform='scale(2)'/>",
        "<g color='#c00'><defs><path id='p' d='M0 0h9v9z' fill='currentColor'/></defs><use xlink:href='#p' xmlns:xlink='http://www.w3.org/1999/xlink'/></g>",
        // What is clear is not seen.
        "<rect width='9' height='9' fill='#cc0000' stroke='transparent'/><rect width='9' height='9' fill-opacity='0'/>\
         <g opacity='0'><rect width='9' height='9' fill='blue'/></g>",
    ];
    for svg in drawn {
        let found = read(svg).map(colors);
        assert!(
            found
                .as_ref()
                .is_ok_and(|found| found.iter().all(|color| *color == RED)),
            "{svg}: {found:?}"
        );
    }
    let purple = Color {
        red: 0x66,
        green: 0x33,
        blue: 0x99,
    };
    for name in ["rebeccapurple", "RebeccaPurple"] {
        let area = format!("<rect width='9' height='9' fill='{name}'/>");
        assert_eq!(read(&area).map(colors), Ok(vec![purple]));
    }
    // What is not seen does no harm.
    for unseen in [
        "<defs><linearGradient id='g'><stop offset='0' stop-color='red' stop-opacity='0'/></linearGradient></defs>",
        "<g style='display:none' opacity='.5'><path d='M0 0H9V9' fill='blue'/></g>",
        "<title>Red</title><metadata><x xmlns='urn:x' style='a'/></metadata>",
    ] {
        assert_eq!(
            read(&format!("{unseen}{AREA}")).map(colors),
            Ok(vec![RED]),
            "{unseen}"
        );
    }
}

/// Elements on the third line, and what the message says of them.
#[test]
fn what_is_not_understood_is_refused_at_its_line() {
    let refused = [
        (
            "<rect width='9' height='9' style='fill:var(--brand)'/>",
            "<rect>: its fill `var(--brand)`",
        ),
        (
            "<style>.a { --brand: red } .b { fill: var(--brand) }</style>",
            "<style>: its fill `var(--brand)`",
        ),
        (
            "<style>:root { --a: var(--b); --b: var(--a) }</style><rect width='9' height='9' fill='var(--a)'/>",
            "<rect>: its fill `var(--a)`",
        ),
        (
            "<symbol id='s' viewBox='0 0 10 10'><circle r='50%'/></symbol><use href='#s'/>",
            "<circle>: its r `50%`",
        ),
        (
            "<svg width='50%' height='50%'><path d='M0 0h9' stroke-width='5%'/></svg>",
            "<path>: its stroke-width `5%`",
        ),
        (
            "<style>.a { stroke-width: 2% }</style><svg width='9' height='9'/>",
            "<style>: its stroke-width `2%`",
        ),
        (
            "<rect width='9' height='9' fill='CanvasText'/>",
            "<rect>: its fill `CanvasText`",
        ),
        (
            "<rect width='9' height='9' fill='color-mix(in srgb, red, blue)'/>",
            "<rect>: its fill",
        ),
        (
            "<rect width='9' height='9' fill='lab(50% 40 59)'/>",
            "<rect>: its fill",
        ),
        (
            "<rect width='9' height='9' fill='url(#g)'/>",
            "refers to `g`, which is not there",
        ),
        (
            "<rect width='9' height='9' fill='#cc000080'/>",
            "something transparent in it: its fill is `#cc000080`",
        ),
        (
            "<rect width='calc(1px + 2px)' height='9'/>",
            "its width `calc(1px + 2px)`",
        ),
        ("<rect width='9rem' height='9'/>", "its width `9rem`"),
        (
            "<g opacity='0.4'><path d='M0 0H9V9'/></g>",
            "<g>: it has something transparent in it: its opacity is `0.4`",
        ),
        (
            "<path d='M0 0H9' stroke='#c00' vector-effect='non-scaling-stroke'/>",
            "<path>: its vector-effect",
        ),
        (
            "<path d='M0 0H9' stroke='#c00' pathLength='10' stroke-dasharray='1'/>",
            "<path>: its pathLength",
        ),
        (
            "<path d='M0 0H9' stroke='#c00' stroke-linejoin='arcs'/>",
            "<path>: its stroke-linejoin `arcs`",
        ),
        ("<path d='M0 0 L 9 9 Q x'/>", "<path>: its d"),
        ("<polygon points='0 0 9 9 4'/>", "<polygon>: its points"),
        (
            "<rect width='9' height='9' style='transform: rotate(30deg)'/>",
            "<rect>: its transform",
        ),
        (
            "<rect width='9' height='9' style='rotate: 30deg'/>",
            "<rect>: the style `rotate`",
        ),
        (
            "<rect style='width: 9px; height: 9px'/>",
            "<rect>: the style `width`",
        ),
        (
            "<rect width='9' height='9' style='transform-box: fill-box'/>",
            "<rect>: its transform-box",
        ),
        (
            "<rect width='9' height='9' style='mix-blend-mode: multiply'/>",
            "mixed colors in it: its mix-blend-mode",
        ),
        (
            "<style>@media print { .a { fill: red } }</style>",
            "<style>: `@media`",
        ),
        ("<style>@import url(a.css);</style>", "<style>: `@import`"),
        (
            "<style>.a { fill: red; .b { fill: blue } }</style>",
            "<style>: `.a { fill: red; .b { fill: blue } }`",
        ),
        (
            "<style>rect:nth-child(2) { fill: red }</style>",
            "<style>: `rect:nth-child(2)`",
        ),
        (
            "<style>rect { animation: x 1s }</style>",
            "<style>: something moves",
        ),
        ("<text>a</text>", "<text>: it has letters in it"),
        ("<image href='a.png'/>", "<image>: it has a picture in it"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<mesh/>", "<mesh>: this element cannot be drawn"),
        (
            "<animate attributeName='x'/>",
            "<animate>: it has something that moves in it",
        ),
        (
            "<use href='b.svg#x'/>",
            "<use>: it copies something that is not there",
        ),
        (
            "<g id='a'><use href='#a'/></g>",
            "it is a copy of something that it is a part of",
        ),
    ];
    for (svg, message) in refused {
        let found = read(&format!("\n{svg}{AREA}")).expect_err(svg);
        assert!(
            found.starts_with("line 3") && found.contains(message),
            "{svg}: {found}"
        );
        assert!(
            found
                .split(" · ")
                .nth(1)
                .is_some_and(|help| !help.is_empty()),
            "{svg}: {found}"
        );
    }
    let in_sheet = read(
        "<style>\n.z { fill: red }\n.a { opacity: .5 }</style><g class='a'><path d='M0 0H9V9'/></g>",
    );
    let in_sheet = in_sheet.expect_err("something transparent");
    assert!(
        in_sheet.starts_with("line 4, <style>: it has something transparent in it"),
        "{in_sheet}"
    );
    for (real, message) in [
        (
            "<clipPath id='c'><circle r='9'/></clipPath>\n<g clip-path='url(#c)'>",
            "line 3, <g>: a part of it is cut off",
        ),
        (
            "<clipPath id='c'><rect width='9' height='9' transform='rotate(9)'/></clipPath>\n<g clip-path='url(#c)'>",
            "line 3, <g>: a part",
        ),
        (
            "<mask id='c'><path d='M0 0H9V9' fill='white'/></mask>\n<g mask='url(#c)'>",
            "its mask is `url(#c)`",
        ),
        (
            "<filter id='c'><feGaussianBlur stdDeviation='2'/></filter>\n<g filter='url(#c)'>",
            "its filter is",
        ),
    ] {
        let found = read(&format!("{real}{AREA}</g>")).expect_err(real);
        assert!(found.contains(message), "{real}: {found}");
    }
}

/// Each shape with the rectangle beyond which nothing of it is seen, in thousandths of the drawing's width.
#[test]
fn shapes_are_clipped_at_rectangles() {
    let clips = |inside: &str| match read(inside).expect(inside).content {
        Content::Drawing(drawing) => {
            let clips = drawing.shapes.iter().map(|shape| shape.clip);
            let sides = clips.map(|clip| {
                let (corner, size) = clip?;
                let sides = [corner.x, corner.y, size.width, size.height];
                Some(sides.map(|side| side.to_pt().round() as i64))
            });
            sides.collect::<Vec<_>>()
        }
        Content::Raster(_) => Vec::new(),
    };
    let symbol = "<symbol id='s' viewBox='0 0 10 5'><rect width='20' height='5'/></symbol>\
        <use href='#s' x='10' width='40' height='20'/><rect width='9' height='9'/>";
    assert_eq!(clips(symbol), [Some([100, 0, 400, 200]), None]);
    let nested = "<svg x='10' y='5' width='20' height='20'><svg x='10' width='20' height='20'>\
        <rect width='90' height='90'/></svg></svg>";
    assert_eq!(clips(nested), [Some([200, 50, 100, 200])]);
    let path = "<clipPath id='c'><path d='M10 10h20v20h-20z'/></clipPath>\
        <g clip-path='url(#c)'><rect width='90' height='40'/><rect x='50' width='9' height='9'/></g>";
    assert_eq!(clips(path), [Some([100, 100, 200, 200])]);
}

#[test]
fn drawings_of_nothing_are_refused() {
    for nothing in [
        "",
        "<g style='display:none'><path d='M0 0H9V9'/></g>",
        "<rect width='0' height='9'/>",
    ] {
        let found = read(nothing).expect_err(nothing);
        assert!(
            found.contains("nothing in it is seen"),
            "{nothing}: {found}"
        );
    }
    for outside in [
        "<rect x='200' width='100' height='50'/>",
        "<rect x='100' width='100' height='50'/>",
        "<rect y='-60' width='100' height='50'/>",
        "<path d='M-9 0V9' stroke='#c00'/><path d='M0 99H9V150' fill='red'/>",
    ] {
        let found = read(outside).expect_err(outside);
        assert!(found.contains("outside of its edges"), "{outside}: {found}");
    }
    assert!(read("<rect x='99' width='100' height='50'/>").is_ok());
}

/// Small files that would become large ones.
#[test]
fn files_that_would_fill_the_memory_are_refused() {
    let levels = |name: &str, first: &str, next: &dyn Fn(usize) -> String| {
        let level = |index: usize| format!("<{name} id='a{index}'>{}</{name}>", next(index));
        format!(
            "<{name} id='a0'>{first}</{name}>{}",
            (1..12).map(level).collect::<String>()
        )
    };
    let copies = levels("g", AREA, &|index| {
        format!("<use href='#a{}'/>", index - 1).repeat(10)
    });
    let patterns = levels("pattern", AREA, &|index| {
        format!("<rect width='1' height='1' fill='url(#a{})'/>", index - 1).repeat(10)
    });
    let marked = format!(
        "<marker id='m'>{}</marker><path d='M0 0{}' marker-mid='url(#m)'/>",
        AREA.repeat(50),
        "h1".repeat(20_000)
    );
    let styled = format!(
        "<style>path {{ marker: url(#m) }}</style><marker id='m'>{}</marker><path d='M0 0{}'/>",
        AREA.repeat(50),
        "h1".repeat(20_000)
    );
    let painted = format!("{patterns}<rect width='9' height='9' fill='url(#a11)'/>");
    for (bomb, message) in [
        (copies, "too many elements"),
        (painted, "too many elements"),
        (marked, "too many elements"),
        (styled, "too many elements"),
        (
            format!("{}{AREA}{}", "<g>".repeat(5000), "</g>".repeat(5000)),
            "more than 200 other elements",
        ),
        ("<g/>".repeat(150_000), "nodes limit"),
        (
            format!("<!--{}-->", "x".repeat(11_000_000)),
            "more than 10 MB",
        ),
    ] {
        let found = read(&bomb).expect_err(message);
        assert!(found.contains(message), "{message}: {found}");
    }
    let entities: String = (1..10)
        .map(|n| format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10)))
        .collect();
    let file = format!(
        "<!DOCTYPE svg [<!ENTITY a0 'aaaa'>{entities}]><svg xmlns='http://www.w3.org/2000/svg'><title>&a9;</title></svg>"
    );
    assert!(
        read_file(file.as_bytes())
            .expect_err("entities")
            .contains("entity")
    );
}

#[test]
fn files_of_another_kind_or_encoding_are_named() {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>Caf\u{e9}</title>{AREA}</svg>"
    );
    let big: Vec<u8> = svg.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(svg.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let declared = |encoding: &str| -> Vec<u8> {
        format!("<?xml version='1.0' encoding='{encoding}'?>\n{svg}")
            .chars()
            .map(|c| c as u8)
            .collect()
    };
    for file in [
        &wide,
        &big,
        &declared("ISO-8859-1"),
        &declared("windows-1252"),
    ] {
        assert_eq!(read_file(file).map(colors), Ok(vec![RED]));
    }
    for (file, message) in [
        (wide[..wide.len() - 1].to_vec(), "it is damaged UTF-16 text"),
        (
            declared("UTF-8"),
            "it is not UTF-8 text: line 2 has the byte 0xe9",
        ),
        (
            declared("Shift_JIS"),
            "its encoding `shift_jis` is not known",
        ),
        (b"\x1f\x8b\x08\0".to_vec(), "a compressed SVG file"),
        (b"GIF89a".to_vec(), "a GIF picture"),
        (b"RIFF\0\0\0\0WEBPVP8".to_vec(), "a WebP picture"),
        (b"\0\0\0\x18ftypheic".to_vec(), "a HEIC picture"),
        (b"%PDF-1.7".to_vec(), "a PDF file"),
        (b"hello".to_vec(), "no picture of a kind that is known"),
        (Vec::new(), "no picture of a kind that is known"),
    ] {
        let found = read_file(&file).expect_err(message);
        assert!(found.contains(message), "{message}: {found}");
    }
    assert!(read_file(format!("\u{feff}{svg}").as_bytes()).is_ok());
}
