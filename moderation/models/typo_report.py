"""A typo report: a mistake at one place on a page, and each reader's sending of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from moderation.database import UTCDateTime, enum_type, utcnow
from moderation.extensions import Model
from moderation.models.enums import Category, Fix, FixedBy, Kind, Status, Verdict
from moderation.models.submission import Submission

CHECKED = text("next_check_at IS NOT NULL")
HANDED = text("editor_id IS NOT NULL AND merged_into_id IS NULL")
MERGED = text("merged_into_id IS NOT NULL")
ITSELF = text("merged_into_id IS NULL")
CLOSED = text("fixed_at IS NOT NULL AND exact <> ''")  # and not erased
STATE = ("status", "fix")
STANDING = ("site_id", *STATE)
_SUBMISSIONS: Any = Submission.__table__


def _pile_index(name: str, *columns: str, where: Any = ITSELF) -> Index:
    """An index of the piles: reports that went into no other.

    With ``merged_into_id`` in it, which is always null, SQLite counts from the index alone.
    """
    return Index(name, *columns, sqlite_where=where)


class TypoReport(Submission):
    """One mistake: the quote, what stands around it, and what it should be."""

    __tablename__ = "typo_reports"
    __table_args__: tuple[Any, ...] = (
        Index(None, "folded"),
        Index(
            "ix_typo_reports_checks",
            "next_check_at",
            sqlite_where=CHECKED,
        ),
        *(
            _pile_index(name, *columns, "id", "merged_into_id")
            for name, columns in {
                "ix_typo_reports_pile": (*STANDING, "submitted_at"),
                "ix_typo_reports_readers": (*STANDING, "sightings"),
                "ix_typo_reports_fixed": (*STANDING, "fixed_at"),
                "ix_typo_reports_category": ("site_id", "category", *STATE, "submitted_at"),
                "ix_typo_reports_section": ("site_id", "section", *STATE, "submitted_at"),
            }.items()
        ),
        _pile_index("ix_typo_reports_page", *STANDING, "page_id", "id"),
        _pile_index("ix_typo_reports_of_page", "page_id", *STATE, "id"),
        _pile_index(
            "ix_typo_reports_handed",
            *("editor_id", *STATE, "submitted_at", "id", "merged_into_id"),
            where=HANDED,
        ),
        Index(
            "ix_typo_reports_closed",
            *("site_id", "fixed_at"),
            sqlite_where=CLOSED,
        ),
        Index(
            "ix_typo_reports_merged",
            "merged_into_id",
            sqlite_where=MERGED,
        ),
    )

    id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    # These stand in both tables, so that an index has them beside what a report has of its own:
    # one attribute is written to both. Core statements have to name both.
    site_id: Mapped[int] = column_property(
        _SUBMISSIONS.c.site_id, Column("site_id", ForeignKey("sites.id"), nullable=False)
    )
    page_id: Mapped[int] = column_property(
        _SUBMISSIONS.c.page_id, Column("page_id", ForeignKey("pages.id"), nullable=False)
    )
    status: Mapped[Status] = column_property(
        _SUBMISSIONS.c.status,
        Column("status", enum_type(Status, "status"), nullable=False, default=Status.PENDING),
    )
    submitted_at: Mapped[datetime] = column_property(
        _SUBMISSIONS.c.submitted_at,
        Column("submitted_at", UTCDateTime, nullable=False, default=utcnow),
    )
    section: Mapped[str] = mapped_column(default="")  # of the page, as it was then
    position: Mapped[int | None]  # of the quote in the page's text, once seen
    exact: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str] = mapped_column(default="")
    occurrence: Mapped[int | None]
    suggestion: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    sightings: Mapped[int] = mapped_column(default=1)
    place_key: Mapped[str]
    folded: Mapped[str] = mapped_column(default="")  # the quote as it is matched
    core_start: Mapped[int | None]  # what all sightings share, in fold(prefix + exact + suffix)
    core_end: Mapped[int | None]
    quote_lang: Mapped[str] = mapped_column(default="")  # of the words themselves
    page_title: Mapped[str] = mapped_column(default="")  # as it was then
    revision: Mapped[str] = mapped_column(default="")  # of the page, as its host states it
    category: Mapped[Category] = mapped_column(default=Category.SPELLING)
    hints: Mapped[dict[str, Any]] = mapped_column(default=dict)  # of the dictionary
    hinted_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("typo_reports.id"))
    replacement: Mapped[str] = mapped_column(default="")  # what an editor wants to stand there
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # who mends it
    handed_at: Mapped[datetime | None]
    fix: Mapped[Fix] = mapped_column(default=Fix.UNFIXED)
    fixed_by: Mapped[FixedBy | None]
    fixed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]  # it had been fixed and came back
    verdict: Mapped[Verdict | None]  # of the last look at the page
    found: Mapped[str] = mapped_column(default="")  # what stands at the place now
    fragment: Mapped[str] = mapped_column(default="")  # the shortest unique one, once seen
    checked_at: Mapped[datetime | None]
    checks: Mapped[int] = mapped_column(default=0)  # since it was accepted
    next_check_at: Mapped[datetime | None]

    __mapper_args__ = {
        "polymorphic_identity": Kind.TYPO_REPORT,
        "inherit_condition": id == Submission.id,
    }


class Sighting(Model):
    """One reader's sending of a typo report, with the words as that reader selected them."""

    __tablename__ = "sightings"
    __table_args__: tuple[Any, ...] = (
        Index(None, "author_id", "seen_at"),
        Index(None, "site_id", "visitor_hash", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("typo_reports.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("typo_reports.id"))  # before merging
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    visitor_hash: Mapped[str] = mapped_column(default="")
    exact: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str] = mapped_column(default="")
    occurrence: Mapped[int | None]
    quote_lang: Mapped[str] = mapped_column(default="")
    revision: Mapped[str] = mapped_column(default="")
    category: Mapped[Category] = mapped_column(default=Category.SPELLING)
    suggestion: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    insists: Mapped[bool] = mapped_column(default=False)  # though the site had an answer
    wants_mail: Mapped[bool] = mapped_column(default=False)  # when it is fixed
    told_at: Mapped[datetime | None]
    seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    withdrawn_at: Mapped[datetime | None]
