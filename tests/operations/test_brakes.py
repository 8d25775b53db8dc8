"""The brake: holding, pausing, lifting, pulling back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from moderation.database import utcnow
from moderation.errors import NotFound, ThreadClosed
from moderation.extensions import db
from moderation.models import Braking, Event, Site, Status
from moderation.operations.brakes import Pull, lift_brake, pull_back, set_brake
from moderation.operations.undo import undo
from moderation.queries.brakes import Stretch, brakes_of
from moderation.queries.pull_backs import count_approved
from moderation.transactions import write
from tests.factories import URL, comment, moderator, site, stored

pytestmark = pytest.mark.usefixtures("app")

HOLD = Pull(Braking.HOLD, None, "a storm")
PAUSE = Pull(Braking.PAUSE, 2, "a storm")


def open_site() -> Site:
    """A site where all is public at once that no check objects to."""
    return site(hold="findings", newcomers="welcome")


def test_it_holds_what_would_have_been_public() -> None:
    news = open_site()
    alice = moderator(news)
    write(set_brake, Stretch(news.id), HOLD, by=alice.id)
    assert comment(news).status == "pending"
    assert [row.brake.reason for row in brakes_of(alice)] == ["a storm"]


def test_it_pauses_until_it_is_lifted() -> None:
    news = open_site()
    alice = moderator(news)
    brake_id = write(set_brake, Stretch(news.id), PAUSE, by=alice.id)
    with pytest.raises(ThreadClosed):
        comment(news)
    write(lift_brake, brake_id, by=alice.id)
    assert comment(news).status == "approved"
    assert list(db.session.scalars(select(Event.name))) == ["brake_set", "brake_lifted"]


def test_the_second_at_one_place_replaces_the_first() -> None:
    news = open_site()
    alice = moderator(news)
    write(set_brake, Stretch(news.id), PAUSE, by=alice.id)
    write(set_brake, Stretch(news.id), HOLD, by=alice.id)
    assert [row.brake.braking for row in brakes_of(alice)] == [Braking.HOLD]
    assert comment(news).status == "pending"


def test_it_ends_by_itself(clock: Traveller) -> None:
    news = open_site()
    write(set_brake, Stretch(news.id), PAUSE, by=moderator(news).id)
    clock.shift(timedelta(hours=3))
    assert comment(news).status == "approved"


def test_a_page_is_braked_alone() -> None:
    news = open_site()
    page_id = stored(comment(news, "First.").id).page_id
    write(set_brake, Stretch(news.id, page_id=page_id), HOLD, by=moderator(news).id)
    assert comment(news, "Second.").status == "pending"
    assert comment(news, "Elsewhere.", url=f"{URL}/2").status == "approved"


def test_bob_neither_sets_nor_lifts_it() -> None:
    news = open_site()
    brake_id = write(set_brake, Stretch(news.id), HOLD, by=moderator(news).id)
    bob = moderator(site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(lift_brake, brake_id, by=bob.id)
    with pytest.raises(NotFound):
        write(set_brake, Stretch(news.id), HOLD, by=bob.id)


def test_it_pulls_back_what_was_approved_there() -> None:
    news = open_site()
    alice, since = moderator(news), utcnow() - timedelta(minutes=1)
    ids = [comment(news, f"Text {number}").id for number in range(3)]
    other = comment(news, "Elsewhere.", url=f"{URL}/2").id
    stretch = Stretch(news.id, page_id=stored(ids[0]).page_id)
    assert count_approved(stretch, since) == 3
    batch = write(pull_back, stretch, since=since, by=alice.id)
    assert [stored(id_).is_waiting for id_ in (*ids, other)] == [True, True, True, False]
    write(undo, batch.batch, by=alice.id)
    assert all(stored(id_).status is Status.APPROVED for id_ in ids)
