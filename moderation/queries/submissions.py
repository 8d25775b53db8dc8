"""Finding submissions among those that a moderator may see."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload, with_polymorphic

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Comment,
    Decision,
    Kind,
    Membership,
    Moderator,
    Role,
    Site,
    Submission,
    TypoReport,
    Verb,
)

LADDER = (Role.EDITOR, Role.MODERATOR, Role.ADMIN)


def reaches(role: Role | None, needed: Role) -> bool:
    """Whether a role covers what needs ``needed``: each includes the ones before it."""
    return role is not None and LADDER.index(role) >= LADDER.index(needed)


def sites_of(moderator: Moderator, role: Role = Role.EDITOR) -> list[Site]:
    """The sites on which the moderator has at least this role, by name."""
    sites = select(Site).order_by(Site.name, Site.id)
    if not moderator.is_owner:
        enough = LADDER[LADDER.index(role) :]
        sites = sites.join(Membership).where(
            Membership.moderator_id == moderator.id, Membership.role.in_(enough)
        )
    return list(db.session.scalars(sites))


def role_for(kind: Kind) -> Role:
    """The least role that decides on this kind: editors take care of typo reports."""
    return Role.EDITOR if kind is Kind.TYPO_REPORT else Role.MODERATOR


def find_submission(
    submission_id: int, *, moderator: Moderator, role: Role = Role.EDITOR
) -> Submission:
    """The submission, if the moderator may decide on it; raises ``NotFound`` otherwise."""
    if not 0 < submission_id < 2**31:
        raise NotFound
    submission = db.session.scalar(with_surroundings(), {"ids": [submission_id]})
    if submission is None:
        raise NotFound
    needed = max(role, role_for(submission.kind), key=LADDER.index)
    if not reaches(moderator.role_on(submission.site_id), needed):
        raise NotFound
    return submission


def find_comment(submission_id: int, *, moderator: Moderator) -> Comment:
    """The comment, if the moderator may decide on it; raises ``NotFound`` otherwise."""
    comment = find_submission(submission_id, moderator=moderator)
    if not isinstance(comment, Comment):
        raise NotFound
    return comment


def find_typo(submission_id: int, *, moderator: Moderator) -> TypoReport:
    """The typo report, if the moderator may decide on it; raises ``NotFound``."""
    report = find_submission(submission_id, moderator=moderator)
    if not isinstance(report, TypoReport):
        raise NotFound
    return report


@cache
def with_surroundings() -> Select[Submission]:
    """Submissions with their pages and authors, as a card shows them; built once: it takes long."""
    either = with_polymorphic(Submission, [Comment, TypoReport])
    return (
        select(either)
        .where(either.id.in_(bindparam("ids", expanding=True)))
        .options(
            joinedload(either.page),
            joinedload(either.author),
            joinedload(either.site).lazyload(Site.hosts),
        )
    )


def last_decisions(ids: Collection[int]) -> dict[int, Decision]:
    """The latest decision about each, with who took it."""
    latest = (
        select(func.max(Decision.id))
        .where(Decision.submission_id.in_(ids))
        .group_by(Decision.submission_id)
    )
    rows = select(Decision).where(Decision.id.in_(latest)).options(joinedload(Decision.moderator))
    return {decision.submission_id: decision for decision in db.session.scalars(rows)}


def standing_decisions(ids: Collection[int]) -> set[int]:
    """The latest decision about each that has not been taken back."""
    latest = select(func.max(Decision.id)).where(
        Decision.submission_id.in_(ids), Decision.verb != Verb.RESTORE, Decision.undone.is_(False)
    )
    return set(db.session.scalars(latest.group_by(Decision.submission_id)))


def last_standing_decision(submission_id: int) -> Decision | None:
    """The latest decision about a submission that has not been taken back."""
    return db.session.scalar(
        select(Decision)
        .where(
            Decision.submission_id == submission_id,
            Decision.verb != Verb.RESTORE,
            Decision.undone.is_(False),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )


def find_moderator(moderator_id: int) -> Moderator:
    """An active moderator; raises ``NotFound``."""
    moderator = db.session.get(Moderator, moderator_id)
    if moderator is None or not moderator.active:
        raise NotFound
    return moderator
