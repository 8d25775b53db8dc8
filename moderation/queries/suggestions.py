"""What readers would put in a mistake's place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Sighting, TypoReport
from moderation.text.quotes import fold


def best_suggestions(reports: Sequence[TypoReport]) -> dict[int, str]:
    """Of each report with suggestions the one that most readers made, the earliest among equals.

    Readers who selected other words than the report is about have suggested other words, too.
    """
    mine = {report.id: fold(report.exact).strip() for report in reports}
    votes = (
        select(Sighting.submission_id, Sighting.exact, Sighting.suggestion)
        .where(
            Sighting.submission_id.in_(mine),
            Sighting.suggestion != "",
            Sighting.withdrawn_at.is_(None),
        )
        .group_by(Sighting.submission_id, Sighting.exact, Sighting.suggestion)
        .order_by(func.count().desc(), func.min(Sighting.id))
    )
    best: dict[int, str] = {}
    for report_id, exact, suggestion in db.session.execute(votes):
        if not exact or fold(exact).strip() == mine[report_id]:
            best.setdefault(report_id, suggestion)
    return best
