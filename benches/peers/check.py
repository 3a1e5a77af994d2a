"""Holds sheets against the words they were made from, and says how many pages they have.

Usage: check.py SHEETS.jsonl FOLDER…

Whitespace and the order of the blocks are left out of it: titles stand beside their sections. Prints
for each folder, as JSON, the bytes, pages and tags of its first sheet. Needs poppler's programs.
"""

import json
import subprocess
import sys
from pathlib import Path


def squeezed(text):
    return "".join(text.split())


def blocks(sheet):
    """The texts that stand in one piece on the page, without whitespace."""
    texts = [sheet["mark"], *sheet["footer"]]
    for block in sheet["blocks"]:
        if block["kind"] == "table":
            texts += [cell for row in block["rows"] for cell in row]
        else:
            texts.append("".join(text for text, _ in block["runs"]))
    return sorted(map(squeezed, texts), key=len, reverse=True)


def check(sheet, pdf):
    command = ["pdftotext", "-raw", pdf, "-"]
    page = squeezed(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    # Long texts first, so that a short one such as a number is not found within them.
    for text in blocks(sheet):
        before, found, after = page.partition(text)
        if text and not found:
            sys.exit(f"{pdf}: not on the page: {text}")
        page = f"{before}\n{after}"
    if page.strip():
        sys.exit(f"{pdf}: too much on the page: {page.split()}")


def facts(pdf):
    output = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    info = dict(line.split(":", 1) for line in output.splitlines())
    tagged = info["Tagged"].strip()
    return {"bytes": pdf.stat().st_size, "pages": int(info["Pages"]), "tagged": tagged}


def main(sheets, folders):
    sheets = [json.loads(line) for line in sheets.read_text().splitlines()]
    for folder in folders:
        for sheet in sheets:
            check(sheet, folder / sheet["file"])
        found = [facts(folder / sheet["file"]) for sheet in sheets]
        pages = max(sheet["pages"] for sheet in found)
        print(json.dumps({**found[0], "pages": pages}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(Path, sys.argv[2:])))
