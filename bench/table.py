"""The one table that ``make bench`` prints."""

from __future__ import annotations

from bench.older import scale
from bench.results import Results
from bench.targets import lines

MARKS = {True: "reached", False: "not yet", None: ""}


def shown(results: Results) -> str:
    """Every line with its target, the figure, and whether the one reaches the other."""
    rows = [(one.what, one.target, one.figure, MARKS[one.reached]) for one in lines(results)]
    rows.insert(0, ("", "to reach", "measured", ""))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    text = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return f"{text}\n\n{about_remark42(results)}"


def about_remark42(results: Results) -> str:
    """What the star means."""
    factor = scale(results)
    times = f", here times {factor:.2f}" if factor else ""
    return (
        "* Remark42 (4793c1c, tuned) could not be built here: its figures of an earlier run on a"
        f" machine like this{times}, the larger of what Isso and nginx say about this run's speed."
    )
