"""The client that counts what was acknowledged, and what is written from the figures."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench import document
from bench.posting import Poster, post
from bench.results import RESULTS, Results


class Moody(BaseHTTPRequestHandler):
    """Hangs up on the first request, answers the second with 503, and takes the others."""

    protocol_version = "HTTP/1.1"
    seen: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(body)
        if len(self.seen) == 1:
            self.close_connection = True
            return
        self.send_response(503 if len(self.seen) == 2 else 202)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def moody() -> Iterator[str]:
    Moody.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Moody)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_was_not_answered_is_sent_again_as_it_was(moody: str) -> None:
    requests = [post("/", b"%d" % number, {}) for number in range(3)]
    posted = Poster(moody, requests.__getitem__, keep=True, retry=True).run(1, 60)
    assert Moody.seen == [b"0", b"0", b"0", b"1", b"2"]
    assert posted.answers == {0: b"0", 1: b"1", 2: b"2"}
    assert (posted.broken, posted.statuses) == (1, {503: 1, 202: 3})


def test_the_document_says_what_was_measured() -> None:
    results = Results(RESULTS)
    if results.all:
        assert document.section(results) in document.DOCUMENT.read_text()
