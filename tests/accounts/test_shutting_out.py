"""Whom a shut account, or a missing second factor, keeps out; and how soon."""

from flask import Flask
from flask.testing import FlaskClient

from moderation.models import Role
from tests.accounts.browsers import person
from tests.accounts.browsers import signed_in_browser as browser_of
from tests.api.callers import API, bearer, refused
from tests.factories import moderator, site
from tests.signing_in import forget, signed_in


def test_a_shut_account_is_out_everywhere_at_once(app: Flask, client: FlaskClient) -> None:
    news = site()
    alice, admin = person(news), moderator(news, role=Role.ADMIN)
    phone, laptop, token = browser_of(app, alice), browser_of(app, alice), bearer(alice)
    assert client.get(f"{API}/queue", headers=token).status_code == 200
    signed_in(app, admin).post(f"/dashboard/people/{alice.id}/deactivation")
    assert (phone.is_in(), laptop.is_in()) == (False, False)
    forget()
    refused(client.get(f"{API}/queue", headers=token), 401, "unauthorized")


def test_a_token_waits_for_the_second_factor(app: Flask, client: FlaskClient) -> None:
    token = bearer(moderator(site(second_factor="on")))
    refused(client.get(f"{API}/queue", headers=token), 403, "second_factor_missing")


def test_the_desk_waits_for_it_too(app: Flask) -> None:
    desk = signed_in(app, moderator(site(second_factor="on")))
    assert desk.get("/dashboard/queue").location == "/dashboard/second-factor"
    assert desk.get("/dashboard/account").status_code == 200


def test_other_sites_ask_for_nothing(app: Flask) -> None:
    site(second_factor="on")
    desk = signed_in(app, moderator(site("Talk", host="talk.example")))
    assert desk.get("/dashboard/queue").status_code == 200
