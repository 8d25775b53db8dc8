"""Telling those who gave notice: that it has arrived, and what was decided (article 16(4), (5))."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Notice

# Anybody may type anybody's address: past so many in a day nothing more is confirmed to it.
CONFIRMED = 3
CONFIRMED_WITHIN = timedelta(days=1)


def confirm_notice(submission_id: int, notice_id: int) -> None:
    """Write to the address that a notice gives, unless it has had enough letters today."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or not notice.email:
        return
    same = select(func.count()).where(
        Notice.email == notice.email,
        Notice.received_at > utcnow() - CONFIRMED_WITHIN,
        Notice.id <= notice.id,
    )
    if (db.session.scalar(same) or 0) <= CONFIRMED:
        _write(submission_id, notice.id)


def announce_notice(submission_id: int, decision_id: int) -> None:
    """Write to everybody whose notice a decision answered, once for each address."""
    answered = select(Notice.email, func.min(Notice.id)).where(
        Notice.submission_id == submission_id,
        Notice.decision_id == decision_id,
        Notice.email != "",
    )
    for _email, notice_id in db.session.execute(answered.group_by(Notice.email)):
        _write(submission_id, notice_id, decision_id)


def _write(submission_id: int, notice_id: int, decision_id: int | None = None) -> None:
    outbox.enqueue(
        "tell_notifier",
        submission_id=submission_id,
        notice_id=notice_id,
        decision_id=decision_id,
    )
