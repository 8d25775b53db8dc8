"""The log as a file, however long it is."""

import csv
import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Site, Verb
from moderation.operations.decide import decide_many
from moderation.operations.events import record
from moderation.queries import log_rows
from moderation.transactions import write
from tests.factories import comment, moderator, site
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FORMULA = '=HYPERLINK("https://a.example")'


@pytest.fixture
def news(app: Flask) -> Site:
    """A site with five rejected comments."""
    news = site()
    items = [(comment(news, f"Remark {number}").id, None) for number in range(5)]
    write(decide_many, items, Verb.REJECT, by=moderator(news).id, reason=FORMULA)
    return news


@pytest.fixture
def desk(app: Flask, news: Site) -> Desk:
    return signed_in(app, moderator(news, name="Boris"))


def in_pieces(client: FlaskClient, url: str) -> Iterator[bytes]:
    answer: TestResponse = client.get(url, buffered=False)
    assert answer.is_streamed
    return answer.iter_encoded()


def test_it_is_read_a_stretch_at_a_time_and_is_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, count_queries: list[str]
) -> None:
    monkeypatch.setattr(log_rows, "AT_ONCE", 2)
    pieces = in_pieces(desk.client, "/dashboard/log/file")
    next(pieces), next(pieces), next(pieces)
    before = len(count_queries)
    rest = b"".join(pieces)
    assert rest.count(b"\r\n") == 4
    assert len(count_queries) > before


def test_no_cell_of_it_is_a_formula(desk: Desk, news: Site) -> None:
    write(record, "policy_changed", site_id=news.id, by=None, subject="+1", after={"flood": "-1"})
    for url in ("/dashboard/log/file", "/dashboard/events/file"):
        text = desk.get(url).text.removeprefix("\ufeff")
        cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
        assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")] == []


def test_as_json_it_says_what_is_stored(desk: Desk) -> None:
    rows = json.loads(desk.get("/dashboard/log/file?as=json").text)
    assert {row["reason"] for row in rows} == {FORMULA}
    assert len(rows) == 5


@pytest.mark.parametrize("query", ["verb=approve", "since=2100-01-01", "until=2020-01-01"])
def test_the_filters_of_the_page_hold_for_it(desk: Desk, query: str) -> None:
    assert json.loads(desk.get(f"/dashboard/log/file?as=json&{query}").text) == []


def test_it_has_nothing_of_other_sites(app: Flask, news: Site) -> None:
    bob = moderator(site("Other", host="other.example"), name="Bob")
    assert json.loads(signed_in(app, bob).get("/dashboard/log/file?as=json").text) == []
