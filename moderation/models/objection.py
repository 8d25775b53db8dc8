"""Objections: a reader's flag or notice against a public comment, an author's appeal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model


class Flag(Model):
    """A reader objects to a public comment; ``upheld`` once a moderator has looked."""

    __tablename__ = "flags"
    __table_args__ = (
        Index(None, "site_id", "visitor_hash", "flagged_at"),
        Index(None, "author_id", "flagged_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"))
    visitor_hash: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")  # a code, such as "spam"
    words: Mapped[str] = mapped_column(default="")  # the reader's own
    weight: Mapped[int] = mapped_column(default=100)  # hundredths of a flag
    flagged_at: Mapped[datetime] = mapped_column(default=utcnow)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    upheld: Mapped[bool | None]


class Notice(Model):
    """A notice of illegal content, and the decision about it with its statement of reasons.

    What it asks for and what the answer holds: Regulation (EU) 2022/2065, articles 16 and 17.
    """

    __tablename__ = "notices"
    __table_args__ = (Index(None, "site_id", "decided_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    explanation: Mapped[str]
    law: Mapped[str] = mapped_column(default="")
    good_faith: Mapped[bool] = mapped_column(default=False)
    visitor_hash: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(default=utcnow)
    upheld: Mapped[bool | None]
    ground: Mapped[str] = mapped_column(default="")  # "law" or "rules": what the decision rests on
    provision: Mapped[str] = mapped_column(default="")  # which law, or which of the rules
    statement: Mapped[str] = mapped_column(default="")  # the facts, as the author is told them
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    decided_at: Mapped[datetime | None]


class Appeal(Model):
    """An author asks once that a decision be looked at again."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), unique=True)
    text: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    granted: Mapped[bool | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    decided_at: Mapped[datetime | None]
