"""A moderator's own page."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from moderation.models import Moderator, Telling
from moderation.operations.tokens import add_token
from moderation.queries.people import holder_of, subscription_of, tokens_of
from moderation.settings import Settings
from moderation.transactions import write
from tests.accounts.browsers import again, letters
from tests.factories import moderator
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

SAID = {
    "name": "Ada Łukasz 李",
    "language": "",
    "time_zone": "Europe/Berlin",
    "theme": "dark",
    "telling": "each",
    "every_minutes": "15",
    "quiet_from": "22:00",
    "quiet_until": "07:30",
}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """A server that can send mail."""
    return replace(settings, mail_url="smtp://127.0.0.1:1", mail_from="talk@news.example")


@pytest.fixture
def alice(app: Flask) -> Moderator:
    """Whose page it is."""
    return moderator()


@pytest.fixture
def desk(app: Flask, alice: Moderator) -> Desk:
    """Alice's browser."""
    return signed_in(app, alice)


def test_it_keeps_what_one_says_of_oneself(desk: Desk, alice: Moderator) -> None:
    assert desk.post("/dashboard/account", SAID).status_code == 303
    alice = again(alice)
    assert (alice.name, alice.time_zone, alice.theme) == (SAID["name"], "Europe/Berlin", "dark")
    assert not alice.letter_keys  # a tick that is not sent is off


def test_it_keeps_how_one_is_told(desk: Desk, alice: Moderator) -> None:
    for telling in (Telling.EACH, Telling.DIGEST, Telling.NONE):
        desk.post("/dashboard/account", {**SAID, "telling": telling.value})
        subscription = subscription_of(again(alice))
        assert (subscription.telling, subscription.every_minutes) == (telling, 15)
        assert (subscription.quiet_from, subscription.quiet_until) == ("22:00", "07:30")


def test_who_has_said_nothing_is_told_by_the_hour(alice: Moderator) -> None:
    subscription = subscription_of(alice)
    assert (subscription.telling, subscription.every_minutes) == (Telling.DIGEST, 60)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 81),
        ("language", "tlh"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("theme", "pink"),
        ("telling", ""),
        ("every_minutes", "0"),
        ("every_minutes", "10081"),
        ("every_minutes", "١٥"),
        ("every_minutes", "9" * 30),
        ("quiet_from", "25:00"),
        ("quiet_from", "7"),
        ("quiet_from", ""),
        ("quiet_until", ""),
        ("name", "a\0b"),
    ],
)
def test_it_refuses_what_makes_no_sense_and_keeps_the_rest_typed(
    desk: Desk, alice: Moderator, field: str, value: str
) -> None:
    answer = desk.post("/dashboard/account", {**SAID, field: value})
    assert answer.status_code in (400, 422)
    if field != "name":
        assert SAID["name"] in answer.text
    assert again(alice).name == "Alice"


@ON_BOTH
def test_the_next_page_is_in_the_language_chosen(desk: Desk) -> None:
    desk.post("/dashboard/account", {**SAID, "language": "zh"})
    page = desk.get("/dashboard/account").text
    assert '<html lang="zh"' in page
    assert 'data-theme="dark"' in page


def test_a_test_letter_is_put_in_the_outbox(desk: Desk, alice: Moderator) -> None:
    desk.post("/dashboard/account/letters")
    (letter,) = letters()
    assert letter["to"] == alice.email
    assert alice.email in desk.get("/dashboard/account").text


def test_a_token_of_mine_can_be_revoked(desk: Desk, alice: Moderator) -> None:
    write(add_token, alice.email)
    (token,) = tokens_of(alice.id)
    assert f"No. {token.id}" in desk.get("/dashboard/account").text
    assert desk.post(f"/dashboard/tokens/{token.id}/revocation").status_code == 303
    assert tokens_of(alice.id) == []


def test_bob_does_not_find_it(app: Flask, alice: Moderator) -> None:
    secret = write(add_token, alice.email)
    (token,) = tokens_of(alice.id)
    bob = signed_in(app, moderator(name="Bob", is_owner=True))
    assert bob.post(f"/dashboard/tokens/{token.id}/revocation").status_code == 404
    assert holder_of(secret) == alice.id


def test_a_name_cannot_break_out_of_the_page(desk: Desk) -> None:
    desk.post("/dashboard/account", {**SAID, "name": "<b>\u202eevil"})
    page = desk.get("/dashboard/account").text
    assert "<b>" not in page
