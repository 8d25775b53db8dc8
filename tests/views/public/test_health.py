"""How it goes: for the one who restarts it, and for the one who watches over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from time_machine import Traveller

from moderation.app import create_app
from moderation.database import utcnow
from moderation.extensions import db
from moderation.operations.beats import beat
from moderation.revisions import newest_revision
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import comment, site, typo
from tests.services.databases import ON_BOTH

NEAR = {"REMOTE_ADDR": "127.0.0.1"}
FAR = {"REMOTE_ADDR": "203.0.113.9"}
TOKEN = "sixteen characters at least"


Client = Callable[..., FlaskClient]


@pytest.fixture
def client_with(settings: Settings) -> Iterator[Client]:
    """A visitor of an app with some settings changed: ``client_with(trusted_proxies=1)``."""
    apps: list[Flask] = []

    def make(**changes: Any) -> FlaskClient:
        apps.append(create_app(replace(settings, **changes)))
        return apps[-1].test_client()

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_it_lives_without_a_database(client_with: Client) -> None:
    client = client_with(database_url="postgresql://nobody@127.0.0.1:1/none")
    assert client.get("/healthz").status_code == 200


def test_it_is_ready_with_a_worker(client: FlaskClient, clock: Traveller) -> None:
    write(beat, "worker", utcnow())
    clock.shift(5)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "database": True,
        "migrated": True,
        "replica": None,
        "worker": True,
        "worker_seen_seconds_ago": 5.0,
    }


def test_it_is_ready_without_a_worker_and_says_so(client: FlaskClient, clock: Traveller) -> None:
    assert client.get("/readyz").json["worker"] is False  # type: ignore[index]
    write(beat, "worker", utcnow())
    clock.shift(timedelta(minutes=2))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["worker"] is False  # type: ignore[index]


def test_it_is_not_ready_without_a_database(client_with: Client) -> None:
    client = client_with(database_url="postgresql://nobody@127.0.0.1:1/none")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["database"] is False  # type: ignore[index]


@ON_BOTH
@pytest.mark.parametrize(("revision", "status"), [("0001", 503), ("from the future", 200)])
def test_it_is_ready_on_its_own_tables_and_on_newer_ones(
    app: Flask, client: FlaskClient, revision: str, status: int
) -> None:
    own, put = newest_revision(), text("UPDATE alembic_version SET version_num = :revision")
    with db.engine.begin() as connection:
        connection.execute(put, {"revision": revision})
    answer = client.get("/readyz")
    with db.engine.begin() as connection:
        connection.execute(put, {"revision": own})
    assert answer.status_code == status
    assert answer.json["migrated"] is (status == 200)  # type: ignore[index]


@ON_BOTH
def test_it_counts_what_waits(client: FlaskClient, clock: Traveller) -> None:
    news = site()
    comment(news, "One.")
    comment(news, "Two.")
    typo(news)
    clock.shift(60)
    numbers = client.get("/metrics", environ_base=NEAR).text
    assert 'moderation_waiting{kind="comment"} 2.0' in numbers
    assert 'moderation_waiting{kind="typo_report"} 1.0' in numbers
    assert "moderation_oldest_waiting_seconds 60.0" in numbers
    assert "moderation_outbox_due 4.0" in numbers  # three to announce, one word to look up


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_numbers_are_not_for_who_comes_through_a_proxy(client: FlaskClient, header: str) -> None:
    answer = client.get("/metrics", environ_base=NEAR, headers={header: "127.0.0.1"})
    assert answer.status_code == 404


def test_numbers_are_not_for_other_machines(client: FlaskClient) -> None:
    assert client.get("/metrics", environ_base=FAR).status_code == 404


def test_a_forged_header_makes_nobody_near(client_with: Client) -> None:
    client = client_with(trusted_proxies=1)
    answer = client.get("/metrics", environ_base=FAR, headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [("", 401), ("Bearer wrong", 401), ("Bearer é", 401), (f"Bearer {TOKEN}", 200)],
)
def test_with_a_token_numbers_are_for_who_has_it(
    client_with: Client, given: str, status: int
) -> None:
    client = client_with(metrics_token=TOKEN)
    headers = {"Authorization": given} if given else {}
    answer = client.get("/metrics", environ_base=FAR, headers=headers)
    assert answer.status_code == status


def test_with_a_token_nobody_is_let_in_for_being_near(client_with: Client) -> None:
    client = client_with(metrics_token=TOKEN)
    assert client.get("/metrics", environ_base=NEAR).status_code == 401
