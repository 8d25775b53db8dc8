"""Several moderators at one submission at once: one of them wins, and the others learn it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from moderation.errors import Conflict, Outcome
from moderation.extensions import db
from moderation.models import Decision, Verb
from moderation.operations.claims import claim
from moderation.operations.decide import decide, decide_many
from moderation.operations.submit import submit_comment
from moderation.transactions import write
from tests.api.callers import API, bearer
from tests.factories import comment, draft, moderator, site, stored, visitor

VERBS = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE)
RACES = 250  # by two and by five, on each of the two databases

Attempt = Callable[[], "Outcome | None"]


@pytest.fixture
def threads(app: Flask) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(5) as pool:
        yield pool


def run(app: Flask, pool: ThreadPoolExecutor, attempts: list[Attempt]) -> list[Outcome | None]:
    """What each of them is told: nothing when it won."""

    def one(attempt: Attempt) -> Outcome | None:
        with app.app_context():
            return attempt()

    return list(pool.map(one, attempts))


def single(number: int, verb: Verb, by: int, version: int | None) -> Outcome | None:
    try:
        write(decide, number, verb, by=by, version=version)
    except Conflict as conflict:
        return conflict.outcome
    return None


def bulk(number: int, verb: Verb, by: int, version: int | None) -> Outcome | None:
    batch = write(decide_many, [(number, version)], verb, by=by)
    return batch.conflicts[0] if batch.conflicts else None


@pytest.mark.parametrize("people", [2, 5])
def test_exactly_one_wins(app: Flask, threads: ThreadPoolExecutor, people: int) -> None:
    news = site()
    news_id, staff = news.id, {}
    for name in ("Alice", "Boris", "Chen", "Dora", "Emil")[:people]:
        staff[moderator(news, name=name).id] = name
    texts = [draft(f"Remark {number}") for number in range(RACES)]

    def send() -> list[int]:
        sent = [
            submit_comment(each, site_id=news_id, visitor=visitor(), ticket=None) for each in texts
        ]
        return [each.id for each in sent]

    chance = random.Random(people)
    for number in write(send):
        attempts: list[Attempt] = [
            partial(chance.choice((single, bulk)), number, chance.choice(VERBS), by, version)
            for by, version in zip(staff, chance.choices((1, None), k=people), strict=True)
        ]
        told = run(app, threads, attempts)
        outcomes = [each for each in told if each is not None]
        winner = list(staff.values())[told.index(None)]
        assert len(outcomes) == people - 1
        assert {each.moderator for each in outcomes} == {winner}
        assert all(each.verb in VERBS and each.decided_at for each in outcomes)
    logged = select(func.count(Decision.id), func.count(Decision.submission_id.distinct()))
    assert db.session.execute(logged).one() == (RACES, RACES)


def test_a_double_click_decides_once(app: Flask, threads: ThreadPoolExecutor) -> None:
    news = site()
    alice = moderator(news).id
    for number in [comment(news, f"Remark {number}").id for number in range(10)]:
        twice = [lambda: single(number, Verb.APPROVE, alice, 1)] * 2  # noqa: B023
        assert sorted(map(bool, run(app, threads, twice))) == [False, True]


def test_by_http_one_gets_201_and_the_others_409(app: Flask, threads: ThreadPoolExecutor) -> None:
    news = site()
    headers = [bearer(moderator(news, name=name)) for name in ("Alice", "Boris", "Chen")]
    for number in [comment(news, f"Remark {number}").id for number in range(5)]:
        address = f"{API}/submissions/{number}/decisions"

        def post(own: dict[str, str], address: str = address) -> tuple[int, object]:
            body = {"verb": "reject", "version": 1}
            answer = app.test_client().post(address, json=body, headers=own)
            return answer.status_code, (answer.json or {}).get("decision", {}).get("moderator")

        told = sorted(threads.map(post, headers), key=lambda each: each[0])
        assert [status for status, _ in told] == [201, 409, 409]
        assert all(name in ("Alice", "Boris", "Chen") for _, name in told[1:])


def test_a_claim_is_a_courtesy_and_its_holder_is_told(app: Flask) -> None:
    news = site()
    alice, boris = moderator(news).id, moderator(news, name="Boris").id
    number = comment(news).id
    write(claim, number, by=alice)
    assert single(number, Verb.REJECT, boris, 1) is None
    outcome = single(number, Verb.APPROVE, alice, 1)
    assert outcome is not None
    assert (outcome.moderator, outcome.verb) == ("Boris", "reject")
    assert stored(number).claimed_by is None
