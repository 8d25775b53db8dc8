"""Who may not post on a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Author, Block, Moderator


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


def blocks_of(site_id: int, *conditions: ColumnElement[bool]) -> list[BlockRow]:
    """The blocks in force on a site, or those among them that meet a condition, newest first."""
    rows = db.session.execute(
        select(Block, Author, Moderator)
        .outerjoin(Author, Author.id == Block.author_id)
        .outerjoin(Moderator, Moderator.id == Block.moderator_id)
        .where(
            Block.site_id == site_id,
            Block.lifted_at.is_(None),
            or_(Block.until.is_(None), Block.until > utcnow()),
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
