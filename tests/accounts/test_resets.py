"""A forgotten password: the link, how long it works, and what it does not tell."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale, gettext

from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from tests.accounts.browsers import ANOTHER, PASSWORD, TOKEN, Browser, letters, person
from tests.services.databases import ON_BOTH, SECRET


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A server that can send mail."""
    return Settings(
        secret_key=SECRET,
        database_url=database_url,
        data_dir=tmp_path,
        base_url="https://talk.example",
        mail_url="smtp://127.0.0.1:1",
        mail_from="talk@talk.example",
    )


class SecureBrowser(Browser):
    """Says where it comes from, as browsers do on https."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.client.environ_base["HTTP_REFERER"] = "https://talk.example/dashboard/login"
        self.client.environ_base["wsgi.url_scheme"] = "https"
        self.client.environ_base["SERVER_NAME"] = "talk.example"


def ask(app: Flask, email: str, **environ: str) -> str:
    """The page after asking for a link."""
    browser = SecureBrowser(app)
    browser.client.environ_base |= environ
    return browser.send("/dashboard/reset", {"email": email}).text


def link_for(app: Flask, email: str) -> str:
    """The path in the letter that asking brings."""
    ask(app, email)
    words = letters()[-1]["text"].split()
    return next(word for word in words if "/reset/" in word).removeprefix("https://talk.example")


def choose(app: Flask, link: str, password: str = ANOTHER) -> str:
    """Where one is sent after choosing a password by a link."""
    fields = {"password": password, "password_confirm": password}
    answer = SecureBrowser(app).send(link, fields, page="/dashboard/login")
    return answer.location or answer.text


def test_a_letter_goes_out_with_a_link_to_us(app: Flask) -> None:
    somebody = person()
    ask(app, somebody.email)
    (letter,) = letters()
    assert letter["to"] == somebody.email
    assert letter["subject"] == "Choose a new password"
    assert "https://talk.example/dashboard/reset/" in letter["text"]


def test_a_forged_host_does_not_change_the_link(app: Flask) -> None:
    somebody = person()
    ask(app, somebody.email, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil" not in letters()[0]["text"]


def test_the_link_sets_a_password_once(app: Flask) -> None:
    somebody = person()
    link = link_for(app, somebody.email)
    assert choose(app, link) == "/dashboard/login"
    assert choose(app, link, "yet another password") == "/dashboard/reset"
    assert SecureBrowser(app).sign_in(somebody, ANOTHER).status_code == 303
    assert SecureBrowser(app).sign_in(somebody, PASSWORD).status_code == 200


@ON_BOTH
def test_the_owner_of_the_account_hears_of_it(app: Flask) -> None:
    somebody = person()
    choose(app, link_for(app, somebody.email))
    assert [letter["subject"] for letter in letters()][1:] == ["Your password was changed"]


def test_the_link_lasts_an_hour(app: Flask, clock: time_machine.Traveller) -> None:
    link = link_for(app, person().email)
    clock.shift(timedelta(minutes=59))
    assert SecureBrowser(app).get(link).status_code == 200
    clock.shift(timedelta(minutes=2))
    assert SecureBrowser(app).get(link).location == "/dashboard/reset"
    assert choose(app, link) == "/dashboard/reset"


def test_the_link_asks_for_a_password_that_is_good_enough(app: Flask) -> None:
    link = link_for(app, person().email)
    assert "At least 12 characters" in choose(app, link, "short")
    assert "easy to guess" in choose(app, link, "passwordpassword")


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "WyJ4IixudWxsXQ.aa.bb"])
def test_a_made_up_link_opens_nothing(app: Flask, token: str) -> None:
    assert SecureBrowser(app).get(f"/dashboard/reset/{token}").status_code in (302, 400, 404)


@pytest.mark.parametrize("unknown", ["nobody@news.example", "not an address", "", "a@b\0.example"])
def test_a_stranger_gets_the_same_answer_and_no_letter(app: Flask, unknown: str) -> None:
    known = person().email
    pages = [TOKEN.sub("", ask(app, email)).replace(email or "-", "") for email in (known, unknown)]
    assert "a link is on its way" in pages[1]
    assert pages[0].count("<p") == pages[1].count("<p")
    assert len(letters()) == 1


def test_one_address_is_sent_five_letters_an_hour(app: Flask) -> None:
    somebody = person()
    pages = [ask(app, somebody.email) for _ in range(6)]
    assert ["Too many attempts" in page for page in pages] == [False] * 5 + [True]
    assert len(letters()) == 5


def test_without_mail_the_page_says_who_can_help(settings: Settings) -> None:
    app = create_app(replace(settings, mail_url="", base_url="http://127.0.0.1:8000"))
    answer = app.test_client().get("/dashboard/reset")
    assert "moderation moderators reset-password" in answer.text
    assert "<form" not in answer.text


def test_letters_are_in_the_language_of_the_account(app: Flask) -> None:
    somebody = person()
    somebody.language = "zh"
    db.session.commit()
    ask(app, somebody.email, HTTP_ACCEPT_LANGUAGE="ru")
    assert letters()[0]["subject"] == gettext_in("zh", "Choose a new password")


def gettext_in(language: str, words: str) -> str:
    """A text of ours in another language."""
    with force_locale(language):
        return str(gettext(words))
