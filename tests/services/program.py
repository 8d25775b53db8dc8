"""A site's own program: keeps what it is told, and answers as the test wants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Program:
    """Where it answers, with which status, and what it was told."""

    address: str
    status: int = 200
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def site_program() -> Iterator[Program]:
    """A program on loopback that anyone may call."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            program.calls.append((dict(self.headers), body))
            self.send_response(program.status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    program = Program(f"http://127.0.0.1:{server.server_port}/corrections")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield program
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
