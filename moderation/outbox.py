"""Work for later: a side effect is a row, so it commits or rolls back with its cause."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Job
from moderation.prepared import add

LEASE = timedelta(minutes=5)  # longer than any handler may take; after it another worker takes over
TRIES = 12
UNDO_TIME = timedelta(seconds=10)  # for so long no mail about a decision leaves
LONGEST_WAIT = timedelta(hours=12)  # with TRIES: given up after about two days

_random = SystemRandom()
_JOBS: Any = Job.__table__
_ADD = insert(_JOBS)  # past the session: every submission adds a job


@dataclass(frozen=True)
class Lane:
    """The jobs that a thread of a worker takes: those of these names, or all but those."""

    names: frozenset[str] = frozenset()
    others: bool = True

    def condition(self) -> ColumnElement[bool]:
        """Whether a job is one of the lane's."""
        return Job.name.not_in(self.names) if self.others else Job.name.in_(self.names)


EVERY = Lane()


@dataclass(frozen=True)
class Claimed:
    """A job that this worker may do until its lease ends; ``attempt`` counts from 1."""

    id: int
    name: str
    args: dict[str, Any]
    attempt: int
    created_at: datetime


def enqueue(
    name: str, *, due_at: datetime | None = None, batch: str | None = None, **args: Any
) -> None:
    """Have a handler called with these arguments, once they are committed and it is time."""
    now = utcnow()
    job = {"name": name, "args": args, "batch": batch, "due_at": due_at or now}
    add(_ADD, {**job, "created_at": now})


def take_back(batch: str, submissions: Collection[int] | None = None) -> int:
    """Forget what a batch of decisions caused and nobody has begun yet; how many jobs that were.

    Of a part of the batch: what it caused about these submissions, and about none in particular.
    """
    unbegun = (Job.batch == batch, Job.attempts == 0, Job.done_at.is_(None))
    about = {None, *(submissions or ())}
    ids = [
        job
        for job, args in db.session.execute(select(Job.id, Job.args).where(*unbegun))
        if submissions is None or args.get("submission_id") in about
    ]
    if not ids:
        return 0
    gone = delete(Job).where(Job.id.in_(ids), *unbegun)
    return len(db.session.scalars(gone.returning(Job.id)).all())


def claim(now: datetime, lane: Lane = EVERY) -> Claimed | None:
    """Take the job of a lane that has been due longest; no two workers get the same one.

    On PostgreSQL rows that another worker is taking are skipped; SQLite has one
    writer at a time and ignores the clause.
    """
    due = select(Job.id).where(may_run(now), lane.condition()).order_by(Job.due_at, Job.id).limit(1)
    job_id = db.session.scalar(due.with_for_update(skip_locked=True))
    if job_id is None:
        return None
    take = (
        update(Job)
        .where(Job.id == job_id, may_run(now))
        .values(claimed_until=now + LEASE, attempts=Job.attempts + 1)
        .returning(Job.id, Job.name, Job.args, Job.attempts, Job.created_at)
    )
    row = db.session.execute(take, execution_options={"synchronize_session": False}).one_or_none()
    return Claimed(*row) if row else None


def finish(job: Claimed, now: datetime) -> bool:
    """Note that a job is done; ``False`` when its lease had passed to another worker.

    What a message said is not kept longer than it is needed.
    """
    kept = {name: value for name, value in job.args.items() if name != "text"}
    return _settle(job, done_at=now, claimed_until=None, last_error="", args=kept)


def finish_alike(name: str, now: datetime, most: int) -> list[dict[str, Any]]:
    """Note some due jobs of one name as done, whoever does them now; their arguments."""
    due = select(Job.id).where(may_run(now), Job.name == name).order_by(Job.due_at, Job.id)
    some = due.limit(most).with_for_update(skip_locked=True)
    done = update(Job).where(Job.id.in_(some.scalar_subquery())).values(done_at=now)
    unread = {"synchronize_session": False}
    return list(db.session.scalars(done.returning(Job.args), execution_options=unread))


def fail(job: Claimed, error: str, now: datetime) -> bool:
    """Note why a job did not work, and when to try again; after ``TRIES``, given up but kept."""
    values: dict[str, Any] = {"claimed_until": None, "last_error": error.replace("\0", "")[:500]}
    if job.attempt >= TRIES:
        return _settle(job, failed_at=now, **values)
    return _settle(job, due_at=now + wait_after(job.attempt), **values)


def release(job: Claimed, now: datetime) -> bool:
    """Give a job back unharmed: it has not been tried."""
    return _settle(job, claimed_until=None, due_at=now, attempts=job.attempt - 1)


def give_up(now: datetime) -> int:
    """Stop trying what ended every worker that took it; how many jobs those were."""
    worn_out = (
        update(Job)
        .where(_is_open(), Job.attempts >= TRIES, Job.claimed_until < now)
        .values(failed_at=now, claimed_until=None, last_error="The worker ended while at it.")
    )
    return len(db.session.scalars(worn_out.returning(Job.id)).all())


def try_again(job_id: int, now: datetime) -> bool:
    """Give a job that was given up, or waits for its next try, a whole new set of tries."""
    again = (
        update(Job)
        .where(Job.id == job_id, Job.done_at.is_(None), Job.claimed_until.is_(None))
        .values(failed_at=None, due_at=now, attempts=0)
    )
    return len(db.session.scalars(again.returning(Job.id)).all()) == 1


def wait_after(attempt: int) -> timedelta:
    """How long to wait after the n-th try: longer each time, and never in step with the others.

    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    seconds = min(30 * 2.5 ** (attempt - 1), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * _random.uniform(0.8, 1.2))


def may_run(now: datetime) -> ColumnElement[bool]:
    """Which rows a worker may take now: due, open, and in nobody's hands."""
    free = or_(Job.claimed_until.is_(None), Job.claimed_until < now)
    return and_(_is_open(), Job.due_at <= now, Job.attempts < TRIES, free)


def _is_open() -> ColumnElement[bool]:
    return and_(Job.done_at.is_(None), Job.failed_at.is_(None))


def _settle(job: Claimed, **values: Any) -> bool:
    """Write down how a job ended, unless another worker has taken it over since."""
    ours = update(Job).where(Job.id == job.id, Job.attempts == job.attempt, _is_open())
    return len(db.session.scalars(ours.values(**values).returning(Job.id)).all()) == 1
