"""Many rows in one statement.

PostgreSQL gets an array for each column: as single rows, or as one long list of parameters,
the same takes the driver and the server several times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import (
    ARRAY,
    Insert,
    Integer,
    Select,
    SQLColumnExpression,
    any_,
    bindparam,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import TypeEngine

from moderation.extensions import Model, db
from moderation.prepared import add, add_all, add_new


def has_arrays() -> bool:
    """Whether the database takes arrays."""
    return db.engine.dialect.name == "postgresql"


def unnested(
    rows: Sequence[Mapping[str, Any]], types: Mapping[str, TypeEngine[Any]]
) -> Select[Any]:
    """These rows as a query, of which each type's name is a column."""
    return select(
        *(
            func.unnest(literal([row[name] for row in rows], ARRAY(kind))).label(name)
            for name, kind in types.items()
        )
    )


def among(numbers: SQLColumnExpression[Any], ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a column has one of these: one array is read faster than a parameter for each."""
    if has_arrays():
        return numbers == any_(literal(list(ids), ARRAY(Integer)))
    return numbers.in_(ids)


def listed(numbers: SQLColumnExpression[Any], name: str, *, arrays: bool) -> ColumnElement[bool]:
    """The same for a statement that is built once: they come as a list under this name."""
    if arrays:
        return numbers == any_(bindparam(name, type_=ARRAY(Integer)))
    return numbers.in_(bindparam(name, expanding=True))


def insert_one(model: type[Model], row: dict[str, Any]) -> int:
    """Add a row past the session, which takes ten times as long; its id."""
    return add(_inserting(model), row)


def insert_new(model: type[Model], row: dict[str, Any]) -> int | None:
    """The same, unless another request was first with what may be there only once."""
    return add_new(_adding(model, has_arrays()), row)


@cache
def _adding(model: type[Model], on_postgresql: bool) -> Any:
    table: Any = model.__table__
    name = "postgresql" if on_postgresql else "sqlite"  # loading the other takes long
    insert_into: Any = import_module(f"sqlalchemy.dialects.{name}").insert
    return insert_into(table).on_conflict_do_nothing().returning(table.c.id)


@cache
def _inserting(model: type[Model]) -> Insert:
    table: Any = model.__table__
    return insert(table)


def insert_all(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Add rows, all of the same columns."""
    if not rows:
        return
    table: Any = model.__table__
    if has_arrays():
        types = {name: table.c[name].type for name in rows[0]}
        db.session.connection().execute(
            insert(table).from_select(list(types), unnested(rows, types))
        )
    else:
        add_all(_inserting(model), rows)


def update_all(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Change rows by their ids, all the same columns; no version is counted up."""
    if not rows:
        return
    table: Any = model.__table__
    names = [name for name in rows[0] if name != "id"]
    if has_arrays():
        new = unnested(rows, {name: table.c[name].type for name in rows[0]}).subquery()
        change = update(table).where(table.c.id == new.c.id)
        db.session.connection().execute(change.values({name: new.c[name] for name in names}))
    else:
        change = update(table).where(table.c.id == bindparam("which"))
        change = change.values({name: bindparam(name) for name in names})
        given = [{name: row[name] for name in names} | {"which": row["id"]} for row in rows]
        db.session.connection().execute(change, given)


def number_ahead(new: Sequence[Any]) -> None:
    """Give many new objects of one kind their ids before they are stored.

    Without an id PostgreSQL's driver is handed all rows as one statement, to ask for the ids;
    reading its thousands of parameters took longer than everything that the server does.
    """
    if len(new) < 2 or not has_arrays():
        return
    sequence = func.pg_get_serial_sequence(new[0].__tablename__, "id")
    ids = select(func.nextval(sequence)).select_from(func.generate_series(1, len(new)))
    for each, number in zip(new, sorted(db.session.scalars(ids)), strict=True):
        each.id = number
