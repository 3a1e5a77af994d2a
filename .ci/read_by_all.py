"""The programs that .ci/read-by-all compares, and how."""

import io
import json
import re
import subprocess
import sys
from html import unescape

from pdfminer.converter import PDFConverter
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader


def output(*command):
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def poppler(path):
    return output("pdftotext", "-raw", "-nopgbrk", path, "-")


def mupdf(path):
    return output("mutool", "draw", "-q", "-F", "txt", path)


def ghostscript(path):
    # Every character by itself, in the order of the file.
    found = output("gs", "-q", "-o", "-", "-sDEVICE=txtwrite", "-dTextFormat=0", path)
    return "".join(unescape(c) for c in re.findall(r'<char [^>]* c="([^"]*)"/>', found))


class Characters(PDFConverter):
    """Every character that pdfminer reads, in the order of the file."""

    def __init__(self, resources):
        super().__init__(resources, io.StringIO(), laparams=None)
        self.text = []

    def receive_layout(self, page):
        self.text += [item.get_text() for item in page if isinstance(item, LTChar)]


def pdfminer(path):
    resources = PDFResourceManager()
    device = Characters(resources)
    interpreter = PDFPageInterpreter(resources, device)
    with open(path, "rb") as file:
        for page in PDFPage.get_pages(file):
            interpreter.process_page(page)
    return "".join(device.text)


def pypdf(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def same(text):
    """A text without white space, which each program takes from other gaps, and without the group separators of
    numbers, which poppler reads as spaces. The comma of "2023, 999.999.999" goes too: without white space it stands
    before three digits in one program and before nine in another."""
    return re.sub(r"(?<=\d)[,.](?=\d{3})", "", re.sub(r"\s", "", text))


def difference(one, other):
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, at - 20) : at + 20]!r}… and …{other[max(0, at - 20) : at + 20]!r}…"


def main(home, script, paths):
    library = f"{home}/node_modules/pdfjs-dist/legacy/build/pdf.mjs"
    by_pdfjs = [json.loads(line) for line in output("node", script, library, *paths).splitlines()]
    wrong = 0
    for path, seen in zip(paths, by_pdfjs, strict=True):
        found = {reader.__name__: same(reader(path)) for reader in (poppler, mupdf, ghostscript, pdfminer, pypdf)}
        found["pdf.js"] = same(seen["text"])
        own = found["poppler"]
        problems = [f"poppler and {name}: {difference(own, text)}" for name, text in found.items() if text != own]
        if not own:
            problems.append("no text")
        if seen["stray"]:
            problems.append(f"pdf.js: in no element: {seen['stray']!r}")
        problems += [f"pdf.js: a figure in pieces: {alt!r}" for alt in seen["parted"]]
        wrong += bool(problems)
        for problem in problems:
            print(f"{path}: {problem}", file=sys.stderr)
    print(f"{len(paths)} PDFs, read the same by six programs" if not wrong else f"{wrong} of {len(paths)} PDFs differ")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
