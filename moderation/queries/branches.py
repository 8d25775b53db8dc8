"""Which comments readers see, given that a reply is shown only under a parent that is.

A comment is *passed through* when it is approved, or a placeholder: withdrawn by its
author while it was public.
"""

from __future__ import annotations

from sqlalchemy import func, literal, or_, select
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
