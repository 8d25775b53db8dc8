"""Comments coming in by plain form and by widget."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.extensions import db
from moderation.models import Comment, Site, Submission
from moderation.operations.blocks import block_sender
from moderation.transactions import write
from tests import factories
from tests.factories import URL
from tests.rows import count_of
from tests.services.databases import ON_BOTH
from tests.views.public.reader import ORIGIN, address, ask, form_of, post, send


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def open_site(app: Flask) -> Site:
    return factories.site(hold="findings", newcomers="welcome", min_seconds="0")


def test_the_form_leads_to_a_receipt(client: FlaskClient, site: Site) -> None:
    answer = send(client, site, source="I was there.", name="Vera")
    assert answer.status_code == 303
    receipt = client.get(answer.headers["Location"])
    assert receipt.status_code == 200
    assert "Waiting for a moderator" in receipt.text
    assert "I was there." in receipt.text


def test_the_widget_gets_the_waiting_comment(client: FlaskClient, site: Site) -> None:
    answer = post(client, site, source="I was *there*.", name="Vera")
    assert answer.status_code == 202
    assert '<li class="comment comment-waiting"' in answer.text
    assert "I was <em>there</em>." in answer.text
    assert '<a class="receipt-link" href="http://127.0.0.1:8000/receipts/' in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_the_widget_gets_the_public_comment(client: FlaskClient, open_site: Site) -> None:
    ticket = ask(client, open_site, "ticket").get_json()["ticket"]
    answer = post(client, open_site, source="At once.", ticket=ticket)
    assert answer.status_code == 201
    assert '<li class="comment" id="comment-' in answer.text
    assert "comment-reply" in answer.text


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        ({"source": "  "}, "source", "Write something first."),
        ({"source": "x" * 5001}, "source", "The comment is too long: 5001 of 5000 characters."),
        ({"email": "nobody"}, "email", "This is not an e-mail address."),
        ({"name": "x" * 81}, "name", "Too long: 81 of 80 characters."),
    ],
)
def test_the_form_comes_back_with_what_is_wrong(
    client: FlaskClient, site: Site, fields: dict[str, str], field: str, text: str
) -> None:
    answer = send(client, site, **{"source": "My words.", **fields})
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert f'<a href="#{field}">{text}</a>' in answer.text
    assert form_of(answer)["source"] == fields.get("source", "My words.")
    assert count_of(Submission) == 0


def test_the_form_that_came_back_can_be_sent(client: FlaskClient, site: Site) -> None:
    again = form_of(send(client, site, source="My words.", email="nobody")) | {"email": ""}
    answer = client.post(address(site, "comments"), data=again)
    assert answer.status_code == 303


def test_the_widget_is_told_what_is_wrong(client: FlaskClient, site: Site) -> None:
    answer = post(client, site, source="", email="nobody")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["code"] == "comment_empty"
    assert set(problem["errors"]) == {"source", "email"}
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_it_asks_for_consent_where_the_site_does(client: FlaskClient, app: Flask) -> None:
    strict = factories.site(consent="on")
    answer = send(client, strict, source="My words.")
    assert answer.status_code == 422
    assert '<a href="#consent">Please agree to the house rules first.</a>' in answer.text
    assert send(client, strict, source="My words.", consent="1").status_code == 303


def test_it_refuses_a_page_of_another_site_and_keeps_the_text(
    client: FlaskClient, site: Site
) -> None:
    answer = send(client, site, source="My words.", url="https://other.example/")
    assert answer.status_code == 422
    assert "This address is not a page of the site." in answer.text
    assert 'href="https://other.example/' not in answer.text
    assert form_of(answer)["source"] == "My words."


def test_it_says_all_that_is_wrong_at_once(client: FlaskClient, app: Flask) -> None:
    answer = send(client, factories.site(consent="on"), source="", email="nobody")
    assert all(f'href="#{field}"' in answer.text for field in ("source", "email", "consent"))


def test_the_page_keeps_the_title_it_has(client: FlaskClient, site: Site) -> None:
    send(client, site, source="One.", title="The true title")
    answer = send(client, site, source="", title="A forged title")
    assert ">The true title</h1>" in answer.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_it_refuses_a_foreign_page(client: FlaskClient, site: Site, origin: str) -> None:
    answer = client.post(
        address(site, "comments"),
        data={"url": URL, "source": "My words."},
        headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert count_of(Comment) == 0


def test_it_keeps_the_text_when_the_thread_has_closed(client: FlaskClient, site: Site) -> None:
    form = form_of(ask(client, site)) | {"source": "My words."}
    site.policy_settings = site.policy_settings | {"pause": "on"}
    db.session.commit()
    answer = client.post(address(site, "comments"), data=form)
    assert (answer.status_code, form_of(answer)["source"]) == (403, "My words.")
    assert "Comments are paused on this site for now." in answer.text


@ON_BOTH
def test_it_keeps_the_text_of_one_who_sends_too_much(client: FlaskClient, app: Flask) -> None:
    busy = factories.site(flood="1/hour")
    send(client, busy, source="One.", author_key="k" * 20)
    answer = send(client, busy, source="Two.", author_key="k" * 20)
    assert (answer.status_code, form_of(answer)["source"]) == (429, "Two.")
    assert int(answer.headers["Retry-After"]) > 0


def test_it_tells_a_blocked_sender(client: FlaskClient, site: Site) -> None:
    send(client, site, source="One.", author_key="k" * 20)
    alice = factories.moderator(site)
    write(block_sender, 1, by=alice.id, days=1)
    answer = send(client, site, source="Two.", author_key="k" * 20)
    assert (answer.status_code, form_of(answer)["source"]) == (403, "Two.")


def test_a_retry_makes_no_second_comment(client: FlaskClient, site: Site) -> None:
    form = {"source": "Once.", "key": "k1"}
    first, second = post(client, site, **form), post(client, site, **form)
    assert first.text == second.text
    assert count_of(Comment) == 1


def test_a_changed_text_with_the_old_key_can_be_sent_anew(client: FlaskClient, site: Site) -> None:
    form = form_of(ask(client, site)) | {"source": "Once."}
    client.post(address(site, "comments"), data=form)
    answer = client.post(address(site, "comments"), data=form | {"source": "Twice."})
    assert answer.status_code == 409
    assert form_of(answer)["source"] == "Twice."
    assert client.post(address(site, "comments"), data=form_of(answer)).status_code == 303


def test_the_form_comes_back_with_a_sign_for_what_no_page_can_hold(
    client: FlaskClient, site: Site
) -> None:
    answer = send(client, site, source="a\0b")
    assert (answer.status_code, form_of(answer)["source"]) == (400, "a\ufffdb")
    assert "This text has characters that cannot be stored." in answer.text


@ON_BOTH
def test_it_refuses_bytes_that_are_no_text(client: FlaskClient, site: Site) -> None:
    body = f"url={URL}&source=a%FFb"
    answer = client.post(
        address(site, "comments"), data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "<textarea" in answer.text
    assert count_of(Comment) == 0


def test_it_refuses_a_body_that_is_too_large(client: FlaskClient, site: Site) -> None:
    answer = post(client, site, source="x" * 300_000)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_it_refuses_a_reply_to_what_is_not_public(client: FlaskClient, site: Site) -> None:
    waiting = factories.comment(site).id
    answer = post(client, site, source="A reply.", parent_id=str(waiting))
    assert answer.status_code == 422
    assert "parent_id" in answer.get_json()["errors"]


def test_it_finds_the_bait_and_the_missing_ticket(client: FlaskClient, open_site: Site) -> None:
    answer = post(client, open_site, source="Buy.", website="http://spam.example")
    assert answer.status_code == 202
    kept = factories.stored(1)
    assert {finding["code"] for finding in kept.findings} >= {"honeypot", "ticket_missing"}


def test_it_shows_markup_in_an_error_as_text(client: FlaskClient, site: Site) -> None:
    evil = "</textarea><script>alert(1)</script>"
    answer = send(client, site, source=evil, name='"><img src=x>', email=evil)
    assert answer.status_code == 422
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert form_of(answer)["source"] == evil
