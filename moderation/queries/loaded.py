"""One object made of a plain row, where it is asked for again and again.

How the columns of a row become an object, a session finds out anew with each statement: worth it
for many rows, but for one it takes four times as long as all the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm import Mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import manager_of_class

from moderation.compiled import Values
from moderation.extensions import Model, db
from moderation.prepared import rows

M = TypeVar("M", bound=Model)


def load(model: type[M], ids: Collection[int]) -> Sequence[M]:
    """Those with these ids, as the session loads them; what it has, it keeps as it is."""
    given = {"ids": list(ids)}
    if len(ids) > 1:
        return db.session.scalars(_objects(model), given).all()
    return [_in_session(model, row) for row in rows(_by_ids(model), given)]


def one(model: type[M], statement: Select[*tuple[Any, ...]], values: Values) -> M | None:
    """The one that a statement of ``whole`` finds, to be read: it is no session's."""
    for row in rows(statement, values):
        return _made(model, row)
    return None


def whole(model: type[Model]) -> Select[*tuple[Any, ...]]:
    """All that there is of objects, as plain columns."""
    mapper = _mapper(model)
    columns = [each.columns[0] for each in mapper.column_attrs]
    return select(*columns).select_from(mapper.persist_selectable)


def _made(model: type[M], row: Sequence[Any]) -> M:
    made: M = manager_of_class(model).new_instance()
    made.__dict__.update(zip(_mapper(model).column_attrs.keys(), row, strict=True))
    return made


def _in_session(model: type[M], row: Sequence[Any]) -> M:
    session, made = db.session(), _made(model, row)
    key = _mapper(model).identity_key_from_primary_key((made.__dict__["id"],))
    known: M | None = session.identity_map.get(key)
    if known is not None:
        return known
    make_transient_to_detached(made)
    session.add(made)
    return made


def _mapper(model: type[M]) -> Mapper[M]:
    return inspect(model)


@cache
def _objects(model: type[M]) -> Select[M]:
    return select(model).where(_mapper(model).primary_key[0].in_(_ids()))


@cache
def _by_ids(model: type[Model]) -> Select[*tuple[Any, ...]]:
    return whole(model).where(_mapper(model).primary_key[0].in_(_ids()))


def _ids() -> Any:
    return bindparam("ids", expanding=True)
