"""The second step at sign-in: switching it on, its codes, and recovery codes."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from passlib.totp import TOTP

from moderation.models import Moderator
from moderation.operations.accounts import take_recovery_code, take_time_step
from moderation.operations.people import reset_two_factor
from moderation.transactions import write
from tests.accounts.browsers import PASSWORD, Browser, again, person
from tests.accounts.browsers import signed_in_browser as browser_of
from tests.services.databases import ON_BOTH

SETUP, CODE, CODES = "/dashboard/tf-setup", "/dashboard/tf-validate", "/dashboard/mf-recovery-codes"
KEY = re.compile(r"<code>([A-Z2-7-]+)</code>")
RECOVERY = re.compile(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>")


def switch_on(browser: Browser) -> TOTP:
    """Scan the picture, and type the app's first code."""
    page = browser.send(SETUP, {"setup": "authenticator"}).text
    found = KEY.search(page)
    assert found is not None
    app = TOTP(key=found[1].replace("-", ""))
    answer = browser.send(CODE, {"code": app.generate().token})
    assert (answer.status_code, answer.location) == (303, "/dashboard/account")
    return app


@pytest.fixture
def alice(app: Flask) -> Moderator:
    """Somebody."""
    return person()


@pytest.fixture
def phone(app: Flask, alice: Moderator, clock: time_machine.Traveller) -> TOTP:
    """Alice's authenticator app; she is signed out, and the code of just now is over."""
    browser = browser_of(app, alice)
    phone = switch_on(browser)
    browser.sign_out()
    clock.shift(timedelta(minutes=2))
    return phone


def half_in(app: Flask, alice: Moderator) -> Browser:
    """A browser in which Alice has typed her password."""
    browser = Browser(app)
    answer = browser.sign_in(again(alice))
    assert (answer.location or "").startswith(CODE)
    assert not browser.is_in()
    return browser


def test_a_code_opens_the_desk(app: Flask, alice: Moderator, phone: TOTP) -> None:
    browser = half_in(app, alice)
    assert browser.send(CODE, {"code": phone.generate().token}).status_code == 303
    assert browser.is_in()


@ON_BOTH
def test_the_way_one_wanted_to_go_survives_the_second_step(
    app: Flask, alice: Moderator, phone: TOTP
) -> None:
    browser = Browser(app)
    fields = {"email": alice.email, "password": PASSWORD, "next": "/dashboard/people"}
    step = browser.send("/dashboard/login", fields).location or ""
    answer = browser.send(step, {"code": phone.generate().token})
    assert answer.location == "/dashboard/people"


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "٣٣٣٣٣٣", "1" * 5000])
def test_another_code_does_not(app: Flask, alice: Moderator, phone: TOTP, code: str) -> None:
    browser = half_in(app, alice)
    assert browser.send(CODE, {"code": code}).status_code == 200
    assert not browser.is_in()


def test_a_code_works_once(app: Flask, alice: Moderator, phone: TOTP) -> None:
    code = phone.generate().token
    first, second = half_in(app, alice), half_in(app, alice)
    first.send(CODE, {"code": code})
    second.send(CODE, {"code": code})
    assert (first.is_in(), second.is_in()) == (True, False)


