"""What a form needs when the reader begins to write."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from moderation.text.pages import place_of
from moderation.views.http import settings, signer
from tests import factories
from tests.factories import URL
from tests.views.public.reader import ORIGIN, address, ask


def test_it_brings_a_ticket_for_this_page(client: FlaskClient, app: Flask) -> None:
    site = factories.site()
    told = ask(client, site, "ticket").get_json()
    assert uuid.UUID(told["key"]).version == 4
    state = signer().read_ticket(told["ticket"], site.key, place_of(URL, ""), 2**31)
    assert state.state == "old"
    other = signer().read_ticket(told["ticket"], site.key, place_of(URL + "/x", ""), 2**31)
    assert other.state == "forged"


def test_it_brings_the_limits_of_the_site(client: FlaskClient, app: Flask) -> None:
    site = factories.site(comment_limit="100", quote_limit="50", consent="on")
    told = ask(client, site, "ticket").get_json()
    limits = {"comment": 100, "quote": 50, "suggestion": 100, "note": 500, "name": 80, "email": 254}
    assert (told["limits"], told["consent"], told["closed"]) == (limits, True, "")
    assert told["rules"] == {"version": 0, "text": "", "privacy": ""}


def test_it_says_that_the_site_is_paused(client: FlaskClient, app: Flask) -> None:
    told = ask(client, factories.site(pause="on"), "ticket").get_json()
    assert told["closed"] == "Comments are paused on this site for now."


def test_it_is_never_kept_and_only_the_site_may_read_it(client: FlaskClient, app: Flask) -> None:
    site = factories.site()
    answer = client.get(
        address(site, "ticket"), query_string={"url": URL}, headers={"Origin": ORIGIN}
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_it_asks_about_mail_only_where_some_can_be_sent(client: FlaskClient, app: Flask) -> None:
    site = factories.site()
    assert ask(client, site, "ticket").get_json()["mail"] is None
    app.extensions["moderation.settings"] = replace(settings(), mail_url="smtp://127.0.0.1:1")
    words = {"wanted": "Tell me when it is fixed", "email": "E-mail"}
    assert ask(client, site, "ticket").get_json()["mail"] == words
    assert 'name="wants_mail"' in ask(client, site, "typos").text
