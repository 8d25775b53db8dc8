"""Somebody else holds the database: the reader is told so at once, and readers keep reading."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.models import Submission
from moderation.queries.sites import find_site
from tests.factories import URL, comment, site
from tests.rows import count_of


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_write_is_refused_and_may_be_tried_again(client: FlaskClient, database_url: str) -> None:
    news = site()
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = client.post(
        f"/api/v1/sites/{news.key}/comments",
        json={"url": URL, "source": "A calm remark."},
        headers={"Origin": "https://news.example"},
    )
    thread = client.get(f"/api/v1/sites/{news.key}/thread?url={URL}")
    other.close()
    assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"]
    assert answer.headers["Access-Control-Allow-Origin"] == "https://news.example"
    assert thread.status_code == 200


def test_many_writers_at_once_all_get_their_turn(app: Flask) -> None:
    key = site().key

    def send(number: int) -> None:
        with app.app_context():
            comment(find_site(key), f"Remark {number}")

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(send, range(40)))
    assert count_of(Submission) == 40
