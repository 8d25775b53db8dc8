"""Finding passkeys."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Passkey


def passkeys_of(moderator_id: int) -> list[Passkey]:
    """A moderator's passkeys, oldest first."""
    theirs = select(Passkey).where(Passkey.user_id == moderator_id)
    return list(db.session.scalars(theirs.order_by(Passkey.id)))


def find_passkey(credential_id: bytes) -> Passkey:
    """A passkey by its own id; raises ``NotFound``."""
    found = db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))
    if found is None:
        raise NotFound
    return found


def with_passkeys(moderator_ids: Sequence[int]) -> set[int]:
    """Which of these moderators have a passkey."""
    having = select(Passkey.user_id).where(Passkey.user_id.in_(moderator_ids))
    return set(db.session.scalars(having.distinct()))
