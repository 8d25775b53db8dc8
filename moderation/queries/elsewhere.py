"""The same words reported at other places of a site, to be decided together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import joinedload

from moderation.extensions import db
from moderation.models import Status, TypoReport
from moderation.text.diff import Piece, in_sentence

PAGE = 50

_REPORTS: Any = TypoReport.__table__  # alone: what is asked here stands in it


@dataclass(frozen=True)
class Elsewhere:
    """The same words at another place, with this card's correction in their sentence."""

    id: int
    version: int
    page_title: str
    url: str
    submitted_at: datetime
    sightings: int
    pieces: tuple[Piece, ...]


def numbers_elsewhere(reports: Sequence[TypoReport]) -> dict[int, int]:
    """Of each report how many others of the same words wait on its site, in one statement."""
    words = {(each.site_id, each.folded) for each in reports if each.folded}
    if not words:
        return {}
    same = _REPORTS.c.site_id, _REPORTS.c.folded
    counted = (
        select(*same, func.count())
        .where(
            _REPORTS.c.folded.in_({folded for _, folded in words}),
            tuple_(*same).in_(words),
            _REPORTS.c.status == Status.PENDING,
            _REPORTS.c.merged_into_id.is_(None),
        )
        .group_by(*same)
    )
    found = Counter({(row[0], row[1]): row[2] for row in db.session.execute(counted)})
    return {
        each.id: found[each.site_id, each.folded] - (each.status is Status.PENDING)
        for each in reports
        if found[each.site_id, each.folded]
    }


def same_elsewhere(
    report: TypoReport, wanted: str, *, after: int = 0, limit: int = PAGE
) -> list[Elsewhere]:
    """The others that wait, the oldest first, as this card's correction would change them."""
    rows = db.session.scalars(
        select(TypoReport)
        .where(
            TypoReport.folded == report.folded,
            TypoReport.folded != "",
            TypoReport.site_id == report.site_id,
            TypoReport.status == Status.PENDING,
            TypoReport.waiting_since.is_not(None),
            TypoReport.merged_into_id.is_(None),
            TypoReport.id != report.id,
            TypoReport.id > after,
        )
        .options(joinedload(TypoReport.page))
        .order_by(TypoReport.id)
        .limit(limit)
    )
    return [_elsewhere(each, wanted) for each in rows]


def _elsewhere(one: TypoReport, wanted: str) -> Elsewhere:
    pieces = in_sentence(
        one.sentence, one.exact, wanted or one.suggestion, prefix=one.prefix, suffix=one.suffix
    )
    return Elsewhere(
        id=one.id,
        version=one.version,
        page_title=one.page.title or one.page.url,
        url=one.page.url,
        submitted_at=one.submitted_at,
        sightings=one.sightings,
        pieces=tuple(pieces),
    )
