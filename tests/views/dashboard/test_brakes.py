"""The brake's page: pulled, shown everywhere, lifted; and what was approved is pulled back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Role, Site
from tests.factories import URL, comment, moderator, site, stored
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def news(app: Flask) -> Site:
    return site(hold="findings", newcomers="welcome")


@pytest.fixture
def desk(app: Flask, news: Site) -> Desk:
    return signed_in(app, moderator(news))


def test_it_is_pulled_shown_and_lifted(desk: Desk, news: Site) -> None:
    said = {"site": news.key, "braking": "hold", "hours": "2", "reason": "a storm"}
    assert desk.post("/dashboard/brakes", said).status_code == 303
    assert "The brake is on:" in desk.get("/dashboard/queue").text
    assert "a storm" in desk.get("/dashboard/brakes").text
    assert comment(news).status == "pending"
    desk.post("/dashboard/brakes/1/lifting")
    assert "The brake is on:" not in desk.get("/dashboard/queue").text


@pytest.mark.parametrize(
    ("told", "zone"), [("Europe%2FBerlin", "Europe/Berlin"), ("..%2F..%2Fetc", "UTC"), ("", "UTC")]
)
def test_times_are_in_the_browser_s_zone(desk: Desk, told: str, zone: str) -> None:
    desk.client.set_cookie("moderation-zone", told, path="/dashboard")
    assert f"In the time zone {zone}." in desk.get("/dashboard/brakes").text


def test_what_is_wrong_with_one_form_is_not_said_in_the_other(desk: Desk, news: Site) -> None:
    said = {"site": news.key, "braking": "hold", "page": "no address"}
    page = desk.post("/dashboard/brakes", said)
    assert (page.status_code, page.text.count('value="no address"')) == (422, 1)


def test_one_page_is_braked(desk: Desk, news: Site) -> None:
    comment(news)
    said = {"site": news.key, "braking": "hold", "page": URL}
    assert desk.post("/dashboard/brakes", said).status_code == 303
    assert comment(news, "Another.").status == "pending"
    assert comment(news, "Elsewhere.", url=f"{URL}/2").status == "approved"


def test_an_unknown_page_is_refused(desk: Desk, news: Site) -> None:
    said = {"site": news.key, "braking": "hold", "page": "https://elsewhere.example/"}
    answer = desk.post("/dashboard/brakes", said)
    assert answer.status_code == 422
    assert "not a page of the site" in answer.text


@pytest.mark.parametrize(
    ("place", "named"),
    [({}, "News"), ({"section": "Sport"}, "News: Sport"), ({"page": URL}, "An article")],
)
def test_it_names_what_it_pulls_back_first(
    desk: Desk, news: Site, place: dict[str, str], named: str
) -> None:
    sent = comment(news)
    stored(sent.id).page.section = "Sport"
    db.session.commit()
    if place:
        comment(news, "Elsewhere.", url=f"{URL}/2")
    said = {"site": news.key, "since": f"{utcnow() - AN_HOUR:%Y-%m-%dT%H:%M}", **place}
    page = desk.get("/dashboard/pull-backs/new", query_string=said)
    assert f"<bdi>{named}</bdi>" in page.text
    assert "Put 1 comment back into the queue" in page.text
    assert desk.post("/dashboard/pull-backs", said).status_code == 303
    assert stored(sent.id).is_waiting
    assert "Undo" in desk.get("/dashboard/brakes").text


@pytest.mark.parametrize("since", ["", "yesterday", "9999-01-01T00:00"])
def test_it_pulls_back_from_a_moment_that_was(desk: Desk, news: Site, since: str) -> None:
    address = f"/dashboard/pull-backs/new?site={news.key}&since={since}"
    assert desk.get(address).status_code == 422


def test_pages_and_cards_show_what_the_brake_does(desk: Desk, news: Site) -> None:
    comment(news, "One that waits: https://a.example https://b.example https://c.example")
    said = {"site": news.key, "braking": "pause", "hours": "3"}
    desk.post("/dashboard/brakes", said)
    for address, said_there in (
        ("/dashboard/pages", "paused by the brake"),
        ("/dashboard/queue", "brake: nothing is taken"),
    ):
        page = desk.get(address).text
        assert said_there in page
        assert f"/dashboard/brakes?site={news.key}&amp;page=" in page
        assert "nothing is taken, until" in page


def test_editors_have_no_brake(app: Flask, news: Site) -> None:
    editor = signed_in(app, moderator(news, role=Role.EDITOR, name="Ed"))
    assert editor.get("/dashboard/brakes").status_code == 404
    assert editor.get(f"/dashboard/pull-backs/new?site={news.key}").status_code == 404
