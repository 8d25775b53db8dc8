"""All that match a filter, as it was when it was asked for."""

import pytest
from flask import Flask
from sqlalchemy import delete

from moderation.extensions import db
from moderation.models import Membership, Selection, Status, Verb
from moderation.operations.decide import decide
from moderation.operations.revisions import edit_own
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, visitor
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SELECTIONS, BATCHES = "/dashboard/selections", "/dashboard/batches"


def selected(desk: Desk, query: str = "") -> str:
    """Select all that match; the selection's id."""
    answer = desk.post(SELECTIONS + query)
    assert answer.status_code == 303
    return str(answer.location).rpartition("/")[2]


def test_it_is_decided_on_in_one_stroke(app: Flask) -> None:
    news = site()
    sent = [comment(news, text).id for text in ("One", "Two", "Three")]
    desk = signed_in(app, moderator(news))
    answer = desk.post(BATCHES, {"verb": "reject", "selection": selected(desk)}, fragment=True)
    assert "3 rejected" in answer.text
    assert {stored(each).status for each in sent} == {Status.REJECTED}


def test_a_script_gets_a_line_and_a_bare_form_a_page(app: Flask) -> None:
    news = site()
    comment(news)
    desk = signed_in(app, moderator(news))
    line = desk.post(SELECTIONS, fragment=True)
    assert line.status_code == 201
    assert 'data-rows="1"' in line.text
    assert "<html" not in line.text
    page = desk.get(f"{SELECTIONS}/{selected(desk)}").text
    assert "<html" in page
    assert 'value="mark_spam"' in page


def test_only_what_the_filter_lets_through_is_in_it(app: Flask) -> None:
    news = site()
    other = site("Other", host="other.example")
    here, there = comment(news).id, comment(other, url="https://other.example/article").id
    desk = signed_in(app, moderator(news, other))
    made = selected(desk, f"?site={news.key}")
    desk.post(BATCHES, {"verb": "approve", "selection": made}, fragment=True)
    assert stored(here).status is Status.APPROVED
    assert stored(there).status is Status.PENDING


def test_what_comes_later_is_counted_and_not_decided_on(app: Flask) -> None:
    news = site()
    comment(news, "One")
    desk = signed_in(app, moderator(news))
    made = selected(desk)
    late = comment(news, "Two").id
    assert "1 came in since; it is not among them." in desk.get(f"{SELECTIONS}/{made}").text
    desk.post(BATCHES, {"verb": "reject", "selection": made}, fragment=True)
    assert stored(late).status is Status.PENDING


def test_what_somebody_was_quicker_with_is_told_one_by_one(app: Flask) -> None:
    news = site()
    first, second = comment(news, "One").id, comment(news, "Two").id
    desk, boris = signed_in(app, moderator(news)), moderator(news, name="Boris")
    made = selected(desk)
    write(decide, first, Verb.APPROVE, by=boris.id, version=None)
    answer = desk.post(BATCHES, {"verb": "reject", "selection": made}, fragment=True)
    assert "1 rejected" in answer.text
    assert "1 is left as it is" in answer.text
    assert "<bdi>Boris</bdi> approved this" in answer.text
    assert (stored(first).status, stored(second).status) == (Status.APPROVED, Status.REJECTED)


def test_nobody_else_finds_it(app: Flask) -> None:
    news = site()
    sent = comment(news).id
    made = selected(signed_in(app, moderator(news)))
    boris = signed_in(app, moderator(news, name="Boris"))
    assert boris.get(f"{SELECTIONS}/{made}").status_code == 404
    answer = boris.post(BATCHES, {"verb": "reject", "selection": made})
    assert (answer.status_code, "Select again." in answer.text) == (404, True)
    assert stored(sent).status is Status.PENDING


@pytest.mark.parametrize("fragment", [True, False])
def test_it_says_so_when_it_is_gone_meanwhile(app: Flask, fragment: bool) -> None:
    """Nothing is done by halves: what was ticked besides stays as well."""
    news = site()
    one, two = comment(news, "One").id, comment(news, "Two").id
    desk = signed_in(app, moderator(news))
    made = selected(desk)
    db.session.execute(delete(Selection))
    db.session.commit()
    fields = {"verb": "reject", "selection": made, "item": f"{two}:1"}
    answer = desk.post(BATCHES, fields, fragment=fragment)
    assert (answer.status_code, "Select again." in answer.text) == (404, True)
    assert stored(one).status is stored(two).status is Status.PENDING


def test_what_left_the_queue_meanwhile_is_told_one_by_one(app: Flask) -> None:
    """By a colleague, by its author, and by an edit; what came meanwhile is not touched."""
    news = site()
    ids = [comment(news, text).id for text in ("One", "Two", "Three", "Four")]
    desk, boris = signed_in(app, moderator(news)), moderator(news, name="Boris")
    made = selected(desk)
    write(decide, ids[0], Verb.MARK_SPAM, by=boris.id, version=None)
    write(withdraw, ids[1], None)
    write(edit_own, ids[2], "Another text.", visitor=visitor())
    late = comment(news, "Five").id
    told = desk.post(BATCHES, {"verb": "approve", "selection": made}).text
    for line in ("called this spam", "The author has withdrawn this.", "The text has changed"):
        assert line in told
    assert "3 are left as they are" in told
    assert [stored(each).is_waiting for each in (*ids, late)] == [False, False, True, False, True]


def test_what_is_no_longer_ones_own_is_not_found(app: Flask) -> None:
    news, other = site(), site("Other", host="other.example")
    here, there = comment(news).id, comment(other, url="https://other.example/article").id
    alice = moderator(news, other)
    desk = signed_in(app, alice)
    made = selected(desk)
    db.session.execute(delete(Membership).where(Membership.site_id == other.id))
    db.session.commit()
    told = desk.post(BATCHES, {"verb": "reject", "selection": made}, fragment=True).text
    assert f'<b data-missing="{there}">Not found' in told
    assert (stored(here).status, stored(there).status) == (Status.REJECTED, Status.PENDING)
