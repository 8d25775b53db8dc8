"""Dealing: each moderator gets a card of their own, and nobody gets another one's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Submission
from moderation.operations.claims import release, take
from moderation.queries.dealing import in_turn
from moderation.queries.filters import QueueFilter
from moderation.queries.submissions import find_moderator


@dataclass(frozen=True)
class Hand:
    """How the next card is dealt: from which part of the queue, which not again, whose turn."""

    filters: QueueFilter
    but: tuple[int, ...] = ()
    turn: int = 0


def deal(filters: QueueFilter, *, by: int, but: Sequence[int] = (), turn: int = 0) -> int | None:
    """Claim the moderator's next card; nothing when there is none left for them.

    ``turn`` counts the cards dealt before it. On PostgreSQL what another one is
    just taking is skipped; SQLite has one writer at a time.
    """
    moderator = find_moderator(by)
    for submission_id in in_turn(moderator, filters, but=but, turn=turn):
        unlocked = select(Submission.id).where(Submission.id == submission_id)
        if db.session.scalar(unlocked.with_for_update(skip_locked=True)) is not None and take(
            submission_id, by=by
        ):
            return submission_id
    return None


def deal_hand(hand: Hand, *, by: int, let_go: Sequence[int] = ()) -> int | None:
    """Let go of some cards, and deal the next."""
    release(let_go, by=by)
    return deal(hand.filters, by=by, but=hand.but, turn=hand.turn)
