"""Removing what has been kept long enough, a little at a time so that nobody waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select

from moderation.extensions import db
from moderation.models import IdempotencyKey, Job, Selection, SignIn

AT_ONCE = 500
KEYS_KEPT = timedelta(days=7)
DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=90)
SELECTIONS_KEPT = timedelta(days=1)
SIGN_INS_KEPT = timedelta(days=90)  # each lasts a week at most


def purge_keys(now: datetime) -> int:
    """Forget idempotency keys after the time for which a retry is promised its answer."""
    return _remove(IdempotencyKey, IdempotencyKey.created_at < now - KEYS_KEPT)


def purge_jobs(now: datetime) -> int:
    """Remove jobs that are long done, and those that failed so long ago that nobody will ask."""
    old = or_(Job.done_at < now - DONE_KEPT, Job.failed_at < now - FAILED_KEPT)
    return _remove(Job, old)


def purge_selections(now: datetime) -> int:
    """Forget what was selected the day before: by now the queue is another."""
    return _remove(Selection, Selection.made_at < now - SELECTIONS_KEPT)


def purge_sign_ins(now: datetime) -> int:
    """Forget who was signed in where, long after it has ended."""
    return _remove(SignIn, SignIn.began_at < now - SIGN_INS_KEPT)


def _remove(
    table: type[IdempotencyKey | Job | Selection | SignIn], old: ColumnElement[bool]
) -> int:
    some = select(table.id).where(old).limit(AT_ONCE)
    gone = delete(table).where(table.id.in_(some)).returning(table.id)
    return len(db.session.scalars(gone).all())
