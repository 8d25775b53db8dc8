"""Threads beside the outbox' own loop: what is slow there keeps no letter waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from moderation.errors import Unavailable

PAUSE = 2.0  # seconds between two looks for something due
LONGER_PAUSE = 5.0  # when the database does not answer

log = logging.getLogger("moderation.worker")


class Beside(Thread):
    """Takes one step after another until told to stop; a step says whether it did something."""

    def __init__(
        self, name: str, app: Flask, stop: Event, step: Callable[[], bool], *, pause: float = PAUSE
    ) -> None:
        super().__init__(name=name, daemon=True)  # a host that is slow keeps no process alive
        self._app, self._stop_event, self._step, self._pause = app, stop, step, pause

    def run(self) -> None:
        """Go on whatever happens: what a step raises is logged."""
        while not self._stop_event.is_set():
            self._stop_event.wait(self.go())

    def go(self) -> float:
        """One step; how long to wait before the next."""
        try:
            with self._app.app_context():
                return 0.0 if self._step() else self._pause
        except (SQLAlchemyError, Unavailable) as error:
            log.error("the database does not answer: %s", error)
        except Exception:
            log.exception("%s failed", self.name)
        return LONGER_PAUSE
