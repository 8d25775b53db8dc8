"""What became of a submission, for the one who sent it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectin_polymorphic

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Comment,
    Decision,
    Fix,
    Sighting,
    Status,
    Submission,
    TypoReport,
)
from moderation.queries.branches import has_hidden_ancestor
from moderation.queries.submissions import last_decision

UNFINISHED = frozenset({"waiting", "public", "hidden", "reported", "confirmed"})
EXPLAINED = frozenset({"refused", "removed", "not_a_mistake"})


@dataclass(frozen=True)
class Sent:
    """A submission as its sender knows it, and how far it has come.

    Of a comment: ``waiting public hidden refused removed withdrawn``; of a typo report:
    ``reported confirmed fixed gone not_a_mistake withdrawn``.
    """

    submission: Submission
    sighting: Sighting | None
    stage: str
    decision: Decision | None

    @property
    def is_comment(self) -> bool:
        return isinstance(self.submission, Comment)

    @property
    def may_withdraw(self) -> bool:
        return self.stage in UNFINISHED

    @property
    def suggestion(self) -> str:
        """What this reader proposed; another one's suggestion is not theirs to see."""
        source = self.sighting or self.submission
        return source.suggestion if isinstance(source, Sighting | TypoReport) else ""

    @property
    def note(self) -> str:
        source = self.sighting or self.submission
        return source.note if isinstance(source, Sighting | TypoReport) else ""

    @property
    def reason(self) -> str:
        """Why it was decided against, where the moderator said so."""
        return self.decision.reason if self.decision and self.stage in EXPLAINED else ""


def find_sent(submission_id: int, sighting_id: int | None) -> Sent:
    """What a receipt is for; raises ``NotFound`` when it is no longer there."""
    submission = db.session.scalar(
        select(Submission)
        .where(Submission.id == submission_id)
        .options(
            selectin_polymorphic(Submission, [Comment, TypoReport]),
            joinedload(Submission.page),
            joinedload(Submission.site),
        )
    )
    sighting = db.session.get(Sighting, sighting_id) if sighting_id is not None else None
    if submission is None or (sighting_id is not None and sighting is None):
        raise NotFound
    decision = last_decision(submission_id)
    return Sent(submission, sighting, _stage(submission, sighting, decision), decision)


def _stage(submission: Submission, sighting: Sighting | None, decision: Decision | None) -> str:
    if submission.withdrawn_at or (sighting is not None and sighting.withdrawn_at):
        return "withdrawn"
    if isinstance(submission, TypoReport):
        return _stage_of_typo(submission)
    assert isinstance(submission, Comment)
    if submission.status is Status.PENDING:
        return "waiting"
    if submission.status is Status.APPROVED:
        return "hidden" if has_hidden_ancestor(submission.parent_id) else "public"
    was_public = decision is not None and decision.from_status is Status.APPROVED
    return "removed" if was_public else "refused"


def _stage_of_typo(report: TypoReport) -> str:
    if report.status is Status.PENDING:
        return "reported"
    if report.status is not Status.APPROVED:
        return "not_a_mistake"
    return {Fix.UNFIXED: "confirmed", Fix.FIXED: "fixed"}.get(report.fix, "gone")
