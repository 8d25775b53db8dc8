"""Visiting pages: one worker at a time, each page once for all that is sought on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from moderation.extensions import db
from moderation.models import FixedBy, PageFetch, TypoReport
from moderation.operations.checks import note_look
from moderation.operations.fetches import find_or_add_fetch
from moderation.operations.handing import write_beside
from moderation.operations.hosts import keep_robots, note_asked, take_turn
from moderation.operations.looks import Look
from moderation.queries.checks import is_free

LEASE = timedelta(minutes=1)  # longer than a visit may take; after it another worker may go
FIRST_WAIT = timedelta(minutes=15)  # after a failure; twice as long after each further one
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class Claim:
    """A page that this worker visits until its lease ends."""

    page_id: int
    host: str
    until: datetime


@dataclass(frozen=True)
class Asked:
    """How the host took the request; an answer that is no page of its own is a failure."""

    ok: bool
    http_status: int | None = None
    etag: str = ""
    last_modified: str = ""
    retry_after: int | None = None
    delay: float = 0  # seconds that its robots.txt wants between two requests


@dataclass(frozen=True)
class Robots:
    """A robots.txt as it was fetched."""

    text: str
    status: int


def claim_visit(page_id: int, host: str, now: datetime) -> Claim | None:
    """Take a page and its host's turn; nothing when another worker has either."""
    with db.session.begin_nested() as turn:
        if _claim(page_id, now) and take_turn(host, now):
            return Claim(page_id, host, now + LEASE)
        turn.rollback()
    return None


def note_visit(
    claim: Claim, looks: dict[int, tuple[int, Look]], asked: Asked, now: datetime
) -> bool:
    """Keep what a visit saw, by report with its version; ``False`` when the lease had passed on.

    A report that has changed since the visit began is looked at again.
    """
    values: dict[str, Any] = {"http_status": asked.http_status, "failures": 0}
    if not asked.ok:
        values["failures"] = PageFetch.failures + 1
    if asked.http_status == 200:
        values |= {"etag": asked.etag, "last_modified": asked.last_modified, "fetched_at": now}
    if not _settle(claim, **values):
        return False
    note_asked(claim.host, asked.ok, now, asked.retry_after, delay=asked.delay)
    for report_id, (version, look) in looks.items():
        report = db.session.get(TypoReport, report_id)
        if report is not None and report.version == version:
            wanted = report.next_check_at
            note_look(report_id, look, by=FixedBy.CHECK, http_status=asked.http_status)
            if not asked.ok:
                _put_off(report, now)
            elif wanted and claim.until - LEASE < wanted <= now:
                write_beside(report, {"next_check_at": wanted})  # asked for meanwhile
    return True


def note_robots(claim: Claim, robots: Robots, now: datetime) -> None:
    """Keep a host's robots.txt; the page itself comes with the host's next turn."""
    if _settle(claim, asked_at=None):
        keep_robots(claim.host, robots.text, robots.status, now)
        note_asked(claim.host, ok=True, now=now)


def look_no_more(claim: Claim) -> None:
    """The site wants none of its pages visited."""
    table: Any = TypoReport.__table__
    ours = db.session.query(TypoReport.id).where(TypoReport.page_id == claim.page_id)
    db.session.connection().execute(
        update(table)
        .where(table.c.id.in_(ours.scalar_subquery()), table.c.next_check_at.is_not(None))
        .values(next_check_at=None)
    )
    _settle(claim)


def release_visit(claim: Claim) -> None:
    """Give a page back: the visit has come to nothing."""
    _settle(claim, asked_at=None)


def _claim(page_id: int, now: datetime) -> bool:
    find_or_add_fetch(page_id)
    take = (
        update(PageFetch)
        .where(PageFetch.page_id == page_id, is_free(now))
        .values(claimed_until=now + LEASE, asked_at=now)
        .returning(PageFetch.page_id)
    )
    unread = {"synchronize_session": False}
    return len(db.session.scalars(take, execution_options=unread).all()) == 1


def _settle(claim: Claim, **values: Any) -> bool:
    """End a visit, unless another worker has taken the page over since."""
    ours = (
        update(PageFetch)
        .where(PageFetch.page_id == claim.page_id, PageFetch.claimed_until == claim.until)
        .values(claimed_until=None, **values)
        .returning(PageFetch.page_id)
    )
    unread = {"synchronize_session": False}
    return len(db.session.scalars(ours, execution_options=unread).all()) == 1


def _put_off(report: TypoReport, now: datetime) -> None:
    """Ask less and less often for a page that does not answer."""
    if report.next_check_at is None:
        return
    failures = db.session.get_one(PageFetch, report.page_id, populate_existing=True).failures
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - 1, 10))
    if report.next_check_at < now + wait:
        write_beside(report, {"next_check_at": now + wait})
