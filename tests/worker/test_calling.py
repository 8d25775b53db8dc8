"""Calls are made beside the loop: a program that does not answer keeps no letter waiting."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from moderation import outbox
from moderation.extensions import db
from moderation.models import Job, Role
from moderation.operations.webhooks import add_webhook, try_webhook
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.calling import PATIENCE, calling
from moderation.worker.handlers import AT_HOME, CALLS, HANDLERS, OTHER_CALLS, WEBHOOKS, do_next
from moderation.worker.loop import work
from tests.factories import moderator, site
from tests.services.smtp import Mailbox
from tests.worker.test_loop import Stop

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A program that takes a call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def call_of(silent: socket.socket) -> None:
    """Have it called, and a letter written after that."""
    news, host = site(), f"127.0.0.1:{silent.getsockname()[1]}"
    alice = moderator(news, role=Role.ADMIN).id
    hook = write(add_webhook, news.id, f"http://{host}/", by=alice, private=[host])
    write(try_webhook, hook, by=alice)
    write(outbox.enqueue, "send_mail", to="a@a.example", subject="Hi", text="There")


def test_letters_leave_while_a_call_is_under_way(
    app: Flask, settings: Settings, mailbox: Mailbox, silent: socket.socket
) -> None:
    call_of(silent)
    with calling(app, settings, Event()):
        called, _ = silent.accept()
        work(settings, Stop(looks=2), AT_HOME)
        assert len(mailbox.messages) == 1
        told_at = monotonic()
    called.close()
    assert monotonic() - told_at < PATIENCE + 1
    db.session.rollback()
    assert db.session.scalars(select(Job.done_at).where(Job.name == "call_webhook")).one() is None


def test_each_lane_takes_its_own(app: Flask, settings: Settings) -> None:
    for name in ("call_webhooks", "hint_typo"):
        write(outbox.enqueue, name, site_id=1, event="x", submission_id=0)
    assert not do_next(settings, WEBHOOKS)
    assert (do_next(settings, OTHER_CALLS), do_next(settings, OTHER_CALLS)) == (True, False)
    assert (do_next(settings, AT_HOME), do_next(settings, AT_HOME)) == (True, False)


def test_every_job_has_a_lane(app: Flask) -> None:
    assert WEBHOOKS.names | OTHER_CALLS.names == AT_HOME.names == set(CALLS) <= set(HANDLERS)