def test_a_code_works_once_among_all_processes(alice: Moderator) -> None:
    assert [write(take_time_step, alice.id, step) for step in (7, 7, 6, 8)] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("seconds", "is_in"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_clock_may_be_a_little_off(
    app: Flask,
    alice: Moderator,
    phone: TOTP,
    clock: time_machine.Traveller,
    seconds: int,
    is_in: bool,
) -> None:
    clock.shift(seconds)
    code = phone.generate().token
    clock.shift(-seconds)
    browser = half_in(app, alice)
    browser.send(CODE, {"code": code})
    assert browser.is_in() is is_in


def test_twenty_codes_a_day(app: Flask, alice: Moderator, phone: TOTP) -> None:
    browser = half_in(app, alice)
    statuses = [browser.send(CODE, {"code": "000000"}).status_code for _ in range(21)]
    assert (statuses[0], statuses[-1]) == (200, 429)


def test_a_wrong_first_code_leaves_the_picture_valid(app: Flask, alice: Moderator) -> None:
    browser = browser_of(app, alice)
    found = KEY.search(browser.send(SETUP, {"setup": "authenticator"}).text)
    assert found is not None
    assert "not right" in browser.send(CODE, {"code": "000000"}).text
    phone = TOTP(key=found[1].replace("-", ""))
    assert browser.send(CODE, {"code": phone.generate().token}).status_code == 303
    assert again(alice).tf_totp_secret


def test_sending_the_first_code_twice_signs_nobody_out(app: Flask, alice: Moderator) -> None:
    browser = browser_of(app, alice)
    switch_on(browser)
    answer = browser.send(CODE, {"code": "000000"}, page="/dashboard/account")
    assert answer.location == "/dashboard/account"
    assert browser.is_in()


def test_the_secret_is_kept_encrypted(app: Flask, alice: Moderator) -> None:
    phone = switch_on(browser_of(app, alice))
    assert phone.base32_key not in str(again(alice).tf_totp_secret)


def test_switching_it_off(app: Flask, alice: Moderator) -> None:
    browser = browser_of(app, alice)
    switch_on(browser)
    browser.send(SETUP, {"setup": "disable"})
    assert again(alice).tf_totp_secret is None
    assert Browser(app).sign_in(again(alice)).location == "/dashboard/queue"


def test_an_hour_after_signing_in_it_asks_for_the_password(
    app: Flask, alice: Moderator, clock: time_machine.Traveller
) -> None:
    browser = browser_of(app, alice)
    clock.shift(timedelta(minutes=61))
    for page in (SETUP, CODES):
        assert (browser.get(page).location or "").startswith("/dashboard/verify")
    browser.send("/dashboard/verify", {"password": PASSWORD})
    assert browser.get(SETUP).status_code == 200


def codes_of(browser: Browser) -> list[str]:
    """Ten new recovery codes."""
    codes = RECOVERY.findall(browser.send(CODES, {}).text)
    assert len(set(codes)) == 10
    return [str(code) for code in codes]


@pytest.fixture
def codes(app: Flask, alice: Moderator, clock: time_machine.Traveller) -> list[str]:
    """Alice's recovery codes; she is signed out."""
    browser = browser_of(app, alice)
    switch_on(browser)
    codes = codes_of(browser)
    browser.sign_out()
    return codes


def test_recovery_codes_are_shown_once(app: Flask, alice: Moderator) -> None:
    browser = browser_of(app, alice)
    switch_on(browser)
    codes = codes_of(browser)
    later = browser.get(f"{CODES}?show_codes=1").text
    assert [code for code in codes if code in later] == []
    assert "You have 10 codes left." in later


def test_a_recovery_code_opens_the_desk_once(
    app: Flask, alice: Moderator, codes: list[str]
) -> None:
    first, second = half_in(app, alice), half_in(app, alice)
    first.send("/dashboard/mf-recovery", {"code": codes[3].upper()})
    second.send("/dashboard/mf-recovery", {"code": codes[3]})
    assert (first.is_in(), second.is_in()) == (True, False)
    assert len(again(alice).mf_recovery_codes or []) == 9


def test_of_two_at_once_one_uses_a_recovery_code_up(
    app: Flask, alice: Moderator, codes: list[str]
) -> None:
    kept = (again(alice).mf_recovery_codes or [])[0]
    assert [write(take_recovery_code, alice.id, kept) for _ in range(2)] == [True, False]


def test_recovery_codes_are_kept_encrypted(alice: Moderator, codes: list[str]) -> None:
    kept = str(again(alice).mf_recovery_codes)
    assert [code for code in codes if code in kept] == []


@ON_BOTH
def test_new_codes_make_the_old_ones_void(app: Flask, alice: Moderator, codes: list[str]) -> None:
    browser = half_in(app, alice)
    browser.send("/dashboard/mf-recovery", {"code": codes[0]})
    codes_of(browser)
    other = half_in(app, alice)
    other.send("/dashboard/mf-recovery", {"code": codes[1]})
    assert not other.is_in()


def test_a_reset_of_the_second_step_ends_sessions_and_codes(
    app: Flask, alice: Moderator, codes: list[str]
) -> None:
    write(reset_two_factor, alice.id)
    assert again(alice).mf_recovery_codes is None
    assert Browser(app).sign_in(again(alice)).location == "/dashboard/queue"


@pytest.mark.parametrize("path", [CODE, "/dashboard/mf-recovery"])
def test_the_second_step_needs_the_first(app: Flask, path: str) -> None:
    assert Browser(app).get(path).location == "/dashboard/login"


@pytest.mark.parametrize("path", ["/dashboard/tf-rescue", "/dashboard/tf-select"])
def test_what_we_do_not_offer_is_not_there(app: Flask, path: str) -> None:
    assert Browser(app).get(path).status_code == 404
