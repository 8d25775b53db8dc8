"""One verb for what was ticked."""

import pytest
from flask import Flask

from moderation.models import Decision, Moderator, Site, Status, Verb
from moderation.operations.decide import decide
from moderation.operations.revisions import edit_own
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, visitor
from tests.rows import count_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BATCHES = "/dashboard/batches"


def ticked(*ids: int) -> list[str]:
    """What the cards' boxes send: each id with the version on screen."""
    return [f"{each}:{stored(each).version}" for each in ids]


def test_it_decides_on_what_was_ticked_alone(app: Flask) -> None:
    news = site()
    one, two, left = (comment(news, text).id for text in ("One", "Two", "Three"))
    desk = signed_in(app, moderator(news))
    fields = {"verb": "reject", "item": ticked(one, two), "reason": "Off the topic"}
    answer = desk.post(BATCHES, fields, fragment=True)
    assert "2 rejected" in answer.text
    assert "Undo all 2" in answer.text
    assert stored(one).status is stored(two).status is Status.REJECTED
    assert stored(left).status is Status.PENDING


def test_a_bare_form_gets_a_page_with_an_undo(app: Flask) -> None:
    news = site()
    one = comment(news).id
    desk = signed_in(app, moderator(news))
    page = desk.post(BATCHES, {"verb": "approve", "item": ticked(one)}).text
    assert "<html" in page
    assert 'name="batch"' in page
    assert stored(one).status is Status.APPROVED


def test_one_undo_takes_all_of_it_back(app: Flask) -> None:
    news = site()
    ids = [comment(news, text).id for text in ("One", "Two")]
    desk = signed_in(app, moderator(news))
    desk.post(BATCHES, {"verb": "mark_spam", "item": ticked(*ids)}, fragment=True)
    answer = desk.post("/dashboard/undos", fragment=True)
    assert "2 taken back." in answer.text
    assert {stored(each).status for each in ids} == {Status.PENDING}


def test_it_leaves_what_somebody_decided_or_changed_since(app: Flask) -> None:
    news = site()
    ids = [comment(news, text).id for text in ("One", "Two")]
    items, boris = ticked(*ids), moderator(news, name="Boris")
    write(decide, ids[0], Verb.APPROVE, by=boris.id, version=None)
    desk = signed_in(app, moderator(news))
    answer = desk.post(BATCHES, {"verb": "reject", "item": items}, fragment=True)
    assert f'data-refused="{ids[0]}"' in answer.text
    assert stored(ids[0]).status is Status.APPROVED
    assert stored(ids[1]).status is Status.REJECTED


def test_it_says_so_when_nothing_of_it_is_left_to_decide(app: Flask) -> None:
    news = site()
    one = comment(news).id
    items = ticked(one)
    write(decide, one, Verb.APPROVE, by=moderator(news, name="Boris").id, version=None)
    answer = signed_in(app, moderator(news)).post(
        BATCHES, {"verb": "reject", "item": items}, fragment=True
    )
    assert answer.status_code == 409
    assert 'name="batch"' not in answer.text


def test_sending_the_same_twice_is_no_conflict(app: Flask) -> None:
    news = site()
    fields = {"verb": "reject", "item": ticked(comment(news).id)}
    desk = signed_in(app, moderator(news))
    desk.post(BATCHES, fields, fragment=True)
    again = desk.post(BATCHES, fields, fragment=True)
    assert again.status_code == 200
    assert "1 rejected" in again.text
    assert 'name="batch"' in again.text


def elsewhere() -> int:
    """A comment on a site of Bob's."""
    other = site("Other", host="other.example")
    return comment(other, url="https://other.example/article").id


@pytest.mark.parametrize("fragment", [True, False])
def test_another_sites_is_not_found_and_the_rest_is_done(app: Flask, fragment: bool) -> None:
    news, theirs = site(), elsewhere()
    mine = comment(news).id
    desk, before = signed_in(app, moderator(news)), stored(theirs).version
    fields = {"verb": "reject", "item": [f"{theirs}:1", *ticked(mine), "2000000000:1"]}
    answer = desk.post(BATCHES, fields, fragment=fragment)
    assert "1 rejected" in answer.text
    for number in (theirs, 2_000_000_000):
        assert f'<b data-missing="{number}">Not found' in answer.text
    assert (stored(theirs).status, stored(theirs).version) == (Status.PENDING, before)
    assert count_of(Decision) == 1


def test_each_of_none_is_not_found(app: Flask) -> None:
    one, other = comment(site()).id, elsewhere()
    bob = signed_in(app, moderator(site("Third", host="third.example"), name="Bob"))
    fields = {"verb": "reject", "item": ticked(one, other)}
    answer = bob.post(BATCHES, fields)
    assert answer.status_code == 404
    assert f"No. {one}<" in answer.text
    assert f"No. {other}<" in answer.text
    assert count_of(Decision) == 0


def test_what_was_ticked_twice_is_decided_once(app: Flask) -> None:
    news = site()
    one = comment(news).id
    desk = signed_in(app, moderator(news))
    answer = desk.post(BATCHES, {"verb": "reject", "item": ticked(one, one)}, fragment=True)
    assert "1 rejected" in answer.text
    assert count_of(Decision) == 1


def test_an_older_version_is_left_as_it_is(app: Flask) -> None:
    news = site()
    one, other = comment(news, "One").id, comment(news, "Two").id
    items = ticked(one, other)
    write(edit_own, one, "Something else", visitor=visitor())
    answer = signed_in(app, moderator(news)).post(
        BATCHES, {"verb": "approve", "item": items}, fragment=True
    )
    assert "1 approved" in answer.text
    assert "The text has changed since you read it." in answer.text
    assert (stored(one).status, stored(other).status) == (Status.PENDING, Status.APPROVED)


def strict_and_free() -> tuple[Moderator, Site, Site]:
    """Who moderates a site that asks for reasons, and one that does not."""
    strict, free = site(reason_required="on"), site("Other", host="other.example")
    return moderator(strict, free), strict, free


def test_what_wants_a_reason_is_told_one_by_one_and_done_with_one(app: Flask) -> None:
    alice, strict, free = strict_and_free()
    one, other = comment(strict).id, comment(free, url="https://other.example/article").id
    desk = signed_in(app, alice)
    answer = desk.post(BATCHES, {"verb": "reject", "item": ticked(one, other)})
    assert "1 still waits: its site asks for a reason" in answer.text
    assert f'name="item" value="{ticked(one)[0]}"' in answer.text
    assert "Reject 1 with this reason" in answer.text
    assert (stored(one).status, stored(other).status) == (Status.PENDING, Status.REJECTED)


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "reject"},
        {"verb": "reject", "item": "x"},
        {"verb": "reject", "item": "1:"},
        {"verb": "reject", "item": "9999999999:1"},
        {"verb": "restore", "item": "1:1"},
        {"verb": "reject", "item": "1:1", "fold": "1"},
        {"verb": "reject", "item": ["1:1"] * 1_001},
    ],
)
def test_it_refuses_what_is_no_choice(app: Flask, fields: dict[str, object]) -> None:
    news = site()
    one = comment(news).id
    answer = signed_in(app, moderator(news)).post(BATCHES, fields, fragment=True)
    assert answer.status_code == 422
    assert "data-problem" in answer.text
    assert stored(one).status is Status.PENDING
