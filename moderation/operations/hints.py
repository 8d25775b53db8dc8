"""What the dictionary says of reported words: asked for here, kept here, answered by the worker."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import TypoReport
from moderation.operations.facets import be_found_anew
from moderation.text.quotes import fold

AGAIN = 200  # reports that one new word is looked up in
ENDING = 3  # letters that an inflected form may differ in

_REPORTS: Any = TypoReport.__table__


def ask_dictionary(report_id: int) -> None:
    """Have the worker ask the dictionary about a report."""
    outbox.enqueue("hint_typo", report_id=report_id)


def ask_again(site_id: int, word: str) -> None:
    """Have it asked again about what waits on a site, now that the site's own words changed."""
    stem = fold(word)[: max(ENDING, len(word) - ENDING)]
    waiting = select(TypoReport.id).where(
        TypoReport.site_id == site_id,
        TypoReport.waiting_since.is_not(None),
        TypoReport.hinted_at.is_not(None),
        TypoReport.folded.contains(stem, autoescape=True),
    )
    for report_id in db.session.scalars(waiting.order_by(TypoReport.id).limit(AGAIN)):
        ask_dictionary(report_id)


def keep_hints(report_id: int, hints: dict[str, Any]) -> None:
    """Keep what the dictionary said; what an editor has on screen has not changed by it."""
    mine = update(_REPORTS).where(_REPORTS.c.id == report_id)
    db.session.execute(mine.values(hints=hints, hinted_at=utcnow()))
    report = db.session.get(TypoReport, report_id, populate_existing=True)
    if report is not None and report.is_waiting:
        be_found_anew([report])
