"""Moderators decide: one way in for buttons, keys, bulk and the JSON interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from moderation import outbox
from moderation.database import utcnow
from moderation.errors import Conflict, Invalid, NotFound, Outcome, Problem
from moderation.models import (
    Decision,
    Fix,
    Moderator,
    Role,
    Status,
    Submission,
    TypoReport,
    Verb,
)
from moderation.operations.consequences import follow, hold_place, new_batch
from moderation.queries.submissions import find_moderator, find_submission, last_decision

UNDO_TIME = timedelta(seconds=10)  # for so long no mail about a decision leaves


@dataclass(frozen=True)
class Decided:
    """One decision that was taken."""

    id: int  # of the submission
    verb: str
    status: str
    version: int
    batch: str
    decision_id: int


@dataclass(frozen=True)
class Batch:
    """What was decided in one stroke, and what somebody else was quicker with."""

    batch: str
    decided: tuple[Decided, ...]
    conflicts: tuple[Outcome, ...]


def decide(
    submission_id: int, verb: Verb, *, by: int, version: int | None, reason: str = "",
    batch: str | None = None,
) -> Decided:  # fmt: skip
    """Decide on one submission as it was on screen.

    Without a version the verb applies only to what is waiting. Raises
    ``Conflict`` when somebody was quicker or the text has changed.
    """
    moderator = find_moderator(by)
    submission = find_submission(submission_id, moderator=moderator)
    _check(submission, verb, version)
    if submission.site.policy.reason_required and verb is Verb.REJECT and not reason:
        raise Invalid({"reason": [Problem("reason_required")]})
    decision = submission.decide(verb, by=moderator, batch=batch or new_batch(), reason=reason)
    follow(decision, submission)
    _tell_editors(decision, submission)
    return decided(decision, submission)


def decided(decision: Decision, submission: Submission) -> Decided:
    """The plain facts of a decision."""
    return Decided(
        id=submission.id,
        verb=decision.verb.value,
        status=submission.status.value,
        version=submission.version,
        batch=decision.batch,
        decision_id=decision.id,
    )


def decide_many(
    items: Sequence[tuple[int, int | None]], verb: Verb, *, by: int, reason: str = ""
) -> Batch:
    """One verb for many, as one batch; conflicts are told, the rest is done.

    Raises ``NotFound`` when one of them is not among the moderator's: then nothing is done.
    """
    batch, done, conflicts = new_batch(), [], []
    for submission_id, version in dict(items).items():
        try:
            done.append(
                decide(submission_id, verb, by=by, version=version, reason=reason, batch=batch)
            )
        except Conflict as conflict:
            conflicts.append(conflict.outcome)
    return Batch(batch, tuple(done), tuple(conflicts))


def outcome_of(submission: Submission) -> Outcome:
    """Who decided what about it last, and when."""
    last = last_decision(submission.id)
    return Outcome(
        submission_id=submission.id,
        status=submission.status.value,
        version=submission.version,
        verb=last.verb.value if last else None,
        moderator=last.moderator.display_name if last and last.moderator else None,
        decided_at=last.decided_at if last else None,
    )


def set_fix(submission_id: int, fix: Fix, *, by: int) -> None:
    """Say whether an accepted mistake has been mended on the site."""
    report = find_submission(submission_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport) or report.status is not Status.APPROVED:
        raise NotFound
    report.fix = fix
    report.fixed_at = utcnow() if fix is Fix.FIXED else None
    hold_place(report)


def _check(submission: Submission, verb: Verb, version: int | None) -> None:
    stale = version is not None and version != submission.version
    late = version is None and not submission.is_waiting
    if stale or late or not submission.takes(verb):
        raise Conflict(outcome_of(submission))


def _tell_editors(decision: Decision, submission: Submission) -> None:
    """A confirmed mistake reaches those who mend it, unless the decision is taken back at once."""
    if isinstance(submission, TypoReport) and decision.to_status is Status.APPROVED:
        outbox.enqueue(
            "announce_confirmed",
            due_at=utcnow() + UNDO_TIME,
            batch=decision.batch,
            submission_id=submission.id,
        )


__all__ = ["Batch", "Decided", "Moderator", "decide", "decide_many", "set_fix"]
