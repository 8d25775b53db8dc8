"""An author: who sent something, as far as we know; and those who may not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Trust


class Author(Model):
    """A sender on one site; without a key it is one submission's author and no other's."""

    __tablename__ = "authors"
    __table_args__ = (UniqueConstraint("site_id", "key_hash"), Index(None, "site_id", "email"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    key_hash: Mapped[str | None]
    name: Mapped[str] = mapped_column(default="")  # the last one given
    email: Mapped[str] = mapped_column(default="")
    email_verified_at: Mapped[datetime | None]
    approved: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    trust: Mapped[Trust] = mapped_column(default=Trust.NORMAL)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Block(Model):
    """A sender who may not post, by author or by network, for a time or for good."""

    __tablename__ = "blocks"
    __table_args__ = (Index(None, "site_id", "author_id"), Index(None, "site_id", "visitor_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"))
    visitor_hash: Mapped[str | None]
    email: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    until: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    batch: Mapped[str] = mapped_column(default="")  # of what was decided with it


class Note(Model):
    """What moderators tell each other about an author, or about one submission."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"), index=True)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    text: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
