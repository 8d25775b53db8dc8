"""What becomes of an accepted mistake: it is to be fixed, is fixed, comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import attributes

from moderation import outbox
from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Check,
    Decision,
    Fix,
    FixedBy,
    Role,
    Status,
    Submission,
    TypoReport,
    Verb,
    Verdict,
)
from moderation.operations.bulk import among, update_all
from moderation.operations.counting import Change
from moderation.operations.events import record
from moderation.operations.handing import hand_all_by_rule
from moderation.operations.locks import lock_sites_of
from moderation.operations.places import hold_places
from moderation.operations.programs import tell_programs, tell_programs_later
from moderation.operations.schedule import next_look
from moderation.queries.submissions import find_moderator, find_submission
from moderation.queries.suggestions import best_suggestions

UNBEGUN = {
    "replacement": "",
    "fix": Fix.UNFIXED,
    "fixed_by": None,
    "fixed_at": None,
    "reopened_at": None,
    "verdict": None,
    "found": "",
    "checks": 0,
}


def follow_fixing(changes: Sequence[Change], undone: Sequence[Change]) -> None:
    """What decisions, and the undoing of decisions, bring about for those who fix mistakes."""
    typos = [(decision, one) for decision, one in changes if isinstance(one, TypoReport)]
    if not typos:
        return
    entering = [each for each in typos if _is_accepted(each[0].to_status, each[0].from_status)]
    leaving = [each for each in typos if _is_accepted(each[0].from_status, each[0].to_status)]
    begin_fixing([report for _, report in entering])
    end_fixing([report for _, report in leaving])
    _forget(_not_accepted_before(undone))
    tell_programs_later("accepted", entering)
    told = {one.id for was, one in undone if was.decided_at > utcnow() - outbox.UNDO_TIME}
    tell_programs_later("withdrawn", [each for each in leaving if each[1].id not in told])


def begin_fixing(reports: Sequence[TypoReport]) -> None:
    """Say what is to stand there, where no editor has, and when the page is looked at first."""
    if not reports:
        return
    best = best_suggestions([report for report in reports if not report.replacement])
    now = utcnow()
    _store(
        [
            {
                "id": report.id,
                "replacement": report.replacement or best.get(report.id, report.suggestion),
                "next_check_at": next_check(report, now),
            }
            for report in reports
        ],
        reports,
    )
    hand_all_by_rule(reports)


def end_fixing(reports: Sequence[TypoReport]) -> None:
    """Look no more at the pages of what is no mistake after all."""
    _store([{"id": report.id, "next_check_at": None} for report in reports], reports)


def next_check(
    report: TypoReport, now: datetime, *, saved_at: datetime | None = None
) -> datetime | None:
    """When the page is looked at next: after the last that happened to the mistake there.

    A page that was saved may be served from a cache for a while: what was not fixed
    is looked for as if it had been accepted just then.
    """
    is_watched = report.status is Status.APPROVED and report.merged_into_id is None
    if not is_watched or not report.site.policy.rechecks:
        return None
    saved = saved_at if report.fix is Fix.UNFIXED else None
    happened = (report.decided_at, report.reopened_at, report.fixed_at, saved)
    return next_look(max((at for at in happened if at), default=now), now)


def set_fix(submission_id: int, fix: Fix, *, by: int) -> None:
    """Say whether an accepted mistake has been mended on the site."""
    lock_sites_of([submission_id])
    report = find_submission(submission_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport) or report.status is not Status.APPROVED:
        raise NotFound
    if report.erased_at is not None:
        raise NotFound
    verdict = Verdict.FIXED if fix is Fix.FIXED else Verdict.STILL_THERE
    db.session.add(
        Check(submission_id=report.id, by=FixedBy.EDITOR, moderator_id=by, verdict=verdict)
    )
    if fix is report.fix:
        return
    if fix is Fix.UNFIXED:
        reopen(report, moderator_id=by)
    else:
        close(report, fix, by=FixedBy.EDITOR, moderator_id=by)


def close(report: TypoReport, fix: Fix, *, by: FixedBy, moderator_id: int | None = None) -> None:
    """The mistake is no longer on the page; the caller has locked the site."""
    now = utcnow()
    report.fix, report.fixed_by, report.fixed_at = fix, by, now
    report.next_check_at = next_check(report, now)
    hold_places([report])
    _note(f"correction_{fix.value}", report, moderator_id=moderator_id)
    if fix is not Fix.GONE:
        outbox.enqueue("tell_readers_fixed", submission_id=report.id)
    tell_programs(fix.value, [report])


def reopen(report: TypoReport, *, moderator_id: int | None = None) -> None:
    """The mistake is on the page after all, or again; the caller has locked the site."""
    now = utcnow()
    report.fix, report.fixed_by, report.fixed_at = Fix.UNFIXED, None, None
    report.reopened_at = now
    report.next_check_at = next_check(report, now)
    hold_places([report])
    _note("correction_reopened", report, moderator_id=moderator_id)
    if moderator_id is None:
        outbox.enqueue("announce_reopened", submission_id=report.id)
    tell_programs("reopened", [report])


def _note(name: str, report: TypoReport, *, moderator_id: int | None) -> None:
    record(
        name,
        site_id=report.site_id,
        by=moderator_id,
        subject=f"submission {report.id}",
        after={"minutes": _minutes(report)} if report.fixed_at else {},
    )


def _minutes(report: TypoReport) -> int:
    """How long it took since it was accepted, or since it was back."""
    since = report.reopened_at or report.decided_at
    if since is None or report.fixed_at is None:
        return 0
    return max(0, round((report.fixed_at - since).total_seconds() / 60))


def _forget(undone: Sequence[tuple[Decision, TypoReport]]) -> None:
    """Back to where nobody had decided yet: what followed from the acceptance goes with it."""
    reports = [report for _, report in undone]
    _store([{"id": report.id, **UNBEGUN} for report in reports], reports)
    handed = [each for was, each in undone if each.handed_at and each.handed_at >= was.decided_at]
    nobody = {"editor_id": None, "handed_at": None}
    _store([{"id": report.id, **nobody} for report in handed], handed)


def _not_accepted_before(undone: Sequence[Change]) -> list[tuple[Decision, TypoReport]]:
    """The acceptances among what is undone that no other stands before."""
    accepted = [
        (was, one)
        for was, one in undone
        if isinstance(one, TypoReport) and was.to_status is Status.APPROVED
    ]
    if not accepted:
        return []
    standing = select(Decision.submission_id, func.min(Decision.id).label("first")).where(
        among(Decision.submission_id, [one.id for _, one in accepted]),
        Decision.verb == Verb.APPROVE,
        Decision.undone.is_(False),
    )
    rows = db.session.execute(standing.group_by(Decision.submission_id))
    first = {row.submission_id: row.first for row in rows}
    return [(was, one) for was, one in accepted if first.get(one.id, was.id) >= was.id]


def _is_accepted(status: Status, other: Status) -> bool:
    return status is Status.APPROVED and other is not Status.APPROVED


def _store(rows: Sequence[dict[str, object]], reports: Sequence[Submission]) -> None:
    update_all(TypoReport, list(rows))
    for row, report in zip(rows, reports, strict=True):
        for name, value in row.items():
            if name != "id":
                attributes.set_committed_value(report, name, value)
