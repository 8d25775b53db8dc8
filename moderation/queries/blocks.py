"""Who may not post on a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Author, Block, Decision, Moderator, Role, Submission
from moderation.queries.submissions import reaches


@dataclass(frozen=True)
class BlockRow:
    """A block in force: whom it keeps out, since when, until when, and by whom it was set."""

    id: int
    name: str
    is_network: bool
    email: str
    created_at: datetime
    until: datetime | None
    moderator: str
    reason: str

    @property
    def mark(self) -> str:
        """What the sender is known by."""
        if self.is_network:
            return "network"
        return "email" if self.email else "author"


@dataclass(frozen=True)
class Blocked:
    """A sender who is kept out still, and a submission of theirs."""

    author_id: int
    submission_id: int


def still_blocked(restoring: str, *, moderator: Moderator) -> Blocked | None:
    """Whom a block keeps out that was set with what was just taken back, if one may lift it.

    ``restoring``: the batch of the decisions that took it back.
    """
    restored = aliased(Decision)
    row = db.session.execute(
        select(Block.site_id, Submission.author_id, Submission.id)
        .join(Decision, Decision.batch == Block.batch)
        .join(restored, restored.undoes_id == Decision.id)
        .join(Submission, Submission.id == restored.submission_id)
        .where(restored.batch == restoring, Block.batch != "", *in_force())
        .order_by(Submission.id)
        .limit(1)
    ).first()
    if row is None or not reaches(moderator.role_on(row.site_id), Role.MODERATOR):
        return None
    return Blocked(row.author_id, row.id)


def in_force() -> tuple[ColumnElement[bool], ...]:
    """That a block holds now."""
    return Block.lifted_at.is_(None), or_(Block.until.is_(None), Block.until > utcnow())


def blocks_of(site_id: int, *conditions: ColumnElement[bool]) -> list[BlockRow]:
    """The blocks in force on a site, or those among them that meet a condition, newest first."""
    rows = db.session.execute(
        select(Block, Author, Moderator)
        .outerjoin(Author, Author.id == Block.author_id)
        .outerjoin(Moderator, Moderator.id == Block.moderator_id)
        .where(
            Block.site_id == site_id,
            *in_force(),
            *conditions,
        )
        .order_by(Block.id.desc())
        .limit(500)
    )
    return [
        BlockRow(
            id=block.id,
            name=author.name if author else "",
            is_network=block.visitor_hash is not None,
            email=block.email or "",
            created_at=block.created_at,
            until=block.until,
            moderator=moderator.display_name if moderator else "",
            reason=block.reason,
        )
        for block, author, moderator in rows
    ]
