"""One submission on a page of its own, with all that was decided about it."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.queries.proposals import card_left
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import card_page
from moderation.views.http import current_moderator

bp = dashboard_blueprint("submissions", __name__)


@bp.get("/submissions/<int:submission_id>")
def show(submission_id: int) -> ResponseReturnValue:
    """A submission of the moderator's sites; a card that went into another one leads there."""
    left = card_left(submission_id, moderator=current_moderator())
    if left != submission_id:
        return redirect(url_for("dashboard_submissions.show", submission_id=left))
    return card_page(submission_id)
