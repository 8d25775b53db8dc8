"""What readers would write in a mistake's place, and how many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, select

from moderation.extensions import db
from moderation.models import Sighting
from moderation.text.quotes import fold
from moderation.text.same_place import smallest_change

MOST_VOTES = 50  # different sendings of one report that are looked at


@dataclass(frozen=True)
class Vote:
    """One correction, and how many readers proposed it, whatever they had selected."""

    exact: str  # as most of them selected it
    suggestion: str
    wrong: str  # what it changes at the least, and into what
    right: str
    count: int
    sighting_id: int  # the first that proposed it so


@dataclass
class _Poll:
    """Sendings of one correction, put together."""

    sendings: list[tuple[int, int, str, str]] = field(default_factory=list)


def polled(report_ids: Sequence[int]) -> tuple[dict[int, list[Vote]], defaultdict[int, int]]:
    """The votes about each, the most wanted first, and how many readers proposed nothing."""
    polls: defaultdict[int, dict[tuple[str, str], _Poll]] = defaultdict(dict)
    unsuggested: defaultdict[int, int] = defaultdict(int)
    for report_id, exact, suggestion, count, first in db.session.execute(_grouped(report_ids)):
        if not suggestion:
            unsuggested[report_id] += count
            continue
        poll = polls[report_id].setdefault(_change(exact, suggestion), _Poll())
        poll.sendings.append((count, -first, exact, suggestion))
    return {each: _counted(found) for each, found in polls.items()}, unsuggested


def _change(exact: str, suggestion: str) -> tuple[str, str]:
    """What it changes at the least, whatever else the reader had selected."""
    wrong, right = smallest_change(exact, suggestion)
    if fold(wrong) == fold(right):  # about a quote mark, a dash, a space: these count as typed
        return wrong, right
    return fold(wrong).strip(), fold(right).strip()


def _counted(polls: dict[tuple[str, str], _Poll]) -> list[Vote]:
    votes = []
    for (wrong, right), poll in polls.items():
        _count, _first, exact, suggestion = max(poll.sendings)
        first = min(-negative for _number, negative, *_words in poll.sendings)
        total = sum(number for number, *_rest in poll.sendings)
        votes.append(Vote(exact, suggestion, wrong, right, total, first))
    return sorted(votes, key=lambda vote: (-vote.count, vote.sighting_id))


def _grouped(report_ids: Sequence[int]) -> Select[int, str, str, int, int]:
    """The different sendings of each report, the most frequent ones of it alone."""
    number = func.count().label("number")
    rank = func.row_number().over(
        partition_by=Sighting.submission_id, order_by=(func.count().desc(), func.min(Sighting.id))
    )
    groups = (
        select(
            Sighting.submission_id,
            Sighting.exact,
            Sighting.suggestion,
            number,
            func.min(Sighting.id).label("first"),
            rank.label("rank"),
        )
        .where(*standing(report_ids))
        .group_by(Sighting.submission_id, Sighting.exact, Sighting.suggestion)
        .subquery()
    )
    columns = groups.c
    return (
        select(
            columns.submission_id, columns.exact, columns.suggestion, columns.number, columns.first
        )
        .where(columns.rank <= MOST_VOTES)
        .order_by(columns.submission_id, columns.rank)
    )


def standing(report_ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    """Which sightings of these reports nobody has taken back."""
    return Sighting.submission_id.in_(report_ids), Sighting.withdrawn_at.is_(None)
