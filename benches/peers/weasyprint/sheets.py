"""Renders sheets with WeasyPrint, keeping the fonts and the style sheet.

Usage: sheets.py SHEETS.jsonl OUT FONTS
"""

import json
import sys
from html import escape
from pathlib import Path
from string import Template

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

HEAD_TAGS = {"": "{}", "b": "<b>{}</b>", "bi": "<span>{}</span>"}
TAGS = {"": "{}", "b": "<strong>{}</strong>", "i": "<em>{}</em>"}


def inline(runs, tags=TAGS):
    return "".join(tags[style].format(escape(text)) for text, style in runs).replace("\n", "<br>")


def block(given):
    if given["kind"] == "p":
        return f"<p>{inline(given['runs'])}</p>"
    head, *body = given["rows"]
    heads = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in head)
    rows = (
        f"<tr><th scope=row>{escape(first)}</th>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in body
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def html(sheet):
    title, *rest = sheet["blocks"]
    sections = [[]]
    for given in rest:
        if given["kind"] == "h2":
            sections.append([f"<h2>{inline(given['runs'])}</h2>"])
        else:
            sections[-1].append(block(given))
    left, center, right = map(escape, sheet["footer"])
    return (
        f"<!doctype html><html lang={sheet['language']}><head>"
        f"<title>{escape(sheet['title'])}</title>"
        f"<meta name=author content='{escape(sheet['author'])}'>"
        f"<meta name=description content='{escape(sheet['subject'])}'>"
        f"<meta name=keywords content='{escape(', '.join(sheet['keywords']))}'></head>"
        f"<body data-mark='{escape(sheet['mark'])}' data-left='{left}' data-center='{center}'"
        f" data-right='{right}'><h1>{inline(title['runs'], HEAD_TAGS)}</h1>"
        + "".join(f"<section>{''.join(section)}</section>" for section in sections)
        + "</body></html>"
    )


def main(sheets, out, fonts):
    style = Template((Path(__file__).parent / "sheet.css").read_text())
    fonts_kept = FontConfiguration()
    css = CSS(string=style.substitute(fonts=fonts.resolve().as_uri()), font_config=fonts_kept)
    with open(sheets) as lines:
        for line in lines:
            sheet = json.loads(line)
            HTML(string=html(sheet)).write_pdf(
                out / sheet["file"],
                stylesheets=[css],
                font_config=fonts_kept,
                pdf_variant="pdf/ua-1",
            )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
