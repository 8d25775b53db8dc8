"""Keeping a text as evidence: no withdrawal and no erasure until an admin releases it."""

from __future__ import annotations

from moderation.database import utcnow
from moderation.errors import Refused
from moderation.models import Role, Submission
from moderation.operations.events import record
from moderation.queries.submissions import find_moderator, find_submission


def keep_evidence(submission_id: int, *, by: int) -> None:
    """Keep a submission from now on; what is kept already stays as it is."""
    submission = find_submission(submission_id, moderator=find_moderator(by), role=Role.ADMIN)
    if submission.evidence_at is None:
        submission.evidence_at = utcnow()
        note_evidence("evidence_kept", submission, by=by)


def release_evidence(submission_id: int, *, by: int) -> None:
    """Let the ordinary rules hold for it again."""
    submission = find_submission(submission_id, moderator=find_moderator(by), role=Role.ADMIN)
    if submission.evidence_at is not None:
        note_evidence("evidence_released", submission, by=by)
        submission.evidence_at = None


def note_evidence(name: str, submission: Submission, *, by: int | None) -> None:
    """Write down that a submission is kept, or no longer."""
    record(
        name,
        site_id=submission.site_id,
        by=by,
        subject=f"submission {submission.id}",
        after={"since": submission.evidence_at.isoformat() if submission.evidence_at else None},
    )


def refuse_if_evidence(submission: Submission) -> None:
    """Raise ``Refused`` for what must be kept."""
    if submission.evidence_at is not None:
        raise Refused("kept_as_evidence")
