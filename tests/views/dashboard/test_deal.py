"""Deal mode as plain forms: dealt, decided, skipped, held, taken over."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from moderation.extensions import db
from moderation.models import Site, Status
from moderation.operations.claims import claim
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def news(app: Flask) -> Site:
    return site()


@pytest.fixture
def alice(app: Flask, news: Site) -> Desk:
    return signed_in(app, moderator(news))


def place(answer: TestResponse) -> str:
    """Where a form leads to."""
    assert answer.status_code == 303
    return str(answer.location)


def dealt(answer: TestResponse) -> int | None:
    """The card that a form leads to."""
    card = parse_qs(urlsplit(place(answer)).query).get("card")
    return int(card[0]) if card else None


def query_of(answer: TestResponse) -> str:
    return urlsplit(place(answer)).query


def test_a_form_deals_the_first_card(news: Site, alice: Desk) -> None:
    sent = comment(news).id
    answer = alice.post("/dashboard/deal")
    assert dealt(answer) == sent
    page = alice.get(place(answer)).text
    assert f'id="submission-{sent}"' in page
    assert "Skip" in page


def test_looking_claims_nothing(news: Site, alice: Desk) -> None:
    sent = comment(news).id
    assert alice.get("/dashboard/deal").status_code == 200
    assert alice.get(f"/dashboard/deal?card={sent}").status_code == 200
    assert stored(sent).claimed_by is None


def test_a_bare_decision_leads_to_the_next(news: Site, alice: Desk) -> None:
    first, second = comment(news, "One").id, comment(news, "Two").id
    query = query_of(alice.post("/dashboard/deal"))
    url = f"/dashboard/submissions/{first}/decisions?{query}"
    asked = {"verb": "approve", "version": stored(first).version}
    assert dealt(alice.post(url, asked)) == second
    assert stored(first).status is Status.APPROVED


def test_the_filters_stay(news: Site, alice: Desk) -> None:
    comment(news)
    report = typo(news).id
    answer = alice.post("/dashboard/deal?kind=typo_report")
    assert dealt(answer) == report
    assert "kind=typo_report" in place(answer)


def test_a_skipped_card_does_not_come_back(news: Site, alice: Desk) -> None:
    first, second = comment(news, "One").id, comment(news, "Two").id
    query = query_of(alice.post("/dashboard/deal"))
    answer = alice.post(f"/dashboard/deal?{query}", {"skip": first})
    assert dealt(answer) == second
    assert stored(first).claimed_by is None
    assert dealt(alice.post(f"/dashboard/deal?{query_of(answer)}", {"skip": second})) is None


def test_an_empty_hand_says_what_else_there_is(news: Site, alice: Desk) -> None:
    page = alice.get(place(alice.post("/dashboard/deal"))).text
    assert "Nothing waits" in page
    assert "Look through the spam" in page


def test_what_others_hold_is_left_but_not_dealt(app: Flask, news: Site, alice: Desk) -> None:
    write(claim, comment(news).id, by=moderator(news, name="Bob").id)
    page = alice.get(place(alice.post("/dashboard/deal"))).text
    assert "Nothing left for you here" in page


def test_a_script_gets_the_next_card_alone(news: Site, alice: Desk) -> None:
    first, second = comment(news, "One").id, comment(news, "Two").id
    answer = alice.post("/dashboard/deal", {"but": str(first)}, fragment=True)
    assert answer.text.count("<article") == 1
    assert f'id="submission-{second}"' in answer.text
    assert alice.post("/dashboard/deal", {"but": str(first)}, fragment=True).status_code == 204


def test_the_list_says_who_is_at_it(news: Site, alice: Desk) -> None:
    sent = comment(news).id
    write(claim, sent, by=moderator(news, name="Bob").id)
    page = alice.get("/dashboard/queue").text
    assert "Bob</bdi> is at it" in page
    assert "Take over" in page
    assert 'data-done="Approved"' not in page


def test_ones_own_claim_is_not_news(news: Site, alice: Desk) -> None:
    comment(news)
    alice.post("/dashboard/deal")
    assert "</bdi> is at it" not in alice.get("/dashboard/queue").text


def test_taking_over_gives_the_verbs(news: Site, alice: Desk) -> None:
    sent = comment(news).id
    write(claim, sent, by=moderator(news, name="Bob").id)
    answer = alice.post(f"/dashboard/submissions/{sent}/claims", fragment=True)
    assert "You are at it now" in answer.text
    assert 'data-done="Approved"' in answer.text


def test_the_former_holder_learns_who_took_over(app: Flask, news: Site, alice: Desk) -> None:
    sent, bob = comment(news).id, moderator(news, name="Bob")
    alice.post("/dashboard/deal")
    assert alice.post("/dashboard/claims", {"ids": str(sent)}, fragment=True).status_code == 204
    write(claim, sent, by=bob.id, take_over=True)
    answer = alice.post("/dashboard/claims", {"ids": str(sent)}, fragment=True)
    assert answer.status_code == 409
    assert "Bob has taken this over" in answer.text


def test_leaving_lets_go(news: Site, alice: Desk) -> None:
    sent = comment(news).id
    alice.post("/dashboard/deal")
    assert stored(sent).claimed_by is not None
    assert alice.post("/dashboard/claims/ends", {"ids": str(sent)}).status_code == 204
    assert stored(sent).claimed_by is None


def test_progress_counts_this_sitting(news: Site, alice: Desk) -> None:
    first = comment(news, "One").id
    comment(news, "Two")
    query = query_of(alice.post("/dashboard/deal"))
    url = f"/dashboard/submissions/{first}/decisions?{query}"
    asked = {"verb": "approve", "version": stored(first).version}
    page = alice.get(place(alice.post(url, asked))).text
    assert 'data-done-here="1"' in page
    assert 'data-left="1"' in page


@pytest.mark.parametrize("skipped", ["x", "1..2", "1.-2"])
def test_a_broken_address_is_refused(alice: Desk, skipped: str) -> None:
    assert alice.get(f"/dashboard/deal?skipped={skipped}").status_code == 422


def test_claims_cost_one_query_a_page(news: Site, alice: Desk, count_queries: list[str]) -> None:
    sent = [comment(news, f"{number} apples and a pear").id for number in range(3)]
    bob = moderator(news, name="Bob").id
    alice.get("/dashboard/queue")
    db.session.rollback()
    count_queries.clear()
    alice.get("/dashboard/queue")
    before = len(count_queries)
    for each in sent:
        write(claim, each, by=bob)
    db.session.rollback()
    count_queries.clear()
    alice.get("/dashboard/queue")
    assert len(count_queries) == before + 1
