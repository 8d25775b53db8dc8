"""Which comments readers see, given that a reply is shown only under a parent that is.

A comment is *passed through* when it is approved, or a placeholder: withdrawn by its
author while it was public.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db
from moderation.models import Comment, Status, Submission


def passes() -> ColumnElement[bool]:
    """The condition for a comment whose replies may be shown."""
    return or_(Submission.status == Status.APPROVED, Submission.placeholder)


def has_hidden_ancestor(parent_id: int | None) -> bool:
    """Whether the parent, or any comment above it, keeps its replies from being shown."""
    if parent_id is None:
        return False
    above = select(literal(parent_id).label("id")).cte("above", recursive=True)
    comments, submissions = Comment.__table__, Submission.__table__
    above = above.union_all(
        select(comments.c.parent_id)
        .join(above, comments.c.id == above.c.id)
        .where(comments.c.parent_id.is_not(None))
    )
    hidden = select(submissions.c.id).join(above, submissions.c.id == above.c.id).where(~passes())
    return db.session.scalar(hidden.limit(1)) is not None


def shown_below(comment_id: int) -> int:
    """How many replies, at any depth, are shown while this comment is passed through."""
    comments, submissions = Comment.__table__, Submission.__table__
    below = (
        select(submissions.c.id, submissions.c.status)
        .join(comments, comments.c.id == submissions.c.id)
        .where(comments.c.parent_id == comment_id, passes())
        .cte("below", recursive=True)
    )
    deeper = (
        select(submissions.c.id, submissions.c.status)
        .join(comments, comments.c.id == submissions.c.id)
        .join(below, comments.c.parent_id == below.c.id)
        .where(passes())
    )
    below = below.union_all(deeper)
    count = select(func.count()).select_from(below).where(below.c.status == Status.APPROVED)
    return db.session.scalar(count) or 0


@dataclass(frozen=True)
class Node:
    """A comment as far as it matters to what readers see."""

    id: int
    parent_id: int | None
    page_id: int
    is_approved: bool
    is_placeholder: bool

    @property
    def passes(self) -> bool:
        return self.is_approved or self.is_placeholder


Branches = Mapping[int, Node]


def branches_around(ids: Collection[int]) -> Branches:
    """These comments with all above and all below them, in one statement."""
    rows = db.session.execute(_around(), {"ids": list(ids)})
    return {row[0]: Node(*row) for row in rows}


@cache
def _around() -> Select[*tuple[Any, ...]]:
    """Built once: building it takes longer than running it."""
    comments, submissions = Comment.__table__, Submission.__table__
    these = select(comments.c.id, comments.c.parent_id).where(
        comments.c.id.in_(bindparam("ids", expanding=True))
    )
    above = these.cte("above", recursive=True)
    above = above.union(
        select(comments.c.id, comments.c.parent_id).join(above, comments.c.id == above.c.parent_id)
    )
    below = these.cte("below", recursive=True)
    below = below.union(
        select(comments.c.id, comments.c.parent_id).join(below, comments.c.parent_id == below.c.id)
    )
    around: Select[int, int | None] = select(above.c.id, above.c.parent_id)
    wanted = around.union(select(below.c.id, below.c.parent_id)).subquery()
    return select(
        wanted.c.id,
        wanted.c.parent_id,
        submissions.c.page_id,
        submissions.c.status == Status.APPROVED,
        submissions.c.placeholder,
    ).join(submissions, submissions.c.id == wanted.c.id)


def with_approved(branches: Branches, approved: Mapping[int, bool]) -> Branches:
    """The branches as they were when these were approved, or were not; and no placeholders yet."""
    return {
        id_: replace(node, is_approved=approved[id_], is_placeholder=False)
        if id_ in approved
        else node
        for id_, node in branches.items()
    }


def shown(branches: Branches) -> set[int]:
    """Which of the comments readers see: approved ones below what is passed through."""
    hides: dict[int | None, bool] = {None: False}  # whether what is below is hidden
    for id_ in branches:
        path: list[int] = []
        at: int | None = id_
        while at not in hides:
            assert at is not None
            path.append(at)
            at = branches[at].parent_id
        for each in reversed(path):
            hides[each] = hides[branches[each].parent_id] or not branches[each].passes
    return {id_ for id_, node in branches.items() if node.is_approved and not hides[node.parent_id]}
