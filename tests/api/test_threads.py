"""A page's public comments as JSON."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

from moderation.extensions import db
from moderation.models import Site
from moderation.queries.thread import REPLIES
from tests.api.callers import API, answered, refused
from tests.factories import URL, comment, site
from tests.queries.talks import Said, hold


def open_site() -> Site:
    return site(hold="findings", newcomers="welcome")


def address(of: Site, url: str = URL, more: str = "") -> str:
    return f"{API}/sites/{of.key}/thread?url={url}{more}"


def test_it_shows_the_tree(client: FlaskClient) -> None:
    news = open_site()
    first = comment(news, "**One**").id
    reply = comment(news, "Two", parent_id=first).id
    part = answered(client.get(address(news)), 200, "Thread")
    assert part["page"]["count"] == 2
    assert part["page"]["title"] == "An article"
    (root,) = part["comments"]
    assert (root["id"], root["parent_id"], root["name"]) == (first, None, "Vera")
    assert "<strong>One</strong>" in root["html"]
    assert [below["id"] for below in root["replies"]] == [reply]


def test_it_shows_nothing_that_waits(client: FlaskClient) -> None:
    news = site()
    comment(news)
    part = answered(client.get(address(news)), 200, "Thread")
    assert (part["comments"], part["page"]["count"]) == ([], 0)


def test_a_page_that_nobody_wrote_about_is_an_empty_thread(client: FlaskClient) -> None:
    part = answered(client.get(address(site())), 200, "Thread")
    assert part == {
        "page": {"url": URL, "title": "", "closed": False, "why_closed": None, "count": 0},
        "comments": [],
        "before": None,
        "after": None,
    }


def test_it_comes_in_parts(client: FlaskClient) -> None:
    news = open_site()
    ids = [comment(news, f"No {number}").id for number in range(3)]
    first = answered(client.get(address(news, more="&limit=2")), 200, "Thread")
    rest = client.get(address(news, more=f"&limit=2&after={first['after']}"))
    second = answered(rest, 200, "Thread")
    shown = [one["id"] for part in (first, second) for one in part["comments"]]
    assert (shown, second["after"]) == (ids, None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "more", ["&limit=0", "&limit=1001", "&under=x", "&limit=x", "&after=-1", "&after=a"]
)
def test_it_refuses_numbers_that_are_none(client: FlaskClient, more: str) -> None:
    refused(client.get(address(site(), more=more)), 422, "invalid_fields")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("url", ["", "https://evil.example/", "javascript:alert(1)", "https://["])
def test_it_refuses_an_address_that_is_not_the_sites(client: FlaskClient, url: str) -> None:
    refused(client.get(address(site(), url=url)), 422, "invalid_url")


def test_it_says_that_the_site_is_paused(client: FlaskClient) -> None:
    part = answered(client.get(address(site(pause="on"))), 200, "Thread")
    assert (part["page"]["closed"], part["page"]["why_closed"]) == (True, "paused")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_the_same_in_every_language(client: FlaskClient) -> None:
    news = open_site()
    comment(news)
    one = client.get(address(news, more="&lang=ru"))
    other = client.get(address(news), headers={"Accept-Language": "zh"})
    assert one.data == other.data
    assert one.headers["ETag"] == other.headers["ETag"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_coding_has_an_etag_of_its_own(client: FlaskClient) -> None:
    news = open_site()
    comment(news, "A long remark. " * 100)
    plain = client.get(address(news))
    packed = client.get(address(news), headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert not plain.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_it_sends_nothing_twice(client: FlaskClient, coding: str) -> None:
    news = open_site()
    comment(news, "A long remark. " * 100)
    headers = {"Accept-Encoding": coding, "Origin": "https://news.example"}
    first = client.get(address(news), headers=headers)
    again = client.get(address(news), headers={**headers, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]
    for answer in (first, again):
        assert {"Accept-Encoding", "Origin"} <= set(answer.headers["Vary"].split(", "))


def test_it_sends_what_has_changed(client: FlaskClient) -> None:
    news = open_site()
    before = client.get(address(news)).headers["ETag"]
    comment(news)
    after = client.get(address(news), headers={"If-None-Match": before})
    assert after.status_code == 200


def test_it_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get(address(site()))
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]


def test_it_takes_few_queries(client: FlaskClient, count_queries: list[str]) -> None:
    news = open_site()
    for number in range(5):
        comment(news, f"No {number}")
    asked = address(news)
    for most in (6, 4):  # the second time it is made already
        db.session.rollback()
        count_queries.clear()
        client.get(asked)
        selects = [statement for statement in count_queries if statement.startswith("SELECT")]
        assert len(selects) <= most


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_long_branch_goes_on_by_itself(client: FlaskClient) -> None:
    news = open_site()
    root, *replies = hold(news, [Said(None), *([Said(0)] * (REPLIES + 2))])
    opening, folded = answered(client.get(address(news)), 200, "Thread")["comments"]
    assert (folded["replies_after"], folded["replies_left"]) == (replies[REPLIES - 1], 2)
    assert "replies_after" not in opening
    more = f"&under={root}&after={folded['replies_after']}"
    [rest] = answered(client.get(address(news, more=more)), 200, "Thread")["comments"]
    assert [one["id"] for one in rest["replies"]] == replies[REPLIES:]
    part = answered(client.get(address(news, more=f"&comment={replies[-1]}")), 200, "Thread")
    assert part["comments"][1]["replies"][-1]["id"] == replies[-1]
    assert part["comments"][1]["replies_before"] == replies[-(REPLIES // 2)]
