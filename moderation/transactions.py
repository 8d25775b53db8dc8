"""The one door for writing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import ParamSpec, TypeVar

from flask import current_app
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from moderation.errors import Unavailable
from moderation.extensions import db

_writer = Lock()
log = logging.getLogger("moderation.transactions")

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 3
PATIENCE = 10.0  # seconds that a writer waits for its turn among this process's threads


def write(operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run the operation in a write transaction of its own, commit, and return what it returned.

    Arguments and results are plain values. The caller's read transaction ends
    here: a session that has read can neither begin immediately nor see what
    another one wrote. An operation that lost a race is run again. Raises
    ``Unavailable`` when the database cannot take it now.
    """
    db.session.rollback()
    for left in reversed(range(TRIES)):
        try:
            with _turn():
                return _once(operation, *args, **kwargs)
        except (DBAPIError, StaleDataError) as error:
            if not _lost_a_race(error):
                if isinstance(error, OperationalError):
                    log.error("the database refuses a write: %s", error.orig)
                    raise Unavailable from error
                raise
            if not left:
                raise Unavailable from error
    raise AssertionError("unreachable")


@contextmanager
def _turn() -> Iterator[None]:
    """One writer after another on SQLite, whose own waiting is polling: under load one may starve.

    Writers of other processes are still waited for by polling.
    """
    if db.engine.dialect.name != "sqlite":
        yield
        return
    if not _writer.acquire(timeout=PATIENCE):
        raise Unavailable
    try:
        yield
    finally:
        _writer.release()


def _once(operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    with current_app.app_context():
        session = db.session
        try:
            # SQLite: a transaction that has read cannot upgrade after another commit.
            session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
            with session.begin_nested():
                result = operation(*args, **kwargs)
                session.flush()
            session.commit()
        except BaseException:
            session.rollback()
            raise
        return result


def _lost_a_race(error: DBAPIError | StaleDataError) -> bool:
    """Whether another transaction got in between.

    40001 is a serialization failure, 40P01 a deadlock, 23505 a unique violation:
    https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    if isinstance(error, StaleDataError):
        return True
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "23505"}
