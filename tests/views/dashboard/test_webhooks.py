"""The page on which admins keep the addresses of their site's programs."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Event, Job, Role, Site, Webhook
from moderation.operations.webhooks import MOST, note_call
from moderation.transactions import write
from tests.factories import moderator, site
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

ADDRESS = "https://cms.example/moderation"


def desk_of(app: Flask, news: Site, role: Role = Role.ADMIN) -> Desk:
    return signed_in(app, moderator(news, role=role))


def kept() -> list[Webhook]:
    db.session.rollback()
    return list(db.session.scalars(select(Webhook).order_by(Webhook.id)))


@ON_BOTH
def test_an_admin_adds_one_and_sees_its_secret(app: Flask) -> None:
    news = site()
    page, desk = f"/dashboard/sites/{news.key}/webhooks", desk_of(app, news)
    assert desk.post(page, {"url": ADDRESS}).status_code == 303
    shown = desk.get(page).text
    assert ADDRESS in shown
    assert kept()[0].secret in shown
    assert "not called yet" in shown
    assert db.session.scalars(select(Event.name)).all()[-1] == "webhook_added"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "This is not a web address."),
        ("javascript:alert(1)", "This is not a web address."),
        ("https://user:pw@cms.example/", "This is not a web address."),
        ("http://cms.example/", "The address must begin with https://."),
    ],
)
def test_it_must_be_an_encrypted_address(app: Flask, url: str, why: str) -> None:
    news = site()
    answer = desk_of(app, news).post(f"/dashboard/sites/{news.key}/webhooks", {"url": url})
    assert (answer.status_code, kept()) == (422, [])
    assert why in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_there_are_only_so_many(app: Flask) -> None:
    news = site()
    page, desk = f"/dashboard/sites/{news.key}/webhooks", desk_of(app, news)
    answers = [desk.post(page, {"url": f"{ADDRESS}/{n}"}).status_code for n in range(MOST + 1)]
    assert answers == [303] * MOST + [422]
    assert len(kept()) == MOST


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_stopped_started_and_tried(app: Flask) -> None:
    news = site()
    page, desk = f"/dashboard/sites/{news.key}/webhooks", desk_of(app, news)
    desk.post(page, {"url": ADDRESS})
    one = f"/dashboard/webhooks/{kept()[0].id}"
    desk.post(one, {"call": "off"})
    assert kept()[0].stopped_at is not None
    assert desk.post(f"{one}/calls").status_code == 404
    desk.post(one, {"call": "on"})
    assert kept()[0].stopped_at is None
    assert desk.post(f"{one}/calls").status_code == 303
    assert db.session.scalars(select(Job.args)).all()[-1]["event"] == "ping"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("status", "error", "words"),
    [(500, "", "the error 500"), (204, "", "answered"), (None, "too_slow", "took too long")],
)
def test_it_says_how_it_answered(app: Flask, status: int | None, error: str, words: str) -> None:
    news = site()
    page, desk = f"/dashboard/sites/{news.key}/webhooks", desk_of(app, news)
    desk.post(page, {"url": ADDRESS})
    write(note_call, kept()[0].id, status, error)
    assert words in desk.get(page).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_nobody_but_an_admin_finds_them(app: Flask, role: Role) -> None:
    news = site()
    page, desk = f"/dashboard/sites/{news.key}/webhooks", desk_of(app, news, role)
    assert desk.get(page).status_code == 404
    assert desk.post(page, {"url": ADDRESS}).status_code == 404
    assert kept() == []
