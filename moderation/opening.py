"""What a server serves: readers' part at once, and the desk when somebody first asks for it.

Most of what a start takes is for what no reader needs: sign-in, passkeys, sixty pages of the desk.
An application must not grow while it answers, so one with everything in it takes the place of the
first, which ends what it has begun.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from moderation.ready import READY
from moderation.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask

# What is for moderators, editors, and programs of theirs; the files of the desk are for anybody.
READERS_API = "sites/[^/]+/(?:comments|counts|thread|typos)(?:/|$)"
DESK = f"/dashboard(?!/static/)|/feeds/|/sites/[^/]+/places/|/api/v1/(?!{READERS_API})"


class Opening:
    """Answers readers, and everybody once a moderator has come."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._lock = settings, Lock()
        self._is_of_desk = mounted(DESK, settings.path).match
        self._app, self.is_whole = _for_readers(settings), False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self.is_whole and self._is_of_desk(environ.get("PATH_INFO", "")):
            self._open()
        return self._app.wsgi_app(environ, start_response)

    def go_on_from(self, before: Flask) -> None:
        """Take the place of an application that answered until now."""
        _hand_over(before, self._app)
        let_go(before)

    def _open(self) -> None:
        """Have everything; readers who come meanwhile are answered as before."""
        with self._lock:
            if not self.is_whole:
                before, app = self._app, _whole(self._settings)
                _hand_over(before, app)
                self._app = app
                self.is_whole = True
                let_go(before)
                del before, app
                _collect()


def mounted(pattern: str, path: str) -> re.Pattern[str]:
    """What an address looks like: a proxy may strip the path we are mounted under, or leave it."""
    return re.compile(f"(?:{re.escape(path)})?(?:{pattern})")


def _for_readers(settings: Settings) -> Flask:
    with uncollected():
        from moderation import groundwork, models  # noqa: PLC0415 - uncollected
        from moderation.api import readers  # noqa: PLC0415
        from moderation.views.public import every  # noqa: PLC0415

        models.load()
        app = groundwork.begin(settings)
        for blueprint in (*every.BLUEPRINTS, *readers.BLUEPRINTS):
            app.register_blueprint(blueprint)
        return groundwork.finish(app)


def _whole(settings: Settings) -> Flask:
    with uncollected():
        from moderation.app import create_app  # noqa: PLC0415 - not before somebody asks

        return create_app(settings)


def _hand_over(before: Flask, app: Flask) -> None:
    """Let one application have the ready answers of another."""
    if READY in before.extensions:
        app.extensions[READY].go_on_from(before.extensions[READY])


def let_go(app: Flask) -> None:
    """Close the connections that wait; one in use is closed when it comes back."""
    from moderation.extensions import db  # noqa: PLC0415 - loaded by now

    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def _collect() -> None:
    """Take what is gone out of what is not looked through."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Do not look for garbage meanwhile, nor ever again in what was made: it stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
