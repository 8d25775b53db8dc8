"""Several moderators at one submission at once: one of them wins, and the others learn it."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from moderation.errors import Conflict
from moderation.extensions import db
from moderation.models import Decision, Site, Verb
from moderation.operations.claims import claim
from moderation.operations.decide import Decided, decide, decide_many
from moderation.operations.submit import submit_comment
from moderation.queries.chains import chains
from moderation.queries.submissions import find_submission
from moderation.text.worked_out import work_out
from moderation.transactions import write
from tests.api.callers import API, bearer
from tests.factories import comment, draft, moderator, site, stored, visitor
from tests.signing_in import Desk, signed_in

NAMES = ("Alice", "Boris", "Chen", "Dora", "Emil")
VERBS = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE)
RACES = {2: 226, 5: 24}  # by so many people; as many on each of the two databases

Told = str | None  # who was quicker; nothing when one won


@dataclass(frozen=True)
class Person:
    """A moderator with a browser and a program."""

    app: Flask
    name: str
    id: int
    desk: Desk
    headers: dict[str, str]
    program: FlaskClient

    def press(self, address: str, **fields: object) -> TestResponse:
        """Send a form of the page on screen."""
        body = {"csrf_token": self.desk.csrf_token, **fields}
        return self.desk.client.post(address, data=body, headers={"X-Fragment": "1"})

    def call(self, address: str, **fields: object) -> TestResponse:
        return self.program.post(API + address, json=fields, headers=self.headers)


Way = Callable[[Person, int, Verb], Told]


def at_once(person: Person, number: int, verb: Verb) -> Told:
    try:
        with person.app.app_context():
            write(decide, number, verb, by=person.id, version=None)
    except Conflict as conflict:
        return conflict.outcome.moderator
    return None


def in_bulk(person: Person, number: int, verb: Verb) -> Told:
    with person.app.app_context():
        batch = write(decide_many, [(number, 1)], verb, by=person.id)
    return batch.conflicts[0].moderator if batch.conflicts else None


def by_page(person: Person, number: int, verb: Verb) -> Told:
    address = f"/dashboard/submissions/{number}/decisions"
    return read_off(person.press(address, verb=verb.value, version=1))


def by_selection(person: Person, number: int, verb: Verb) -> Told:
    return read_off(person.press("/dashboard/batches", verb=verb.value, item=f"{number}:1"))


def read_off(answer: TestResponse) -> Told:
    """The name in the answer's words about who did what."""
    assert answer.status_code in (200, 409), answer.text
    if answer.status_code == 200:
        return None
    did = re.search(r"<bdi>(\w+)</bdi> (?:approved|rejected|called|deleted) this", answer.text)
    assert did, answer.text
    return did[1]


def by_program(person: Person, number: int, verb: Verb) -> Told:
    answer = person.call(f"/submissions/{number}/decisions", verb=verb.value, version=1)
    assert answer.status_code in (201, 409), answer.text
    return None if answer.status_code == 201 else answer.get_json()["decision"]["moderator"]


def by_bulk_program(person: Person, number: int, verb: Verb) -> Told:
    answer = person.call("/decisions", verb=verb.value, items=[{"id": number, "version": 1}])
    assert answer.status_code == 201, answer.text
    late = answer.get_json()["conflicts"]
    return late[0]["moderator"] if late else None


# Every way meets every other; those that cost a page less often.
WAYS = {at_once: 9, in_bulk: 9, by_page: 1, by_selection: 1, by_program: 1, by_bulk_program: 1}


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(len(NAMES)) as pool:
        yield pool


def staff(app: Flask, news: Site, number: int) -> list[Person]:
    """So many moderators of a site."""
    people = []
    for name in NAMES[:number]:
        one = moderator(news, name=name)
        people.append(
            Person(app, name, one.id, signed_in(app, one), bearer(one), app.test_client())
        )
    return people


