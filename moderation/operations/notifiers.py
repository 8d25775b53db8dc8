"""Telling those who gave notice: that it has arrived, and what was decided (article 16(4), (5))."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Notice
from moderation.text.mailboxes import mailbox_of

# Anybody may type anybody's address: past so many in a day nothing more is confirmed to it,
# however it is spelt.
CONFIRMED = 3
CONFIRMED_WITHIN = timedelta(days=1)


def confirm_notice(submission_id: int, notice_id: int) -> None:
    """Write to the address that a notice gives, unless its mailbox has had enough today."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or not notice.email:
        return
    recent = select(Notice.email).where(
        Notice.email != "",
        Notice.received_at > utcnow() - CONFIRMED_WITHIN,
        Notice.id <= notice.id,
    )
    mailbox = mailbox_of(notice.email)
    same = [each for each in db.session.scalars(recent) if mailbox_of(each) == mailbox]
    if len(same) <= CONFIRMED:
        _write(submission_id, notice.id)


def announce_notice(submission_id: int, decision_id: int) -> None:
    """Write to everybody whose notice a decision answered, once for each mailbox."""
    answered = select(Notice.email, Notice.id).where(
        Notice.submission_id == submission_id,
        Notice.decision_id == decision_id,
        Notice.email != "",
    )
    first: dict[str, int] = {}
    for email, notice_id in db.session.execute(answered.order_by(Notice.id)):
        first.setdefault(mailbox_of(email), notice_id)
    for notice_id in first.values():
        _write(submission_id, notice_id, decision_id)


def _write(submission_id: int, notice_id: int, decision_id: int | None = None) -> None:
    outbox.enqueue(
        "tell_notifier",
        submission_id=submission_id,
        notice_id=notice_id,
        decision_id=decision_id,
    )
