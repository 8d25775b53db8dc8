"""What the corrections desk keeps: likely repeats, looks at pages, answers, words, who mends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import FixedBy, Verdict


class MergeProposal(Model):
    """Two reports of a page that may be of one place; an editor says whether they are."""

    __tablename__ = "merge_proposals"
    __table_args__ = (UniqueConstraint("report_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("typo_reports.id"))  # the older
    other_id: Mapped[int] = mapped_column(ForeignKey("typo_reports.id"), index=True)
    score: Mapped[int] = mapped_column(default=0)  # 0 to 100: how much alike their surroundings
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    accepted: Mapped[bool | None]
    answered_at: Mapped[datetime | None]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))


class Check(Model):
    """One look at a page for one mistake, and what stood at its place."""

    __tablename__ = "checks"
    __table_args__ = (Index(None, "submission_id", "checked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("typo_reports.id"))
    by: Mapped[FixedBy] = mapped_column(default=FixedBy.CHECK)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    verdict: Mapped[Verdict]
    found: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")  # code of why nothing was seen
    http_status: Mapped[int | None]
    checked_at: Mapped[datetime] = mapped_column(default=utcnow)


class HouseAnswer(Model):
    """Why a phrase is no mistake here; the next reader who reports it is told."""

    __tablename__ = "house_answers"
    __table_args__ = (Index(None, "site_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    phrase: Mapped[str]
    folded: Mapped[str]
    text: Mapped[str]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    shown: Mapped[int] = mapped_column(default=0)  # to so many readers
    insisted: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]


class DictionaryWord(Model):
    """A word that a site knows, whatever the dictionary of its language says."""

    __tablename__ = "dictionary_words"
    __table_args__ = (UniqueConstraint("site_id", "lang", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    lang: Mapped[str]
    word: Mapped[str]
    like: Mapped[str] = mapped_column(default="")  # it is inflected as this one
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=utcnow)


class HandingRule(Model):
    """Who mends what a page's author wrote, or what stands in a section."""

    __tablename__ = "handing_rules"
    __table_args__ = (UniqueConstraint("site_id", "field", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    field: Mapped[str]  # "author" or "section" of a page
    value: Mapped[str]
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
