"""Bytes that are no text, and bodies that are too large, by every way in."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from moderation.drafts.limits import BODY_LIMIT
from tests.factories import URL, site
from tests.faults.doors import URLENCODED, is_sound, outcome, rows

PATHS = {
    "form": "/sites/{}/comments",
    "fragment": "/sites/{}/comments?fragment=1",
    "json": "/api/v1/sites/{}/comments",
}
NO_UTF_8 = [b"%FF", b"\xff", b"%ED%A0%80", b"\xed\xa0\x80", b"%C0%AF", b"%F4%90%80%80", b"\x80"]
every_door = pytest.mark.parametrize("door", PATHS)


def send(app: Flask, door: str, body: bytes, **environ: Any) -> TestResponse:
    """Send a raw request with just these headers; ``None`` takes one away."""
    kind = "application/json" if door == "json" else URLENCODED
    address = PATHS[door].format(site().key)
    builder = EnvironBuilder(address, method="POST", data=body, content_type=kind)
    raw = {**builder.get_environ(), "wsgi.input": io.BytesIO(body), **environ}
    raw = {name: value for name, value in raw.items() if value is not None}
    answer = run_wsgi_app(app.wsgi_app, raw, buffered=True)
    return TestResponse(*answer, request=builder.get_request())


def encoded(door: str, text: bytes) -> bytes:
    if door == "json":
        return b'{"url": "%s", "source": "%s"}' % (URL.encode(), text)
    return b"url=%s&source=%s" % (URL.encode(), text)


@pytest.mark.parametrize("door", ["form", "fragment"])
def test_a_form_that_is_not_utf_8_is_refused(client: FlaskClient, door: str) -> None:
    address = PATHS[door].format(site().key)
    for bad in NO_UTF_8:
        for body in (encoded(door, b"a" + bad), encoded(door, b"a") + b"&name=" + bad, bad + b"=1"):
            answer = client.post(address, data=body, content_type=URLENCODED)
            assert outcome(answer) == (400, "" if door == "form" else "invalid_text"), body
    assert rows() == 0


@pytest.mark.parametrize("door", ["form", "fragment"])
def test_so_is_one_in_parts(client: FlaskClient, door: str) -> None:
    address = PATHS[door].format(site().key)
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    for bad in (b"\xff", b"\xed\xa0\x80"):
        body = part % (b"url", URL.encode()) + part % (b"source", b"a" + bad) + b"--b--\r\n"
        answer = client.post(address, data=body, content_type="multipart/form-data; boundary=b")
        assert outcome(answer) == (400, "" if door == "form" else "invalid_text")
    assert rows() == 0


@every_door
@pytest.mark.parametrize("size", [BODY_LIMIT + 1, 1_000_000])
def test_a_large_body_is_refused_whole(app: Flask, door: str, size: int) -> None:
    answer = send(app, door, b"a" * size)
    assert outcome(answer) == (413, "" if door == "form" else "too_large")
    assert rows() == 0


@every_door
def test_so_is_one_in_chunks_without_a_length(app: Flask, door: str) -> None:
    body = encoded(door, b"a" * 1_000_000)
    answer = send(app, door, body, CONTENT_LENGTH=None, HTTP_TRANSFER_ENCODING="chunked")
    assert outcome(answer) == (413, "" if door == "form" else "too_large")
    assert rows() == 0


@every_door
def test_a_body_in_chunks_is_read_whole(app: Flask, door: str) -> None:
    body = encoded(door, b"In chunks.")
    answer = send(app, door, body, CONTENT_LENGTH=None, HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code in (202, 303)


@every_door
@pytest.mark.parametrize("length", ["", "-1", "abc", "1e3", "\xb2", "+5", "9" * 5000, "0x10"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_length_that_is_none_does_no_harm(app: Flask, door: str, length: str) -> None:
    answer = send(app, door, encoded(door, b"a"), CONTENT_LENGTH=length)
    assert is_sound(answer)
    assert answer.status_code >= 400
    assert rows() == 0


@every_door
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_thousand_fields_do_no_harm(app: Flask, door: str) -> None:
    answer = send(app, door, b"&".join(b"a%d=1" % number for number in range(20_000)))
    assert is_sound(answer)
    assert answer.status_code >= 400


@every_door
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "b" * 5000,
        "multipart/form-data; boundary=\xff",
        "text/plain; charset=utf-7",
        "application/json; charset=\x01",
        ";",
        "a/b" * 5000,
    ],
)
def test_a_type_that_is_none_does_no_harm(app: Flask, door: str, kind: str) -> None:
    answer = send(app, door, encoded(door, b"a"), CONTENT_TYPE=kind)
    assert is_sound(answer)
