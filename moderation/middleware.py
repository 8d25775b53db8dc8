"""What happens to a request before Flask sees it: its size, its mount path, its host."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from moderation.drafts.limits import BODY_LIMIT
from moderation.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DISCARDED = (
    1 << 20
)  # bytes of a refused body that are read all the same; nginx lets no more through


class BodyLimit:
    """Read the body whole, at most ``BODY_LIMIT`` bytes; one that is longer is marked, never cut.

    A chunked body has no length to check beforehand, and Werkzeug takes a
    stream without a length for an empty one.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        declared = _declared(environ.get("CONTENT_LENGTH") or "")
        chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
        body = b""
        if declared is not None and declared > BODY_LIMIT:
            environ["moderation.too_large"] = True
        elif declared is not None or chunked:
            body = self._read(environ, BODY_LIMIT + 1 if declared is None else declared)
            environ["moderation.too_large"] = len(body) > BODY_LIMIT
        if environ.get("moderation.too_large"):
            self._discard(environ, DISCARDED - len(body))
            body = b""
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        return self.app(environ, start_response)

    @staticmethod
    def _discard(environ: WSGIEnvironment, most: int) -> None:
        """Let a sender finish: one that is cut off before never sees why (RFC 9112, 9.6)."""
        while most > 0 and (part := environ["wsgi.input"].read(min(most, 65536))):
            most -= len(part)

    @staticmethod
    def _read(environ: WSGIEnvironment, most: int) -> bytes:
        parts, left = [], most
        while left > 0 and (part := environ["wsgi.input"].read(min(left, 65536))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def _declared(length: str) -> int | None:
    """The length that a request names, if it is one; no more of it than says "too large"."""
    return int(length.lstrip("0")[:12] or "0") if re.fullmatch("[0-9]+", length) else None


class Mount:
    """Serve under the path and host of ``BASE_URL``, whatever the proxy in front passes on.

    Addresses we print never follow a forged ``Host``. A proxy may strip the
    mount path or leave it.
    """

    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        base = urlsplit(settings.base_url)
        self.app, self.scheme, self.host, self.path = app, base.scheme, base.netloc, settings.path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["HTTP_HOST"] = self.host
        environ["wsgi.url_scheme"] = self.scheme
        if self.path:
            path = environ.get("PATH_INFO", "")
            if path == self.path or path.startswith(self.path + "/"):
                environ["PATH_INFO"] = path[len(self.path) :] or "/"
            environ["SCRIPT_NAME"] = self.path
        return self.app(environ, start_response)


__all__ = ["BodyLimit", "Mount"]
