"""Asking somebody to join: a link that opens an account once, until it is too old or taken back."""

from __future__ import annotations

from sqlalchemy import select

from moderation.database import utcnow
from moderation.drafts.people import Acceptance, Invitation
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Role
from moderation.operations.accounts import close_sessions, set_password
from moderation.operations.events import record
from moderation.operations.memberships import Terms, join, site_to_join, take_role
from moderation.operations.people import (
    Added,
    Key,
    find_or_add_account,
    fit_key,
    governed,
    may_govern,
)
from moderation.queries.people import administered_ids, is_guest
from moderation.queries.submissions import find_moderator


def invite(invitation: Invitation, *, key: Key, by: int) -> Added:
    """Give a person a role on some sites, and a link to an account where they have none yet."""
    sites = [site_to_join(site_key, by) for site_key in invitation.site_keys]
    person, is_new = find_or_add_account(invitation.email)
    may_see_link = is_new or (not person.password and may_govern(by, person))
    if not person.password and not may_see_link:
        key = Key("")  # somebody else's guest: their link still opens the account
    for site in sites:
        join(person, site, _terms(invitation, site.policy.duties), by=by)
    if not person.password and key.uniquifier:
        fit_key(person, key)
        person.invited_at = utcnow()
        _note("invited", person.id, by)
    return Added(person.id, is_new, may_see_link)


def invite_again(moderator_id: int, key: Key, *, by: int) -> None:
    """Make a new link for somebody who has not come yet; the one before is void."""
    person = _guest(moderator_id, by)
    fit_key(person, key)
    person.invited_at = utcnow()
    _note("invited", person.id, by)


def take_back(moderator_id: int, *, by: int) -> None:
    """Let the link open nothing, and take away the roles on the sites one looks after."""
    person = _guest(moderator_id, by)
    close_sessions(person)
    mine = administered_ids(find_moderator(by))
    for membership in [own for own in person.memberships if own.site_id in mine]:
        take_role(membership, by=by)
        person.memberships.remove(membership)
    if not person.memberships and not person.is_owner:
        person.active = False
    _note("invitation_taken_back", person.id, by)


def accept(uniquifier: str, acceptance: Acceptance) -> None:
    """Open the account; raises ``NotFound`` when the link was used, replaced or taken back."""
    person = db.session.scalar(
        select(Moderator).where(Moderator.fs_uniquifier == uniquifier).with_for_update()
    )
    if person is None or not is_guest(person):
        raise NotFound
    person.name, person.language = acceptance.name, acceptance.language
    set_password(person, acceptance.password)
    _note("invitation_accepted", person.id, person.id)


def _guest(moderator_id: int, by: int) -> Moderator:
    person = governed(moderator_id, by)
    if not is_guest(person):
        raise NotFound
    return person


def _terms(invitation: Invitation, duties: tuple[str, ...]) -> Terms:
    """What the invitation says, of duties those that the site has."""
    return Terms(
        Role(invitation.role),
        tuple(duty for duty in invitation.duties if duty in duties),
        invitation.sees_senders,
    )


def _note(what: str, moderator_id: int, by: int) -> None:
    record(what, site_id=None, by=by, subject=f"moderator {moderator_id}")
