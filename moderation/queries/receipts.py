"""What became of a submission, for the one who sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectin_polymorphic

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Appeal,
    Comment,
    Decision,
    Fix,
    Notice,
    Revision,
    Sighting,
    Status,
    Submission,
    TypoReport,
    WaitingFor,
)
from moderation.queries.brakes import why_closed
from moderation.queries.submissions import last_standing_decision

UNFINISHED = frozenset({"waiting", "held", "public", "hidden", "reported", "confirmed"})
EXPLAINED = frozenset({"refused", "refused_by_rule", "removed", "not_a_mistake"})
REFUSED = (Status.REJECTED, Status.SPAM, Status.DELETED)


@dataclass(frozen=True)
class Sent:
    """A submission as its sender knows it, and how far it has come.

    Of a comment: ``waiting held public hidden refused refused_by_rule removed withdrawn``; of a
    typo report: ``reported confirmed fixed gone not_a_mistake withdrawn``. Only a comment has the
    rest: an edit that waits or was refused last, an appeal, a notice that was upheld.
    """

    submission: Submission
    sighting: Sighting | None
    stage: str
    decision: Decision | None
    edit: Revision | None = None
    appeal: Appeal | None = None
    notice: Notice | None = None
    is_noticed: bool = False  # a notice against it is open

    @property
    def is_comment(self) -> bool:
        return isinstance(self.submission, Comment)

    @property
    def may_withdraw(self) -> bool:
        return self.stage in UNFINISHED and self.submission.evidence_at is None

    @property
    def may_erase(self) -> bool:
        """Whether there is a text to erase; what is kept, or has a notice against it, stays."""
        is_kept = self.submission.evidence_at is not None or self.is_noticed
        is_theirs = self.is_comment or self.sighting is not None
        return is_theirs and not self.is_erased and not is_kept

    @property
    def is_erased(self) -> bool:
        if isinstance(self.submission, Comment):
            return not self.submission.source
        own = self.sighting or self.submission
        return isinstance(own, Sighting | TypoReport) and not own.exact

    @property
    def may_edit(self) -> bool:
        one = self.submission
        return not why_not_editable(one, utcnow()) and not why_closed(one.site, one.page)

    @property
    def edit_until(self) -> datetime:
        """When the time for editing is over."""
        return editable_until(self.submission)

    @property
    def may_appeal(self) -> bool:
        return self.appeal is None and not why_no_decision(self.submission)

    @property
    def exact(self) -> str:
        """The words that this reader had selected."""
        own = self.sighting or self.submission
        return own.exact if isinstance(own, Sighting | TypoReport) else ""

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
    sighting = db.session.get(Sighting, sighting_id) if sighting_id is not None else None
    if sighting is not None:  # its card may have gone into another one
        submission_id = sighting.submission_id
    submission = db.session.scalar(
        select(Submission)
        .where(Submission.id == submission_id)
        .options(
            selectin_polymorphic(Submission, [Comment, TypoReport]),
            joinedload(Submission.page),
            joinedload(Submission.site),
        )
    )
    if submission is None or (sighting_id is not None and sighting is None):
        raise NotFound
    decision = last_standing_decision(submission_id)
    stage = _stage(submission, sighting, decision)
    if not isinstance(submission, Comment):
        return Sent(submission, sighting, stage, decision)
    return Sent(
        submission,
        sighting,
        stage,
        decision,
        edit=_edit(submission),
        appeal=appeal_of(submission_id),
        notice=_upheld_notice(submission),
        is_noticed=_has_open_notice(submission),
    )


def why_not_editable(submission: Submission, now: datetime) -> str:
    """Why its author may not edit it now, as the code of a refusal; empty when they may."""
    if not submission.site.policy.edit_minutes:
        return "edits_off"
    if submission.evidence_at is not None:
        return "kept_as_evidence"
    is_open = submission.status not in REFUSED and submission.withdrawn_at is None
    if not is_open or not isinstance(submission, Comment):
        return "not_editable"
    return "" if now < editable_until(submission) else "edit_too_late"


def editable_until(submission: Submission) -> datetime:
    """When the site's time for editing is over."""
    return submission.submitted_at + timedelta(minutes=submission.site.policy.edit_minutes)


def why_no_appeal(submission: Submission) -> str:
    """Why its author may not appeal, as the code of a refusal; empty when they may."""
    if appeal_of(submission.id) is not None:
        return "appealed_before"
    return why_no_decision(submission)


def why_no_decision(submission: Submission) -> str:
    """The same but for an appeal that was made before."""
    if not submission.site.policy.appeals:
        return "appeals_off"
    is_refused = submission.status in REFUSED and not submission.is_over
    return "" if is_refused and isinstance(submission, Comment) else "nothing_to_appeal"


def appeal_of(submission_id: int) -> Appeal | None:
    """The author's appeal, if they have made one."""
    return db.session.scalar(select(Appeal).where(Appeal.submission_id == submission_id))


def _edit(comment: Comment) -> Revision | None:
    """The author's last edit, unless the comment has taken it on."""
    last = db.session.scalar(
        select(Revision)
        .where(Revision.submission_id == comment.id, Revision.moderator_id.is_(None))
        .order_by(Revision.id.desc())
        .limit(1)
    )
    return None if last is None or last.accepted else last


def _upheld_notice(comment: Comment) -> Notice | None:
    """The notice that the comment was taken down for, while it is down."""
    if comment.status not in REFUSED:
        return None
    return db.session.scalar(
        select(Notice)
        .where(Notice.submission_id == comment.id, Notice.upheld.is_(True))
        .order_by(Notice.decided_at.desc(), Notice.id.desc())
        .limit(1)
    )


def _has_open_notice(comment: Comment) -> bool:
    is_open = exists().where(Notice.submission_id == comment.id, Notice.decided_at.is_(None))
    return bool(db.session.scalar(select(is_open)))


def _stage(submission: Submission, sighting: Sighting | None, decision: Decision | None) -> str:
    if submission.withdrawn_at or (sighting is not None and sighting.withdrawn_at):
        return "withdrawn"
    if isinstance(submission, TypoReport):
        return _stage_of_typo(submission)
    assert isinstance(submission, Comment)
    if submission.status is Status.PENDING:
        return "held" if submission.waiting_for is WaitingFor.FLAG else "waiting"
    if submission.status is Status.APPROVED:
        return "public" if submission.shown else "hidden"
    if _was_public(submission):
        return "removed"
    return "refused" if decision is None or decision.moderator_id else "refused_by_rule"


def _was_public(submission: Submission) -> bool:
    """Whether readers have seen it, however it was taken down in the end."""
    taken_down = select(Decision.id).where(
        Decision.submission_id == submission.id, Decision.from_status == Status.APPROVED
    )
    return db.session.scalar(taken_down.limit(1)) is not None


def _stage_of_typo(report: TypoReport) -> str:
    if report.status is Status.PENDING:
        return "reported"
    if report.status is not Status.APPROVED:
        return "not_a_mistake"
    return {Fix.UNFIXED: "confirmed", Fix.FIXED: "fixed"}.get(report.fix, "gone")
