"""What the queue is filtered by, and what is folded together: indexes of what waits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Kind


class Facet(Model):
    """One thing a waiting submission can be found by; it goes when the submission is decided.

    ``code`` is a finding's, or ``rule:7``, ``lang:ru``, ``links``, ``for:flag``.
    """

    __tablename__ = "facets"
    __table_args__ = (
        Index("ix_facets_queue", "site_id", "kind", "code", "waiting_since", "submission_id"),
        Index("ix_facets_order", "site_id", "kind", "code", "priority", "due_at", "submission_id"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    kind: Mapped[Kind]
    waiting_since: Mapped[datetime]
    priority: Mapped[int] = mapped_column(default=0)  # these two as the submission has them
    due_at: Mapped[datetime] = mapped_column(default=utcnow)


class Likeness(Model):
    """A mark of a waiting comment's text; comments that share one may be nearly the same."""

    __tablename__ = "likenesses"
    __table_args__ = (Index(None, "site_id", "mark"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
