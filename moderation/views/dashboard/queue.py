"""What waits for a decision, and what has been decided."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import dashboard_blueprint

bp = dashboard_blueprint("queue", __name__)


@bp.get("/queue")
def index() -> ResponseReturnValue:
    """The queue of the moderator's sites."""
    return render_template("dashboard/queue.html")
