"""Giving a comment another text: one way for its author's edits and for moderators'."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from sqlalchemy import select, update

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment, Decision, Page, Revision, Verb
from moderation.operations.caches import refresh_pages
from moderation.operations.events import record
from moderation.operations.search_index import index_words
from moderation.text.worked_out import digest


def rewrite(comment: Comment, source: str, html: str, findings: list[dict[str, Any]]) -> None:
    """Put a text in the place of the comment's; readers of a public one are served it anew."""
    comment.source, comment.body_html, comment.findings = source, html, findings
    comment.text_hash = digest(source)
    index_words([comment.id])
    if comment.is_public:
        db.session.execute(
            update(Page).where(Page.id == comment.page_id).values(version=Page.version + 1)
        )
        refresh_pages([comment.page_id])


def note_editor(comment: Comment, by: int | None) -> None:
    """Say who edited the comment last; nobody, when its text is one that its author wrote."""
    edits = list(
        db.session.scalars(
            select(Revision).where(Revision.submission_id == comment.id).order_by(Revision.id)
        )
    )
    own = {edit.source for edit in edits if edit.moderator_id is None}
    own |= {edit.previous_source for edit in edits[:1]}
    is_own = comment.source in own
    comment.edited_by = None if is_own else by
    comment.edited_at = None if is_own else utcnow()


def take_back_edits(undone: Decision, comment: Comment) -> None:
    """Put back what a moderator had edited in the same step as a decision that is now undone."""
    if undone.verb is not Verb.APPROVE or comment.edited_by is None:
        return
    edits = db.session.scalars(
        select(Revision).where(
            Revision.decision_id == undone.id, Revision.moderator_id.is_not(None)
        )
    )
    for edit in edits:
        if comment.source == edit.source:
            put_back(edit, comment)
            edit.accepted = False


def put_back(edit: Revision, comment: Comment) -> None:
    """Put back the text that an edit replaced, and whose it was."""
    rewrite(comment, edit.previous_source, edit.previous_html, edit.previous_findings)
    note_editor(comment, _editor_before(edit))


def _editor_before(edit: Revision) -> int | None:
    """Which moderator had put there the text that an edit replaced, if one had."""
    return db.session.scalar(
        select(Revision.moderator_id)
        .where(
            Revision.submission_id == edit.submission_id,
            Revision.id < edit.id,
            Revision.source == edit.previous_source,
            Revision.moderator_id.is_not(None),
        )
        .order_by(Revision.id.desc())
        .limit(1)
    )


def tell_of_edit(name: str, comment: Comment, edit: Revision) -> None:
    """Write an edit into the log, by digests only: the texts themselves can be erased."""
    record(
        name,
        site_id=comment.site_id,
        by=edit.moderator_id,
        subject=f"submission {comment.id}",
        before=_fingerprint(edit.previous_source),
        after={**_fingerprint(edit.source), "revision": edit.id},
    )


def _fingerprint(text: str) -> dict[str, Any]:
    salt = secrets.token_hex(8)
    digest = hashlib.sha256((salt + text).encode()).hexdigest()
    return {"length": len(text), "salt": salt, "digest": digest}
