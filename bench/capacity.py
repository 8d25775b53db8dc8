"""What the figures of ``make bench`` mean for so many readers: a part of docs/scaling.md.

python -m bench.capacity writes it anew from bench/results.json; ``make bench`` does so at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bench.commands import PROJECT
from bench.results import RESULTS, Results
from bench.targets import best

DOCUMENT = PROJECT / "docs" / "scaling.md"
BEGIN, END = "<!-- written by make bench -->", "<!-- until here -->"

# What the model takes for granted; each is named in the document.
PEAK = 3  # times the mean: the busiest minutes of a day
FULL = 0.5  # of what was measured: more than half is no plan
READERS_A_COMMENT = 200
HOURS = 12 * 365  # of such traffic in a year
AN_HOUR = (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
HIT_RATES = (0.0, 0.9, 0.99)
THREAD = "thread of 100"


def write(results: Results) -> None:
    """Put the tables where the document has a place for them; without figures it stays."""
    if not best(results, THREAD):
        return
    before, _begin, rest = DOCUMENT.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{section(results)}\n{END}{after}")


def section(results: Results) -> str:
    """The tables: what a node does, and what traffic makes of that."""
    cores = results.all["machine"]["cores"]
    return "\n".join(
        [
            f"One node is the machine of the bench, {cores} cores, which the client shared: so"
            " these are floors.",
            "",
            *table(("one node", "a second", "a second and core"), _node(results, cores)),
            "",
            *table(_head(), _traffic(results)),
            "",
            *table(("room on the disk", "SQLite", "PostgreSQL"), _room(results)),
            "",
        ]
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown; all but the first column are numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|---{'|--:' * (len(head) - 1)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _node(results: Results, cores: int) -> Iterator[Sequence[str]]:
    rates = {
        "threads of 100 comments": best(results, THREAD),
        "the same, not modified": best(results, f"{THREAD}, 304"),
        "counts of 20 pages": best(results, "counts of 20"),
        "comments taken in": _intake(results),
        "decisions in bulk": results.figure("write", "decisions", "SQLite", "bulk", "per_second"),
        "decisions one by one": results.figure(
            "write", "decisions", "SQLite", "single", "per_second"
        ),
    }
    for what, rate in rates.items():
        if rate:
            yield what, f"{rate:,.0f}", f"{rate / cores:,.0f}"


def _intake(results: Results) -> float:
    return float(results.figure("write", "intake", "SQLite: 64", "per_second") or 0)


def _head() -> Sequence[str]:
    rates = (f"at a hit rate of {rate:.0%}" for rate in HIT_RATES)
    return ("readers an hour", *rates, "comments a second", "million a year")


def _traffic(results: Results) -> Iterator[Sequence[str]]:
    """Requests at the peak and the nodes that they take, one more than is needed."""
    node = best(results, THREAD) * FULL
    for readers in AN_HOUR:
        peak = readers / 3600 * PEAK
        needs = (_needs(peak * (1 - rate), node) for rate in HIT_RATES)
        comments = peak / READERS_A_COMMENT
        a_year = readers / READERS_A_COMMENT * HOURS / 1e6
        yield f"{readers:,}", *needs, f"{comments:,.2f}", f"{a_year:,.1f}"


def _needs(requests: float, node: float) -> str:
    nodes = int(-(-requests // node)) + 1
    return f"{requests:,.0f}/s, {nodes} nodes"


def _room(results: Results) -> Iterator[Sequence[str]]:
    if each := results.figure("storage", "bytes_each"):
        rooms = (f"{each[name] * 1e6 / 2**30:,.1f} GiB" for name in ("SQLite", "PostgreSQL"))
        yield "a million comments of 120 characters", *rooms


if __name__ == "__main__":
    write(Results(RESULTS))
