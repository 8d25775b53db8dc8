"""What a new server process answers first: threads and counts, before the rest is loaded.

Three fourths of what readers' part loads is for who sends something. An application must not grow
while it answers, so the first is followed by another (``opening``), made as soon as the first has
answered once, or is asked for what it does not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock, Thread
from typing import TYPE_CHECKING

from moderation.opening import Opening, mounted, uncollected
from moderation.settings import Settings, load_settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

FIRST = "/healthz|/api/v1/sites/[^/]+/(?:counts|thread)"


def create_server(settings: Settings | None = None) -> WSGIApplication:
    """Create what a server process answers with."""
    return Beginning(settings or load_settings())


class Beginning:
    """Answers who reads threads at once, and everybody else soon after."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._making, self._turn = settings, Lock(), Lock()
        self._is_first = mounted(FIRST, settings.path).fullmatch
        self._first: Flask | None = _for_first(settings)
        self._opening: Opening | None = None
        self._has_answered = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._opening is None and (answer := self._read(environ, start_response)) is not None:
            return answer
        return self._everything()(environ, start_response)

    def _read(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes] | None:
        """One at a time: nobody asks for a row while more tables are mapped."""
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not reads or not self._is_first(environ.get("PATH_INFO", "")):
            return None
        with self._turn:
            if self._first is None:
                return None
            answer = self._first.wsgi_app(environ, start_response)
            if not self._has_answered:
                self._has_answered = True
                Thread(target=self._everything, name="beginning", daemon=True).start()
        return answer

    def _everything(self) -> Opening:
        """What answers everybody, made once."""
        with self._making:
            if self._opening is None:
                with self._turn:
                    _map_tables()
                opening = Opening(self._settings)
                with self._turn:
                    first, self._first, self._opening = self._first, None, opening
                if first is not None:
                    opening.go_on_from(first)
            return self._opening


def _for_first(settings: Settings) -> Flask:
    with uncollected():
        from moderation import groundwork  # noqa: PLC0415 - uncollected
        from moderation.api import counts, threads  # noqa: PLC0415
        from moderation.views.public import health  # noqa: PLC0415

        app = groundwork.begin(settings)
        for blueprint in (health.bp, threads.bp, counts.bp):
            app.register_blueprint(blueprint)
        return groundwork.finish(app)


def _map_tables() -> None:
    from sqlalchemy.orm import configure_mappers  # noqa: PLC0415 - loaded by now

    from moderation import models  # noqa: PLC0415

    models.load()
    configure_mappers()


__all__ = ["create_server"]
