"""How many comments pages have."""

from __future__ import annotations

from flask.testing import FlaskClient

from moderation.models import Site
from tests.api.callers import API, answered, refused
from tests.factories import URL, comment, site


def ask(client: FlaskClient, of: Site, *urls: str) -> object:
    query = {"url": list(urls)}
    return answered(client.get(f"{API}/sites/{of.key}/counts", query_string=query), 200, "Counts")


def test_it_counts_what_is_public(client: FlaskClient) -> None:
    news = site(hold="findings", newcomers="welcome")
    comment(news)
    other = "https://news.example/b"
    assert ask(client, news, URL, other) == {"counts": {URL: 1, other: 0}}


def test_it_answers_by_the_address_as_given(client: FlaskClient) -> None:
    news = site(hold="findings", newcomers="welcome")
    comment(news)
    tracked = f"{URL}?utm_source=mail"
    assert ask(client, news, tracked, URL, URL) == {"counts": {tracked: 1, URL: 1}}


def test_it_counts_a_hundred_pages_in_one_query(
    client: FlaskClient, count_queries: list[str]
) -> None:
    news = site()
    urls = [f"{URL}/{number}" for number in range(100)]
    address = f"{API}/sites/{news.key}/counts"
    client.get(address, query_string={"url": URL})
    count_queries.clear()
    client.get(address, query_string={"url": urls})
    assert len([each for each in count_queries if each.startswith("SELECT")]) <= 3


def test_it_refuses_more_than_a_hundred_pages(client: FlaskClient) -> None:
    query = {"url": [f"{URL}/{number}" for number in range(101)]}
    answer = client.get(f"{API}/sites/{site().key}/counts", query_string=query)
    assert refused(answer, 422, "invalid_fields")["errors"] == {
        "url": ["Too many at once: 101 of 100."]
    }


def test_it_refuses_no_page_at_all(client: FlaskClient) -> None:
    refused(client.get(f"{API}/sites/{site().key}/counts"), 422, "invalid_fields")


def test_it_refuses_a_page_of_another_host(client: FlaskClient) -> None:
    answer = client.get(f"{API}/sites/{site().key}/counts?url=https://evil.example/")
    refused(answer, 422, "invalid_url")
