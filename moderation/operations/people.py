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
from moderation.operations.events import record
from moderation.operations.memberships import Terms, join, site_to_join, take_role
from moderation.operations.passkeys import remove_passkeys
from moderation.queries.people import find_person, governs
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
) -> Added:
    """Give a person a role on a site, and an account where they have none yet.

    This is the command line's way, where everything is allowed; ``invite`` is the desk's.
    An account that has a password keeps it.
    """
    site = site_to_join(site_key, None) if site_key or not owner else None
    person, is_new = find_or_add_account(email)
    if person.password is not None and password is not None:
        raise Invalid({"email": [Problem("taken")]})
    if site is not None:
        join(person, site, Terms(role or Role.MODERATOR), by=None)
    if owner and not person.is_owner:
        person.is_owner = True
        _note("owner_made", person, None)
    if password is not None:
        set_password(person, password)
    db.session.flush()
    return Added(person.id, is_new, may_see_link=True)


def deactivate(moderator_id: int, *, by: int | None = None) -> None:
    """Shut an account: out at once, roles, tokens and second factor gone; decisions keep the name.

    Raises ``Invalid`` for the last owner, without whom nobody could make sites.
    """
    person = governed(moderator_id, by)
    if person.is_owner and _owners() == 1:
        raise Invalid({"moderator": [Problem("last_owner")]})
    for membership in person.memberships:
        take_role(membership, by=by)
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
    _note("deactivated", person, by)


def renew_key(moderator_id: int, key: Key, *, by: int) -> None:
    """Make a link for a person to choose a new password: an owner may, for anybody."""
    person = governed(moderator_id, by)
    if not find_moderator(by).is_owner:
        raise NotFound
    fit_key(person, key)
    _note("password_link_made", person, by)


def reset_two_factor(moderator_id: int, *, by: int | None = None) -> None:
    """Forget a person's app, passkeys and recovery codes, who has lost them."""
    person = governed(moderator_id, by)
    _forget_second_factor(person)
    close_sessions(person)
    _note("second_factor_removed", person, by)


def find_or_add_account(email: str) -> tuple[Moderator, bool]:
    """The account with this address, opened again or new, and whether it is new."""
    if not (normal := normal_email(email)):
        raise Invalid({"email": [Problem("invalid_email")]})
    person = db.session.scalar(select(Moderator).where(Moderator.email == normal))
    if person is not None:
        person.active = True
        return person, False
    person = Moderator(email=normal, fs_uniquifier=uuid.uuid4().hex)
    db.session.add(person)
    db.session.flush()
    return person, True


def fit_key(person: Moderator, key: Key) -> None:
    """Let this key, and no other one, open the account."""
    person.fs_uniquifier = key.uniquifier
    if key.letter is not None:
        post_letters([key.letter])


def governed(moderator_id: int, by: int | None) -> Moderator:
    """An account that this person looks after; raises ``NotFound``."""
    person = find_moderator(moderator_id)
    if not may_govern(by, person):
        raise NotFound
    return person


def may_govern(by: int | None, person: Moderator) -> bool:
    """Whether this person looks after that account; the command line does after all."""
    return by is None or governs(find_moderator(by), find_person(person.id))


def _owners() -> int:
    owners = select(func.count()).where(Moderator.is_owner, Moderator.active)
    return db.session.scalar(owners.select_from(Moderator)) or 0


def _forget_second_factor(person: Moderator) -> None:
    person.tf_primary_method = person.tf_totp_secret = person.mf_recovery_codes = None
    person.tf_last_counter = None
    remove_passkeys(person.id)


def _note(what: str, person: Moderator, by: int | None) -> None:
    record(what, site_id=None, by=by, subject=f"moderator {person.id}")
