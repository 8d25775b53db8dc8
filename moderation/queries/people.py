"""Finding moderators, their roles and their tokens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select

from moderation.database import utcnow
from moderation.drafts.people import normal_email
from moderation.errors import NotFound, SecondFactorMissing
from moderation.extensions import db
from moderation.models import Membership, Moderator, Role, Site, Subscription, Token
from moderation.prepared import rows_now
from moderation.queries.passkeys import with_passkeys
from moderation.queries.sign_ins import lacks_second_factor
from moderation.queries.submissions import sites_of
from moderation.queries.subscribers import unsaid
from moderation.signing import token_hash

LARGEST = 2**31 - 1  # what an INTEGER column of either database holds


INVITATION = timedelta(hours=72)  # as long as a link to open an account works


@dataclass(frozen=True)
class Colleague:
    """A person as an admin sees them: what they may do on the sites that both have to do with."""

    person: Moderator
    roles: Sequence[tuple[Site, Membership]]
    is_governed: bool  # whether the admin may shut the account, or let its owner in anew
    has_second_factor: bool = False

    @property
    def state(self) -> str:
        """``closed``, ``invited`` (no password yet) or ``active``."""
        if not self.person.active:
            return "closed"
        return "invited" if is_guest(self.person) else "active"

    @property
    def link_is_old(self) -> bool:
        """Whether the invited can no longer come by the link they were sent."""
        invited_at = self.person.invited_at
        return invited_at is not None and utcnow() - invited_at > INVITATION


def is_guest(person: Moderator) -> bool:
    """Whether somebody was asked to join and has not come yet."""
    return person.active and not person.password


def find_guest(uniquifier: str) -> Moderator:
    """Who was sent this link and has not come yet; raises ``NotFound``."""
    theirs = select(Moderator).where(Moderator.fs_uniquifier == uniquifier)
    person: Moderator | None = db.session.scalar(theirs)
    if person is None or not is_guest(person):
        raise NotFound
    return person


def holder_of(token: str) -> int:
    """Whose a valid bearer token is; raises ``NotFound``, or ``SecondFactorMissing``."""
    found = rows_now(_holders(), {"token_hash": token_hash(token)})
    if not found:
        raise NotFound
    moderator_id, lacks = found[0]
    if lacks:
        raise SecondFactorMissing
    return moderator_id


@cache
def _holders() -> Select[*tuple[int, bool]]:
    """Built once: every request of a program asks."""
    token = Token.token_hash == bindparam("token_hash")
    return (
        select(Moderator.id, lacks_second_factor())
        .join(Token, Token.moderator_id == Moderator.id)
        .where(token, Token.revoked_at.is_(None), Moderator.active)
    )


def find_by_email(email: str) -> Moderator:
    """The active moderator with this address; raises ``NotFound``."""
    moderator: Moderator | None = db.session.scalar(
        select(Moderator).where(Moderator.email == normal_email(email), Moderator.active)
    )
    if moderator is None:
        raise NotFound
    return moderator


def find_person(moderator_id: int) -> Moderator:
    """A moderator, active or not; raises ``NotFound``."""
    person = db.session.get(Moderator, moderator_id) if 0 < moderator_id <= LARGEST else None
    if person is None:
        raise NotFound
    return person


def owner_ids() -> list[int]:
    """The installation's active owners, the first one first."""
    owners = select(Moderator.id).where(Moderator.is_owner, Moderator.active)
    return list(db.session.scalars(owners.order_by(Moderator.id)))


def all_people() -> list[Moderator]:
    """Everybody with an account, by address."""
    return list(db.session.scalars(select(Moderator).order_by(Moderator.email)))


def administered_ids(moderator: Moderator) -> set[int]:
    """The sites whose people this moderator looks after."""
    return {site.id for site in sites_of(moderator, Role.ADMIN)}


def governs(moderator: Moderator, person: Moderator) -> bool:
    """Whether this moderator may shut that account: an owner any, an admin one only of their sites.

    Otherwise an admin of one site could let themselves in on another one.
    """
    return moderator.is_owner or _is_theirs(person, administered_ids(moderator))


def _is_theirs(person: Moderator, administered: Collection[int]) -> bool:
    """Whether somebody is on these sites, and on no other one."""
    sites = {own.site_id for own in person.memberships}
    return not person.is_owner and bool(sites) and sites.issubset(administered)


def colleagues(moderator: Moderator) -> list[Colleague]:
    """The people of the sites that the moderator administers; of all there are for an owner."""
    sites = {site.id: site for site in sites_of(moderator, Role.ADMIN)}
    people = select(Moderator).order_by(Moderator.active.desc(), Moderator.email)
    if not moderator.is_owner:
        people = people.where(
            Moderator.id.in_(select(Membership.moderator_id).where(Membership.site_id.in_(sites)))
        )
    found = list(db.session.scalars(people))
    having = with_passkeys([person.id for person in found])
    return [_colleague(person, moderator, sites, having) for person in found]


def find_colleague(moderator_id: int, *, moderator: Moderator) -> Colleague:
    """One of the ``colleagues``; raises ``NotFound``."""
    sites = {site.id: site for site in sites_of(moderator, Role.ADMIN)}
    person = find_person(moderator_id)
    colleague = _colleague(person, moderator, sites, with_passkeys([person.id]))
    if not moderator.is_owner and not colleague.roles:
        raise NotFound
    return colleague


def find_membership(membership_id: int, *, moderator: Moderator) -> Membership:
    """A role on a site that the moderator administers; raises ``NotFound``."""
    found = db.session.get(Membership, membership_id) if 0 < membership_id <= LARGEST else None
    if found is None or found.site_id not in administered_ids(moderator):
        raise NotFound
    return found


def subscription_of(moderator: Moderator) -> Subscription:
    """How a moderator is told of what waits."""
    chosen = select(Subscription).where(Subscription.moderator_id == moderator.id)
    return db.session.scalar(chosen) or unsaid(moderator)


def tokens_of(moderator_id: int) -> list[Token]:
    """The valid tokens of a moderator, oldest first."""
    valid = select(Token).where(Token.moderator_id == moderator_id, Token.revoked_at.is_(None))
    return list(db.session.scalars(valid.order_by(Token.id)))


def _colleague(
    person: Moderator, moderator: Moderator, sites: dict[int, Site], having: set[int]
) -> Colleague:
    roles = [(sites[own.site_id], own) for own in person.memberships if own.site_id in sites]
    return Colleague(
        person,
        sorted(roles, key=lambda each: each[0].name),
        is_governed=moderator.is_owner or _is_theirs(person, sites),
        has_second_factor=bool(person.tf_totp_secret) or person.id in having,
    )
