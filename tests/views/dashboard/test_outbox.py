"""The outbox in the dashboard: for the owner alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Job, Role
from moderation.queries.outbox import Entry
from moderation.settings import Settings
from moderation.transactions import write
from moderation.views.dashboard.outbox import job_text
from moderation.worker.handlers import HANDLERS
from tests.factories import moderator, site
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

LETTER: dict[str, Any] = {
    "to": "vera@news.example",
    "subject": "Hello <b>you</b>",
    "text": "Between us.",
}


@pytest.fixture
def owner(app: Flask) -> Desk:
    return signed_in(app, moderator(is_owner=True))


def failed_letter() -> int:
    """A letter that could not be sent once."""
    write(outbox.enqueue, "send_mail", **LETTER)
    claimed = write(outbox.claim, utcnow())
    assert claimed is not None
    write(outbox.fail, claimed, "MailError: no <answer>", utcnow())
    return claimed.id


def test_it_says_that_it_is_empty(owner: Desk) -> None:
    assert "The outbox is empty" in owner.get("/dashboard/outbox").text


@ON_BOTH
def test_it_shows_what_failed_and_why(owner: Desk) -> None:
    failed_letter()
    page = owner.get("/dashboard/outbox").text
    assert "Tried again later" in page
    assert "Hello &lt;b&gt;you&lt;/b&gt;" in page
    assert "no &lt;answer&gt;" in page
    assert "vera@news.example" in page


def test_it_never_shows_what_a_letter_says(owner: Desk) -> None:
    failed_letter()
    assert "Between us" not in owner.get("/dashboard/outbox").text


@ON_BOTH
def test_it_tries_again(owner: Desk) -> None:
    job_id = failed_letter()
    answer = owner.post(f"/dashboard/outbox/{job_id}/tries")
    assert (answer.status_code, answer.location) == (303, "/dashboard/outbox")
    db.session.rollback()
    job = db.session.scalars(select(Job)).one()
    assert (job.attempts, job.due_at <= utcnow()) == (0, True)


def test_it_does_not_try_what_is_not_there(owner: Desk) -> None:
    assert owner.post("/dashboard/outbox/99/tries").status_code == 404


def test_every_job_is_called_by_what_it_does(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        for name in HANDLERS:
            entry = Entry(1, name, "", "", None, 0, utcnow(), None, None, "")
            assert job_text(entry) != name


@ON_BOTH
def test_an_admin_does_not_find_it(app: Flask) -> None:
    admin = signed_in(app, moderator(site(), role=Role.ADMIN))
    job_id = failed_letter()
    assert admin.get("/dashboard/outbox").status_code == 404
    assert admin.post(f"/dashboard/outbox/{job_id}/tries").status_code == 404
    assert "/dashboard/outbox" not in admin.get("/dashboard/queue").text


def test_it_says_that_mail_and_the_worker_are_missing(owner: Desk) -> None:
    page = owner.get("/dashboard/outbox").text
    assert "Mail is not configured" in page
    assert "The worker has never run" in page


def test_it_says_nothing_of_mail_when_there_is_mail(
    app: Flask, settings: Settings, owner: Desk
) -> None:
    app.extensions["moderation.settings"] = replace(settings, mail_url="smtp://127.0.0.1:1")
    assert "Mail is not configured" not in owner.get("/dashboard/outbox").text
