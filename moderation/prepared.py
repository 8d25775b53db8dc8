"""Statements that every submission asks for: compiled once, and handed to the driver as they are.

What SQLAlchemy finds out anew each time it runs a statement that it has compiled before takes it
ten times as long as SQLite takes to run it. So in a group of writes, which is all on one
connection, SQLite's driver gets the words and the values itself. Anywhere else, as on
PostgreSQL, these go the ordinary way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import BindParameter, Connection, Insert, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from moderation.extensions import db

Ts = TypeVarTuple("Ts")
Values = Mapping[str, Any]
Change = Callable[[Any], Any]
Sizes = tuple[tuple[str, int], ...]

DRIVER = "driver"  # of the group of writes that a session is in
DIALECT = sqlite.dialect()


class Mark(NamedTuple):
    """Which value, or which one of a list of them, stands at a place of a statement."""

    name: str
    number: int | None = None


class Prepared(NamedTuple):
    """A statement in SQLite's words."""

    words: str
    places: tuple[Change, ...]  # from all values to the one that stands there, as SQLite takes it
    readers: tuple[tuple[int, Change], ...]  # of the columns that Python has otherwise than SQLite

    def placed(self, values: Values) -> list[Any]:
        """Values, each in its place."""
        return [place(values) for place in self.places]

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row as Python has it."""
        if not self.readers:
            return row
        columns = list(row)
        for number, change in self.readers:
            columns[number] = change(columns[number])
        return tuple(columns)


def use_driver(connection: Connection) -> None:
    """Have what follows in this session handed to the driver, if it is SQLite's."""
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        db.session().info[DRIVER] = driver


def rows(statement: Select[*Ts], values: Values | None = None) -> Sequence[tuple[*Ts]]:
    """What a statement finds, past the session, which takes twice as long to ask for columns."""
    db.session.flush()
    if (driver := _driver()) is None:
        return db.session.connection().execute(statement, values).all()
    return fetch(driver, statement, values or {})


def fetch(driver: sqlite3.Connection, statement: Select[*Ts], values: Values) -> list[Any]:
    """What a statement finds by this connection; lists among its values may be of any length."""
    prepared = _prepared(statement, _sizes(values))
    given = prepared.placed(values)
    return [prepared.read(row) for row in _run(driver.execute, prepared, given).fetchall()]


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
    prepared = _prepared(statement, (), tuple(several[0]))
    _run(driver.executemany, prepared, [prepared.placed(row) for row in several])


def _driver() -> sqlite3.Connection | None:
    return db.session().info.get(DRIVER)


def _added(driver: sqlite3.Connection, statement: Insert, row: Values) -> sqlite3.Cursor:
    prepared = _prepared(statement, (), tuple(row))
    return _run(driver.execute, prepared, prepared.placed(row))


def _run(
    execute: Callable[[str, Any], sqlite3.Cursor], prepared: Prepared, given: Sequence[Any]
) -> sqlite3.Cursor:
    try:
        return execute(prepared.words, given)
    except sqlite3.Error as error:  # as SQLAlchemy tells it
        raise DBAPIError.instance(
            prepared.words, None, error, sqlite3.Error, dialect=DIALECT
        ) from error


def _sizes(values: Values) -> Sizes:
    return tuple((name, len(each)) for name, each in values.items() if isinstance(each, list))


@lru_cache(512)
def _prepared(
    statement: Select[Any] | Insert,
    sizes: Sizes,
    columns: tuple[str, ...] | None = None,
) -> Prepared:
    compiled: Any = statement.compile(dialect=DIALECT, column_keys=columns)
    binds: Mapping[str, BindParameter[Any]] = compiled.binds
    given: dict[str, Any] = {name: Mark(name) for name, bind in binds.items() if bind.required}
    given |= {name: [Mark(name, number) for number in range(size)] for name, size in sizes}
    given |= {column.key: column.default for column in getattr(compiled, "insert_prefetch", ())}
    made = compiled.construct_expanded_state(given)
    places = zip(made.positiontup, made.positional_parameters, strict=True)
    columns_read = statement.selected_columns if isinstance(statement, Select) else ()
    readers = ((number, _reader(column.type)) for number, column in enumerate(columns_read))
    return Prepared(
        made.statement,
        tuple(_place(binds, name, value) for name, value in places),
        tuple((number, change) for number, change in readers if change),
    )


def _place(binds: Mapping[str, BindParameter[Any]], name: str, value: Any) -> Change:
    """How to get what stands at a place: a value, one of a list, a default, or always the same."""
    bind = binds[value.name if isinstance(value, Mark) else name]
    change = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT) or _as_it_is
    if isinstance(value, Mark):
        name, number = value
        if number is None:
            return lambda values: change(values[name])
        return lambda values: change(values[name][number])
    if isinstance(value, CallableColumnDefault):
        return lambda _values: change(value.arg(None))  # type: ignore[arg-type]
    always = change(value.arg if isinstance(value, ScalarElementColumnDefault) else value)
    return lambda _values: always


def _reader(kind: TypeEngine[Any]) -> Change | None:
    return kind.dialect_impl(DIALECT).result_processor(DIALECT, None)


def _as_it_is(value: Any) -> Any:
    return value
