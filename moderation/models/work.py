"""What the background process works from: the outbox, retries' keys, and its pulse."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Status

DUE = text("done_at IS NULL AND failed_at IS NULL")
FAILED = text("failed_at IS NOT NULL")


class Job(Model):
    """A side effect that waits to happen; it commits or rolls back with its cause."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "due_at", "id", sqlite_where=DUE),
        Index("ix_outbox_failed", "id", sqlite_where=FAILED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(default=dict)
    batch: Mapped[str | None] = mapped_column(index=True)  # of the decision that caused it
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    due_at: Mapped[datetime] = mapped_column(default=utcnow)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up
    last_error: Mapped[str] = mapped_column(default="")


class IdempotencyKey(Model):
    """A key that came with a submission, and what was answered; kept 7 days."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("site_id", "key"), Index(None, "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    key: Mapped[str]
    body_hash: Mapped[str]
    status_code: Mapped[int]
    status: Mapped[Status]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    sighting_id: Mapped[int | None] = mapped_column(ForeignKey("sightings.id"))
    sightings: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Sweep(Model):
    """Up to which row a table has been gone through for what need not be kept."""

    __tablename__ = "sweeps"

    name: Mapped[str] = mapped_column(primary_key=True)
    upto: Mapped[int] = mapped_column(default=0)


class Beat(Model):
    """When a background process was last seen alive."""

    __tablename__ = "beats"

    name: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]
