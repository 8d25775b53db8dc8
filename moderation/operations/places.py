"""Open reports hold their places on the page: the next sending is a sighting of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Fix, Status, Submission, TypoReport


def hold_places(reports: Sequence[TypoReport]) -> None:
    """Let each hold its place while it is open, if no other does, and let go of it after."""
    wanting = []
    for report in reports:
        if not _is_open(report):
            report.open_place_key = None
        elif report.open_place_key is None:
            wanting.append(report)
    held = _held_places({report.page_id for report in wanting}) if wanting else set()
    for report in wanting:
        place = (report.page_id, report.place_key)
        if place not in held:
            held.add(place)
            report.open_place_key = report.place_key


def _is_open(report: TypoReport) -> bool:
    if report.merged_into_id is not None:
        return False
    return report.status is Status.PENDING or (
        report.status is Status.APPROVED and report.fix is Fix.UNFIXED
    )


def _held_places(pages: Collection[int]) -> set[tuple[int, str | None]]:
    rows = select(Submission.page_id, Submission.open_place_key).where(
        Submission.page_id.in_(pages), Submission.open_place_key.is_not(None)
    )
    return {(page, key) for page, key in db.session.execute(rows)}
