"""Text is UTF-8 or refused, however it was sent."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.errors import InvalidText
from moderation.views.strict_forms import strict_form

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
URLENCODED = "application/x-www-form-urlencoded"
PART = b'--b\r\nContent-Disposition: form-data; name="source"\r\n\r\n%s\r\n--b--\r\n'


def read(app: Flask, body: bytes, content_type: str = URLENCODED) -> dict[str, str]:
    with app.test_request_context("/", method="POST", data=body, content_type=content_type):
        return dict(strict_form())


def test_it_reads_what_is_text(app: Flask) -> None:
    assert read(app, b"source=%D0%B6+a&name=") == {"source": "ж a", "name": ""}
    assert read(app, "source=ж".encode()) == {"source": "ж"}


def test_it_reads_parts(app: Flask) -> None:
    multipart = "multipart/form-data; boundary=b"
    assert read(app, PART % "ж \ufffd".encode(), multipart) == {"source": "ж \ufffd"}


def test_it_takes_the_first_of_a_name(app: Flask) -> None:
    assert read(app, b"source=a&source=b") == {"source": "a"}


def test_it_leaves_the_form_readable_before_and_after(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"source": "ж"}) as context:
        assert strict_form() == {"source": "ж"}
        assert context.request.form["source"] == "ж"
        assert strict_form() == {"source": "ж"}


@pytest.mark.parametrize("bad", [b"%FF", b"\xff", b"%ED%A0%80", b"\xed\xa0\x80", b"%C0%AF"])
def test_it_refuses_bytes_that_are_not_utf_8(app: Flask, bad: bytes) -> None:
    with pytest.raises(InvalidText):
        read(app, b"source=" + bad)


@pytest.mark.parametrize("bad", [b"\xff", b"\xed\xa0\x80"])
def test_it_refuses_them_in_parts_too(app: Flask, bad: bytes) -> None:
    with pytest.raises(InvalidText):
        read(app, PART % bad, "multipart/form-data; boundary=b")


def test_it_refuses_a_part_that_does_not_keep_to_its_charset(app: Flask) -> None:
    part = PART.replace(b"\r\n\r\n%s", b"\r\nContent-Type: text/plain; charset=ascii\r\n\r\n%s")
    with pytest.raises(InvalidText):
        read(app, part % "ж".encode(), "multipart/form-data; boundary=b")


@pytest.mark.parametrize(
    "query", ["lang=%FF", "lang=\xff", "lang=%00", "%00=1", "fragment=1&a=%FF"]
)
def test_it_refuses_a_query_that_is_not_text(app: Flask, query: str) -> None:
    answer = app.test_client().get("/nowhere", environ_overrides={"QUERY_STRING": query})
    assert answer.status_code == 400
    assert "invalid_text" in answer.text


def test_it_answers_a_script_in_json_all_the_same(app: Flask) -> None:
    answer = app.test_client().get("/nowhere", query_string="fragment=1&a=%FF")
    assert answer.mimetype == "application/problem+json"


def test_it_refuses_an_address_that_is_too_long(app: Flask) -> None:
    assert app.test_client().get("/nowhere?a=" + "a" * 10_000_000).status_code == 414


@pytest.mark.parametrize("path", ["/dashboard/%00", "/receipts/%00", "/sites/%00/thread", "/%FF"])
def test_it_finds_nothing_at_an_address_that_is_not_text(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code in (303, 404)
