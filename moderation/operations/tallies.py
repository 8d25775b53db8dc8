"""Keeping the tallies, from which the figures of months are drawn."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, insert

from moderation.extensions import db
from moderation.models import Tally
from moderation.queries.tallies import Counts

KEPT = timedelta(days=100)  # a little longer than the longest span that is drawn


def store_tallies(counts: Counts, *, since: datetime, now: datetime) -> None:
    """Put these numbers in the place of all from ``since`` on, and forget the oldest."""
    db.session.execute(delete(Tally).where(Tally.hour >= since))
    db.session.execute(delete(Tally).where(Tally.hour < now - KEPT))
    rows = [{**asdict(what), "number": number} for what, number in counts.items()]
    if rows:
        db.session.execute(insert(Tally), rows)
