"""Connections to an address that was checked, under the name that was asked for."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock, Timer
from time import monotonic
from typing import Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import HTTPResponse

from moderation.integrations.http.answers import (
    BAD_ANSWER,
    TOO_SLOW,
    UNREACHABLE,
    FetchError,
)

BROKEN = (OSError, HTTPError, HTTPException, ValueError)
ADDRESSES = 3  # tried of one host
PATIENCE = 4  # seconds for each


class Watch:
    """Hangs up on whatever takes longer than it may in all, slow drops or silence alike."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._ends = monotonic() + seconds
        self._held: socket.socket | None = None
        self._lock = Lock()
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._let_go()

    @property
    def left(self) -> float:
        """Seconds; raises ``FetchError`` when there are none."""
        seconds = self._ends - monotonic()
        if self.rang or seconds <= 0:
            raise FetchError(TOO_SLOW)
        return seconds

    def hold(self, opened: socket.socket) -> None:
        """Hang up on this connection when time is over."""
        self._let_go()
        with self._lock:
            self._held = opened.dup()  # its own end: TLS takes the first one over
        if self.rang:
            self._ring()

    def _ring(self) -> None:
        self.rang = True
        with self._lock, contextlib.suppress(OSError):
            if self._held is not None:
                self._held.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        with self._lock:
            if self._held is not None:
                self._held.close()
            self._held = None


@dataclass(frozen=True)
class Target:
    """Whom to ask for what: the name for TLS and ``Host``, and addresses that were checked."""

    scheme: str
    host: str
    port: int
    addresses: Sequence[str]
    path: str


class _Pinned:
    """Connects to the addresses it was given; the name is not looked up again."""

    target: Target
    watch: Watch

    def _new_conn(self) -> socket.socket:
        opened = _dial(self.target, self.watch)
        self.watch.hold(opened)
        return opened


class _PlainConnection(_Pinned, HTTPConnection):
    pass


class _SafeConnection(_Pinned, HTTPSConnection):
    pass


@contextmanager
def asked(
    target: Target,
    watch: Watch,
    method: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
) -> Iterator[HTTPResponse]:
    """The answer, its body still to be read; whatever goes wrong is a ``FetchError``."""
    connection = _connection(target, watch)
    code = UNREACHABLE
    try:
        connection.connect()
        code = BAD_ANSWER
        connection.request(
            method,
            target.path,
            body=body,
            headers=headers,
            preload_content=False,
            decode_content=False,
        )
        with closing(connection.getresponse()) as response:
            yield response
    except BROKEN as error:
        slow = watch.rang or isinstance(error, (TimeoutError, ReadTimeoutError))
        raise FetchError(TOO_SLOW if slow else code) from error
    finally:
        connection.close()


def pieces(answer: HTTPResponse, watch: Watch, size: int) -> Iterator[bytes]:
    """The body as it comes, packed as it is; a body cut off by the watch is none."""
    while piece := answer.read(size, decode_content=False):
        yield piece
    if watch.rang:
        raise FetchError(TOO_SLOW)


def _connection(target: Target, watch: Watch) -> _PlainConnection | _SafeConnection:
    host, seconds = target.host.strip("[]"), watch.left
    connection: _PlainConnection | _SafeConnection
    if target.scheme == "https":
        context = ssl.create_default_context()
        connection = _SafeConnection(host, target.port, timeout=seconds, ssl_context=context)
    else:
        connection = _PlainConnection(host, target.port, timeout=seconds)
    connection.target, connection.watch = target, watch
    return connection


def _dial(target: Target, watch: Watch) -> socket.socket:
    for address in target.addresses[:ADDRESSES]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        opened = socket.socket(family, socket.SOCK_STREAM)
        try:
            opened.settimeout(min(watch.left, PATIENCE))
            opened.connect((address, target.port))
            opened.settimeout(watch.left)
        except OSError:
            opened.close()
        except FetchError:
            opened.close()
            raise
        else:
            return opened
    raise FetchError(TOO_SLOW if watch.rang else UNREACHABLE)
