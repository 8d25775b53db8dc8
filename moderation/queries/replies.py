"""A moderator's own replies to a comment: what was taken back is a draft."""

from __future__ import annotations

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Comment, Moderator, Status


def find_draft(parent_id: int, *, moderator: Moderator) -> Comment | None:
    """The moderator's own reply below this comment that is not public, if there is one."""
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.parent_id == parent_id,
            Comment.moderator_id == moderator.id,
            Comment.status == Status.PENDING,
            Comment.waiting_since.is_(None),
        )
        .order_by(Comment.id.desc())
        .limit(1)
    )


def find_twin(parent_id: int, text_hash: str, *, moderator: Moderator) -> Comment | None:
    """The same reply of the moderator's, if it is public already."""
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.parent_id == parent_id,
            Comment.moderator_id == moderator.id,
            Comment.text_hash == text_hash,
            Comment.status == Status.APPROVED,
        )
        .limit(1)
    )
