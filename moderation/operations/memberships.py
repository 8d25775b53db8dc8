"""What a person may do on which site: given, changed, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Membership, Moderator, Role, Site
from moderation.operations.events import record
from moderation.queries.people import administered_ids, find_membership
from moderation.queries.sites import find_site
from moderation.queries.submissions import find_moderator


@dataclass(frozen=True)
class Terms:
    """What a person may do on a site, what is passed to them, and whether they see who sent it."""

    role: Role
    duties: tuple[str, ...] = ()
    sees_senders: bool = False

    @classmethod
    def of(cls, membership: Membership) -> Terms:
        return cls(membership.role, tuple(membership.duties), membership.sees_senders)

    def as_logged(self) -> dict[str, Any]:
        return {
            "role": self.role.value,
            "duties": list(self.duties),
            "sees_senders": self.sees_senders,
        }


def site_to_join(site_key: str, by: int | None) -> Site:
    """A site to which this person may add people; raises ``NotFound``."""
    site = find_site(site_key)
    if by is not None and site.id not in administered_ids(find_moderator(by)):
        raise NotFound
    return site


def join(person: Moderator, site: Site, terms: Terms, *, by: int | None) -> None:
    """Give a person a role on a site; raises ``Invalid`` when they have one."""
    if any(own.site_id == site.id for own in person.memberships):
        raise Invalid({"email": [Problem("taken")]})
    membership = Membership(
        moderator_id=person.id,
        site_id=site.id,
        role=terms.role,
        duties=list(terms.duties),
        sees_senders=terms.sees_senders,
    )
    person.memberships.append(membership)
    record(
        "role_given",
        site_id=site.id,
        by=by,
        subject=f"moderator {person.id}",
        after=terms.as_logged(),
    )


def change_terms(membership_id: int, terms: Terms, *, by: int) -> None:
    """Let a person do more or less on a site."""
    membership = find_membership(membership_id, moderator=find_moderator(by))
    before = Terms.of(membership)
    site = db.session.get_one(Site, membership.site_id)
    if not set(terms.duties) <= {*site.policy.duties, *before.duties}:
        raise Invalid({"duty": [Problem("not_a_choice")]})
    membership.role, membership.duties = terms.role, list(terms.duties)
    membership.sees_senders = terms.sees_senders
    if terms != before:
        record(
            "role_changed",
            site_id=membership.site_id,
            by=by,
            subject=f"moderator {membership.moderator_id}",
            before=before.as_logged(),
            after=terms.as_logged(),
        )


def remove_membership(membership_id: int, *, by: int) -> None:
    """Let a person do nothing on a site any more; the account stays."""
    membership = find_membership(membership_id, moderator=find_moderator(by))
    take_role(membership, by=by)
    db.session.delete(membership)


def take_role(membership: Membership, *, by: int | None) -> None:
    """Write down that a role on a site ends."""
    record(
        "role_taken",
        site_id=membership.site_id,
        by=by,
        subject=f"moderator {membership.moderator_id}",
        before=Terms.of(membership).as_logged(),
    )
