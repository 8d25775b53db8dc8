"""How much waits on the whole installation, for whoever watches over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Kind, Submission


@dataclass(frozen=True)
class Pressure:
    """The queue of all sites in numbers."""

    waiting: dict[Kind, int]
    oldest: datetime | None


def pressure() -> Pressure:
    """How many submissions of each kind wait, and since when the oldest does."""
    waits = Submission.waiting_since.is_not(None)
    counts = select(Submission.kind, func.count().label("number")).where(waits)
    counts = counts.group_by(Submission.kind)
    found = {row.kind: row.number for row in db.session.execute(counts)}
    oldest = db.session.scalar(select(func.min(Submission.waiting_since)).where(waits))
    return Pressure({kind: found.get(kind, 0) for kind in Kind}, oldest)
