"""What the worker asks all day, and which of it reads a large table from end to end.

It is asked of empty tables, of which the database knows nothing yet: what it plans then may stay
for a day (SQLite), and what no index answers then none will answer later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, event

from moderation import outbox
from moderation.extensions import db
from moderation.queries.outbox import something_is_due
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.clock import ROUNDS
from moderation.worker.handlers import AT_HOME, OTHER_CALLS, WEBHOOKS
from moderation.worker.visits import next_claim

Ask = Callable[[], object]

READS = ("SELECT", "UPDATE", "DELETE", "WITH")
SMALL = {
    "brakes",
    "fetched_hosts",
    "memberships",
    "moderators",
    "sign_ins",
    "sites",
    "subscriptions",
}
OF_WHAT_WAITS = {"ix_outbox_due", "ix_outbox_failed"}
BY_NUMBER = re.compile(r"FROM (\w+) (?:WHERE [\w.]+ IS NOT NULL )?ORDER BY \1\.id(?: DESC)? LIMIT")
SCAN = {"sqlite": re.compile(r"\bSCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")}
SCAN["postgresql"] = re.compile(r"Seq Scan on (\w+)()")


def all_day(settings: Settings, now: datetime) -> dict[str, Ask]:
    """What the worker asks twice a second, and what it does by the clock."""
    lanes = {"home": AT_HOME, "webhooks": WEBHOOKS, "other calls": OTHER_CALLS}
    due = {n: partial(something_is_due, now, lane.condition()) for n, lane in lanes.items()}
    claims = {n: partial(write, outbox.claim, now, lane) for n, lane in lanes.items()}
    return {
        **{f"is due: {name}": ask for name, ask in due.items()},
        **{f"claim: {name}": ask for name, ask in claims.items()},
        "next page": next_claim,
        **{name: partial(do, settings, now) for name, (_every, do) in ROUNDS.items()},
    }


@contextmanager
def taken_down() -> Iterator[list[tuple[str, object]]]:
    """The statements that are sent meanwhile, with what they are given."""
    taken: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, said: str, given: object, *_: object) -> None:
        taken.append((said, given[0] if isinstance(given, list) else given))  # of many the first

    event.listen(db.engine, "before_cursor_execute", note)
    yield taken
    event.remove(db.engine, "before_cursor_execute", note)


def scanned(ask: Ask) -> set[str]:
    """The tables that an empty database would read from end to end."""
    with taken_down() as taken:
        ask()
    db.session.rollback()
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # an empty table has no other plan
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return {table for each in taken for table in _scans(connection, *each)}


def _scans(connection: Connection, said: str, given: object) -> Iterator[str]:
    """Who takes the next of all by number reads no more than these."""
    if not said.lstrip().upper().startswith(READS) or BY_NUMBER.search(" ".join(said.split())):
        return
    kind = connection.dialect.name
    how = "EXPLAIN QUERY PLAN " if kind == "sqlite" else "EXPLAIN "
    plan = connection.exec_driver_sql(how + said, given)  # type: ignore[arg-type]
    for table, index in SCAN[kind].findall("\n".join(str(row[-1]) for row in plan)):
        if table not in SMALL | {"CONSTANT"} and index not in OF_WHAT_WAITS:
            yield table
