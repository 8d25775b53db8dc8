"""What waits in the outbox, what failed there, and whether anybody works it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select

from moderation.extensions import db
from moderation.models import Beat, Job

SHOWN = 100

OPEN = and_(Job.done_at.is_(None), Job.failed_at.is_(None))


@dataclass(frozen=True)
class OutboxPage:
    """The latest of the outbox: what waits, what is tried again, what failed, what is done."""

    waiting: Sequence[Job]
    troubled: Sequence[Job]
    failed: Sequence[Job]
    done: Sequence[Job]


@dataclass(frozen=True)
class OutboxCounts:
    """How much is due and not done, and how much was given up."""

    due: int
    failed: int


def something_is_due(now: datetime) -> bool:
    """Whether a worker has something to do; a read, so that idle workers lock nothing."""
    return db.session.scalar(select(Job.id).where(OPEN, Job.due_at <= now).limit(1)) is not None


def outbox_page() -> OutboxPage:
    """The outbox for its page in the dashboard."""
    return OutboxPage(
        waiting=_some(select(Job).where(OPEN, Job.last_error == "").order_by(Job.due_at, Job.id)),
        troubled=_some(select(Job).where(OPEN, Job.last_error != "").order_by(Job.due_at, Job.id)),
        failed=_some(select(Job).where(Job.failed_at.is_not(None)).order_by(Job.id.desc())),
        done=_some(select(Job).where(Job.done_at.is_not(None)).order_by(Job.id.desc())),
    )


def outbox_counts(now: datetime) -> OutboxCounts:
    """The outbox in two numbers."""
    jobs = select(func.count()).select_from(Job)
    return OutboxCounts(
        due=db.session.scalar(jobs.where(OPEN, Job.due_at <= now)) or 0,
        failed=db.session.scalar(jobs.where(Job.failed_at.is_not(None))) or 0,
    )


def last_beat(name: str = "worker") -> datetime | None:
    """When a background process was last seen alive."""
    return db.session.scalar(select(Beat.beat_at).where(Beat.name == name))


def _some(jobs: Select[Job]) -> Sequence[Job]:
    return db.session.scalars(jobs.limit(SHOWN)).all()
