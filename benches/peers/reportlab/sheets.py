"""Renders sheets with ReportLab, keeping the fonts and the styles. Its open-source edition has no tags.

Usage: sheets.py SHEETS.jsonl OUT FONTS
"""

import json
import sys
from html import escape
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, HRFlowable, PageTemplate, Paragraph, Table

INK, QUIET, ACCENT = HexColor("#1f2328"), HexColor("#57606a"), HexColor("#0b4a7c")
HAIRLINE, TINT = HexColor("#b6bfc9"), HexColor("#e9eff5")
EM = 9.8
LEADING = 1.3 * EM
X, TOP, BOTTOM = 46.8, 36, 50.4
SIDE, GAP = 115.2, 14.4
MAIN = letter[0] - 2 * X - SIDE - GAP


def style(name, parent=None, **changes):
    return ParagraphStyle(name, parent, **changes)


TEXT = style(
    "text", fontName="Regular", fontSize=EM, leading=LEADING, textColor=INK, spaceAfter=0.5 * EM
)
CELL = style("cell", TEXT, spaceAfter=0)
NUMBER = style("number", CELL, alignment=TA_RIGHT)
HEAD = style("head", CELL, fontName="Bold", fontSize=0.92 * EM, textColor=ACCENT)
HEAD_NUMBER = style("head number", HEAD, alignment=TA_RIGHT)
SIDE_TITLE = style("side", CELL, fontName="Bold", fontSize=0.97 * EM, textColor=ACCENT)
ABOVE_TITLE = style("above", CELL, fontSize=1.2 * EM, leading=1.5 * EM, textColor=QUIET)
TITLE = style("title", CELL, fontSize=2.9 * EM, leading=3 * EM, textColor=QUIET)
MARK = style("mark", SIDE_TITLE, alignment=TA_CENTER)
FOOTER = [
    style(f"footer {alignment}", CELL, fontSize=8.5, textColor=QUIET, alignment=alignment)
    for alignment in (0, TA_CENTER, TA_RIGHT)
]

CALLOUT = f'<font name="Bold" color="{ACCENT.hexval()}">{{}}</font>'
TAGS = {"": "{}", "bi": "{}", "b": CALLOUT, "i": '<font name="Italic">{}</font>'}
FIGURES = [
    ("LINEABOVE", (0, 0), (-1, 0), 0.9, ACCENT),
    ("BACKGROUND", (0, 0), (-1, 0), TINT),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, ACCENT),
    ("LINEBELOW", (0, 1), (-1, -2), 0.5, HAIRLINE),
    ("LINEBELOW", (0, -1), (-1, -1), 0.9, ACCENT),
    ("LEFTPADDING", (0, 0), (-1, -1), 0.6 * EM),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0.6 * EM),
    ("TOPPADDING", (0, 0), (-1, -1), 0.22 * EM),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.22 * EM),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
]
SECTION = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (0, 0), GAP),
    ("RIGHTPADDING", (1, 0), (1, 0), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0.6 * EM),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * EM),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
RULED_SECTION = [*SECTION, ("LINEABOVE", (0, 0), (-1, 0), 0.5, HAIRLINE)]


def paragraph(runs, look):
    return Paragraph("".join(TAGS[style].format(escape(text)) for text, style in runs), look)


def figures(rows):
    head, *body = rows
    looks = [(HEAD, HEAD_NUMBER)] + [(CELL, NUMBER)] * len(body)
    cells = [
        [Paragraph(escape(cell), look) for cell, look in zip(row, pair)]
        for row, pair in zip(rows, looks)
    ]
    return Table(cells, (MAIN - 60, 60), style=FIGURES, spaceBefore=0.25 * EM, spaceAfter=0.85 * EM)


def story(sheet):
    title, *rest = sheet["blocks"]
    split = next(at for at, (text, style) in enumerate(title["runs"]) if style)
    flow = [
        paragraph(title["runs"][:split], ABOVE_TITLE),
        paragraph(title["runs"][split:], TITLE),
        HRFlowable("100%", 2.25, color=ACCENT, spaceBefore=0.35 * EM, spaceAfter=0.2 * EM),
    ]
    sections = [("", [])]
    for block in rest:
        if block["kind"] == "h2":
            sections.append((paragraph(block["runs"], SIDE_TITLE), []))
        elif block["kind"] == "table":
            sections[-1][1].append(figures(block["rows"]))
        else:
            sections[-1][1].append(paragraph(block["runs"], TEXT))
    for side, blocks in sections:
        look = RULED_SECTION if side else SECTION
        flow.append(Table([[side, blocks]], (SIDE + GAP, MAIN), style=look))
    return flow


def around(sheet):
    """What draws the mark and the footer on each page."""

    def draw(canvas, _):
        width = letter[0] - 2 * X
        mark = Paragraph(escape(sheet["mark"]), MARK)
        mark.wrapOn(canvas, width, LEADING)
        mark.drawOn(canvas, X, letter[1] - 25)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(X, 41, X + width, 41)
        for text, look in zip(sheet["footer"], FOOTER):
            note = Paragraph(escape(text), look)
            note.wrapOn(canvas, width, 11)
            note.drawOn(canvas, X, 24)

    return draw


def main(sheets, out, fonts):
    for name in ("Regular", "Italic", "Bold"):
        pdfmetrics.registerFont(TTFont(name, fonts / f"SourceSans3-{name}.ttf"))
    height = letter[1] - TOP - BOTTOM
    with open(sheets) as lines:
        for line in lines:
            sheet = json.loads(line)
            document = BaseDocTemplate(
                str(out / sheet["file"]),
                pagesize=letter,
                lang=sheet["language"],
                title=sheet["title"],
                author=sheet["author"],
                subject=sheet["subject"],
                keywords=sheet["keywords"],
            )
            frame = Frame(X, BOTTOM, letter[0] - 2 * X, height, 0, 0, 0, 0)
            document.addPageTemplates(PageTemplate(frames=[frame], onPage=around(sheet)))
            document.build(story(sheet))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
