"""Spelling errors coming in by typed quote and by selection."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.drafts import Receipt
from moderation.models import Category, Fix, Site, Submission, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.operations.house_answers import add_answer
from moderation.operations.merging import merge
from moderation.signing import Signer
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of
from tests.rows import count_of
from tests.services.databases import ON_BOTH, SECRET
from tests.views.public.reader import ORIGIN, ask, form_of, post, send


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


def receipt_of(client: FlaskClient, sent: Receipt) -> str:
    """What its sender sees there now."""
    token = Signer(SECRET).receipt(sent.id, sent.sighting_id)
    return client.get(f"/receipts/{token}").text


@ON_BOTH
def test_the_form_leads_to_a_receipt(client: FlaskClient, site: Site) -> None:
    answer = send(client, site, "typos", exact="teh", suggestion="the", note="Twice.")
    assert answer.status_code == 303
    receipt = client.get(answer.headers["Location"]).text
    assert "Waiting for an editor" in receipt
    assert all(f'dir="auto">{said}</dd>' in receipt for said in ("teh", "the", "Twice."))


def test_the_widget_is_thanked(client: FlaskClient, site: Site) -> None:
    answer = post(client, site, "typos", exact="teh", suggestion="the")
    assert answer.status_code == 202
    assert answer.text.startswith('<p class="typo-thanks">Thank you.')
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


@ON_BOTH
def test_the_widget_is_told_that_others_were_first(client: FlaskClient, site: Site) -> None:
    post(client, site, "typos", exact="teh", suggestion="the")
    answer = post(client, site, "typos", exact="teh", suggestion="The")
    assert "Already reported; your suggestion is added." in answer.text
    assert count_of(TypoReport) == 1


def test_the_widget_is_told_that_it_is_being_fixed_or_was(client: FlaskClient, site: Site) -> None:
    first, by = factories.typo(site).id, factories.moderator(site).id
    fields = {"exact": "teh", "prefix": "and so ", "suffix": " end came"}
    write(decide, first, Verb.APPROVE, by=by, version=None)
    confirmed = post(client, site, "typos", suggestion="The", **fields).text
    assert "confirmed: it is being fixed. Your suggestion is added." in confirmed
    write(set_fix, first, Fix.FIXED, by=by)
    assert (
        "corrected lately. We look at the page again" in post(client, site, "typos", **fields).text
    )


def test_a_receipt_follows_what_was_sent_to_the_card_that_is_left(
    client: FlaskClient, site: Site
) -> None:
    elsewhere = {"prefix": "a beginning that ", "suffix": " reader knows", "sentence": ""}
    first, second = factories.typo(site), factories.typo(site, "knowes", **elsewhere)
    write(merge, second.id, first.id, by=factories.moderator(site).id)
    receipt = receipt_of(client, second)
    assert 'dir="auto">knowes</dd>' in receipt
    write(decide, first.id, Verb.APPROVE, by=factories.moderator(site).id, version=None)
    assert "Confirmed" in receipt_of(client, second)


def test_too_long_a_quote_stays_in_the_form(client: FlaskClient, site: Site) -> None:
    answer = send(client, site, "typos", exact="x" * 201)
    assert answer.status_code == 422
    assert (
        "The selected text is too long: 201 of 200 characters. Select a word or a phrase."
        in answer.text
    )
    assert form_of(answer)["exact"] == "x" * 201


def test_the_limit_is_the_sites(client: FlaskClient, app: Flask) -> None:
    narrow = factories.site(quote_limit="20")
    assert post(client, narrow, "typos", exact="x" * 21).get_json()["code"] == "selection_too_long"
    assert post(client, narrow, "typos", exact="x" * 20).status_code == 202


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"exact": " "}, 422, "selection_empty"),
        ({"exact": "teh", "suggestion": "teh"}, 422, "suggestion_same"),
        ({"exact": "teh", "url": "https://other.example/"}, 422, "invalid_url"),
        ({"exact": "te\0h"}, 400, "invalid_text"),
    ],
)
def test_the_widget_is_told_what_is_wrong(
    client: FlaskClient, site: Site, fields: dict[str, str], status: int, code: str
) -> None:
    answer = post(client, site, "typos", **fields)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert count_of(Submission) == 0


def test_a_link_may_bring_the_quote_along(client: FlaskClient, site: Site) -> None:
    opened = form_of(ask(client, site, "typos", exact="<b>teh</b>"))
    assert opened["exact"] == "<b>teh</b>"


def test_a_selection_that_reads_like_markup_is_text(client: FlaskClient, site: Site) -> None:
    evil = "<img src=x onerror=alert(1)>"
    answer = send(client, site, "typos", exact=evil, suggestion=evil + "!")
    receipt = client.get(answer.headers["Location"]).text
    assert "<img" not in receipt
    assert "&lt;img src=x onerror=alert(1)&gt;" in receipt


def test_a_foreign_page_is_refused(client: FlaskClient, site: Site) -> None:
    answer = client.post(
        f"/sites/{site.key}/typos",
        data={"exact": "teh"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403


@ON_BOTH
def test_the_form_asks_what_is_wrong(client: FlaskClient, site: Site) -> None:
    assert form_of(ask(client, site, "typos"))["category"] == "spelling"
    refused = send(client, site, "typos", exact="", category="other")
    assert form_of(refused)["category"] == "other"
    send(client, site, "typos", exact="1861", category="other")
    [report] = all_of(TypoReport)
    assert report.category is Category.OTHER


@ON_BOTH
def test_the_form_lets_a_reader_insist(client: FlaskClient, site: Site) -> None:
    write(add_answer, site.id, "teh", "It is a <b>name</b>.", by=factories.moderator(site).id)
    told = send(client, site, "typos", exact="teh")
    assert told.status_code == 422
    assert "It is a &lt;b&gt;name&lt;/b&gt;." in told.text
    assert '<button type="submit" name="insist" value="1">Send anyway</button>' in told.text
    assert send(client, site, "typos", exact="teh", insist="1").status_code == 303


def test_the_widget_is_given_words_to_insist_by(client: FlaskClient, site: Site) -> None:
    write(add_answer, site.id, "teh", "It is a name.", by=factories.moderator(site).id)
    told = post(client, site, "typos", exact="teh").get_json()
    assert (told["code"], told["detail"]) == ("answered", "It is a name.")
    assert told["insist"] == "Send anyway"


def test_whoever_wants_mail_leaves_an_address(client: FlaskClient, site: Site) -> None:
    answer = post(client, site, "typos", exact="teh", wants_mail="on")
    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["email"])
