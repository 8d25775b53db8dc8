"""Many decided in one stroke, and all of it taken back: how long a moderator waits for it.

python -m bench.strokes --rows 12000 --on SQLite PostgreSQL
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import select

from bench.desk_places import Ask, Asks, postgresql, sqlite
from moderation.extensions import db
from moderation.models import Moderator, Status, Submission, Verb
from moderation.operations.decide import Item, decide_many
from moderation.operations.undo import undo
from moderation.transactions import write

RESULTS = Path(__file__).parent / "strokes-results.json"
PLACES = {"SQLite": sqlite, "PostgreSQL": postgresql}
ROWS = 12_000  # that wait
SIZES = {1_000: 5, 10_000: 1}  # decided in one stroke, and how often
VERBS = {1_000: (Verb.REJECT, Verb.APPROVE), 10_000: (Verb.REJECT,)}

Figures = dict[str, float]


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--on", nargs="+", default=list(PLACES), choices=PLACES)
    options = parser.parse_args()
    run(options.rows, on=options.on)


def run(rows: int = ROWS, *, on: tuple[str, ...] = (*PLACES,)) -> dict[str, Figures]:
    """Measure, print, and keep the figures."""
    figures = {name: measure(name, rows) for name in on}
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    record = {"machine": machine, "rows": rows, "milliseconds": figures}
    RESULTS.write_text(json.dumps(record, indent=2) + "\n")
    return figures


def measure(name: str, rows: int) -> Figures:
    """The median milliseconds of each stroke and of its undoing, with the commit."""
    figures: Figures = {}
    with (
        tempfile.TemporaryDirectory() as directory,
        PLACES[name](Path(directory) / "desk", rows, asking=strokes) as asks,
    ):
        for what, times in timed(asks).items():
            figures[what] = round(median(times), 2)
            print(f"{name:12}{what:28}{figures[what]:>11.2f} ms", flush=True)
    return figures


def timed(asks: Asks) -> dict[str, list[float]]:
    """What each took, turn by turn; each stroke is taken back before the next."""
    times: dict[str, list[float]] = defaultdict(list)
    for size, turns in SIZES.items():
        theirs = {what: ask for what, ask in asks.items() if what.endswith(f" {size:,}")}
        for _ in range(turns):
            for what, ask in theirs.items():
                started = time.perf_counter()
                ask()
                times[what].append(1000 * (time.perf_counter() - started))
    return times


def strokes(_app: Flask, alice: Moderator) -> Asks:
    """Each verb on so many of the oldest that wait, and taking it back."""
    by = alice.id
    asks: Asks = {}
    for size in SIZES:
        oldest = (
            select(Submission.id)
            .where(Submission.status == Status.PENDING, Submission.waiting_since.is_not(None))
            .order_by(Submission.id)
            .limit(size)
        )
        items = [(each, None) for each in db.session.scalars(oldest)]
        for verb in VERBS[size]:
            there, back = both_ways(items, verb, by)
            asks |= {f"{verb} {size:,}": there, f"undo {verb} {size:,}": back}
    return asks


def both_ways(items: Sequence[Item], verb: Verb, by: int) -> tuple[Ask, Ask]:
    """Deciding on all of these, and taking the last such batch back."""
    batches: list[str] = []

    def there() -> None:
        batch = write(decide_many, items, verb, by=by)
        check(len(batch.decided), len(items))
        batches.append(batch.batch)

    def back() -> None:
        check(len(write(undo, batches.pop(), by=by).restored), len(items))

    return there, back


def check(done: int, meant: int) -> None:
    """Stop when something was left as it was."""
    if done != meant:
        raise RuntimeError(f"{done} of {meant}")


if __name__ == "__main__":
    main()
