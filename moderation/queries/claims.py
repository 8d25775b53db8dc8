"""Who is at what: a claim keeps a waiting submission from being dealt to anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import lazyload, load_only
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.base import ExecutableOption

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Moderator, Submission


@dataclass(frozen=True)
class Claim:
    """Who holds a submission now; nobody when ``by`` is none."""

    submission_id: int
    by: int | None = None
    name: str = ""
    until: datetime | None = None

    def is_held_from(self, moderator_id: int) -> bool:
        """Whether somebody else is at it."""
        return self.by is not None and self.by != moderator_id


def claims_on(ids: Sequence[int]) -> dict[int, Claim]:
    """The claims that hold on these submissions, in one query."""
    if not ids:
        return {}
    held = Submission.__table__.c
    rows = db.session.execute(
        select(held.id, held.claimed_until, Moderator)
        .join(Moderator, Moderator.id == held.claimed_by)
        .where(held.id.in_(ids), held.waiting_since.is_not(None), held.claimed_until > utcnow())
        .options(*name_alone())
    )
    return {
        submission_id: Claim(submission_id, moderator.id, moderator.display_name, until)
        for submission_id, until, moderator in rows
    }


def name_alone() -> tuple[ExecutableOption, ...]:
    """Of a moderator no more is read than what they are called."""
    return load_only(Moderator.name, Moderator.email), lazyload(Moderator.memberships)


def is_free(moderator_id: int, now: datetime) -> ColumnElement[bool]:
    """Whether no claim keeps a submission from this moderator."""
    held = Submission.__table__.c
    return or_(
        held.claimed_by.is_(None), held.claimed_by == moderator_id, held.claimed_until <= now
    )
