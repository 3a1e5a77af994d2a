"""Writes the words of every sheet of a project as JSON lines, for the peers to read.

Usage: words.py PROJECT COUNT OUT.jsonl

The peers get finished words: templates, plurals and the look of numbers are all done here, before
anything is measured. Only what the shipped words use is understood.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

import jinja2

LANGUAGE = "en"
SAMPLE = {"title": "SAMPLE: ", "mark": "SAMPLE – not real figures"}


def local(value):
    """The text in our language, of a plain string or of one string for each language."""
    return value[LANGUAGE] if isinstance(value, dict) else value


class Figure:
    """A number that prints as it stands on the sheet."""

    def __init__(self, given, kind):
        has_more = isinstance(given, dict)
        self.value = given["value"] if has_more else given
        self.text = local(given["text"]) if has_more and "text" in given else None
        self.unit = "%" if kind == "percent" else ""

    def __str__(self):
        return self.text or f"{self.value:,}{self.unit}"


def figures(values, kinds, no_number):
    """The tables of a data file, with a `Figure` or the words for none in place of each value."""

    def figure(path, given):
        missing = isinstance(given, str)
        return local(no_number[given]) if missing else Figure(given, kinds[path])

    return {
        group: {name: figure(f"{group}.{name}", given) for name, given in table.items()}
        for group, table in values.items()
        if isinstance(table, dict)
    }


def counted(figure, one, many, zero=None):
    if figure.value == 0 and zero is not None:
        return zero
    return f"{figure} {one if figure.value == 1 else many}"


def runs(markdown):
    """Splits text at its stars: a list of [text, style], style being "", "b", "i" or "bi"."""
    is_bold = is_italic = False
    found = []
    for part in re.split(r"(\*\*|\*)", markdown):
        if part == "**":
            is_bold = not is_bold
        elif part == "*":
            is_italic = not is_italic
        elif part:
            found.append([part, "b" * is_bold + "i" * is_italic])
    return found


def block(source):
    """One block of Markdown."""
    if source.startswith("|"):
        rows = [row.strip("| ").split("|") for row in source.splitlines()]
        cells = [[cell.strip() for cell in row] for row in rows]
        return {"kind": "table", "rows": [cells[0], *cells[2:]]}
    kind = "p"
    if source.startswith("## "):
        kind, source = "h2", source[3:]
    elif source.endswith("\n==="):
        kind, source = "h1", source[:-4]
    # Two spaces at a line's end stay a line's end, all others are spaces.
    source = source.replace("  \n", "\0").replace("\n", " ").replace("\0", "\n")
    return {"kind": kind, "runs": runs(source)}


def main(project, count, out):
    def toml(path):
        return tomllib.loads((project / path).read_text())

    publication = toml("data/publication.toml")
    kinds = {figure["id"]: figure["kind"] for figure in toml("data/figures.toml")["figure"]}
    no_number = publication["no_number"]
    year_folder = max(path for path in (project / "data").iterdir() if path.is_dir())
    national = toml(year_folder / "national.toml")

    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.filters["counted"] = counted
    environment.tests["available"] = lambda figure: isinstance(figure, Figure)
    _, head, body = (project / f"layouts/copy/{LANGUAGE}.md").read_text().split("+++\n", 2)
    body = environment.from_string(body)

    shared = {
        "publication": {key: local(publication[key]) for key in ("name", "publisher", "website")},
        "national": figures(national, kinds, no_number),
        "page": 1,
        "pages": 1,
    }
    templates = {
        key: [environment.from_string(text) for text in texts]
        for key, value in tomllib.loads(head).items()
        for texts in [value if isinstance(value, list) else [value]]
    }
    areas = toml("data/jurisdictions.toml")["jurisdiction"]
    with open(out, "w") as lines:
        for area in areas[:count]:
            data = toml(year_folder / f"{area['code']}.toml")
            name = local(area["name"])
            state = {"code": area["code"], "name": name}
            state["in_text"] = local(area.get("in_text", name))
            context = {**shared, "year": data["year"], "state": state}
            context |= figures(data, kinds, no_number)
            head = {
                key: [text.render(context) for text in texts] for key, texts in templates.items()
            }
            blocks = re.split(r"\n(?:[ \t]*\n)+", body.render(context).strip())
            is_sample = data["status"] == "sample"
            sheet = {
                "file": f"{data['year']}-{area['code']}.pdf",
                "language": LANGUAGE,
                "title": (SAMPLE["title"] if is_sample else "") + head["title"][0],
                "subject": head["subject"][0],
                "keywords": head["keywords"],
                "author": publication["publisher"],
                "mark": SAMPLE["mark"] if is_sample else "",
                "footer": head["footer"],
                "blocks": [block(source.strip()) for source in blocks],
            }
            lines.write(json.dumps(sheet, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]), Path(sys.argv[3]))
