"""Asking other machines: registered hosts only, at addresses that were checked, within limits."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

from urllib3.response import HTTPResponse

from moderation.integrations.http.addresses import resolve
from moderation.integrations.http.answers import (
    NOT_REGISTERED,
    REDIRECTED_AWAY,
    TOO_LARGE,
    TOO_MANY_REDIRECTS,
    Answer,
    FetchError,
)
from moderation.integrations.http.bodies import MOST, PIECE, unpack
from moderation.integrations.http.connections import Target, Watch, asked, pieces
from moderation.text.urls import DEFAULT_PORTS, InvalidURL, host_of, scheme_of

USER_AGENT = "moderation"  # the name robots.txt may know us by
SECONDS = 10  # for all of it: names, redirects, bodies
REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
LONGEST_HEADER = 500
PATH_SAFE = "%-._~!$&'()*+,;=:@/?"  # RFC 3986, section 3.3; what is escaped stays so


def fetch(
    url: str,
    *,
    hosts: Collection[str],
    private: Collection[str] = (),
    etag: str = "",
    last_modified: str = "",
    user_agent: str = USER_AGENT,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """What a page answers; with a tag or a date of before, 304 when it is as it was.

    ``hosts`` are the only ones asked, ``private`` those of them that need not be
    public. Raises ``FetchError``; an answer such as 404 is no error.
    """
    said = {
        "User-Agent": user_agent,
        "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Cache-Control": "no-cache",  # what an editor has just saved, not what a cache has still
        **_condition("If-None-Match", etag),
        **_condition("If-Modified-Since", last_modified),
        **(headers or {}),
    }
    with Watch(SECONDS) as watch:
        for _ in range(REDIRECTS + 1):
            target = _aim(url, hosts, private, watch)
            with asked(target, watch, "GET", headers=said) as response:
                onward = _onward(url, response)
                if not onward:
                    return _answer(url, response, watch)
            url = _checked(url, onward, hosts)
    raise FetchError(TOO_MANY_REDIRECTS)


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    hosts: Collection[str],
    private: Collection[str] = (),
) -> Answer:
    """Hand something to another machine; a redirect is its answer and is not followed."""
    return send("POST", url, body, headers=headers, hosts=hosts, private=private)


def send(
    method: str,
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    hosts: Collection[str],
    private: Collection[str] = (),
) -> Answer:
    """The same by another method than POST, such as a cache's own PURGE."""
    with Watch(SECONDS) as watch:
        target = _aim(url, hosts, private, watch)
        own = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}
        with asked(target, watch, method, headers=own, body=body) as response:
            return _told(url, response)


def _aim(url: str, hosts: Collection[str], private: Collection[str], watch: Watch) -> Target:
    host, scheme = _host(url), scheme_of(url)
    if host not in hosts:
        raise FetchError(NOT_REGISTERED, host)
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS[scheme]
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    addresses = resolve(name, port, private=host in private, seconds=watch.left)
    path = quote(parts.path or "/", safe=PATH_SAFE)
    query = f"?{quote(parts.query, safe=PATH_SAFE)}" if parts.query else ""
    return Target(scheme, name, port, addresses, path + query)


def _host(url: str) -> str:
    try:
        return host_of(url)
    except InvalidURL as error:
        raise FetchError(NOT_REGISTERED, str(error)) from error


def _onward(url: str, response: HTTPResponse) -> str:
    """Where an answer sends us on to, if anywhere."""
    location = response.headers.get("Location", "")
    if response.status not in MOVED or not location:
        return ""
    sent = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    try:
        return urljoin(url, quote(sent, safe=PATH_SAFE + "#[]"))
    except ValueError as error:
        raise FetchError(REDIRECTED_AWAY) from error


def _checked(url: str, onward: str, hosts: Collection[str]) -> str:
    """A redirect stays among the registered hosts, and does not leave encryption."""
    try:
        host, scheme = host_of(onward), scheme_of(onward)
    except InvalidURL as error:
        raise FetchError(REDIRECTED_AWAY) from error
    if host not in hosts or (scheme_of(url), scheme) == ("https", "http"):
        raise FetchError(REDIRECTED_AWAY, host)
    return onward


def _answer(url: str, response: HTTPResponse, watch: Watch) -> Answer:
    told = _told(url, response)
    if told.status not in range(200, 300):
        return told
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST:
        raise FetchError(TOO_LARGE)
    body = unpack(pieces(response, watch, PIECE), response.headers.get("Content-Encoding", ""))
    return Answer(**{**vars(told), "body": body})


def _told(url: str, response: HTTPResponse) -> Answer:
    def said(name: str) -> str:
        return response.headers.get(name, "")[:LONGEST_HEADER]

    return Answer(
        status=response.status,
        url=url,
        content_type=said("Content-Type"),
        etag=said("ETag"),
        last_modified=said("Last-Modified"),
        retry_after=_seconds(said("Retry-After")),
    )


def _seconds(text: str) -> int | None:
    """A ``Retry-After``: seconds, or a date (RFC 9110, section 10.2.3)."""
    if text.isascii() and text.isdecimal():
        return int(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    away = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
    return max(0, math.ceil(away.total_seconds()))


def _condition(name: str, told: str) -> dict[str, str]:
    """A header with what a server once said, unless that is no header's text."""
    return {name: told} if told and told.isascii() and told.isprintable() else {}
