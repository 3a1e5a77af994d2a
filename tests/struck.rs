//! Figures that are struck out, raised or lowered in a spreadsheet are no figures: each way to do so, in each format.

mod common;

use common::parts::{Xlsx, ods, small_project};

const TWO_FONTS: &str = "<fonts><font/><font><strike/></font><font><vertAlign val=\"superscript\"/></font>\
    <font><strike val=\"0\"/><vertAlign val=\"baseline\"/></font></fonts>";

/// Cells A2 and B2: the place, and its number with more attributes.
fn row(of_row: &str, of_cell: &str) -> String {
    format!(
        "<row r=\"2\"{of_row}><c r=\"A2\" s=\"9\" t=\"inlineStr\"><is><t>AA</t></is></c><c r=\"B2\"{of_cell}><v>1300</v></c></row>"
    )
}

/// Imports a workbook. Nothing is taken over, and what is said is at B2.
fn is_refused(way: &str, name: &str, bytes: &[u8]) {
    let project = small_project();
    project.write(name, bytes);
    let run = project.run(&["import", name]);
    assert_eq!(run.status, 1, "{way}: {run}");
    assert!(run.stderr.contains("]: 2024!B2: "), "{way}: {run}");
    assert_eq!(project.names("data/2024"), [""; 0], "{way}");
}

fn is_taken(way: &str, name: &str, bytes: &[u8]) {
    let project = small_project();
    project.write(name, bytes);
    let run = project.run(&["import", name]);
    assert_eq!(run.status, 0, "{way}: {run}");
    let text = project.text("data/2024/AA.toml");
    assert!(text.contains("1_300"), "{way}: {text}");
}

#[test]
fn fonts_of_styles_in_xlsx() {
    let xfs = |named: &str, cells: &str| {
        format!("{TWO_FONTS}<cellStyleXfs>{named}</cellStyleXfs><cellXfs>{cells}</cellXfs>")
    };
    let plain = "<xf fontId=\"0\"/>";
    let struck = "<xf fontId=\"1\" applyFont=\"1\"/>";
    for (way, columns, rows, styles) in [
        (
            "struck out",
            "",
            row("", " s=\"1\""),
            xfs("", &format!("{plain}{struck}")),
        ),
        (
            "raised",
            "",
            row("", " s=\"1\""),
            xfs("", &format!("{plain}<xf fontId=\"2\"/>")),
        ),
        (
            "by the first style",
            "",
            row("", ""),
            xfs("", "<xf fontId=\"1\"/>"),
        ),
        (
            "by a named style",
            "",
            row("", " s=\"1\""),
            xfs(
                "<xf fontId=\"0\"/><xf fontId=\"1\"/>",
                &format!("{plain}<xf xfId=\"1\" fontId=\"0\" applyFont=\"0\"/>"),
            ),
        ),
        (
            "by its row",
            "",
            row(" s=\"1\" customFormat=\"1\"", ""),
            xfs("", &format!("{plain}{struck}")),
        ),
        (
            "by its column",
            "<cols><col min=\"2\" max=\"2\" style=\"1\"/></cols>",
            row("", ""),
            xfs("", &format!("{plain}{struck}")),
        ),
    ] {
        let book = Xlsx {
            columns,
            rows: &rows,
            styles: &styles,
            ..Xlsx::default()
        };
        is_refused(way, "f.xlsx", &book.bytes());
    }
    for (way, rows, styles) in [
        (
            "another style",
            row("", " s=\"0\""),
            xfs("", &format!("{plain}{struck}")),
        ),
        (
            "a font that says no",
            row("", " s=\"1\""),
            xfs("", &format!("{plain}<xf fontId=\"3\"/>")),
        ),
        (
            "a font of its own over that of the named style",
            row("", " s=\"0\""),
            xfs(
                "<xf fontId=\"1\"/>",
                "<xf xfId=\"0\" fontId=\"0\" applyFont=\"1\"/>",
            ),
        ),
        (
            "a cell with a style in a row of another",
            row(" s=\"1\" customFormat=\"1\"", " s=\"0\""),
            xfs("", &format!("{plain}{struck}")),
        ),
    ] {
        let book = Xlsx {
            rows: &rows,
            styles: &styles,
            ..Xlsx::default()
        };
        is_taken(way, "f.xlsx", &book.bytes());
    }
}

