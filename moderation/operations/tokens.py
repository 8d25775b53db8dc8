"""Bearer tokens for the JSON interface: made once, kept as a hash."""

from __future__ import annotations

from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Token
from moderation.operations.events import record
from moderation.queries.people import find_by_email
from moderation.signing import new_token, token_hash

LARGEST = 2**31 - 1  # what an INTEGER column of either database holds


def add_token(email: str) -> str:
    """A new token for a moderator, which is shown this once; raises ``NotFound``."""
    person = find_by_email(email)
    token, kept = new_token()
    added = Token(moderator_id=person.id, token_hash=kept)
    db.session.add(added)
    db.session.flush()
    _note("token_added", added, None)
    return token


def revoke_token(token: str, *, by: int | None = None) -> None:
    """Make a token void, given itself or its number; ``by`` may revoke only their own."""
    is_number = token.isdecimal() and token.isascii() and int(token) <= LARGEST
    same = Token.id == int(token) if is_number else Token.token_hash == token_hash(token)
    found = db.session.scalar(select(Token).where(same, Token.revoked_at.is_(None)))
    if found is None or by not in (None, found.moderator_id):
        raise NotFound
    found.revoked_at = utcnow()
    _note("token_revoked", found, by)


def _note(what: str, token: Token, by: int | None) -> None:
    subject = f"moderator {token.moderator_id}"
    record(what, site_id=None, by=by, subject=subject, after={"token": token.id})
