"""One mistake, one card: two that are of one place become one, and can be taken apart again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from moderation.errors import Conflict, Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Role, Sighting, Status, Submission, TypoReport
from moderation.operations.decide import outcome_of
from moderation.operations.events import record
from moderation.operations.locks import lock_sites_of
from moderation.operations.proposals import answer_pair, hand_over_proposals
from moderation.operations.search_index import index_words
from moderation.operations.sightings import core_of, keep_core, lock_pages, quote_in, recount
from moderation.operations.waiting import stop_waiting
from moderation.queries.proposals import find_proposal
from moderation.queries.submissions import find_moderator, find_submission
from moderation.text.same_place import compare

MAY_MERGE = (Status.PENDING, Status.APPROVED)
UNREAD = {"synchronize_session": False}  # nobody reads the sightings again before the commit
_REPORTS: Any = TypoReport.__table__
_SUBMISSIONS: Any = Submission.__table__


def merge(report_id: int, into_id: int, *, by: int) -> int:
    """Make one card of two about the same place; the number of the one that is left.

    What an editor has confirmed stays: a card that waits goes into it, whichever is named first.
    Raises ``Invalid`` for cards of different pages, ``Conflict`` for what was decided against.
    """
    report, into = hold_whole([report_id, into_id], by=by)
    if report.id == into.id or report.page_id != into.page_id:
        raise Invalid({"into": [Problem("not_a_choice")]})
    if (report.status, into.status) == (Status.APPROVED, Status.PENDING):
        report, into = into, report
    _share_core(report, into)
    _hand_over(report, into)
    _leave(report, into)
    number = _move_sightings(report, into)
    hand_over_proposals(report, into, by=by)
    index_words([report.id, into.id])
    record(
        "typo_merged",
        site_id=into.site_id,
        by=by,
        subject=f"submission {into.id}",
        after={"report": report.id, "number": number},
    )
    return into.id


def answer_proposal(proposal_id: int, *, accepted: bool, by: int) -> int:
    """Say whether two cards are of one place; the card that is left, or the older one.

    Twice is harmless. Raises ``NotFound`` for what is not the editor's.
    """
    proposal = find_proposal(proposal_id, moderator=find_moderator(by))
    if proposal.accepted is None:
        if accepted:
            return merge(proposal.other_id, proposal.report_id, by=by)
        answer_pair(proposal, accepted=False, by=by)
    report = db.session.get_one(TypoReport, proposal.report_id)
    return report.merged_into_id or report.id


def hold_whole(ids: list[int], *, by: int) -> list[TypoReport]:
    """The editor's reports that stand for themselves, in this order; theirs alone until the commit.

    Raises ``NotFound``, or ``Conflict`` for what has gone into another one or was decided against.
    """
    lock_sites_of(ids)
    pages = select(Submission.page_id).where(Submission.id.in_(ids))
    lock_pages(set(db.session.scalars(pages)))
    return [_find_whole(each, by=by) for each in ids]


def _find_whole(report_id: int, *, by: int) -> TypoReport:
    report = find_submission(report_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport):
        raise NotFound
    if report.is_merged or report.withdrawn_at or report.status not in MAY_MERGE:
        raise Conflict(outcome_of(report))
    return report


def _share_core(report: TypoReport, into: TypoReport) -> None:
    """Narrow what all sightings share to what both cards do, if that can be told."""
    suggestions = into.suggestion, report.suggestion
    match = compare(quote_in(into), core_of(into), quote_in(report), suggestions=suggestions)
    if match.core is not None:
        keep_core(into.id, match.core)


def _hand_over(report: TypoReport, into: TypoReport) -> None:
    """What moderators arranged for the one holds for the other; the card's version stays."""
    if not into.replacement and report.replacement and into.status is Status.APPROVED:
        mine = update(_REPORTS).where(_REPORTS.c.id == into.id)
        db.session.execute(mine.values(replacement=report.replacement))
    if into.editor_id is None and report.editor_id is not None:
        mine = update(_REPORTS).where(_REPORTS.c.id == into.id)
        db.session.execute(mine.values(editor_id=report.editor_id, handed_at=report.handed_at))
    is_passed = into.passed_to is not None or bool(into.passed_duty)
    if into.is_waiting and not is_passed and (report.passed_to or report.passed_duty):
        mine = update(_SUBMISSIONS).where(_SUBMISSIONS.c.id == into.id)
        passed = {"passed_to": report.passed_to, "passed_duty": report.passed_duty}
        db.session.execute(mine.values(**passed))


def _leave(report: TypoReport, into: TypoReport) -> None:
    """Out of the queue and of every pile, without a decision."""
    report.merged_into_id, report.open_place_key = into.id, None
    report.next_check_at = None
    stop_waiting(report)
    earlier = update(_REPORTS).where(_REPORTS.c.merged_into_id == report.id)
    db.session.execute(earlier.values(merged_into_id=into.id))


def _move_sightings(report: TypoReport, into: TypoReport) -> int:
    """Count the readers of the one with the other's; how many more these are now."""
    moved = update(Sighting).where(Sighting.submission_id == report.id)
    origin = func.coalesce(Sighting.from_id, report.id)
    db.session.execute(
        moved.values(submission_id=into.id, from_id=origin), execution_options=UNREAD
    )
    before = into.sightings
    recount(report.id)
    return recount(into.id) - before
