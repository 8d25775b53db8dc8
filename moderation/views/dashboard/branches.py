"""A comment is taken down with all that stands below it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.operations.branches import take_down_branch
from moderation.queries.submissions import find_comment
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.drawers import told
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

bp = dashboard_blueprint("branches", __name__)


@bp.post("/submissions/<int:submission_id>/branches")
def create(submission_id: int) -> ResponseReturnValue:
    """Reject a comment and every public or waiting reply below it, and offer to undo it."""
    moderator = current_moderator()
    author_id = find_comment(submission_id, moderator=moderator).author_id
    reader = Reader(request.form)
    reason = checked(reader, reader.text("reason", LIMITS.reason))
    done = write(take_down_branch, submission_id, by=moderator.id, reason=reason)
    note = ngettext(
        "%(num)s comment was taken down.", "%(num)s comments were taken down.", len(done.decided)
    )
    return told(Reader(request.args).whole("drawer") or author_id, note, done.batch)
