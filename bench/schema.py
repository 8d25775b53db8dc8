"""Joined tables or plain ones? Ask both for the queue and the thread, on both databases.

python -m bench.schema --rows 1000000
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from sqlite3 import Connection as SQLiteConnection
from statistics import median

from sqlalchemy import Connection, Engine, create_engine, event, insert, text

from bench.schema_rows import SITES, page_count, submissions
from bench.schema_tables import Answer, Joined, Layout, Plain, Question, Row
from tests.services.postgres import postgres_server

BATCH = 5_000
REPEATS = 200
SINGLE_WRITES = 300
DURABLE = ("shared_buffers=256MB",)  # otherwise as PostgreSQL comes, fsync included

Figures = dict[str, float]


def main() -> None:
    """Measure the four combinations and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    figures = {}
    for database, engines in (("SQLite", sqlite_engines), ("PostgreSQL", postgres_engines)):
        with engines() as make_engine:
            for layout in (Joined(), Plain()):
                print(f"{database}, {layout.name}: {rows:,} rows", flush=True)
                engine = make_engine(layout.name)
                figures[database, layout.name] = measure(engine, layout, rows=rows)
                engine.dispose()
    print_table(figures)


@contextmanager
def sqlite_engines() -> Iterator[Callable[[str], Engine]]:
    """SQLite files opened as the service opens them: WAL, every commit on the disk."""

    def prepare(connection: SQLiteConnection, _record: object) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    def make_engine(name: str) -> Engine:
        engine = create_engine(f"sqlite:///{Path(directory) / name}.db")
        event.listen(engine, "connect", prepare)
        return engine

    with tempfile.TemporaryDirectory() as directory:
        yield make_engine


@contextmanager
def postgres_engines() -> Iterator[Callable[[str], Engine]]:
    """Databases on a PostgreSQL of our own, with its usual durability."""
    with postgres_server(DURABLE) as server:
        yield lambda name: create_engine(server.create(name))


def measure(engine: Engine, layout: Layout, *, rows: int) -> Figures:
    """Load one layout and time everything asked of it."""
    layout.metadata.create_all(engine)
    started = time.perf_counter()
    load(engine, layout, rows=rows)
    figures = {"bulk load, rows/s": rows / (time.perf_counter() - started)}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if engine.name == "sqlite" else "VACUUM ANALYZE"))
    with engine.connect() as connection:
        for name, ask in questions(connection, layout, rows=rows).items():
            figures[f"{name}, ms"] = median_time(connection, ask)
    figures["single inserts, rows/s"] = single_inserts(engine, layout, first=rows + 1)
    return figures


def load(engine: Engine, layout: Layout, *, rows: int) -> None:
    """Insert everything in batches, each a transaction, with the indexes in place."""
    source = submissions(rows)
    while batch := list(itertools.islice(source, BATCH)):
        with engine.begin() as connection:
            insert_rows(connection, layout, batch)


def insert_rows(connection: Connection, layout: Layout, rows: list[Row]) -> None:
    """Send each table its part of the rows, heads before their tails."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        for table, part in layout.parts(row):
            parts.setdefault(table.name, []).append(part)
    for table in sorted(layout.metadata.tables.values(), key=lambda one: one.name != "submissions"):
        if table.name in parts:
            connection.execute(insert(table), parts[table.name])


def questions(
    connection: Connection, layout: Layout, *, rows: int
) -> dict[str, Callable[[Random], Answer]]:
    """What is asked, each time of another site, page or place in the queue."""
    card = connection.execute(layout.queue(Question(limit=rows // 40))).all()[-1]
    middle = (card.priority, card.waiting_since, card.id)

    def site(random: Random) -> int:
        return random.randint(1, min(SITES, page_count(rows)))

    return {
        "queue, first page": lambda _: layout.queue(Question()),
        "queue, page in the middle": lambda _: layout.queue(Question(after=middle)),
        "queue of a site": lambda random: layout.queue(Question(site_id=site(random))),
        "queue of a site, middle": lambda random: layout.queue(
            Question(site_id=site(random), after=middle)
        ),
        "queue of a site and kind": lambda random: layout.queue(
            Question(site_id=site(random), kind="typo_report")
        ),
        "thread of 100": lambda random: layout.thread(random.randint(1, page_count(rows))),
    }


def median_time(connection: Connection, ask: Callable[[Random], Answer]) -> float:
    """Milliseconds from asking to having every row, in the middle of many askings."""
    random, times = Random(1), []
    for _ in range(REPEATS):
        statement = ask(random)
        started = time.perf_counter()
        connection.execute(statement).all()
        times.append(time.perf_counter() - started)
    return median(times) * 1000


def single_inserts(engine: Engine, layout: Layout, *, first: int) -> float:
    """Submissions a second, each in a transaction of its own."""
    rows = list(submissions(SINGLE_WRITES, first=first))
    started = time.perf_counter()
    for row in rows:
        with engine.begin() as connection:
            insert_rows(connection, layout, [row])
    return SINGLE_WRITES / (time.perf_counter() - started)


def print_table(figures: dict[tuple[str, str], Figures]) -> None:
    """A Markdown table: a line for each figure, a column for each combination."""
    columns = list(figures)
    print("| |" + "|".join(f" {database}, {layout} " for database, layout in columns) + "|")
    print("|---|" + "---:|" * len(columns))
    for name in figures[columns[0]]:
        values = [figures[column][name] for column in columns]
        print(f"| {name} |" + "|".join(f" {_number(value)} " for value in values) + "|")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    main()
