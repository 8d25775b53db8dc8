"""Moderators' programs close pages and open them again."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Page, Role, Site
from tests.api.callers import API, answered, bearer, refused, send_comment
from tests.factories import URL, comment, moderator, site
from tests.rows import count_of
from tests.services.databases import ON_BOTH


def patch(client: FlaskClient, of: Site, headers: dict[str, str], **body: Any) -> TestResponse:
    return client.patch(f"{API}/sites/{of.key}/pages", json=body, headers=headers)


@ON_BOTH
def test_it_closes_a_page_and_opens_it_again(client: FlaskClient) -> None:
    news = site()
    comment(news)
    headers = bearer(moderator(news))
    page = answered(patch(client, news, headers, url=URL, closed=True), 200, "Page")
    assert (page["closed"], page["why_closed"], page["title"]) == (True, "closed", "An article")
    refused(send_comment(client, news), 403, "thread_closed")
    page = answered(patch(client, news, headers, url=URL, closed=False), 200, "Page")
    assert page["closed"] is False
    assert send_comment(client, news).status_code == 202


def test_it_closes_a_page_that_nobody_wrote_about(client: FlaskClient) -> None:
    news = site()
    headers = bearer(moderator(news))
    answered(patch(client, news, headers, url=URL, closed=True), 200, "Page")
    refused(send_comment(client, news), 403, "thread_closed")


@pytest.mark.parametrize(("role", "host"), [(Role.MODERATOR, "other.example"), (Role.EDITOR, "")])
def test_nobody_else_may(client: FlaskClient, role: Role, host: str) -> None:
    news = site()
    own = site("Other", host) if host else news
    headers = bearer(moderator(own, role=role))
    refused(patch(client, news, headers, url=URL, closed=True), 404, "not_found")
    assert count_of(Page) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("body", [{}, {"closed": None}, {"closed": "yes"}, {"closed": 1}])
def test_it_must_be_said_whether(client: FlaskClient, body: dict[str, Any]) -> None:
    news = site()
    answer = patch(client, news, bearer(moderator(news)), url=URL, **body)
    assert list(refused(answer, 422, "invalid_fields")["errors"]) == ["closed"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("url", [None, "", 5, "https://evil.example/", "x\0"])
def test_it_must_be_a_page_of_the_site(client: FlaskClient, url: object) -> None:
    news = site()
    answer = patch(client, news, bearer(moderator(news)), url=url, closed=True)
    assert answer.status_code in (400, 422)
    assert count_of(Page) == 0
