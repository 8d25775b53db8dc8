"""What the link of an invitation opens, once, and for how long."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from moderation.models import Role
from moderation.queries.people import find_by_email
from tests.accounts.browsers import PASSWORD, Browser
from tests.factories import moderator, site
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in

NEW = "new@news.example"
SAID = {
    "name": "Nora",
    "language": "",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
}


@pytest.fixture
def link(app: Flask, clock: Traveller) -> str:
    """The link that an admin has just been shown."""
    news = site()
    desk = signed_in(app, moderator(news, role=Role.ADMIN))
    said = {"email": NEW, "site": news.key, "role": "moderator"}
    found = re.search(r"/dashboard/invitations/[^<\s]+", desk.post("/dashboard/people", said).text)
    assert found is not None
    return found[0]


@ON_BOTH
def test_it_opens_the_account_and_no_second_one(app: Flask, link: str) -> None:
    assert Browser(app).send(link, SAID).status_code == 303
    nora = find_by_email(NEW)
    assert (nora.name, nora.memberships[0].role) == ("Nora", Role.MODERATOR)
    browser = Browser(app)
    browser.sign_in(NEW)
    assert browser.is_in()
    assert Browser(app).get(link).status_code == 410


def test_it_wants_a_name_and_the_password_twice(app: Flask, link: str) -> None:
    for wrong in ({"name": ""}, {"password_confirm": "another"}):
        assert Browser(app).send(link, {**SAID, **wrong}).status_code == 422
    assert find_by_email(NEW).password is None


def test_it_ends_after_three_days(app: Flask, link: str, clock: Traveller) -> None:
    clock.shift(timedelta(hours=71))
    assert Browser(app).get(link).status_code == 200
    clock.shift(timedelta(hours=2))
    assert Browser(app).get(link).status_code == 410
