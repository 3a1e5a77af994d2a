"""Turns what was measured into a table in Markdown."""

import statistics

HEAD = [
    "program",
    "one sheet, CPU ms",
    "one sheet, wall ms",
    "sheets in the batch",
    "CPU ms per sheet",
    "batch, wall s",
    "batch, peak MB",
    "bytes of a sheet",
    "pages",
    "tagged",
]


def median(runs, size, what):
    return statistics.median(run[size][what] for run in runs)


def per_sheet(runs):
    return statistics.median(run["batch"]["cpu"] / run["sheets"] for run in runs)


def beside(own, ours):
    """Milliseconds, and how many times ours they are."""
    times = "" if own == ours else f" ({own / ours:.1f}×)"
    return f"{own * 1e3:.1f}{times}"


def row(name, runs, ours, facts):
    """The cells of a program; `ours` are the runs it is compared with."""
    return [
        name,
        beside(median(runs, "one", "cpu"), median(ours, "one", "cpu")),
        beside(median(runs, "one", "wall"), median(ours, "one", "wall")),
        f"{runs[0]['sheets']:,}",
        beside(per_sheet(runs), per_sheet(ours)),
        f"{median(runs, 'batch', 'wall'):.2f}",
        f"{median(runs, 'batch', 'memory') / 1e6:.1f}",
        f"{facts['bytes']:,}",
        str(facts["pages"]),
        facts["tagged"],
    ]


def table(rows):
    lines = [HEAD, [":--", *["--:"] * (len(HEAD) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
