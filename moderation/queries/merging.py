"""The first rows of a few index ranges: each is read a little way, then they are merged.

One condition over several sites would keep the database from walking its index in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select, tuple_, union
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db

Key = tuple[Any, ...]

MANY = 40  # ranges read by one statement


def first_of(
    ranges: Sequence[Select[*tuple[Any, ...]]],
    *,
    limit: int,
    after: Key | None = None,
    newest: bool = False,
) -> list[Row[*tuple[Any, ...]]]:
    """The first ``limit`` rows of all the ranges together, in the order of their columns.

    ``after`` is the key of the last row seen; every range selects the same columns. What is in
    several ranges comes once.
    """
    stretches = [_stretch(each, after, newest).limit(limit) for each in ranges]
    rows: list[Row[*tuple[Any, ...]]] = []
    for start in range(0, len(stretches), MANY):
        rows += db.session.execute(_merged(stretches[start : start + MANY], limit, newest))
    if len(stretches) <= MANY:
        return rows
    return sorted(rows, key=tuple, reverse=newest)[:limit]


def _merged(
    stretches: Sequence[Select[*tuple[Any, ...]]], limit: int, newest: bool
) -> Select[*tuple[Any, ...]]:
    if len(stretches) == 1:
        return stretches[0]
    merged = union(*(select(*part.subquery().c) for part in stretches)).subquery()
    return select(*merged.c).order_by(*_order(merged.c, newest)).limit(limit)


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
