"""Pages in the dashboard: found, closed, reopened."""

from flask import Flask

from moderation.models import Role
from tests.factories import comment, moderator, site, stored
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in


@ON_BOTH
def test_it_lists_pages_with_what_waits(app: Flask) -> None:
    news = site()
    comment(news)
    page = signed_in(app, moderator(news)).get("/dashboard/pages")
    assert "An article" in page.text
    assert "https://news.example/article" in page.text


@ON_BOTH
def test_it_finds_by_title_or_address(app: Flask) -> None:
    news = site()
    comment(news)
    alice = signed_in(app, moderator(news))
    assert "An article" in alice.get("/dashboard/pages?q=ARTICLE").text
    assert "No page has these words" in alice.get("/dashboard/pages?q=100%25").text


def test_it_closes_and_reopens(app: Flask) -> None:
    news = site()
    sent = comment(news)
    alice = signed_in(app, moderator(news))
    address = f"/dashboard/pages/{stored(sent.id).page_id}/closures"
    assert alice.post(address, {"closed": "1"}).status_code == 303
    assert stored(sent.id).page.closed_at is not None
    alice.post(address, {"closed": "0"})
    assert stored(sent.id).page.closed_at is None


def test_it_goes_back_only_within_the_dashboard(app: Flask) -> None:
    news = site()
    address = f"/dashboard/pages/{stored(comment(news).id).page_id}/closures"
    alice = signed_in(app, moderator(news))
    answer = alice.post(address, {"closed": "1", "back": "//evil.example/"})
    assert answer.location == "/dashboard/pages"


def test_bob_does_not_find_it(app: Flask) -> None:
    page_id = stored(comment(site()).id).page_id
    bob = signed_in(app, moderator(site("Other", "other.example"), name="Bob"))
    assert bob.post(f"/dashboard/pages/{page_id}/closures", {"closed": "1"}).status_code == 404


def test_an_editor_does_not_close_pages(app: Flask) -> None:
    news = site()
    page_id = stored(comment(news).id).page_id
    editor = signed_in(app, moderator(news, role=Role.EDITOR))
    assert editor.post(f"/dashboard/pages/{page_id}/closures", {"closed": "1"}).status_code == 404
