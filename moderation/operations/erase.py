"""Authors have what they wrote erased; that something was decided stays in the log."""

from __future__ import annotations

from sqlalchemy import delete, exists, select, update

from moderation.database import utcnow
from moderation.errors import Refused
from moderation.extensions import db
from moderation.models import Appeal, Author, Comment, Decision, Notice, Revision, Submission
from moderation.operations.events import record
from moderation.operations.evidence import refuse_if_evidence
from moderation.operations.locks import lock_sites_of
from moderation.operations.revisions import find_own
from moderation.operations.search_index import index_words
from moderation.operations.waiting import stop_waiting
from moderation.operations.withdraw import withdraw
from moderation.queries.receipts import REFUSED


def erase_own(submission_id: int) -> None:
    """Take a comment back and erase its text, its versions and its author's name.

    Twice is harmless. What is kept as evidence, or is the subject of an open notice, stays:
    raises ``Refused``.
    """
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
        _erase(comment)


def _has_open_notice(comment: Comment) -> bool:
    is_open = exists().where(Notice.submission_id == comment.id, Notice.decided_at.is_(None))
    return bool(db.session.scalar(select(is_open)))


def _erase(comment: Comment) -> None:
    """The reasons go too, as they may quote it: the log is chained over their digests."""
    comment.source = comment.body_html = comment.text_hash = ""
    comment.author_name = ""
    comment.findings, comment.edited_by, comment.edited_at = [], None, None
    db.session.execute(delete(Revision).where(Revision.submission_id == comment.id))
    db.session.execute(update(Appeal).where(Appeal.submission_id == comment.id).values(text=""))
    mine = select(Decision).where(Decision.submission_id == comment.id)
    for decision in db.session.scalars(mine):
        decision.forget_reason()
    _forget_author(comment)
    db.session.flush()
    index_words([comment.id])
    record("comment_erased", site_id=comment.site_id, by=None, subject=f"submission {comment.id}")


def _forget_author(comment: Comment) -> None:
    """Name and address go with the last that was sent under them."""
    others = exists().where(
        Submission.author_id == comment.author_id,
        Submission.id != comment.id,
        Submission.withdrawn_at.is_(None),
    )
    if not db.session.scalar(select(others)):
        author = db.session.get_one(Author, comment.author_id)
        author.name = author.email = ""
