"""A filter kept under a name: mine, or shared with the colleagues of my sites."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import SavedView
from tests.factories import comment, moderator, site
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

VIEW = {"name": "Links <b>", "links": "1", "order": "newest"}


def only_view() -> SavedView:
    db.session.rollback()
    return db.session.scalars(select(SavedView)).one()


def test_it_has_an_address_and_a_place_in_the_rail(app: Flask) -> None:
    news = site()
    comment(news, "See https://a.example/")
    comment(news, "Without")
    desk = signed_in(app, moderator(news))
    address = desk.post("/dashboard/views", VIEW).location
    assert address == f"/dashboard/views/{only_view().id}"
    page = desk.client.get(address, follow_redirects=True).text
    assert "a.example" in page
    assert "Without" not in page
    assert "<bdi>Links &lt;b&gt;</bdi>" in page


def test_it_is_renamed_shared_and_removed(app: Flask) -> None:
    desk = signed_in(app, moderator(site()))
    desk.post("/dashboard/views", VIEW)
    address = f"/dashboard/views/{only_view().id}"
    desk.post(address, {"name": "New", "age": "1d", "shared": "1"})
    view = only_view()
    assert (view.name, view.query, view.shared) == ("New", {"age": "1d"}, True)
    desk.post(f"{address}/removal")
    db.session.rollback()
    assert db.session.scalars(select(SavedView)).all() == []


def test_a_colleague_sees_it_only_when_it_is_shared(app: Flask) -> None:
    news, other = site(), site("Other", "other.example")
    alice, carol = moderator(news), moderator(news, name="Carol")
    bob = moderator(other, name="Bob")
    signed_in(app, alice).post("/dashboard/views", VIEW)
    address = f"/dashboard/views/{only_view().id}"
    assert signed_in(app, carol).get(address).status_code == 404
    only_view().shared = True
    db.session.commit()
    assert signed_in(app, carol).get(address).status_code == 303
    assert signed_in(app, carol).post(address, VIEW).status_code == 404
    assert signed_in(app, carol).post(f"{address}/removal").status_code == 404
    assert signed_in(app, bob).get(address).status_code == 404


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "A", "age": "x"}, {"name": "A" * 99}])
def test_it_refuses_what_could_not_be_shown(app: Flask, wrong: dict[str, str]) -> None:
    desk = signed_in(app, moderator(site()))
    assert desk.post("/dashboard/views", wrong).status_code == 422
    assert db.session.scalars(select(SavedView)).all() == []
