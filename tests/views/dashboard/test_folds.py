"""Comments that are nearly the same text: one row, one decision, and a look before approving."""

import pytest
from flask import Flask

from moderation.models import Site, Status
from tests.factories import comment, moderator, site, stored
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BASE = "Stop the new stadium now, the council wastes our money on what nobody in town asked for"
BATCHES = "/dashboard/batches"


def alike(news: Site) -> list[int]:
    """Three of nearly the same text, from two senders; the first is the head."""
    endings = ("", "!", " please")
    return [
        comment(news, BASE + ending, author_key=f"key{number % 2}", name=f"Fan {number}").id
        for number, ending in enumerate(endings)
    ]


def statuses(ids: list[int]) -> list[Status]:
    return [stored(each).status for each in ids]


def on_screen(ids: list[int]) -> dict[str, object]:
    """What a form of the head's card sends."""
    head = stored(ids[0])
    return {"item": f"{head.id}:{head.version}", "fold": f"{head.id}:{ids[-1]}"}


def test_they_are_one_row_which_says_how_many(app: Flask) -> None:
    news = site()
    ids = alike(news)
    page = signed_in(app, moderator(news)).get("/dashboard/queue").text
    assert page.count("data-card=") == 1
    assert f'id="submission-{ids[0]}"' in page
    assert "3 alike" in page
    assert "from 2 senders" in page
    assert "Reject all: 3" in page
    assert "Look, then approve" in page


def test_rejecting_the_row_takes_all(app: Flask) -> None:
    news = site()
    ids = alike(news)
    fields = {"verb": "reject", **on_screen(ids)}
    answer = signed_in(app, moderator(news)).post(BATCHES, fields, fragment=True)
    assert "3 rejected" in answer.text
    assert set(statuses(ids)) == {Status.REJECTED}


def test_a_verb_on_the_card_itself_takes_all_too(app: Flask) -> None:
    news = site()
    ids = alike(news)
    fields = {"verb": "mark_spam", "version": stored(ids[0]).version, "alike": ids[-1]}
    desk = signed_in(app, moderator(news))
    desk.post(f"/dashboard/submissions/{ids[0]}/decisions", fields, fragment=True)
    assert set(statuses(ids)) == {Status.SPAM}


def test_nothing_is_approved_unseen(app: Flask) -> None:
    news = site()
    ids = alike(news)
    fields = {"verb": "approve", **on_screen(ids)}
    signed_in(app, moderator(news)).post(BATCHES, fields, fragment=True)
    assert statuses(ids) == [Status.APPROVED, Status.PENDING, Status.PENDING]


def test_a_look_shows_what_differs(app: Flask) -> None:
    news = site()
    ids = alike(news)
    desk = signed_in(app, moderator(news))
    page = desk.get(f"/dashboard/submissions/{ids[0]}/alike").text
    assert page.count('class="alike-one"') == 2
    assert "<ins>" in page
    assert "please</ins>" in page
    assert "Approve all: 3" in page


def test_after_a_look_all_are_approved(app: Flask) -> None:
    news = site()
    ids = alike(news)
    fields = {"verb": "approve", "looked": 1, **on_screen(ids)}
    signed_in(app, moderator(news)).post(BATCHES, fields, fragment=True)
    assert set(statuses(ids)) == {Status.APPROVED}


def test_what_is_folded_since_is_not_decided_on(app: Flask) -> None:
    news = site()
    ids = alike(news)
    fields = {"verb": "reject", **on_screen(ids)}
    late = comment(news, BASE + "!!").id
    signed_in(app, moderator(news)).post(BATCHES, fields, fragment=True)
    assert set(statuses(ids)) == {Status.REJECTED}
    assert stored(late).status is Status.PENDING
    assert stored(late).alike_id is None


def test_an_undo_folds_them_again(app: Flask) -> None:
    news = site()
    ids = alike(news)
    desk = signed_in(app, moderator(news))
    desk.post(BATCHES, {"verb": "reject", **on_screen(ids)}, fragment=True)
    desk.post("/dashboard/undos", fragment=True)
    assert set(statuses(ids)) == {Status.PENDING}
    assert [stored(each).alike_id for each in ids] == [None, ids[0], ids[0]]


def test_bob_does_not_find_them(app: Flask) -> None:
    ids = alike(site())
    bob = signed_in(app, moderator(site("Other", host="other.example"), name="Bob"))
    assert bob.get(f"/dashboard/submissions/{ids[0]}/alike").status_code == 404
