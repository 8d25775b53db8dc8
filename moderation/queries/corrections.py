"""The corrections of a moderator's sites: a page of one pile, and how much each pile has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Select, func, literal, select, union

from moderation.extensions import db
from moderation.models import Moderator
from moderation.queries.cards import Card, cards_of
from moderation.queries.correction_filters import CorrectionFilter, CorrectionOrder, CorrectionPile
from moderation.queries.correction_ranges import Keys, correction_ranges
from moderation.queries.counts import MOST, bounded
from moderation.queries.keys import ID, NUMBER, TIME, read_parts, write_key
from moderation.queries.merging import MANY, Key, first_of

PILES = (
    CorrectionPile.TO_CONFIRM,
    CorrectionPile.TO_FIX,
    CorrectionPile.FIXED,
    CorrectionPile.NOT_MISTAKES,
)


@dataclass(frozen=True)
class CorrectionPage:
    """A stretch of a pile."""

    cards: list[Card]
    after: str  # where the next page begins; empty on the last
    more: int  # how many cards the next page has
    count: int  # above ``counts.MOST``: more than that


def corrections(
    moderator: Moderator, filters: CorrectionFilter, *, after: str = "", limit: int = 20
) -> CorrectionPage:
    """A page of a pile; raises ``Invalid`` for an ``after`` that is none of ours."""
    seen = _read_after(after, filters)
    ranges = correction_ranges(moderator, filters)
    rows = first_of(ranges, limit=2 * limit, after=seen, newest=filters.newest)
    keys = [tuple(row) for row in rows[:limit]]
    is_all = not after and len(rows) < 2 * limit
    cards = cards_of([key[-1] for key in keys], moderator=moderator) if keys else []
    return CorrectionPage(
        cards=[replace(card, q=filters.q) for card in cards] if filters.q else cards,
        after=write_key(keys[-1]) if len(rows) > limit else "",
        more=max(len(rows) - limit, 0),
        count=len(rows) if is_all else how_many_corrections(moderator, filters),
    )


def how_many_corrections(moderator: Moderator, filters: CorrectionFilter) -> int:
    """How many match; above ``counts.MOST``: more than that."""
    ranges = correction_ranges(moderator, filters)
    total = 0
    for start in range(0, len(ranges), MANY):
        total += db.session.scalar(_counted(ranges[start : start + MANY], filters)) or 0
        if total > MOST:
            return MOST + 1
    return total


def pile_counts(moderator: Moderator, filters: CorrectionFilter) -> dict[CorrectionPile, int]:
    """How many each pile has of what the filters let through; a search is not made four times."""
    return {
        pile: how_many_corrections(moderator, replace(filters, pile=pile, q="")) for pile in PILES
    }


def _counted(ranges: list[Keys], filters: CorrectionFilter) -> Select[int]:
    """Each range is counted no further than one past ``MOST``, in the order of its index."""
    some = [
        each.with_only_columns(each.selected_columns.id)
        .order_by(*each.selected_columns)
        .limit(MOST + 1)
        .subquery()
        for each in ranges
    ]
    if filters.q:  # what is found by words may be found by their parts as well
        return select(bounded(select(union(*(select(each.c.id) for each in some)).subquery().c.id)))
    numbers = (select(func.count(each.c.id)).scalar_subquery() for each in some)
    return select(sum(numbers, literal(0)))


def _read_after(after: str, filters: CorrectionFilter) -> Key | None:
    if not after:
        return None
    return read_parts(after, shape_of(filters))


def shape_of(filters: CorrectionFilter) -> tuple[str, ...]:
    """What the key of a row is made of, in the filters' order."""
    if filters.q:
        return (ID,)
    if filters.order in (CorrectionOrder.READERS, CorrectionOrder.TEXT):
        return (NUMBER, ID)
    return (TIME, ID)
