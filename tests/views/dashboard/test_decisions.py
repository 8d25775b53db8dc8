"""Deciding from a card: by script, by a bare form, too late, and not one's own."""

import pytest
from flask import Flask

from moderation.models import Role, Status, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo
from tests.objecting import edit, public
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def address(submission_id: int) -> str:
    return f"/dashboard/submissions/{submission_id}/decisions"


def test_a_script_gets_the_card_with_its_outcome(app: Flask) -> None:
    news = site()
    sent = comment(news)
    desk = signed_in(app, moderator(news))
    answer = desk.post(address(sent.id), {"verb": "approve", "version": 1}, fragment=True)
    assert answer.status_code == 200
    assert 'data-status="approved"' in answer.text
    assert "Undo" in answer.text
    assert stored(sent.id).status is Status.APPROVED


def test_a_bare_form_goes_to_the_next_card_with_an_undo(app: Flask) -> None:
    news = site()
    sent, next_one = comment(news), comment(news, "Next")
    desk = signed_in(app, moderator(news))
    fields = {"verb": "reject", "version": 1, "next": next_one.id, "reason": "Off the topic"}
    answer = desk.post(address(sent.id) + "?kind=comment", fields)
    assert answer.status_code == 303
    assert answer.location == f"/dashboard/queue?kind=comment#submission-{next_one.id}"
    page = desk.get(answer.location).text
    assert "Decided: rejected." in page
    assert 'name="batch"' in page


def test_the_second_gets_the_fresh_card_and_who_was_first(app: Flask) -> None:
    news = site()
    sent = comment(news)
    boris, desk = moderator(news, name="Boris"), signed_in(app, moderator(news))
    write(decide, sent.id, Verb.APPROVE, by=boris.id, version=1)
    answer = desk.post(address(sent.id), {"verb": "reject", "version": 1}, fragment=True)
    assert answer.status_code == 409
    assert "<bdi>Boris</bdi> approved this <time" in answer.text
    assert stored(sent.id).status is Status.APPROVED


def test_the_second_without_a_script_gets_a_page(app: Flask) -> None:
    news = site()
    sent = comment(news)
    boris, desk = moderator(news, name="Boris"), signed_in(app, moderator(news))
    write(decide, sent.id, Verb.MARK_SPAM, by=boris.id, version=1)
    answer = desk.post(address(sent.id), {"verb": "reject", "version": 1})
    assert answer.status_code == 409
    assert "called this spam" in answer.text
    assert "<html" in answer.text


@pytest.mark.parametrize("length", [13, 501])
def test_what_one_typed_is_kept_without_a_script(app: Flask, length: int) -> None:
    """Whether somebody was quicker or it is too long."""
    news = site()
    sent, typed = comment(news), "Off the topic".ljust(length, "!")
    boris, desk = moderator(news, name="Boris"), signed_in(app, moderator(news))
    write(decide, sent.id, Verb.MARK_SPAM, by=boris.id, version=1)
    answer = desk.post(address(sent.id), {"verb": "reject", "version": 1, "reason": typed})
    assert answer.status_code == (409 if length == 13 else 422)
    assert f'value="{typed}"' in answer.text


def test_refusing_a_change_twice_is_no_conflict(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    number = public(news, alice)
    edit(number, "A change.")
    desk, fields = signed_in(app, alice), {"verb": "reject", "version": stored(number).version}
    codes = [desk.post(address(number), fields, fragment=True).status_code for _ in range(2)]
    assert (codes, stored(number).status) == ([200, 200], Status.APPROVED)


def test_a_changed_text_is_shown_and_not_decided_on(app: Flask) -> None:
    news = site()
    sent = comment(news)
    desk = signed_in(app, moderator(news))
    answer = desk.post(address(sent.id), {"verb": "approve", "version": 0}, fragment=True)
    assert answer.status_code == 409
    assert "The text has changed since you read it." in answer.text
    assert stored(sent.id).status is Status.PENDING


def test_sending_the_same_twice_is_no_conflict(app: Flask) -> None:
    news = site()
    sent = comment(news)
    desk = signed_in(app, moderator(news))
    fields = {"verb": "approve", "version": 1}
    desk.post(address(sent.id), fields, fragment=True)
    assert desk.post(address(sent.id), fields, fragment=True).status_code == 200


def test_bob_does_not_find_it(app: Flask) -> None:
    sent = comment(site())
    bob = signed_in(app, moderator(site("Other", host="other.example"), name="Bob"))
    assert bob.post(address(sent.id), {"verb": "approve"}).status_code == 404
    assert stored(sent.id).status is Status.PENDING


def test_an_editor_does_not_find_a_comment_but_a_typo(app: Flask) -> None:
    news = site()
    sent, report = comment(news), typo(news)
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    assert desk.post(address(sent.id), {"verb": "approve"}).status_code == 404
    assert desk.post(address(report.id), {"verb": "approve"}, fragment=True).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "restore"},
        {"verb": "x"},
        {},
        {"verb": "approve", "version": "x"},
        {"verb": "approve", "version": "99999999999"},
        {"verb": "approve", "reason": "x" * 501},
        {"verb": "approve", "reason": "a\0b"},
    ],
)
def test_it_refuses_what_is_no_decision(app: Flask, fields: dict[str, object]) -> None:
    news = site()
    sent = comment(news)
    answer = signed_in(app, moderator(news)).post(address(sent.id), fields, fragment=True)
    assert answer.status_code in {400, 422}
    assert stored(sent.id).status is Status.PENDING


def test_it_asks_for_the_reason_that_the_site_demands(app: Flask) -> None:
    news = site(reason_required="on")
    sent = comment(news)
    desk = signed_in(app, moderator(news))
    answer = desk.post(address(sent.id), {"verb": "reject", "version": 1}, fragment=True)
    assert answer.status_code == 422
    assert "This site asks for a reason." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_it_refuses_a_form_without_the_token(app: Flask) -> None:
    news = site()
    sent = comment(news)
    desk = Desk(signed_in(app, moderator(news)).client, csrf_token="")
    assert desk.post(address(sent.id), {"verb": "approve"}).status_code == 400


def test_a_decided_one_can_be_taken_down(app: Flask) -> None:
    news = site()
    sent = comment(news)
    alice = moderator(news)
    write(decide, sent.id, Verb.APPROVE, by=alice.id, version=1)
    desk = signed_in(app, alice)
    assert "Take down" in desk.get("/dashboard/queue?status=approved").text
    version = stored(sent.id).version
    fields = {"verb": "reject", "version": version}
    answer = desk.post(address(sent.id) + "?status=approved", fields, fragment=True)
    assert answer.status_code == 200
    assert stored(sent.id).status is Status.REJECTED
