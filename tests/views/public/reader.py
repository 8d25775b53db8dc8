"""A reader with a plain browser: opens a form, fills it in, sends it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Site
from tests.factories import HOST, URL

ORIGIN = f"https://{HOST}"


class Fields(HTMLParser):
    """The fields of a page's form as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "textarea":
            self._area, self.sent[name] = name, ""
        elif tag == "input" and (
            said.get("type") not in ("checkbox", "radio") or "checked" in said
        ):
            self.sent[name] = said.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # HTML drops the first line break of a textarea.
            self.sent[self._area] = self.sent[self._area].removeprefix("\n").removeprefix("\r\n")
            self._area = ""


def address(site: Site, what: str) -> str:
    return f"/sites/{site.key}/{what}"


def ask(client: FlaskClient, site: Site, what: str = "thread", **args: Any) -> TestResponse:
    """Open a page of the site as a plain link leads to it."""
    return client.get(address(site, what), query_string={"url": URL, **args})


def form_of(answer: TestResponse) -> dict[str, str]:
    return Fields(answer.get_data(as_text=True)).sent


def send(client: FlaskClient, site: Site, what: str = "comments", **fields: str) -> TestResponse:
    """Open the form and send it, from our own page."""
    opened = ask(client, site, "thread" if what == "comments" else what)
    filled = form_of(opened) | fields
    return client.post(address(site, what), data=filled, headers={"Sec-Fetch-Site": "same-origin"})


def post(client: FlaskClient, site: Site, what: str = "comments", **fields: str) -> TestResponse:
    """Send as the widget does, from a page of the site."""
    return client.post(
        address(site, what) + "?fragment=1",
        data={"url": URL, "ticket": "", **fields},
        headers={"Origin": ORIGIN},
    )
