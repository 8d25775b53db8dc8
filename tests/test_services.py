"""The ground that the other tests stand on."""

import smtplib
import socket

import pytest
import redis
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import text

import moderation.app
from moderation import accounts, groundwork
from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from tests.services.smtp import Mailbox


def test_it_has_a_migrated_database_of_its_own(app: Flask) -> None:
    assert db.session.scalar(text("SELECT count(*) FROM sites")) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_can_ask_for_one_database_only(database_url: str) -> None:
    assert database_url.startswith("sqlite:///")


def test_it_counts_queries(app: Flask, count_queries: list[str]) -> None:
    db.session.execute(text("SELECT 1"))
    assert [query for query in count_queries if query.startswith("SELECT")] == ["SELECT 1"]


def test_it_talks_to_redis(redis_url: str) -> None:
    with redis.from_url(redis_url) as connection:
        assert connection.ping()


def test_it_receives_mail(mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", mailbox.port) as sender:
        sender.sendmail("a@a.example", ["b@b.example"], "Subject: Hello\n\nThere")
    assert mailbox.messages[0]["Subject"] == "Hello"


def test_it_shows_the_live_app_to_a_browser(address: str, tab: Page) -> None:
    answer = tab.goto(f"{address}/healthz")
    assert answer is not None
    assert answer.status == 200


def test_it_opens_a_page(tab: Page) -> None:
    tab.set_content("<h1>Здравствуйте 你好</h1>")
    assert tab.inner_text("h1") == "Здравствуйте 你好"


def test_it_never_leaves_this_machine() -> None:
    with pytest.raises(pytest.fail.Exception, match="connected"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match="looked up"):
        socket.getaddrinfo("news.example", 80)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_apps_made_from_notes_are_like_others_and_keep_to_themselves(settings: Settings) -> None:
    [known] = vars(moderation.app)["BLUEPRINTS"]
    first, second, other = create_app(settings), create_app(settings), groundwork.begin(settings)
    accounts.init_app(other)
    for blueprint in known.blueprints:
        other.register_blueprint(blueprint)
    assert set(map(repr, second.url_map.iter_rules())) == set(map(repr, other.url_map.iter_rules()))
    for name in known.NOTES:
        assert getattr(second, name).keys() == getattr(other, name).keys()
    second.before_request_funcs["api_comments"].append(list)
    assert list not in first.before_request_funcs["api_comments"]
