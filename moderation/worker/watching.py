"""Looking at pages beside the outbox, so that a slow host keeps no letter waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from moderation.errors import Unavailable
from moderation.operations.visits import Claim, release_visit
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.beside import Beside
from moderation.worker.visits import next_claim, visit

AT_ONCE = 3  # pages of different hosts
PATIENCE = 2.0  # seconds for which the end waits for those that are at it


class Watcher(Beside):
    """Visits one page after another until told to stop."""

    def __init__(self, app: Flask, settings: Settings, stop: Event) -> None:
        super().__init__("watcher", app, stop, self._visit)
        self.claim: Claim | None = None
        self._settings = settings

    def _visit(self) -> bool:
        """One visit, if one is due; what it raises is logged, and the page comes again."""
        self.claim = next_claim()
        if self.claim is None:
            return False
        visit(self.claim, self._settings, self._stop_event.is_set)
        if not self._stop_event.is_set():
            self.claim = None
        return True


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
