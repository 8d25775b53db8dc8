"""What a comment said before: its edits, each with what it changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Comment, Moderator, Revision, Submission
from moderation.queries.submissions import find_comment
from moderation.text.diff import Piece, word_diff

MOST = 50


@dataclass(frozen=True)
class EditRow:
    """One edit as the history shows it; without a moderator's name its author made it."""

    id: int
    by: str | None
    made_at: datetime
    accepted: bool | None
    pieces: list[Piece]
    may_undo: bool


# An author's change of a public text that nobody has decided on.
PENDING = (Revision.accepted.is_(None), Revision.moderator_id.is_(None))


def pending_edits(submission_ids: Collection[int]) -> dict[int, Revision]:
    """The author's edit that waits beside each of these that has one."""
    if not submission_ids:
        return {}
    theirs = select(Revision).where(Revision.submission_id.in_(submission_ids), *PENDING)
    return {edit.submission_id: edit for edit in db.session.scalars(theirs.order_by(Revision.id))}


def find_edit(revision_id: int, *, moderator: Moderator) -> Revision:
    """A moderator's edit of a comment that one may decide on; raises ``NotFound``."""
    edit = db.session.get(Revision, revision_id) if 0 < revision_id < 2**31 else None
    if edit is None or edit.moderator_id is None:
        raise NotFound
    find_comment(edit.submission_id, moderator=moderator)
    return edit


def last_edit(comment: Comment) -> Revision | None:
    """The edit by a moderator whose text the comment has now; none after any other change."""
    last = db.session.scalar(
        select(Revision)
        .where(Revision.submission_id == comment.id, Revision.accepted.is_(True))
        .order_by(Revision.decided_at.desc(), Revision.id.desc())
        .limit(1)
    )
    if last is None or last.moderator_id is None or last.source != comment.source:
        return None
    return last


def latest_edits(submissions: Sequence[Submission]) -> dict[int, EditRow]:
    """The last edit by a moderator of each comment that has one, in one query."""
    edited = {
        one.id: one for one in submissions if isinstance(one, Comment) and one.edited_by is not None
    }
    if not edited:
        return {}
    latest = (
        select(func.max(Revision.id))
        .where(
            Revision.submission_id.in_(edited),
            Revision.moderator_id.is_not(None),
            Revision.accepted.is_(True),
        )
        .group_by(Revision.submission_id)
    )
    rows = db.session.execute(_edits().where(Revision.id.in_(latest)))
    return {edit.submission_id: _row(edit, who, edited[edit.submission_id]) for edit, who in rows}


def edits_of(comment: Comment) -> list[EditRow]:
    """The last fifty edits, the newest first."""
    last = last_edit(comment)
    edits = _edits().where(Revision.submission_id == comment.id).order_by(Revision.id.desc())
    rows = db.session.execute(edits.limit(MOST))
    found = [_row(edit, person, comment) for edit, person in rows]
    return [
        replace(row, may_undo=row.may_undo and last is not None and last.id == row.id)
        for row in found
    ]


def _edits() -> Select[Revision, Moderator | None]:
    return select(Revision, Moderator).outerjoin(Moderator, Moderator.id == Revision.moderator_id)


def _row(edit: Revision, person: Moderator | None, comment: Comment) -> EditRow:
    is_now = edit.moderator_id is not None and edit.source == comment.source
    return EditRow(
        id=edit.id,
        by=person.display_name if person else None,
        made_at=edit.made_at,
        accepted=edit.accepted,
        pieces=word_diff(edit.previous_source or comment.source, edit.source),
        may_undo=is_now and bool(edit.accepted) and comment.evidence_at is None,
    )
