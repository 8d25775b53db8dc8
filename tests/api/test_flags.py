"""Flags as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Flag, Site
from tests.api.callers import API, answered, refused
from tests.factories import comment, moderator, site
from tests.objecting import all_of, comment_of, public
from tests.rows import count_of
from tests.services.databases import ON_BOTH


@pytest.fixture
def news(app: Flask) -> Site:
    return site()


@pytest.fixture
def number(news: Site) -> int:
    return public(news, moderator(news))


def send(client: FlaskClient, where: Site, number: int, **fields: Any) -> TestResponse:
    headers = fields.pop("headers", {})
    address = f"{API}/sites/{where.key}/comments/{number}/flags"
    return client.post(address, json={"reason": "spam", **fields}, headers=headers)


def test_it_is_taken_and_a_second_is_harmless(client: FlaskClient, news: Site, number: int) -> None:
    for _ in range(2):
        assert answered(send(client, news, number), 202, "Flagged") == {"id": number}
    assert count_of(Flag) == 1
    assert comment_of(number).is_waiting


@ON_BOTH
def test_each_author_key_counts(client: FlaskClient, news: Site, number: int) -> None:
    for key in ("one", "two", "two"):
        send(client, news, number, author_key=key)
    assert count_of(Flag) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_refuses_what_is_no_flag(client: FlaskClient, news: Site, number: int) -> None:
    for fields in ({"reason": "x"}, {"reason": None}, {"reason": 7}, {"reason": "other"}):
        refused(send(client, news, number, **fields), 422, "invalid_fields")
    refused(send(client, news, number, words="a\0b"), 400, "invalid_text")
    refused(send(client, news, number, words="\ud800"), 400, "invalid_text")
    assert all_of(Flag) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_about_a_public_comment_of_the_site(
    client: FlaskClient, news: Site, number: int
) -> None:
    other, hidden = site("Other", "other.example"), comment(news).id
    for where, one in ((other, number), (news, hidden), (news, 999), (news, 9999999999)):
        refused(send(client, where, one), 404, "not_found")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_keeps_to_the_site_s_rules(client: FlaskClient, news: Site, number: int) -> None:
    evil = {"Origin": "https://evil.example"}
    refused(send(client, news, number, headers=evil), 403, "origin_not_allowed")
    off = site(flags="off")
    refused(send(client, off, public(off, moderator(off))), 403, "flags_off")
    asking = site(consent="on")
    one = public(asking, moderator(asking), consent=True)
    refused(send(client, asking, one), 422, "invalid_fields")
    assert send(client, asking, one, consent=True).status_code == 202


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flood_is_refused(client: FlaskClient, app: Flask) -> None:
    strict = site(flood="1/minute")
    alice = moderator(strict)
    first = public(strict, alice, author_key="a")
    second = public(strict, alice, "Another.", author_key="b")
    assert send(client, strict, first).status_code == 202
    answer = send(client, strict, second)
    refused(answer, 429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
