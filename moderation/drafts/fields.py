"""Reading one field at a time from a form's or a JSON body's mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping

from moderation.drafts.limits import LIMITS, Limits
from moderation.drafts.types import PageRef, Sender
from moderation.errors import Errors, Problem
from moderation.text.identity import is_blank
from moderation.text.length import count, invalid_text, trim
from moderation.text.urls import InvalidURL, normalise

MOST = 2**31 - 1  # what an INTEGER column of either database holds
# HTML's own definition of a valid e-mail address, which is what browsers check.
# https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+"
)
BREAKS = re.compile(r"[\n\t\x0b\x0c\x85\u2028\u2029]+")


class Reader:
    """Reads fields and collects what is wrong with them."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.fields = fields
        self.errors: Errors = {}

    def refuse(self, name: str, code: str, **args: int | str) -> None:
        self.errors.setdefault(name, []).append(Problem(code, args))

    def text(self, name: str, limit: int, too_long: str = "too_long") -> str:
        """The trimmed text of a field, empty when absent."""
        raw = self._raw(name)
        return self._within(name, trim(raw), limit, too_long) if raw else ""

    def context(self, name: str, limit: int) -> str:
        """Text whose outer spaces belong to it, such as what stands before a quote."""
        kept = self._raw(name).replace("\r\n", "\n").replace("\r", "\n")
        return self._within(name, kept, limit, "too_long")

    def _raw(self, name: str) -> str:
        value = self.fields.get(name)
        if value is None or value == "":
            return ""
        if not isinstance(value, str):
            self.refuse(name, "not_text")
        elif invalid_text(value):
            self.refuse(name, "invalid_text")
        else:
            return value
        return ""

    def _within(self, name: str, text: str, limit: int, too_long: str) -> str:
        if (length := count(text)) > limit:
            self.refuse(name, too_long, length=length, limit=limit)
        return text

    def line(self, name: str, limit: int) -> str:
        """The text of a field that has one line: breaks and tabs become spaces."""
        return BREAKS.sub(" ", self.text(name, limit))

    def token(self, name: str, limit: int = LIMITS.key) -> str:
        """A machine-made word of printable ASCII, or nothing."""
        value = self.text(name, limit)
        if value and not re.fullmatch(r"[!-~]+", value):
            self.refuse(name, "not_ascii")
        return value

    def whole(self, name: str) -> int | None:
        """A whole number from 0, as JSON's own or in digits."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,10}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            self.refuse(name, "not_a_number")
            return None
        return value

    def tick(self, name: str) -> bool:
        value = self.fields.get(name)
        if value in (None, "", False, "0", "off"):
            return False
        if value in (True, "1", "on", "y", "true"):
            return True
        self.refuse(name, "not_a_tick")
        return False


def read_page(reader: Reader) -> PageRef:
    """The page's address and what else the host page says of it."""
    url = reader.text("url", LIMITS.url, too_long="invalid_url")
    if "url" not in reader.errors:
        try:
            url = normalise(url)
        except InvalidURL:
            reader.refuse("url", "invalid_url")
    return PageRef(
        url=url,
        title=reader.line("title", LIMITS.title),
        page_id=reader.line("page_id", LIMITS.title),
        lang=reader.line("lang", 35),
        section=reader.line("section", LIMITS.title),
        author=reader.line("author", LIMITS.title),
        revision=reader.line("revision", LIMITS.title),
        edit_url=reader.text("edit_url", LIMITS.url),
    )


def read_sender(reader: Reader) -> Sender:
    """Who sends it, and the form's own hidden fields."""
    name = reader.line("name", LIMITS.name)
    email = reader.text("email", LIMITS.email)
    if email and "email" not in reader.errors and not EMAIL.fullmatch(email):
        reader.refuse("email", "invalid_email")
    ticket = reader.fields.get("ticket")
    return Sender(
        name="" if is_blank(name) else name,
        email=email,
        author_key=reader.token("author_key"),
        ticket=ticket if isinstance(ticket, str) else None,
        trap=reader.text("website", LIMITS.url),
        rules_version=reader.whole("rules_version"),
        consent=reader.tick("consent"),
    )


__all__ = ["Limits", "Reader", "read_page", "read_sender"]
