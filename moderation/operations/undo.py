"""Taking back decisions: exactly to the former states, and itself a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from moderation import outbox
from moderation.errors import NotFound, Outcome
from moderation.extensions import db
from moderation.models import Decision, Moderator, Submission, Verb
from moderation.operations.consequences import follow, new_batch
from moderation.operations.decide import Decided, decided, outcome_of
from moderation.queries.submissions import find_moderator, find_submission


@dataclass(frozen=True)
class Undone:
    """What is back where it was, and what has been decided again since."""

    batch: str
    restored: tuple[Decided, ...]
    conflicts: tuple[Outcome, ...]


def undo(batch: str, *, by: int) -> Undone:
    """Take back every decision of a batch.

    Raises ``NotFound`` when it is unknown, or not among the moderator's.
    """
    moderator = find_moderator(by)
    decisions = db.session.scalars(
        select(Decision).where(Decision.batch == batch).order_by(Decision.id.desc())
    ).all()
    if not decisions:
        raise NotFound
    outbox.take_back(batch)
    return _undo_each(decisions, moderator)


def undo_last(*, by: int) -> Undone:
    """Take back the moderator's last decision that stands."""
    last = db.session.scalar(
        select(Decision.batch)
        .where(
            Decision.moderator_id == by,
            Decision.verb != Verb.RESTORE,
            Decision.undone.is_(False),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
    if last is None:
        raise NotFound
    return undo(last, by=by)


def _undo_each(decisions: Sequence[Decision], moderator: Moderator) -> Undone:
    batch, restored, conflicts = new_batch(), [], []
    for decision in decisions:
        submission = find_submission(decision.submission_id, moderator=moderator)
        if _is_last(decision) and not decision.undone and submission.withdrawn_at is None:
            restored.append(_restore(submission, decision, moderator, batch))
        else:
            conflicts.append(outcome_of(submission))
    return Undone(batch, tuple(restored), tuple(conflicts))


def _restore(submission: Submission, undone: Decision, moderator: Moderator, batch: str) -> Decided:
    decision = submission.restore(undone, by=moderator, batch=batch)
    follow(decision, submission)
    return decided(decision, submission)


def _is_last(decision: Decision) -> bool:
    last = select(func.max(Decision.id)).where(Decision.submission_id == decision.submission_id)
    return db.session.scalar(last) == decision.id
