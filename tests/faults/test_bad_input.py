"""Every public field by every way in: refused with a code and nothing stored, or kept as sent."""

from __future__ import annotations

import html
from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.drafts.limits import LIMITS
from tests.factories import site
from tests.faults.doors import DOORS, outcome, rows

BOTH: list[tuple[str, Any, str]] = [
    ("url", "", "invalid_url"),
    ("url", "article", "invalid_url"),
    ("url", "https://evil.example/", "invalid_url"),
    ("url", "https://news.example.evil.example/", "invalid_url"),
    ("url", "https://news.example@evil.example/", "invalid_url"),
    ("url", "ftp://news.example/", "invalid_url"),
    ("url", "javascript:alert(1)", "invalid_url"),
    ("url", "https://[", "invalid_url"),
    ("url", "https://news.example:99999/", "invalid_url"),
    ("url", "https://news.example/" + "a" * LIMITS.url, "invalid_url"),
    ("url", "https://news.example/a\0", "invalid_text"),
    ("title", "t" * 301, "invalid_fields"),
    ("title", "t\0", "invalid_text"),
    ("page_id", "p" * 301, "invalid_fields"),
    ("page_id", "p\0", "invalid_text"),
    ("lang", "l" * 36, "invalid_fields"),
    ("lang", "l\0", "invalid_text"),
    ("section", "s" * 301, "invalid_fields"),
    ("section", "s\0", "invalid_text"),
    ("author", "a" * 301, "invalid_fields"),
    ("author", "a\0", "invalid_text"),
    ("revision", "r" * 301, "invalid_fields"),
    ("revision", "r\0", "invalid_text"),
    ("edit_url", "e" * 2049, "invalid_fields"),
    ("edit_url", "e\0", "invalid_text"),
    ("name", "n" * 81, "invalid_fields"),
    ("name", "n\0", "invalid_text"),
    ("email", "nobody", "invalid_fields"),
    ("email", "a@b.example\nBcc: c@d.example", "invalid_fields"),
    ("email", "e" * 250 + "@b.example", "invalid_fields"),
    ("email", "a\0@b.example", "invalid_text"),
    ("author_key", "k" * 129, "invalid_fields"),
    ("author_key", "a b", "invalid_fields"),
    ("author_key", "ключ", "invalid_fields"),
    ("author_key", "k\0", "invalid_text"),
    ("key", "k" * 129, "invalid_fields"),
    ("key", "ключ", "invalid_fields"),
    ("key", "k\0", "invalid_text"),
    ("website", "w" * 2049, "invalid_fields"),
    ("website", "w\0", "invalid_text"),
    ("rules_version", "one", "invalid_fields"),
    ("rules_version", "-1", "invalid_fields"),
    ("rules_version", "9" * 30, "invalid_fields"),
    ("rules_version", "9" * 5000, "invalid_fields"),
    ("consent", "perhaps", "invalid_fields"),
]
COMMENTS: list[tuple[str, Any, str]] = [
    ("source", "", "comment_empty"),
    ("source", " \u3000\ufeff\r\n", "comment_empty"),
    ("source", "\u200b\u2060\u3164", "comment_empty"),
    ("source", "x" * 5001, "comment_too_long"),
    ("source", "x\0", "invalid_text"),
    ("parent_id", "one", "invalid_fields"),
    ("parent_id", "-1", "invalid_fields"),
    ("parent_id", "1.5", "invalid_fields"),
    ("parent_id", "٣", "invalid_fields"),
    ("parent_id", "2147483648", "invalid_fields"),
    ("parent_id", "9" * 5000, "invalid_fields"),
    ("parent_id", "1", "invalid_fields"),  # there is no such comment
]
TYPOS: list[tuple[str, Any, str]] = [
    ("exact", "", "selection_empty"),
    ("exact", "\u200b", "selection_empty"),
    ("exact", "x" * 201, "selection_too_long"),
    ("exact", "x\0", "invalid_text"),
    ("prefix", "p" * 65, "invalid_fields"),
    ("prefix", "p\0", "invalid_text"),
    ("suffix", "s" * 65, "invalid_fields"),
    ("suffix", "s\0", "invalid_text"),
    ("sentence", "s" * 401, "invalid_fields"),
    ("sentence", "s\0", "invalid_text"),
    ("suggestion", "teh", "suggestion_same"),
    ("suggestion", "s" * 401, "invalid_fields"),
    ("suggestion", "s\0", "invalid_text"),
    ("note", "n" * 501, "invalid_fields"),
    ("note", "n\0", "invalid_text"),
    ("occurrence", "x", "invalid_fields"),
    ("occurrence", "2147483648", "invalid_fields"),
]
CASES = {"comments": BOTH + COMMENTS, "typos": BOTH + TYPOS}
SHOWN = {"comments": ("source", "name"), "typos": ("note", "name")}

every_door = pytest.mark.parametrize("door", DOORS)
every_kind = pytest.mark.parametrize("what", CASES)


@every_door
@every_kind
def test_it_refuses_each_field_with_its_code_and_stores_nothing(
    client: FlaskClient, door: str, what: str
) -> None:
    news, unexpected = site(), []
    for name, value, code in CASES[what]:
        answer = DOORS[door](client, news, what, {name: value})
        status = 400 if code == "invalid_text" else 422
        expected = (status, "" if door == "form" else code)
        if outcome(answer) != expected:
            unexpected.append((name, str(value)[:40], outcome(answer), expected))
    assert unexpected == []
    assert rows() == 0


@every_kind
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_form_comes_back_with_the_text_in_it(client: FlaskClient, what: str) -> None:
    news = site()
    mine = {name: f"My <b>own</b> «{name}» \u202e\u0301" for name in SHOWN[what]}
    for name, value, _ in CASES[what]:
        page = html.unescape(DOORS["form"](client, news, what, {**mine, name: value}).text)
        for other in set(mine) - {name}:
            assert mine[other] in page, (name, str(value)[:40])


ODD = [
    "\u202eевил\u202c \u2066x\u2069",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f" * 5,
    "👩‍👩‍👧‍👦 🏴\U000e0067\U000e0062\U000e007f",
    "<script>alert(1)</script>",
    "'; DROP TABLE submissions; --",
    "{{7*7}} ${7*7} %s %(x)s \\x00 &#0; %00",
    "\x01\x1b[31m\x7f\x9b",
    "\ufffe\uffff\U0010ffff",
    "ﷺ" * 10,
    "مرحبا بالعالم",
]


@every_door
@pytest.mark.parametrize(("what", "field"), [("comments", "source"), ("typos", "note")])
def test_it_takes_what_is_odd_but_legal(
    client: FlaskClient, door: str, what: str, field: str
) -> None:
    news = site()
    for number, text in enumerate(ODD):
        fields = {field: text, "name": text[:20], "title": text[:20], "key": f"k{number}"}
        answer = DOORS[door](client, news, what, fields)
        assert answer.status_code in (202, 303), (text, answer.text)
