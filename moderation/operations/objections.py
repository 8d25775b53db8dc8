"""What a decision settles besides the status: flags, an edit, an appeal, notices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, literal, select, union_all, update

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
    Verb,
)
from moderation.operations.bulk import has_arrays, listed
from moderation.operations.counting import Change
from moderation.operations.events import record
from moderation.operations.evidence import note_evidence
from moderation.operations.rewriting import note_editor, rewrite
from moderation.prepared import rows
from moderation.queries.edits import PENDING, pending_edits

UNSETTLING = (Verb.HOLD, Verb.RESTORE)  # these put off what waits, or are an undo
FIRST_OF_ALL = -1  # readers see it while it waits
OBJECTIONS: tuple[type[Any], ...] = (Flag, Revision, Appeal, Notice)


def settle_all(changes: Sequence[Change]) -> None:
    """Answer by decisions whatever was open about their comments; the decisions have numbers."""
    about = {
        submission.id: (decision, submission)
        for decision, submission in changes
        if isinstance(submission, Comment) and decision.verb not in UNSETTLING
    }
    for number, kinds in kinds_about(about).items():
        settle(*about[number], kinds)


def settle(decision: Decision, comment: Comment, kinds: Collection[type[Any]]) -> None:
    """Answer by a decision what is open of these kinds.

    Approving refuses flags and notices, and grants an edit and an appeal; anything else does the
    reverse. Refusing an edit alone leaves the flags of the text that stays to be decided.
    """
    approved = decision.verb is Verb.APPROVE
    if Revision in kinds:
        _settle_edit(decision, comment, accepted=approved)
    if decision.to_status is Status.APPROVED and not approved:
        return
    against = None if comment.withdrawn_at is not None else not approved
    if Flag in kinds:
        _answer(Flag, decision, upheld=against)
    if Appeal in kinds:
        _answer(Appeal, decision, granted=approved, decided_at=decision.decided_at)
    if Notice in kinds:
        _settle_notices(decision, comment, upheld=against)


def pending_edit(submission_id: int) -> Revision | None:
    """The author's edit that waits for a decision, if there is one."""
    return pending_edits([submission_id]).get(submission_id)


def kinds_about(
    ids: Collection[int], answered_by: Collection[int] = ()
) -> dict[int, set[type[Any]]]:
    """Which kinds are open about these submissions, or answered by one of these decisions."""
    if not ids:
        return {}
    given = {"ids": list(ids)} | ({"decisions": list(answered_by)} if answered_by else {})
    found: dict[int, set[type[Any]]] = {}
    for place, number in rows(_kinds(has_arrays(), answered=bool(answered_by)), given):
        found.setdefault(number, set()).add(OBJECTIONS[place])
    return found


@cache
def _kinds(arrays: bool, *, answered: bool) -> Select[int, int]:
    """Of all kinds at once."""
    each = (
        select(literal(place).label("place"), kind.submission_id).where(
            listed(kind.submission_id, "ids", arrays=arrays),
            listed(kind.decision_id, "decisions", arrays=arrays)
            if answered
            else kind.decision_id.is_(None),
        )
        for place, kind in enumerate(OBJECTIONS)
    )
    every = union_all(*each).subquery()
    return select(every.c.place, every.c.submission_id)


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
    db.session.execute(
        update(Revision)
        .where(Revision.submission_id == comment.id, *PENDING, Revision.id < edit.id)
        .values(accepted=False, decided_at=decision.decided_at, decision_id=decision.id)
    )


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
