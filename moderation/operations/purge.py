"""Removing what has been kept long enough, a little at a time so that nobody waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, select

from moderation.extensions import db
from moderation.models import Check, IdempotencyKey, Job, Selection, SignIn

AT_ONCE = 500
KEYS_KEPT = timedelta(days=7)
DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=90)
SELECTIONS_KEPT = timedelta(days=1)
CHECKS_KEPT = timedelta(days=90)  # a mistake is looked for during two weeks
SIGN_INS_KEPT = timedelta(days=90)  # each lasts a week at most


def purge_keys(now: datetime) -> int:
    """Forget idempotency keys after the time for which a retry is promised its answer."""
    return _remove(IdempotencyKey, IdempotencyKey.created_at < now - KEYS_KEPT)


def purge_jobs(now: datetime) -> int:
    """Remove jobs that are long done, and those that failed so long ago that nobody will ask."""
    failed = _remove(Job, Job.failed_at < now - FAILED_KEPT)
    oldest = select(Job.id, Job.done_at).where(Job.done_at.is_not(None)).order_by(Job.id)
    return max(failed, _remove_oldest(Job, oldest, now - DONE_KEPT))


def purge_checks(now: datetime) -> int:
    """Forget looks at pages; what the last one saw stands with the report."""
    oldest = select(Check.id, Check.checked_at).order_by(Check.id)
    return _remove_oldest(Check, oldest, now - CHECKS_KEPT)


def purge_selections(now: datetime) -> int:
    """Forget what was selected the day before: by now the queue is another."""
    return _remove(Selection, Selection.made_at < now - SELECTIONS_KEPT)


def purge_sign_ins(now: datetime) -> int:
    """Forget who was signed in where, long after it has ended."""
    return _remove(SignIn, SignIn.began_at < now - SIGN_INS_KEPT)


def _remove_oldest(
    table: type[Check | Job], oldest: Select[int, datetime | None], before: datetime
) -> int:
    """Of the first rows of a table those from before a moment, for ids follow time."""
    rows = db.session.execute(oldest.limit(AT_ONCE)).all()
    ids = [number for number, at in rows if at is not None and at < before]
    db.session.execute(delete(table).where(table.id.in_(ids)))
    return len(ids)


def _remove(
    table: type[IdempotencyKey | Job | Selection | SignIn], old: ColumnElement[bool]
) -> int:
    some = select(table.id).where(old).limit(AT_ONCE)
    gone = delete(table).where(table.id.in_(some)).returning(table.id)
    return len(db.session.scalars(gone).all())
