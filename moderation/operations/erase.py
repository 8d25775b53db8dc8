"""Authors have what they sent erased; that something was decided stays in the log."""

from __future__ import annotations

from sqlalchemy import exists, select

from moderation.database import utcnow
from moderation.errors import Refused
from moderation.extensions import db
from moderation.models import Author, Comment, Notice, Sighting, Submission, TypoReport
from moderation.operations.events import record
from moderation.operations.evidence import refuse_if_evidence
from moderation.operations.locks import lock_sites_of
from moderation.operations.revisions import find_own
from moderation.operations.search_index import index_words
from moderation.operations.sightings import standing_sightings
from moderation.operations.texts import erase_texts, forget_authors
from moderation.operations.waiting import stop_waiting
from moderation.operations.withdraw import hold_card_of, withdraw
from moderation.queries.receipts import REFUSED


def erase_own(submission_id: int, sighting_id: int | None = None) -> None:
    """Take back what was sent, and erase its text, its versions and its author's name.

    Twice is harmless. What is kept as evidence, or is the subject of an open notice, stays:
    raises ``Refused``.
    """
    if sighting_id is not None:
        _erase_sighting(sighting_id)
        return
    lock_sites_of([submission_id])
    comment = find_own(submission_id)
    refuse_if_evidence(comment)
    if _has_open_notice(comment):
        raise Refused("kept_as_evidence")
    if comment.status in REFUSED:  # it stays on its author's account that it was refused
        comment.withdrawn_at = comment.withdrawn_at or utcnow()
        stop_waiting(comment)
    else:
        withdraw(submission_id, None)
    if comment.source:
        _erase(comment, "comment_erased")


def _has_open_notice(comment: Comment) -> bool:
    is_open = exists().where(Notice.submission_id == comment.id, Notice.decided_at.is_(None))
    return bool(db.session.scalar(select(is_open)))


def _erase(submission: Submission, event: str) -> None:
    submission_id, site_id = submission.id, submission.site_id
    erase_texts([submission_id], utcnow())
    index_words([submission_id])
    record(event, site_id=site_id, by=None, subject=f"submission {submission_id}")


def _erase_sighting(sighting_id: int) -> None:
    """What one reader sent of a mistake; the card goes with the last, else it speaks for others."""
    report = hold_card_of(sighting_id)
    refuse_if_evidence(report)
    if report.erased_at is not None:
        return
    withdraw(report.id, sighting_id)
    sighting = db.session.get_one(Sighting, sighting_id)
    if not standing_sightings(report.id):
        _erase(report, "report_erased")
        return
    author_id = sighting.author_id
    if _leave_to_others(report, author_id):
        record("report_erased", site_id=report.site_id, by=None, subject=f"submission {report.id}")
    forget_authors([author_id])
    index_words([report.id])


def _leave_to_others(report: TypoReport, author_id: int) -> bool:
    """The card is no longer under the reader's name, and says nothing that only they have said.

    False when it was so before.
    """
    others = standing_sightings(report.id)
    is_theirs = report.author_id == author_id
    if is_theirs:
        author = db.session.get_one(Author, others[0].author_id)
        report.author_id, report.author_name = author.id, author.name
        report.visitor_hash = others[0].visitor_hash
    if report.note not in {each.note for each in others}:
        report.note = ""
    db.session.flush()
    return is_theirs
