"""What matches a filter at one moment, and what of it came later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Selection, Submission
from moderation.queries.arrivals import arrivals
from moderation.queries.filters import QueueFilter
from moderation.queries.merging import first_of
from moderation.queries.ranges import ranges_for

MOST = 10_000
PIECE = 5_000  # SQLite binds no more than 32,766 values (SQLITE_MAX_VARIABLE_NUMBER)
OVERLAP = timedelta(seconds=10)  # what was being written while the selection was made

Item = tuple[int, int, int]  # id, version, the head it is folded under or 0


@dataclass(frozen=True)
class Chosen:
    """A selection as its maker looks at it."""

    id: str
    query: dict[str, str]
    made_at: datetime
    items: tuple[Item, ...]

    @property
    def rows(self) -> int:
        """How many rows of the queue are in it."""
        return sum(not head for _, _, head in self.items)

    @property
    def folded(self) -> int:
        """How many more are folded under them."""
        return len(self.items) - self.rows


def matching(moderator: Moderator, filters: QueueFilter) -> list[Item]:
    """The first ten thousand that match, in the order of the filter, and what is folded there."""
    ranges = ranges_for(moderator, filters)
    rows = first_of(ranges, limit=MOST, newest=filters.newest)
    heads = [row[-1] for row in rows]
    versions = dict(_versions(heads))
    found: list[Item] = [(each, versions[each], 0) for each in heads if each in versions]
    return [*found, *(each for each in _folded(heads) if each[0] not in versions)][:MOST]


def find_selection(selection_id: str, *, moderator: Moderator) -> Chosen:
    """A selection of the moderator's own; raises ``NotFound``."""
    kept = db.session.get(Selection, selection_id)
    if kept is None or kept.moderator_id != moderator.id:
        raise NotFound
    items = tuple((item[0], item[1], item[2]) for item in kept.items)
    return Chosen(kept.id, kept.query, kept.made_at, items)


def came_later(chosen: Chosen, filters: QueueFilter, *, moderator: Moderator) -> int:
    """How many match by now that are not in it."""
    inside = {each for each, _, _ in chosen.items}
    since = chosen.made_at - OVERLAP
    return sum(each.id not in inside for each in arrivals(moderator, filters, since=since))


def _versions(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for some in _pieces(ids):
        rows = select(Submission.id, Submission.version).where(Submission.id.in_(some))
        yield from ((row.id, row.version) for row in db.session.execute(rows))


def _folded(heads: Sequence[int]) -> Iterator[Item]:
    for some in _pieces(heads):
        rows = select(Submission.id, Submission.version, Submission.alike_id).where(
            Submission.alike_id.in_(some), Submission.waiting_since.is_not(None)
        )
        yield from ((row.id, row.version, row.alike_id or 0) for row in db.session.execute(rows))


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]
