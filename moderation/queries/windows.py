"""Which comments of a thread are read for one part of it, by an index of what is shown.

A thread is two kinds of lists in the order of time: the comments on the page itself, and below
each of them all replies of its branch, however deep. A part is a stretch of the first, each
with the beginning of the second; of one branch it may be another stretch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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
class Asked:
    """Which part is wanted: by a comment on the page, by one of a branch, or around any one."""

    after: int = 0
    before: int = 0
    under: int = 0  # this comment alone, and of its branch what ``after`` and ``before`` say
    comment: int = 0
    limit: int = 50
    replies: int = 20


@dataclass(frozen=True)
class Stretch:
    """Neighbours in one of the lists: from a number on, below another, so many at most."""

    first: int = 0
    end: int = LAST
    most: int = 0


@dataclass(frozen=True)
class Window:
    """The numbers of one part: comments on the page, each with those of its branch."""

    roots: list[int] = field(default_factory=list)
    branches: Mapping[int, list[int]] = field(default_factory=dict)
    before: int | None = None
    after: int | None = None
    folded_before: Mapping[int, int] = field(default_factory=dict)  # by root: where it goes on
    folded_after: Mapping[int, int] = field(default_factory=dict)
    left: Mapping[int, int] = field(default_factory=dict)  # by root: how many more, or 1,001
    is_without: bool = False  # the comment that was asked for is not shown


def window(page_id: int, asked: Asked) -> Window:
    """One part, in one statement when it is the first and nothing is folded."""
    focus, on_page, on_branch = _stretches(page_id, asked)
    roots, branches = _read(page_id, on_page, focus, on_branch)
    has_more = len(roots) > on_page.most
    roots = roots[: on_page.most]
    shown = {root: branches[root][: on_branch.most] for root in roots if root in branches}
    after = {
        root: ids[-1]
        for root, ids in shown.items()
        if len(branches[root]) > len(ids) or (root == focus and on_branch.end < LAST)
    }
    before = {}
    if shown.get(focus) and on_branch.first and _has_earlier(page_id, focus, shown[focus][0]):
        before[focus] = shown[focus][0]
    goes_on = not asked.under and bool(roots)
    is_later = goes_on and on_page.first and _has_earlier(page_id, 0, roots[0])
    return Window(
        is_without=bool(asked.comment) and not focus and asked.comment not in roots,
        roots=roots,
        branches=shown,
        before=roots[0] if is_later else None,
        after=roots[-1] if goes_on and (has_more or on_page.end < LAST) else None,
        folded_before=before,
        folded_after=after,
        left=_left(after.values()) if after else {},
    )


def _stretches(page_id: int, asked: Asked) -> tuple[int, Stretch, Stretch]:
    """Of which branch another stretch than the first is wanted, and both stretches."""
    first_replies = Stretch(most=asked.replies)
    if asked.under:
        alone = Stretch(asked.under, asked.under + 1, 1)
        return asked.under, alone, _beside(page_id, asked.under, asked)
    if asked.comment and (place := _place(page_id, asked.comment)):
        root, number = place
        on_page = _around(page_id, 0, root or number, asked.limit)
        on_branch = _around(page_id, root, number, asked.replies) if root else first_replies
        return root, on_page, on_branch
    return 0, _beside(page_id, 0, asked), first_replies


def _beside(page_id: int, root_id: int, asked: Asked) -> Stretch:
    if asked.before:
        first = _start(page_id, root_id, asked.before, asked.limit)
        return Stretch(first, asked.before, asked.limit)
    return Stretch(asked.after + 1 if asked.after else 0, LAST, asked.limit)


def _around(page_id: int, root_id: int, number: int, most: int) -> Stretch:
    """The first stretch if the comment is in it; else one with the comment in its middle."""
    ids = select(_TABLE.c.id).where(*_listed(page_id, root_id)).order_by(_TABLE.c.id).limit(most)
    if number in db.session.scalars(ids).all():
        return Stretch(most=most)
    return Stretch(_start(page_id, root_id, number + 1, max(1, most // 2)), LAST, most)


def _place(page_id: int, comment_id: int) -> tuple[int, int] | None:
    """The branch and the number of a comment, if the page shows it."""
    place = select(_TABLE.c.root_id, _TABLE.c.id).where(
        _TABLE.c.id == comment_id, _TABLE.c.page_id == page_id, _TABLE.c.shown
    )
    found = db.session.execute(place).one_or_none()
    return None if found is None else (found.root_id, found.id)


def _start(page_id: int, root_id: int, before: int, most: int) -> int:
    """Where the last so many of a list before a number begin."""
    ids = select(_TABLE.c.id).where(*_listed(page_id, root_id), _TABLE.c.id < before)
    last = db.session.scalars(ids.order_by(_TABLE.c.id.desc()).limit(most)).all()
    return last[-1] if last else before


def _has_earlier(page_id: int, root_id: int, number: int) -> bool:
    ids = select(_TABLE.c.id).where(*_listed(page_id, root_id), _TABLE.c.id < number)
    return db.session.scalar(ids.limit(1)) is not None


def _listed(page_id: Any, root_id: Any, table: Any = _TABLE) -> tuple[ColumnElement[bool], ...]:
    """The condition for one of the lists, as its index has it."""
    return table.c.page_id == page_id, table.c.root_id == root_id, table.c.shown


def _read(
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


def _left(last: Collection[int]) -> Mapping[int, int]:
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
