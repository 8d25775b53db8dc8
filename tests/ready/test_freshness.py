"""No answer is old: not in the process that decided, nor for longer than a second in any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.request import urlopen

import psycopg
import pytest
from flask import Flask

from moderation.extensions import db
from moderation.models import Verb
from moderation.operations.decide import decide
from moderation.reading import Reader
from moderation.ready.freshness import ONE_STATE, PostgreSQLSource, SQLiteSource, Unknown, source_of
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import URL, comment, moderator, site
from tests.services.server import application_server

Ask = Callable[[str], list[bytes]]
OTHERS = 4  # connections, so that each of a server's processes is asked


@pytest.fixture
def others(
    app: Flask, settings: Settings, tmp_path: Path
) -> Iterator[Callable[[str], list[bytes]]]:
    """Two more processes on the same database: what they answer at a path."""
    env = {
        "MODERATION_DATABASE_URL": settings.database,
        "MODERATION_SECRET_KEY": settings.secret_key,
        "MODERATION_DATA_DIR": str(tmp_path),
    }

    def ask(path: str) -> list[bytes]:
        return [urlopen(address + path).read() for _number in range(OTHERS)]

    log = tmp_path / "server.log"
    with application_server(env, log=log, options=["--workers", "2"]) as address:
        yield ask


def test_a_decision_is_seen_here_at_once_and_elsewhere_within_a_second(
    app: Flask, others: Ask
) -> None:
    news = site(hold="findings", newcomers="welcome")
    alice, ids = moderator(news).id, [comment(news, f"Remark {n}").id for n in range(3)]
    path, client = f"/api/v1/sites/{news.key}/thread?url={URL}", app.test_client()
    is_exact = db.engine.dialect.name == "sqlite"
    for number, one in enumerate(ids):
        said = f"Remark {number}".encode()
        assert all(said in answer for answer in [client.get(path).data, *others(path)])
        write(decide, one, Verb.REJECT, by=alice, version=2)
        decided_at = monotonic()
        assert said not in client.get(path).data
        for _look in count():
            asked_at = monotonic()
            seen = [said not in answer for answer in others(path)]
            if all(seen):
                break
            assert not is_exact
            assert asked_at < decided_at + ONE_STATE


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_is_in_another_state_once_anybody_has_committed(app: Flask) -> None:
    source = source_of(db.engine)
    assert isinstance(source, SQLiteSource)
    before = source.state()
    assert source.state() == before
    site()
    assert source.state() != before


def test_a_database_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        SQLiteSource(Reader(str(tmp_path / "none.sqlite3"))).state()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_is_asked_once_a_second_for_all_that_is_in_use(
    app: Flask, clock: Any, count_queries: list[str]
) -> None:
    assert isinstance(source_of(db.engine), PostgreSQLSource)
    news, client = site(), app.test_client()
    paths = [f"/api/v1/sites/{news.key}/thread?url={URL}{number}" for number in range(5)]
    for path in paths * 2:
        client.get(path)
    for seconds, asked in ((0.5, 0), (0.6, 1)):
        clock.shift(seconds)
        count_queries.clear()
        for path in paths * 2:
            client.get(path)
        assert len(count_queries) == asked


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_another_one_wrote_is_seen_after_a_second(
    app: Flask, clock: Any, settings: Settings
) -> None:
    news, client = site(), app.test_client()
    comment(news)
    path = f"/api/v1/sites/{news.key}/counts?url={URL}"
    assert b": 0}" in client.get(path).data
    with psycopg.connect(settings.database.replace("+psycopg", "")) as other:
        other.execute("UPDATE pages SET comment_count = 7")
    clock.shift(ONE_STATE)
    assert b": 7}" in client.get(path).data
