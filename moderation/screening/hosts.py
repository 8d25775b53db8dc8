"""Hosts that a text links to, written out, behind a label, or without a scheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import idna
import re2

from moderation.screening.matching import Hit
from moderation.text.folding import fold

MOST_LABELS = 10  # looked at from the end; a rule's host has no more
LONGEST = 253  # characters of a host (RFC 1035, section 2.3.4)
_DOTS = str.maketrans("。．｡", "...")
# One pass over the text, whatever it holds.
_HOST = re2.compile(r"[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+\.?(?:/[^\s()<>\[\]\"']*)?")


class HostList:
    """Hosts, each with a number, and with a path if only what lies below it is meant."""

    def __init__(self, entries: Iterable[tuple[int, str]]) -> None:
        self._paths: dict[str, list[tuple[int, str]]] = {}
        for entry, address in entries:
            host, path = read_host(address)
            self._paths.setdefault(host, []).append((entry, path))

    def find(self, text: str) -> list[Hit]:
        """Every link to one of the hosts or to a host below it."""
        if not self._paths:
            return []
        folded = fold(text.translate(_DOTS))
        return [
            Hit(entry, folded.span(start, end))
            for start, end, host, path in _hosts(folded.text)
            for entry in self._below(host, path)
        ]

    def _below(self, host: str, path: str) -> Iterator[int]:
        labels = host.split(".")
        for first in range(max(0, len(labels) - MOST_LABELS), len(labels) - 1):
            for entry, wanted in self._paths.get(".".join(labels[first:]), ()):
                if path == wanted or path.startswith(wanted.rstrip("/") + "/") or not wanted:
                    yield entry


def read_host(address: str) -> tuple[str, str]:
    """The host of a rule in lower-case punycode, and its path; raises ``ValueError``."""
    text = fold(address.strip().translate(_DOTS)).text
    bare = text.partition("://")[2] or text
    host, slash, path = bare.removeprefix("www.").removeprefix("*.").partition("/")
    host = host.strip(".")
    known = _ascii(host)
    if known is None or not 1 < known.count(".") + 1 <= MOST_LABELS:
        raise ValueError(address)
    return known, (slash + path).rstrip("/")


def _hosts(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _HOST.finditer(text):
        start, end = match.span()
        host, slash, path = match[0].partition("/")
        known = _ascii(host.strip(".")) if len(host) <= LONGEST else None
        if known:
            yield start, start + len(host.rstrip(".")) if not slash else end, known, slash + path


@lru_cache(maxsize=4096)
def _ascii(host: str) -> str | None:
    """A host as the network knows it; nothing when it is none."""
    if not host or len(host) > LONGEST or ".." in host:
        return None
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None
