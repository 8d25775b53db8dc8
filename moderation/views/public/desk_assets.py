"""The dashboard's own files; sign-in and error pages need them too, so a stranger gets them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import send_from_directory
from flask.typing import ResponseReturnValue

from moderation.views.blueprints import public_blueprint

FOLDER = Path(__file__).parents[2] / "static" / "dashboard"

bp = public_blueprint("desk_assets", __name__)


@cache
def version_here() -> str:
    """What changes whenever one of the files does."""
    files = sorted(path for path in FOLDER.iterdir() if path.is_file())
    return hashlib.sha256(b"".join(map(Path.read_bytes, files))).hexdigest()[:12]


@bp.app_url_defaults
def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "public_desk_assets.show":
        values["version"] = version_here()


@bp.get("/dashboard/static/<version>/<path:path>")
def show(version: str, path: str) -> ResponseReturnValue:
    """A style sheet, a script or a picture: kept for good, as another version has another address.

    Scripts name each other by what follows the version. A page drawn by another
    version of this service gets what there is, and asks again the next time.
    """
    response = send_from_directory(FOLDER, path, etag=True, conditional=True)
    is_this = version == version_here()
    kept = "public, max-age=31536000, immutable" if is_this else "no-cache"
    response.headers["Cache-Control"] = kept
    return response
