"""Answers that browsers and caches may keep, with a strong ETag for each coding."""

from __future__ import annotations

from flask import Response, request

from moderation.extensions import tells_caches
from moderation.integrations.caches import SHARED_AGE
from moderation.queries.cached import tags_of
from moderation.ready.basis import ASKED, Asking, Basis
from moderation.ready.codings import IDENTITY, coding_for, etag_of, pack, tag_of


def cacheable(
    body: str | bytes, mimetype: str, *, max_age: int = 0, basis: Basis | None = None
) -> Response:
    """The body, packed as the client can unpack it; 304 when the client has it (RFC 9110, 8.8.3).

    With no ``max_age`` a cache asks each time whether what it has is still right. With a ``basis``
    the front may keep it: then it packs and compares by itself.
    """
    raw = body.encode() if isinstance(body, str) else body
    response = Response(status=200, mimetype=mimetype)
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    if max_age:
        response.cache_control.max_age = max_age
    else:
        response.cache_control.no_cache = True
    if basis is not None and basis.site_key and tells_caches():
        _address_to_caches(response, tags_of(basis.site_key, basis.places))
    asking: Asking | None = request.environ.get(ASKED)
    if asking is not None and basis is not None:
        asking.basis = basis
        response.set_data(raw)
        return response
    coding = coding_for(raw, request.headers.get("Accept-Encoding", ""))
    response.set_etag(etag_of(tag_of(raw), coding).strip('"'))
    if response.make_conditional(request).status_code == 304:
        return response
    if coding != IDENTITY:
        response.content_encoding = coding
    response.set_data(pack(raw, coding))
    return response


def _address_to_caches(response: Response, tags: list[str]) -> None:
    """Let caches that hear of changes hold it a while (RFC 9213), under what they are told then."""
    response.headers["CDN-Cache-Control"] = f"max-age={SHARED_AGE}"
    response.headers["Surrogate-Control"] = f"max-age={SHARED_AGE}"
    response.headers["Cache-Tag"] = ",".join(tags)  # Cloudflare and others
    response.headers["Surrogate-Key"] = " ".join(tags)  # Fastly, and Varnish as we set it up
