"""A small site served from a folder, as an editor's own would be; it counts who asks for what."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC).timestamp()


@dataclass
class FolderSite:
    """Where the site is, its folder, and what it was asked."""

    port: int
    folder: Path
    asked: list[str] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)  # instead of the file
    before: Callable[[str], None] = lambda _path: None  # what happens before an answer

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, name: str = "article.html") -> str:
        return f"http://{self.host}/{name}"

    def write(self, text: str, name: str = "article.html", *, at: float = LONG_AGO) -> None:
        """Put a page there, last changed at some time."""
        page = f"<!doctype html><meta charset=utf-8><article><p>{text}</p></article>"
        self.put(page, name, at=at)

    def put(self, raw: str, name: str, *, at: float = LONG_AGO) -> None:
        path = self.folder / name
        path.write_text(raw)
        os.utime(path, (at, at))

    def visits(self, name: str = "article.html") -> int:
        """How often a page was asked for."""
        return self.asked.count(f"/{name}")


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, site: FolderSite, **more: Any) -> None:
        self._site = site
        super().__init__(*args, directory=str(site.folder), **more)

    def do_GET(self) -> None:
        self._site.asked.append(self.path)
        self._site.before(self.path)
        if status := self._site.statuses.get(self.path):
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self._site.answered.append(int(code))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def folder_site(folder: Path) -> Iterator[FolderSite]:
    """A site on loopback for as long as the block lasts."""
    folder.mkdir(exist_ok=True)
    site = FolderSite(0, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site=site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
