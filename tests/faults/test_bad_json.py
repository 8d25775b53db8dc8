"""JSON that is no JSON, or not of the type that a field has."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.callers import API, bearer
from tests.factories import moderator, site
from tests.faults.doors import DOORS, WHOLE, is_sound, outcome, rows

TEXTS = (
    *("url", "title", "page_id", "lang", "section", "author", "revision", "edit_url"),
    *("name", "email", "author_key", "key", "website"),
)
FIELDS = {
    "comments": (*TEXTS, "source", "parent_id", "rules_version"),
    "typos": (
        *(*TEXTS, "exact", "prefix", "suffix", "sentence", "suggestion", "note"),
        *("occurrence", "rules_version"),
    ),
}
WRONG: tuple[Any, ...] = (1.5, -1, 10**400, True, False, [], [[]], ["x"], {}, {"$ne": 1})
BROKEN = (
    b"",
    b"[]",
    b'[{"url": "https://news.example/article", "source": "x"}]',
    b'"x"',
    b"null",
    b"1",
    b"NaN",
    b'{"url": "https://news.example/article", "source": "x", "parent_id": NaN}',
    b'{"url": "https://news.example/article", "source": "x", "parent_id": Infinity}',
    b'{"url": "https://news.example/article", "source": "x", "source": "y"}',
    b'{"url": "https://news.example/article", "source": "x", "more": {"a": 1, "a": 2}}',
    b'{"url": "https://news.example/article", "source": "\xff"}',
    b'{"url": "https://news.example/article", "source": "\xed\xa0\x80"}',
    b'{"url": "https://news.example/article", "source": "x", "parent_id": ' + b"9" * 9999 + b"}",
    b"[" * 100_000 + b"]" * 100_000,
    b'{"source":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"url": "https://news.example/article", "source": "x"',
    '{"url": "https://news.example/article", "source": "x"}'.encode("utf-16"),
)
SURROGATE = r'{"url": "https://news.example/article", "source": "%s", "exact": "%s"}'


@pytest.mark.parametrize("what", FIELDS)
def test_it_refuses_each_field_of_another_type(client: FlaskClient, what: str) -> None:
    news, unexpected = site(), []
    for name in FIELDS[what]:
        for value in WRONG:
            answer = DOORS["json"](client, news, what, {name: value})
            if answer.status_code not in (400, 422) or not is_sound(answer):
                unexpected.append((name, str(value)[:20], outcome(answer)))
    assert unexpected == []
    assert rows() == 0


@pytest.mark.parametrize("what", FIELDS)
def test_it_takes_null_for_nothing(client: FlaskClient, what: str) -> None:
    fields = {name: None for name in FIELDS[what] if name not in WHOLE[what]}
    assert DOORS["json"](client, site(), what, fields).status_code == 202


@pytest.mark.parametrize("what", FIELDS)
@pytest.mark.parametrize("value", [1e308, 2, -0.5, "perhaps", [], {}])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_refuses_a_consent_that_is_neither(client: FlaskClient, what: str, value: Any) -> None:
    answer = DOORS["json"](client, site(), what, {"consent": value})
    assert outcome(answer) == (422, "invalid_fields")


@pytest.mark.parametrize("what", FIELDS)
def test_it_refuses_what_is_no_object(client: FlaskClient, what: str) -> None:
    address = f"{API}/sites/{site().key}/{what}"
    for body in BROKEN:
        answer = client.post(address, data=body, content_type="application/json")
        assert outcome(answer) == (400, "invalid_text"), body[:80]
    assert rows() == 0


@pytest.mark.parametrize("what", FIELDS)
@pytest.mark.parametrize("escape", [r"\u0000", r"\ud800", r"a\udfffb", r"\udc00\ud800"])
def test_it_refuses_escapes_that_are_no_text(client: FlaskClient, what: str, escape: str) -> None:
    body = SURROGATE % (escape, escape)
    address = f"{API}/sites/{site().key}/{what}"
    answer = client.post(address, data=body, content_type="application/json")
    assert outcome(answer) == (400, "invalid_text")
    assert rows() == 0


@pytest.mark.parametrize("path", ["submissions/1/decisions", "decisions", "undos"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_moderators_programs_are_refused_alike(client: FlaskClient, path: str) -> None:
    news = site()
    headers = bearer(moderator(news))
    DOORS["json"](client, news, "comments", {})
    for body in BROKEN[:8] + BROKEN[-4:]:
        answer = client.post(
            f"{API}/{path}", data=body, content_type="application/json", headers=headers
        )
        assert outcome(answer) == (400, "invalid_text"), body[:80]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("what", FIELDS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_takes_nothing_but_json(client: FlaskClient, what: str, content_type: str) -> None:
    address = f"{API}/sites/{site().key}/{what}"
    answer = client.post(address, data=b"{}", content_type=content_type)
    assert outcome(answer) == (415, "unsupported_media_type")
