"""A client that posts one thing after another on several connections, and loses sight of none."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from bench.posted import Posted
from bench.processes import busy, computed

SOON = 0.05  # seconds until a connection that broke is tried again
PATIENCE = 60.0  # seconds
Make = Callable[[int], bytes]


def posting(
    address: str, pid: int, make: Make, *, connections: int, seconds: float
) -> dict[str, Any]:
    """Post for so long: the figures, with the processor time that an answer took."""
    before, used, all_of_it = computed(pid), time.process_time(), busy()
    posted = Poster(address, make).run(connections, seconds)
    server, client = computed(pid) - before, time.process_time() - used
    answered, took = max(len(posted.latencies), 1), posted.seconds
    return {
        **posted.figures(),
        "server_cpu_ms": round(1000 * server / answered, 3),
        "server_cores": round(server / took, 2),
        "client_cores": round(client / took, 2),
        "other_cores": round((busy() - all_of_it - server - client) / took, 2),
    }


def post(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


class _Line:
    """A connection, and the request that is on it."""

    def __init__(self, place: tuple[str, int]) -> None:
        self._place = place
        self.socket = self._connected()
        self.number, self.request, self.sent_at = 0, b"", 0.0
        self.received, self.answered = b"", 0  # answers on this connection

    def _connected(self) -> socket.socket:
        made = socket.create_connection(self._place, timeout=5)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def begin(self, number: int, request: bytes) -> None:
        self.number, self.request, self.sent_at = number, request, time.perf_counter()
        self.send()

    def send(self) -> None:
        self.received = b""
        self.socket.sendall(self.request)

    def again(self) -> None:
        """Connect anew."""
        self.socket.close()
        self.socket, self.answered = self._connected(), 0

    def answer(self) -> tuple[int, bytes] | None:
        """The status and the body once they are whole."""
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("hung up")
        self.received += more
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return None
        self.answered += 1
        return int(head[9:12]), body

    def is_closing(self) -> bool:
        """Whether the server ends the connection after this answer."""
        head = self.received.partition(b"\r\n\r\n")[0].lower()
        return b"connection: close" in head or head.startswith(b"http/1.0")


class Poster:
    """Posts what ``make`` makes of one number after another, until the time is over."""

    def __init__(self, address: str, make: Make, *, keep: bool = False, retry: bool = False):
        parts = urlsplit(address)
        self._place = (parts.hostname or "", parts.port or 80)
        self._make, self._keep, self._retry = make, keep, retry
        self._next, self._stopping = 0, False
        self.posted = Posted()

    def run(self, connections: int, seconds: float) -> Posted:
        """Post on so many connections; what has begun when the time is over is waited for."""
        posted, started = self.posted, time.perf_counter()
        until, last, waited = started + seconds, started, selectors.DefaultSelector()
        for _ in range(connections):
            line = _Line(self._place)
            if self._begin(line):
                waited.register(line.socket, selectors.EVENT_READ, line)
        while waited.get_map():
            for key, _events in waited.select(timeout=1.0):
                line = key.data
                waited.unregister(line.socket)
                goes_on = self._read(line)
                now = time.perf_counter()
                if goes_on is None:
                    posted.longest_pause = max(posted.longest_pause, now - last)
                    posted.each_second[int(now - started)] += 1
                    last, goes_on = now, now < until and self._begin(line)
                if goes_on:
                    waited.register(line.socket, selectors.EVENT_READ, line)
                else:
                    line.socket.close()
            if time.perf_counter() > until + PATIENCE:
                raise TimeoutError(f"no answer for {PATIENCE:.0f} seconds")
        posted.seconds = max(last - started, 1e-6)
        return posted

    def _begin(self, line: _Line) -> bool:
        try:
            request = self._make(self._next)
        except IndexError:
            return False  # there is nothing more to post
        self._next += 1
        try:
            line.begin(self._next - 1, request)
        except OSError:
            return self._broken(line)
        return True

    def _read(self, line: _Line) -> bool | None:
        """``None`` when answered; otherwise whether to wait for more."""
        try:
            answer = line.answer()
        except OSError:
            return self._broken(line)
        if answer is None:
            return True
        status, body = answer
        self.posted.statuses[status] += 1
        if self._retry and status >= 500:
            return self._send_again(line)
        if self._keep and status < 300:
            self.posted.answers[line.number] = body
        self.posted.latencies.append(time.perf_counter() - line.sent_at)
        if line.is_closing():
            line.again()
        return None

    def _broken(self, line: _Line) -> bool:
        """A server may hang up between two requests; whoever kept the connection asks anew."""
        if line.answered and not line.received:
            with suppress(OSError):
                line.again()
                line.send()
                self.posted.reconnected += 1
                return True
        self.posted.broken += 1
        return self._send_again(line) if self._retry else False

    def _send_again(self, line: _Line) -> bool:
        """The same request with the same key, as a careful client does."""
        for _ in range(int(PATIENCE / SOON)):
            time.sleep(SOON)
            try:
                line.again()
                line.send()
            except OSError:
                continue
            else:
                return True
        return False


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    return int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