def remarks(news: Site, number: int) -> list[int]:
    """The ids of so many waiting comments, none of which is like another."""
    texts, site_id = [draft(uuid4().hex) for _ in range(number)], news.id

    def send() -> list[int]:
        return [
            submit_comment(
                each, work_out(each.source), site_id=site_id, visitor=visitor(), ticket=None
            ).id
            for each in texts
        ]

    return write(send)


def start(pool: ThreadPoolExecutor, attempts: list[Callable[[], Told]]) -> list[Told]:
    """What each is told when all begin at the same moment."""
    line = Barrier(len(attempts))

    def one(attempt: Callable[[], Told]) -> Told:
        line.wait(timeout=60)
        return attempt()

    return list(pool.map(one, attempts))


@pytest.mark.parametrize(("people", "items"), [(2, 2), (5, 1)], ids=["two", "five"])
def test_exactly_one_wins(app: Flask, threads: ThreadPoolExecutor, people: int, items: int) -> None:
    """Two at one beside two at another, or five at one."""
    news, chance = site(), random.Random(people)
    everyone, numbers = staff(app, news, people * items), remarks(news, RACES[people])
    ways, weights = list(WAYS), list(WAYS.values())
    for some in batched(numbers, items):
        about = [(person, some[at % items]) for at, person in enumerate(everyone)]
        chosen = zip(chance.choices(ways, weights, k=len(about)), about, strict=True)
        told = start(
            threads,
            [partial(way, *who, chance.choice(VERBS)) for way, who in chosen],
        )
        for at in range(items):
            check(told[at::items], everyone[at::items])
    logged = select(func.count(Decision.id), func.count(Decision.submission_id.distinct()))
    assert db.session.execute(logged).one() == (RACES[people], RACES[people])
    assert all(chain.is_whole for chain in chains())


def check(told: list[Told], people: list[Person]) -> None:
    """One has won, and all others have been told so."""
    assert told.count(None) == 1
    assert set(told) == {None, people[told.index(None)].name}


def batched(numbers: list[int], size: int) -> Iterator[list[int]]:
    for begin in range(0, len(numbers), size):
        yield numbers[begin : begin + size]


def test_a_double_click_decides_once(app: Flask, threads: ThreadPoolExecutor) -> None:
    """Whoever clicks twice has decided, says the page; the log has it once."""
    news = site()
    [alice] = staff(app, news, 1)
    numbers = remarks(news, 5)
    for number in numbers:
        told = start(threads, [partial(by_page, alice, number, Verb.APPROVE)] * 2)
        assert told == [None, None]
    assert db.session.scalar(select(func.count(Decision.id))) == len(numbers)


def test_a_stale_tab_is_told_who_and_what(app: Flask) -> None:
    news = site()
    alice, boris = staff(app, news, 2)
    [number] = remarks(news, 1)
    assert by_page(boris, number, Verb.REJECT) is None
    for way in (by_page, by_selection, by_program, by_bulk_program):
        assert way(alice, number, Verb.APPROVE) == "Boris"
    assert (
        "<bdi>Boris</bdi> rejected this"
        in alice.press(f"/dashboard/submissions/{number}/decisions", verb="approve", version=1).text
    )


def test_a_claim_is_a_courtesy_and_its_holder_is_told(app: Flask) -> None:
    news = site()
    alice, boris = staff(app, news, 2)
    number = comment(news).id
    write(claim, number, by=alice.id)
    assert in_bulk(boris, number, Verb.REJECT) is None
    assert in_bulk(alice, number, Verb.APPROVE) == "Boris"
    assert stored(number).claimed_by is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_other_process_gets_in_between_reading_and_deciding(
    app: Flask, database_url: str
) -> None:
    """Else SQLite would refuse the decision, because it rests on what is no longer so."""
    news = site()
    number, alice = comment(news).id, moderator(news)
    other = sqlite3.connect(
        database_url.removeprefix("sqlite:///"), timeout=0, check_same_thread=False
    )

    def read_and_decide() -> Decided:
        find_submission(number, moderator=alice)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("UPDATE submissions SET version = version + 1")
        return decide(number, Verb.APPROVE, by=alice.id, version=1)

    assert write(read_and_decide).status == "approved"
    other.close()
