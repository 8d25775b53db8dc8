"""What readers and authors hold against comments and decisions, and how much it weighs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Author, Comment, Flag, Notice, Revision, Site

LATEST = 100  # settled flags of one sender that their next one is weighed by
BENEFIT = 2  # flags that everyone is taken to have been right about: additive smoothing
WHOLE = 100  # hundredths of a flag


def find_public(site: Site, comment_id: int, *, lock: bool = False) -> Comment:
    """A comment of the site that readers see now; raises ``NotFound`` for any other.

    ``lock``: until the commit nobody else changes it.
    """
    if not 0 < comment_id < 2**31:
        raise NotFound
    wanted = select(Comment).where(Comment.id == comment_id, Comment.site_id == site.id)
    comment = db.session.scalar(wanted.with_for_update() if lock else wanted)
    if comment is None or not comment.is_public or not comment.shown:
        raise NotFound
    return comment


def weight_of_flags_by(sender: ColumnElement[bool]) -> int:
    """What the sender's next flag weighs, in hundredths: the share that moderators agreed with.

    ``100 * (upheld + 2) / (settled + 2)`` over the last hundred settled ones: a newcomer's flag
    is a whole one, after two that were refused it is a half, after ten a sixth.
    """
    latest = (
        select(Flag.upheld)
        .where(sender, Flag.upheld.is_not(None))
        .order_by(Flag.flagged_at.desc())
        .limit(LATEST)
    )
    settled = list(db.session.scalars(latest))
    return WHOLE * (sum(map(bool, settled)) + BENEFIT) // (len(settled) + BENEFIT)


def flags_by(site: Site, author: Author | None, visitor_hash: str) -> ColumnElement[bool]:
    """The condition for a sender's own flags: by author key, or without one by network."""
    if author is not None:
        return Flag.author_id == author.id
    own = (Flag.site_id == site.id) & (Flag.visitor_hash == visitor_hash)
    return own & Flag.author_id.is_(None)


def has_flagged(comment: Comment, sender: ColumnElement[bool]) -> bool:
    """Whether the sender has flagged the comment before."""
    flag = select(Flag.id).where(Flag.submission_id == comment.id, sender).limit(1)
    return db.session.scalar(flag) is not None


def weight_against(comment: Comment) -> tuple[int, int]:
    """What the open flags weigh together, and those for reasons no moderator has refused before.

    A network weighs no more than its weightiest flag: new keys in one browser hide nothing.
    """
    refused = select(Flag.reason).where(
        Flag.submission_id == comment.id, Flag.upheld.is_(False), Flag.decision_id.is_not(None)
    )
    standing = (Flag.submission_id == comment.id, Flag.decision_id.is_(None))
    return _weight(*standing), _weight(*standing, Flag.reason.not_in(refused))


def _weight(*which: ColumnElement[bool]) -> int:
    weightiest = select(func.max(Flag.weight).label("weight")).where(*which)
    by_network = weightiest.group_by(Flag.visitor_hash).subquery()
    return db.session.scalar(select(func.coalesce(func.sum(by_network.c.weight), 0))) or 0


def nth_latest_flag(sender: ColumnElement[bool], n: int) -> datetime | None:
    """When the sender's ``n``-th latest flag came in, if there are so many."""
    return _nth(Flag.flagged_at, sender, n)


def nth_latest_notice(site: Site, visitor_hash: str, n: int) -> datetime | None:
    """The same for a network's notices on one site."""
    own = (Notice.site_id == site.id) & (Notice.visitor_hash == visitor_hash)
    return _nth(Notice.received_at, own, n)


def nth_latest_edit(submission_id: int, n: int) -> datetime | None:
    """The same for an author's edits of one comment."""
    own = (Revision.submission_id == submission_id) & Revision.moderator_id.is_(None)
    return _nth(Revision.made_at, own, n)


def _nth(moment: Any, own: ColumnElement[bool], n: int) -> datetime | None:
    return db.session.scalar(
        select(moment).where(own).order_by(moment.desc()).offset(n - 1).limit(1)
    )
