"""The dashboard's own files; the sign-in page needs them too, so a stranger gets them."""

from __future__ import annotations

from pathlib import Path

from flask import send_from_directory
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import public_blueprint

FOLDER = Path(__file__).parents[2] / "static" / "dashboard"

bp = public_blueprint("desk_assets", __name__)


@bp.get("/dashboard/static/<path:path>")
def show(path: str) -> ResponseReturnValue:
    """A style sheet, a script or a picture; asked for anew each time, sent only when changed."""
    response = send_from_directory(FOLDER, path, etag=True, conditional=True)
    response.headers["Cache-Control"] = "no-cache"
    return response
