"""The body of an answer: unpacked as it comes, and never more of it than may be."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from moderation.integrations.http.answers import BAD_ANSWER, TOO_LARGE, FetchError

MOST = 5_000_000  # bytes, packed and unpacked; a long article with its page is a fifth of it
PIECE = 65_536

# What the window's size says to zlib: gzip's header, zlib's, none at all.
GZIP, ZLIB, RAW = 31, 15, -15
GZIP_MAGIC = b"\x1f\x8b"


def unpack(pieces: Iterable[bytes], encoding: str) -> bytes:
    """The whole body; raises ``FetchError`` when it is too much or not what it says."""
    packing = encoding.strip().lower()
    if packing in ("", "identity"):
        return _whole(pieces)
    if packing in ("gzip", "x-gzip"):
        return _whole(_inflate(_limited(pieces), GZIP))
    if packing == "deflate":  # RFC 9110 means zlib's form; some servers send it bare
        return _whole(_inflate(_limited(pieces), ZLIB))
    raise FetchError(BAD_ANSWER, f"packed as {packing[:40]}, which was not asked for")


def _whole(pieces: Iterable[bytes]) -> bytes:
    return b"".join(_limited(pieces))


def _limited(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST:
            raise FetchError(TOO_LARGE)
        yield piece


def _inflate(pieces: Iterable[bytes], window: int) -> Iterator[bytes]:
    inflator = None
    for piece in pieces:
        rest = piece
        while rest:
            if inflator is None:
                inflator = zlib.decompressobj(_window(rest, window))
            yield _inflated(inflator, rest)
            rest = inflator.unconsumed_tail
            if inflator.eof:
                rest = inflator.unused_data
                if not rest.startswith(GZIP_MAGIC):  # browsers pass over what follows
                    return
                inflator = None  # another part (RFC 1952, section 2.2)
    if inflator is not None:
        yield inflator.flush()
        if not inflator.eof:
            raise FetchError(BAD_ANSWER, "cut short")


def _inflated(inflator: zlib._Decompress, packed: bytes) -> bytes:
    try:
        return inflator.decompress(packed, PIECE)
    except zlib.error as error:
        raise FetchError(BAD_ANSWER, "wrongly packed") from error


def _window(start: bytes, window: int) -> int:
    """Raw when what should be zlib's form has not its first byte (RFC 1950, section 2.2)."""
    return RAW if window == ZLIB and start[0] & 0x0F != 8 else window
