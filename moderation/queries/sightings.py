"""What readers said of one mistake: how many they are, what they would write, their notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from moderation.extensions import db
from moderation.models import Author, Category, Sighting
from moderation.queries.proposals import Proposed, proposals_about
from moderation.queries.votes import Vote, polled, standing

MOST_NOTES = 5  # on a card
PAGE = 50


@dataclass(frozen=True)
class Remark:
    """A note that a reader left for the editors."""

    sighting_id: int
    text: str
    category: Category
    insists: bool
    seen_at: datetime


@dataclass(frozen=True)
class Sighted:
    """What readers said of one mistake, for its card."""

    votes: tuple[Vote, ...] = ()
    unsuggested: int = 0  # readers who proposed nothing
    notes: tuple[Remark, ...] = ()
    insisting: int = 0  # though the site had an answer
    others: int = 0  # who say that something else than the spelling is wrong
    proposals: tuple[Proposed, ...] = ()


@dataclass(frozen=True)
class Seen:
    """One sighting as the list of them shows it."""

    sighting: Sighting
    name: str  # of its author; empty when not given


def votes_of(report_id: int) -> list[Vote]:
    """What readers would write in place of the mistake, the most wanted first."""
    return list(sighted([report_id])[report_id].votes)


def sightings_of(report_id: int, *, after: int = 0, limit: int = PAGE) -> list[Seen]:
    """The sightings that nobody has taken back, the oldest first, each with its author's name."""
    rows = db.session.execute(
        select(Sighting, Author.name)
        .join(Author, Author.id == Sighting.author_id)
        .where(
            Sighting.submission_id == report_id,
            Sighting.withdrawn_at.is_(None),
            Sighting.id > after,
        )
        .order_by(Sighting.id)
        .limit(limit)
    )
    return [Seen(*row) for row in rows]


def sighted(report_ids: Sequence[int]) -> dict[int, Sighted]:
    """What readers said of each of these reports, in a few queries for all of them."""
    if not report_ids:
        return {}
    votes, unsuggested = polled(report_ids)
    notes, proposals = _notes(report_ids), proposals_about(report_ids)
    kinds = _kinds(report_ids)
    return {
        each: Sighted(
            votes=tuple(votes.get(each, ())),
            unsuggested=unsuggested[each],
            notes=tuple(notes[each]),
            insisting=kinds[each][0],
            others=kinds[each][1],
            proposals=tuple(proposals[each]),
        )
        for each in report_ids
    }


def _notes(report_ids: Sequence[int]) -> defaultdict[int, list[Remark]]:
    rank = func.row_number().over(partition_by=Sighting.submission_id, order_by=Sighting.id.desc())
    latest = (
        select(Sighting.id, rank.label("rank"))
        .where(*standing(report_ids), Sighting.note != "")
        .subquery()
    )
    rows = select(Sighting).join(latest, latest.c.id == Sighting.id)
    notes: defaultdict[int, list[Remark]] = defaultdict(list)
    kept = rows.where(latest.c.rank <= MOST_NOTES).order_by(Sighting.id)
    for each in db.session.scalars(kept):
        remark = Remark(each.id, each.note, each.category, each.insists, each.seen_at)
        notes[each.submission_id].append(remark)
    return notes


def _kinds(report_ids: Sequence[int]) -> defaultdict[int, tuple[int, int]]:
    """How many insist, and how many say that something else is wrong."""
    other = Sighting.category != Category.SPELLING
    rows = db.session.execute(
        select(
            Sighting.submission_id,
            func.count().filter(Sighting.insists),
            func.count().filter(other),
        )
        .where(*standing(report_ids), or_(Sighting.insists, other))
        .group_by(Sighting.submission_id)
    )
    kinds: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    kinds.update({each: (insisting, others) for each, insisting, others in rows})
    return kinds


__all__ = ["Proposed", "Remark", "Seen", "Sighted", "Vote", "sighted", "sightings_of", "votes_of"]
