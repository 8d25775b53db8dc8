"""The brake's page: pulled, shown everywhere, lifted; and what was approved is pulled back."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.models import Role, Site
from tests.factories import URL, comment, moderator, site, stored
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


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


def test_it_says_how_much_it_pulls_back_first(desk: Desk, news: Site) -> None:
    sent = comment(news)
    said = {"site": news.key, "back_hours": "1"}
    page = desk.get(f"/dashboard/pull-backs/new?site={news.key}&back_hours=1")
    assert "1 comment was approved and is public." in page.text
    assert desk.post("/dashboard/pull-backs", said).status_code == 303
    assert stored(sent.id).is_waiting
    assert "back in the queue" in desk.get("/dashboard/brakes").text


def test_editors_have_no_brake(app: Flask, news: Site) -> None:
    editor = signed_in(app, moderator(news, role=Role.EDITOR, name="Ed"))
    assert editor.get("/dashboard/brakes").status_code == 404
    assert editor.get(f"/dashboard/pull-backs/new?site={news.key}").status_code == 404
