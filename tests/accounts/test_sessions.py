"""How a session begins, how long it lasts, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from moderation.operations.people import deactivate
from moderation.transactions import write
from tests.accounts.browsers import ANOTHER, PASSWORD, TOKEN, Browser, again, person
from tests.accounts.browsers import signed_in_browser as browser_of
from tests.services.databases import ON_BOTH


def test_it_lets_in_who_has_the_password(app: Flask) -> None:
    browser = Browser(app)
    answer = browser.sign_in(person())
    assert (answer.status_code, answer.location) == (303, "/dashboard/queue")
    assert browser.is_in()


def test_it_takes_an_address_in_any_case(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in(f" {person().email.upper()} ")
    assert browser.is_in()


@pytest.mark.parametrize(
    "password", ["", "seven quiet lamp", "Seven quiet lamps", "x" * 100_000, "seven\0lamps"]
)
def test_it_keeps_out_who_has_not(app: Flask, password: str) -> None:
    browser = Browser(app)
    answer = browser.sign_in(person(), password)
    assert "The address or the password is not right." in answer.text
    assert not browser.is_in()


def test_it_notes_when_somebody_came(app: Flask) -> None:
    somebody = person()
    browser_of(app, somebody)
    assert again(somebody).signed_in_at is not None


def test_it_says_the_same_to_a_stranger(app: Flask) -> None:
    known, unknown = person().email, "nobody@news.example"
    pages = [Browser(app).sign_in(email, ANOTHER).text for email in (known, unknown)]
    same = [TOKEN.sub("", page).replace(known, unknown) for page in pages]
    assert "not right" in same[0]
    assert same[0] == same[1]


def test_it_does_not_tell_that_an_account_is_shut(app: Flask) -> None:
    somebody = person()
    write(deactivate, somebody.id)
    answer = Browser(app).sign_in(somebody.email)
    assert "The address or the password is not right." in answer.text


def test_nothing_of_a_planted_session_remains(app: Flask) -> None:
    browser = Browser(app)
    with browser.client.session_transaction(path="/dashboard/") as session:
        session["csrf_token"] = session["planted"] = "known to somebody else"
    browser.sign_in(person())
    with browser.client.session_transaction(path="/dashboard/") as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "known to somebody else"


def test_signing_out_is_the_end_of_a_copied_cookie_too(app: Flask) -> None:
    browser = browser_of(app, person())
    copy = browser.client.get_cookie("moderation", path="/dashboard")
    assert copy is not None
    browser.sign_out()
    thief = Browser(app)
    thief.client.set_cookie("moderation", copy.value, path="/dashboard")
    assert not browser.is_in()
    assert not thief.is_in()


def test_a_link_does_not_sign_anybody_out(app: Flask) -> None:
    browser = browser_of(app, person())
    assert browser.get("/dashboard/logout").status_code == 405
    assert browser.is_in()


def test_it_puts_out_at_once_whose_account_is_shut(app: Flask) -> None:
    somebody = person()
    browser = browser_of(app, somebody)
    write(deactivate, somebody.id)
    assert not browser.is_in()


@ON_BOTH
def test_another_password_ends_all_other_sessions(app: Flask) -> None:
    somebody = person()
    here, elsewhere = browser_of(app, somebody), browser_of(app, somebody)
    answer = here.send(
        "/dashboard/change",
        {"password": PASSWORD, "new_password": ANOTHER, "new_password_confirm": ANOTHER},
    )
    assert answer.status_code == 303
    assert (here.is_in(), elsewhere.is_in()) == (True, False)
    assert Browser(app).sign_in(somebody, ANOTHER).status_code == 303


@ON_BOTH
def test_it_ends_after_twelve_hours_of_nothing(app: Flask, clock: time_machine.Traveller) -> None:
    browser = browser_of(app, person())
    for _ in range(3):
        clock.shift(timedelta(hours=11))
        assert browser.is_in()
    clock.shift(timedelta(hours=13))
    assert not browser.is_in()


def test_it_ends_after_a_week_whatever_happens(app: Flask, clock: time_machine.Traveller) -> None:
    browser = browser_of(app, person())
    for _ in range(7 * 24 // 8):
        clock.shift(timedelta(hours=8))
        assert browser.is_in()
    clock.shift(timedelta(hours=1))
    assert not browser.is_in()


@pytest.mark.parametrize("path", ["/healthz", "/embed.js", "/nowhere", "/receipts/x"])
def test_nothing_outside_the_dashboard_knows_of_cookies(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_files_of_the_dashboard_ask_nobody_who_they_are(
    app: Flask, count_queries: list[str]
) -> None:
    browser = browser_of(app, person())
    count_queries.clear()
    answer = browser.get("/dashboard/static/v/tokens.css")
    answer.close()
    assert "Set-Cookie" not in answer.headers
    assert count_queries == []


@pytest.mark.parametrize(("language", "said"), [("ru", "пароль"), ("zh", "密码")])
def test_it_says_no_in_the_language_of_the_browser(app: Flask, language: str, said: str) -> None:
    browser = Browser(app)
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    notice = browser.sign_in(person(), ANOTHER).text.partition('role="alert">')[2]
    assert said in notice.partition("<")[0]


def test_pages_of_the_dashboard_vary_by_cookie(app: Flask) -> None:
    assert "Cookie" in Browser(app).get("/dashboard/login").headers["Vary"]


def test_signing_out_says_so(app: Flask) -> None:
    browser = browser_of(app, person())
    assert browser.sign_out().location == "/dashboard/login"
    assert "You are signed out." in browser.get("/dashboard/login").text


def test_signing_out_leaves_the_other_browsers_in(app: Flask) -> None:
    somebody = person()
    here, elsewhere = browser_of(app, somebody), browser_of(app, somebody)
    here.sign_out()
    assert (here.is_in(), elsewhere.is_in()) == (False, True)
