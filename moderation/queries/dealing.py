"""Which card a moderator gets next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Moderator, Submission
from moderation.queries.merging import Key, first_of
from moderation.queries.passings import is_passed_elsewhere
from moderation.queries.queue import Pile, QueueFilter, ranges_for

Ranges = Sequence[Select[*tuple[Any, ...]]]

# Every so many cards comes the one that has waited longest, whatever its priority: what is
# urgent comes first, and what is not comes too.
TURNS = 4
STRETCH = 40  # how many places are read at first; held and passed cards are few


def in_turn(
    moderator: Moderator, filters: QueueFilter, *, but: Collection[int], turn: int
) -> Iterator[int]:
    """What may be dealt to the moderator, the best first.

    Within a priority all sites and kinds take turns by when each card is due.
    """
    filters = replace(filters, pile=Pile.WAITING)
    ranges: Ranges = ranges_for(moderator, filters)
    newest = filters.newest
    if turn % TURNS == TURNS - 1:
        ranges, newest = [_by_age(each) for each in ranges], False
    for ids in _stretches(ranges, newest=newest):
        free = _free(ids, moderator, but)
        yield from (each for each in ids if each in free)


def _by_age(waiting: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return waiting.with_only_columns(Submission.waiting_since, Submission.id)


def _stretches(ranges: Ranges, *, newest: bool) -> Iterator[list[int]]:
    """The ids in order, a stretch of the index at a time, each longer than the one before."""
    after: Key | None = None
    limit = STRETCH
    while rows := first_of(ranges, limit=limit, after=after, newest=newest):
        yield [row[-1] for row in rows]
        if len(rows) < limit:
            return
        after, limit = tuple(rows[-1]), limit * 4


def _free(ids: list[int], moderator: Moderator, but: Collection[int]) -> set[int]:
    """Those of them that nobody holds, that are passed to nobody else, in a language one reads."""
    free = select(Submission.id).where(
        Submission.id.in_(ids),
        Submission.id.not_in(but),
        Submission.waiting_since.is_not(None),
        Submission.alike_id.is_(None),
        or_(Submission.claimed_by.is_(None), Submission.claimed_until <= utcnow()),
        ~is_passed_elsewhere(moderator),
    )
    if moderator.reads:
        free = free.where(_is_read(moderator.reads))
    return set(db.session.scalars(free))


def _is_read(languages: Sequence[str]) -> ColumnElement[bool]:
    """Whether the text is in one of these languages, or in one that nobody has told."""
    return or_(
        Submission.lang == "",
        Submission.lang.in_(languages),
        *(Submission.lang.startswith(f"{each}-", autoescape=True) for each in languages),
    )
