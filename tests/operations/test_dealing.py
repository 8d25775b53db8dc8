"""Each moderator is dealt cards of their own, and nothing waits for ever."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update
from time_machine import Traveller

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Site, Submission, Verb
from moderation.operations.claims import claim, release, renew
from moderation.operations.dealing import Hand, deal, deal_hand
from moderation.operations.decide import decide
from moderation.operations.waiting import bring_in, take_out
from moderation.queries.filters import Order, QueueFilter
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo

ALL = QueueFilter(order=Order.PRIORITY)


def waiting(news: Site, number: int) -> list[int]:
    """So many remarks, no two of them alike."""
    return [comment(news, f"{uuid4().hex} {each}").id for each in range(number)]


def put(submission_id: int, **values: Any) -> None:
    """Have a submission stand in the queue as a test needs it."""
    db.session.execute(update(Submission).where(Submission.id == submission_id).values(**values))
    db.session.commit()


def spoken(submission_id: int, lang: str) -> None:
    """Say which language a submission is in, and index it anew."""
    submission = db.session.get_one(Submission, submission_id)
    submission.lang = lang
    take_out([submission])
    bring_in([(submission, None)])


def dealt(person: Moderator, filters: QueueFilter = ALL, **more: Any) -> int | None:
    return write(deal, filters, by=person.id, **more)


def test_it_deals_the_oldest_first(app: Flask) -> None:
    news = site()
    sent, alice = waiting(news, 3), moderator(news)
    assert [dealt(alice) for _ in range(4)] == [*sent, None]


def test_nobody_is_dealt_what_another_holds(app: Flask) -> None:
    news = site()
    sent, alice, bob = waiting(news, 2), moderator(news), moderator(news, name="Bob")
    assert [dealt(alice), dealt(bob), dealt(alice)] == [sent[0], sent[1], None]


def test_five_at_one_queue_never_get_the_same(app: Flask) -> None:
    news = site()
    waiting(news, 25)
    people = [moderator(news).id for _ in range(5)]

    def sit(person: int) -> list[int | None]:
        with app.app_context():
            return [write(deal, ALL, by=person) for _ in range(5)]

    with ThreadPoolExecutor(5) as desks:
        hands = [card for hand in desks.map(sit, people) for card in hand]
    assert None not in hands
    assert max(Counter(hands).values()) == 1


def test_a_crashed_browsers_claim_ends_by_itself(app: Flask, clock: Traveller) -> None:
    news = site()
    [sent], alice, bob = waiting(news, 1), moderator(news), moderator(news, name="Bob")
    assert dealt(alice) == sent
    clock.shift(timedelta(seconds=119))
    assert dealt(bob) is None
    clock.shift(timedelta(seconds=2))
    assert dealt(bob) == sent


def test_a_living_browser_keeps_its_claim(app: Flask, clock: Traveller) -> None:
    news = site()
    [sent], alice, bob = waiting(news, 1), moderator(news), moderator(news, name="Bob")
    dealt(alice)
    clock.shift(timedelta(seconds=90))
    assert write(renew, [sent], by=alice.id) == ()
    clock.shift(timedelta(seconds=90))
    assert dealt(bob) is None


def test_what_is_let_go_is_dealt_to_the_next(app: Flask) -> None:
    news = site()
    [sent], alice, bob = waiting(news, 1), moderator(news), moderator(news, name="Bob")
    dealt(alice)
    write(release, [sent], by=bob.id)
    assert dealt(bob) is None
    write(release, [sent], by=alice.id)
    assert dealt(bob) == sent


def test_taking_over_is_explicit_and_noticed(app: Flask) -> None:
    news = site()
    [sent], alice, bob = waiting(news, 1), moderator(news), moderator(news, name="Bob")
    dealt(alice)
    assert write(claim, sent, by=bob.id).by == alice.id
    assert write(claim, sent, by=bob.id, take_over=True).by == bob.id
    assert write(renew, [sent], by=alice.id) == (sent,)


def test_a_claim_changes_no_version(app: Flask) -> None:
    news = site()
    [sent], alice = waiting(news, 1), moderator(news)
    before = stored(sent).version
    dealt(alice)
    assert stored(sent).version == before


def test_nobody_claims_what_is_not_theirs(app: Flask) -> None:
    news, bob = site(), moderator(site("Other", "other.example"), name="Bob")
    [sent] = waiting(news, 1)
    with pytest.raises(NotFound):
        write(claim, sent, by=bob.id)
    assert dealt(bob) is None


def test_a_skipped_card_is_for_others(app: Flask) -> None:
    news = site()
    sent, alice, bob = waiting(news, 2), moderator(news), moderator(news, name="Bob")
    dealt(alice)
    hand = Hand(ALL, but=(sent[0],))
    assert write(deal_hand, hand, by=alice.id, let_go=[sent[0]]) == sent[1]
    assert dealt(bob) == sent[0]


def test_a_decision_ends_the_claim(app: Flask) -> None:
    news = site()
    sent, alice = waiting(news, 2), moderator(news)
    dealt(alice)
    write(decide, sent[0], Verb.APPROVE, by=alice.id, version=None)
    assert stored(sent[0]).claimed_by is None


def test_only_languages_one_reads_are_dealt(app: Flask) -> None:
    news = site()
    sent, alice = waiting(news, 4), moderator(news)
    for each, lang in zip(sent, ("zh", "ru-RU", "", "en"), strict=True):
        write(spoken, each, lang)
    alice.reads = ["ru", "en"]
    db.session.commit()
    assert [dealt(alice) for _ in range(4)] == [*sent[1:], None]


def test_the_urgent_comes_first_and_yet_nothing_starves(app: Flask) -> None:
    news = site()
    old, urgent, alice = waiting(news, 2), waiting(news, 4), moderator(news)
    for each in urgent:
        put(each, priority=-1)
    order = [dealt(alice, turn=turn) for turn in range(6)]
    assert order == [*urgent[:3], old[0], urgent[3], old[1]]


def test_filters_hold_at_dealing_too(app: Flask) -> None:
    news = site()
    waiting(news, 2)
    report, alice = typo(news).id, moderator(news)
    filters = QueueFilter(q="teh")
    assert [dealt(alice, filters) for _ in range(2)] == [report, None]