#[test]
fn runs_of_texts_in_xlsx() {
    let cell = |inside: &str, kind: &str| {
        format!(
            "<row r=\"2\"><c r=\"A2\" s=\"9\" t=\"inlineStr\"><is><t>AA</t></is></c><c r=\"B2\" t=\"{kind}\">{inside}</c></row>"
        )
    };
    let run = |of_font: &str| format!("<r><rPr>{of_font}</rPr><t>1300</t></r>");
    for (way, of_font) in [
        ("struck out", "<strike/>"),
        ("raised", "<vertAlign val=\"superscript\"/>"),
        ("lowered", "<vertAlign val=\"subscript\"/>"),
    ] {
        let inline = cell(&format!("<is>{}</is>", run(of_font)), "inlineStr");
        is_refused(
            way,
            "f.xlsx",
            &Xlsx {
                rows: &inline,
                ..Xlsx::default()
            }
            .bytes(),
        );
        let (shared, strings) = (cell("<v>0</v>", "s"), format!("<si>{}</si>", run(of_font)));
        is_refused(
            way,
            "f.xlsx",
            &Xlsx {
                rows: &shared,
                strings: &strings,
                ..Xlsx::default()
            }
            .bytes(),
        );
    }
    let strings = format!("<si>{}</si>", run("<b/><strike val=\"0\"/>"));
    let shared = cell("<v>0</v>", "s");
    is_taken(
        "bold",
        "f.xlsx",
        &Xlsx {
            rows: &shared,
            strings: &strings,
            ..Xlsx::default()
        }
        .bytes(),
    );
}

#[test]
fn rules_and_tables_in_xlsx() {
    let styles = "<fonts><font/></fonts><cellXfs><xf/></cellXfs>\
        <dxfs><dxf><font><b/></font></dxf><dxf><font><strike/></font></dxf></dxfs>\
        <tableStyles><tableStyle name=\"Gone\"><tableStyleElement type=\"wholeTable\" dxfId=\"1\"/></tableStyle>\
        <tableStyle name=\"Bold\"><tableStyleElement type=\"wholeTable\" dxfId=\"0\"/></tableStyle></tableStyles>";
    let rule = |cells: &str, format: u8| {
        format!(
            "<conditionalFormatting sqref=\"{cells}\"><cfRule type=\"expression\" dxfId=\"{format}\"/></conditionalFormatting>"
        )
    };
    let table =
        |name: &str| format!("<table ref=\"B1:B2\"><tableStyleInfo name=\"{name}\"/></table>");
    let new_rule = "<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type=\"expression\">\
        <x14:dxf><font><strike/></font></x14:dxf></x14:cfRule><xm:sqref>B1:B9</xm:sqref></x14:conditionalFormatting>\
        </x14:conditionalFormattings></ext></extLst>";
    let rows = row("", "");
    for (way, after, table) in [
        ("a rule", rule("D1 B2:B5", 1), String::new()),
        ("a rule of a newer kind", new_rule.to_owned(), String::new()),
        ("a table", String::new(), table("Gone")),
    ] {
        let book = Xlsx {
            rows: &rows,
            styles,
            after: &after,
            table: &table,
            ..Xlsx::default()
        };
        is_refused(way, "f.xlsx", &book.bytes());
    }
    for (way, after, table) in [
        ("a rule that makes bold", rule("B2", 0), String::new()),
        ("a rule for headings", rule("A1:B1", 1), String::new()),
        ("a rule beside the figures", rule("C1:D9", 1), String::new()),
        ("a table that is bold", String::new(), table("Bold")),
    ] {
        let book = Xlsx {
            rows: &rows,
            styles,
            after: &after,
            table: &table,
            ..Xlsx::default()
        };
        is_taken(way, "f.xlsx", &book.bytes());
    }
}

