"""The bare address of the service: nothing for readers, so the moderators' desk."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import public_blueprint

bp = public_blueprint("home", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Lead to the queue."""
    return redirect(url_for("dashboard_queue.index"), 303)
