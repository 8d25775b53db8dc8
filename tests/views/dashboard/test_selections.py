"""All that match a filter, as it was when it was asked for."""

import pytest
from flask import Flask

from moderation.models import Status, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
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
    assert boris.post(BATCHES, {"verb": "reject", "selection": made}).status_code == 404
    assert stored(sent).status is Status.PENDING
