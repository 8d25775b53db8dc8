"""What a client can unpack, and packing it (RFC 9110, 8.4 and 12.5.3)."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

import brotli

WORTH_PACKING = 1000  # bytes; below that gzip's own 18 and a slower first byte gain nothing
QUALITY = 5  # of brotli's 11: smaller than gzip's best, and as quick as gzip's middle
IDENTITY = "identity"
LONGEST_HEADER = 1000
_REFUSED = re.compile(r"0(\.0{0,3})?")

# The best first.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: brotli.compress(raw, mode=brotli.MODE_TEXT, quality=QUALITY),
    "gzip": lambda raw: gzip.compress(raw, 6, mtime=0),
}


@lru_cache(512)
def best_coding(accept_encoding: str) -> str:
    """The best coding that a client names, by its ``Accept-Encoding``; never one by ``*``."""
    taken = dict(_weighed(part) for part in accept_encoding[:LONGEST_HEADER].split(","))
    return next((coding for coding in PACKERS if taken.get(coding)), IDENTITY)


def pack(raw: bytes, coding: str) -> bytes:
    """The bytes in a coding."""
    packer = PACKERS.get(coding)
    return packer(raw) if packer else raw


def coding_for(raw: bytes, accept_encoding: str) -> str:
    """The coding these bytes are sent in; as they are when there is little to gain."""
    return best_coding(accept_encoding) if len(raw) >= WORTH_PACKING else IDENTITY


def tag_of(raw: bytes) -> str:
    """What names these bytes and no others."""
    return hashlib.sha256(raw).hexdigest()[:32]


def etag_of(tag: str, coding: str) -> str:
    """A strong ETag: bytes that differ by coding have tags that differ (RFC 9110, 8.8.3)."""
    return f'"{tag}"' if coding == IDENTITY else f'"{tag}-{coding}"'


def _weighed(part: str) -> tuple[str, bool]:
    name, _, parameter = part.partition(";")
    weight = parameter.strip().lower().removeprefix("q=")
    return name.strip().lower(), not _REFUSED.fullmatch(weight)
