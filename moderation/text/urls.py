"""Addresses of pages: one clean form to click on, one key to tell pages apart."""

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

import idna

from moderation.text.length import OUTER_SPACE
from moderation.text.tracking import is_tracking

LONGEST = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

# RFC 3986 section 2: what may stand in a path and in a query as it is.
PATH_SAFE = "-._~!$&'()*+,;=:@/"
QUERY_SAFE = PATH_SAFE + "?"
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

FORBIDDEN = re.compile(rf"[\x00-\x20\x7f-\x9f\\\ud800-\udfff{OUTER_SPACE}]")
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
LOOKS_LIKE_IPV4 = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)")
ESCAPES_OR_TEXT = re.compile(r"%[0-9A-Fa-f]{2}|[^%]+|%")


class InvalidURL(ValueError):
    """Not the address of a web page that we can keep."""


@dataclass(frozen=True)
class _Address:
    scheme: str
    host: str
    path: str
    query: str


def normalise(url: str) -> str:
    """The clean, clickable form of a page's address; refuses what is not one."""
    address = _parse(url)
    clean = f"{address.scheme}://{_tail(address.host + address.path, address.query)}"
    if len(clean) > LONGEST:
        raise InvalidURL("The address is too long.")
    return clean


def page_key(url: str) -> str:
    """What tells pages apart: the clean address without its scheme and trailing slash."""
    address = _parse(normalise(url))
    return _tail(address.host + (address.path.rstrip("/") or "/"), address.query)


def host_of(url: str) -> str:
    """The host in lower-case punycode, with its port unless that is the scheme's own."""
    return _parse(url).host


def scheme_of(url: str) -> str:
    """Either http or https; refuses any other address."""
    return _parse(url).scheme


def is_http_url(url: str) -> bool:
    """Whether it is a whole http or https address with a host and no user name in it."""
    try:
        _parse(url)
    except InvalidURL:
        return False
    return True


def same_origin_path(next_url: str) -> str | None:
    """The path to go on to within our own origin, or nothing when it could lead elsewhere."""
    if not next_url.startswith("/") or len(next_url) > LONGEST or FORBIDDEN.search(next_url):
        return None
    path, hash_mark, fragment = next_url.partition("#")
    path, question_mark, query = path.partition("?")
    path = _without_dots(_escaped(path, PATH_SAFE))
    if path.startswith("//"):
        return None
    return (
        path
        + question_mark
        + _escaped(query, QUERY_SAFE)
        + hash_mark
        + _escaped(fragment, QUERY_SAFE)
    )


def _tail(front: str, query: str) -> str:
    return f"{front}?{query}" if query else front


@lru_cache(maxsize=256)  # the same one is asked for its host, its key, its clean form
def _parse(url: str) -> _Address:
    if len(url) > LONGEST:
        raise InvalidURL("The address is too long.")
    if FORBIDDEN.search(url):
        raise InvalidURL("The address holds a character that no address may hold.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidURL("The address cannot be read.") from error
    if parts.scheme not in DEFAULT_PORTS or not parts.netloc or "@" in parts.netloc:
        raise InvalidURL("The address is not one of a web page.")
    return _Address(
        scheme=parts.scheme,
        host=_host(parts) + _port(port, parts.scheme),
        path=_without_dots(_escaped(parts.path, PATH_SAFE)) or "/",
        query=_content_query(parts.query),
    )


def _port(port: int | None, scheme: str) -> str:
    if port == 0:
        raise InvalidURL("The address has no such port.")
    return "" if port in (None, DEFAULT_PORTS[scheme]) else f":{port}"


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "%" in host:
        raise InvalidURL("The address has no valid host.")
    try:
        if "[" in parts.netloc:
            return f"[{ipaddress.IPv6Address(host).compressed}]"
        name = _punycode(host)
        if LOOKS_LIKE_IPV4.fullmatch(name):
            return str(ipaddress.IPv4Address(name))
    except ValueError as error:  # both modules' own errors are values' errors
        raise InvalidURL("The address has no valid host.") from error
    return name


def _punycode(host: str) -> str:
    host = host.removesuffix(".")
    if not 0 < len(host) <= 253:
        raise InvalidURL("The address has no valid host.")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    labels = host.lower().split(".")
    for label in labels:
        if not LABEL.fullmatch(label):
            raise InvalidURL("The address has no valid host.")
        if label.startswith("xn--"):
            idna.ulabel(label)
    return ".".join(labels)


def _escaped(text: str, safe: str) -> str:
    """Percent-encoding in its one normal form (RFC 3986 section 6.2.2)."""

    def normal(match: re.Match[str]) -> str:
        piece = match[0]
        if piece[0] != "%":
            return quote(piece, safe=safe)
        if piece == "%":
            return "%25"
        char = chr(int(piece[1:], 16))
        return char if char in UNRESERVED else piece.upper()

    return ESCAPES_OR_TEXT.sub(normal, text)


def _without_dots(path: str) -> str:
    """The path without `.` and `..` segments (RFC 3986 section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def _content_query(query: str) -> str:
    """The parameters that name content, in one order."""
    parameters = [_escaped(part, QUERY_SAFE) for part in query.split("&") if part]
    kept = [part for part in parameters if not is_tracking(_name(part))]
    return "&".join(sorted(kept, key=_name))


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]
