"""What else a card shows: each kind of fact is read for all cards of a page in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.models import Moderator, Submission
from moderation.queries.claims import Claim, claims_on
from moderation.queries.passings import Passing, passings_of


@dataclass(frozen=True)
class Extras:
    """Facts about one card that most cards have none of."""

    claim: Claim | None = None  # who is at it now
    passing: Passing | None = None  # whom it was passed to


def extras_of(submissions: Sequence[Submission], moderator: Moderator) -> dict[int, Extras]:
    """The extras of these submissions' cards, by id."""
    claims = claims_on([each.id for each in submissions if each.claimed_by])
    passings = passings_of(submissions, moderator)
    return {
        each.id: Extras(claim=claims.get(each.id), passing=passings.get(each.id))
        for each in submissions
    }
