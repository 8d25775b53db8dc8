"""What follows from a decision, in the same transaction: the log's chain, counts, tallies."""

from __future__ import annotations

import secrets
import uuid

from sqlalchemy import select, update

from moderation.extensions import db
from moderation.models import (
    Author,
    Comment,
    Decision,
    Fix,
    Page,
    Site,
    Status,
    Submission,
    TypoReport,
)
from moderation.operations.objections import settle, unsettle
from moderation.operations.waiting import begin_waiting, stop_being_found
from moderation.queries.branches import has_hidden_ancestor, shown_below

REFUSED = (Status.REJECTED, Status.SPAM)


def new_batch() -> str:
    """The id that decisions taken in one stroke share."""
    return uuid.uuid4().hex


def seal(decision: Decision) -> None:
    """Chain the decision to its site's last one; the site's row is locked until the commit."""
    db.session.execute(select(Site.id).where(Site.id == decision.site_id).with_for_update())
    db.session.flush()
    previous = db.session.scalar(
        select(Decision.digest)
        .where(Decision.site_id == decision.site_id, Decision.id != decision.id)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    decision.seal(previous=previous or "", salt=secrets.token_hex(8))


def follow(decision: Decision, submission: Submission) -> None:
    """Everything that a change of status brings about."""
    seal(decision)
    _move_in_queue(decision, submission)
    _settle(decision, submission)
    _tally(decision, submission)
    if isinstance(submission, TypoReport):
        hold_place(submission)
    elif isinstance(submission, Comment):
        _count(decision, submission)
    db.session.flush()  # the version is now what the next moderator sees


def _move_in_queue(decision: Decision, submission: Submission) -> None:
    if decision.from_waiting_since is not None:
        stop_being_found([submission])
    if submission.waiting_for is not None:
        begin_waiting(submission, submission.waiting_for, priority=submission.priority)


def _settle(decision: Decision, submission: Submission) -> None:
    if decision.undoes_id is None:
        settle(decision, submission)
    else:
        unsettle(db.session.get_one(Decision, decision.undoes_id), submission)


def _tally(decision: Decision, submission: Submission) -> None:
    approved = (decision.to_status is Status.APPROVED) - (decision.from_status is Status.APPROVED)
    rejected = (decision.to_status in REFUSED) - (decision.from_status in REFUSED)
    if approved or rejected:
        db.session.execute(
            update(Author)
            .where(Author.id == submission.author_id)
            .values(approved=Author.approved + approved, rejected=Author.rejected + rejected)
        )


def _count(decision: Decision, comment: Comment) -> None:
    """Keep the page's count of shown comments, and its version when readers see a change.

    Replies appear and go with their parent, unless it leaves a placeholder.
    """
    was = decision.from_status is Status.APPROVED
    now = comment.status is Status.APPROVED
    if was == now or has_hidden_ancestor(comment.parent_id):
        return
    below = 0 if comment.placeholder else shown_below(comment.id)
    change = 1 + below if now else -1 - below
    db.session.execute(
        update(Page)
        .where(Page.id == comment.page_id)
        .values(comment_count=Page.comment_count + change, version=Page.version + 1)
    )


def hold_place(report: TypoReport) -> None:
    """An open report holds its place on the page: the next sending is one more sighting of it."""
    is_open = report.status is Status.PENDING or (
        report.status is Status.APPROVED and report.fix is Fix.UNFIXED
    )
    if not is_open:
        report.open_place_key = None
    elif report.open_place_key is None and not _is_held(report):
        report.open_place_key = report.place_key


def _is_held(report: TypoReport) -> bool:
    holder = select(Submission.id).where(
        Submission.page_id == report.page_id, Submission.open_place_key == report.place_key
    )
    return db.session.scalar(holder) is not None
