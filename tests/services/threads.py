"""The application in a thread of the test's own process: up at once, for tests in a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from moderation.app import create_app
from moderation.settings import Settings
from tests.services.processes import free_port


class Quiet(WSGIRequestHandler):
    """A handler that logs nothing."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def live_app(settings: Settings, host: str = "127.0.0.1") -> Iterator[Flask]:
    """An app that answers under its own ``settings.base_url``, on a port of its own."""
    port = free_port()
    app = create_app(replace(settings, base_url=f"http://{host}:{port}"))
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield app
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
