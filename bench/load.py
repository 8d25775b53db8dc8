"""Asking a server the same kind of thing from several sides at once, and timing the answers."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Ask:
    """One request and the status it has to be answered with."""

    method: str
    path: str
    expect: int = 200
    body: Mapping[str, object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """What a measurement says: requests a second, and milliseconds to an answer."""

    per_second: float
    median_ms: float
    p95_ms: float


class Client:
    """A connection that is kept open."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def send(self, ask: Ask) -> Any:
        """The answer's JSON, or its bytes; an unexpected status ends the benchmark."""
        body = None if ask.body is None else json.dumps(ask.body)
        headers = {"Content-Type": "application/json"} if body else {}
        self._connection.request(ask.method, ask.path, body, {**headers, **ask.headers})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != ask.expect:
            raise RuntimeError(f"{ask}: {answer.status} {content[:300]!r}")
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return json.loads(content) if is_json and content else answer.headers


def measure(
    address: str, ask: Callable[[int, int], Ask], *, clients: int, seconds: float
) -> Figures:
    """Let clients ask one thing after another; ``ask`` gets the client's number and the turn's."""
    times: list[list[float]] = [[] for _ in range(clients)]
    failures: list[BaseException] = []
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        client = Client(address)
        try:
            while time.perf_counter() < until:
                one = ask(number, len(times[number]))
                started = time.perf_counter()
                client.send(one)
                times[number].append(time.perf_counter() - started)
        except BaseException as error:
            failures.append(error)

    started = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return _figures([one for each in times for one in each], time.perf_counter() - started)


def _figures(times: list[float], elapsed: float) -> Figures:
    parts = quantiles(times, n=100)
    return Figures(
        per_second=round(len(times) / elapsed, 1),
        median_ms=round(parts[49] * 1000, 2),
        p95_ms=round(parts[94] * 1000, 2),
    )
