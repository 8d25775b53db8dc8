"""What has become of the cards on a moderator's screen, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Moderator, Submission
from moderation.queries.cards import Card, cards_of
from moderation.queries.names import display_name
from moderation.queries.scopes import Scopes, scopes_of


@dataclass(frozen=True)
class Glance:
    """The little by which a screen knows that a card of its own is no longer true."""

    id: int
    version: int
    is_waiting: bool
    held_by: str  # the colleague who looks at it now; empty for nobody, or oneself


def glances(ids: Sequence[int], *, moderator: Moderator) -> list[Glance]:
    """A glance at each of these that the moderator may see."""
    if not ids:
        return []
    asked = {"ids": ids, "me": moderator.id, "now": utcnow()}
    return [_glance(row) for row in db.session.execute(_glancing(scopes_of(moderator)), asked)]


@lru_cache(maxsize=256)
def _glancing(scopes: Scopes) -> Select[*tuple[Any, ...]]:
    """Built once: every open screen asks every few seconds."""
    holder = and_(
        Moderator.id == Submission.claimed_by,
        Moderator.id != bindparam("me"),
        Submission.claimed_until > bindparam("now"),
    )
    return (
        select(
            Submission.id,
            Submission.version,
            Submission.waiting_since,
            Moderator.name,
            Moderator.email,
        )
        .outerjoin(Moderator, holder)
        .where(Submission.id.in_(bindparam("ids", expanding=True)), scopes.condition())
    )


def own_cards(ids: Sequence[int], *, moderator: Moderator) -> list[Card]:
    """The cards of those of these that the moderator may see, in this order."""
    if not ids:
        return []
    mine = select(Submission.id).where(Submission.id.in_(ids), scopes_of(moderator).condition())
    visible = set(db.session.scalars(mine))
    return cards_of([each for each in ids if each in visible], moderator=moderator)


def _glance(row: Row[*tuple[Any, ...]]) -> Glance:
    submission_id, version, waiting_since, name, email = row
    return Glance(
        submission_id, version, waiting_since is not None, display_name(name, email) or ""
    )
