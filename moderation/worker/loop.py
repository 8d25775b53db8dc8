"""The loop: twice a second, see what is due."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from moderation.database import utcnow
from moderation.errors import Unavailable
from moderation.operations.beats import beat
from moderation.outbox import EVERY, Lane
from moderation.queries.outbox import something_is_due
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.clock import Clock
from moderation.worker.handlers import do_next

PAUSE = 0.5  # seconds between two looks
LONGER_PAUSE = 5.0  # when the database does not answer
BEAT = timedelta(seconds=10)

log = logging.getLogger("moderation.worker")


def work(settings: Settings, stop: Event, lane: Lane = EVERY) -> None:
    """Do what of a lane is due until told to stop; what is under way is finished first."""
    clock, beats = Clock(settings), Pulse()
    while not stop.is_set():
        try:
            with current_app.app_context():
                beats.keep()
                busy = something_is_due(utcnow(), lane.condition()) and do_next(settings, lane)
            with current_app.app_context():
                clock.make_rounds(utcnow())
            pause = 0.0 if busy else PAUSE
        except (SQLAlchemyError, Unavailable) as error:
            log.error("the database does not answer: %s", error)
            pause = LONGER_PAUSE
        stop.wait(pause)


class Pulse:
    """Shows now and then that this worker lives."""

    def __init__(self) -> None:
        self._next = utcnow()

    def keep(self) -> None:
        """Beat, if the last one is long enough ago."""
        if (now := utcnow()) >= self._next:
            write(beat, "worker", now)
            self._next = now + BEAT
