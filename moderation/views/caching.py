"""Answers that browsers and caches may keep, with a strong ETag for each coding."""

from __future__ import annotations

import gzip
import hashlib

from flask import Response, request

WORTH_PACKING = 1000  # bytes; below that gzip's own 18 and a slower first byte gain nothing


def cacheable(body: str | bytes, mimetype: str, *, max_age: int = 0) -> Response:
    """The body, packed if the client can unpack it; 304 when the client has it (RFC 9110, 8.8.3).

    Bytes that differ by coding have ETags that differ. With no ``max_age`` a
    cache asks each time whether what it has is still right.
    """
    raw = body.encode() if isinstance(body, str) else body
    packed = len(raw) >= WORTH_PACKING and request.accept_encodings["gzip"] > 0
    response = Response(status=200, mimetype=mimetype)
    response.set_etag(hashlib.sha256(raw).hexdigest()[:32] + ("-gzip" if packed else ""))
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
    response.set_data(gzip.compress(raw, 6, mtime=0) if packed else raw)
    return response
