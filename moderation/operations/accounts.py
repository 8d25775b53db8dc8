"""What changes an account itself: its password, its sessions, its second factor, its profile."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from moderation import outbox
from moderation.drafts.people import Profile
from moderation.errors import Invalid, NotFound
from moderation.extensions import db
from moderation.models import Moderator, Subscription, Telling
from moderation.passwords import hash_password, new_password, password_problem
from moderation.queries.submissions import find_moderator


@dataclass(frozen=True)
class Letter:
    """A mail to one person."""

    to: str
    subject: str
    text: str


def post_letters(letters: Sequence[Letter]) -> None:
    """Have letters sent."""
    for letter in letters:
        outbox.enqueue("send_mail", to=letter.to, subject=letter.subject, text=letter.text)


def save_account(
    moderator_id: int,
    uniquifier: str,
    changed: dict[str, Any],
    *,
    letters: Sequence[Letter] = (),
) -> None:
    """Write columns of an account, if it is still the one that was read; raises ``NotFound``.

    The uniquifier changes with the password, so that a link to choose one works once.
    """
    same = update(Moderator).where(Moderator.id == moderator_id)
    same = same.where(Moderator.fs_uniquifier == uniquifier).values(**changed)
    if changed and db.session.scalar(same.returning(Moderator.id)) is None:
        raise NotFound
    post_letters(letters)


def reset_password(moderator_id: int, password: str | None = None) -> str:
    """Give an account another password, one we make when none is given; the password.

    Every session ends; the second factor stays (OWASP ASVS 6.4.3).
    """
    person = find_moderator(moderator_id)
    password = password or new_password()
    set_password(person, password)
    return password


def set_password(person: Moderator, password: str) -> None:
    """Keep a good enough password as a hash, and end every session; raises ``Invalid``."""
    if problem := password_problem(password, person.email):
        raise Invalid({"password": [problem]})
    person.password = hash_password(password)
    close_sessions(person)


def end_sessions(moderator_id: int) -> None:
    """Sign a person out everywhere: the cookies carry all there is to a session."""
    close_sessions(find_moderator(moderator_id))


def close_sessions(person: Moderator) -> None:
    """Make every cookie and link of an account void."""
    person.fs_uniquifier = uuid.uuid4().hex


def take_recovery_code(moderator_id: int, kept: str) -> bool:
    """Use up a recovery code as it is kept; ``False`` when somebody was faster."""
    person = db.session.scalars(
        select(Moderator).where(Moderator.id == moderator_id).with_for_update()
    ).one()
    left = [code for code in person.mf_recovery_codes or [] if code != kept]
    is_ours = len(left) < len(person.mf_recovery_codes or [])
    person.mf_recovery_codes = left
    return is_ours


def save_profile(moderator_id: int, profile: Profile) -> None:
    """Keep what a moderator said of themselves."""
    person = find_moderator(moderator_id)
    person.name, person.language = profile.name, profile.language
    person.time_zone, person.theme = profile.time_zone, profile.theme
    person.letter_keys = profile.letter_keys
    subscription = db.session.scalar(
        select(Subscription).where(Subscription.moderator_id == person.id)
    )
    if subscription is None:
        subscription = Subscription(moderator_id=person.id)
        db.session.add(subscription)
    subscription.telling = Telling(profile.telling)
    subscription.every_minutes = profile.every_minutes
    subscription.quiet_from, subscription.quiet_until = profile.quiet_from, profile.quiet_until
