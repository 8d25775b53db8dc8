"""Which comments readers see, given that a reply is shown only under a parent that is.

A comment is *passed through* when it is approved, or a placeholder: withdrawn by its
author while it was public. What is shown is kept with each comment: an approved one below
what is passed through, and a placeholder above what is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, false, not_, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db
from moderation.models import Comment, Status, Submission
from moderation.prepared import rows


def passes() -> ColumnElement[bool]:
    """The condition for a comment whose replies may be shown."""
    return or_(Submission.status == Status.APPROVED, Submission.placeholder)


def is_read() -> ColumnElement[bool]:
    """The condition for a comment whose text readers see."""
    return and_(Submission.shown, Submission.status == Status.APPROVED)


def root_below(parent_id: int, *, page_id: int) -> int | None:
    """On whose branch a reply to this comment stands; none when readers do not see it there."""
    parent = select(Submission.root_id).where(
        Submission.id == parent_id, Submission.page_id == page_id, is_read()
    )
    root = db.session.scalar(parent)
    return None if root is None else root or parent_id


@dataclass(frozen=True)
class Node:
    """A comment as far as it matters to what readers see."""

    id: int
    parent_id: int | None
    page_id: int
    is_approved: bool
    is_placeholder: bool
    was_shown: bool

    @property
    def passes(self) -> bool:
        return self.is_approved or self.is_placeholder


Branches = Mapping[int, Node]


def branches_around(ids: Collection[int]) -> Branches:
    """These comments, all that may be shown or hidden with them, and what says whether.

    Above them it ends with the first that is read: it stands as it stood.
    """
    return {row[0]: Node(*row) for row in rows(_around(), {"ids": list(ids)})}


@cache
def _around() -> Select[*tuple[Any, ...]]:
    """Built once: building it takes longer than running it."""
    comments, submissions = Comment.__table__, Submission.__table__
    which = comments.c.id.in_(bindparam("ids", expanding=True))
    these = select(comments.c.id, comments.c.parent_id, false().label("ends")).where(which)
    above = these.cte("above", recursive=True)
    above = above.union(
        select(comments.c.id, comments.c.parent_id, is_read())
        .join(submissions, submissions.c.id == comments.c.id)
        .join(above, comments.c.id == above.c.parent_id)
        .where(not_(above.c.ends))
    )
    below = select(comments.c.id, comments.c.parent_id).where(which).cte("below", recursive=True)
    below = below.union(
        select(comments.c.id, comments.c.parent_id)
        .join(submissions, submissions.c.id == comments.c.id)
        .join(below, comments.c.parent_id == below.c.id)
        .where(passes())
    )
    around: Select[int, int | None] = select(above.c.id, above.c.parent_id)
    wanted = around.union(select(below.c.id, below.c.parent_id)).subquery()
    return select(
        wanted.c.id,
        wanted.c.parent_id,
        submissions.c.page_id,
        submissions.c.status == Status.APPROVED,
        submissions.c.placeholder,
        submissions.c.shown,
    ).join(submissions, submissions.c.id == wanted.c.id)


def read_now(branches: Branches) -> set[int]:
    """Whose texts readers see: approved ones below what is passed through."""
    hides: dict[int | None, bool] = {None: False}  # whether what is below is hidden
    for id_ in branches:
        path: list[int] = []
        at: int | None = id_
        while at is not None and at in branches and at not in hides:
            path.append(at)
            at = branches[at].parent_id
        above = hides.get(at, False)
        for each in reversed(path):
            above = hides[each] = above or not branches[each].passes
    return {
        id_
        for id_, node in branches.items()
        if node.is_approved and not hides.get(node.parent_id, False)
    }
