"""The keys, and what each verb does to a text and to its author."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import dashboard_blueprint

bp = dashboard_blueprint("help", __name__)


@bp.get("/help")
def index() -> ResponseReturnValue:
    """A page of help; the queue shows the same in a dialog."""
    return render_template("dashboard/help.html")
