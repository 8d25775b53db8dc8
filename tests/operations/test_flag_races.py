"""Twenty readers object at the same moment: none is lost, whatever is decided meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from moderation.errors import Conflict
from moderation.extensions import db
from moderation.models import Decision, Flag, Moderator, Site, Status, Verb, WaitingFor
from moderation.operations.decide import decide
from moderation.queries.chains import chains
from moderation.transactions import write
from tests.api.callers import API
from tests.factories import moderator, site, stored
from tests.objecting import comment_of, public

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

READERS = 20
ROUNDS = 4


def object_to(app: Flask, news: str, number: int, reader: int) -> int:
    """One reader's flag from a network of their own; the answer's status."""
    place = {"REMOTE_ADDR": f"10.0.{reader}.1"}
    address = f"{API}/sites/{news}/comments/{number}/flags"
    return app.test_client().post(address, json={"reason": "spam"}, environ_base=place).status_code


def keep(app: Flask, number: int, by: int) -> int:
    """A moderator looks and lets it stand; somebody may have been quicker."""
    with app.app_context():
        try:
            write(decide, number, Verb.APPROVE, by=by, version=None)
        except Conflict:
            return 409
    return 201


def all_at_once(attempts: list[Callable[[], int]]) -> list[int]:
    line = Barrier(len(attempts))

    def one(attempt: Callable[[], int]) -> int:
        line.wait(timeout=60)
        return attempt()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(one, attempts))


def readers(app: Flask, news: Site, number: int) -> list[Callable[[], int]]:
    return [partial(object_to, app, news.key, number, each) for each in range(READERS)]


def flags_on(number: int) -> int:
    return db.session.scalar(select(func.count()).where(Flag.submission_id == number)) or 0


@pytest.fixture
def staff(app: Flask) -> list[Moderator]:
    return [moderator(is_owner=True, name=name) for name in ("Alice", "Boris", "Chen")]


def test_the_last_of_them_hides_it_once(app: Flask, staff: list[Moderator]) -> None:
    news = site(flag_threshold=str(READERS))
    number = public(news, staff[0])
    assert all_at_once(readers(app, news, number)) == [202] * READERS
    assert (comment_of(number).status, comment_of(number).waiting_for) == (
        Status.PENDING, WaitingFor.FLAG,
    )  # fmt: skip
    held = select(func.count()).where(Decision.submission_id == number, Decision.verb == Verb.HOLD)
    assert (db.session.scalar(held), flags_on(number)) == (1, READERS)


def test_none_is_lost_while_moderators_decide(app: Flask, staff: list[Moderator]) -> None:
    """Who comes when it is hidden is told that it is not there."""
    news = site(flag_threshold="2")
    for _ in range(ROUNDS):
        number = public(news, staff[0])
        keeping = [partial(keep, app, number, each.id) for each in staff]
        told = all_at_once([*readers(app, news, number), *keeping])
        assert set(told[:READERS]) <= {202, 404}
        assert set(told[READERS:]) <= {201, 409}
        assert told.count(202) == flags_on(number)
        assert stored(number).version > 1
    assert all(chain.is_whole for chain in chains())
