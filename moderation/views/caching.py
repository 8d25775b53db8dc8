"""Answers that browsers and caches may keep, with a strong ETag for each coding."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property
from threading import Lock

from flask import Response, current_app, request

WORTH_PACKING = 1000  # bytes; below that gzip's own 18 and a slower first byte gain nothing
MOST_KEPT = 32 * 1024 * 1024  # bytes of rendered threads that one process holds


class Body:
    """The bytes of an answer; packed and tagged once, however often they are sent."""

    def __init__(self, text: str | bytes) -> None:
        self.raw = text.encode() if isinstance(text, str) else text

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()[:32]

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.raw, 6, mtime=0)


class Kept:
    """Bodies that were made before, the least used going first when there are too many."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> Body:
        """The body under a key that changes whenever the body would."""
        with self._lock:
            if body := self._bodies.get(key):
                self._bodies.move_to_end(key)
                return body
        body = Body(make())
        with self._lock:
            if key not in self._bodies:
                self._bodies[key] = body
                self._size += len(body.raw)
            while self._size > MOST_KEPT:
                _key, gone = self._bodies.popitem(last=False)
                self._size -= len(gone.raw)
        return body


def kept() -> Kept:
    """What this process has made so far."""
    store: Kept = current_app.extensions.setdefault("moderation.kept", Kept())
    return store


def cacheable(body: str | bytes | Body, mimetype: str, *, max_age: int = 0) -> Response:
    """The body, packed if the client can unpack it; 304 when the client has it (RFC 9110, 8.8.3).

    Bytes that differ by coding have ETags that differ. With no ``max_age`` a
    cache asks each time whether what it has is still right.
    """
    body = body if isinstance(body, Body) else Body(body)
    packed = len(body.raw) >= WORTH_PACKING and request.accept_encodings["gzip"] > 0
    response = Response(status=200, mimetype=mimetype)
    response.set_etag(body.tag + ("-gzip" if packed else ""))
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    if max_age:
        response.cache_control.max_age = max_age
    else:
        response.cache_control.no_cache = True
    if response.make_conditional(request).status_code == 304:
        return response
    if packed:
        response.content_encoding = "gzip"
    response.set_data(body.packed if packed else body.raw)
    return response
