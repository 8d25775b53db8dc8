"""Editing a comment from its card, and taking an edit back."""

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.drafts import Receipt
from moderation.extensions import db
from moderation.models import Comment, Revision, Site, Status
from tests.factories import comment, moderator, site, stored
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def news(app: Flask) -> Site:
    """Where it happens."""
    return site()


@pytest.fixture
def desk(app: Flask, news: Site) -> Desk:
    """Alice's browser."""
    return signed_in(app, moderator(news))


def edits(one: Receipt) -> str:
    return f"/dashboard/submissions/{one.id}/edits"


def form(one: Receipt, source: str, **more: object) -> dict[str, object]:
    return {"source": source, "version": str(stored(one.id).version), **more}


def text_of(one: Receipt) -> str:
    now = stored(one.id)
    assert isinstance(now, Comment)
    return now.source


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}])
def test_it_shows_the_text_as_it_was_typed(desk: Desk, news: Site, headers: dict[str, str]) -> None:
    one = comment(news, "A *calm* remark </textarea><b>")
    answer = desk.get(f"{edits(one)}/new", headers=headers)
    assert "A *calm* remark &lt;/textarea&gt;" in answer.text
    assert ("<html" in answer.text) != bool(headers)


def test_it_edits_and_approves_in_one_step(desk: Desk, news: Site) -> None:
    one = comment(news)
    answer = desk.post(edits(one), form(one, "A calmer remark.", approves="1"), fragment=True)
    assert answer.status_code == 200
    assert text_of(one) == "A calmer remark."
    assert stored(one.id).status is Status.APPROVED


def test_it_edits_alone_and_says_who_did(desk: Desk, news: Site) -> None:
    one = comment(news)
    assert desk.post(edits(one), form(one, "A calmer remark.")).status_code == 303
    assert stored(one.id).is_waiting
    page = desk.get(f"/dashboard/submissions/{one.id}").text
    assert "Edited by <bdi>Alice</bdi>" in page
    assert "Put the former text back" in page


def test_an_edit_is_taken_back_once(desk: Desk, news: Site) -> None:
    one = comment(news)
    desk.post(edits(one), form(one, "A calmer remark."))
    first = db.session.scalars(select(Revision.id)).one()
    back = f"/dashboard/revisions/{first}/reversal"
    assert desk.post(back).status_code == 303
    assert text_of(one) == "A calm remark."
    assert desk.post(back).status_code == 409


def test_who_is_too_late_keeps_what_was_typed(desk: Desk, news: Site) -> None:
    one = comment(news)
    late = form(one, "Mine, typed at length.")
    desk.post(edits(one), form(one, "Another's."))
    answer = desk.post(edits(one), late)
    assert answer.status_code == 409
    assert "Mine, typed at length." in answer.text
    assert text_of(one) == "Another's."


@pytest.mark.parametrize("source", ["", "x" * 20_000])
def test_it_refuses_what_readers_could_not_send_either(desk: Desk, news: Site, source: str) -> None:
    one = comment(news)
    for fragment in (False, True):
        answer = desk.post(edits(one), form(one, source), fragment=fragment)
        assert answer.status_code == 422
        assert "field-error" in answer.text
    assert text_of(one) == "A calm remark."
