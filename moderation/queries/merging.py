"""The first rows of a few index ranges: each is read a little way, then they are merged.

One condition over several sites would keep the database from walking its index in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select, tuple_, union_all
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db

Key = tuple[Any, ...]

MANY = 12  # ranges read one by one; more of them are read as one


def first_of(
    ranges: Sequence[Select[*tuple[Any, ...]]],
    *,
    limit: int,
    after: Key | None = None,
    newest: bool = False,
) -> list[Row[*tuple[Any, ...]]]:
    """The first ``limit`` rows of all the ranges together, in the order of their columns.

    ``after`` is the key of the last row seen; every range selects the same columns.
    """
    if not ranges:
        return []
    parts = [_stretch(each, after, newest).limit(limit).subquery() for each in ranges]
    merged = union_all(*(select(*part.c) for part in parts)).subquery()
    rows = select(*merged.c).order_by(*_order(merged.c, newest)).limit(limit)
    return list(db.session.execute(rows))


def _stretch(
    statement: Select[*tuple[Any, ...]], after: Key | None, newest: bool
) -> Select[*tuple[Any, ...]]:
    columns = list(statement.selected_columns)
    if after is not None:
        here, seen = tuple_(*columns), tuple_(*after, types=[column.type for column in columns])
        statement = statement.where(here < seen if newest else here > seen)
    return statement.order_by(*_order(columns, newest))


def _order(columns: Any, newest: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if newest else column.asc() for column in columns]
