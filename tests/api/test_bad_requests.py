"""Every route of the interface, a new one too: whatever is sent, it refuses it and does nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from moderation.api.requests import REQUESTS
from moderation.api.routes import ROUTES, Route
from moderation.extensions import db
from moderation.models import Decision, Event, Role, Site
from tests.api.callers import API, bearer
from tests.factories import comment, moderator, site
from tests.faults.doors import is_sound, rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WRONG: tuple[Any, ...] = (
    *(None, 1.5, -1, 0, 10**400, 2**31, True, "", " ", "\0", "\ud800", "٣", "a" * 30_000),
    *([], [[]], [None], [-1], ["x"], [10**30], [{"id": [1]}], [{}], {}, {"$ne": 1}),
    [{"id": 1, "version": "x"}],
    [1] * 20_000,
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
SENDING = {"sendComment", "sendTypo"}  # what readers send has tables of its own: faults/
TAKING = [route for route in ROUTES if route.body and route.name not in SENDING]
ASKING = [route for route in ROUTES if route.query]


@pytest.fixture
def news(app: Flask) -> Site:
    return site()


def address(route: Route, news: Site, number: int) -> str:
    path = API + route.path.replace("{site_key}", news.key)
    return re.sub(r"\{(submission|comment|correction)_id\}", str(number), path)


def changes() -> int:
    """How much anybody did."""
    db.session.rollback()
    return rows() + sum(
        db.session.scalar(select(func.count()).select_from(each)) or 0 for each in (Decision, Event)
    )


@pytest.mark.parametrize("route", TAKING, ids=lambda route: route.name)
def test_a_wrong_body_is_refused(client: FlaskClient, news: Site, route: Route) -> None:
    headers = bearer(moderator(news, role=Role.ADMIN))
    where = address(route, news, comment(news).id)
    before, unsound = changes(), []
    needed = REQUESTS[route.body]["required"]
    for name in REQUESTS[route.body]["properties"]:
        for value in WRONG:
            # Without the others that it needs nothing can be taken, whatever this one says.
            body = {each: [] for each in needed if each != name} | {name: value}
            answer = client.open(where, method=route.method.upper(), json=body, headers=headers)
            if not is_sound(answer):
                unsound.append((name, str(value)[:20], answer.status_code))
    assert unsound == []
    assert changes() == before


@pytest.mark.parametrize("route", ASKING, ids=lambda route: route.name)
def test_a_wrong_question_is_refused(client: FlaskClient, news: Site, route: Route) -> None:
    headers = bearer(moderator(news, role=Role.ADMIN))
    where = address(route, news, comment(news).id)
    for name, _schema in route.query:
        for value in ("9" * 5000, "-1", "٣", "a" * 9000, "'\"*^:()-%_\\", "NEAR(a b)", "1.1.1"):
            answer = client.get(where, query_string=[(name, value), (name, "x")], headers=headers)
            assert is_sound(answer), (name, value, answer.status_code)


def test_other_methods_are_told_which_there_are(client: FlaskClient, news: Site) -> None:
    number = comment(news).id
    for where in {address(route, news, number) for route in ROUTES}:
        known = {route.method.upper() for route in ROUTES if address(route, news, number) == where}
        for method in {*METHODS} - known:
            answer = client.open(where, method=method)
            assert answer.status_code == 405, (method, where)
            assert known <= {*answer.headers["Allow"].split(", ")}


def test_a_token_does_what_its_role_may(client: FlaskClient, news: Site) -> None:
    number = comment(news).id
    decide = {"json": {"verb": "approve"}}
    for who in (moderator(news, role=Role.EDITOR), moderator(site("Other", "other.example"))):
        headers = bearer(who)
        told = client.get(f"{API}/queue?status=any", headers=headers).get_json()
        assert told["submissions"] == []
        where = f"{API}/submissions/{number}/decisions"
        assert client.post(where, headers=headers, **decide).status_code == 404
        many = {"json": {"verb": "approve", "ids": [number]}}
        assert client.post(f"{API}/decisions", headers=headers, **many).status_code == 404
        close = {"json": {"url": "https://news.example/article", "closed": True}}
        closing = client.patch(f"{API}/sites/{news.key}/pages", headers=headers, **close)
        assert closing.status_code == 404
