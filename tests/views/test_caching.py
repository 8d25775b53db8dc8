"""What is kept of answers, and for how long."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from moderation.views import caching
from moderation.views.caching import Body, Kept, cacheable

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_it_makes_a_body_once_for_a_key() -> None:
    kept, made = Kept(), []
    for _time in range(2):
        body = kept.get("a", lambda: made.append(1) or "text")  # type: ignore[func-returns-value]
    assert (body.raw, made) == (b"text", [1])
    assert kept.get("b", lambda: "other").raw == b"other"


def test_it_lets_go_of_what_was_used_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "MOST_KEPT", 10)
    kept = Kept()
    first = kept.get("a", lambda: "12345")
    kept.get("b", lambda: "12345")
    assert kept.get("a", str) is first
    kept.get("c", lambda: "12345")
    assert kept.get("a", str) is first
    assert kept.get("b", lambda: "new").raw == b"new"


@on_sqlite
def test_it_packs_what_is_worth_it_and_only_for_who_can_unpack(app: Flask) -> None:
    text = "long " * 1000
    for header, is_packed in (("gzip", True), ("gzip;q=0", False), ("br", False), ("", False)):
        with app.test_request_context(headers={"Accept-Encoding": header}):
            answer = cacheable(text, "text/plain")
        assert (answer.content_encoding == "gzip") is is_packed
        raw = gzip.decompress(answer.data) if is_packed else answer.data
        assert raw == text.encode()


@on_sqlite
def test_it_sends_nothing_to_who_has_it(app: Flask) -> None:
    tag = f'"{Body("text").tag}"'
    with app.test_request_context(headers={"If-None-Match": tag}):
        answer = cacheable("text", "text/plain")
    assert (answer.status_code, answer.headers["ETag"]) == (304, tag)
    assert "Accept-Encoding" in answer.vary


@on_sqlite
def test_a_packed_answer_is_not_the_plain_one(app: Flask) -> None:
    tag = f'"{Body("long " * 1000).tag}-gzip"'
    with app.test_request_context(headers={"If-None-Match": tag}):
        assert cacheable("long " * 1000, "text/plain").status_code == 200
