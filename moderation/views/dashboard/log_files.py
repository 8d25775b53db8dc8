"""The log as a file: CSV for a spreadsheet, JSON for a program, with the digests that prove it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from moderation.queries.log_rows import decision_rows, event_rows
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.files import as_file
from moderation.views.dashboard.log_filters import read_event_filters, read_log_filters
from moderation.views.http import current_moderator

bp = dashboard_blueprint("log_files", __name__)


@bp.get("/log/file")
def index() -> ResponseReturnValue:
    """The decisions that the log's filters let through; ``as=json`` or CSV."""
    rows = decision_rows(current_moderator(), read_log_filters(request.args))
    return as_file("decisions", rows)


@bp.get("/events/file")
def show() -> ResponseReturnValue:
    """The events that the filters let through."""
    rows = event_rows(current_moderator(), read_event_filters(request.args))
    return as_file("events", rows)
