"""What the documents say of the interface is so."""

from __future__ import annotations

import re
from pathlib import Path

from moderation.views.errors import HTTP_CODES, STATUS_CODES
from tests.api.callers import DESCRIPTION

WORDS = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


def test_every_address_is_named() -> None:
    for path in DESCRIPTION["paths"]:
        short = re.sub(r"{\w+_id}", "ID", path.replace("{site_key}", "KEY"))
        assert short in WORDS


def test_every_code_stands_by_its_status() -> None:
    rows = {
        status: set(re.findall(r"`(\w+)`", codes))
        for statuses, codes in re.findall(r"^\| ([0-9, ]+) \| (.+) \|$", WORDS, re.MULTILINE)
        for status in map(int, statuses.split(","))
    }
    for code, status in STATUS_CODES.items():
        assert code in rows[status]
    for status in set(rows) & set(HTTP_CODES):
        assert HTTP_CODES[status] in rows[status]
