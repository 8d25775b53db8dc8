"""Asking other people's hosts politely: not too often, and less often when they do not answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from moderation.extensions import db
from moderation.models import FetchedHost

APART = timedelta(seconds=5)  # between two requests to one host
FIRST_WAIT = timedelta(minutes=1)  # after a failure; twice as long after each further one
LONGEST_WAIT = timedelta(hours=12)
LONGEST_ASKED = timedelta(days=1)  # for which a host may send us away
TURN = timedelta(seconds=15)  # longer than a request may take


def take_turn(host: str, now: datetime) -> bool:
    """Ask a host alone: whether it may be asked now, and by nobody else until it has answered."""
    _known(host, now)
    free = update(FetchedHost).where(FetchedHost.host == host, FetchedHost.next_at <= now)
    taken = free.values(next_at=now + TURN).returning(FetchedHost.host)
    return len(db.session.scalars(taken).all()) == 1


def note_asked(
    host: str,
    ok: bool,
    now: datetime,
    retry_after: int | None = None,
    *,
    delay: float = 0,
) -> None:
    """Note how a host took a request, and when it may be asked next.

    ``retry_after`` is what it asked for itself, in seconds; ``delay`` what its
    robots.txt says.
    """
    known = _known(host, now)
    known.failures = 0 if ok else known.failures + 1
    pause = max(APART, timedelta(seconds=delay))
    if not ok:
        pause = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(known.failures - 1, 20))
    asked_for = timedelta(seconds=min(retry_after or 0, LONGEST_ASKED.total_seconds()))
    known.next_at = now + max(pause, asked_for)


def keep_robots(host: str, text: str, status: int, now: datetime) -> None:
    """Keep what a host says in robots.txt; it is good for a day."""
    known = _known(host, now)
    known.robots, known.robots_status, known.robots_at = text.replace("\0", ""), status, now


def _known(host: str, now: datetime) -> FetchedHost:
    known = db.session.get(FetchedHost, host, populate_existing=True)
    if known is not None:
        return known
    new = FetchedHost(host=host, next_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:  # another worker was first
        return db.session.get_one(FetchedHost, host)
    return new
