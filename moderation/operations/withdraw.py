"""Authors take back what they sent."""

from __future__ import annotations

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Sighting, Submission, TypoReport, Verb
from moderation.operations.consequences import follow, new_batch
from moderation.operations.evidence import refuse_if_evidence
from moderation.operations.locks import lock_sites_of
from moderation.operations.search_index import index_words
from moderation.operations.sightings import lock_pages, settle, standing_sightings
from moderation.operations.texts import forget_sighting


def withdraw(submission_id: int, sighting_id: int | None) -> None:
    """Take back a submission, or one sighting of a typo report that others have sent too.

    A public comment with replies leaves a placeholder. Twice is harmless.
    What is kept as evidence stays.
    """
    if sighting_id is not None:
        _withdraw_sighting(sighting_id)
        return
    submission = db.session.get(Submission, submission_id)
    if submission is None:
        raise NotFound
    _withdraw(submission)


def _withdraw(submission: Submission) -> None:
    if submission.withdrawn_at is not None:
        return
    refuse_if_evidence(submission)
    submission.withdrawn_at = utcnow()
    submission.placeholder = submission.is_public
    follow(submission.decide(Verb.DELETE, by=None, batch=new_batch()), submission)


def _withdraw_sighting(sighting_id: int) -> None:
    """Out of the card that it is on now; the last one takes the card with it."""
    report = hold_card_of(sighting_id)
    sighting = db.session.get_one(Sighting, sighting_id, populate_existing=True)
    if sighting.withdrawn_at is not None:
        return
    sighting.withdrawn_at, sighting.wants_mail = utcnow(), False
    settle(report)
    if standing_sightings(report.id):
        if report.evidence_at is None:
            forget_sighting(sighting_id)
        index_words([report.id])
    else:
        _withdraw(report)


def hold_card_of(sighting_id: int) -> TypoReport:
    """The card that a sighting is on, held until the commit: nobody merges or splits it."""
    sighting = db.session.get(Sighting, sighting_id)
    if sighting is None:
        raise NotFound
    page_id = db.session.get_one(Submission, sighting.submission_id).page_id
    lock_sites_of([sighting.submission_id])
    lock_pages([page_id])
    db.session.refresh(sighting)
    return db.session.get_one(TypoReport, sighting.submission_id, populate_existing=True)
