"""What changes an account itself: its password, its sessions, its second factor, its profile."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update

from moderation import outbox
from moderation.errors import Invalid, NotFound
from moderation.extensions import db
from moderation.models import Moderator
from moderation.operations.events import record
from moderation.operations.sign_ins import (
    Beginning,
    Happening,
    begin_sign_in,
    close_sign_ins,
    note_happenings,
)
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


@dataclass(frozen=True)
class Change:
    """Columns of an account, and the uniquifier it had when it was read."""

    moderator_id: int
    uniquifier: str
    columns: dict[str, Any]


def save_accounts(
    changes: Sequence[Change],
    *,
    letters: Sequence[Letter] = (),
    begins: Beginning | None = None,
    happened: Sequence[Happening] = (),
) -> None:
    """Write what sign-in pages have changed, all of it or nothing.

    Raises ``NotFound`` when an account is no longer the one that was read: its
    uniquifier changes with the password, so that a link to choose one works once.
    """
    for change in changes:
        _save(change)
    post_letters(letters)
    if begins is not None:
        begin_sign_in(begins)
    note_happenings(happened)


def _save(change: Change) -> None:
    same = update(Moderator).where(Moderator.id == change.moderator_id)
    same = same.where(Moderator.fs_uniquifier == change.uniquifier).values(**change.columns)
    if change.columns and db.session.scalar(same.returning(Moderator.id)) is None:
        raise NotFound
    if "fs_uniquifier" in change.columns:
        close_sign_ins(change.moderator_id)


def reset_password(moderator_id: int, password: str | None = None) -> str:
    """Give an account another password, one we make when none is given; the password.

    Every session ends; the second factor stays (OWASP ASVS 6.4.3).
    """
    person = find_moderator(moderator_id)
    password = password or new_password()
    set_password(person, password)
    record("password_reset", site_id=None, by=None, subject=f"moderator {person.id}")
    return password


def set_password(person: Moderator, password: str) -> None:
    """Keep a good enough password as a hash, and end every session; raises ``Invalid``."""
    if problem := password_problem(password, person.email):
        raise Invalid({"password": [problem]})
    person.password = hash_password(password)
    close_sessions(person)


def end_sessions(moderator_id: int) -> None:
    """Sign a person out everywhere, and make links void."""
    close_sessions(find_moderator(moderator_id))


def close_sessions(person: Moderator) -> None:
    """Make every cookie and link of an account void."""
    person.fs_uniquifier = uuid.uuid4().hex
    close_sign_ins(person.id)


def take_recovery_code(moderator_id: int, kept: str) -> bool:
    """Use up a recovery code as it is kept; ``False`` when somebody was faster."""
    person = db.session.scalars(
        select(Moderator).where(Moderator.id == moderator_id).with_for_update()
    ).one()
    left = [code for code in person.mf_recovery_codes or [] if code != kept]
    is_ours = len(left) < len(person.mf_recovery_codes or [])
    person.mf_recovery_codes = left
    if is_ours:
        note_happenings([Happening("recovery_code_used", moderator_id, after={"left": len(left)})])
    return is_ours


def take_time_step(moderator_id: int, counter: int, *, is_new_app: bool = False) -> bool:
    """Use up an app's code by its time step; ``False`` when that one, or a later one, was used."""
    this = update(Moderator).where(Moderator.id == moderator_id)
    if not is_new_app:
        last = Moderator.tf_last_counter
        this = this.where(or_(last.is_(None), last < counter))
    taken = this.values(tf_last_counter=counter).returning(Moderator.id)
    return db.session.scalar(taken) is not None
