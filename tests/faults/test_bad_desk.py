"""Bad input on every form and list of the dashboard, and on the sign-in, which is open to all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from tests.factories import moderator, site
from tests.signing_in import Desk, forget, signed_in
from tests.test_guards import CHANGING, address, routes, stranger, things_of

FIELDS = (
    *("email", "password", "username", "next", "code", "setup", "passcode", "name", "role"),
    *("verb", "version", "reason", "batch", "fix", "days", "closed", "back", "site", "hosts"),
    *("key", "language", "time_zone", "quiet_from", "quiet_until", "every_minutes", "telling"),
    *("flood", "max_links", "banned_words", "languages", "rules_en", "privacy_ru", "hours", "on"),
    *("item", "fold", "selection", "decision", "text", "lang", "to", "since", "until", "pattern"),
)
# What a page that takes its whole address is asked, besides what it is seen to read.
QUERIES = (
    *("after", "site", "kind", "status", "q", "order", "moderator", "back", "next", "lang", "age"),
    *("page", "author", "reason", "score", "view", "since", "until", "beyond", "days", "verb"),
)
VALUES = ("9" * 5000, "2147483648", "-1", "[]", "\u202e\u0301" * 200, "a" * 9000, "\0", "\ud800")
HARD = {  # PostgreSQL alone refuses some texts; and each has its own greatest number
    "sqlite": ("9" * 5000, "2147483648", "-1"),
    "postgresql": ("2147483648", "\0", "\ud800"),
}
OFTEN = 2  # what more pages than these read, as they all read it, meets one such value on each
LEFT_ALONE = {"security.logout"}  # the rest is asked by someone who has signed in


def named(value: str) -> str:
    return ascii(value[:12])


@pytest.fixture
def server(database_url: str) -> str:
    return database_url.partition(":")[0].partition("+")[0]


def everyone(app: Flask, *, strangers: bool) -> Iterator[Desk]:
    """The one who may do most, and nobody."""
    yield signed_in(app, moderator(is_owner=True, name="Olga"))
    if strangers:
        yield stranger(app)


FORMS = [("sqlite", value) for value in VALUES]
FORMS += [("postgresql", value) for value in HARD["postgresql"]]  # others: a text like any other


@pytest.mark.parametrize(("database_url", "value"), FORMS, indirect=["database_url"], ids=named)
def test_no_form_of_the_dashboard_fails(app: Flask, server: str, value: str) -> None:
    things, failed = things_of(site()), []
    text = value.encode("utf-8", "surrogatepass")
    strangers = server == "sqlite" and value in HARD["postgresql"]  # they reach no table's columns
    for desk in everyone(app, strangers=strangers):
        for rule, method in routes(app):
            if method in CHANGING and rule.endpoint not in LEFT_ALONE:
                forget()
                body = {"csrf_token": desk.csrf_token, **dict.fromkeys(FIELDS, text)}
                answer = desk.client.open(address(rule, things), method=method, data=body)
                if answer.status_code >= 500:
                    failed.append((method, rule.rule))
    assert failed == []


class Watched(ImmutableMultiDict[str, str]):
    """A query that notes what it is asked for."""

    asked: ClassVar[set[str]] = set()

    def get(self, key: str, *more: Any, **named: Any) -> Any:
        self.asked.add(key)
        return super().get(key, *more, **named)

    def getlist(self, key: str, *more: Any, **named: Any) -> Any:
        self.asked.add(key)
        return super().getlist(key, *more, **named)

    def keys(self) -> Any:
        self.asked.update(QUERIES)
        return super().keys()


def test_no_list_of_the_dashboard_fails(app: Flask, server: str) -> None:
    class Watching(app.request_class):  # type: ignore[name-defined,misc]
        parameter_storage_class = Watched

    app.request_class = Watching
    desk = signed_in(app, moderator(is_owner=True, name="Olga"))
    things, failed, everywhere, met = things_of(site()), [], set[str](), Counter[str]()
    for rule in pages(app):
        where = address(rule, things)
        Watched.asked.clear()
        desk.get(where).close()
        names = Watched.asked - everywhere
        everywhere = everywhere or set(names)  # on the plainest page: what all of them read
        for name in sorted(names):
            met[name] += 1
            for value in HARD[server] if met[name] <= OFTEN else (HARD[server][met[name] % 3],):
                text = quote(value.encode("utf-8", "surrogatepass"))
                answer = desk.get(f"{where}?{name}={text}")
                answer.close()  # a file that is made while it is sent
                if answer.status_code >= 500:
                    failed.append((rule.rule, name, value[:12]))
    assert failed == []


def pages(app: Flask) -> list[Rule]:
    """All that is opened, help first."""
    found = [rule for rule, method in routes(app) if method == "GET"]
    return sorted(found, key=lambda rule: not rule.endpoint.startswith("dashboard_help"))
