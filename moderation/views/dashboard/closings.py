"""Moderators close a page to comments from a card, and open it again."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.operations.pages import close_page, reopen_page
from moderation.queries.submissions import find_submission
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import changed
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

bp = dashboard_blueprint("closings", __name__)


@bp.post("/submissions/<int:submission_id>/closings")
def create(submission_id: int) -> ResponseReturnValue:
    """Close the submission's page to comments, or with ``closed=0`` open it."""
    moderator = current_moderator()
    page_id = find_submission(submission_id, moderator=moderator).page_id
    reader = Reader(request.form)
    closed = checked(reader, reader.tick("closed"))
    write(close_page if closed else reopen_page, page_id, by=moderator.id)
    if closed:
        return changed(submission_id, _("The page takes no more comments."))
    return changed(submission_id, _("The page takes comments again."))
