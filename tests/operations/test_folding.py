"""Comments that are nearly the same text wait as one row, and undo puts the row back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Likeness, Moderator, Site, Submission, Verb
from moderation.operations.decide import decide, decide_many
from moderation.operations.undo import undo, undo_decision, undo_last
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def news() -> Site:
    return site()


@pytest.fixture
def alice(news: Site) -> Moderator:
    return moderator(news)


def send(news: Site, *texts: str) -> list[int]:
    return [comment(news, text).id for text in texts]


def heads() -> dict[int, int | None]:
    """The head of each that waits."""
    db.session.rollback()
    rows = select(Submission.id, Submission.alike_id).where(Submission.waiting_since.is_not(None))
    return dict(db.session.execute(rows).all())


def marked() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(Likeness.submission_id)))


def test_the_oldest_is_the_head(news: Site) -> None:
    one, two, three, other = send(news, "First!", "FIRST", "f i r s t", "Second!")
    assert heads() == {one: None, two: one, three: one, other: None}
    assert marked() == {one, other}


def test_sites_do_not_share_a_row(news: Site) -> None:
    (one,) = send(news, "First!")
    other = comment(site("Other", "other.example"), "First!", url="https://other.example/").id
    assert heads() == {one: None, other: None}


def test_the_next_becomes_head_and_undo_gives_it_back(news: Site, alice: Moderator) -> None:
    one, two, three = send(news, "First!", "First", "FIRST")
    before = heads()
    done = write(decide, one, Verb.REJECT, by=alice.id, version=None)
    assert (heads(), marked()) == ({two: None, three: two}, {two})
    write(undo, done.batch, by=alice.id)
    assert (heads(), marked()) == (before, {one})


def test_one_that_leaves_the_fold_comes_back_to_it(news: Site, alice: Moderator) -> None:
    one, two = send(news, "First!", "First")
    done = write(decide, two, Verb.REJECT, by=alice.id, version=None)
    assert heads() == {one: None}
    write(undo, done.batch, by=alice.id)
    assert heads() == {one: None, two: one}


def test_a_batch_goes_and_comes_back_as_it_was(news: Site, alice: Moderator) -> None:
    ids = send(news, "First!", "First", "Second", "FIRST", "second!", "Third")
    before = (heads(), marked())
    items = [(each, None) for each in ids[:5]]
    done = write(decide_many, items, Verb.MARK_SPAM, by=alice.id)
    assert heads() == {ids[5]: None}
    write(undo, done.batch, by=alice.id)
    assert (heads(), marked()) == before


def test_what_came_meanwhile_goes_under_the_older_one(news: Site, alice: Moderator) -> None:
    (one,) = send(news, "First!")
    done = write(decide, one, Verb.REJECT, by=alice.id, version=None)
    two, three = send(news, "First", "FIRST")
    write(undo, done.batch, by=alice.id)
    assert (heads(), marked()) == ({one: None, two: one, three: one}, {one})


def test_undone_one_by_one_nothing_is_lost(news: Site, alice: Moderator) -> None:
    ids = send(news, "First!", "First", "FIRST")
    before = heads()
    for each in ids:
        write(decide, each, Verb.REJECT, by=alice.id, version=None)
    for _ in ids:
        write(undo_last, by=alice.id)
    assert heads() == before


def test_a_decision_of_a_batch_is_taken_back_alone(news: Site, alice: Moderator) -> None:
    ids = send(news, "1", "2", "3")
    done = write(decide_many, [(each, None) for each in ids], Verb.REJECT, by=alice.id)
    undone = write(undo_decision, done.decided[1].decision_id, by=alice.id)
    assert ([each.id for each in undone.restored], list(heads())) == ([ids[1]], [ids[1]])


def test_undos_go_one_below_another(news: Site, alice: Moderator) -> None:
    (one,) = send(news, "First!")
    write(decide, one, Verb.APPROVE, by=alice.id, version=None)
    write(decide, one, Verb.HOLD, by=alice.id, version=stored(one).version)
    assert stored(one).is_waiting
    write(undo_last, by=alice.id)
    assert stored(one).is_public
    write(undo_last, by=alice.id)
    assert (stored(one).status, list(heads())) == ("pending", [one])


def test_held_again_they_are_one_row_again(news: Site, alice: Moderator) -> None:
    ids = send(news, "First!", "First", "Second")
    done = write(decide_many, [(each, None) for each in ids], Verb.APPROVE, by=alice.id)
    items = [(each.id, each.version) for each in done.decided]
    write(decide_many, items, Verb.HOLD, by=alice.id)
    assert heads() == {ids[0]: None, ids[1]: ids[0], ids[2]: None}


def test_a_withdrawn_head_leaves_its_row_to_the_next(news: Site) -> None:
    one, two = send(news, "First!", "First")
    write(withdraw, one, None)
    assert heads() == {two: None}
