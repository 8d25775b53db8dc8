"""What readers and the author held against a decision, once it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Appeal, Flag, Notice

MOST = 20  # of a kind on one page, the newest


@dataclass(frozen=True)
class Answered:
    """Flags for one reason, an appeal or a notice, and the answer; none when it was withdrawn."""

    kind: str  # "flags", "appeal" or "notice"
    at: datetime
    granted: bool | None
    words: tuple[str, ...] = ()
    reason: str = ""  # of flags
    number: int = 1  # how many flags; of a notice its own number


def answered_about(submission_id: int) -> list[Answered]:
    """All that was answered about a comment, the newest first; three queries."""
    found = [*_flags(submission_id), *_appeals(submission_id), *_notices(submission_id)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _flags(submission_id: int) -> list[Answered]:
    last = func.max(Flag.flagged_at)
    rows = db.session.execute(
        select(Flag.reason, Flag.upheld, func.count(), last)
        .where(Flag.submission_id == submission_id, Flag.decision_id.is_not(None))
        .group_by(Flag.decision_id, Flag.reason, Flag.upheld)
        .order_by(last.desc())
        .limit(MOST)
    )
    return [
        Answered("flags", at, upheld, reason=reason, number=number)
        for reason, upheld, number, at in rows
    ]


def _appeals(submission_id: int) -> list[Answered]:
    return [
        Answered("appeal", each.made_at, each.granted, (each.text,))
        for each in _newest(Appeal, submission_id)
    ]


def _notices(submission_id: int) -> list[Answered]:
    return [
        Answered("notice", each.received_at, each.upheld, (each.explanation,), number=each.id)
        for each in _newest(Notice, submission_id)
    ]


def _newest(kind: type[Any], submission_id: int) -> Sequence[Any]:
    answered = (kind.submission_id == submission_id, kind.decision_id.is_not(None))
    return db.session.scalars(
        select(kind).where(*answered).order_by(kind.id.desc()).limit(MOST)
    ).all()
