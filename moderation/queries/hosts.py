"""What is known of the hosts that pages are fetched from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.extensions import db
from moderation.models import FetchedHost

ROBOTS_KEPT = timedelta(days=1)  # RFC 9309, section 2.4


@dataclass(frozen=True)
class Robots:
    """A host's robots.txt as it was last seen."""

    text: str
    status: int


def may_ask_host(host: str, now: datetime) -> bool:
    """Whether a host may be asked: it was not asked just now, and did not ask for a pause."""
    known = db.session.get(FetchedHost, host)
    return known is None or known.next_at <= now


def robots_of(host: str, now: datetime) -> Robots | None:
    """A host's robots.txt, unless it was never read or is too old."""
    known = db.session.get(FetchedHost, host)
    if known is None or known.robots_at is None or known.robots_at < now - ROBOTS_KEPT:
        return None
    return Robots(known.robots, known.robots_status or 0)
