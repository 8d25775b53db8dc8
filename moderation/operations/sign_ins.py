"""Sign-ins: one row for each browser that is let in, until it is let in no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, SignIn
from moderation.operations.events import record
from moderation.queries.people import find_person, governs
from moderation.queries.sign_ins import find_sign_in
from moderation.queries.submissions import find_moderator


@dataclass(frozen=True)
class Beginning:
    """A browser just let in: the hash of its cookie's token, and what it calls itself."""

    moderator_id: int
    token_hash: str
    browser: str = ""


@dataclass(frozen=True)
class Happening:
    """Something about an account for the log: what, whose, and by whom when not by a stranger."""

    name: str
    moderator_id: int | None = None
    subject: str = ""
    after: dict[str, Any] = field(default_factory=dict)


def begin_sign_in(beginning: Beginning) -> int:
    """Let a browser in; the number of the sign-in."""
    sign_in = SignIn(
        moderator_id=beginning.moderator_id,
        token_hash=beginning.token_hash,
        browser=beginning.browser,
    )
    db.session.add(sign_in)
    db.session.flush()
    return sign_in.id


def see_sign_in(sign_in_id: int, now: datetime) -> None:
    """Note that a browser is still there."""
    same = update(SignIn).where(SignIn.id == sign_in_id, SignIn.seen_at < now)
    db.session.execute(same.values(seen_at=now))


def sign_out(sign_in_id: int) -> None:
    """End a sign-in by its own browser."""
    moderator_id = _end(SignIn.id == sign_in_id)
    if moderator_id:
        note_happenings([Happening("signed_out", moderator_id[0])])


def end_sign_in(sign_in_id: int, *, by: int) -> int:
    """End a sign-in of one's own, or of somebody whose account one governs; whose it was."""
    owner = find_person(find_sign_in(sign_in_id).moderator_id)
    _check_may_end(owner, by)
    _end(SignIn.id == sign_in_id)
    _note_ending(owner, by, 1)
    return owner.id


def end_sign_ins(moderator_id: int, *, by: int, but: int = 0) -> int:
    """End all sign-ins of an account, except perhaps the one that asks; how many there were."""
    owner = find_person(moderator_id)
    _check_may_end(owner, by)
    ended = len(_end(SignIn.moderator_id == owner.id, SignIn.id != but))
    if ended:
        _note_ending(owner, by, ended)
    return ended


def close_sign_ins(moderator_id: int) -> None:
    """End all sign-ins of an account, whose cookies are void for another reason already."""
    _end(SignIn.moderator_id == moderator_id)


def note_happenings(happenings: Sequence[Happening]) -> None:
    """Write into the log what happened to accounts."""
    for each in happenings:
        subject = each.subject or (f"moderator {each.moderator_id}" if each.moderator_id else "")
        record(each.name, site_id=None, by=each.moderator_id, subject=subject, after=each.after)


def _check_may_end(owner: Moderator, by: int) -> None:
    if owner.id != by and not governs(find_moderator(by), owner):
        raise NotFound


def _note_ending(owner: Moderator, by: int, number: int) -> None:
    record(
        "sign_ins_ended",
        site_id=None,
        by=by,
        subject=f"moderator {owner.id}",
        after={"number": number},
    )


def _end(*which: Any) -> Sequence[int]:
    ending = update(SignIn).where(*which, SignIn.ended_at.is_(None)).values(ended_at=utcnow())
    return db.session.scalars(ending.returning(SignIn.moderator_id)).all()
