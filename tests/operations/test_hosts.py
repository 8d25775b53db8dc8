"""Hosts are asked one at a time, not too often, and less often when they do not answer."""

from bisect import bisect_left
from datetime import timedelta

import pytest
import time_machine

from moderation.database import utcnow
from moderation.operations.hosts import keep_robots, note_asked, take_turn
from moderation.queries.hosts import Robots, may_ask_host, robots_of
from moderation.transactions import write

HOST = "news.example"
pytestmark = pytest.mark.usefixtures("app")


def asked(ok: bool, retry_after: int | None = None) -> None:
    write(note_asked, HOST, ok, utcnow(), retry_after)


def wait() -> int:
    """Seconds until the host may be asked, to the second."""
    now = utcnow()
    return bisect_left(
        range(200_000), True, key=lambda n: may_ask_host(HOST, now + timedelta(seconds=n))
    )


def test_an_unknown_host_may_be_asked() -> None:
    assert may_ask_host(HOST, utcnow())


def test_a_host_is_asked_by_one_at_a_time(clock: time_machine.Traveller) -> None:
    assert write(take_turn, HOST, utcnow())
    assert not write(take_turn, HOST, utcnow())
    assert write(take_turn, "other.example", utcnow())
    clock.shift(15)
    assert write(take_turn, HOST, utcnow())


@pytest.mark.usefixtures("clock")
def test_a_host_has_a_rest_after_each_answer() -> None:
    asked(True)
    assert wait() == 5


@pytest.mark.usefixtures("clock")
def test_a_host_that_fails_is_asked_less_and_less() -> None:
    waits = []
    for _ in range(4):
        asked(False)
        waits.append(wait())
    assert waits == [60, 120, 240, 480]
    asked(True)
    assert wait() == 5


@pytest.mark.usefixtures("clock")
def test_no_host_is_given_up() -> None:
    for _ in range(40):
        asked(False)
    assert wait() == 12 * 3600


@pytest.mark.parametrize(("said", "seconds"), [(300, 300), (1, 60), (10**9, 86400)])
@pytest.mark.usefixtures("clock")
def test_a_host_that_asks_for_a_pause_gets_it(said: int, seconds: int) -> None:
    asked(False, said)
    assert wait() == seconds


@pytest.mark.usefixtures("clock")
def test_what_robots_are_asked_to_wait_counts() -> None:
    write(note_asked, HOST, True, utcnow(), delay=30)
    assert wait() == 30


def test_robots_are_kept_for_a_day(clock: time_machine.Traveller) -> None:
    assert robots_of(HOST, utcnow()) is None
    write(keep_robots, HOST, "Disallow: /\0a", 200, utcnow())
    assert robots_of(HOST, utcnow()) == Robots("Disallow: /a", 200)
    clock.shift(86401)
    assert robots_of(HOST, utcnow()) is None
