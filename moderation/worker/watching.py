"""Looking at pages beside the outbox, so that a slow host keeps no letter waiting."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from moderation.errors import Unavailable
from moderation.operations.visits import Claim, release_visit
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.visits import next_claim, visit

AT_ONCE = 3  # pages of different hosts
PAUSE = 2.0  # seconds between two looks for something due
LONGER_PAUSE = 5.0  # when the database does not answer
PATIENCE = 2.0  # seconds for which the end waits for those that are at it

log = logging.getLogger("moderation.worker")


class Watcher(Thread):
    """Visits one page after another until told to stop."""

    def __init__(self, app: Flask, settings: Settings, stop: Event) -> None:
        super().__init__(name="watcher", daemon=True)  # a host that is slow keeps no process alive
        self.claim: Claim | None = None
        self._app, self._settings, self._stop_event = app, settings, stop

    def run(self) -> None:
        """Go on whatever happens: what a visit raises is logged, and the page comes again."""
        while not self._stop_event.is_set():
            self._stop_event.wait(self.go())

    def go(self) -> float:
        """One visit, if one is due; how long to wait before the next."""
        try:
            with self._app.app_context():
                self.claim = next_claim()
                if self.claim is None:
                    return PAUSE
                visit(self.claim, self._settings, self._stop_event.is_set)
                if not self._stop_event.is_set():
                    self.claim = None
                return 0.0
        except (SQLAlchemyError, Unavailable) as error:
            log.error("the database does not answer: %s", error)
        except Exception:
            log.exception("a visit failed")
        return LONGER_PAUSE


@contextmanager
def watching(app: Flask, settings: Settings, stop: Event) -> Iterator[None]:
    """Watch pages while something else is done; what is still under way then is given back."""
    watchers = [Watcher(app, settings, stop) for _ in range(AT_ONCE)]
    for watcher in watchers:
        watcher.start()
    try:
        yield
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join(PATIENCE / AT_ONCE)
        _give_back(app, [watcher.claim for watcher in watchers if watcher.claim])


def _give_back(app: Flask, claims: list[Claim]) -> None:
    for claim in claims:
        with suppress(SQLAlchemyError, Unavailable), app.app_context():
            write(release_visit, claim)
