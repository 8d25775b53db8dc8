"""Having a part of the decisions read again, blind."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment, Decision, SecondReading, Site, Verb
from moderation.queries.second_readings import find_reading
from moderation.queries.submissions import find_moderator

READABLE = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM)


def sample_decisions(now: datetime, *, within: timedelta) -> int:
    """Pick the sites' share of what people decided lately; how many more are to be read.

    The pick hangs on the decision's own digest: it cannot be foreseen, and twice is the same.
    """
    picked = 0
    for site in db.session.scalars(select(Site)):
        if percent := site.policy.second_readings:
            picked += _sample(site.id, percent, now - within)
    return picked


def read_again(reading_id: int, verb: Verb, *, by: int) -> None:
    """Keep what a second moderator would have done; raises ``NotFound`` when it was read already.

    Nothing changes for the comment.
    """
    reading = find_reading(reading_id, moderator=find_moderator(by))
    reading.verb, reading.moderator_id, reading.read_at = verb, by, utcnow()


def _sample(site_id: int, percent: int, since: datetime) -> int:
    known = select(SecondReading.decision_id)
    decisions = select(Decision).where(
        Decision.site_id == site_id,
        Decision.decided_at >= since,
        Decision.moderator_id.is_not(None),
        Decision.verb.in_(READABLE),
        Decision.undone.is_(False),
        Decision.submission_id.in_(select(Comment.__table__.c.id)),
        Decision.id.not_in(known),
    )
    chosen = [one for one in db.session.scalars(decisions) if _lot(one.digest) < percent]
    db.session.add_all(SecondReading(decision_id=one.id, site_id=site_id) for one in chosen)
    return len(chosen)


def _lot(digest: str) -> int:
    """A number from 0 to 99."""
    return int(hashlib.sha256(f"second reading {digest}".encode()).hexdigest(), 16) % 100
