"""The one door for writing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from flask import Flask, current_app
from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from moderation.compiled import run
from moderation.errors import Unavailable
from moderation.extensions import db
from moderation.prepared import READER, driver_of, use_driver
from moderation.reading import Reader
from moderation.settings import Settings
from moderation.turns import Turns
from moderation.writer import Call, Calls, Writer

log = logging.getLogger("moderation.transactions")

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 3
WRITER = "moderation.writer"


class Writes:
    """How often this process has written, or tried to: what it decides it shows at once."""

    number = 0

    def count(self, *_session: object) -> None:
        """Count one more."""
        self.number += 1


writes = Writes()
event.listen(db.session, "after_commit", writes.count)
event.listen(db.session, "after_rollback", writes.count)  # of a commit that may have gone through


def init_app(app: Flask, settings: Settings) -> None:
    """Have one thread write to SQLite, in turn with other processes, and keep much at once."""
    if settings.is_embedded:
        path = make_url(settings.database).database or ""
        turns, groups = Turns(Path(path)), settings.grouped_writes
        app.extensions[READER] = Reader(path)
        app.extensions[WRITER] = Writer(partial(_keep, app), turns, groups=groups)


def write(operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run the operation in a write transaction of its own, commit, and return what it returned.

    Arguments and results are plain values. The caller's read transaction ends
    here: a session that has read can neither begin immediately nor see what
    another one wrote. An operation that lost a race is run again. Raises
    ``Unavailable`` when the database cannot take it now.
    """
    if db.session.registry.has():
        db.session.rollback()
    for left in reversed(range(TRIES)):
        try:
            if writer := current_app.extensions.get(WRITER):
                return cast(Writer, writer).do(partial(operation, *args, **kwargs))
            return _once(operation, *args, **kwargs)
        except (DBAPIError, StaleDataError) as error:
            if not _lost_a_race(error):
                if isinstance(error, DBAPIError) and _is_away(error):
                    log.error("the database refuses a write: %s", _first(error).orig)
                    raise Unavailable from error
                raise
            if not left:
                raise Unavailable from error
    raise AssertionError("unreachable")


def _once(operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    with current_app.app_context():
        session = db.session
        try:
            with session.begin_nested():
                result = operation(*args, **kwargs)
                session.flush()
            session.commit()
        except BaseException:
            session.rollback()
            raise
        return result


def _keep(app: Flask, calls: Calls) -> None:
    """Run each in a savepoint of its own, all in one transaction; one that fails fails alone.

    Savepoints are the driver's: SQLAlchemy's own took a quarter of a millisecond each. It does
    not know of them, so what it cannot flush makes it take back all that was done before; then
    that is done again.
    """
    with app.app_context():
        session, connection = db.session, None
        done: list[Call[object]] = []
        for call in calls:
            connection = connection or _begin()
            try:
                _run(call, connection)
                done.append(call)
            except Exception as error:
                call.error = error
                if not _goes_on(connection):
                    session.rollback()
                    connection = None
                    _do_again(app, done)
                    done = []
            session.expunge_all()
        session.commit()


def _run(call: Call[object], connection: Connection) -> None:
    driver = driver_of(connection)
    run(driver.execute, "SAVEPOINT one")
    try:
        call.result = call.run()
        db.session.flush()
        run(driver.execute, "RELEASE one")
    except BaseException:
        if driver.in_transaction:
            run(driver.execute, "ROLLBACK TO one")
            run(driver.execute, "RELEASE one")
        raise


def _do_again(app: Flask, calls: list[Call[object]]) -> None:
    """Keep each by itself; each hears of its own error alone."""
    for call in calls:
        try:
            _keep(app, iter([call]))
        except Exception as error:
            call.error = error


def _begin() -> Connection:
    """SQLite: a transaction that has read cannot upgrade after another commit."""
    connection = db.session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
    use_driver(connection)
    return connection


def _goes_on(connection: Connection) -> bool:
    """Whether neither SQLite, as on a full disk, nor the session has ended the transaction."""
    return db.session.is_active and driver_of(connection).in_transaction


def _lost_a_race(error: DBAPIError | StaleDataError) -> bool:
    """Whether another transaction got in between.

    40001 is a serialization failure, 40P01 a deadlock, 23505 a unique violation:
    https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    if isinstance(error, StaleDataError):
        return True
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "23505"}


def _first(error: DBAPIError) -> DBAPIError:
    """What went wrong at first: SQLite may have ended the savepoint that is then gone back to."""
    before = error.__context__
    return _first(before) if isinstance(before, DBAPIError) else error


def _is_away(error: DBAPIError) -> bool:
    """Whether the database does not answer, or is one that takes no writes: a primary no more."""
    if getattr(error.orig, "sqlstate", None) == "25006":
        db.engine.dispose()  # the next try looks for the primary anew
        return True
    return isinstance(error, OperationalError)
