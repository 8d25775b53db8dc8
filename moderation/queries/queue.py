"""The queue: what waits for a decision on a moderator's sites, and the piles beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.sql import ColumnElement

from moderation.errors import Invalid, Problem
from moderation.extensions import db
from moderation.models import Comment, Fix, Kind, Moderator, Status, Submission, TypoReport
from moderation.queries.cards import Card, cards_of
from moderation.queries.counts import MOST, bounded
from moderation.queries.merging import MANY, Key, first_of
from moderation.queries.scopes import Scopes, scopes_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Keys = Select[*tuple[Any, ...]]


class Pile(StrEnum):
    """Which submissions are looked at."""

    WAITING = "waiting"
    TO_FIX = "to_fix"  # confirmed mistakes that still stand on the page
    DECIDED = "decided"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    DELETED = "deleted"


STATUSES = {
    Pile.TO_FIX: (Status.APPROVED,),
    Pile.DECIDED: (Status.APPROVED, Status.REJECTED, Status.SPAM, Status.DELETED),
    Pile.APPROVED: (Status.APPROVED,),
    Pile.REJECTED: (Status.REJECTED,),
    Pile.SPAM: (Status.SPAM,),
    Pile.DELETED: (Status.DELETED,),
}


@dataclass(frozen=True)
class QueueFilter:
    """What to show of the moderator's submissions, and in which order."""

    pile: Pile = Pile.WAITING
    site: str = ""  # its key
    kind: Kind | None = None
    q: str = ""
    newest: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        if self.pile is Pile.TO_FIX:
            return (Kind.TYPO_REPORT,)
        return (self.kind,) if self.kind else tuple(Kind)


@dataclass(frozen=True)
class QueuePage:
    """A stretch of the queue."""

    cards: list[Card]
    after: str  # where the next page begins; empty on the last
    more: int  # how many cards the next page has
    newest: str  # the place of the newest card here, to ask for what came in since
    count: int  # of all pages; above ``counts.MOST``: more than that
    oldest: datetime | None  # since when the one that waits longest has waited


def queue(
    moderator: Moderator, filters: QueueFilter, *, after: str = "", limit: int = 20
) -> QueuePage:
    """A page of the queue; raises ``Invalid`` for an ``after`` that is none of ours."""
    ranges = _ranges(scopes_of(moderator, site_key=filters.site), filters)
    seen = _read_key(after, filters.pile) if after else None
    rows = first_of(ranges, limit=2 * limit, after=seen, newest=filters.newest)
    keys = [tuple(row) for row in rows[:limit]]
    return QueuePage(
        cards=cards_of([key[-1] for key in keys], moderator=moderator) if keys else [],
        after=_write_key(keys[-1]) if len(rows) > limit else "",
        more=max(len(rows) - limit, 0),
        newest=_write_key(max(keys)) if keys else after,
        count=_count(ranges),
        oldest=_oldest(ranges) if filters.pile is Pile.WAITING else None,
    )


def ranges_for(moderator: Moderator, filters: QueueFilter) -> list[Keys]:
    """What the filters let through of the moderator's, each range in the queue's order."""
    return _ranges(scopes_of(moderator, site_key=filters.site), filters)


def _ranges(scopes: Scopes, filters: QueueFilter) -> list[Keys]:
    """What the filters let through, as stretches of an index."""
    keys, statuses = _keys(filters), STATUSES.get(filters.pile, ())
    places = scopes.places(filters.kinds)
    if len(places) * max(len(statuses), 1) > MANY:
        together = keys.where(scopes.condition(filters.kinds))
        return [together.where(Submission.status.in_(statuses)) if statuses else together]
    at_places = [keys.where(place) for place in places]
    if not statuses:
        return at_places
    return [each.where(Submission.status == status) for each in at_places for status in statuses]


def _keys(filters: QueueFilter) -> Keys:
    """The columns that order a pile, and the conditions that need no place."""
    if filters.pile is Pile.WAITING:
        keys: Keys = select(Submission.priority, Submission.waiting_since, Submission.id).where(
            Submission.waiting_since.is_not(None)
        )
    else:
        keys = select(Submission.id)
    if filters.pile is Pile.TO_FIX:
        reports = TypoReport.__table__
        keys = keys.join(reports, reports.c.id == Submission.id)
        keys = keys.where(reports.c.fix == Fix.UNFIXED)
    return keys.where(_says(filters.q)) if filters.q else keys


def _says(q: str) -> ColumnElement[bool]:
    """Whether the text or the author has these words in it."""
    comments, reports = Comment.__table__.c, TypoReport.__table__.c
    # SQLite folds the case of ASCII alone, hence the usual spellings beside it.
    spellings = {q, q.lower(), q.capitalize(), q.upper()}

    def has(*columns: ColumnElement[str]) -> ColumnElement[bool]:
        return or_(*(each.icontains(one, autoescape=True) for each in columns for one in spellings))

    return or_(
        Submission.author_name.icontains(q, autoescape=True),
        Submission.id.in_(select(comments.id).where(has(comments.source))),
        Submission.id.in_(select(reports.id).where(has(reports.exact, reports.suggestion))),
    )


def _count(ranges: list[Keys]) -> int:
    if not ranges:
        return 0
    parts = [each.limit(MOST + 1).subquery() for each in ranges]
    together = union_all(*(select(part.c.id) for part in parts)).subquery()
    return db.session.scalar(select(bounded(select(together.c.id)))) or 0


def _oldest(ranges: list[Keys]) -> datetime | None:
    first = first_of(ranges, limit=1)
    return first[0].waiting_since if first else None


def _write_key(key: Key) -> str:
    if len(key) == 1:
        return str(key[0])
    priority, since, submission_id = key
    return f"{priority}.{(since - EPOCH) // timedelta(microseconds=1)}.{submission_id}"


def _read_key(text: str, pile: Pile) -> Key:
    shape = (
        r"(-?[0-9]{1,9})\.([0-9]{1,16})\.([0-9]{1,9})" if pile is Pile.WAITING else r"([0-9]{1,9})"
    )
    match = re.fullmatch(shape, text, re.ASCII)
    if match is None:
        raise Invalid({"after": [Problem("not_a_choice")]})
    numbers = [int(group) for group in match.groups()]
    if len(numbers) == 1:
        return (numbers[0],)
    priority, since, submission_id = numbers
    return priority, EPOCH + timedelta(microseconds=since), submission_id
