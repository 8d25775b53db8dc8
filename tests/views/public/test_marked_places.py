"""The place of a mistake, for the browser of an editor who came from the desk."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from moderation.extensions import db
from moderation.models import Check, Fix, FixedBy, Moderator, Role, Site, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import HOST, moderator, site, stored, typo
from tests.rows import count_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OURS = {"Origin": f"https://{HOST}"}


def link(app: Flask, news: Site, report: int, person: Moderator) -> str:
    signer = app.extensions["moderation.signer"]
    return f"/sites/{news.key}/places/{signer.place(report, person.id, time.time())}"


@pytest.fixture
def opened(app: Flask, clock: Traveller) -> tuple[str, int]:
    """An editor's link to a mistake that was accepted, and the mistake."""
    news = site()
    alice, report = moderator(news, role=Role.EDITOR), typo(news).id
    write(decide, report, Verb.APPROVE, by=alice.id, version=None)
    return link(app, news, report, alice), report


def test_it_says_what_to_look_for(client: FlaskClient, opened: tuple[str, int]) -> None:
    answer = client.get(opened[0], headers=OURS)
    told = answer.get_json()
    assert (told["exact"], told["prefix"], told["replacement"]) == ("teh", "and so ", "the")
    assert answer.headers["Access-Control-Allow-Origin"] == f"https://{HOST}"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("as_form", [True, False])
def test_the_browser_shows_what_stands_there(
    client: FlaskClient, opened: tuple[str, int], as_form: bool
) -> None:
    url, report = opened
    text = "Long ago, and so the end came."
    body = {"data": {"text": text}} if as_form else {"data": text, "content_type": "text/plain"}
    told = client.post(url, headers=OURS, **body).get_json()
    assert (told["verdict"], told["found"]) == ("fixed", "the")
    found = stored(report)
    assert isinstance(found, TypoReport)
    assert (found.fix, found.fixed_by) == (Fix.FIXED, FixedBy.BROWSER)


def test_the_place_is_told_in_code_points(client: FlaskClient, opened: tuple[str, int]) -> None:
    text = "👨‍👩‍👧 Long ago,\nand so teh end came."
    told = client.post(opened[0], data=text.encode(), content_type="text/plain").get_json()
    start, end = told["place"]
    assert text[start:end] == "teh"


def test_the_same_is_noted_once(client: FlaskClient, opened: tuple[str, int]) -> None:
    for _ in range(3):
        client.post(opened[0], data="and so teh end came", content_type="text/plain")
    assert count_of(Check) == 1


@pytest.mark.parametrize("text", ["", " \n", "\0", "a" * 200_001])
def test_what_is_no_article_is_refused(
    client: FlaskClient, opened: tuple[str, int], text: str
) -> None:
    answer = client.post(opened[0], data=text.encode(), content_type="text/plain")
    assert answer.status_code in (400, 422)
    assert count_of(Check) == 0


def test_the_link_dies_after_twelve_hours(
    client: FlaskClient, opened: tuple[str, int], clock: Traveller
) -> None:
    clock.shift(timedelta(hours=12, seconds=1))
    assert client.get(opened[0]).status_code == 404
    assert client.post(opened[0], data="and so teh end").status_code == 404


def test_a_foreign_page_may_say_nothing(client: FlaskClient, opened: tuple[str, int]) -> None:
    foreign = {"Origin": "https://evil.example"}
    assert client.post(opened[0], data="teh", headers=foreign).status_code == 403
    assert "Access-Control-Allow-Origin" not in client.get(opened[0], headers=foreign).headers


def test_nobody_without_the_role_may(app: Flask, client: FlaskClient) -> None:
    news, other = site(), site("Other", "other.example")
    report = typo(news).id
    assert client.get(link(app, news, report, moderator(other))).status_code == 404
    gone = moderator(news)
    address = link(app, news, report, gone)
    gone.active = False
    db.session.commit()
    assert client.get(address).status_code == 404
    assert client.get(address[:-1]).status_code == 404
