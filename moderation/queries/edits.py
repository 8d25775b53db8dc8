"""What a comment said before: its edits, each with what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Comment, Moderator, Revision
from moderation.queries.cards import display_name
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


def edits_of(comment: Comment) -> list[EditRow]:
    """The last fifty edits, the newest first."""
    last = last_edit(comment)
    rows = db.session.execute(
        select(Revision, Moderator.name, Moderator.email)
        .outerjoin(Moderator, Moderator.id == Revision.moderator_id)
        .where(Revision.submission_id == comment.id)
        .order_by(Revision.id.desc())
        .limit(MOST)
    )
    return [
        EditRow(
            id=edit.id,
            by=display_name(name, email),
            made_at=edit.made_at,
            accepted=edit.accepted,
            pieces=word_diff(edit.previous_source or comment.source, edit.source),
            may_undo=edit is last and comment.evidence_at is None,
        )
        for edit, name, email in rows
    ]
