"""Every form of the dashboard carries a token, and no page answers a stranger."""

from typing import Any

import pytest
from flask import Flask

from tests.accounts.browsers import Browser, person
from tests.accounts.browsers import signed_in_browser as browser_of
from tests.signing_in import forget

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FOR_STRANGERS = {
    "/dashboard/login",
    "/dashboard/reset",
    "/dashboard/reset/1",
    "/dashboard/static/v/1",
}


def addresses(app: Flask, method: str) -> list[str]:
    """Every address under the dashboard that takes a method, with 1 for what varies."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/dashboard") and method in (rule.methods or ()):
            values: dict[str, Any] = dict.fromkeys(rule.arguments, 1)
            with app.test_request_context():
                found.append(app.url_for(rule.endpoint, **values))
    return sorted(found)


def test_no_form_is_taken_without_its_token(app: Flask) -> None:
    browser = browser_of(app, person(is_owner=True))
    taken = {}
    for path in addresses(app, "POST"):
        forget()
        taken[path] = browser.client.post(path, data={"site": "1"}).status_code
    assert len(taken) > 20
    assert {path: status for path, status in taken.items() if status != 400} == {}


def test_no_form_is_taken_with_the_token_of_somebody_else(app: Flask) -> None:
    mine, theirs = browser_of(app, person()), browser_of(app, person())
    page = theirs.get("/dashboard/account").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    forget()
    answer = mine.client.post("/dashboard/account", data={"csrf_token": token, "name": "Mallory"})
    assert answer.status_code == 400


def test_no_page_answers_a_stranger(app: Flask) -> None:
    browser = Browser(app)
    answers = {path: browser.get(path) for path in addresses(app, "GET")}
    let_in = {path for path, answer in answers.items() if answer.status_code == 200}
    assert let_in <= FOR_STRANGERS
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 303, 404}


def test_a_form_in_json_is_not_a_form(app: Flask) -> None:
    browser = Browser(app)
    page = browser.get("/dashboard/login").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    for body in ("[]", "{}", "1", '{"email": ["a"], "password": {}}'):
        forget()
        answer = browser.client.post(
            "/dashboard/login",
            data=body,
            headers={"X-CSRFToken": token, "Content-Type": "application/json"},
        )
        assert answer.status_code == 415
