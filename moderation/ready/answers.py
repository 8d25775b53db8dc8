"""One answer as ready bytes, in each coding that was asked for."""

from __future__ import annotations

from moderation.ready.basis import Basis
from moderation.ready.codings import IDENTITY, etag_of, pack, tag_of

Headers = list[tuple[str, str]]

OVERHEAD = 4000  # bytes of an answer besides its bodies: headers, address, Python's own objects
OF_BYTES = frozenset({"content-type", "content-length", "content-encoding"})  # a 304 has none
OF_REQUEST = frozenset({"content-length", "x-request-id"})
OF_ORIGIN = frozenset({"access-control-allow-origin", "access-control-expose-headers"})


class Coded:
    """The answer in one coding."""

    __slots__ = ("body", "etag", "headers", "headers_unchanged", "size")

    def __init__(self, raw: bytes, tag: str, coding: str, shared: Headers) -> None:
        packed = pack(raw, coding)
        self.body, self.size = [packed], len(packed)
        self.etag = etag_of(tag, coding)
        self.headers = [*shared, ("ETag", self.etag), ("Content-Length", str(len(packed)))]
        if coding != IDENTITY:
            self.headers.append(("Content-Encoding", coding))
        self.headers_unchanged = _without(self.headers, OF_BYTES)


class Answer:
    """What Flask answered once, kept for whoever asks the same."""

    __slots__ = (
        "_raw",
        "_shared",
        "_tag",
        "basis",
        "coded",
        "confirmed",
        "is_constant",
        "language",
        "languages",
        "length",
        "origins",
        "size",
        "until",
        "used",
    )

    def __init__(self, raw: bytes, headers: Headers, basis: Basis, confirmed: object) -> None:
        self.basis, self.is_constant = basis, not basis.site_key
        self.origins, self.languages, self.until = basis.origins, basis.languages, basis.until
        self.confirmed = confirmed  # in which state of the database it was found to be right
        self.language, self.used = "", False
        self.coded: dict[str, Coded] = {}
        self._raw, self._tag, self.length = raw, tag_of(raw), len(raw)
        own = OF_REQUEST if basis.origins is None else OF_REQUEST | OF_ORIGIN
        self._shared = _without(headers, own)
        self.size = len(raw) + OVERHEAD

    def code(self, coding: str) -> Coded:
        """Pack the answer in a coding that nobody has asked for so far."""
        coded = Coded(self._raw, self._tag, coding, self._shared)
        return self.coded.setdefault(coding, coded)


def names_it(etag: str, if_none_match: str) -> bool:
    """Whether an ``If-None-Match`` names this tag, weak or strong, or any (RFC 9110, 13.1.2)."""
    return etag in if_none_match or if_none_match.strip() == "*"


def shared_with(headers: Headers, origin: str) -> Headers:
    """The headers for a page of the site that asks from its own origin (Fetch standard, 3.2)."""
    return [
        *headers,
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Expose-Headers", "ETag, Retry-After"),
    ]


def _without(headers: Headers, names: frozenset[str]) -> Headers:
    return [one for one in headers if one[0].lower() not in names]
