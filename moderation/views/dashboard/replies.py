"""The newsroom answers a comment."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.models import Purpose
from moderation.operations.reply import reply_to
from moderation.queries.canned import canned_texts, offered
from moderation.queries.cards import find_card
from moderation.queries.replies import find_draft
from moderation.queries.submissions import find_comment
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_fragment
from moderation.views.dashboard.composing import Wrong, compose, take_written
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("replies", __name__)


@bp.get("/submissions/<int:submission_id>/replies/new")
def new(submission_id: int) -> ResponseReturnValue:
    """An empty reply, a draft that was taken back, or a canned answer to begin with."""
    return _form(submission_id)


@bp.post("/submissions/<int:submission_id>/replies")
def create(submission_id: int) -> ResponseReturnValue:
    """Publish the reply, and approve what it answers in the same step when asked."""
    taken = take_written(reply_to, submission_id, by=current_moderator())
    if isinstance(taken, Wrong):
        return _form(submission_id, taken), taken.status
    done, written = taken
    note = _("Approved and answered.") if written.approves else _("Answered.")
    if wants_fragment():
        return card_fragment(submission_id, note=note, undoes=done.batch)
    flash(note, f"undo {done.batch}")
    return back(submission_id)


def _form(submission_id: int, wrong: Wrong | None = None) -> str:
    moderator = current_moderator()
    comment = find_comment(submission_id, moderator=moderator)
    tag = comment.lang.partition("-")[0].lower()
    known = (tag,) if tag else comment.site.policy.languages  # of a page that says none, the site's
    texts = offered(canned_texts(comment.site_id, Purpose.REPLY), (*known, ""))
    draft = find_draft(comment.id, moderator=moderator)
    chosen = Reader(request.args).whole("canned")
    begun = next((text.text for text in texts if text.id == chosen), draft.source if draft else "")
    return compose(
        "reply",
        find_card(submission_id, moderator=moderator),
        wrong=wrong,
        source=wrong.said if wrong else begun,
        canned=texts,
        signature=comment.site.newsroom,
    )
