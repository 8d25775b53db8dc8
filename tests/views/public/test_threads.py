"""The thread that readers are shown."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.extensions import db
from moderation.models import Site, Verb
from moderation.operations.decide import decide
from moderation.operations.pages import close_page
from moderation.operations.undo import undo_last
from moderation.operations.withdraw import withdraw
from moderation.queries.thread import REPLIES
from moderation.transactions import write
from tests import factories
from tests.factories import URL
from tests.services.databases import ON_BOTH
from tests.views.public.reader import ORIGIN, ask


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site(hold="findings", newcomers="welcome")


def test_it_shows_comments_and_replies(client: FlaskClient, site: Site) -> None:
    first = factories.comment(site, "First.").id
    factories.comment(site, "Second.", parent_id=first)
    page = ask(client, site, fragment=1).text
    assert 'data-count="2" data-closed=""' in page
    assert f'<li class="comment" id="comment-{first}" data-id="{first}">' in page
    assert page.index("First.") < page.index('<ol class="replies">') < page.index("Second.")


def test_it_is_empty_for_a_page_nobody_wrote_about(client: FlaskClient, site: Site) -> None:
    answer = ask(client, site, fragment=1)
    assert answer.status_code == 200
    assert 'data-count="0"' in answer.text


def test_it_leads_to_the_forms_of_this_very_page(client: FlaskClient, site: Site) -> None:
    comment = factories.comment(site).id
    page = ask(client, site, fragment=1, lang="ru").text
    base = f"http://127.0.0.1:8000/sites/{site.key}"
    here = "url=https://news.example/article"
    assert f'data-parent="{comment}" href="{base}/thread?{here}&amp;lang=ru' in page
    assert f'class="typo-link" href="{base}/typos?{here}&amp;lang=ru"' in page


@pytest.mark.parametrize("url", ["", "nonsense", "javascript:alert(1)", "https://other.example/"])
def test_it_refuses_a_page_that_is_not_the_sites(client: FlaskClient, site: Site, url: str) -> None:
    assert ask(client, site, url=url).status_code == 422
    answer = ask(client, site, url=url, fragment=1)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_url")


def test_it_is_not_there_for_an_unknown_site(client: FlaskClient, app: Flask) -> None:
    assert client.get("/sites/nobody/thread", query_string={"url": URL}).status_code == 404


def test_it_is_sent_once_until_it_changes(client: FlaskClient, site: Site) -> None:
    factories.comment(site)
    tag = ask(client, site, fragment=1).headers["ETag"]
    again = client.get(
        f"/sites/{site.key}/thread?fragment=1&url={URL}",
        headers={"If-None-Match": tag, "Origin": ORIGIN},
    )
    assert (again.status_code, again.data, tag.startswith("W/")) == (304, b"", False)
    assert {"Origin", "Accept-Encoding", "Accept-Language"} <= set(again.vary)
    assert again.headers["Access-Control-Allow-Origin"] == ORIGIN
    factories.comment(site, "Another.")
    assert ask(client, site, fragment=1).headers["ETag"] != tag


@ON_BOTH
def test_it_changes_with_every_decision_that_readers_see(client: FlaskClient, site: Site) -> None:
    sent, alice = factories.comment(site).id, factories.moderator(site).id
    page_id = factories.stored(sent).page_id
    seen = [ask(client, site, fragment=1).text]
    write(decide, sent, Verb.REJECT, by=alice, version=factories.stored(sent).version)
    seen.append(ask(client, site, fragment=1).text)
    write(close_page, page_id, by=alice)
    seen.append(ask(client, site, fragment=1).text)
    write(undo_last, by=alice)
    seen.append(ask(client, site, fragment=1).text)
    assert len(set(seen)) == 4


def test_it_says_that_the_site_is_paused_at_once(client: FlaskClient, site: Site) -> None:
    factories.comment(site)
    ask(client, site, fragment=1)
    site.policy_settings = site.policy_settings | {"pause": "on"}
    db.session.commit()
    assert "Comments are paused" in ask(client, site, fragment=1).text


def test_it_may_be_read_by_the_sites_own_pages_alone(client: FlaskClient, site: Site) -> None:
    address = f"/sites/{site.key}/thread?fragment=1&url={URL}"
    for origin in (
        "https://evil.example",
        "null",
        "http://news.example",
        "https://news.example.evil",
    ):
        answer = client.get(address, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Origin" in answer.vary
    answer = client.get(address, headers={"Origin": ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_its_refusals_can_be_read_by_the_sites_own_pages(client: FlaskClient, site: Site) -> None:
    answer = client.get(f"/sites/{site.key}/thread?fragment=1", headers={"Origin": ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_it_is_packed_for_who_can_unpack_it_with_another_tag(
    client: FlaskClient, site: Site
) -> None:
    factories.comment(site, "Long " * 300)
    address = f"/sites/{site.key}/thread?fragment=1&url={URL}"
    tags = {client.get(address).headers["ETag"]}
    for taken, coding in (("gzip, br", "br"), ("gzip", "gzip")):
        packed = client.get(address, headers={"Accept-Encoding": taken})
        assert packed.headers["Content-Encoding"] == coding
        tags.add(packed.headers["ETag"])
    assert len(tags) == 3


def test_the_page_is_never_kept_for_its_form_is_one_readers(
    client: FlaskClient, site: Site
) -> None:
    answer = ask(client, site)
    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        "frame-ancestors 'self' https://news.example" in answer.headers["Content-Security-Policy"]
    )
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_no_answer_sets_a_cookie(client: FlaskClient, site: Site) -> None:
    for what in ("thread", "typos", "ticket", "feed.atom"):
        answer = ask(client, site, what)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.vary


def test_it_shows_markup_as_text(client: FlaskClient, site: Site) -> None:
    evil = "<img src=x onerror=alert(1)>"
    factories.comment(site, evil, name=f'"><script>{evil}')
    page = ask(client, site).text
    assert "<img" not in page
    assert "<script" not in page


def test_it_says_why_it_is_closed_and_stays_readable(client: FlaskClient, site: Site) -> None:
    kept = factories.stored(factories.comment(site, "Still here.").id)
    write(close_page, kept.page_id, by=factories.moderator(site).id)
    page = ask(client, site).text
    assert "Still here." in page
    assert 'class="thread-closed">The editors have closed' in page
    assert "<form" not in page
    assert "comment-reply" not in page


@ON_BOTH
def test_it_keeps_the_place_of_a_withdrawn_comment(client: FlaskClient, site: Site) -> None:
    first = factories.comment(site, "Regretted.").id
    factories.comment(site, "A reply.", parent_id=first)
    write(withdraw, first, None)
    page = ask(client, site, fragment=1).text
    assert f'class="comment comment-gone" id="comment-{first}"' in page
    assert "Regretted." not in page
    assert "A reply." in page


@ON_BOTH
def test_the_form_replies_to_the_comment_asked_for(client: FlaskClient, site: Site) -> None:
    first = factories.comment(site, name="Vera").id
    page = ask(client, site, parent_id=first).text
    assert f'name="parent_id" type="hidden" value="{first}"' in page
    assert "In reply to <bdi>Vera</bdi>" in page


@pytest.mark.parametrize("parent", ["999999", "x", "-1", "9" * 400])
def test_the_form_replies_to_nothing_that_is_not_public(
    client: FlaskClient, site: Site, parent: str
) -> None:
    answer = ask(client, site, parent_id=parent)
    assert answer.status_code == 200
    assert "In reply to" not in answer.text


@pytest.mark.parametrize(("lang", "title"), [("ru", "Оставить комментарий"), ("zh", "发表评论")])
def test_it_speaks_the_readers_language(
    client: FlaskClient, site: Site, lang: str, title: str
) -> None:
    page = ask(client, site, lang=lang).text
    assert f'<html lang="{lang}" dir="ltr">' in page
    assert f"<h2>{title}</h2>" in page


@ON_BOTH
def test_it_goes_on_in_parts(client: FlaskClient, site: Site) -> None:
    ids = [factories.comment(site, f"Number {number}.").id for number in range(52)]
    page = ask(client, site, fragment=1).text
    assert f"&amp;after={ids[49]}" in page.split('class="thread-more"')[1]
    rest = ask(client, site, fragment=1, after=ids[49]).text
    assert rest.count('<li class="comment"') == 2
    assert 'data-count="52"' in rest
    assert ">From the first comment</a>" in ask(client, site, after=ids[49]).text


@ON_BOTH
def test_it_says_that_the_comment_asked_for_is_not_public(client: FlaskClient, site: Site) -> None:
    comment = factories.comment(site).id
    gone = "This comment is no longer public."
    assert gone not in ask(client, site, comment=comment).text
    assert gone in ask(client, site, comment=comment + 1).text
    assert gone in ask(client, site, comment=comment + 1, fragment=1).text


def test_a_reply_leads_to_what_it_answers_in_another_part(client: FlaskClient, site: Site) -> None:
    root = factories.comment(site).id
    talk = [factories.comment(site, f"{n}", parent_id=root).id for n in range(REPLIES)]
    reply = factories.comment(site, "Late.", parent_id=talk[0]).id
    part: dict[str, Any] = {"under": root, "after": talk[-1]}
    page = ask(client, site, **part).text
    assert f'id="comment-{reply}"' in page
    assert f"&amp;comment={talk[0]}#comment-{talk[0]}" in page
    assert f'href="#comment-{talk[0]}"' in ask(client, site, **part, fragment=1).text
