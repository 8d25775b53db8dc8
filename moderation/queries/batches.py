"""What a batch of decisions came to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Decision, Moderator, Verb
from moderation.queries.selections import PIECE


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
