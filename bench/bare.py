"""What WSGI itself costs: a dictionary of ready bytes, and nothing else. Run by granian."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FILES = {
    f"/{path.name}": (path.read_bytes(), f'"{path.stat().st_size}"')
    for path in Path(os.environ.get("BARE_FILES", "/nowhere")).glob("*")
}


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The file of this name, its packed form for who takes one, or 304."""
    path, headers = environ["PATH_INFO"], [("Content-Type", "application/json")]
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and f"{path}.gz" in FILES:
        path = f"{path}.gz"
        headers.append(("Content-Encoding", "gzip"))
    if path not in FILES:
        start_response("404 Not Found", [])
        return []
    body, tag = FILES[path]
    headers += [("ETag", tag)]
    if environ.get("HTTP_IF_NONE_MATCH") == tag:
        start_response("304 Not Modified", headers)
        return []
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]
