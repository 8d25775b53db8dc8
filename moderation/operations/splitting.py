"""Taking a card apart: some readers meant another mistake."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from moderation.database import utcnow
from moderation.errors import Invalid, Problem
from moderation.extensions import db
from moderation.models import Author, Sighting, Status, TypoReport, WaitingFor
from moderation.operations.events import record
from moderation.operations.fixes import next_check
from moderation.operations.hints import ask_dictionary
from moderation.operations.merging import UNREAD, hold_whole
from moderation.operations.places import hold_places
from moderation.operations.proposals import keep_apart
from moderation.operations.search_index import index_words
from moderation.operations.sightings import QUOTE, settle, standing_sightings
from moderation.operations.waiting import begin_waiting
from moderation.text.quotes import fold, place_key

_SIGHTINGS: Any = Sighting.__table__


@dataclass(frozen=True)
class _Parting:
    """Which sightings go, and which stay."""

    going: Sequence[Sighting]
    staying: Sequence[Sighting]


def split(report_id: int, sighting_ids: Collection[int], *, by: int) -> int:
    """Take some sightings of a report out of it; the number of the card that they are on now.

    That is the card that they came from, when an editor has merged it, or a new one that waits.
    Raises ``Invalid`` when nothing was chosen, or nothing would be left.
    """
    [report] = hold_whole([report_id], by=by)
    parting = _part(report, set(sighting_ids))
    other = _merged_before(report, parting) or _new_card(report, parting)
    _move(parting, other)
    for card in (report, other):
        settle(card)
        hold_places([card])
    keep_apart(report, other, by=by)
    index_words([report.id, other.id])
    record(
        "typo_split",
        site_id=report.site_id,
        by=by,
        subject=f"submission {report.id}",
        after={"report": other.id, "number": len(parting.going)},
    )
    return other.id


def split_off(report_id: int, origin_id: int, *, by: int) -> int:
    """Undo a merge: what came from another card goes back there; the number of that card."""
    mine = standing_sightings(report_id)
    return split(report_id, [each.id for each in mine if each.from_id == origin_id], by=by)


def _part(report: TypoReport, chosen: set[int]) -> _Parting:
    every = standing_sightings(report.id)
    going = [each for each in every if each.id in chosen]
    staying = [each for each in every if each.id not in chosen]
    if not going:
        raise Invalid({"sighting": [Problem("required")]})
    if not staying:
        raise Invalid({"sighting": [Problem("nothing_left")]})
    return _Parting(going, staying)


def _merged_before(report: TypoReport, parting: _Parting) -> TypoReport | None:
    """The card that all of them came from, back where it was; nothing when there is no such."""
    origins = {each.from_id for each in parting.going}
    origin_id = origins.pop() if len(origins) == 1 else None
    origin = db.session.get(TypoReport, origin_id) if origin_id else None
    if origin is None or origin.merged_into_id != report.id or origin.withdrawn_at:
        return None
    origin.merged_into_id = None
    origin.next_check_at = next_check(origin, utcnow())
    if origin.status is Status.PENDING:
        origin.waiting_since = origin.decided_at or origin.submitted_at  # put back, or new
        begin_waiting(origin, WaitingFor.FIRST)
    _forget_origin(report, origin)
    return origin


def _forget_origin(report: TypoReport, origin: TypoReport) -> None:
    """Those of its sightings that stay are this report's own from now on."""
    mine = update(_SIGHTINGS).where(
        _SIGHTINGS.c.submission_id == report.id, _SIGHTINGS.c.from_id == origin.id
    )
    gone = mine.where(_SIGHTINGS.c.withdrawn_at.is_not(None))
    db.session.execute(gone.values(submission_id=origin.id), execution_options=UNREAD)
    db.session.execute(mine.values(from_id=None), execution_options=UNREAD)


def _new_card(report: TypoReport, parting: _Parting) -> TypoReport:
    """A card that waits, as if the first of these readers had sent it alone."""
    first = parting.going[0]
    author = db.session.get_one(Author, first.author_id)
    place = place_key(first.exact, first.prefix, first.suffix)
    card = TypoReport(
        site_id=report.site_id,
        page_id=report.page_id,
        author_id=author.id,
        author_name=author.name,
        status=Status.PENDING,
        visitor_hash=first.visitor_hash,
        lang=report.lang,
        page_title=report.page_title,
        section=report.section,
        category=first.category,
        submitted_at=first.seen_at,
        waiting_since=first.seen_at,
        folded=fold(first.exact).strip(),
        place_key=place,
        sightings=0,
        **{name: getattr(first, name) for name in QUOTE},
    )
    db.session.add(card)
    db.session.flush()
    begin_waiting(card, WaitingFor.FIRST)
    ask_dictionary(card.id)
    return card


def _move(parting: _Parting, other: TypoReport) -> None:
    for each in parting.going:
        each.submission_id, each.from_id = other.id, None
    db.session.flush()
