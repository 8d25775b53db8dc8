"""Keeping a sender out, for a time or for good."""

from __future__ import annotations

from datetime import timedelta

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Block, Role
from moderation.queries.submissions import find_moderator, find_submission, reaches


def block_sender(submission_id: int, *, by: int, days: int | None, reason: str = "") -> int:
    """Block who sent this, by author key where there is one, else by network.

    ``days`` none: for good.
    """
    moderator = find_moderator(by)
    submission = find_submission(submission_id, moderator=moderator, role=Role.MODERATOR)
    has_key = submission.author.key_hash is not None
    block = Block(
        site_id=submission.site_id,
        author_id=submission.author_id if has_key else None,
        visitor_hash=None if has_key else submission.visitor_hash,
        reason=reason,
        moderator_id=by,
        until=None if days is None else utcnow() + timedelta(days=days),
    )
    db.session.add(block)
    db.session.flush()
    return block.id


def lift_block(block_id: int, *, by: int) -> None:
    """Let a blocked sender post again."""
    block = db.session.get(Block, block_id)
    if block is None or not reaches(find_moderator(by).role_on(block.site_id), Role.MODERATOR):
        raise NotFound
    block.lifted_at = block.lifted_at or utcnow()
