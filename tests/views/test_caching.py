"""Answers that may be kept, as Flask gives them when nothing stands in front of it."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask

from moderation.ready.codings import etag_of, tag_of
from moderation.views.caching import cacheable

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LONG = "long " * 1000
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


def test_it_packs_what_is_worth_it_and_only_for_who_can_unpack(app: Flask) -> None:
    for header, coding in (("gzip", "gzip"), ("gzip;q=0", None), ("br, gzip", "br"), ("", None)):
        with app.test_request_context(headers={"Accept-Encoding": header}):
            answer = cacheable(LONG, "text/plain")
        assert answer.content_encoding == coding
        assert UNPACK[coding](answer.data) == LONG.encode()


def test_it_sends_nothing_to_who_has_it(app: Flask) -> None:
    tag = f'"{tag_of(b"text")}"'
    with app.test_request_context(headers={"If-None-Match": tag}):
        answer = cacheable("text", "text/plain")
    assert (answer.status_code, answer.headers["ETag"]) == (304, tag)
    assert "Accept-Encoding" in answer.vary


def test_a_packed_answer_is_not_the_plain_one(app: Flask) -> None:
    tag = etag_of(tag_of(LONG.encode()), "gzip")
    with app.test_request_context(headers={"If-None-Match": tag}):
        assert cacheable(LONG, "text/plain").status_code == 200
