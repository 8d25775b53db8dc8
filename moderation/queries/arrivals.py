"""What came into the queue since a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from moderation.models import Moderator, Submission
from moderation.queries.merging import first_of
from moderation.queries.queue import Pile, QueueFilter, ranges_for

MOST = 1_000


def arrivals(
    moderator: Moderator, filters: QueueFilter, *, since: datetime, limit: int = MOST
) -> list[int]:
    """The ids that match a filter of the queue and began to wait after ``since``.

    Each kind is asked by itself: then the index by waiting time is read from ``since`` on.
    """
    if filters.pile is not Pile.WAITING:
        return []
    later = [
        each.where(Submission.waiting_since > since).with_only_columns(
            Submission.waiting_since, Submission.id
        )
        for kind in filters.kinds
        for each in ranges_for(moderator, replace(filters, kind=kind))
    ]
    return [row.id for row in first_of(later, limit=limit, newest=filters.newest)]
