"""Passkeys: added, named, used, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Passkey
from moderation.operations.events import record
from moderation.queries.submissions import find_moderator

MOST = 20  # passkeys of one person
USAGE = "first"  # Flask-Security's word; ours serve for both steps


@dataclass(frozen=True)
class NewPasskey:
    """A passkey as a browser has just made it."""

    name: str
    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    backup_state: bool
    device_type: str
    handle: str = ""  # what the browser knows the account by, the same for all of its passkeys


@dataclass(frozen=True)
class Use:
    """A passkey's good answer to a challenge of a certain moment."""

    passkey_id: int
    asked_at: float
    sign_count: int
    backup_state: bool


def add_passkey(new: NewPasskey, *, by: int) -> int:
    """Keep a passkey; raises ``Invalid`` for a name or a key that is there already."""
    theirs = list(db.session.scalars(select(Passkey).where(Passkey.user_id == by)))
    if len(theirs) >= MOST:
        raise Invalid({"name": [Problem("too_many", {"number": len(theirs) + 1, "most": MOST})]})
    _check_name(new.name, theirs)
    passkey = Passkey(
        user_id=by,
        name=new.name,
        credential_id=new.credential_id,
        public_key=new.public_key,
        sign_count=new.sign_count,
        transports=list(new.transports),
        backup_state=new.backup_state,
        device_type=new.device_type,
        usage=USAGE,
    )
    person = find_moderator(by)
    person.fs_webauthn_user_handle = person.fs_webauthn_user_handle or new.handle or None
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError as error:
        raise Invalid({"name": [Problem("taken")]}) from error
    _note("passkey_added", passkey, by)
    return passkey.id


def rename_passkey(passkey_id: int, name: str, *, by: int) -> None:
    """Call a passkey of one's own something else."""
    passkey = _own(passkey_id, by)
    theirs = select(Passkey).where(Passkey.user_id == by, Passkey.id != passkey_id)
    _check_name(name, list(db.session.scalars(theirs)))
    passkey.name = name


def remove_passkey(passkey_id: int, *, by: int) -> None:
    """Let a passkey of one's own open nothing any more."""
    passkey = _own(passkey_id, by)
    _note("passkey_removed", passkey, by)
    db.session.delete(passkey)


def remove_passkeys(moderator_id: int) -> int:
    """Forget all passkeys of an account; how many there were."""
    gone = delete(Passkey).where(Passkey.user_id == moderator_id).returning(Passkey.id)
    return len(db.session.scalars(gone).all())


def use_passkey(use: Use) -> bool:
    """Note a use; ``False`` when the key was used since the challenge, which so works once."""
    asked_at = datetime.fromtimestamp(use.asked_at, UTC)
    this = update(Passkey).where(Passkey.id == use.passkey_id, Passkey.lastuse_datetime < asked_at)
    used = this.values(
        lastuse_datetime=utcnow(), sign_count=use.sign_count, backup_state=use.backup_state
    )
    return db.session.scalar(used.returning(Passkey.id)) is not None


def _own(passkey_id: int, by: int) -> Passkey:
    found = db.session.get(Passkey, passkey_id) if 0 < passkey_id < 2**31 else None
    if found is None or found.user_id != by:
        raise NotFound
    return found


def _check_name(name: str, others: list[Passkey]) -> None:
    if not name:
        raise Invalid({"name": [Problem("required")]})
    if any(other.name == name for other in others):
        raise Invalid({"name": [Problem("taken")]})


def _note(what: str, passkey: Passkey, by: int) -> None:
    record(what, site_id=None, by=by, subject=f"moderator {by}", after={"passkey": passkey.id})
