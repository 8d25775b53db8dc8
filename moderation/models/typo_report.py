"""A typo report: a mistake at one place on a page, and each reader's sending of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Fix, Kind
from moderation.models.submission import Submission


class TypoReport(Submission):
    """One mistake: the quote, what stands around it, and what it should be."""

    __tablename__ = "typo_reports"

    id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    exact: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str] = mapped_column(default="")
    occurrence: Mapped[int | None]
    suggestion: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    sightings: Mapped[int] = mapped_column(default=1)
    place_key: Mapped[str]
    fix: Mapped[Fix] = mapped_column(default=Fix.UNFIXED)
    fixed_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]

    __mapper_args__ = {"polymorphic_identity": Kind.TYPO_REPORT}


class Sighting(Model):
    """One reader's sending of a typo report."""

    __tablename__ = "sightings"
    __table_args__ = (
        Index(None, "author_id", "seen_at"),
        Index(None, "site_id", "visitor_hash", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("typo_reports.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    visitor_hash: Mapped[str] = mapped_column(default="")
    suggestion: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    withdrawn_at: Mapped[datetime | None]
