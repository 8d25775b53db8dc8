"""Behind the receipt: editing, appealing, and what became of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from moderation.models import Braking, Moderator, Revision, Site, Verb
from moderation.operations.appeals import appeal
from moderation.operations.brakes import Pull, set_brake
from moderation.operations.evidence import keep_evidence
from moderation.operations.rules import add_rule, switch_rule
from moderation.queries.brakes import Stretch
from moderation.screening.rule_drafts import RuleDraft
from moderation.transactions import write
from moderation.views.http import signer
from tests import factories
from tests.objecting import all_of, comment_of, decided, edit, flag, public
from tests.views.public.reader import form_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site, is_owner=True)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    return public(site, alice)


def receipt_of(number: int, what: str = "") -> str:
    return f"/receipts/{signer().receipt(number)}{what}"


def test_the_text_is_edited_behind_the_receipt(client: FlaskClient, number: int) -> None:
    assert "/edits" in client.get(receipt_of(number)).text
    filled = form_of(client.get(receipt_of(number, "/edits")))
    assert filled["source"] == "A calm remark."
    data = filled | {"source": "A changed remark."}
    sent = client.post(receipt_of(number, "/edits"), data=data, headers=OWN)
    assert sent.status_code == 303
    page = client.get(sent.location).text
    assert "Your change waits for a moderator" in page
    assert "A calm remark." in page
    assert "A changed remark." in page
    again = form_of(client.get(receipt_of(number, "/edits")))
    assert again["source"] == "A changed remark."


def test_too_late_it_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, clock: Traveller, number: int
) -> None:
    clock.shift(timedelta(minutes=16))
    assert "/edits" not in client.get(receipt_of(number)).text
    data = {"source": "Typed for <b>long</b>."}
    page = client.post(receipt_of(number, "/edits"), data=data, headers=OWN)
    assert page.status_code == 403
    assert "The time for editing this comment is over." in page.text
    assert "Typed for &lt;b&gt;long&lt;/b&gt;." in page.text
    assert all_of(Revision) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (" ", "Write something first."),
        ("x" * 5001, "The comment is too long: 5001 of 5000 characters."),
        ("a\0b", "characters that cannot be stored"),
    ],
)
def test_an_edit_comes_back_with_what_is_wrong(
    client: FlaskClient, number: int, source: str, said: str
) -> None:
    page = client.post(receipt_of(number, "/edits"), data={"source": source}, headers=OWN)
    status = 400 if "stored" in said else 422
    assert (page.status_code, said in page.text) == (status, True)


def test_bytes_that_are_no_text_are_refused(client: FlaskClient, number: int) -> None:
    headers = OWN | {"Content-Type": "application/x-www-form-urlencoded"}
    for what, name in (("/edits", "source"), ("/appeals", "text")):
        body = f"{name}=%FF%ED%A0%80"
        page = client.post(receipt_of(number, what), data=body, headers=headers)
        assert page.status_code == 400


def test_a_refused_edit_is_told(client: FlaskClient, alice: Moderator, number: int) -> None:
    edit(number, "Changed.")
    decided(number, Verb.REJECT, alice)
    page = client.get(receipt_of(number)).text
    assert "Your change was not taken; the old text stays" in page
    assert ">Published</h1>" in page


def test_an_appeal_is_made_once(client: FlaskClient, alice: Moderator, number: int) -> None:
    assert "/appeals" not in client.get(receipt_of(number)).text
    decided(number, Verb.REJECT, alice, "Insults")
    assert "/appeals" in client.get(receipt_of(number)).text
    form = client.get(receipt_of(number, "/appeals"))
    assert "Insults" in form.text
    data = form_of(form) | {"text": "I meant it kindly."}
    sent = client.post(receipt_of(number, "/appeals"), data=data, headers=OWN)
    assert "You have asked for a second look" in client.get(sent.location).text
    again = client.post(receipt_of(number, "/appeals"), data=data, headers=OWN)
    assert again.status_code == 303  # the button was pressed twice
    more = data | {"text": "Once more, please."}
    again = client.post(receipt_of(number, "/appeals"), data=more, headers=OWN)
    assert again.status_code == 409
    assert "Once more, please." in again.text


@pytest.mark.parametrize(
    ("verb", "said"), [(Verb.APPROVE, "decided for you"), (Verb.REJECT, "the decision stands")]
)
def test_its_outcome_is_told(
    client: FlaskClient, alice: Moderator, number: int, verb: Verb, said: str
) -> None:
    decided(number, Verb.REJECT, alice)
    write(appeal, number, "Please.")
    decided(number, verb, alice)
    assert said in client.get(receipt_of(number)).text


def test_what_flags_hide_is_told(client: FlaskClient, site: Site, number: int) -> None:
    for network in "bcd":
        flag(site, number, network)
    assert "Hidden until a moderator has looked" in client.get(receipt_of(number)).text


def test_evidence_cannot_be_taken_back(client: FlaskClient, alice: Moderator, number: int) -> None:
    write(keep_evidence, number, by=alice.id)
    page = client.get(receipt_of(number)).text
    assert "kept as evidence" in page
    assert "/withdrawal" not in page
    assert "/erasure" not in page
    assert client.post(receipt_of(number, "/erasure"), headers=OWN).status_code == 403
    client.post(receipt_of(number, "/withdrawal"), headers=OWN)
    assert comment_of(number).withdrawn_at is None


def test_only_the_receipt_s_own_forms_are_taken(client: FlaskClient, number: int) -> None:
    evil = {"Origin": "https://evil.example"}
    for what in ("/edits", "/appeals"):
        data = {"source": "Changed.", "text": "Please."}
        assert client.post(receipt_of(number, what), data=data, headers=evil).status_code == 403
        assert client.post(f"/receipts/forged{what}", data=data, headers=OWN).status_code == 404
        assert client.get(f"/receipts/forged{what}").status_code == 404
    assert all_of(Revision) == []


def test_what_the_brake_pauses_is_not_edited_and_nothing_is_lost(
    client: FlaskClient, site: Site, alice: Moderator, number: int
) -> None:
    write(set_brake, Stretch(site.id), Pull(Braking.PAUSE, 2, "a storm"), by=alice.id)
    assert "/edits" not in client.get(receipt_of(number)).text
    data = {"source": "Typed for long."}
    page = client.post(receipt_of(number, "/edits"), data=data, headers=OWN)
    assert page.status_code == client.get(receipt_of(number, "/edits")).status_code == 403
    assert "Typed for long." in page.text
    assert "paused" in page.text


def test_what_a_rule_refused_says_that_nobody_read_it(
    client: FlaskClient, site: Site, alice: Moderator
) -> None:
    draft = RuleDraft("word", "pills", (), "reject")
    rule = write(add_rule, draft, site_ids=[site.id], by=alice.id)
    write(switch_rule, rule, on=True, by=alice.id)
    page = client.get(receipt_of(factories.comment(site, "Pills!").id)).text
    assert "No person has read yours." in page
    assert "/appeals" in page


def test_it_is_erased_behind_the_receipt(client: FlaskClient, number: int) -> None:
    place = receipt_of(number, "/erasure")
    assert place in client.get(receipt_of(number)).text
    evil = {"Origin": "https://evil.example"}
    assert client.post(place, headers=evil).status_code == 403
    for _ in range(2):
        assert client.post(place, headers=OWN).status_code == 303
    page = client.get(receipt_of(number)).text
    assert "The text is erased." in page
    assert "A calm remark." not in page
    assert "/erasure" not in page


def test_a_receipt_is_not_guessed(client: FlaskClient, number: int) -> None:
    token = signer().receipt(number)
    head, _, tail = token.rpartition(".")
    flipped = tail[:-2] + ("AA" if tail[-2:] != "AA" else "BB")
    other = signer().receipt(number + 1).partition(".")[0] + "." + tail
    guesses = (f"{head}.{flipped}", head, tail, other, token[::-1], f"{token}x", str(number))
    for guess in guesses:
        for what in ("", "/edits", "/appeals"):
            assert client.get(f"/receipts/{guess}{what}").status_code == 404, guess


def test_a_spelling_report_has_neither(client: FlaskClient, site: Site) -> None:
    sent = factories.typo(site)
    token = signer().receipt(sent.id, sent.sighting_id)
    for what in ("edits", "appeals"):
        assert client.get(f"/receipts/{token}/{what}").status_code == 404
    assert client.get(f"/receipts/{token}").status_code == 200


def test_a_report_is_erased_behind_the_receipt(client: FlaskClient, site: Site) -> None:
    sent = factories.typo(site, note="My note.")
    receipt = f"/receipts/{signer().receipt(sent.id, sent.sighting_id)}"
    assert "/erasure" in client.get(receipt).text
    for _ in range(2):
        assert client.post(f"{receipt}/erasure", headers=OWN).status_code == 303
    page = client.get(receipt).text
    assert "The text is erased." in page
    assert "My note." not in page
    assert "/erasure" not in page
