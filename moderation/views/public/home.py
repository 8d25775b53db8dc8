"""The bare address of the service: nothing for readers, so the moderators' desk."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import public_blueprint

bp = public_blueprint("home", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Lead to the queue; the desk itself need not be loaded for that."""
    return redirect(f"{request.script_root}/dashboard/queue", 303)
