"""How strictly a JSON body is read."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import UnsupportedMediaType

from moderation.api.bodies import read_json
from moderation.errors import InvalidText

bare = Flask(__name__)


def read(body: bytes, content_type: str | None = "application/json") -> dict[str, object]:
    with bare.test_request_context(method="POST", data=body, content_type=content_type):
        return read_json()


def test_it_reads_an_object() -> None:
    assert read('{"a": "ж", "b": null, "c": [1.5]}'.encode()) == {"a": "ж", "b": None, "c": [1.5]}
    assert read(b"{}", "application/json; charset=utf-8") == {}


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "application/x-www-form-urlencoded", "application/problem+json", "x"],
)
def test_it_takes_nothing_but_json(content_type: str | None) -> None:
    with pytest.raises(UnsupportedMediaType):
        read(b"{}", content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"5",
        b"{",
        b"{'a': 1}",
        b'{"a": 1,}',
        b'{"a": 1} x',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        '{"a": "ж"}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b'{"a": "\n"}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
    ],
)
def test_it_refuses_what_is_no_object_in_json(body: bytes) -> None:
    with pytest.raises(InvalidText):
        read(body)


@given(st.binary())
def test_it_never_fails_on_bytes(body: bytes) -> None:
    with suppress(InvalidText):
        assert isinstance(read(body), dict)


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_it_reads_what_others_write(body: dict[str, object]) -> None:
    assert read(json.dumps(body).encode()) == body
