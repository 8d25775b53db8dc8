"""The files that readers' browsers fetch: the widget for any page, and what our own pages need."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from flask import Response
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from moderation.errors import NotFound
from moderation.views.bases import UNCHANGING
from moderation.views.blueprints import public_blueprint
from moderation.views.caching import cacheable

STATIC = Path(__file__).parents[2] / "static"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
TOLD = re.compile(r"\s*// .*|^\s+", re.MULTILINE)  # for whoever reads the sources
WIDGET_AGE = 300  # seconds a browser goes without asking: so soon a new version is everywhere

bp = public_blueprint("widget", __name__)


@bp.get("/embed.js")
def index() -> ResponseReturnValue:
    """The one script that a site's pages include."""
    return _for_any_page("embed.js")


@bp.get("/widget/<path:path>")
def show(path: str) -> ResponseReturnValue:
    """A file that the script loads when it is needed."""
    return _for_any_page(path)


def _for_any_page(path: str) -> Response:
    response = send_file(STATIC / "widget", path, max_age=WIDGET_AGE, change=lean)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def lean(source: str) -> str:
    """The same program without comments and indentation."""
    return TOLD.sub("", source).lstrip()


def send_file(
    folder: Path, path: str, *, max_age: int, change: Callable[[str], str] = str
) -> Response:
    """A file of the folder, in text that browsers run or draw; raises ``NotFound``."""
    found = safe_join(str(folder), path)
    file = Path(found) if found else folder
    if file.suffix not in TYPES or not file.is_file():
        raise NotFound
    return cacheable(
        change(file.read_text(encoding="utf-8")),
        TYPES[file.suffix],
        max_age=max_age,
        basis=UNCHANGING,
    )
