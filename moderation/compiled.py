"""Statements in the words of SQLite's driver: compiled once, for what is asked again and again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Change = Callable[[Any], Any]
Sizes = tuple[tuple[str, int], ...]
Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete

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
        columns = list(row)
        for number, change in self.readers:
            columns[number] = change(columns[number])
        return tuple(columns)


def run(
    execute: Callable[[str, Any], sqlite3.Cursor], words: str, given: Sequence[Any] = ()
) -> sqlite3.Cursor:
    """Have the driver do it; what it raises is told as SQLAlchemy tells it."""
    try:
        return execute(words, given)
    except sqlite3.Error as error:
        raise told(error, words) from error


def told(error: sqlite3.Error, words: str) -> Exception:
    """What the driver raised, as SQLAlchemy tells it."""
    return DBAPIError.instance(words, None, error, sqlite3.Error, dialect=DIALECT)


def fetch(
    driver: sqlite3.Connection, statement: Select[*tuple[Any, ...]], values: Values
) -> list[Any]:
    """What a statement finds by this connection; lists among its values may be of any length."""
    prepared = prepare(statement, sizes_of(values))
    found = run(driver.execute, prepared.words, prepared.placed(values)).fetchall()
    return [prepared.read(row) for row in found] if prepared.readers else found


def sizes_of(values: Values) -> Sizes:
    """How long the lists among the values are."""
    return tuple((name, len(each)) for name, each in values.items() if isinstance(each, list))


@lru_cache(512)
def prepare(statement: Statement, sizes: Sizes, columns: tuple[str, ...] | None = None) -> Prepared:
    """A statement whose lists have these sizes, and which names these columns if it adds rows."""
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
