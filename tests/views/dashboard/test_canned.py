"""The texts that a site keeps at hand."""

import pytest
from flask import Flask

from moderation.models import Purpose, Role, Site
from moderation.queries.canned import canned_texts
from tests.factories import moderator, site
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

THANKS = {"purpose": "reply", "lang": "", "title": "Thanks", "text": "Thank you for writing."}


@pytest.fixture
def news(app: Flask) -> Site:
    """Where it happens."""
    return site()


@pytest.fixture
def desk(app: Flask, news: Site) -> Desk:
    """The browser of the site's admin."""
    return signed_in(app, moderator(news, role=Role.ADMIN))


def titles(news: Site) -> list[str]:
    return [text.title for text in canned_texts(news.id, Purpose.REPLY)]


def number(news: Site, title: str = "Thanks") -> int:
    texts = canned_texts(news.id, Purpose.REPLY)
    return next(text.id for text in texts if text.title == title)


def test_it_is_empty_and_then_lists_what_was_added(desk: Desk, news: Site) -> None:
    url = f"/dashboard/sites/{news.key}/texts"
    assert "None yet." in desk.get(url).text
    assert desk.post(url, THANKS).status_code == 303
    assert "<bdi>Thanks</bdi>" in desk.get(url).text


def test_it_takes_the_title_from_the_text(desk: Desk, news: Site) -> None:
    desk.post(f"/dashboard/sites/{news.key}/texts", {**THANKS, "title": ""})
    assert titles(news) == ["Thank you for writing."]


@pytest.mark.parametrize(
    ("field", "value"), [("text", ""), ("lang", "xx-nope"), ("title", "x" * 61)]
)
def test_it_refuses_and_keeps_what_was_typed(
    desk: Desk, news: Site, field: str, value: str
) -> None:
    answer = desk.post(f"/dashboard/sites/{news.key}/texts", {**THANKS, field: value})
    assert answer.status_code == 422
    assert "Thank" in answer.text
    assert "field-error" in answer.text
    assert titles(news) == []


def test_it_is_worded_anew_moved_and_removed(desk: Desk, news: Site) -> None:
    for title in ("Thanks", "Sorry"):
        desk.post(f"/dashboard/sites/{news.key}/texts", {**THANKS, "title": title})
    one = f"/dashboard/texts/{number(news)}"
    assert 'value="Thanks"' in desk.get(one).text
    desk.post(one, {"move": "down"})
    assert titles(news) == ["Sorry", "Thanks"]
    desk.post(one, {**THANKS, "title": "Many thanks"})
    assert titles(news) == ["Sorry", "Many thanks"]
    desk.post(f"{one}/removal")
    assert titles(news) == ["Sorry"]
    assert desk.get(one).status_code == 404


def test_who_does_not_manage_the_site_does_not_find_it(app: Flask, news: Site) -> None:
    desk = signed_in(app, moderator(news, name="Boris"))
    assert desk.get(f"/dashboard/sites/{news.key}/texts").status_code == 404
