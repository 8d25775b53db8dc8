"""No room on the disk: whoever writes is told so, nothing is half kept, and room is made use of."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from moderation import writer
from moderation.database import utcnow
from moderation.errors import Unavailable
from moderation.extensions import db
from moderation.operations.beats import beat
from moderation.transactions import write
from tests.factories import URL, site
from tests.test_transactions import Together, count_beats, settings

__all__ = ["settings"]

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

INDEX = 32_768  # bytes: what SQLite keeps beside the log, and more than it is let write

Full = Callable[[], AbstractContextManager[None]]


@contextmanager
def full_file() -> Iterator[None]:
    """SQLite says so itself, at the statement."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    engine = db.engine
    db.session.remove()
    engine.dispose()
    event.listen(engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        engine.dispose()


@contextmanager
def full_disk() -> Iterator[None]:
    """The system refuses to make the log longer, when the transaction is to be kept."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (INDEX, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, what waits is kept together."""
    monkeypatch.setattr(writer, "TOGETHER", 60.0)


@pytest.mark.parametrize(
    ("full", "size", "said", "kept"),
    [(full_file, 1_000_000, "disk is full", 1), (full_disk, 100_000, "disk I/O error", 0)],
)
def test_what_there_is_no_room_for_is_refused_and_nothing_else_unless_all_of_it_is(
    app: Flask, caplog: pytest.LogCaptureFixture, full: Full, size: int, said: str, kept: int
) -> None:
    with full(), ThreadPoolExecutor(3) as pool:
        together = Together(app, pool)
        asked = [together.ask(beat, name, utcnow()) for name in ("small", "x" * size)]
        together.go_on(2)
        refused = [each.exception() for each in asked]
    assert [type(each) for each in refused if each] == [Unavailable] * (2 - kept)
    assert (refused[0] is None) is bool(kept)
    assert all(said in each.getMessage() for each in caplog.records)
    assert caplog.records
    assert count_beats() == kept
    write(beat, "there is room again", utcnow())
    assert count_beats() == kept + 1


def test_a_reader_whose_comment_does_not_fit_may_send_it_again(
    app: Flask, client: FlaskClient
) -> None:
    news = site()
    where = f"/api/v1/sites/{news.key}"
    comment = {"url": URL, "source": "A calm remark."}
    key = {"Idempotency-Key": "a" * 20}

    def send() -> TestResponse:
        return client.post(f"{where}/comments", json=comment, headers=key)

    with full_disk():
        refused = send()
        thread = client.get(f"{where}/thread?url={URL}")
    assert (refused.status_code, refused.get_json()["code"]) == (503, "unavailable")
    assert thread.status_code == 200
    taken = [send() for _ in range(2)]
    assert {each.status_code for each in taken} == {202}
    assert taken[0].get_json()["id"] == taken[1].get_json()["id"]
