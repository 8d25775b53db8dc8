"""Typo reports as JSON."""

from __future__ import annotations

from flask.testing import FlaskClient

from moderation.extensions import db
from moderation.models import HouseAnswer, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.operations.house_answers import add_answer
from moderation.transactions import write
from tests.api.callers import answered, refused, send_typo
from tests.factories import moderator, site, stored
from tests.rows import count_of


def test_it_waits_and_says_how_many_have_seen_it(client: FlaskClient) -> None:
    news = site()
    first = answered(send_typo(client, news, note="Look"), 202, "TypoReceipt")
    second = answered(send_typo(client, news), 202, "TypoReceipt")
    assert (first["sightings"], second["sightings"]) == (1, 2)
    assert first["id"] == second["id"]
    assert first["receipt"] != second["receipt"]
    assert count_of(TypoReport) == 1


def test_it_keeps_what_was_sent(client: FlaskClient) -> None:
    fields = {"prefix": " and ", "suffix": " end", "sentence": "and teh end", "occurrence": 2}
    told = answered(send_typo(client, site(), **fields), 202, "TypoReceipt")
    kept = stored(told["id"])
    assert {name: getattr(kept, name) for name in fields} == fields


def test_it_refuses_a_selection_that_is_too_long(client: FlaskClient) -> None:
    answer = refused(send_typo(client, site(), exact="x" * 201), 422, "selection_too_long")
    assert answer["detail"].startswith("The selected text is too long: 201 of 200 characters.")


def test_it_refuses_nothing_selected(client: FlaskClient) -> None:
    refused(send_typo(client, site(), exact="\u200b "), 422, "selection_empty")


def test_it_refuses_a_suggestion_that_changes_nothing(client: FlaskClient) -> None:
    refused(send_typo(client, site(), suggestion="teh"), 422, "suggestion_same")


def test_it_answers_a_retry_as_the_first_time(client: FlaskClient) -> None:
    news, headers = site(), {"Idempotency-Key": "k-1"}
    first = send_typo(client, news, headers=headers)
    again = send_typo(client, news, headers=headers)
    assert (again.status_code, again.json) == (first.status_code, first.json)


def test_it_is_for_the_sites_own_pages(client: FlaskClient) -> None:
    answer = send_typo(client, site(), headers={"Origin": "https://evil.example"})
    refused(answer, 403, "origin_not_allowed")


def test_it_refuses_what_a_browser_has_translated(client: FlaskClient) -> None:
    answer = refused(send_typo(client, site(), translated=True), 422, "translated_page")
    assert answer["errors"]["exact"] == [answer["detail"]]


def test_it_gives_the_sites_answer_and_takes_what_is_insisted_on(client: FlaskClient) -> None:
    news = site()
    answer = write(add_answer, news.id, "teh", "A name <b>here</b>.", by=moderator(news).id)
    told = refused(send_typo(client, news), 422, "answered")
    assert (told["detail"], told["may_insist"]) == ("A name <b>here</b>.", True)
    assert told["errors"] == {"exact": [told["detail"]]}
    assert db.session.get_one(HouseAnswer, answer).shown == 1
    answered(send_typo(client, news, insist=True), 202, "TypoReceipt")


def test_it_says_that_the_mistake_is_confirmed(client: FlaskClient) -> None:
    news = site()
    first = answered(send_typo(client, news), 202, "TypoReceipt")
    write(decide, first["id"], Verb.APPROVE, by=moderator(news).id, version=None)
    second = answered(send_typo(client, news), 202, "TypoReceipt")
    assert (first["status"], second["status"]) == ("pending", "approved")


def test_it_knows_two_kinds_of_mistakes(client: FlaskClient) -> None:
    news = site()
    told = answered(send_typo(client, news, category="other"), 202, "TypoReceipt")
    assert stored(told["id"]).category == "other"  # type: ignore[attr-defined]
    refused(send_typo(client, news, category="fact"), 422, "invalid_fields")
