"""What waits in the outbox, what failed there, and whether anybody works it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select, true

from moderation.extensions import db
from moderation.models import Beat, Job, Moderator

SHOWN = 100

# A worker beats every 10 seconds, and less often only while a mail server keeps it waiting.
LATE = 60.0

OPEN = and_(Job.done_at.is_(None), Job.failed_at.is_(None))


@dataclass(frozen=True)
class Entry:
    """One job as its owner sees it: what it is about and for whom, never what is said."""

    id: int
    name: str
    to: str
    subject: str
    submission_id: int | None
    attempts: int
    due_at: datetime
    done_at: datetime | None
    failed_at: datetime | None
    error: str


@dataclass(frozen=True)
class OutboxPage:
    """The latest of the outbox: given up, to be tried again, waiting, done."""

    failed: Sequence[Entry]
    troubled: Sequence[Entry]
    waiting: Sequence[Entry]
    done: Sequence[Entry]


@dataclass(frozen=True)
class OutboxCounts:
    """How much is due and not done, and how much was given up."""

    due: int
    failed: int


@dataclass(frozen=True)
class Pulse:
    """When a worker was last seen, and how many seconds ago; neither when there was none."""

    beat_at: datetime | None
    age: float | None

    @property
    def beats(self) -> bool:
        return self.age is not None and self.age < LATE


def something_is_due(now: datetime, lane: ColumnElement[bool] | None = None) -> bool:
    """Whether a worker has something to do; a read, so that idle workers lock nothing."""
    due = select(Job.id).where(OPEN, Job.due_at <= now, lane if lane is not None else true())
    return db.session.scalar(due.limit(1)) is not None


def outbox_page() -> OutboxPage:
    """The outbox for its page in the dashboard."""
    soonest = select(Job).where(OPEN).order_by(Job.due_at, Job.id)
    latest = select(Job).order_by(Job.id.desc())
    return OutboxPage(
        failed=_entries(latest.where(Job.failed_at.is_not(None))),
        troubled=_entries(soonest.where(Job.last_error != "")),
        waiting=_entries(soonest.where(Job.last_error == "")),
        done=_entries(latest.where(Job.done_at.is_not(None))),
    )


def outbox_counts(now: datetime) -> OutboxCounts:
    """The outbox in two numbers."""
    jobs = select(func.count()).select_from(Job)
    return OutboxCounts(
        due=db.session.scalar(jobs.where(OPEN, Job.due_at <= now)) or 0,
        failed=db.session.scalar(jobs.where(Job.failed_at.is_not(None))) or 0,
    )


def pulse(now: datetime) -> Pulse:
    """Whether a worker lives, as far as one can see."""
    beat_at = db.session.scalar(select(Beat.beat_at).where(Beat.name == "worker"))
    return Pulse(beat_at, (now - beat_at).total_seconds() if beat_at else None)


def _entries(jobs: Select[Job]) -> Sequence[Entry]:
    found = db.session.scalars(jobs.limit(SHOWN)).all()
    ids = {job.args["moderator_id"] for job in found if "moderator_id" in job.args}
    people = select(Moderator.id, Moderator.email).where(Moderator.id.in_(ids))
    emails = {row.id: row.email for row in db.session.execute(people)} if ids else {}
    return [_entry(job, emails.get(job.args.get("moderator_id", 0), "")) for job in found]


def _entry(job: Job, email: str) -> Entry:
    return Entry(
        id=job.id,
        name=job.name,
        to=email or str(job.args.get("to", "")),
        subject=str(job.args.get("subject", "")),
        submission_id=job.args.get("submission_id"),
        attempts=job.attempts,
        due_at=job.due_at,
        done_at=job.done_at,
        failed_at=job.failed_at,
        error=job.last_error,
    )
