"""What comes in as text must be text: bytes that are not UTF-8 are refused, never repaired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from flask import Flask, request
from werkzeug.exceptions import RequestURITooLarge
from werkzeug.routing import IntegerConverter

from moderation.drafts.limits import BODY_LIMIT
from moderation.errors import InvalidText, NotFound


class ShortInteger(IntegerConverter):
    """A number in an address that a row may have: Python refuses to read one of 4,301 digits."""

    regex = r"\d{1,10}"


def init_app(app: Flask) -> None:
    """Check each address before anything reads it; called before other extensions."""
    app.url_map.converters["int"] = ShortInteger
    app.before_request(_check_address)


def strict_form() -> Mapping[str, str]:
    """The fields of a posted form, the first of each name; raises ``InvalidText``.

    Werkzeug alone makes ``%FF`` or U+FFFD of bytes that are not UTF-8, or
    leaves the whole form empty. Use this wherever a reader's form is read.
    """
    body = _raw_body()
    try:
        text = body.decode()
        if request.mimetype == "application/x-www-form-urlencoded":
            return _first_of_each(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise InvalidText from error
    fields = _first_of_each(request.form.items(multi=True))
    # A part may name a charset of its own, and what is not in it becomes U+FFFD.
    if "\ufffd" not in text and any("\ufffd" in value for value in fields.values()):
        raise InvalidText
    return fields


def _raw_body() -> bytes:
    """The body as it came, though the form may have been read from it already."""
    stream = request.environ["wsgi.input"]
    if not stream.seekable():
        return request.get_data()
    place = stream.tell()
    stream.seek(0)
    body: bytes = stream.read()
    stream.seek(place)
    return body


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name, value)
    return fields


def _check_address() -> None:
    """Refuse an address that is not UTF-8, holds NUL, or is longer than a body may be."""
    if "\0" in request.path:
        raise NotFound
    query = request.query_string
    if len(query) > BODY_LIMIT:
        _forget_query(query)
        raise RequestURITooLarge
    try:
        pairs = parse_qsl(query.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        _forget_query(query)
        raise InvalidText from error
    if any("\0" in name + value for name, value in pairs):
        _forget_query(query)
        raise InvalidText


def _forget_query(query: bytes) -> None:
    """Keep of an unreadable query only what decides between a page and a fragment."""
    request.query_string = b"fragment=1" if b"fragment=1" in query.split(b"&") else b""
