"""Which statements of the upkeep and of the desk read whole tables, with a million submissions.

Run with ``python -m bench.indexes [ROWS]``. Whatever is asked of both databases is explained by
them; a scan of a large table is printed with the statement that causes it. Before, while the tables
are empty, what the worker asks all day.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text

from bench.all_day import Ask, all_day, scanned, taken_down
from bench.desk_places import DURABLE
from bench.grown import grow
from moderation import outbox
from moderation.app import create_app
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Moderator
from moderation.operations import purge, retention
from moderation.queries import retention as old
from moderation.queries.checks import due_pages
from moderation.queries.correction_figures import correction_figures
from moderation.queries.figures import figures
from moderation.queries.outbox import outbox_counts, outbox_page, something_is_due
from moderation.queries.queue import QueueFilter, queue
from moderation.queries.troubles import troubles
from moderation.queries.windows import Asked, window
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import moderator, site
from tests.services.databases import SECRET, migrate
from tests.services.postgres import postgres_server

SMALL = {
    "pages",
    "sites",
    "site_hosts",
    "roots",
    "walk",
    "moderators",
    "webhooks",
    "beats",
    "sweeps",
    "blocks",
    "memberships",
}
SCAN = {
    "sqlite": re.compile(r"\bSCAN (?!CONSTANT)(\w+(?: USING.* INDEX \w+)?)"),
    "postgresql": re.compile(r"Seq Scan on (\w+)"),
}


def readers(page_id: int) -> dict[str, Ask]:
    """What readers ask of one page's thread."""
    middle = next(iter(window(page_id, Asked(limit=1000)).roots[200:201]), 0)
    parts = {
        "thread": Asked(),
        "thread further on": Asked(after=middle),
        "thread before": Asked(before=middle),
        "thread around a comment": Asked(comment=middle),
        "replies further on": Asked(under=middle, after=middle),
    }
    return {name: partial(window, page_id, asked) for name, asked in parts.items()}


def asks(olga: Moderator, now: datetime) -> dict[str, Ask]:
    """What the worker, readers and the owner's pages ask again and again."""
    edges = [now - timedelta(days=90 - day) for day in range(91)]
    before = now - timedelta(days=90)
    purges = {
        each.__name__: partial(write, each, now)
        for each in (purge.purge_keys, purge.purge_jobs, purge.purge_checks)
    }
    networks = {
        f"networks of {name}": partial(old.old_networks, name, 0, before) for name in old.NETWORKS
    }
    return {
        **readers(1),
        "refused long ago": partial(write, retention.let_go_of_refused, now),
        "closed long ago": partial(write, retention.let_go_of_closed, now),
        "idle authors": lambda: old.idle_authors(0, now - timedelta(days=730), now),
        **networks,
        **purges,
        "something is due": lambda: something_is_due(now),
        "claim": partial(write, outbox.claim, now),
        "outbox in numbers": lambda: outbox_counts(now),
        "outbox": outbox_page,
        "state": lambda: troubles(now),
        "pages to look at": lambda: due_pages(now, ()),
        "queue": lambda: queue(olga, QueueFilter(), limit=25),
        "figures of 90 days": lambda: figures(olga, site_key="", edges=edges, now=now),
        "corrections in figures": lambda: correction_figures(olga, site_key="", edges=edges),
    }


def scans(said: str, given: object) -> set[str]:
    """The large tables that a statement reads from end to end."""
    if not said.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
        return set()
    kind = db.engine.dialect.name
    how = "EXPLAIN QUERY PLAN " if kind == "sqlite" else "EXPLAIN "
    with db.engine.connect() as connection:
        plan = connection.exec_driver_sql(how + said, given)  # type: ignore[arg-type]
        lines = "\n".join(str(row[-1]) for row in plan)
    return {each for each in SCAN[kind].findall(lines) if each.split()[0] not in SMALL}


def review(url: str, folder: Path, rows: int) -> None:
    """Fill a database, ask everything once, and print what takes how long and scans what."""
    migrate(url, directory=folder)
    settings = Settings(secret_key=SECRET, database_url=url, data_dir=folder)
    app = create_app(settings)
    with app.app_context():
        for name, ask in all_day(settings, utcnow()).items():
            print(f"  {name:28}{'empty':>8}     {', '.join(sorted(scanned(ask)))}", flush=True)
        started = time.perf_counter()
        with db.engine.begin() as connection:
            grow(connection, rows, site().id)
        _settle()
        print(f"{url.partition(':')[0]}: {rows:,} rows in {time.perf_counter() - started:.0f} s")
        olga = moderator(is_owner=True, name="Olga")
        for name, ask in asks(olga, utcnow()).items():
            with taken_down() as taken:
                started = time.perf_counter()
                ask()
                took = time.perf_counter() - started
            found = {table for each in taken for table in scans(*each)}
            print(f"  {name:28}{took * 1000:8.0f} ms  {', '.join(sorted(found))}", flush=True)
            db.session.rollback()
        db.session.remove()
        db.engine.dispose()


def _settle() -> None:
    """Let the database look at what it has, and put its log away."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        return
    db.session.remove()
    with closing(sqlite3.connect(db.engine.url.database or "", isolation_level=None)) as file:
        file.execute("ANALYZE")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def main(rows: int) -> None:
    """Review both databases."""
    with tempfile.TemporaryDirectory() as folder:
        review(f"sqlite:///{folder}/grown.sqlite3", Path(folder), rows)
    with tempfile.TemporaryDirectory() as folder, postgres_server(DURABLE) as server:
        review(server.create("grown"), Path(folder), rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
