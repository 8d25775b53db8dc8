"""Authors take back what they sent."""

from __future__ import annotations

from sqlalchemy import update

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Sighting, Submission, TypoReport, Verb
from moderation.operations.consequences import follow, new_batch
from moderation.operations.evidence import refuse_if_evidence


def withdraw(submission_id: int, sighting_id: int | None) -> None:
    """Take back a submission, or one sighting of a typo report that others have sent too.

    A public comment with replies leaves a placeholder. Twice is harmless.
    What is kept as evidence stays.
    """
    submission = db.session.get(Submission, submission_id)
    if submission is None:
        raise NotFound
    if submission.withdrawn_at is not None or not _was_the_last(sighting_id):
        return
    refuse_if_evidence(submission)
    submission.withdrawn_at = utcnow()
    submission.placeholder = submission.is_public
    follow(submission.decide(Verb.DELETE, by=None, batch=new_batch()), submission)


def _was_the_last(sighting_id: int | None) -> bool:
    """Withdraw the sighting; whether nobody else's is left. True for what has no sightings."""
    if sighting_id is None:
        return True
    sighting = db.session.get(Sighting, sighting_id)
    if sighting is None:
        raise NotFound
    if sighting.withdrawn_at is not None:
        return False
    sighting.withdrawn_at = utcnow()
    reports = TypoReport.__table__
    left = db.session.scalar(
        update(reports)  # type: ignore[arg-type]
        .where(reports.c.id == sighting.submission_id)
        .values(sightings=reports.c.sightings - 1)
        .returning(reports.c.sightings)
    )
    return not left
