"""Moderators edit a comment: each text it had is kept, with who put it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moderation.database import utcnow
from moderation.errors import Conflict, Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Comment, Moderator, Revision, Verb
from moderation.operations.decide import decide, outcome_of
from moderation.operations.locks import lock_sites_of
from moderation.operations.rewriting import note_editor, rewrite, tell_of_edit
from moderation.operations.waiting import begin_waiting
from moderation.queries.edits import find_edit, last_edit
from moderation.queries.submissions import find_comment, find_moderator
from moderation.screening.texts import MOST_SPANS
from moderation.text.markdown import render
from moderation.text.marks import stretch_of

Findings = list[dict[str, Any]]


@dataclass(frozen=True)
class Edited:
    """A comment after an edit, and the batch of the decision that was taken with it."""

    id: int
    version: int
    batch: str = ""


def edit_comment(
    submission_id: int, source: str, *, by: int, version: int | None, approves: bool = False
) -> Edited:
    """Give a comment another text, and approve it in the same step when asked.

    Raises ``Conflict`` when it is not the one that was on screen, ``Invalid`` for what is
    kept as evidence.
    """
    moderator = find_moderator(by)
    lock_sites_of([submission_id])
    comment = find_comment(submission_id, moderator=moderator)
    if comment.evidence_at is not None:
        raise Invalid({"source": [Problem("kept_as_evidence")]})
    if version != comment.version or comment.is_over:
        raise Conflict(outcome_of(comment))
    decided = None
    if approves and (comment.is_waiting or not comment.is_public):
        decided = decide(comment.id, Verb.APPROVE, by=by, version=version)
    if source != comment.source:
        edit = _put(comment, source, moderator, findings=_left(comment, source))
        edit.decision_id = decided.decision_id if decided else None
        tell_of_edit("comment_edited", comment, edit)
    db.session.flush()  # the version is now what the next moderator sees
    return Edited(comment.id, comment.version, decided.batch if decided else "")


def undo_edit(revision_id: int, *, by: int) -> Edited:
    """Put back the text that an edit replaced.

    Raises ``Conflict`` when the comment has been edited again since.
    """
    moderator = find_moderator(by)
    edit = find_edit(revision_id, moderator=moderator)
    lock_sites_of([edit.submission_id])
    comment = find_comment(edit.submission_id, moderator=moderator)
    if comment.evidence_at is not None:
        raise NotFound
    if last_edit(comment) is not edit:
        raise Conflict(outcome_of(comment))
    back = _put(comment, edit.previous_source, moderator, findings=edit.previous_findings)
    tell_of_edit("edit_undone", comment, back)
    db.session.flush()
    return Edited(comment.id, comment.version)


def _put(comment: Comment, source: str, moderator: Moderator, *, findings: Findings) -> Revision:
    now = utcnow()
    edit = Revision(
        submission_id=comment.id,
        moderator_id=moderator.id,
        source=source,
        body_html=render(source),
        findings=findings,
        previous_source=comment.source,
        previous_html=comment.body_html,
        previous_findings=comment.findings,
        made_at=now,
        decided_at=now,
        accepted=True,
    )
    db.session.add(edit)
    rewrite(comment, source, edit.body_html, findings)
    db.session.flush()
    note_editor(comment, moderator.id)
    if comment.is_waiting:  # in its old place, found by what the new text has
        assert comment.waiting_for is not None
        begin_waiting(comment, comment.waiting_for, priority=comment.priority)
    return edit


def _left(comment: Comment, source: str) -> Findings:
    """The findings that still hold: what they matched is found anew, or they go."""
    moved = (_moved(finding, comment.source, source) for finding in comment.findings)
    return [finding for finding in moved if finding is not None]


def _moved(finding: dict[str, Any], before: str, after: str) -> dict[str, Any] | None:
    spans = finding.get("spans")
    if not spans or finding.get("field", "source") != "source":
        return finding
    words = {stretch_of(before, start, end) for start, end in spans if start < end}
    found = sorted(span for word in words for span in word.places(after))
    return {**finding, "spans": [list(span) for span in found[:MOST_SPANS]]} if found else None
