"""The queue: what waits for a decision on a moderator's sites, and the piles beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, literal, select, union

from moderation.extensions import db
from moderation.models import Moderator, Submission
from moderation.queries.cards import Card, cards_of
from moderation.queries.counts import MOST, Waiting, bounded, waiting
from moderation.queries.filters import Age, Order, Pile, QueueFilter
from moderation.queries.keys import read_key, write_key
from moderation.queries.merging import MANY, first_of
from moderation.queries.ranges import Keys, ranges_for
from moderation.queries.scopes import scopes_of


@dataclass(frozen=True)
class QueuePage:
    """A stretch of the queue."""

    cards: list[Card]
    after: str  # where the next page begins; empty on the last
    more: int  # how many cards the next page has
    count: int  # see ``how_many``
    oldest: datetime | None  # since when the one that waits longest has waited


def queue(
    moderator: Moderator,
    filters: QueueFilter,
    *,
    after: str = "",
    limit: int = 20,
    counts: Waiting | None = None,
) -> QueuePage:
    """A page of the queue; raises ``Invalid`` for an ``after`` that is none of ours."""
    seen = read_key(after, filters) if after else None
    ranges = ranges_for(moderator, filters)
    rows = first_of(ranges, limit=2 * limit, after=seen, newest=filters.newest)
    keys = [tuple(row) for row in rows[:limit]]
    is_all = not after and len(rows) < 2 * limit and not filters.is_whole
    return QueuePage(
        cards=_cards([key[-1] for key in keys], moderator, filters.q),
        after=write_key(keys[-1]) if len(rows) > limit else "",
        more=max(len(rows) - limit, 0),
        count=len(rows) if is_all else how_many(moderator, filters, counts=counts),
        oldest=_oldest(moderator, filters) if keys and filters.waits else None,
    )


def how_many(moderator: Moderator, filters: QueueFilter, *, counts: Waiting | None = None) -> int:
    """How many match; above ``counts.MOST``: more than that.

    Of all that waits on one's sites, what is folded counts too, as it does in ``counts.waiting``:
    ``ix_submissions_waiting`` has that as well. A part is counted as it is shown, in rows.
    """
    if filters.is_whole and not filters.site:
        return (counts or waiting(moderator)).of(filters.kinds)
    if filters.is_whole:
        filters = replace(filters, folds=False, order=Order.OLDEST)
    ranges = ranges_for(moderator, filters)
    return _count(ranges, overlap=bool(filters.q))


def _cards(ids: list[int], moderator: Moderator, q: str) -> list[Card]:
    cards = cards_of(ids, moderator=moderator) if ids else []
    return [replace(card, q=q) for card in cards] if q else cards


def _count(ranges: list[Keys], *, overlap: bool) -> int:
    """How many there are, counted no further than one past ``MOST``."""
    total = 0
    for start in range(0, len(ranges), MANY):
        some = ranges[start : start + MANY]
        total += db.session.scalar(_counted_once(some) if overlap else _counted(some)) or 0
        if total > MOST:
            return MOST + 1
    return total


def _counted(ranges: list[Keys]) -> Select[int]:
    """How many the ranges have; none of it is in two of them."""
    some = (_some(each).order_by(*each.selected_columns) for each in ranges)
    return select(
        sum((select(func.count(one.subquery().c.id)).scalar_subquery() for one in some), literal(0))
    )


def _counted_once(ranges: list[Keys]) -> Select[int]:
    """How many the ranges of a search have: what is found by words may be found by their parts."""
    found = union(*(select(_some(each).subquery().c.id) for each in ranges)).subquery()
    return select(bounded(select(found.c.id)))


def _some(keys: Keys) -> Keys:
    """The ids of a range, no more than tell that there are more than ``MOST``.

    In the order of the page they are read from the index that the page is read from.
    """
    return keys.with_only_columns(keys.selected_columns.id).limit(MOST + 1)


def _oldest(moderator: Moderator, filters: QueueFilter) -> datetime | None:
    """Since when the one that waits longest has waited, on the same sites and of the same kind."""
    waits: Keys = select(Submission.waiting_since, Submission.id).where(
        Submission.waiting_since.is_not(None)
    )
    places = scopes_of(moderator, site_key=filters.site).places(filters.kinds)
    first = first_of([waits.where(place) for place in places], limit=1)
    return first[0].waiting_since if first else None


__all__ = ["Age", "Order", "Pile", "QueueFilter", "QueuePage", "queue", "ranges_for"]
