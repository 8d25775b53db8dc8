"""What has been kept long enough, some of it at a time; every question is read from an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from moderation.extensions import db
from moderation.models import (
    Author,
    Block,
    Flag,
    Notice,
    Sighting,
    Site,
    Submission,
    Sweep,
    Trust,
    TypoReport,
)
from moderation.models.submission import REFUSED_ONES
from moderation.models.typo_report import CLOSED

AT_ONCE = 50  # submissions with all that hangs on them
IN_A_ROW = 1000  # rows that are looked through in one go
_REPORTS: Any = TypoReport.__table__.c

# Where the networks of senders stand, and when each was sent.
NETWORKS: dict[str, tuple[Any, Any]] = {
    "submissions": (Submission.__table__, Submission.__table__.c.submitted_at),
    "sightings": (Sighting.__table__, Sighting.__table__.c.seen_at),
    "flags": (Flag.__table__, Flag.__table__.c.flagged_at),
    "notices": (Notice.__table__, Notice.__table__.c.received_at),
}


@dataclass(frozen=True)
class Found:
    """Which rows of those looked through are due, how far that came, and whether more follow."""

    ids: Sequence[int]
    upto: int
    more: bool


def refused_long_ago(now: datetime) -> Sequence[int]:
    """Submissions that were refused, deleted or withdrawn so long ago that their texts go."""
    open_notice = exists().where(Notice.submission_id == Submission.id, Notice.decided_at.is_(None))
    old = _kept_by_sites("keep_refused_days", now, Submission.site_id, Submission.decided_at)
    if old is None:
        return ()
    rows = select(Submission.id).where(old, REFUSED_ONES, ~open_notice)
    return db.session.scalars(rows.limit(AT_ONCE)).all()


def closed_long_ago(now: datetime) -> Sequence[int]:
    """Spelling reports that were fixed, or are gone, so long ago; those merged into them too."""
    old = _kept_by_sites("keep_reports_days", now, _REPORTS.site_id, _REPORTS.fixed_at)
    if old is None:
        return ()
    evidence = exists().where(Submission.id == _REPORTS.id, Submission.evidence_at.is_not(None))
    closed = select(_REPORTS.id).where(old, CLOSED, ~evidence).limit(AT_ONCE)
    ids = db.session.scalars(closed).all()
    merged = select(_REPORTS.id).where(_REPORTS.merged_into_id.in_(ids))
    return [*ids, *db.session.scalars(merged)] if ids else ()


def _kept_by_sites(
    setting: str, now: datetime, site_id: Any, at: Any
) -> ColumnElement[bool] | None:
    """What the sites' own rules call old; sites with the same rule are one range of an index."""
    by_days: defaultdict[int, list[int]] = defaultdict(list)
    for site in db.session.scalars(select(Site)):
        by_days[getattr(site.policy, setting)].append(site.id)
    by_days.pop(0, None)
    olds = [
        and_(site_id.in_(sites), at < now - timedelta(days=days)) for days, sites in by_days.items()
    ]
    return or_(*olds) if olds else None


def upto(name: str) -> int:
    """How far a table has been gone through."""
    return db.session.scalar(select(Sweep.upto).where(Sweep.name == name)) or 0


def newest_submission() -> int:
    """The number of the last submission; 0 when there is none."""
    return db.session.scalar(select(func.max(Submission.id))) or 0


def old_networks(name: str, after: int, before: datetime) -> Found:
    """Rows with the network of a sender from before a moment: ids follow time."""
    table, at = NETWORKS[name]
    rows = db.session.execute(
        select(table.c.id, at, table.c.visitor_hash)
        .where(table.c.id > after)
        .order_by(table.c.id)
        .limit(IN_A_ROW)
    ).all()
    old = [row for row in rows if row[1] < before]
    ids = [row.id for row in old if row.visitor_hash]
    return Found(ids, old[-1].id if old else after, len(old) == IN_A_ROW)


def idle_authors(after: int, before: datetime, now: datetime) -> Found:
    """Authors who have sent nothing since a moment, among the next of all; then from the first."""
    some = select(Author.id).where(Author.id > after).order_by(Author.id).limit(IN_A_ROW)
    among = db.session.scalars(some).all()
    if not among:
        return Found((), 0, more=False)
    found = select(Author.id).where(Author.id.in_(among), is_idle(before, now))
    more = len(among) == IN_A_ROW
    return Found(db.session.scalars(found).all(), among[-1] if more else 0, more)


def is_idle(before: datetime, now: datetime) -> ColumnElement[bool]:
    """Whether nothing is left that an author's name, address and key are needed for."""
    blocked = exists().where(
        Block.site_id == Author.site_id,
        Block.author_id == Author.id,
        Block.lifted_at.is_(None),
        or_(Block.until.is_(None), Block.until > now),
    )
    return and_(
        Author.created_at < before,
        Author.trust == Trust.NORMAL,
        or_(Author.key_hash.is_not(None), Author.email != "", Author.name != ""),
        ~exists().where(Submission.author_id == Author.id, Submission.submitted_at >= before),
        ~exists().where(Sighting.author_id == Author.id, Sighting.seen_at >= before),
        ~exists().where(Flag.author_id == Author.id, Flag.flagged_at >= before),
        ~exists().where(Submission.author_id == Author.id, Submission.waiting_since.is_not(None)),
        ~blocked,
    )
