"""What an undo opens again: what a decision had settled, and what readers did meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any, TypeVar

from sqlalchemy import select, union_all

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Appeal, Comment, Decision, Flag, Notice, Revision, WaitingFor
from moderation.operations.counting import Change
from moderation.operations.evidence import note_evidence
from moderation.operations.objections import FIRST_OF_ALL, kinds_about
from moderation.operations.rewriting import put_back, take_back_edits
from moderation.operations.waiting import standing
from moderation.queries.edits import pending_edits

Objection = TypeVar("Objection", Flag, Revision, Appeal, Notice)


def unsettle_all(undone: Sequence[Change]) -> None:
    """Open again what decisions that are now undone had answered, and put their texts back.

    What readers said since is open as well, and comes first where they see what it is about.
    """
    about = {each.id: (decision, each) for decision, each in undone if isinstance(each, Comment)}
    for decision, comment in about.values():
        take_back_edits(decision, comment)
    mine = [decision.id for decision, _ in about.values()]
    for number, kinds in kinds_about(about, mine).items():
        unsettle(*about[number], kinds)
    db.session.flush()
    _let_changes_wait([change for change in about.values() if change[1].is_public])
    comments = [comment for _, comment in about.values()]
    _follow_open_changes(comments)
    _let_readers_come_first(comments)


def unsettle(undone: Decision, comment: Comment, kinds: set[type[Any]]) -> None:
    """Open again what an undone decision had answered of these kinds."""
    if Revision in kinds:
        for edit in _answered(Revision, undone):
            if edit.moderator_id is None:
                _reopen_edit(edit, comment)
    for flag in _answered(Flag, undone) if Flag in kinds else ():
        flag.upheld = flag.decision_id = None
    for appeal in _answered(Appeal, undone) if Appeal in kinds else ():
        appeal.granted = appeal.decided_at = appeal.decision_id = None
    if Notice in kinds:
        _reopen_notices(undone, comment)


def _let_changes_wait(public: Sequence[tuple[Decision, Comment]]) -> None:
    """What authors changed while it was out of sight is public only when it has been read."""
    edits = _standing_edits([comment for _, comment in public])
    for undone, comment in public:
        since = [edit for edit in edits.get(comment.id, ()) if edit.made_at > undone.decided_at]
        unread = list(takewhile(lambda edit: edit.moderator_id is None, reversed(since)))
        if unread:
            _let_change_wait(comment, first=unread[-1], last=unread[0])


def _let_change_wait(comment: Comment, *, first: Revision, last: Revision) -> None:
    """Put back what stood there before the first; the last waits."""
    put_back(first, comment)
    last.previous_source, last.previous_html = first.previous_source, first.previous_html
    last.previous_findings = first.previous_findings
    last.accepted = last.decided_at = None
    if not comment.is_waiting:
        _wait_for_change(comment, last.made_at)


def _standing_edits(comments: Sequence[Comment]) -> dict[int, list[Revision]]:
    """The changes in their texts that no decision was asked for, the oldest first."""
    if not comments:
        return {}
    wanted = select(Revision).where(
        Revision.submission_id.in_([one.id for one in comments]),
        Revision.accepted.is_(True),
        Revision.decision_id.is_(None),
    )
    found: dict[int, list[Revision]] = {}
    for edit in db.session.scalars(wanted.order_by(Revision.id)):
        found.setdefault(edit.submission_id, []).append(edit)
    return found


def _follow_open_changes(comments: Sequence[Comment]) -> None:
    """An open change is waited for, also under a refusal that is back; one taken back is not."""
    some = [one for one in comments if one.waiting_for in (None, WaitingFor.REVISION)]
    edits = pending_edits([one.id for one in some])
    for one in some:
        if one.id not in edits:
            one.waiting_since = one.waiting_for = None
        elif not one.is_waiting:
            _wait_for_change(one, edits[one.id].made_at)


def _wait_for_change(comment: Comment, since: datetime) -> None:
    comment.waiting_since, comment.waiting_for = since, WaitingFor.REVISION
    comment.priority, comment.due_at = 0, standing(comment)["due_at"]


def _let_readers_come_first(comments: Sequence[Comment]) -> None:
    """A public comment with an open flag, or an open notice, waits before all else."""
    calm = [one for one in comments if one.is_public and one.waiting_for is not WaitingFor.FLAG]
    if not calm:
        return
    db.session.flush()
    ids = [one.id for one in calm]
    flagged = select(Flag.submission_id).where(Flag.decision_id.is_(None), Flag.weight > 0)
    noticed = select(Notice.submission_id).where(Notice.decision_id.is_(None))
    rows = union_all(
        flagged.where(Flag.submission_id.in_(ids)), noticed.where(Notice.submission_id.in_(ids))
    )
    objected = set(db.session.scalars(rows))
    for one in calm:
        if one.id in objected:
            one.waiting_since = one.waiting_since or utcnow()
            one.waiting_for, one.priority = WaitingFor.FLAG, FIRST_OF_ALL


def _answered(kind: type[Objection], decision: Decision) -> list[Objection]:
    return list(db.session.scalars(select(kind).where(kind.decision_id == decision.id)))


def _reopen_edit(edit: Revision, comment: Comment) -> None:
    if edit.accepted and comment.source == edit.source:  # nobody has edited it since
        put_back(edit, comment)
    edit.accepted = edit.decided_at = edit.decision_id = None


def _reopen_notices(undone: Decision, comment: Comment) -> None:
    """What was kept as evidence by this decision is kept no longer."""
    for notice in _answered(Notice, undone):
        notice.upheld = notice.decided_at = notice.decision_id = notice.moderator_id = None
        notice.ground = notice.provision = notice.statement = ""
    if comment.evidence_at == undone.decided_at:
        note_evidence("evidence_released", comment, by=None)
        comment.evidence_at = None
