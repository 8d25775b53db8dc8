"""Claims: while a moderator is at a submission, nobody else is dealt it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Submission
from moderation.operations.events import record
from moderation.queries.claims import Claim, claims_on, is_free
from moderation.queries.submissions import find_moderator, find_submission

# A crashed browser's claim is over after so long; a living one renews it well before.
LASTS = timedelta(minutes=2)


def claim(submission_id: int, *, by: int, take_over: bool = False) -> Claim:
    """Hold a waiting submission for a while, or say who holds it.

    Only an explicit ``take_over`` takes it out of somebody's hands. Raises
    ``NotFound`` when it is not among the moderator's.
    """
    submission = find_submission(submission_id, moderator=find_moderator(by))
    held = claims_on([submission_id]).get(submission_id, Claim(submission_id))
    if take(submission_id, by=by, anyway=take_over) and held.is_held_from(by):
        record(
            "claim_taken_over",
            site_id=submission.site_id,
            by=by,
            subject=f"submission {submission_id}",
            before={"moderator": held.by},
            after={"moderator": by},
        )
    return claims_on([submission_id]).get(submission_id, Claim(submission_id))


def renew(ids: Sequence[int], *, by: int) -> tuple[int, ...]:
    """Hold these for longer; those that are lost: somebody has taken over, or has decided."""
    return tuple(each for each in ids if claim(each, by=by).by != by)


def release(ids: Sequence[int], *, by: int) -> None:
    """Let go of what the moderator holds of these."""
    held = Submission.__table__
    db.session.execute(
        update(held)  # type: ignore[arg-type]
        .where(held.c.id.in_(ids), held.c.claimed_by == by)
        .values(claimed_by=None, claimed_until=None)
    )


def take(submission_id: int, *, by: int, anyway: bool = False) -> bool:
    """Hold it if nobody else does; one statement, so that of many who try at once one succeeds."""
    now = utcnow()
    held = Submission.__table__
    mine = update(held).where(  # type: ignore[arg-type]
        held.c.id == submission_id, held.c.waiting_since.is_not(None)
    )
    if not anyway:
        mine = mine.where(is_free(by, now))
    taken = mine.values(claimed_by=by, claimed_until=now + LASTS).returning(held.c.id)
    return db.session.scalar(taken) is not None


__all__ = ["LASTS", "Claim", "claim", "release", "renew", "take"]
