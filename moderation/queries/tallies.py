"""Counting what came and what was decided, hour by hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from moderation.extensions import db
from moderation.models import Decision, Submission, Tally, Verb
from moderation.queries.percentiles import bucket_of

AT_ONCE = 5000
CAME = "came"


@dataclass(frozen=True)
class Counted:
    """What a number is of: the columns of a tally but for the number."""

    site_id: int
    hour: datetime
    what: str
    moderator_id: int | None = None
    reason: str = ""
    bucket: int | None = None


Counts = Counter[Counted]


def tallied_until() -> datetime | None:
    """The newest hour that has been tallied."""
    return db.session.scalar(select(func.max(Tally.hour)))


def counted(since: datetime, until: datetime) -> Counts:
    """Everything that came and was decided between two moments, from the rows themselves."""
    counts: Counts = Counter()
    counts.update(_came(since, until))
    counts.update(_decided(since, until))
    return counts


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _came(since: datetime, until: datetime) -> Iterator[Counted]:
    columns = (Submission.id, Submission.submitted_at, Submission.site_id)
    for _id, at, site_id in _back_to(since, select(*columns)):
        if since <= at < until:
            yield Counted(site_id, hour_of(at), CAME)


def _decided(since: datetime, until: datetime) -> Iterator[Counted]:
    """Decisions that stand, with how long the submission had waited for a human's."""
    columns = (
        Decision.id,
        Decision.decided_at,
        Decision.site_id,
        Decision.moderator_id,
        Decision.verb,
        Decision.reason,
        Decision.from_waiting_since,
        Decision.undone,
    )
    for _id, at, site_id, moderator_id, verb, reason, waited_since, undone in _back_to(
        since, select(*columns)
    ):
        if undone or verb is Verb.RESTORE or not since <= at < until:
            continue
        waited = (at - waited_since).total_seconds() if waited_since and moderator_id else None
        bucket = None if waited is None else bucket_of(waited)
        yield Counted(site_id, hour_of(at), verb.value, moderator_id, reason[:120], bucket)


def _back_to(since: datetime, rows: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
    """The newest rows, backwards until they are older: ids follow time.

    The first column is the id, the second the time.
    """
    number, at = rows.selected_columns[0], 1
    before: int | None = None
    while True:
        part = rows if before is None else rows.where(number < before)
        some = db.session.execute(part.order_by(number.desc()).limit(AT_ONCE)).all()
        yield from some
        if len(some) < AT_ONCE or some[-1][at] < since:
            return
        before = some[-1][0]
