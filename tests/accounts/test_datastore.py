"""What Flask-Security changes goes through the one door, or not at all."""

import pytest
from flask import Flask, current_app, g
from flask_security import password_reset

from moderation.models import Moderator
from moderation.operations.accounts import end_sessions, reset_password
from moderation.transactions import write
from tests.accounts.browsers import ANOTHER, TOKEN, Browser, again, person
from tests.services.databases import ON_BOTH
from tests.signing_in import forget


@pytest.fixture
def alice(app: Flask) -> Moderator:
    """Somebody."""
    return person()


@ON_BOTH
def test_what_is_put_is_written_when_it_says_so(alice: Moderator) -> None:
    accounts = current_app.extensions["security"].datastore
    alice.name = "Alice A."
    accounts.put(alice)
    assert again(alice).name == "Alice"
    accounts.commit()
    assert again(alice).name == "Alice A."


@ON_BOTH
def test_it_does_not_write_over_what_changed_meanwhile(alice: Moderator) -> None:
    accounts = current_app.extensions["security"].datastore
    alice.password = "a hash"
    accounts.put(alice)
    write(end_sessions, alice.id)
    accounts.commit()
    assert g.pop("account_changed")
    assert again(alice).password != "a hash"


def test_of_two_who_use_one_link_the_second_begins_again(app: Flask, alice: Moderator) -> None:
    """The second has read the account before the first one wrote it."""
    link = link_to(app, alice)
    late = Browser(app)
    token = TOKEN.search(late.get(link).text)

    def before(_sender: object, user: Moderator) -> None:
        write(reset_password, user.id, "whoever was first")

    with password_reset.connected_to(before, app):
        forget()
        fields = {"csrf_token": token[1] if token else "", "password": ANOTHER}
        answer = late.client.post(link, data={**fields, "password_confirm": ANOTHER})
    assert (answer.status_code, answer.location) == (303, "/dashboard/login")
    assert "Please sign in from the beginning." in late.get("/dashboard/login").text
    assert Browser(app).sign_in(alice, "whoever was first").status_code == 303


def link_to(app: Flask, somebody: Moderator) -> str:
    """Where somebody chooses a password."""
    token = app.extensions["security"].reset_serializer.dumps([somebody.fs_uniquifier, None])
    return f"/dashboard/reset/{token}"
