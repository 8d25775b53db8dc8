"""One submission on a page of its own, with all that was decided about it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import card_page

bp = dashboard_blueprint("submissions", __name__)


@bp.get("/submissions/<int:submission_id>")
def show(submission_id: int) -> ResponseReturnValue:
    """A submission of the moderator's sites."""
    return card_page(submission_id)
