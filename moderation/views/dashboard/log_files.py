"""The log as a file: CSV for a spreadsheet, JSON for a program, with the digests that prove it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue

from moderation.queries.log_rows import Row, decision_rows, event_rows
from moderation.text.spreadsheets import csv_lines
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.log_filters import read_event_filters, read_log_filters
from moderation.views.http import current_moderator

bp = dashboard_blueprint("log_files", __name__)


@bp.get("/log/file")
def index() -> ResponseReturnValue:
    """The decisions that the log's filters let through; ``as=json`` or CSV."""
    rows = decision_rows(current_moderator(), read_log_filters(request.args))
    return _file("decisions", rows)


@bp.get("/events/file")
def show() -> ResponseReturnValue:
    """The events that the filters let through."""
    rows = event_rows(current_moderator(), read_event_filters(request.args))
    return _file("events", rows)


def _file(name: str, rows: Iterable[Row]) -> Response:
    as_json = request.args.get("as") == "json"
    lines = _json_lines(rows) if as_json else _with_mark(csv_lines(rows))
    kind = "application/json" if as_json else "text/csv; charset=utf-8"
    answer = Response(stream_with_context(lines), content_type=kind)
    ending = "json" if as_json else "csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One array, a record a line."""
    before = "["
    for row in rows:
        yield f"{before}\n{json.dumps(row, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _with_mark(lines: Iterable[str]) -> Iterator[str]:
    """Spreadsheets take a file without this mark for one of their own country's encodings."""
    yield "\ufeff"
    yield from lines
