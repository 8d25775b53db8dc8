"""Which card a moderator gets next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import or_, select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Moderator, Submission
from moderation.queries.filters import Order, Pile, QueueFilter
from moderation.queries.merging import Key, first_of
from moderation.queries.passings import is_passed_elsewhere
from moderation.queries.ranges import Keys, ranges_for

# Every so many cards comes the one that has waited longest, whatever its priority: what is
# urgent comes first, and what is not comes too.
TURNS = 4
STRETCH = 40  # how many places are read at first; held and passed cards are few


def in_turn(
    moderator: Moderator, filters: QueueFilter, *, but: Collection[int], turn: int
) -> Iterator[int]:
    """What may be dealt to the moderator, the best first.

    In the order that was asked for; by priority all sites and kinds take turns by when each card
    is due.
    """
    filters = replace(filters, pile=Pile.WAITING, folds=True)
    if turn % TURNS == TURNS - 1:
        filters = replace(filters, order=Order.OLDEST)
    ranges = [
        each for one in _in_languages(moderator, filters) for each in ranges_for(moderator, one)
    ]
    for ids in _stretches(ranges, newest=filters.newest):
        free = _free(ids, moderator, but)
        yield from (each for each in ids if each in free)


def _in_languages(moderator: Moderator, filters: QueueFilter) -> list[QueueFilter]:
    """The filter once for each language that the moderator reads, and for those nobody has told.

    Each has an index of its own, so that what one does not read need not be stepped over.
    """
    if not moderator.reads or filters.lang:
        return [filters]
    return [
        replace(filters, reasons=(*filters.reasons, f"lang:{language}"))
        for language in ("", *moderator.reads)
    ]


def _stretches(ranges: Sequence[Keys], *, newest: bool) -> Iterator[list[int]]:
    """The ids in order, a stretch of the index at a time, each longer than the one before."""
    after: Key | None = None
    limit = STRETCH
    while rows := first_of(ranges, limit=limit, after=after, newest=newest):
        yield [row[-1] for row in rows]
        if len(rows) < limit:
            return
        after, limit = tuple(rows[-1]), limit * 4


def _free(ids: list[int], moderator: Moderator, but: Collection[int]) -> set[int]:
    """Those of them that nobody holds, and that are passed to nobody else."""
    free = select(Submission.id).where(
        Submission.id.in_(ids),
        Submission.id.not_in(but),
        Submission.waiting_since.is_not(None),
        Submission.alike_id.is_(None),
        or_(Submission.claimed_by.is_(None), Submission.claimed_until <= utcnow()),
        ~is_passed_elsewhere(moderator),
    )
    return set(db.session.scalars(free))
