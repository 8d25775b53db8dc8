"""The style sheets of the readers' own pages."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.views.blueprints import public_blueprint
from moderation.views.public.widget import STATIC, send_file

MAX_AGE = 300

bp = public_blueprint("assets", __name__)


@bp.get("/assets/<path:path>")
def show(path: str) -> ResponseReturnValue:
    """A file of the readers' pages."""
    return send_file(STATIC / "public", path, max_age=MAX_AGE)
