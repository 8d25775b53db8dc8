"""Bad input on every form and list of the dashboard, and on the sign-in, which is open to all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import moderator, site
from tests.signing_in import Desk, forget, signed_in
from tests.test_guards import CHANGING, address, routes, stranger, things_of

FIELDS = (
    *("email", "password", "username", "next", "code", "setup", "passcode", "name", "role"),
    *("verb", "version", "reason", "batch", "fix", "days", "closed", "back", "site", "hosts"),
    *("key", "language", "time_zone", "quiet_from", "quiet_until", "every_minutes", "telling"),
    *("flood", "max_links", "banned_words", "languages", "rules_en", "privacy_ru"),
)
QUERIES = ("after", "site", "kind", "status", "q", "order", "moderator", "back", "next", "lang")
VALUES = ("\0", "\ud800", "9" * 5000, "2147483648", "-1", "\u202e\u0301" * 200, "a" * 9000, "[]")
LEFT_ALONE = {"security.logout"}  # the rest is asked by someone who has signed in


def named(value: str) -> str:
    return ascii(value[:12])


def everyone(app: Flask) -> Iterator[Desk]:
    """Nobody, and the one who may do most."""
    yield stranger(app)
    yield signed_in(app, moderator(is_owner=True, name="Olga"))


@pytest.mark.parametrize("value", VALUES, ids=named)
def test_no_form_of_the_dashboard_fails(app: Flask, value: str) -> None:
    things, failed = things_of(site()), []
    text = value.encode("utf-8", "surrogatepass")
    for desk in everyone(app):
        for rule, method in routes(app):
            if method in CHANGING and rule.endpoint not in LEFT_ALONE:
                forget()
                body = {"csrf_token": desk.csrf_token, **dict.fromkeys(FIELDS, text)}
                answer = desk.client.open(address(rule, things), method=method, data=body)
                if answer.status_code >= 500:
                    failed.append((method, rule.rule))
    assert failed == []


@pytest.mark.parametrize("value", ["9" * 5000, "2147483648", "-1", "[]", "\u202e"], ids=named)
def test_no_list_of_the_dashboard_fails(app: Flask, value: str) -> None:
    things, failed = things_of(site()), []
    desk = signed_in(app, moderator(is_owner=True, name="Olga"))
    for rule, method in routes(app):
        for name in QUERIES if method == "GET" else ():
            answer = desk.get(address(rule, things), query_string={name: value})
            answer.close()  # a file that is made while it is sent
            if answer.status_code >= 500:
                failed.append((rule.rule, name))
    assert failed == []
