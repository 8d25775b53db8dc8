"""What happens to a request before Flask sees it: its size, its mount path, its host."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from moderation.drafts.limits import BODY_LIMIT
from moderation.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class BodyLimit:
    """Read the body whole, at most ``BODY_LIMIT`` bytes; one that is longer is marked, never cut.

    A chunked body has no length to check beforehand, and Werkzeug takes a
    stream without a length for an empty one.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        declared = environ.get("CONTENT_LENGTH") or ""
        chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
        body = b""
        if declared.isdigit() and int(declared) > BODY_LIMIT:
            environ["moderation.too_large"] = True
        elif declared.isdigit() or chunked:
            body = self._read(environ, int(declared) if declared.isdigit() else BODY_LIMIT + 1)
            environ["moderation.too_large"] = len(body) > BODY_LIMIT
        if environ.get("moderation.too_large"):
            body = b""
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        return self.app(environ, start_response)

    @staticmethod
    def _read(environ: WSGIEnvironment, most: int) -> bytes:
        parts, left = [], most
        while left > 0 and (part := environ["wsgi.input"].read(min(left, 65536))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


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
