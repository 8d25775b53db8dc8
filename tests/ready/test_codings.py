"""In which coding bytes are sent."""

from __future__ import annotations

import gzip

import brotli
import pytest

from moderation.ready.codings import IDENTITY, best_coding, coding_for, etag_of, pack

LONG = b"long " * 1000


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP ; q=1.000", "gzip"),
        ("gzip;q=0.000", IDENTITY),
        ("deflate, *", IDENTITY),
        ("", IDENTITY),
        (";;q=,,", IDENTITY),
    ],
)
def test_the_best_is_taken_that_a_client_names(header: str, coding: str) -> None:
    assert best_coding(header) == coding


def test_what_is_packed_comes_out_as_it_went_in() -> None:
    assert brotli.decompress(pack(LONG, "br")) == LONG
    assert gzip.decompress(pack(LONG, "gzip")) == LONG
    assert pack(LONG, IDENTITY) is LONG


def test_little_is_sent_as_it_is() -> None:
    assert coding_for(b"little", "br") == IDENTITY


def test_each_coding_has_a_tag_of_its_own() -> None:
    tags = {etag_of("abc", coding) for coding in (IDENTITY, "gzip", "br")}
    assert tags == {'"abc"', '"abc-gzip"', '"abc-br"'}
