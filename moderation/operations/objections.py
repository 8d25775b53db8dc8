"""What a decision settles besides the status: flags, an edit, an appeal, notices; and back."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import exists, select, update

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import (
    Appeal,
    Comment,
    Decision,
    Flag,
    Notice,
    Revision,
    Status,
    Submission,
    Verb,
    WaitingFor,
)
from moderation.operations.events import record
from moderation.operations.evidence import note_evidence
from moderation.operations.rewriting import note_editor, rewrite, take_back_edits

UNSETTLING = (Verb.HOLD, Verb.RESTORE)  # these put off what waits, or are an undo
OBJECTIONS: tuple[type[Any], ...] = (Flag, Revision, Appeal, Notice)
Objection = TypeVar("Objection", Flag, Revision, Appeal, Notice)


def settle(decision: Decision, submission: Submission) -> None:
    """Answer by a decision whatever was open about the submission.

    Approving refuses flags and notices, and grants an edit and an appeal; anything else does the
    reverse. Refusing an edit alone leaves the flags of the text that stays to be decided.
    """
    if decision.verb in UNSETTLING or not isinstance(submission, Comment) or _is_first(decision):
        return
    db.session.flush()  # the decision has its number now
    flags, edits, appeals, notices = _open(submission.id)
    approved = decision.verb is Verb.APPROVE
    if edits:
        _settle_edit(decision, submission, accepted=approved)
    if decision.to_status is Status.APPROVED and not approved:
        return
    against = None if submission.withdrawn_at is not None else not approved
    if flags:
        _answer(Flag, decision, upheld=against)
    if appeals:
        _answer(Appeal, decision, granted=approved, decided_at=decision.decided_at)
    if notices:
        _settle_notices(decision, submission, upheld=against)


def unsettle(undone: Decision, submission: Submission) -> None:
    """Open again what a decision that is now undone had answered, and put its text back."""
    if not isinstance(submission, Comment):
        return
    take_back_edits(undone, submission)
    if _is_first(undone):
        return
    for edit in _answered(Revision, undone):
        if edit.moderator_id is None:
            _reopen_edit(edit, submission)
    for flag in _answered(Flag, undone):
        flag.upheld = flag.decision_id = None
    for appeal in _answered(Appeal, undone):
        appeal.granted = appeal.decided_at = appeal.decision_id = None
    _reopen_notices(undone, submission)


def pending_edit(submission_id: int) -> Revision | None:
    """The author's edit that waits for a decision, if there is one."""
    return db.session.scalar(
        select(Revision)
        .where(
            Revision.submission_id == submission_id,
            Revision.accepted.is_(None),
            Revision.moderator_id.is_(None),
        )
        .order_by(Revision.id.desc())
        .limit(1)
    )


def _is_first(decision: Decision) -> bool:
    """Whether nobody had seen the text before, so that there is nothing to settle."""
    return decision.from_waiting_for is WaitingFor.FIRST and decision.from_decided_at is None


def _open(submission_id: int) -> tuple[bool, ...]:
    """Which kinds of objections are open, asked in one statement."""
    kinds = (_is_open(kind, submission_id) for kind in OBJECTIONS)
    return tuple(db.session.execute(select(*kinds)).one())


def _is_open(kind: type[Any], submission_id: int) -> Any:
    return exists(
        select(kind.id).where(kind.submission_id == submission_id, kind.decision_id.is_(None))
    )


def _answered(kind: type[Objection], decision: Decision) -> list[Objection]:
    return list(db.session.scalars(select(kind).where(kind.decision_id == decision.id)))


def _answer(kind: type[Any], decision: Decision, **verdict: object) -> None:
    db.session.execute(
        update(kind)
        .where(kind.submission_id == decision.submission_id, kind.decision_id.is_(None))
        .values(decision_id=decision.id, **verdict)
    )


def _settle_edit(decision: Decision, comment: Comment, *, accepted: bool) -> None:
    edit = pending_edit(comment.id)
    if edit is None:
        return
    if accepted:  # what it replaces is what stands there now, a moderator's edit included
        edit.previous_source, edit.previous_html = comment.source, comment.body_html
        edit.previous_findings = comment.findings
        rewrite(comment, edit.source, edit.body_html, edit.findings)
        note_editor(comment, None)
    edit.accepted, edit.decided_at, edit.decision_id = accepted, decision.decided_at, decision.id
    older = (Revision.accepted.is_(None), Revision.moderator_id.is_(None), Revision.id < edit.id)
    db.session.execute(
        update(Revision)
        .where(Revision.submission_id == comment.id, *older)
        .values(accepted=False, decided_at=decision.decided_at, decision_id=decision.id)
    )


def _reopen_edit(edit: Revision, comment: Comment) -> None:
    if edit.accepted and comment.source == edit.source:  # nobody has edited it since
        rewrite(comment, edit.previous_source, edit.previous_html, edit.previous_findings)
    edit.accepted = edit.decided_at = edit.decision_id = None


def _reopen_notices(undone: Decision, comment: Comment) -> None:
    """What was kept as evidence by this decision is kept no longer."""
    for notice in _answered(Notice, undone):
        notice.upheld = notice.decided_at = notice.decision_id = notice.moderator_id = None
        notice.ground = notice.provision = notice.statement = ""
    if comment.evidence_at == undone.decided_at:
        note_evidence("evidence_released", comment, by=None)
        comment.evidence_at = None


def _settle_notices(decision: Decision, comment: Comment, *, upheld: bool | None) -> None:
    _answer(
        Notice,
        decision,
        upheld=upheld,
        moderator_id=decision.moderator_id,
        decided_at=decision.decided_at,
    )
    record(
        "notice_decided",
        site_id=comment.site_id,
        by=decision.moderator_id,
        subject=f"submission {comment.id}",
        after={"upheld": upheld, "decision": decision.id},
    )
    outbox.enqueue(
        "announce_notice",
        due_at=utcnow() + outbox.UNDO_TIME,
        batch=decision.batch,
        submission_id=comment.id,
        decision_id=decision.id,
    )
    if upheld and comment.evidence_at is None:
        comment.evidence_at = decision.decided_at
        note_evidence("evidence_kept", comment, by=decision.moderator_id)
