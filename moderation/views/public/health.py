"""``/healthz``: the process answers."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import public_blueprint

bp = public_blueprint("health", __name__)


@bp.get("/healthz")
def show() -> ResponseReturnValue:
    """Say that the process lives; whether it can work is for ``/readyz``."""
    return jsonify({"alive": True}), {"Cache-Control": "no-store"}
