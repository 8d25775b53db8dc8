"""Decided comments that another moderator reads again without knowing what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Comment,
    Decision,
    Moderator,
    Role,
    SecondReading,
    Status,
    Verb,
)
from moderation.queries.submissions import sites_of


@dataclass(frozen=True)
class Blind:
    """A comment as it is read again: its text and place, and nothing of what became of it."""

    id: int  # of the reading
    comment: Comment


@dataclass(frozen=True)
class Agreement:
    """How often the second reader let through, or kept back, what the first one did."""

    read: int
    agreed: int

    @property
    def share(self) -> float:
        return self.agreed / self.read if self.read else 0.0


def next_blind(moderator: Moderator) -> Blind | None:
    """What the moderator may read next: another one's decision, nobody's second reading yet."""
    found = db.session.execute(_open_to(moderator).order_by(SecondReading.id).limit(1)).first()
    return _blind(*found) if found else None


def find_reading(reading_id: int, *, moderator: Moderator) -> SecondReading:
    """A reading that is open to the moderator; raises ``NotFound``."""
    open_one = _open_to(moderator).where(SecondReading.id == reading_id)
    if db.session.execute(open_one).first() is None:
        raise NotFound
    return db.session.get_one(SecondReading, reading_id)


def agreement(site_ids: list[int], since: datetime) -> Agreement:
    """Of the readings since then on these sites."""
    same = (SecondReading.verb == Verb.APPROVE) == (Decision.to_status == Status.APPROVED)
    read, agreed = db.session.execute(
        select(func.count(), func.coalesce(func.sum(case((same, 1), else_=0)), 0))
        .select_from(SecondReading)
        .join(Decision, Decision.id == SecondReading.decision_id)
        .where(SecondReading.site_id.in_(site_ids), SecondReading.read_at >= since)
    ).one()
    return Agreement(read, agreed)


def _open_to(moderator: Moderator) -> Select[int, int]:
    sites = [site.id for site in sites_of(moderator, Role.MODERATOR)]
    return (
        select(SecondReading.id, Decision.submission_id)
        .join(Decision, Decision.id == SecondReading.decision_id)
        .where(
            SecondReading.site_id.in_(sites),
            SecondReading.read_at.is_(None),
            Decision.moderator_id != moderator.id,
        )
    )


def _blind(reading_id: int, submission_id: int) -> Blind:
    comment = db.session.scalars(
        select(Comment).where(Comment.id == submission_id).options(joinedload(Comment.page))
    ).one()
    return Blind(reading_id, comment)
