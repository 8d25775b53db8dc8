"""A site's programs are told of corrections, signed, until they answer."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Job, Role, Site, Verb, Webhook
from moderation.operations.decide import decide
from moderation.operations.webhooks import PATIENCE, add_webhook, note_call, try_webhook
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.handlers import do_next
from tests.factories import moderator, site, typo
from tests.services.program import Program, site_program


@pytest.fixture
def program() -> Iterator[Program]:
    with site_program() as program:
        yield program


def webhook(news: Site, program: Program) -> int:
    """The program's address, kept by an admin."""
    alice = moderator(news, role=Role.ADMIN)
    host = program.address.split("/")[2]
    return write(add_webhook, news.id, program.address, by=alice.id, private=[host])


def accepted(news: Site, exact: str = "teh") -> int:
    report_id = typo(news, exact, prefix=f"{exact} and ", suffix=f" or {exact}").id
    write(decide, report_id, Verb.APPROVE, by=moderator(news, name="Ed").id, version=None)
    return report_id


def work_off(settings: Settings) -> None:
    """Do what the outbox holds, also what is due in a few seconds."""
    for job in db.session.scalars(select(Job)):
        job.due_at = utcnow()
    db.session.commit()
    while do_next(settings):
        pass


def stored(webhook_id: int) -> Webhook:
    db.session.rollback()
    return db.session.get_one(Webhook, webhook_id)


def test_it_is_told_what_is_accepted(app: Flask, settings: Settings, program: Program) -> None:
    news = site()
    hook = webhook(news, program)
    report_id, key = accepted(news), news.key
    work_off(settings)
    headers, body = program.calls[0]
    told = json.loads(body)
    assert (told["event"], told["site"], headers["Moderation-Event"]) == (
        "accepted",
        key,
        "accepted",
    )
    assert (told["correction"]["id"], told["correction"]["replacement"]) == (report_id, "the")
    assert (stored(hook).http_status, stored(hook).failures) == (200, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_can_tell_that_we_said_it(app: Flask, settings: Settings, program: Program) -> None:
    hook = webhook(site(), program)
    write(try_webhook, hook, by=stored(hook).made_by or 0)
    work_off(settings)
    headers, body = program.calls[0]
    signed = headers["Moderation-Timestamp"].encode() + b"." + body
    digest = hmac.new(stored(hook).secret.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["Moderation-Signature"] == f"v1={digest}"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_told_again_until_it_answers(
    app: Flask, settings: Settings, program: Program
) -> None:
    news = site()
    hook = webhook(news, program)
    accepted(news)
    program.status = 500
    work_off(settings)
    assert (stored(hook).http_status, stored(hook).failures) == (500, 1)
    program.status = 204
    with time_machine.travel(utcnow() + timedelta(minutes=2)):
        work_off(settings)
    ids = {headers["Moderation-Delivery"] for headers, _ in program.calls}
    assert (len(program.calls), len(ids), stored(hook).failures) == (2, 1, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_does_not_answer_keeps_nobody_waiting(
    app: Flask, settings: Settings, program: Program
) -> None:
    news = site()
    webhook(news, program)
    program.status = 500
    for exact in ("one", "two", "three"):
        accepted(news, exact)
    work_off(settings)
    assert len(program.calls) == 1
    program.status = 200
    with time_machine.travel(utcnow() + timedelta(minutes=2)):
        work_off(settings)
    assert len(program.calls) == 4


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_wants_to_hear_no_more_is_not_called(
    app: Flask, settings: Settings, program: Program
) -> None:
    news = site()
    hook = webhook(news, program)
    program.status = 410
    accepted(news)
    work_off(settings)
    assert stored(hook).stopped_at is not None
    with pytest.raises(NotFound):
        write(try_webhook, hook, by=stored(hook).made_by or 0)
    assert len(program.calls) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_called_for_ever(app: Flask, program: Program) -> None:
    hook = webhook(site(), program)
    for _ in range(PATIENCE):
        write(note_call, hook, None, "unreachable")
    assert stored(hook).stopped_at is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_inside_our_network_is_not_called(app: Flask, settings: Settings) -> None:
    news = site()
    alice = moderator(news, role=Role.ADMIN)
    hook = write(add_webhook, news.id, "https://192.168.0.1/", by=alice.id)
    accepted(news)
    work_off(settings)
    assert (stored(hook).http_status, stored(hook).last_error) == (None, "private_address")
