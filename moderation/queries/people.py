"""Finding moderators, their roles and their tokens."""

from __future__ import annotations

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Token
from moderation.signing import token_hash


def find_by_token(token: str) -> Moderator:
    """The moderator of a valid bearer token; raises ``NotFound``."""
    moderator = db.session.scalar(
        select(Moderator)
        .join(Token, Token.moderator_id == Moderator.id)
        .where(Token.token_hash == token_hash(token), Token.revoked_at.is_(None), Moderator.active)
    )
    if moderator is None:
        raise NotFound
    return moderator
