"""The newsroom's reply from the card."""

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.drafts import Receipt
from moderation.extensions import db
from moderation.models import Comment, Purpose, Role, Site, Status
from moderation.operations.canned import add_canned
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def news(app: Flask) -> Site:
    """Where it happens."""
    return site(newsroom_name="The News")


@pytest.fixture
def desk(app: Flask, news: Site) -> Desk:
    """Alice's browser."""
    return signed_in(app, moderator(news))


def replies(one: Receipt) -> str:
    return f"/dashboard/submissions/{one.id}/replies"


def form(one: Receipt, source: str = "Thank you.", **more: object) -> dict[str, object]:
    return {"source": source, "version": str(stored(one.id).version), **more}


def below(one: Receipt) -> list[Comment]:
    db.session.rollback()
    return list(db.session.scalars(select(Comment).where(Comment.parent_id == one.id)))


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}])
def test_it_offers_an_empty_box_signed_by_the_newsroom(
    desk: Desk, news: Site, headers: dict[str, str]
) -> None:
    answer = desk.get(f"{replies(comment(news))}/new", headers=headers)
    assert answer.status_code == 200
    assert "<bdi>The News</bdi>" in answer.text
    assert "Approve and reply" in answer.text


def test_it_begins_with_an_answer_at_hand(app: Flask, desk: Desk, news: Site) -> None:
    by = moderator(news, role=Role.ADMIN, name="Ada").id
    said = {"lang": "", "title": "Thanks", "text": "Thank you for writing."}
    number = write(add_canned, news.id, Purpose.REPLY, by=by, **said)
    url = f"{replies(comment(news))}/new"
    assert 'data-canned="Thank you for writing."' in desk.get(url).text
    assert "\nThank you for writing.</textarea>" in desk.get(f"{url}?canned={number}").text


def test_a_page_without_a_language_has_the_answers_in_the_site_s(
    app: Flask, desk: Desk, news: Site
) -> None:
    by = moderator(news, role=Role.ADMIN, name="Ada").id
    for lang, text in (("ru", "Спасибо."), ("en", "Thank you.")):
        write(add_canned, news.id, Purpose.REPLY, by=by, lang=lang, title="Thanks", text=text)
    assert news.policy.languages[0] == "en"
    form_of = desk.get(f"{replies(comment(news))}/new").text
    assert 'data-canned="Thank you."' in form_of
    assert "Спасибо." not in form_of


def test_it_approves_and_replies_and_takes_both_back(desk: Desk, news: Site) -> None:
    one = comment(news)
    answer = desk.post(replies(one), form(one, approves="1"), fragment=True)
    assert answer.status_code == 200
    (reply,) = below(one)
    assert (reply.status, stored(one.id).status) == (Status.APPROVED, Status.APPROVED)
    batch = answer.text.split('name="batch" value="')[1].split('"')[0]
    desk.post("/dashboard/undos", {"batch": batch})
    assert stored(one.id).is_waiting
    assert "Thank you." in desk.get(f"{replies(one)}/new").text  # as a draft


def test_what_readers_do_not_see_is_not_answered(desk: Desk, news: Site) -> None:
    one = comment(news)
    answer = desk.post(replies(one), form(one))
    assert answer.status_code == 422
    assert "Thank you.</textarea>" in answer.text
    assert below(one) == []


def test_it_is_published_once_though_it_is_sent_twice(desk: Desk, news: Site) -> None:
    one = comment(news)
    sent = form(one, approves="1")
    assert desk.post(replies(one), sent).status_code == 303
    assert desk.post(replies(one), sent).status_code == 409
    assert len(below(one)) == 1
