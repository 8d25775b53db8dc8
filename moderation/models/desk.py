"""What moderators keep at the desk: views, selections, texts at hand, second readings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Purpose, Verb


class SavedView(Model):
    """A filter of the queue under a name; ``query`` is ``{parameter: value}`` of its address."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    name: Mapped[str]
    query: Mapped[dict[str, str]] = mapped_column(default=dict)
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Selection(Model):
    """The submissions that matched a filter at one moment: ``[[id, version], …]``."""

    __tablename__ = "selections"

    id: Mapped[str] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    items: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    query: Mapped[dict[str, str]] = mapped_column(default=dict)
    made_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


class CannedText(Model):
    """An answer or a reason that a site keeps at hand, in one of its languages."""

    __tablename__ = "canned_texts"
    __table_args__ = (Index(None, "site_id", "purpose", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    purpose: Mapped[Purpose]
    lang: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None]


class SecondReading(Model):
    """A decided submission given blind to another moderator, and what they would have done."""

    __tablename__ = "second_readings"
    __table_args__ = (Index(None, "moderator_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    verb: Mapped[Verb | None]
    read_at: Mapped[datetime | None]


class Tally(Model):
    """How much came, and how much was decided how, on a site in one hour.

    ``what`` is ``came`` or a verb; ``bucket`` the time to decision as in ``queries.percentiles``.
    """

    __tablename__ = "tallies"
    __table_args__ = (Index(None, "site_id", "hour"), Index(None, "hour"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    hour: Mapped[datetime]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    bucket: Mapped[int | None]
    number: Mapped[int] = mapped_column(default=0)
