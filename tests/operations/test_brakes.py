"""The brake: holding, pausing, lifting, pulling back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from moderation.database import utcnow
from moderation.errors import NotFound, ThreadClosed
from moderation.extensions import db
from moderation.models import Braking, Event, Page, Site, Status
from moderation.operations.brakes import Pull, end_brakes, lift_brake, pull_back, set_brake
from moderation.operations.undo import undo
from moderation.queries.brakes import Stretch, brakes_of
from moderation.queries.pull_backs import count_approved
from moderation.transactions import write
from tests.factories import URL, comment, moderator, site, stored

pytestmark = pytest.mark.usefixtures("app")
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOLD = Pull(Braking.HOLD, None, "a storm")
PAUSE = Pull(Braking.PAUSE, 2, "a storm")


def stored_site(site_id: int) -> Site:
    db.session.rollback()
    return db.session.get_one(Site, site_id)


def stored_page(page_id: int) -> Page:
    db.session.rollback()
    return db.session.get_one(Page, page_id)


def open_site() -> Site:
    """A site where all is public at once that no check objects to."""
    return site(hold="findings", newcomers="welcome")


@ON_SQLITE
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


@ON_SQLITE
def test_the_second_at_one_place_replaces_the_first() -> None:
    news = open_site()
    alice = moderator(news)
    write(set_brake, Stretch(news.id), PAUSE, by=alice.id)
    write(set_brake, Stretch(news.id), HOLD, by=alice.id)
    assert [row.brake.braking for row in brakes_of(alice)] == [Braking.HOLD]
    assert comment(news).status == "pending"


@ON_SQLITE
def test_it_ends_by_itself(clock: Traveller) -> None:
    news = open_site()
    write(set_brake, Stretch(news.id), PAUSE, by=moderator(news).id)
    clock.shift(timedelta(hours=3))
    assert comment(news).status == "approved"


@ON_SQLITE
def test_its_end_is_written_down_once(clock: Traveller) -> None:
    news = open_site()
    alice = moderator(news)
    write(set_brake, Stretch(news.id), PAUSE, by=alice.id)
    version = stored_site(news.id).version
    clock.shift(timedelta(hours=3))
    for _ in range(2):
        write(end_brakes, utcnow())
    told = db.session.execute(select(Event.name, Event.moderator_id, Event.subject)).all()
    assert told == [("brake_set", alice.id, "site"), ("brake_ended", None, "site")]
    assert stored_site(news.id).version == version + 1


@ON_SQLITE
def test_a_page_is_braked_alone() -> None:
    news = open_site()
    page_id = stored(comment(news, "First.").id).page_id
    write(set_brake, Stretch(news.id, page_id=page_id), HOLD, by=moderator(news).id)
    assert comment(news, "Second.").status == "pending"
    assert comment(news, "Elsewhere.", url=f"{URL}/2").status == "approved"


@ON_SQLITE
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


@ON_SQLITE
@pytest.mark.parametrize(("section", "number"), [("", 2), ("Sport", 1), ("Arts", 0)])
def test_it_pulls_back_from_a_site_and_a_section(section: str, number: int) -> None:
    news, since = open_site(), utcnow() - timedelta(minutes=1)
    ids = [comment(news, f"Text {at}", url=f"{URL}/{at}").id for at in range(2)]
    stored(ids[0]).page.section = "Sport"
    db.session.commit()
    stretch = Stretch(news.id, section=section)
    assert count_approved(stretch, since) == number
    batch = write(pull_back, stretch, since=since, by=moderator(news).id)
    assert len(batch.decided) == number
