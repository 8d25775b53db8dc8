"""Rows as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def csv_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows as lines of CSV (RFC 4180), the names of the first one's fields before them."""
    names: list[str] | None = None
    for row in rows:
        if names is None:
            names = list(row)
            yield _line(names)
        yield _line(cell(row[name]) for name in names)


def cell(value: Any) -> str:
    """One value as text; an apostrophe keeps what looks like a formula from being one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if _FORMULA.match(text) or text[:1] in ("\t", "\r") else text


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