#[test]
fn styles_in_ods() {
    let style = |name: &str, family: &str, more: &str, inside: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\" {more}>{inside}</style:style>"
        )
    };
    let struck = "<style:text-properties style:text-line-through-style=\"solid\"/>";
    let typed = "<style:text-properties style:text-line-through-type=\"double\"/>";
    let raised = "<style:text-properties style:text-position=\"super 58%\"/>";
    let plain = "<style:text-properties style:text-line-through-style=\"none\" style:text-position=\"0% 100%\"/>";
    let row = |of_row: &str, of_cell: &str, inside: &str| {
        format!(
            "<table:table-row{of_row}><table:table-cell table:style-name=\"head\" office:value-type=\"string\"><text:p>AA</text:p></table:table-cell>\
             <table:table-cell{of_cell} office:value-type=\"float\" office:value=\"1300\">{inside}</table:table-cell></table:table-row>"
        )
    };
    let one = |of_row: &str, of_cell: &str| row(of_row, of_cell, "<text:p>1300</text:p>");
    let by_style = one("", " table:style-name=\"ce1\"");
    let column = "<table:table-column/><table:table-column table:default-cell-style-name=\"ce1\"/>";
    let cell = |inside: &str| style("ce1", "table-cell", "", inside);
    let of_parent = style("ce1", "table-cell", "style:parent-style-name=\"Gone\"", "");
    let gone = style("Gone", "table-cell", "", struck);
    let map = "<style:map style:condition=\"cell-content()>1\" style:apply-style-name=\"Gone\"/>";
    let rule = "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"2024.B2:2024.B5\">\
        <calcext:condition calcext:apply-style-name=\"Gone\" calcext:value=\"&gt;1\"/></calcext:conditional-format></calcext:conditional-formats>";
    let span = row(
        "",
        "",
        "<text:p><text:span text:style-name=\"T1\">1300</text:span></text:p>",
    );
    let paragraph = row("", "", "<text:p text:style-name=\"P1\">1300</text:p>");
    let default =
        format!("<style:default-style style:family=\"table-cell\">{struck}</style:default-style>");
    for (way, common, automatic, columns, rows, after) in [
        ("struck out", "", cell(struck), "", &by_style, ""),
        (
            "struck out by the kind of line",
            "",
            cell(typed),
            "",
            &by_style,
            "",
        ),
        ("raised", "", cell(raised), "", &by_style, ""),
        (
            "by a named style",
            gone.as_str(),
            of_parent.clone(),
            "",
            &by_style,
            "",
        ),
        (
            "by the default style",
            default.as_str(),
            String::new(),
            "",
            &one("", ""),
            "",
        ),
        (
            "by its row",
            "",
            cell(struck),
            "",
            &one(" table:default-cell-style-name=\"ce1\"", ""),
            "",
        ),
        ("by its column", "", cell(struck), column, &one("", ""), ""),
        (
            "by a span",
            "",
            style("T1", "text", "", struck),
            "",
            &span,
            "",
        ),
        (
            "by a paragraph",
            "",
            style("P1", "paragraph", "", struck),
            "",
            &paragraph,
            "",
        ),
        (
            "by a rule of its style",
            gone.as_str(),
            cell(map),
            "",
            &by_style,
            "",
        ),
        (
            "by a rule of the sheet",
            gone.as_str(),
            String::new(),
            "",
            &one("", ""),
            rule,
        ),
    ] {
        is_refused(way, "f.ods", &ods(common, &automatic, columns, rows, after));
    }
    let over = style(
        "ce1",
        "table-cell",
        "style:parent-style-name=\"Gone\"",
        plain,
    );
    let circle = style("ce1", "table-cell", "style:parent-style-name=\"ce1\"", "");
    for (way, common, automatic, columns, rows) in [
        ("a style that says no", gone.as_str(), over, "", &by_style),
        ("a style that builds on itself", "", circle, "", &by_style),
        (
            "a style of its own in a column of another",
            "",
            cell(struck),
            column,
            &one("", " table:style-name=\"ce2\""),
        ),
    ] {
        is_taken(way, "f.ods", &ods(common, &automatic, columns, rows, ""));
    }
}
