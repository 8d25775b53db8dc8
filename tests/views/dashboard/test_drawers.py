"""The drawer: a sender beside the cards or on a page, trust, notes, blocks, the branch below."""

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.drafts import Receipt
from moderation.extensions import db
from moderation.models import Author, Block, Note, Role, Site, Status, Trust, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
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


def drawer_of(one: Receipt) -> str:
    return f"/dashboard/authors/{stored(one.id).author_id}"


def test_it_tells_of_the_sender_and_the_talk(desk: Desk, news: Site) -> None:
    one = comment(news, "A remark of note.", name="Łukasz")
    page = desk.get(drawer_of(one)).text
    assert "<bdi>Łukasz</bdi>" in page
    assert "A remark of note." in page
    assert "The conversation" in page


def test_it_gives_a_script_the_drawer_alone(desk: Desk, news: Site) -> None:
    answer = desk.get(drawer_of(comment(news)), headers={"X-Fragment": "1"})
    assert "data-close-drawer" in answer.text
    assert "<html" not in answer.text


def test_it_shows_hostile_text_as_text(desk: Desk, news: Site) -> None:
    page = desk.get(drawer_of(comment(news, name="<img src=x onerror=alert(1)>"))).text
    assert "<img src=x" not in page


def test_it_hides_the_mail_from_who_may_not_see_it(app: Flask, desk: Desk, news: Site) -> None:
    url = drawer_of(comment(news, email="vera@mail.example"))
    assert "vera@mail.example" not in desk.get(url).text
    boris = signed_in(app, moderator(news, role=Role.ADMIN, name="Boris", sees_senders=True))
    assert "vera@mail.example" in boris.get(url).text


def test_it_does_not_open_from_another_senders_comment(desk: Desk, news: Site) -> None:
    one = comment(news)
    other = comment(news, "Another.", name="Wera", author_key="wera's")
    assert stored(one.id).author_id != stored(other.id).author_id
    assert desk.get(f"{drawer_of(one)}?submission={other.id}").status_code == 404


def test_trust_is_changed_by_one_button(desk: Desk, news: Site) -> None:
    one = comment(news, author_key="vera's")
    answer = desk.post(f"{drawer_of(one)}/trust", {"trust": "held"}, fragment=True)
    assert "waits from now on" in answer.text
    assert db.session.get_one(Author, stored(one.id).author_id).trust is Trust.HELD
    assert desk.post(f"{drawer_of(one)}/trust", {"trust": "adored"}).status_code == 422


def test_only_ones_own_note_is_removed(app: Flask, desk: Desk, news: Site) -> None:
    one = comment(news)
    page = desk.post(f"{drawer_of(one)}/notes", {"text": "Writes at night."}, fragment=True).text
    assert "Writes at night." in page
    note = f"/dashboard/notes/{db.session.scalars(select(Note.id)).one()}/removal"
    assert signed_in(app, moderator(news, name="Boris")).post(note).status_code == 404
    assert desk.post(note).status_code == 303
    assert desk.post(note).status_code == 404


def test_a_block_takes_what_waits_along(desk: Desk, news: Site) -> None:
    first, second = comment(news), comment(news, "Another.")
    form = {"days": "7", "mark": "network", "waiting": "reject"}
    url = f"/dashboard/submissions/{first.id}/blocks?drawer={stored(first.id).author_id}"
    answer = desk.post(url, form, fragment=True)
    assert "2 submissions" in answer.text
    assert 'name="batch"' in answer.text
    assert stored(second.id).status is Status.REJECTED


def test_a_block_is_set_though_nothing_waits(app: Flask, desk: Desk, news: Site) -> None:
    one = comment(news)
    write(decide, one.id, Verb.APPROVE, by=moderator(news).id, version=None)
    form = {"days": "0", "mark": "network", "waiting": "reject"}
    url = f"/dashboard/submissions/{one.id}/blocks?drawer={stored(one.id).author_id}"
    assert desk.post(url, form, fragment=True).status_code == 200
    assert db.session.scalars(select(Block.until)).one() is None
    assert stored(one.id).status is Status.APPROVED


def test_a_branch_is_taken_down_and_put_back(desk: Desk, news: Site) -> None:
    one = comment(news)
    write(decide, one.id, Verb.APPROVE, by=moderator(news).id, version=None)
    below = comment(news, "An answer.", parent_id=one.id)
    answer = desk.post(f"/dashboard/submissions/{one.id}/branches", fragment=True)
    assert "2 comments were taken down." in answer.text
    assert stored(below.id).status is Status.REJECTED
    batch = answer.text.split('name="batch" value="')[1].split('"')[0]
    desk.post("/dashboard/undos", {"batch": batch})
    assert stored(one.id).status is Status.APPROVED
