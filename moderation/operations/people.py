"""Who may do what where: adding people, changing their roles, and letting them in no more."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from moderation.database import utcnow
from moderation.drafts.people import normal_email
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Membership, Moderator, Role, Subscription, Token
from moderation.operations.accounts import Letter, close_sessions, post_letters, set_password
from moderation.queries.people import administered_ids, find_membership, find_person, governs
from moderation.queries.sites import find_site
from moderation.queries.submissions import find_moderator


@dataclass(frozen=True)
class Key:
    """What a link to choose a password is made of, and the letter that carries the link."""

    uniquifier: str
    letter: Letter | None = None


@dataclass(frozen=True)
class Added:
    """Whom we added; ``may_see_link`` when whoever added them may hand over the link themselves."""

    moderator_id: int
    is_new: bool
    may_see_link: bool


def add_moderator(
    email: str,
    *,
    site_key: str = "",
    role: Role | None = None,
    password: str | None = None,
    owner: bool = False,
    key: Key | None = None,
    by: int | None = None,
) -> Added:
    """Give a person a role on a site, and an account where they have none yet.

    ``by`` none: from the command line, where everything is allowed. An account
    that has a password keeps it; ``key`` opens one that has none.
    """
    site_id = _site_to_join(site_key, by) if site_key or not owner else None
    person = db.session.scalar(select(Moderator).where(Moderator.email == _checked(email)))
    is_new = person is None
    if person is None:
        person = _new_account(email)
    elif not person.active:
        person.active = True
    elif password is not None:
        raise Invalid({"email": [Problem("taken")]})
    may_see_link = is_new or (not person.password and _may_govern(by, person))
    if site_id is not None:
        _join(person, site_id, role or Role.MODERATOR)
    person.is_owner = person.is_owner or owner
    if password is not None:
        set_password(person, password)
    elif key is not None and not person.password:
        _fit(person, key)
    db.session.flush()
    return Added(person.id, is_new, may_see_link)


def change_role(membership_id: int, role: Role, *, by: int) -> None:
    """Let a person do more or less on a site."""
    find_membership(membership_id, moderator=find_moderator(by)).role = role


def remove_membership(membership_id: int, *, by: int) -> None:
    """Let a person do nothing on a site any more; the account stays."""
    db.session.delete(find_membership(membership_id, moderator=find_moderator(by)))


def deactivate(moderator_id: int, *, by: int | None = None) -> None:
    """Shut an account: out at once, roles, tokens and second factor gone; decisions keep the name.

    Raises ``Invalid`` for the last owner, without whom nobody could make sites.
    """
    person = _governed(moderator_id, by)
    if person.is_owner and _owners() == 1:
        raise Invalid({"moderator": [Problem("last_owner")]})
    person.active, person.is_owner, person.password = False, False, None
    _forget_second_factor(person)
    close_sessions(person)
    db.session.execute(delete(Membership).where(Membership.moderator_id == person.id))
    db.session.execute(delete(Subscription).where(Subscription.moderator_id == person.id))
    db.session.execute(
        update(Token)
        .where(Token.moderator_id == person.id, Token.revoked_at.is_(None))
        .values(revoked_at=utcnow())
    )


def renew_key(moderator_id: int, key: Key, *, by: int) -> None:
    """Make a new link for a person: an owner for anybody, an admin for who never had a password."""
    person = _governed(moderator_id, by)
    if person.password and not find_moderator(by).is_owner:
        raise NotFound
    _fit(person, key)


def reset_two_factor(moderator_id: int, *, by: int | None = None) -> None:
    """Forget a person's second factor and recovery codes, who has lost them."""
    person = _governed(moderator_id, by)
    _forget_second_factor(person)
    close_sessions(person)


def _checked(email: str) -> str:
    if not (normal := normal_email(email)):
        raise Invalid({"email": [Problem("invalid_email")]})
    return normal


def _site_to_join(site_key: str, by: int | None) -> int:
    site = find_site(site_key)
    if by is not None and site.id not in administered_ids(find_moderator(by)):
        raise NotFound
    return site.id


def _new_account(email: str) -> Moderator:
    person = Moderator(email=_checked(email), fs_uniquifier=uuid.uuid4().hex)
    db.session.add(person)
    db.session.flush()
    return person


def _join(person: Moderator, site_id: int, role: Role) -> None:
    if any(own.site_id == site_id for own in person.memberships):
        raise Invalid({"email": [Problem("taken")]})
    person.memberships.append(Membership(moderator_id=person.id, site_id=site_id, role=role))


def _fit(person: Moderator, key: Key) -> None:
    """Let this key, and no other one, open the account."""
    person.fs_uniquifier = key.uniquifier
    if key.letter is not None:
        post_letters([key.letter])


def _governed(moderator_id: int, by: int | None) -> Moderator:
    person = find_moderator(moderator_id)
    if not _may_govern(by, person):
        raise NotFound
    return person


def _may_govern(by: int | None, person: Moderator) -> bool:
    return by is None or governs(find_moderator(by), find_person(person.id))


def _owners() -> int:
    owners = select(func.count()).where(Moderator.is_owner, Moderator.active)
    return db.session.scalar(owners.select_from(Moderator)) or 0


def _forget_second_factor(person: Moderator) -> None:
    person.tf_primary_method = person.tf_totp_secret = person.mf_recovery_codes = None
