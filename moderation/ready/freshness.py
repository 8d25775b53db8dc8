"""Whether what answers were made from is still so: asked of the database, as cheaply as it can be.

A *state* is a value that is another one once anybody may have committed. An answer that was found
right in a state needs no second look in the same state.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from moderation.queries.versions import Statement, log_ends, seen_in, states
from moderation.reading import Reader
from moderation.ready.answers import Answer
from moderation.ready.wal_index import wal_index
from moderation.transactions import writes

ONE_STATE = 1.0  # seconds for which PostgreSQL is taken to be in one state, unless we write
AT_ONCE = 100  # answers that are looked at together

Row = Sequence[Any]


class Unknown(Exception):
    """The database does not say."""


class Source(Protocol):
    """A database that says in what state it is; either question may raise ``Unknown``."""

    looks_ahead: bool  # whether one look is dear, so that others had better be taken with it

    def state(self) -> object:
        """The state now."""

    def rows(self, statement: Statement, lists: dict[str, list[str]]) -> Sequence[Row]:
        """What a statement finds now; its parameters are lists."""


class SQLiteSource:
    """Exact: SQLite says whether anybody has committed (https://sqlite.org/pragma.html).

    By one connection for all threads, since its numbers mean nothing beside another one's.
    """

    looks_ahead = False

    def __init__(self, reader: Reader) -> None:
        self._reader, self._opening = reader, Lock()
        self._state: Callable[[], object] | None = None

    def state(self) -> object:
        try:
            return (self._state or self._open())()
        except SQLAlchemyError as error:
            raise Unknown from error

    def rows(self, statement: Statement, lists: dict[str, list[str]]) -> Sequence[Row]:
        try:
            return self._reader.rows(statement, lists)
        except SQLAlchemyError as error:
            raise Unknown from error

    def _open(self) -> Callable[[], object]:
        """The number, or what is quicker, where the database has it: not without WAL."""
        with self._opening:
            self._version()  # the first to read sets up what all share
            self._state = self._version
            if self._reader.pragma("journal_mode") == "wal":
                with suppress(OSError, ValueError):
                    self._state = wal_index(self._reader.path).header
            return self._state

    def _version(self) -> object:
        return self._reader.pragma("data_version")


class PostgreSQLSource:
    """At most a second late: a state lasts a second, or until this process has committed."""

    looks_ahead = True

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._state: tuple[float, int] = (0.0, 0)

    def state(self) -> object:
        state, now = self._state, time.time()
        if writes.number != state[1] or not state[0] <= now < state[0] + ONE_STATE:
            self._state = state = (now, writes.number)
        return state

    def rows(self, statement: Statement, lists: dict[str, list[str]]) -> Sequence[Row]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(statement, lists).all()
        except SQLAlchemyError as error:
            raise Unknown from error


def source_of(engine: Engine) -> Source:
    """What says in which state the engine's database is."""
    if engine.dialect.name == "sqlite":
        return SQLiteSource(Reader(engine.url.database or ""))
    return PostgreSQLSource(engine)


def confirm(source: Source, answer: Answer, others: Iterable[Answer]) -> bool:
    """Whether an answer is still right; it and those of the others that are, are so from now on."""
    state = source.state()
    together = [one for one in (answer, *others) if one.basis.site_key]
    keys = sorted({one.basis.site_key for one in together})
    places = sorted({place for one in together for place in one.basis.places})
    rows = source.rows(states(), {"places": places, "keys": keys})
    logged = sorted({one.basis.site_key for one in together if one.basis.with_log})
    ends = source.rows(log_ends(), {"keys": logged}) if logged else ()
    log = {key: (decision, event) for key, decision, event in ends}
    for one in together:
        basis = one.basis
        if basis.seen == seen_in(rows, log if basis.with_log else {}, basis.site_key, basis.places):
            one.confirmed = state
    return answer.confirmed == state
