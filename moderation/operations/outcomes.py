"""What programs that mend a site's texts say became of a correction."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Check, FixedBy, Status, TypoReport, Verdict
from moderation.operations.checks import note_look, request_check
from moderation.operations.events import record
from moderation.operations.looks import Look
from moderation.text.patches import Outcome

AGAIN = timedelta(hours=12)  # a program that runs every few minutes says the same each time
DONE = (Outcome.APPLIED, Outcome.ALREADY_FIXED)


def note_outcome(
    report_id: int, outcome: Outcome, *, site_id: int, by: int | None, revision: str = ""
) -> None:
    """Keep what a program says, and look at the page where it says that the mistake is gone.

    It closes nothing by itself: what counts is what readers see. Raises ``NotFound`` for
    what is no accepted correction of the site.
    """
    report = db.session.get(TypoReport, report_id)
    if report is None or report.site_id != site_id or report.status is not Status.APPROVED:
        raise NotFound
    look = Look(Verdict.UNSEEN, why=f"adapter_{outcome.value}")
    if _was_said(report_id, look.why):
        return
    note_look(report_id, look, by=FixedBy.ADAPTER, moderator_id=by)
    told = {"outcome": outcome.value, "revision": revision}
    record("outcome_told", site_id=site_id, by=by, subject=f"submission {report_id}", after=told)
    if outcome in DONE and report.next_check_at and report.next_check_at > utcnow():
        request_check(report.page_id, is_saved=True)


def _was_said(report_id: int, why: str) -> bool:
    """Whether a program said the same lately, and nothing else since."""
    last = (
        select(Check)
        .where(Check.submission_id == report_id, Check.by == FixedBy.ADAPTER)
        .order_by(Check.id.desc())
        .limit(1)
    )
    said = db.session.scalar(last)
    return said is not None and said.why == why and said.checked_at > utcnow() - AGAIN
