"""Rows as a file: CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import Response, request, stream_with_context

from moderation.text.spreadsheets import csv_lines

Rows = Iterable[Mapping[str, Any]]


def as_file(name: str, rows: Rows) -> Response:
    """The rows as they are read; ``as=json`` in the address, or CSV."""
    as_json = request.args.get("as") == "json"
    lines = _json_lines(rows) if as_json else _with_mark(csv_lines(rows))
    kind = "application/json" if as_json else "text/csv; charset=utf-8"
    answer = Response(stream_with_context(lines), content_type=kind)
    ending = "json" if as_json else "csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _json_lines(rows: Rows) -> Iterator[str]:
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
