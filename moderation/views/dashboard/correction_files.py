"""A pile of corrections as a file."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from moderation.queries.correction_rows import correction_rows
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.correction_reading import read_correction_filters
from moderation.views.dashboard.files import as_file
from moderation.views.http import current_moderator

bp = dashboard_blueprint("correction_files", __name__)


@bp.get("/corrections/file")
def index() -> ResponseReturnValue:
    """What the filters let through, whole; ``as=json`` or CSV."""
    filters = read_correction_filters(request.args)
    return as_file("corrections", correction_rows(current_moderator(), filters))
