"""What came into the queue since a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from moderation.models import Moderator
from moderation.queries.filters import Order, QueueFilter
from moderation.queries.merging import first_of
from moderation.queries.ranges import ranges_for

MOST = 1_000


@dataclass(frozen=True)
class Arrival:
    """One that came, and when it began to wait."""

    id: int
    waiting_since: datetime


def arrivals(
    moderator: Moderator, filters: QueueFilter, *, since: datetime, limit: int = MOST
) -> list[Arrival]:
    """What matches a filter of the queue and began to wait after ``since``, the oldest first.

    In this order every range begins with the waiting time and is read from ``since`` on. What a
    search finds has no such order: of that nothing is told.
    """
    if not filters.waits:
        return []
    ranges = ranges_for(moderator, replace(filters, order=Order.OLDEST))
    later = [each.where(next(iter(each.selected_columns)) > since) for each in ranges]
    return [Arrival(row.id, row.waiting_since) for row in first_of(later, limit=limit)]
