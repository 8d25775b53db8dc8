"""Where a comment stands in its page's talk, in any status: what is above, beside and below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Select, and_, literal, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db
from moderation.models import Comment, Status, Submission

EXCERPT = 240
NEAR = 3  # siblings shown before it, and after it
MOST_ABOVE = 20
MOST_BELOW = 100


@dataclass(frozen=True)
class Line:
    """One comment of the talk."""

    id: int
    parent_id: int | None
    author_id: int
    name: str
    source: str
    status: Status
    waiting_since: datetime | None
    version: int
    submitted_at: datetime
    withdrawn_at: datetime | None
    moderator_id: int | None
    depth: int = 0

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None

    @property
    def stands(self) -> bool:
        """Whether taking down the branch would take this down."""
        return self.status is Status.APPROVED or (self.status is Status.PENDING and self.is_waiting)

    @property
    def excerpt(self) -> str:
        return self.source if len(self.source) <= EXCERPT else self.source[: EXCERPT - 1] + "…"


@dataclass(frozen=True)
class Conversation:
    """A comment among the others of its page."""

    here: Line
    above: list[Line]  # the page's own comment first
    before: list[Line]
    after: list[Line]
    below: list[Line]
    has_more: bool

    @property
    def standing(self) -> int:
        """How many of those shown would go with the branch."""
        return sum(line.stands for line in (self.here, *self.below))


def conversation(comment: Comment) -> Conversation:
    """The talk around a comment, in five statements."""
    [here] = _lines(Submission.id == comment.id)
    below = _below(comment.id)
    return Conversation(
        here=here,
        above=_above(comment.parent_id),
        before=_siblings(comment, earlier=True)[::-1],
        after=_siblings(comment, earlier=False),
        below=list(_in_order(below[:MOST_BELOW], comment.id)),
        has_more=len(below) > MOST_BELOW,
    )


def standing_branch(comment_id: int) -> list[tuple[int, int | None]]:
    """The comment and what is below it, as far as it is public or waits, with versions."""
    rows = Submission.__table__
    branch = _branch(comment_id)
    stands = or_(
        rows.c.status == Status.APPROVED,
        and_(rows.c.status == Status.PENDING, rows.c.waiting_since.is_not(None)),
    )
    found = db.session.execute(
        select(rows.c.id, rows.c.version)
        .join(branch, branch.c.id == rows.c.id)
        .where(stands, rows.c.withdrawn_at.is_(None))
        .order_by(rows.c.id)
    )
    return [(row.id, row.version) for row in found]


def _branch(comment_id: int) -> CTE:
    """The comment and everything below it."""
    comments = Comment.__table__
    branch = select(literal(comment_id).label("id")).cte("branch", recursive=True)
    return branch.union_all(select(comments.c.id).join(branch, comments.c.parent_id == branch.c.id))


def _above(parent_id: int | None) -> list[Line]:
    if parent_id is None:
        return []
    comments = Comment.__table__
    chain = select(literal(parent_id).label("id"), literal(1).label("level")).cte(
        "chain", recursive=True
    )
    chain = chain.union_all(
        select(comments.c.parent_id, chain.c.level + 1)
        .join(chain, comments.c.id == chain.c.id)
        .where(comments.c.parent_id.is_not(None), chain.c.level < MOST_ABOVE)
    )
    return _lines(Submission.id.in_(select(chain.c.id)))


def _siblings(comment: Comment, *, earlier: bool) -> list[Line]:
    same = Comment.parent_id == comment.parent_id if comment.parent_id else _is_root()
    beside = and_(Submission.page_id == comment.page_id, same, _is_sent())
    if earlier:
        statement = _select(beside, Submission.id < comment.id).order_by(Submission.id.desc())
    else:
        statement = _select(beside, Submission.id > comment.id).order_by(Submission.id)
    return [Line(*row) for row in db.session.execute(statement.limit(NEAR))]


def _below(comment_id: int) -> list[Line]:
    branch = _branch(comment_id)
    inside = _select(
        Submission.id.in_(select(branch.c.id)), Submission.id != comment_id, _is_sent()
    )
    rows = db.session.execute(inside.order_by(Submission.id).limit(MOST_BELOW + 1))
    return [Line(*row) for row in rows]


def _in_order(lines: Iterable[Line], top: int) -> Iterator[Line]:
    """Each reply below what it answers, without recursion: a chain may be very long."""
    replies: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        replies[line.parent_id].append(line)
    stack = [replace(line, depth=1) for line in reversed(replies[top])]
    while stack:
        line = stack.pop()
        yield line
        stack += [replace(one, depth=line.depth + 1) for one in reversed(replies[line.id])]


def _lines(condition: ColumnElement[bool]) -> list[Line]:
    return [Line(*row) for row in db.session.execute(_select(condition).order_by(Submission.id))]


def _is_root() -> ColumnElement[bool]:
    return Comment.parent_id.is_(None)


def _is_sent() -> ColumnElement[bool]:
    """Not one of the newsroom's drafts."""
    return or_(Comment.moderator_id.is_(None), Submission.decided_at.is_not(None))


def _select(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return select(
        Comment.id,
        Comment.parent_id,
        Comment.author_id,
        Comment.author_name,
        Comment.source,
        Comment.status,
        Comment.waiting_since,
        Comment.version,
        Comment.submitted_at,
        Comment.withdrawn_at,
        Comment.moderator_id,
    ).where(*conditions)
