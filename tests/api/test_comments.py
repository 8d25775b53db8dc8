"""Comments as JSON."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale

from moderation.models import Comment, IdempotencyKey
from moderation.operations.blocks import block_sender
from moderation.operations.pages import at_address, close_page
from moderation.transactions import write
from moderation.wording import refusal_text
from tests.api.callers import API, answered, refused, send_comment
from tests.factories import URL, draft, moderator, site, stored
from tests.rows import count_of


def test_it_waits_and_gives_a_receipt(client: FlaskClient) -> None:
    told = answered(send_comment(client, site(), name="Vera"), 202, "Receipt")
    assert told["status"] == "pending"
    assert told["receipt"].startswith("http://127.0.0.1:8000/receipts/")
    assert client.get(told["receipt"]).status_code == 200
    assert stored(told["id"]).author_name == "Vera"


def test_it_is_public_at_once_where_nothing_is_held(client: FlaskClient) -> None:
    quiet = site(hold="findings", newcomers="welcome")
    assert answered(send_comment(client, quiet), 201, "Receipt")["status"] == "approved"


def test_it_expects_no_form_of_a_program(client: FlaskClient) -> None:
    told = answered(send_comment(client, site(newcomers="welcome")), 202, "Receipt")
    assert stored(told["id"]).findings == []


def test_it_answers_a_retry_as_the_first_time(client: FlaskClient) -> None:
    news = site(hold="findings", newcomers="welcome")
    headers = {"Idempotency-Key": "k-1"}
    first = send_comment(client, news, headers=headers)
    again = send_comment(client, news, headers=headers)
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert count_of(Comment) == 1


def test_it_refuses_a_key_that_came_with_another_text(client: FlaskClient) -> None:
    news, headers = site(), {"Idempotency-Key": "k-1"}
    send_comment(client, news, headers=headers)
    refused(send_comment(client, news, source="Other.", headers=headers), 409, "key_reused")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("key", ["", " ", "a b", "ж", "k" * 129, "a\x7f"])
def test_it_refuses_a_key_that_is_none(client: FlaskClient, key: str) -> None:
    headers = {"Idempotency-Key": key}
    answer = refused(send_comment(client, site(), headers=headers), 422, "invalid_fields")
    assert list(answer["errors"]) == ["key"]
    assert count_of(IdempotencyKey) == 0


def test_it_says_what_is_wrong_with_each_field(client: FlaskClient) -> None:
    answer = send_comment(client, site(), source=" ", email="nobody", parent_id=[])
    errors = refused(answer, 422, "comment_empty")["errors"]
    assert sorted(errors) == ["email", "parent_id", "source"]
    assert errors["source"] == ["Write something first."]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_counts_as_the_site_says(client: FlaskClient) -> None:
    short = site(comment_limit="10")
    answer = send_comment(client, short, source="x" * 11)
    assert "11 of 10" in refused(answer, 422, "comment_too_long")["detail"]


def test_it_refuses_a_page_of_another_host(client: FlaskClient) -> None:
    answer = send_comment(client, site(), url="https://other.example/")
    refused(answer, 422, "invalid_url")


def test_it_refuses_a_reply_to_what_is_not_public(client: FlaskClient) -> None:
    news = site()
    waiting = answered(send_comment(client, news), 202, "Receipt")["id"]
    refused(send_comment(client, news, source="Re", parent_id=waiting), 422, "invalid_fields")


def test_it_says_why_a_thread_is_closed(client: FlaskClient) -> None:
    news = site()
    alice = moderator(news)
    write(at_address, draft().page, close_page, site_id=news.id, by=alice.id)
    answer = refused(send_comment(client, news), 403, "thread_closed")
    assert "closed" in answer["detail"]


def test_it_refuses_a_blocked_sender(client: FlaskClient) -> None:
    news = site()
    alice = moderator(news)
    told = answered(send_comment(client, news, author_key="a"), 202, "Receipt")
    write(block_sender, told["id"], by=alice.id, days=None)
    refused(send_comment(client, news, source="More", author_key="a"), 403, "blocked")


def test_it_says_when_a_sender_may_try_again(client: FlaskClient) -> None:
    news = site(flood="1/minute")
    send_comment(client, news, author_key="a")
    answer = send_comment(client, news, source="More", author_key="a")
    refused(answer, 429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_it_knows_no_other_sites(client: FlaskClient) -> None:
    answer = client.post(f"{API}/sites/none/comments", json={"url": URL, "source": "x"})
    refused(answer, 404, "not_found")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://news.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://news.example"}, 202),
        ({"Origin": "http://127.0.0.1:8000"}, 202),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 202),
        ({"Sec-Fetch-Site": "same-origin"}, 202),
    ],
)
def test_it_takes_what_the_sites_own_pages_send(
    client: FlaskClient, headers: dict[str, str], code: int
) -> None:
    answer = send_comment(client, site(), headers=headers)
    assert answer.status_code == code
    assert code == 202 or refused(answer, 403, "origin_not_allowed")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("lang", "header", "spoken"),
    [("", "", "en"), ("ru", "zh", "ru"), ("", "zh", "zh"), ("ru-RU", "", "ru"), ("de", "", "en")],
)
def test_it_speaks_the_language_asked_for(
    client: FlaskClient, lang: str, header: str, spoken: str
) -> None:
    news = site(languages="en,ru,zh")
    answer = client.post(
        f"{API}/sites/{news.key}/comments?lang={lang}",
        json={"url": URL, "source": ""},
        headers={"Accept-Language": header},
    )
    with force_locale(spoken):
        assert refused(answer, 422, "comment_empty")["detail"] == refusal_text("comment_empty")
