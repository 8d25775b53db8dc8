"""Calling other machines beside the outbox' own loop: a slow one keeps no letter waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

from flask import Flask

from moderation.database import utcnow
from moderation.outbox import Lane
from moderation.queries.outbox import something_is_due
from moderation.settings import Settings
from moderation.worker.beside import Beside
from moderation.worker.handlers import OTHER_CALLS, WEBHOOKS, do_next

LANES = (WEBHOOKS, WEBHOOKS, OTHER_CALLS)  # one thread each: one slow program leaves one for others
PAUSE = 0.5  # seconds between two looks, as in the loop
PATIENCE = 2.0  # seconds for which the end waits for a call; one that goes on then is made again


@contextmanager
def calling(app: Flask, settings: Settings, stop: Event) -> Iterator[None]:
    """Do the calls that are due while something else is done."""
    callers = [
        Beside("caller", app, stop, partial(call_next, settings, lane), pause=PAUSE)
        for lane in LANES
    ]
    for caller in callers:
        caller.start()
    try:
        yield
    finally:
        stop.set()
        for caller in callers:
            caller.join(PATIENCE / len(LANES))


def call_next(settings: Settings, lane: Lane) -> bool:
    """The next call of a lane, if one is due."""
    return something_is_due(utcnow(), lane.condition()) and do_next(settings, lane)
