"""Somebody else holds the database: the reader is told so at once, and readers keep reading."""

import sqlite3

import pytest
from flask.testing import FlaskClient

from tests.factories import URL, site


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
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"]
    assert answer.headers["Access-Control-Allow-Origin"] == "https://news.example"
    assert thread.status_code == 200
