"""What else a card shows: each kind of fact is read for all cards of a page in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.models import Braking, Kind, Moderator, Role, Submission
from moderation.queries.alike import Fold, folds_of
from moderation.queries.brakes import brakings_on
from moderation.queries.claims import Claim, claims_on
from moderation.queries.correcting import Correction, corrections_of
from moderation.queries.disputes import Dispute, disputes_of
from moderation.queries.edits import EditRow, latest_edits
from moderation.queries.looks import Seen, looks_of
from moderation.queries.passings import Passing, passings_of
from moderation.queries.senders import notes_about
from moderation.queries.submissions import reaches


@dataclass(frozen=True)
class Extras:
    """Facts about one card that most cards have none of."""

    claim: Claim | None = None  # who is at it now
    passing: Passing | None = None  # whom it was passed to
    fold: Fold | None = None  # what waits under it, nearly the same
    dispute: Dispute | None = None  # what readers, or its author, hold against what was decided
    may_keep_evidence: bool = False
    edit: EditRow | None = None  # a moderator's, whose text stands there now
    braking: Braking | None = None  # what the brake does to its page at present
    notes: int = 0  # what moderators noted about the sender
    correction: Correction | None = None  # of a typo report: what an editor decides by
    looks: Sequence[Seen] = ()  # at its page, for a mistake: the newest first


def extras_of(submissions: Sequence[Submission], moderator: Moderator) -> dict[int, Extras]:
    """The extras of these submissions' cards, by id."""
    claims = claims_on([each.id for each in submissions if each.claimed_by])
    passings = passings_of(submissions, moderator)
    folds = folds_of([each.id for each in submissions if _may_be_head(each)])
    disputes = disputes_of(submissions)
    edits = latest_edits(submissions)
    brakings = brakings_on([each.page for each in submissions])
    corrections = corrections_of(submissions)
    notes = notes_about(each.author_id for each in submissions)
    looks = looks_of([each.id for each in submissions if getattr(each, "checked_at", None)])
    return {
        each.id: Extras(
            claim=claims.get(each.id),
            passing=passings.get(each.id),
            fold=folds.get(each.id),
            dispute=disputes.get(each.id),
            edit=edits.get(each.id),
            braking=brakings.get(each.page_id),
            notes=notes.get(each.author_id, 0),
            correction=corrections.get(each.id),
            looks=looks.get(each.id, ()),
            may_keep_evidence=_may_keep_evidence(each, moderator),
        )
        for each in submissions
    }


def _may_keep_evidence(submission: Submission, moderator: Moderator) -> bool:
    is_comment = submission.kind is Kind.COMMENT
    return is_comment and reaches(moderator.role_on(submission.site_id), Role.ADMIN)


def _may_be_head(submission: Submission) -> bool:
    return submission.is_waiting and submission.kind is Kind.COMMENT and not submission.alike_id
