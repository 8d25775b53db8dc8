"""The rail, the files of the desk, its help, and errors."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.extensions import db
from moderation.models import Role
from tests.factories import comment, moderator, site, typo
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_its_files_are_there_for_a_stranger_and_sent_once(client: FlaskClient) -> None:
    [address] = re.findall(
        r"/dashboard/static/\w+/tokens\.css", client.get("/dashboard/login").text
    )
    with client.get(address) as first:
        assert first.status_code == 200
        assert "Set-Cookie" not in first.headers
        assert "immutable" in first.headers["Cache-Control"]
    with client.get("/dashboard/static/of-old/tokens.css") as other:
        assert other.headers["Cache-Control"] == "no-cache"
        assert other.headers["ETag"] == first.headers["ETag"]
        known = {"If-None-Match": other.headers["ETag"]}
    with client.get("/dashboard/static/of-old/tokens.css", headers=known) as again:
        assert again.status_code == 304


@pytest.mark.parametrize("path", ["../../app.py", "%2e%2e/widget/x", "nothing.js", "."])
def test_nothing_else_is_served_from_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/dashboard/static/v/{path}").status_code == 404


def test_the_rail_counts_what_waits(app: Flask) -> None:
    news = site()
    comment(news)
    typo(news)
    page = signed_in(app, moderator(news)).get("/dashboard/help").text
    assert 'data-count="2" data-waits="comment typo_report"' in page


def test_the_rail_of_an_editor_has_no_comments(app: Flask) -> None:
    news = site()
    page = signed_in(app, moderator(news, role=Role.EDITOR)).get("/dashboard/help").text
    assert "kind=comment" not in page
    assert "/dashboard/sites" not in page


def test_letters_can_be_switched_off(app: Flask) -> None:
    alice = moderator(site())
    alice.letter_keys = False
    db.session.commit()
    assert 'data-letter-keys="off"' in signed_in(app, alice).get("/dashboard/help").text


def test_an_error_is_a_page_with_its_code(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here." in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
