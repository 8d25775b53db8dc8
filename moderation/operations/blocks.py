"""Keeping a sender out, for a time or for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Block, Role, Submission, Verb
from moderation.operations.decide import Batch, decide_many
from moderation.operations.events import record
from moderation.queries.senders import NEWSROOM, sent_by
from moderation.queries.submissions import find_moderator, find_submission, reaches


class Mark(StrEnum):
    """What a blocked sender is known by."""

    AUTHOR = "author"  # the key in their browser
    NETWORK = "network"
    EMAIL = "email"


@dataclass(frozen=True)
class Blocking:
    """A block that was set, and what was done with what waited from the sender."""

    block_id: int
    waiting: Batch | None = None


def block_sender(
    submission_id: int, *, by: int, days: int | None, reason: str = "",
    mark: Mark | None = None, waiting: Verb | None = None,
) -> Blocking:  # fmt: skip
    """Block who sent this, unless said otherwise by key where there is one, else by network.

    ``days`` none: for good. ``waiting``: what is decided, as one batch, about all that waits
    from them. Raises ``Invalid`` for a mark that the sender does not have.
    """
    moderator = find_moderator(by)
    submission = find_submission(submission_id, moderator=moderator, role=Role.MODERATOR)
    block = Block(
        site_id=submission.site_id,
        reason=reason,
        moderator_id=by,
        until=None if days is None else utcnow() + timedelta(days=days),
    )
    mark = mark or (Mark.AUTHOR if submission.author.key_hash else Mark.NETWORK)
    _aim(block, submission, mark)
    db.session.add(block)
    db.session.flush()
    known = {"by": mark.value, "days": days, "author": submission.author_id}
    record("block_added", site_id=block.site_id, by=by, subject=f"block {block.id}", after=known)
    done = _decide_on_waiting(block, waiting) if waiting else None
    block.batch = done.batch if done else ""
    return Blocking(block.id, done)


def lift_block(block_id: int, *, by: int) -> None:
    """Let a blocked sender post again."""
    block = db.session.get(Block, block_id)
    if block is None or not reaches(find_moderator(by).role_on(block.site_id), Role.MODERATOR):
        raise NotFound
    if block.lifted_at is None:
        block.lifted_at = utcnow()
        record("block_lifted", site_id=block.site_id, by=by, subject=f"block {block.id}")


def _aim(block: Block, submission: Submission, mark: Mark) -> None:
    author = submission.author
    if mark is Mark.AUTHOR and author.key_hash:
        block.author_id = author.id
    elif mark is Mark.EMAIL and author.email:
        block.email = author.email.lower()
    elif mark is Mark.NETWORK and submission.visitor_hash:
        block.visitor_hash = submission.visitor_hash
    if author.key_hash == NEWSROOM or not (block.author_id or block.email or block.visitor_hash):
        raise Invalid({"mark": [Problem("not_a_choice")]})


def _decide_on_waiting(block: Block, verb: Verb) -> Batch | None:
    waits = select(Submission.id).where(sent_by(block), Submission.waiting_since.is_not(None))
    items = [(number, None) for number in db.session.scalars(waits.order_by(Submission.id))]
    if not items:
        return None
    assert block.moderator_id is not None
    return decide_many(items, verb, by=block.moderator_id, reason=block.reason)
