"""What a batch of decisions came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, and_, cast, func, select

from moderation.extensions import db
from moderation.models import Decision, Moderator, Submission, Verb
from moderation.queries.scopes import scopes_of
from moderation.queries.selections import PIECE


@dataclass(frozen=True)
class Stroke:
    """A batch of more than one decision, as far as the moderator may see it."""

    number: int
    standing: int  # not taken back


def same_before(ids: Sequence[int], verb: Verb, *, moderator: Moderator) -> dict[int, str]:
    """Which of these the moderator has decided the same way last, and in which batch.

    So an answer that was lost on the way can be asked for again.
    """
    found: dict[int, str] = {}
    for start in range(0, len(ids), PIECE):
        latest = (
            select(func.max(Decision.id))
            .where(Decision.submission_id.in_(ids[start : start + PIECE]))
            .group_by(Decision.submission_id)
        )
        rows = select(Decision.submission_id, Decision.batch).where(
            Decision.id.in_(latest),
            Decision.moderator_id == moderator.id,
            Decision.verb == verb,
        )
        found |= {row.submission_id: row.batch for row in db.session.execute(rows)}
    return found


def strokes_of(batches: Collection[str], *, moderator: Moderator) -> dict[str, Stroke]:
    """Those of these batches that have more than one decision, in one statement."""
    if not batches:
        return {}
    stands = and_(Decision.undone.is_(False), Decision.verb != Verb.RESTORE)
    counted = (
        select(Decision.batch, func.count(), func.sum(cast(stands, Integer)))
        .join(Submission, Submission.id == Decision.submission_id)
        .where(Decision.batch.in_(batches), scopes_of(moderator).condition())
        .group_by(Decision.batch)
        .having(func.count() > 1)
    )
    return {batch: Stroke(*numbers) for batch, *numbers in db.session.execute(counted)}
