"""Who may read what: the site's own pages, and programs with a token."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from moderation.operations.tokens import revoke_token
from moderation.transactions import write
from tests.api.callers import API, bearer, refused, send_comment
from tests.factories import moderator, site

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OWN = {"Origin": "https://news.example"}


@pytest.mark.parametrize("what", ["comments", "typos"])
def test_a_browser_of_the_sites_pages_may_send_json(client: FlaskClient, what: str) -> None:
    asked = {**OWN, "Access-Control-Request-Method": "POST"}
    answer = client.options(f"{API}/sites/{site().key}/{what}", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "https://news.example"
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type, Idempotency-Key"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://[", "https://news.example.evil"]
)
def test_no_other_browser_may(client: FlaskClient, origin: str) -> None:
    answer = client.options(f"{API}/sites/{site().key}/comments", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_it_knows_no_other_sites(client: FlaskClient) -> None:
    refused(client.options(f"{API}/sites/none/comments", headers=OWN), 404, "not_found")


def test_the_sites_pages_may_read_refusals_too(client: FlaskClient) -> None:
    answer = send_comment(client, site(), source="", headers=OWN)
    refused(answer, 422, "comment_empty")
    assert answer.headers["Access-Control-Allow-Origin"] == "https://news.example"
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer mod_x", "Bearer жж", "mod_x"]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "queue"),
        ("POST", "submissions/1/decisions"),
        ("POST", "decisions"),
        ("POST", "undos"),
        ("PATCH", "sites/news/pages"),
    ],
)
def test_moderators_parts_need_a_token(
    client: FlaskClient, header: str | None, method: str, path: str
) -> None:
    headers = {} if header is None else {"Authorization": header.encode().decode("latin-1")}
    answer = client.open(f"{API}/{path}", method=method, headers=headers)
    refused(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("query", ["lang=%FF", "a=" + "a" * 300_000])
def test_also_refusals_that_come_before_the_site_is_known(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}/sites/{site().key}/thread?{query}", headers=OWN)
    assert answer.status_code in (400, 414)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://news.example"


def test_what_moderators_read_is_kept_nowhere(client: FlaskClient) -> None:
    answer = client.get(f"{API}/queue", headers=bearer(moderator(site())))
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_revoked_token_is_none(client: FlaskClient) -> None:
    headers = bearer(moderator(site()))
    assert client.get(f"{API}/queue", headers=headers).status_code == 200
    write(revoke_token, headers["Authorization"].removeprefix("Bearer "))
    refused(client.get(f"{API}/queue", headers=headers), 401, "unauthorized")
