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

from moderation.extensions import Model, db
from moderation.prepared import rows

M = TypeVar("M", bound=Model)


def load(model: type[M], ids: Collection[int]) -> Sequence[M]:
    """Those with these ids, as the session loads them; what it has, it keeps as it is."""
    given = {"ids": list(ids)}
    if len(ids) > 1:
        return db.session.scalars(_objects(model), given).all()
    return [_in_session(model, row) for row in rows(_columns(model), given)]


def _in_session(model: type[M], row: Sequence[Any]) -> M:
    session, mapper = db.session(), _mapper(model)
    columns = dict(zip(mapper.column_attrs.keys(), row, strict=True))
    key = mapper.identity_key_from_primary_key((columns["id"],))
    known: M | None = session.identity_map.get(key)
    if known is not None:
        return known
    made: M = manager_of_class(model).new_instance()
    made.__dict__.update(columns)
    make_transient_to_detached(made)
    session.add(made)
    return made


def _mapper(model: type[M]) -> Mapper[M]:
    return inspect(model)


@cache
def _objects(model: type[M]) -> Select[M]:
    return select(model).where(_mapper(model).primary_key[0].in_(_ids()))


@cache
def _columns(model: type[Model]) -> Select[*tuple[Any, ...]]:
    mapper = _mapper(model)
    columns = [each.columns[0] for each in mapper.column_attrs]
    from_all = select(*columns).select_from(mapper.persist_selectable)
    return from_all.where(mapper.primary_key[0].in_(_ids()))


def _ids() -> Any:
    return bindparam("ids", expanding=True)
