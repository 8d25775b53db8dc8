"""Statements that every submission asks for: compiled once, and handed to the driver as they are.

What SQLAlchemy finds out anew each time it runs a statement that it has compiled before takes it
ten times as long as SQLite takes to run it. So in a group of writes, which is all on one
connection, SQLite's driver gets the words and the values itself. Anywhere else, as on
PostgreSQL, these go the ordinary way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, TypeVarTuple, cast

from flask import current_app
from sqlalchemy import Connection, Delete, Insert, Select, Update

from moderation.compiled import Values, fetch, prepare, run, sizes_of
from moderation.extensions import db
from moderation.reading import Reader

Ts = TypeVarTuple("Ts")

DRIVER = "driver"  # of the group of writes that a session is in
READER = "moderation.reader"  # of an application on SQLite


def use_driver(connection: Connection) -> None:
    """Have what follows in this session handed to SQLite's driver."""
    db.session().info[DRIVER] = driver_of(connection)


def driver_of(connection: Connection) -> sqlite3.Connection:
    """What SQLAlchemy talks to."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def rows(statement: Select[*Ts], values: Values | None = None) -> Sequence[tuple[*Ts]]:
    """What a statement finds, past the session, which takes twice as long to ask for columns."""
    session = db.session()
    session.flush()
    if (driver := session.info.get(DRIVER)) is not None:
        return fetch(driver, statement, values or {})
    return session.connection().execute(statement, values).all()


def rows_now(statement: Select[*Ts], values: Values | None = None) -> Sequence[tuple[*Ts]]:
    """The same by itself, before any transaction: what is read after it may be newer."""
    reader: Reader | None = current_app.extensions.get(READER)
    if reader is None or (db.session.registry.has() and db.session().in_transaction()):
        return rows(statement, values)
    return reader.rows(statement, values or {})


def add(statement: Insert, row: Values) -> int:
    """Add a row; its id."""
    if (driver := _driver()) is not None:
        number = _added(driver, statement, row).lastrowid
    else:
        key = db.session.connection().execute(statement, row).inserted_primary_key
        number = key[0] if key else None
    assert number is not None
    return number


def add_new(statement: Insert, row: Values) -> int | None:
    """The same, where the statement returns the id, or nothing if there is such a row."""
    if (driver := _driver()) is None:
        number: int | None = db.session.connection().execute(statement, row).scalar()
        return number
    found = _added(driver, statement, row).fetchall()
    return found[0][0] if found else None


def add_all(statement: Insert, several: Sequence[Values]) -> None:
    """Add rows, all of the same columns."""
    if (driver := _driver()) is None:
        db.session.connection().execute(statement, several)
        return
    prepared = prepare(statement, (), tuple(several[0]))
    run(driver.executemany, prepared.words, [prepared.placed(row) for row in several])


def change(statement: Update | Delete, values: Values | None = None) -> int:
    """Change or delete rows, past the objects that a session holds of them; how many those were."""
    session, values = db.session(), values or {}
    session.flush()
    if (driver := session.info.get(DRIVER)) is None:
        done: Any = session.connection().execute(statement, values)
        return cast(int, done.rowcount)
    prepared = prepare(statement, sizes_of(values))
    return run(driver.execute, prepared.words, prepared.placed(values)).rowcount


def _driver() -> sqlite3.Connection | None:
    return db.session().info.get(DRIVER)


def _added(driver: sqlite3.Connection, statement: Insert, row: Values) -> sqlite3.Cursor:
    prepared = prepare(statement, (), tuple(row))
    return run(driver.execute, prepared.words, prepared.placed(row))
