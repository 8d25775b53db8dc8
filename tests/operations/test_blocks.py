"""A sender is kept out by key, network or e-mail, and let in again."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from moderation.errors import Blocked, Invalid, NotFound
from moderation.extensions import db
from moderation.models import Block, Event, Status, Verb
from moderation.operations.blocks import Mark, block_sender, lift_block
from moderation.operations.undo import undo
from moderation.queries.senders import others_on_network
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, visitor

pytestmark = pytest.mark.usefixtures("app")
VERA = {"author_key": "vera's"}


def test_it_keeps_out_an_address_whatever_its_case() -> None:
    news = site()
    sent = comment(news, email="Vera@Mail.example", **VERA)
    write(block_sender, sent.id, by=moderator(news).id, days=1, mark=Mark.EMAIL)
    with pytest.raises(Blocked):
        comment(news, "Again", email="vera@mail.EXAMPLE", visitor=visitor("b"))
    comment(news, "Somebody else", email="other@mail.example")


def test_it_keeps_out_a_network_though_there_is_a_key() -> None:
    news = site()
    sent = comment(news, **VERA)
    write(block_sender, sent.id, by=moderator(news).id, days=1, mark=Mark.NETWORK)
    with pytest.raises(Blocked):
        comment(news, "Another key", author_key="other")


def test_it_takes_no_mark_that_the_sender_lacks() -> None:
    news = site()
    alice, sent = moderator(news), comment(news)
    for mark in (Mark.AUTHOR, Mark.EMAIL):
        with pytest.raises(Invalid):
            write(block_sender, sent.id, by=alice.id, days=1, mark=mark)


def test_what_waits_goes_as_one_batch_and_comes_back(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    sent = [comment(news, text, **VERA).id for text in ("One", "Two")]
    other = comment(news, "Three", visitor=visitor("b")).id
    done = write(block_sender, sent[0], by=alice.id, days=1, waiting=Verb.MARK_SPAM)
    assert [stored(each).status for each in sent] == [Status.SPAM, Status.SPAM]
    assert stored(other).is_waiting
    assert done.waiting
    write(undo, done.waiting.batch, by=alice.id)
    assert [stored(each).is_waiting for each in sent] == [True, True]


def test_it_ends_by_itself(clock: Traveller) -> None:
    news = site()
    write(block_sender, comment(news, **VERA).id, by=moderator(news).id, days=1)
    with pytest.raises(Blocked):
        comment(news, "Again", **VERA)
    clock.shift(timedelta(days=1, seconds=1))
    comment(news, "Again", **VERA)


def test_it_stands_in_the_log() -> None:
    news = site()
    alice = moderator(news)
    done = write(block_sender, comment(news).id, by=alice.id, days=None)
    write(lift_block, done.block_id, by=alice.id)
    write(lift_block, done.block_id, by=alice.id)
    events = db.session.query(Event).order_by(Event.id)
    assert [each.name for each in events] == ["block_added", "block_lifted"]


def test_only_those_of_the_site_lift_it() -> None:
    news = site()
    done = write(block_sender, comment(news).id, by=moderator(news).id, days=None)
    bob = moderator(site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(lift_block, done.block_id, by=bob.id)
    assert db.session.get_one(Block, done.block_id).lifted_at is None


def test_others_on_the_network_are_counted_for_90_days(clock: Traveller) -> None:
    news = site()
    comment(news, "Old", author_key="old")
    clock.shift(timedelta(days=91))
    sent = stored(comment(news, "Mine", **VERA).id)
    for name in ("Wim", "Wim", "Xena"):  # without a key, told apart by name
        comment(news, f"I am {name}", name=name)
    comment(news, "Elsewhere", name="Yan", visitor=visitor("b"))
    assert others_on_network(sent.author, sent.visitor_hash) == 2
