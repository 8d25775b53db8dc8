"""The lists of a thread, each read by the index of what is shown, no further than is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, case, func, literal, select, union_all
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db
from moderation.models import Submission

LAST = 2**31 - 1  # no number is higher
COUNTED = 1000  # replies that are left out are counted to this, and one further

_TABLE: Any = Submission.__table__


@dataclass(frozen=True)
class Stretch:
    """Neighbours in one of the lists: from a number on, below another, so many at most."""

    first: int = 0
    end: int = LAST
    most: int = 0


def place_of(page_id: int, comment_id: int) -> tuple[int, int] | None:
    """The branch and the number of a comment, if the page shows it."""
    place = select(_TABLE.c.root_id, _TABLE.c.id).where(
        _TABLE.c.id == comment_id, _TABLE.c.page_id == page_id, _TABLE.c.shown
    )
    found = db.session.execute(place).one_or_none()
    return None if found is None else (found.root_id, found.id)


def start_of(page_id: int, root_id: int, before: int, most: int) -> int:
    """Where the last so many of a list before a number begin."""
    ids = select(_TABLE.c.id).where(*_listed(page_id, root_id), _TABLE.c.id < before)
    last = db.session.scalars(ids.order_by(_TABLE.c.id.desc()).limit(most)).all()
    return last[-1] if last else before


def first_of(page_id: int, root_id: int, most: int) -> Collection[int]:
    """The numbers with which a list begins."""
    ids = select(_TABLE.c.id).where(*_listed(page_id, root_id)).order_by(_TABLE.c.id)
    return db.session.scalars(ids.limit(most)).all()


def has_earlier(page_id: int, root_id: int, number: int) -> bool:
    """Whether a list has anything before a number."""
    ids = select(_TABLE.c.id).where(*_listed(page_id, root_id), _TABLE.c.id < number)
    return db.session.scalar(ids.limit(1)) is not None


def _listed(page_id: Any, root_id: Any, table: Any = _TABLE) -> tuple[ColumnElement[bool], ...]:
    """The condition for one of the lists, as its index has it."""
    return table.c.page_id == page_id, table.c.root_id == root_id, table.c.shown


def read_lists(
    page_id: int, on_page: Stretch, focus: int, on_branch: Stretch
) -> tuple[list[int], Mapping[int, list[int]]]:
    """The numbers, one more of each list than is shown."""
    rows = db.session.execute(
        _numbers(),
        {
            "page_id": page_id,
            "first": on_page.first,
            "end": on_page.end,
            "roots": on_page.most + 1,
            "focus": focus,
            "reply_first": on_branch.first,
            "reply_end": on_branch.end,
            "replies": on_branch.most + 1,
        },
    )
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for root_id, number in rows:
        lists[root_id].append(number)
    roots = lists.pop(0, [])
    return sorted(roots), {root: sorted(ids) for root, ids in lists.items()}


@cache
def _numbers() -> Any:
    """Built once. Each branch is walked from reply to reply in the index, no further than shown."""
    page_id, focus = bindparam("page_id", type_=Integer), bindparam("focus", type_=Integer)
    roots = (
        select(_TABLE.c.id)
        .where(
            *_listed(page_id, 0), _TABLE.c.id >= bindparam("first"), _TABLE.c.id < bindparam("end")
        )
        .order_by(_TABLE.c.id)
        .limit(bindparam("roots", type_=Integer))
        .cte("roots")
    )
    at_focus = roots.c.id == focus
    start = case((at_focus, bindparam("reply_first", type_=Integer)), else_=0)
    end = case((at_focus, bindparam("reply_end", type_=Integer)), else_=LAST)
    walk = select(
        roots.c.id.label("root_id"),
        _next(page_id, roots.c.id, start - 1, end).label("id"),
        end.label("end"),
        literal(1).label("number"),
    ).cte("walk", recursive=True)
    walk = walk.union_all(
        select(
            walk.c.root_id,
            _next(page_id, walk.c.root_id, walk.c.id, walk.c.end),
            walk.c.end,
            walk.c.number + 1,
        ).where(walk.c.id.is_not(None), walk.c.number < bindparam("replies", type_=Integer))
    )
    return union_all(
        select(literal(0).label("root_id"), roots.c.id),
        select(walk.c.root_id, walk.c.id).where(walk.c.id.is_not(None)),
    )


def _next(page_id: Any, root_id: Any, after: Any, end: Any) -> Any:
    """The next reply of a branch."""
    reply = _TABLE.alias()
    return (
        select(reply.c.id)
        .where(*_listed(page_id, root_id, reply), reply.c.id > after, reply.c.id < end)
        .order_by(reply.c.id)
        .limit(1)
        .scalar_subquery()
    )


def count_left(last: Collection[int]) -> Mapping[int, int]:
    """By root, how many replies come after these last ones; no further than is told."""
    reply, later = _TABLE.alias(), _TABLE.alias()
    others = (
        select(later.c.id)
        .where(*_listed(reply.c.page_id, reply.c.root_id, later), later.c.id > reply.c.id)
        .correlate(reply)
        .limit(COUNTED + 1)
        .subquery()
    )
    count = select(func.count()).select_from(others).scalar_subquery()
    rows = select(reply.c.root_id, count).where(reply.c.id.in_(last))
    return {row[0]: row[1] for row in db.session.execute(rows)}
