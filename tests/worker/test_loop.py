"""The loop: it outlives a database that goes away, and beats while it lives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select
from time_machine import Traveller

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Job
from moderation.queries.outbox import pulse
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker import loop
from moderation.worker.loop import Pulse, work
from tests.services.smtp import Mailbox


class Stop(threading.Event):
    """Stops the loop after so many looks; it never really waits."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.pauses: list[float | None] = []
        self._looks = looks

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout)
        if len(self.pauses) >= self._looks:
            self.set()
        return self.is_set()


@pytest.fixture
def broken(app: Flask) -> Iterator[None]:
    """A database that refuses every statement."""
    engine = db.engine

    def refuse(*_args: object) -> None:
        raise engine.dialect.loaded_dbapi.OperationalError("gone")

    event.listen(engine, "before_cursor_execute", refuse)
    yield
    event.remove(engine, "before_cursor_execute", refuse)


def test_it_does_what_is_due_without_a_pause(
    app: Flask, settings: Settings, mailbox: Mailbox
) -> None:
    for _ in range(3):
        write(outbox.enqueue, "send_mail", to="a@a.example", subject="Hi", text="There")
    stop = Stop(looks=4)
    work(settings, stop)
    assert stop.pauses == [0, 0, 0, loop.PAUSE]
    assert len(mailbox.messages) == 3


def test_it_finishes_what_it_has_begun(app: Flask, settings: Settings, mailbox: Mailbox) -> None:
    write(outbox.enqueue, "send_mail", to="a@a.example", subject="Hi", text="There")
    work(settings, Stop(looks=1))
    db.session.rollback()
    assert db.session.scalars(select(Job.done_at)).one() is not None


def test_it_does_nothing_when_it_is_told_to_stop(app: Flask, settings: Settings) -> None:
    write(outbox.enqueue, "send_mail", to="a@a.example", subject="Hi", text="There")
    stop = Stop(looks=1)
    stop.set()
    work(settings, stop)
    assert stop.pauses == []


def test_it_outlives_a_database_that_goes_away(
    app: Flask, settings: Settings, broken: None
) -> None:
    stop = Stop(looks=3)
    work(settings, stop)
    assert stop.pauses == [loop.LONGER_PAUSE] * 3


def test_it_beats_every_ten_seconds_at_most(app: Flask, clock: Traveller) -> None:
    beats, seen = Pulse(), set()
    for _ in range(30):
        beats.keep()
        db.session.rollback()
        seen.add(pulse(utcnow()).beat_at)
        clock.shift(timedelta(seconds=1))
    assert len(seen) == 3
