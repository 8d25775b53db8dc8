"""Telling moderators: who is sent a letter about what, and when not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import (
    Fix,
    Moderator,
    Role,
    Status,
    Submission,
    Subscription,
    Telling,
    TypoReport,
)
from moderation.operations.quiet import is_quiet, next_loud_moment
from moderation.queries.passings import those_told
from moderation.queries.subscribers import subscribers, subscribers_of, told, told_lately, unsaid

# More than so many letters in so long, and the rest waits for a digest.
LETTERS = 10
LETTERS_WITHIN = timedelta(minutes=10)


def announce_submission(submission_id: int) -> None:
    """Write to each moderator who may decide on it, wants to hear of each, and is not resting."""
    submission = db.session.get(Submission, submission_id)
    if submission is None or not submission.is_waiting:
        return
    now = utcnow()
    for moderator, subscription in subscribers_of(submission):
        if subscription.telling is Telling.EACH and not is_quiet(moderator, subscription, now):
            _tell(moderator, "tell_submission", submission_id, now=now, due_at=now)


def announce_confirmed(submission_id: int) -> None:
    """Write to the site's editors that a mistake is confirmed, after their quiet hours."""
    report = db.session.get(Submission, submission_id)
    if not isinstance(report, TypoReport) or report.status is not Status.APPROVED:
        return
    _tell_who_mends(report, "tell_confirmed")


def announce_reopened(submission_id: int) -> None:
    """Write to the same that a mistake which was fixed is on the page again."""
    report = db.session.get(Submission, submission_id)
    if isinstance(report, TypoReport) and report.fix is Fix.UNFIXED:
        _tell_who_mends(report, "tell_reopened")


def _tell_who_mends(report: TypoReport, letter: str) -> None:
    now = utcnow()
    for moderator, subscription in subscribers():
        mends = not moderator.is_owner and moderator.role_on(report.site_id) is Role.EDITOR
        if (mends or moderator.id == report.editor_id) and subscription.telling is Telling.EACH:
            due_at = next_loud_moment(moderator, subscription, now)
            _tell(moderator, letter, report.id, now=now, due_at=due_at)


def announce_passing(submission_id: int, by: int) -> None:
    """Write to those a card was passed to, after their quiet hours, if it still is theirs."""
    submission = db.session.get(Submission, submission_id)
    if submission is None or not submission.is_waiting:
        return
    now = utcnow()
    theirs = {person.id for person in those_told(submission)} - {by}
    for moderator, subscription in subscribers():
        if moderator.id in theirs and subscription.telling is Telling.EACH:
            due_at = next_loud_moment(moderator, subscription, now)
            _tell(moderator, "tell_passing", submission_id, now=now, due_at=due_at)


def send_digest(moderator_id: int, *, told_before: datetime, now: datetime) -> bool:
    """Have a digest written, unless the moderator has been told something since ``told_before``."""
    subscription = _subscription(moderator_id)
    turn = (
        update(Subscription)
        .where(
            Subscription.id == subscription.id,
            or_(Subscription.told_at.is_(None), Subscription.told_at <= told_before),
        )
        .values(told_at=now)
        .returning(Subscription.id)
    )
    if db.session.scalar(turn) is None:
        return False
    outbox.enqueue("tell_digest", moderator_id=moderator_id)
    return True


def _tell(
    moderator: Moderator, letter: str, submission_id: int, *, now: datetime, due_at: datetime
) -> None:
    if told_lately(moderator, now - LETTERS_WITHIN) >= LETTERS:
        return
    outbox.enqueue(
        letter,
        due_at=due_at,
        batch=told(moderator),
        moderator_id=moderator.id,
        submission_id=submission_id,
    )
    _subscription(moderator.id).told_at = now


def _subscription(moderator_id: int) -> Subscription:
    """How somebody is told, kept from now on even if they have not said so themselves."""
    theirs = select(Subscription).where(Subscription.moderator_id == moderator_id)
    if (subscription := db.session.scalar(theirs)) is None:
        subscription = unsaid(db.session.get_one(Moderator, moderator_id))
        db.session.add(subscription)
        db.session.flush()
    return subscription
