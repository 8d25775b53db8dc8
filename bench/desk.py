"""The desk with ten thousand waiting, and with a million: how long the server takes.

python -m bench.desk --rows 10000 1000000 --on SQLite PostgreSQL Isso
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.desk_isso import isso
from bench.desk_places import Asks, postgresql, sqlite

RESULTS = Path(__file__).parent / "desk-results.json"
TURNS = 31
SIZES = (10_000, 1_000_000)
PLACES = {"SQLite": sqlite, "PostgreSQL": postgresql, "Isso": isso}
MEANT = 2.0  # times as long with the most rows as with the fewest, and no longer

Figures = dict[str, dict[str, float]]  # by question: milliseconds by size, and the ratio


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--on", nargs="+", default=list(PLACES), choices=PLACES)
    parser.add_argument("--turns", type=int, default=TURNS)
    options = parser.parse_args()
    keep(run(options.rows, on=options.on, turns=options.turns), options.turns)


def run(
    sizes: Sequence[int] = SIZES, *, on: Iterable[str] = PLACES, turns: int = TURNS
) -> dict[str, Figures]:
    """Measure and print."""
    figures = {}
    for name in on:
        figures[name] = measure(name, sizes, turns=turns)
        print_table(name, figures[name])
    return figures


def keep(figures: dict[str, Figures], turns: int) -> None:
    """Write down what was measured, beside what was measured elsewhere before."""
    before = json.loads(RESULTS.read_text())["milliseconds"] if RESULTS.exists() else {}
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    record = {"machine": machine, "turns": turns, "milliseconds": before | figures}
    RESULTS.write_text(json.dumps(record, indent=2) + "\n")


def measure(name: str, sizes: Sequence[int], *, turns: int) -> Figures:
    """What each question takes at each size."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        asks: dict[int, Asks] = {}
        for size in sizes:
            started = time.perf_counter()
            asks[size] = stack.enter_context(PLACES[name](directory / str(size), size))
            took = time.perf_counter() - started
            print(f"{name}: {size:,} waiting, filled in {took:.0f} s", flush=True)
        return {
            what: timed({size: asks[size][what] for size in sizes}, turns=turns)
            for what in asks[sizes[0]]
        }


def timed(ask: dict[int, Callable[[], object]], *, turns: int) -> dict[str, float]:
    """The median of the milliseconds at each size, and that of the last as times the first.

    The sizes take turns, so that whatever else the machine does weighs on all of them alike; what
    this process itself computes at the last size, in ``processor``, it weighs on less.
    """
    times: dict[int, list[float]] = {size: [] for size in ask}
    computed: dict[int, list[float]] = {size: [] for size in ask}
    for one in ask.values():
        one()  # the first time, something has to be read that is kept from then on
    for _ in range(turns):
        for size, one in ask.items():
            started, began = time.perf_counter(), time.process_time()
            one()
            times[size].append(1000 * (time.perf_counter() - started))
            computed[size].append(1000 * (time.process_time() - began))
    measured = list(times.values())
    ratio = median(last / first for first, last in zip(measured[0], measured[-1], strict=True))
    found = {str(size): round(median(each), 2) for size, each in times.items()}
    processor = median(list(computed.values())[-1])
    return {**found, "ratio": round(ratio, 2), "processor": round(processor, 2)}


def print_table(name: str, figures: Figures) -> None:
    """A line for each question."""
    for what, one in figures.items():
        *sizes, ratio, processor = one.values()
        shown = "".join(f"{ms:>11.2f} ms" for ms in sizes)
        mark = "" if ratio <= MEANT else f"  more than {MEANT:g} times"
        print(f"{name:12}{what:28}{shown}{ratio:>8.2f}{processor:>11.2f}{mark}", flush=True)


if __name__ == "__main__":
    main()
