"""Who is told of what waits, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from moderation.extensions import db
from moderation.models import (
    Fix,
    Job,
    Kind,
    Moderator,
    Role,
    Status,
    Submission,
    Subscription,
    Telling,
    TypoReport,
)
from moderation.queries.submissions import reaches, role_for

COUNTED = 1000  # beyond it a count says "1,000+"


@dataclass(frozen=True)
class Waiting:
    """What waits for one moderator: how much, since when, and when the last of it came."""

    comments: int
    typos: int
    oldest: datetime | None
    newest: datetime | None
    to_fix: int

    @property
    def count(self) -> int:
        return self.comments + self.typos


def subscribers() -> list[tuple[Moderator, Subscription]]:
    """Everybody who wants to be told, and how; without a word on it, by an hourly digest."""
    people = (
        select(Moderator, Subscription)
        .outerjoin(Subscription, Subscription.moderator_id == Moderator.id)
        .where(Moderator.active, or_(Subscription.id.is_(None), _wants_to_know()))
        .order_by(Moderator.id)
    )
    return [
        (moderator, subscription or unsaid(moderator))
        for moderator, subscription in db.session.execute(people)
    ]


def subscribers_of(submission: Submission) -> Iterator[tuple[Moderator, Subscription]]:
    """Those of them who may decide on a submission."""
    needed = role_for(submission.kind)
    for moderator, subscription in subscribers():
        if reaches(moderator.role_on(submission.site_id), needed):
            yield moderator, subscription


def unsaid(moderator: Moderator) -> Subscription:
    """How somebody is told who has not said how."""
    return Subscription(
        moderator_id=moderator.id,
        telling=Telling.DIGEST,
        every_minutes=60,
        quiet_from="",
        quiet_until="",
    )


def waiting_for(moderator: Moderator) -> Waiting:
    """What the moderator may decide on and nobody has yet."""
    mine = and_(_among_theirs(moderator), Submission.waiting_since.is_not(None))
    comments, typos = (_count(and_(mine, Submission.kind == kind)) for kind in Kind)
    bounds = select(func.min(Submission.waiting_since), func.max(Submission.waiting_since))
    oldest, newest = db.session.execute(bounds.where(mine)).one()
    to_fix, confirmed_at = _to_fix(moderator)
    newest = max(filter(None, (newest, confirmed_at)), default=None)
    return Waiting(comments, typos, oldest, newest, to_fix)


def newest_waiting() -> datetime | None:
    """When the last thing came that anybody might have to be told of."""
    came = select(func.max(Submission.waiting_since)).where(Submission.waiting_since.is_not(None))
    confirmed = select(func.max(TypoReport.decided_at)).where(_is_to_fix())
    times = (db.session.scalar(came), db.session.scalar(confirmed))
    return max(filter(None, times), default=None)


def told_lately(moderator: Moderator, since: datetime) -> int:
    """How many letters about single submissions the moderator was sent."""
    letters = select(func.count()).select_from(Job)
    return (
        db.session.scalar(letters.where(Job.batch == told(moderator), Job.created_at > since)) or 0
    )


def told(moderator: Moderator) -> str:
    """The batch that a moderator's letters are counted by."""
    return f"told-{moderator.id}"


def _wants_to_know() -> ColumnElement[bool]:
    return Subscription.telling != Telling.NONE


def _among_theirs(moderator: Moderator) -> ColumnElement[bool]:
    if moderator.is_owner:
        return true()
    by_kind = [
        and_(Submission.kind == kind, Submission.site_id.in_(sites))
        for kind in Kind
        if (
            sites := [
                own.site_id for own in moderator.memberships if reaches(own.role, role_for(kind))
            ]
        )
    ]
    return or_(false(), *by_kind)


def _count(what: ColumnElement[bool]) -> int:
    some = select(Submission.id).where(what).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _to_fix(moderator: Moderator) -> tuple[int, datetime | None]:
    """What the moderator has to mend as an editor of the site, and the last of it."""
    sites = [own.site_id for own in moderator.memberships if own.role is Role.EDITOR]
    if not sites:
        return 0, None
    mine = and_(_is_to_fix(), TypoReport.site_id.in_(sites))
    found = select(func.count(), func.max(TypoReport.decided_at)).where(mine)
    count, last = db.session.execute(found).one()
    return count, last


def _is_to_fix() -> ColumnElement[bool]:
    return and_(
        Submission.kind == Kind.TYPO_REPORT,
        TypoReport.status == Status.APPROVED,
        TypoReport.fix == Fix.UNFIXED,
        TypoReport.merged_into_id.is_(None),
    )
