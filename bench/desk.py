"""The desk with ten thousand waiting, and with a million: how long the server takes, on both.

python -m bench.desk --rows 10000 1000000 --isso
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

from flask import Flask

from bench import desk_isso
from bench.desk_rows import RARE_WORD, fill_postgresql, fill_sqlite
from moderation.app import create_app
from moderation.extensions import db
from moderation.models import Moderator
from moderation.queries.queue import Order, QueueFilter, queue
from moderation.settings import Settings
from tests.factories import moderator, site
from tests.services.databases import SECRET, migrate
from tests.services.postgres import postgres_server
from tests.signing_in import Desk, signed_in

RESULTS = Path(__file__).parent / "desk-results.json"
DURABLE = ("shared_buffers=256MB",)  # otherwise as PostgreSQL comes, fsync included
TURNS = 21
Figures = dict[str, float]
Fill = Callable[[int], None]


def main() -> None:
    """Measure, print, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=DATABASES)
    parser.add_argument("--isso", action="store_true", help="its admin list too, on the same rows")
    options = parser.parse_args()
    figures: dict[str, dict[int, Figures]] = {}
    for name in options.databases:
        for rows in options.rows:
            print(f"{name}: {rows:,} waiting", flush=True)
            figures.setdefault(name, {})[rows] = measure(name, rows)
    if options.isso:
        for rows in options.rows:
            figures.setdefault("Isso", {})[rows] = desk_isso.measure(rows, turns=7)
    print_table(figures, options.rows)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    RESULTS.write_text(json.dumps({"machine": machine, "milliseconds": figures}, indent=2) + "\n")


def measure(name: str, rows: int) -> Figures:
    """Fill a database of its own and ask the desk everything, several times each."""
    with tempfile.TemporaryDirectory() as directory, DATABASES[name](Path(directory)) as made:
        url, fill = made
        migrate(url, directory=Path(directory))
        settings = Settings(secret_key=SECRET, database_url=url, data_dir=Path(directory))
        app = create_app(settings)
        with app.app_context():
            alice = moderator(site())
            started = time.perf_counter()
            fill(rows)
            print(f"  filled in {time.perf_counter() - started:.0f} s", flush=True)
            figures = {what: timed(ask) for what, ask in questions(app, alice).items()}
            db.session.remove()
            db.engine.dispose()
    return figures


def questions(app: Flask, alice: Moderator) -> dict[str, Callable[[], object]]:
    """What is asked of the desk, by name."""
    desk = signed_in(app, alice)
    first = queue(alice, QueueFilter(order=Order.PRIORITY, folds=True), limit=500)
    waiting = iter(first.cards[100:])
    following = quote(first.after)

    def decide() -> None:
        card = next(waiting).submission
        where = f"/dashboard/submissions/{card.id}/decisions"
        told = {"verb": "approve", "version": card.version}
        check(desk.post(where, told, fragment=True).status_code)

    def page(address: str) -> Callable[[], None]:
        return lambda: check(desk.get(f"/dashboard/{address}").status_code)

    return {
        "open the queue": page("queue"),
        "next page": page(f"queue?after={following}"),
        "filter by a common reason": page("queue?reason=banned_words"),
        "filter by a new rule": page("queue?reason=rule:7"),
        "oldest of a new rule": page("queue?reason=rule:7&order=oldest"),
        "filter by score": page("queue?score=40"),
        "order by score": page("queue?order=score"),
        "one page's comments": page("queue?page=7"),
        "longer than a day": page("queue?age=1d"),
        "search a rare word": page(f"queue?status=any&q={RARE_WORD}"),
        "search a part of it": page(f"queue?status=any&q={RARE_WORD[3:9]}"),
        "search a common word": page("queue?status=any&q=winter"),
        "queue as JSON's list": lambda: queue(alice, QueueFilter(), limit=100),
        "deal the next": lambda: check(deal(desk)),
        "decide": decide,
    }


def deal(desk: Desk) -> int:
    """The status of dealing one more card."""
    return desk.post("/dashboard/deal", {}, fragment=True).status_code


def check(status: int) -> None:
    """Stop at an answer that is none."""
    if status >= 300:
        raise RuntimeError(f"answered {status}")


def timed(ask: Callable[[], object]) -> float:
    """The median of the milliseconds that an answer takes."""
    ask()
    times = []
    for _ in range(TURNS):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return round(median(times) * 1000, 2)


@contextmanager
def sqlite(directory: Path) -> Iterator[tuple[str, Fill]]:
    """A SQLite file, and how it is filled."""
    path = directory / "moderation.sqlite3"
    yield f"sqlite:///{path}", lambda rows: fill_sqlite(str(path), rows)


@contextmanager
def postgresql(_directory: Path) -> Iterator[tuple[str, Fill]]:
    """A PostgreSQL database that keeps what it is told, and how it is filled."""
    with postgres_server(DURABLE) as server:
        url = server.create("moderation")
        address = url.replace("postgresql+psycopg", "postgresql")
        yield url, lambda rows: fill_postgresql(address, rows)


DATABASES = {"SQLite": sqlite, "PostgreSQL": postgresql}


def print_table(figures: dict[str, dict[int, Figures]], sizes: list[int]) -> None:
    """A line for each question: milliseconds at each size, and the last as times the first."""
    print(f"{'':40}" + "".join(f"{size:>14,}" for size in sizes) + f"{'ratio':>8}")
    for database, by_size in figures.items():
        for what in by_size[sizes[0]]:
            times = [by_size[size][what] for size in sizes]
            shown = "".join(f"{one:>11.2f} ms" for one in times)
            print(f"{database:12}{what:28}{shown}{times[-1] / times[0]:>8.2f}")


if __name__ == "__main__":
    main()
