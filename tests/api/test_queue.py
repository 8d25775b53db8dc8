"""The queue as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.models import Role, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.api.callers import API, answered, bearer, refused
from tests.factories import comment, moderator, site, typo
from tests.services.databases import ON_BOTH


def ask(client: FlaskClient, headers: dict[str, str], **query: object) -> Any:
    return answered(client.get(f"{API}/queue", headers=headers, query_string=query), 200, "Queue")


def test_it_shows_what_waits_the_oldest_first(client: FlaskClient) -> None:
    news = site()
    ids = [comment(news).id, typo(news).id]
    page = ask(client, bearer(moderator(news)))
    assert [one["id"] for one in page["submissions"]] == ids
    assert [one["kind"] for one in page["submissions"]] == ["comment", "typo_report"]
    assert page["after"] is None


def test_it_says_why_a_comment_waits(client: FlaskClient) -> None:
    news = site(banned_words="casino", newcomers="welcome")
    comment(news, "My casino", email="vera@reader.example")
    (one,) = ask(client, bearer(moderator(news, sees_senders=True)))["submissions"]
    assert one["findings"] == [
        {
            "code": "banned_words",
            "text": "word: casino",
            "args": {"words": ["casino"]},
            "field": "source",
            "spans": [[3, 9]],
        }
    ]
    assert one["author"] == {"name": "Vera", "email": "vera@reader.example"}
    assert one["page"] == {"url": "https://news.example/article", "title": "An article"}


def test_it_shows_the_whole_report(client: FlaskClient) -> None:
    news = site()
    typo(news, note="Look")
    (one,) = ask(client, bearer(moderator(news)))["submissions"]
    said = ("exact", "prefix", "suffix", "sentence", "suggestion", "note", "sightings", "fix")
    words = ["teh", "and so ", " end came", "and so teh end came", "the", "Look", 1, "unfixed"]
    assert [one[name] for name in said] == words


@ON_BOTH
def test_it_comes_in_pages(client: FlaskClient) -> None:
    news = site()
    ids = [comment(news, f"No {number}").id for number in range(3)]
    headers = bearer(moderator(news))
    first = ask(client, headers, limit=2)
    second = ask(client, headers, limit=2, after=first["after"])
    assert [one["id"] for one in first["submissions"] + second["submissions"]] == ids
    assert second["after"] is None


@ON_BOTH
def test_it_can_be_narrowed(client: FlaskClient) -> None:
    news, other = site(), site("Other", "other.example")
    comment(news, "A needle.")
    typo(news)
    comment(other, url="https://other.example/")
    headers = bearer(moderator(news, other))
    assert len(ask(client, headers)["submissions"]) == 3
    for query in ({"kind": "typo_report"}, {"site": other.key}, {"q": "needle"}):
        assert len(ask(client, headers, **query)["submissions"]) == 1


@ON_BOTH
def test_it_shows_what_was_decided(client: FlaskClient) -> None:
    news = site()
    alice, one = moderator(news), comment(news).id
    headers = bearer(alice)
    write(decide, one, Verb.REJECT, by=alice.id, version=None)
    assert ask(client, headers)["submissions"] == []
    (found,) = ask(client, headers, status="rejected")["submissions"]
    assert (found["status"], found["waiting_since"]) == ("rejected", None)


def test_bob_sees_nothing_of_another_site(client: FlaskClient) -> None:
    news = site()
    comment(news)
    headers = bearer(moderator(site("Other", "other.example"), name="Bob"))
    assert ask(client, headers)["submissions"] == []
    answer = client.get(f"{API}/queue?site={news.key}", headers=headers)
    refused(answer, 404, "not_found")


@ON_BOTH
def test_an_editor_sees_reports_alone_and_no_address(client: FlaskClient) -> None:
    news = site()
    comment(news)
    typo(news, email="vera@reader.example")
    (one,) = ask(client, bearer(moderator(news, role=Role.EDITOR)))["submissions"]
    assert one["kind"] == "typo_report"
    assert one["author"] == {"name": "Vera"}


def test_a_moderator_sees_addresses_only_when_allowed(client: FlaskClient) -> None:
    news = site()
    comment(news, email="vera@reader.example")
    (one,) = ask(client, bearer(moderator(news)))["submissions"]
    assert one["author"] == {"name": "Vera"}
    (one,) = ask(client, bearer(moderator(news, role=Role.ADMIN)))["submissions"]
    assert one["author"]["email"] == "vera@reader.example"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "kind=x", "status=x", "after=x", "after=1.1.x"]
)
def test_it_refuses_what_it_does_not_know(client: FlaskClient, query: str) -> None:
    headers = bearer(moderator(site()))
    refused(client.get(f"{API}/queue?{query}", headers=headers), 422, "invalid_fields")
