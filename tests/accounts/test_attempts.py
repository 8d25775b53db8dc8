"""Guessing is slow, and strangers cannot lock anybody out."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from moderation.accounts.attempts import TRIES, Attempts
from tests.accounts.browsers import PASSWORD, Browser, again, person
from tests.accounts.browsers import signed_in_browser as browser_of
from tests.services.redis import sentinel_server

WRONG = "not the password"


def guess(app: Flask, email: str, times: int, network: int = 0) -> list[int]:
    """The statuses of so many guesses, each from a browser of its own."""
    statuses = []
    for number in range(times):
        browser = Browser(app)
        browser.client.environ_base["REMOTE_ADDR"] = f"10.{network or number}.0.1"
        statuses.append(browser.sign_in(email, WRONG).status_code)
    return statuses


def test_twenty_guesses_a_day_reach_an_account(app: Flask) -> None:
    somebody = person()
    assert guess(app, somebody.email, 20) == [200] * 20
    refused = Browser(app).sign_in(somebody, PASSWORD)
    assert refused.status_code == 429
    assert "Too many attempts" in refused.text
    assert int(refused.headers["Retry-After"]) > 23 * 3600


def test_the_next_day_is_another_day(app: Flask, clock: time_machine.Traveller) -> None:
    somebody = person()
    guess(app, somebody.email, 21)
    clock.shift(timedelta(days=1, seconds=1))
    assert Browser(app).sign_in(somebody).status_code == 303


def test_a_stranger_cannot_lock_a_known_browser_out(app: Flask) -> None:
    somebody = person()
    browser = browser_of(app, somebody)
    browser.sign_out()
    guess(app, somebody.email, 25)
    assert browser.sign_in(again(somebody)).status_code == 303


def test_a_known_browser_cannot_guess_for_ever(app: Flask) -> None:
    somebody = person()
    browser = browser_of(app, somebody)
    browser.sign_out()
    statuses = [browser.sign_in(again(somebody), WRONG).status_code for _ in range(21)]
    assert (statuses[0], statuses[-1]) == (200, 429)


def test_a_known_browser_is_known_to_one_account(app: Flask) -> None:
    mine, theirs = person(), person()
    browser = browser_of(app, mine)
    browser.sign_out()
    guess(app, theirs.email, 20)
    assert browser.sign_in(theirs).status_code == 429


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_network_guesses_sixty_times_an_hour(app: Flask) -> None:
    statuses = [guess(app, f"nobody{number}@news.example", 1, network=9)[0] for number in range(62)]
    assert (statuses.count(200), statuses.count(429)) == (60, 2)


def test_a_stranger_is_counted_like_anybody(app: Flask) -> None:
    assert guess(app, "nobody@news.example", 21)[-1] == 429


def test_the_password_once_more_is_counted(app: Flask) -> None:
    browser = browser_of(app, person())
    asked = [browser.send("/dashboard/verify", {"password": WRONG}).status_code for _ in range(21)]
    assert asked == [200] * 20 + [429]


@pytest.fixture
def attempts(redis_url: str) -> list[Attempts]:
    """Two processes that count together."""
    return [Attempts(redis_url), Attempts(redis_url)]


def test_processes_count_together_in_redis(attempts: list[Attempts]) -> None:
    waits = [attempts[number % 2].wait(TRIES, "account", "together") for number in range(21)]
    assert waits[:20] == [0] * 20
    assert waits[20] > 0


def test_processes_count_together_in_a_redis_that_a_sentinel_knows(redis_url: str) -> None:
    with sentinel_server(redis_url) as address:
        several = [Attempts(address), Attempts(redis_url)]
        assert [several[n % 2].wait(TRIES, "sentinel") > 0 for n in range(22)] == [
            *[False] * 20,
            *[True] * 2,
        ]


def test_it_counts_by_itself_while_no_sentinel_answers() -> None:
    assert Attempts("redis+sentinel://127.0.0.1:1/moderation").wait(TRIES, "nobody") == 0


def test_it_counts_by_itself_while_redis_is_away() -> None:
    attempts = Attempts("redis://127.0.0.1:1/0")
    waits = [attempts.wait(TRIES, "account", "alone") for _ in range(21)]
    assert waits[:20] == [0] * 20
    assert waits[20] > 0
