"""Moderators edit a comment, and take an edit back."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.operations.edit import Edited, edit_comment, undo_edit
from moderation.operations.objections import pending_edit
from moderation.queries.cards import find_card
from moderation.queries.edits import find_edit
from moderation.queries.submissions import find_comment
from moderation.text.diff import word_diff
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_fragment, changed
from moderation.views.dashboard.composing import Wrong, compose, take_written
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("edits", __name__)


@bp.get("/submissions/<int:submission_id>/edits/new")
def new(submission_id: int) -> ResponseReturnValue:
    """The text to be edited."""
    return _form(submission_id)


@bp.post("/submissions/<int:submission_id>/edits")
def create(submission_id: int) -> ResponseReturnValue:
    """Give the comment another text, and approve it in the same step when asked."""
    taken = take_written(edit_comment, submission_id, by=current_moderator())
    if isinstance(taken, Wrong):
        return _form(submission_id, taken), taken.status
    edited, _written = taken
    return _done(edited)


@bp.post("/revisions/<int:revision_id>/reversal")
def destroy(revision_id: int) -> ResponseReturnValue:
    """Put back the text that an edit replaced."""
    moderator = current_moderator()
    submission_id = find_edit(revision_id, moderator=moderator).submission_id
    write(undo_edit, revision_id, by=moderator.id)
    return changed(submission_id, _("The former text is back."))


def _done(edited: Edited) -> ResponseReturnValue:
    note = _("Edited and approved.") if edited.batch else _("Edited.")
    if wants_fragment():
        return card_fragment(edited.id, **({} if edited.batch else {"note": note}))
    flash(note, f"undo {edited.batch}" if edited.batch else "success")
    return back(edited.id)


def _form(submission_id: int, wrong: Wrong | None = None) -> str:
    moderator = current_moderator()
    comment = find_comment(submission_id, moderator=moderator)
    waiting = pending_edit(comment.id)
    now = waiting.source if waiting else comment.source
    is_stale = wrong is not None and wrong.is_stale
    return compose(
        "edit",
        find_card(submission_id, moderator=moderator),
        wrong=wrong,
        source=wrong.said if wrong else now,
        changes=word_diff(now, wrong.said) if wrong and is_stale else [],
        only_approving=waiting is not None,
    )
